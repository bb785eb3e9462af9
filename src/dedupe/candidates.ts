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

/**
 * An index in memory, over the bearers that the store found: it holds what a batch asks for, not all that is stored. Bearers
 * are counted under small numbers of their own: templates have thousands of bearers to count, and a map of ids took most of
 * the time that placing needs without the store.
 */
export function createCandidateIndex<Id>(stored: ReadonlyMap<Sign, readonly Id[]>): CandidateIndex<Id> {
  const ids: Id[] = []
  const numbers = new Map<Id, number>()
  const numberOf = (id: Id): number => {
    const known = numbers.get(id)
    if (known !== undefined) return known
    numbers.set(id, ids.length)
    return ids.push(id) - 1
  }
  const bearersOf = new Map<Sign, number[]>()
  for (const [sign, bearers] of stored) bearersOf.set(sign, bearers.map(numberOf))
  // Used again by each search: templates would leave megabytes a batch behind. Between searches every weight is 0.
  let weights = new Float64Array(1024)
  let sharers = new Uint32Array(1024)
  return {
    add: (id, signs) => {
      const number = numberOf(id)
      for (const sign of signs) {
        const bearers = bearersOf.get(sign)
        if (bearers === undefined) bearersOf.set(sign, [number])
        else bearers.push(number)
      }
    },
    find: (signs, most) => {
      if (weights.length < ids.length) {
        weights = new Float64Array(2 * ids.length)
        sharers = new Uint32Array(2 * ids.length)
      }
      let sharing = 0
      for (const sign of signs) {
        const bearers = bearersOf.get(sign) ?? []
        const weight = (typeof sign === 'string' ? urlWeight : 1) * (bearers.length > commonBearers ? 0.5 : 1)
        const end = Math.min(bearers.length, mostBearers)
        for (let at = 0; at < end; at++) {
          const bearer = bearers[at] ?? 0
          const before = weights[bearer] ?? 0
          if (before === 0) sharers[sharing++] = bearer
          weights[bearer] = before + weight
        }
      }
      const least = leastWeight(signs.length)
      const shared = sharers.subarray(0, sharing)
      const weightOf = (bearer: number): number => weights[bearer] ?? 0
      const found = Array.from(shared.filter((bearer) => weightOf(bearer) >= least))
        .sort((a, b) => weightOf(b) - weightOf(a))
        .slice(0, most)
      for (const bearer of shared) weights[bearer] = 0
      return found.flatMap((bearer) => ids[bearer] ?? [])
    },
  }
}
