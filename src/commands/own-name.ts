import { isOwnNetwork } from '../config/cross-checks.ts'
import type { Settings } from '../config/settings.ts'

/**
 * What Millrace calls itself to publishers (User-Agent). They can look up who asks where the feed is published, while an
 * address of this machine would tell nothing. `N subscribers` is the form that feed statistics read: Google Reader's, always in the plural.
 */
export function ownName(version: string, { url, subscribers }: Pick<Settings, 'url' | 'subscribers'>): string {
  const who = isOwnNetwork(new URL(url).hostname) ? 'self-hosted feed reader' : `+${url}`
  const readers = subscribers === undefined ? '' : `; ${subscribers} subscribers`
  return `Millrace/${version} (${who}${readers})`
}
