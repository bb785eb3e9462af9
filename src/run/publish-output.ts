import { makeDocument } from '../publish/document.ts'
import { type Chosen, chooseWindow, windowStart } from '../publish/window.ts'
import { writeDocuments } from '../publish/write.ts'
import type { Rendering } from '../store/store.ts'
import type { Publication, Source, Story } from '../types.ts'
import { sha256, uuidV5 } from '../util/hash.ts'
import type { Parts } from './parts.ts'
import { relatedStories } from './related-stories.ts'
import { saidSources, toSources } from './to-sources.ts'
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
 * the set is committed to the store, then the files are replaced. Nothing is rendered when all that would go into it is
 * as it was. Throws FatalError `OUTPUT`; the last output stays.
 */
export async function publishOutput(parts: Parts): Promise<Published> {
  const { settings, store } = parts
  const now = parts.now()
  const appended = await store.appendToLog(main, now)
  const window = await mainWindow(parts, now)
  // Nobody is served by an empty feed, and one that was full yesterday is a fault of ours more often than a quiet week.
  if (window.length === 0) return { ...(await keepOutput(parts)), appended }
  const sources = saidSources(await store.feedStates())
  const publication = describe(parts, (await store.loggedAt(main)) ?? now)
  const recipe = hashOf([
    parts.version,
    publication,
    window,
    settings.feeds,
    settings.related,
    [...sources],
    await store.storiesVersion(),
  ])
  const last = await store.rendering()
  if (last?.recipe === recipe) return { ...(await keepOutput(parts)), ...counted(last), appended }
  const { stories, unreadable } = await storiesOf(parts, window, sources)
  if (stories.length === 0) return { ...(await keepOutput(parts)), appended }
  const previous = await store.documents()
  const rendered = await parts.tasks.render({
    publication,
    stories,
    sources: toSources(
      settings.feeds.filter(({ disabled }) => !disabled),
      sources,
    ),
    version: parts.version,
  })
  const documents = rendered.files.map((file) =>
    makeDocument(
      file.path,
      file.mediaType,
      file.bytes,
      previous.find(({ path }) => path === file.path),
      now,
    ),
  )
  const rendering = { recipe, stories: window.length, problems: [...unreadable, ...rendered.problems] }
  await store.saveDocuments(documents, rendering)
  const written = await writeDocuments(parts.outputFolder, documents)
  return { ...counted(rendering), appended, written, stands: true }
}

/** What the main publication shows, as the log stands. */
export async function mainWindow({ settings, store }: Pick<Parts, 'settings' | 'store'>, now: Date): Promise<Chosen[]> {
  const logged = await store.loggedStories(main, settings.feeds, windowStart(settings.window, now))
  return chooseWindow(logged, settings.window, new Map(settings.feeds.map(({ id, keep }) => [id, keep])), now)
}

/** The last output stays; only files that are missing or were changed by somebody else are written again. */
export async function keepOutput({ store, outputFolder }: Parts): Promise<Published> {
  const previous = await store.documents()
  const written = await writeDocuments(outputFolder, previous)
  return { stories: 0, appended: 0, written, problems: [], stands: previous.length > 0 }
}

/** The chosen stories with all that is published of them, and those whose entries the store no longer has. */
async function storiesOf(
  { settings, store }: Parts,
  window: readonly Chosen[],
  sources: ReadonlyMap<string, Source>,
): Promise<{ readonly stories: readonly Story[]; readonly unreadable: readonly string[] }> {
  const records = await store.storyRecords(window.map(({ id }) => id))
  const byId = new Map(records.map((record) => [record.id, record]))
  const relations = settings.related ? await relatedStories(records) : undefined
  const relatedTo = (id: string) => (relations?.get(id) ?? []).flatMap((other) => byId.get(other.id)?.canonical ?? [])
  const withBody = new Set(window.flatMap(({ id, body }) => (body ? id : [])))
  const subscriptions = new Map(settings.feeds.map((subscription) => [subscription.id, subscription]))
  return {
    stories: records.map((record) => {
      const { id } = record
      return toStory(record, { subscriptions, sources, hasBody: withBody.has(id), related: relatedTo(id) })
    }),
    unreadable: window.flatMap(({ id }) => (byId.has(id) ? [] : `${id}: its entry is missing in the store`)),
  }
}

function counted({ stories, problems }: Rendering): Pick<Published, 'stories' | 'problems'> {
  return { stories: stories - problems.length, problems }
}

function hashOf(ingredients: readonly unknown[]): string {
  return sha256(JSON.stringify(ingredients))
}

function describe({ settings, installationId }: Parts, updated: Date): Publication {
  const { title, subtitle, url, language, alsoAt } = settings
  return {
    id: `urn:uuid:${uuidV5(installationId, `publication ${main}`)}`,
    title,
    url,
    updated,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(language === undefined ? {} : { language }),
    ...(alsoAt ? { alsoAt } : {}),
  }
}
