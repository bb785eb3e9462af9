import { FatalError } from '../errors.ts'
import type { FoundEntry, Store } from '../store/store.ts'
import { type Beside, shownPath } from './beside.ts'

/** So many are listed when a name fits several. */
const mostListed = 20

/** The store of an installation that has run; throws FatalError `STORE` where nothing is remembered yet. */
export function storeOf({ store, storeFile }: Beside): Store {
  if (store !== undefined) return store
  throw new FatalError(
    'STORE',
    `nothing is remembered yet (${shownPath(storeFile)} is not there): \`millrace run\` first`,
  )
}

/** What a name fits: nothing, one entry, or several to choose from. */
export async function findEntry(store: Store, name: string): Promise<FoundEntry> {
  const found = await store.findForPerson(name)
  const [first, ...others] = found
  if (first === undefined) {
    throw new FatalError(
      'CONFIG',
      `no entry is known by "${name}": give its address, its id, or words of its title as they stand there`,
    )
  }
  if (others.length > 0)
    throw new FatalError('CONFIG', [`"${name}" fits several; name one by its key:`, ...listed(found)].join('\n'))
  return first
}

/** A line for each entry: its key, which names it alone, and its title. */
export function listed(found: readonly FoundEntry[]): readonly string[] {
  const lines = found.slice(0, mostListed).map(({ key, title }) => `  "${key}"  ${title ?? '(not read yet)'}`)
  const more = found.length - lines.length
  return more === 0 ? lines : [...lines, `  and ${more.toLocaleString('en')} more`]
}
