/** What an entry is found by: index rows and cleaned addresses. */
export type Sign = number | string

/** Who bears which sign. `Id`: however the caller names entries. */
export interface CandidateIndex<Id> {
  add(id: Id, signs: Iterable<Sign>): void
  /** Those that share so much with an entry of these signs that the two are worth comparing, what shares most first; at most so many. */
  find(signs: readonly Sign[], most: number): readonly Id[]
}

/** Copies are looked for among the entries of the last 45 days: reprints come within days, and the index stays small. */
export const lookBackMs = 45 * 86_400_000

/** A shared address is worth a look by itself. */
const urlWeight = 2

/**
 * A sign that more entries bear is half as good a witness: a column's title, a form's or a template's words. A true copy
 * shares many signs, and is found all the same.
 */
const commonBearers = 10

/** What even more bear is looked up for the first of them only: it would cost the more the longer the feed runs. */
const mostBearers = 500

/**
 * One shared row is one shared run of words, which strangers have too; two are worth a look. A text with few signs is so
 * short that its copy may share only one of them.
 */
function leastWeight(signs: number): number {
  return signs < 7 ? 0.5 : 2
}

/** An index in memory, over the bearers that the store found: it holds what a batch asks for, not all that is stored. */
export function createCandidateIndex<Id>(stored: ReadonlyMap<Sign, readonly Id[]>): CandidateIndex<Id> {
  const added = new Map<Sign, Id[]>()
  const none: readonly Id[] = []
  return {
    add: (id, signs) => {
      for (const sign of signs) {
        const bearers = added.get(sign)
        if (bearers === undefined) added.set(sign, [id])
        else bearers.push(id)
      }
    },
    find: (signs, most) => {
      const shared = new Map<Id, number>()
      for (const sign of signs) {
        const [before, since] = [stored.get(sign) ?? none, added.get(sign) ?? none]
        const bearers = before.length + since.length
        const weight = (typeof sign === 'string' ? urlWeight : 1) * (bearers > commonBearers ? 0.5 : 1)
        // One after the other and not as one list: a batch asks for thousands of common signs.
        for (let at = 0; at < bearers && at < mostBearers; at++) {
          const id = at < before.length ? before[at] : since[at - before.length]
          if (id !== undefined) shared.set(id, (shared.get(id) ?? 0) + weight)
        }
      }
      const least = leastWeight(signs.length)
      return [...shared]
        .filter(([, weight]) => weight >= least)
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, most)
        .map(([id]) => id)
    },
  }
}
