import { isDeepStrictEqual } from 'node:util'
import type { Settings } from './settings.ts'

/** What is different in settings that are taken up while the program runs. */
export interface SettingsChange {
  /** Ids of feeds. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** The new cron expression. */
  readonly cron?: string
  /** Settings that only the next start takes up: they are bound to a port. */
  readonly waiting: readonly string[]
}

/** Compares the settings of before with those of now. */
export function settingsChange(before: Settings, after: Settings): SettingsChange {
  const old = new Map(before.feeds.map((feed) => [feed.id, feed]))
  const ids = new Set(after.feeds.map(({ id }) => id))
  const { cron } = after.schedule
  return {
    added: after.feeds.flatMap(({ id }) => (old.has(id) ? [] : id)),
    removed: [...old.keys()].filter((id) => !ids.has(id)),
    changed: after.feeds.flatMap((feed) => {
      const was = old.get(feed.id)
      return was === undefined || isDeepStrictEqual(was, feed) ? [] : feed.id
    }),
    ...(cron === before.schedule.cron ? {} : { cron }),
    waiting: (['server', 'metrics'] as const).filter((name) => !isDeepStrictEqual(before[name], after[name])),
  }
}

const namedAtMost = 5

/** The change in words. */
export function changeLines({ added, removed, changed, waiting }: SettingsChange): readonly string[] {
  const lists = { added, removed, changed }
  const feeds = Object.entries(lists).flatMap(([what, ids]) => (ids.length === 0 ? [] : `${what} ${named(ids)}`))
  return [
    `feeds.json is taken up${feeds.length === 0 ? '' : `: ${feeds.join('; ')}`}`,
    ...waiting.map((name) => `the setting ${name} is taken up at the next start`),
  ]
}

function named(ids: readonly string[]): string {
  if (ids.length > namedAtMost) return `${ids.length} feeds`
  return ids.join(', ')
}
