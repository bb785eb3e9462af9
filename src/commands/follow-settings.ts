import { checkSettings, readSettings } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import { isCron } from '../schedule/ticking.ts'

/** feeds.json as it changes under a program that runs. */
export interface FollowedSettings {
  /** The settings, if the file holds another text than when it was last asked. Throws FatalError `CONFIG` once for a broken one. */
  changed(): Promise<Settings | undefined>
  /** What was given could not be used: it is given again. */
  forget(): void
}

/** Follows the file, whose text was `text` when it was last read. */
export function followSettings(file: string, text: string): FollowedSettings {
  /** What was last found: a text, or why there was none. */
  let seen: unknown = text
  return {
    async changed() {
      const found = await readSettings(file).catch((error: Error) => error)
      const isNew = found instanceof Error ? found.message !== seen : found !== seen
      seen = found instanceof Error ? found.message : found
      if (!isNew) return undefined
      if (found instanceof Error) throw found
      return checkSettings(file, found, isCron)
    },
    forget: () => {
      seen = undefined
    },
  }
}
