import { nearest } from '../config/nearest.ts'
import { FatalError } from '../errors.ts'
import type { FeedState } from '../store/store.ts'
import type { Subscription } from '../types.ts'

/**
 * The subscription that a person names by its id, address or title, or by a part of them that no other has. Throws
 * FatalError `CONFIG` with the ones that may be meant.
 */
export function findSubscription(
  name: string,
  subscriptions: readonly Subscription[],
  states: readonly FeedState[],
): Subscription {
  const titles = new Map(states.map(({ id, source }) => [id, source?.title]))
  const namesOf = ({ id, url, title }: Subscription): readonly string[] =>
    [id, url, title, titles.get(id)].flatMap((each) => (each === undefined ? [] : [plain(each)]))
  const wanted = plain(name)
  const exact = subscriptions.filter((each) => namesOf(each).includes(wanted))
  const found =
    exact.length > 0 ? exact : subscriptions.filter((each) => namesOf(each).some((one) => one.includes(wanted)))
  const [first, ...others] = found
  if (first !== undefined && others.length === 0) return first
  throw new FatalError('CONFIG', first === undefined ? unknown(name, subscriptions, namesOf) : several(name, found))
}

/** Case, and a slash at the end, are easily typed differently. */
function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\/$/, '')
}

function several(name: string, found: readonly Subscription[]): string {
  return `"${name}" is a part of several feeds' names; name one by its id: ${found.map(({ id }) => id).join(', ')}`
}

function unknown(
  name: string,
  subscriptions: readonly Subscription[],
  namesOf: (subscription: Subscription) => readonly string[],
): string {
  const meant = nearest(plain(name), subscriptions.flatMap(namesOf))
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  return `no feed is called "${name}"${hint} (\`millrace status\` lists them)`
}
