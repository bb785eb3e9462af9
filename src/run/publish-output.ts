import { makeDocument } from '../publish/document.ts'
import { chooseWindow, windowStart } from '../publish/window.ts'
import { writeDocuments } from '../publish/write.ts'
import type { Publication } from '../types.ts'
import { uuidV5 } from '../util/hash.ts'
import type { Parts } from './parts.ts'
import { toSources } from './to-sources.ts'
import { toStory } from './to-story.ts'

/** The main publication's name in the log. */
const main = 'main'

export interface Published {
  /** Stories in the window. */
  readonly stories: number
  /** Of these, appended to the log by this run: new or corrected. */
  readonly appended: number
  /** Files of output/ that changed. */
  readonly written: readonly string[]
  /** Stories that were left out because they could not be written, each with the reason. */
  readonly problems: readonly string[]
  /** False while there has never been anything to publish: no file is written then. */
  readonly stands: boolean
}

/**
 * Makes the public files from what is stored: the log grows by what is new, the newest window is rendered and checked,
 * the set is committed to the store, then the files are replaced. Throws FatalError `OUTPUT`; the last output stays.
 */
export async function publishOutput(parts: Parts): Promise<Published> {
  const { settings, store, tasks } = parts
  const now = parts.now()
  const appended = await store.appendToLog(main, now)
  const logged = await store.loggedStories(main, settings.feeds, windowStart(settings.window, now))
  const window = chooseWindow(logged, settings.window, new Map(settings.feeds.map(({ id, keep }) => [id, keep])), now)
  const records = await store.storyRecords(window.map(({ id }) => id))
  const readable = new Set(records.map(({ id }) => id))
  const unreadable = window.flatMap(({ id }) => (readable.has(id) ? [] : `${id}: its entry is missing in the store`))
  const withBody = new Set(window.flatMap(({ id, body }) => (body ? id : [])))
  const subscriptions = new Map(settings.feeds.map((subscription) => [subscription.id, subscription]))
  const sources = new Map(
    (await store.feedStates()).flatMap(({ id, source }) => (source === undefined ? [] : [[id, source]])),
  )
  const stories = records.map((record) => toStory(record, { subscriptions, sources, hasBody: withBody.has(record.id) }))
  // Nobody is served by an empty feed, and one that was full yesterday is a fault of ours more often than a quiet week.
  if (stories.length === 0) return { ...(await keepOutput(parts)), appended }
  const previous = await store.documents()
  const publication = describe(parts, (await store.loggedAt(main)) ?? now)
  const { files, problems } = await tasks.render({
    publication,
    stories,
    sources: toSources(
      settings.feeds.filter(({ disabled }) => !disabled),
      sources,
    ),
    version: parts.version,
  })
  const documents = files.map((file) =>
    makeDocument(
      file.path,
      file.mediaType,
      file.bytes,
      previous.find(({ path }) => path === file.path),
      now,
    ),
  )
  await store.saveDocuments(documents)
  return {
    stories: stories.length - problems.length,
    appended,
    written: await writeDocuments(parts.outputFolder, documents),
    problems: [...unreadable, ...problems],
    stands: true,
  }
}

/** The last output stays; only files that are missing or were changed by somebody else are written again. */
export async function keepOutput({ store, outputFolder }: Parts): Promise<Published> {
  const previous = await store.documents()
  const written = await writeDocuments(outputFolder, previous)
  return { stories: 0, appended: 0, written, problems: [], stands: previous.length > 0 }
}

function describe({ settings, installationId }: Parts, updated: Date): Publication {
  const { title, subtitle, url, language } = settings
  return {
    id: `urn:uuid:${uuidV5(installationId, `publication ${main}`)}`,
    title,
    url,
    updated,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(language === undefined ? {} : { language }),
  }
}
