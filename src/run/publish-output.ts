import type { Told } from '../dedupe/related.ts'
import { makeDocument } from '../publish/document.ts'
import { type Chosen, choiceHoldsUntil, chooseWindow, windowStart } from '../publish/window.ts'
import { writeDocuments } from '../publish/write.ts'
import type { Rendering } from '../store/store.ts'
import type { Publication, Source, Story } from '../types.ts'
import { sha256, uuidV5 } from '../util/hash.ts'
import type { Parts } from './parts.ts'
import { mostCompared, toldOf, withRelated } from './related-stories.ts'
import { saidSources, toSources } from './to-sources.ts'
import { creditsAmong, toStory } from './to-story.ts'

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
  const publication = describe(parts, (await store.loggedAt(main)) ?? now)
  const versions = [await store.storiesVersion(), await store.sourcesVersion()]
  const basis = hashOf([parts.version, publication, settings.window, settings.feeds, settings.related, versions])
  const last = await store.rendering()
  if (last?.basis === basis && holds(last, now)) return { ...(await keepOutput(parts)), ...counted(last), appended }
  const { window, until } = await chooseMain(parts, now)
  // Nobody is served by an empty feed, and one that was full yesterday is a fault of ours more often than a quiet week.
  if (window.length === 0) return { ...(await keepOutput(parts)), appended }
  const recipe = hashOf([basis, window])
  const held = { recipe, basis, holdsFrom: now.getTime(), ...(until && { holdsUntil: until.getTime() }) }
  if (last?.recipe === recipe) {
    await store.saveRendering({ ...held, stories: last.stories, problems: last.problems })
    return { ...(await keepOutput(parts)), ...counted(last), appended }
  }
  const sources = saidSources(await store.feedStates())
  const { stories, unreadable } = await storiesOf(parts, window, sources)
  if (stories.length === 0) return { ...(await keepOutput(parts)), appended }
  const rendered = await parts.tasks.render({
    publication,
    stories,
    sources: toSources(
      settings.feeds.filter(({ disabled }) => !disabled),
      sources,
    ),
    version: parts.version,
  })
  const previous = new Map((await store.documents()).map((each) => [each.path, each]))
  const documents = rendered.files.map(({ path, mediaType, bytes }) =>
    makeDocument(path, mediaType, bytes, previous.get(path), now),
  )
  const rendering = { ...held, stories: window.length, problems: [...unreadable, ...rendered.problems] }
  await store.saveDocuments(documents, rendering)
  const made = async (path: string) => documents.find((each) => each.path === path)
  const written = await writeDocuments(parts.outputFolder, documents, made)
  return { ...counted(rendering), appended, written, stands: true }
}

/** Whether the time alone changes nothing; a clock that was set back makes it be looked at anew. */
function holds({ holdsFrom, holdsUntil = Infinity }: Rendering, now: Date): boolean {
  return now.getTime() >= holdsFrom && now.getTime() <= holdsUntil
}

/** What the main publication shows, as the log stands. */
export async function mainWindow(parts: Pick<Parts, 'settings' | 'store'>, now: Date): Promise<readonly Chosen[]> {
  return (await chooseMain(parts, now)).window
}

/** The same, and until when it stays so by itself. */
async function chooseMain({ settings, store }: Pick<Parts, 'settings' | 'store'>, now: Date) {
  const logged = await store.loggedStories(main, settings.feeds, windowStart(settings.window, now))
  const keep = new Map(settings.feeds.map((each) => [each.id, each.keep]))
  return {
    window: chooseWindow(logged, settings.window, keep, now),
    until: choiceHoldsUntil(logged, settings.window, now),
  }
}

/** The last output stays; only files that are missing or were changed by somebody else are written again. */
export async function keepOutput({ store, outputFolder }: Pick<Parts, 'store' | 'outputFolder'>): Promise<Published> {
  const previous = await store.documents()
  const written = await writeDocuments(outputFolder, previous, (path) => store.document(path))
  return { stories: 0, appended: 0, written, problems: [], stands: previous.length > 0 }
}

/** So many stories are read from the store at a time: each comes with all of its texts, of which little is published. */
const storiesAtOnce = 200

/** The chosen stories with all that is published of them, and those whose entries the store no longer has. */
async function storiesOf(
  { settings, store }: Parts,
  window: readonly Chosen[],
  sources: ReadonlyMap<string, Source>,
): Promise<{ readonly stories: readonly Story[]; readonly unreadable: readonly string[] }> {
  const withBody = new Set(window.flatMap(({ id, body }) => (body ? id : [])))
  const subscriptions = new Map(settings.feeds.map((subscription) => [subscription.id, subscription]))
  const resolveCredit = creditsAmong({ subscriptions, sources })
  const stories: Story[] = []
  const told: Told[] = []
  for (let start = 0; start < window.length; start += storiesAtOnce) {
    const records = await store.storyRecords(window.slice(start, start + storiesAtOnce).map(({ id }) => id))
    for (const record of records) {
      stories.push(toStory(record, { subscriptions, sources, resolveCredit, hasBody: withBody.has(record.id) }))
    }
    if (settings.related) told.push(...(await toldOf(records.slice(0, mostCompared - told.length))))
  }
  const readable = new Set(stories.map(({ id }) => id))
  return {
    stories: withRelated(stories, told),
    unreadable: window.flatMap(({ id }) => (readable.has(id) ? [] : `${id}: its entry is missing in the store`)),
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
