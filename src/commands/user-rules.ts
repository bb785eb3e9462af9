import { FatalError } from '../errors.ts'
import { type Decided, merge, split, undoMerge, undoSplit } from '../run/user-decisions.ts'
import { type Beside, type BesideOptions, openBeside } from './beside.ts'
import type { Context } from './context.ts'
import { findEntry, storeOf } from './find-entry.ts'
import { say, sayJson } from './words.ts'

export interface RuleOptions extends BesideOptions {
  readonly undo?: boolean
}

/** `millrace split NAME`: the entry leaves its story and is kept apart from it. */
export async function splitStory(context: Context, name: string, options: RuleOptions): Promise<number> {
  return decide(context, options, async (beside, keyOf) => {
    const place = { settings: beside.settings, store: storeOf(beside) }
    const key = await keyOf(name)
    return options.undo === true ? undoSplit(place, key) : split(place, key)
  })
}

/** `millrace merge NAME NAME`: two stories become one and stay it. With `undo` one name is enough. */
export async function mergeStories(
  context: Context,
  name: string,
  other: string | undefined,
  options: RuleOptions,
): Promise<number> {
  return decide(context, options, async (beside, keyOf) => {
    const place = { settings: beside.settings, store: storeOf(beside) }
    if (options.undo === true) return undoMerge(place, await keyOf(name))
    if (other === undefined) throw new FatalError('CONFIG', 'merge takes two stories: `millrace merge ONE OTHER`')
    return merge(place, await keyOf(name), await keyOf(other))
  })
}

const troubles: Readonly<Record<Exclude<Decided['outcome'], 'done'>, string>> = {
  alone: 'it is the only entry of its story',
  'text-gone': 'its text is no longer kept (90 days): it stays where it is',
  'one-already': 'the two are one story already',
  'no-story': 'it has no story yet: its page is still to be read, or only its id is kept (`millrace why` says which)',
  'no-rule': 'there is nothing to take back: no such decision of yours is kept',
}

async function decide(
  context: Context,
  options: RuleOptions,
  carryOut: (beside: Beside, keyOf: (name: string) => Promise<string>) => Promise<Decided>,
): Promise<number> {
  const beside = await openBeside(options)
  try {
    const store = storeOf(beside)
    const decided = await carryOut(beside, async (name) => (await findEntry(store, name)).key)
    if (decided.outcome !== 'done') throw new FatalError('CONFIG', troubles[decided.outcome])
    if (options.json === true) sayJson(context, decided.rule)
    else say(context, [done(decided.rule.kind, options.undo === true)])
    return 0
  } finally {
    await beside.close()
  }
}

function done(kind: 'split' | 'merge', isUndone: boolean): string {
  const what = isUndone
    ? 'taken back'
    : kind === 'split'
      ? 'the entry left its story and is kept apart from it'
      : 'the two are one story, under the id of the older one'
  return `${what}; published at the next run, a running \`millrace start\` makes it by itself`
}
