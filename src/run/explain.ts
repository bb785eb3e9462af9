import type { Settings } from '../config/settings.ts'
import { type Ranked, rankMembers } from '../dedupe/canonical.ts'
import { type Compared, decide } from '../dedupe/decide.ts'
import { type Relation, relateStories } from '../dedupe/related.ts'
import { userRules } from '../dedupe/user-rules.ts'
import { windowStart } from '../publish/window.ts'
import type { EntryAccount, Join, LogRow, MemberRecord, Store } from '../store/store.ts'
import type { Article, UserRule } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { findCandidates } from './find-candidates.ts'
import { mainWindow } from './publish-output.ts'
import { mostCompared, toldOf } from './related-stories.ts'
import { createStandings } from './standings.ts'

/** An entry in a few words. */
export interface Named {
  readonly key: string
  readonly title?: string
  readonly url?: string
  /** Title of its feed. */
  readonly feed: string
}

/** One of a story's entries: how it stands in the choice of the one that is shown, and why it joined. */
export interface Member extends Named, Pick<Ranked, 'votes' | 'signs'> {
  readonly isShown: boolean
  /** Absent for those that founded the story, or one that became part of it. */
  readonly joined?: Join
}

/** What came of comparing the entry with another. */
export interface Pair extends Omit<Compared, 'needed'>, Named {
  /** The similarity that was asked for; absent where no similarity is enough. */
  readonly needed?: number
  readonly isSameStory: boolean
}

/** A story that tells of the same event in other words, as the published feed links to it, and what speaks for it. */
export interface Related extends Named, Omit<Relation, 'id'> {
  readonly storyId: string
}

/** Why a story is not in the published feed. */
export type Absence =
  | 'known-only' // older than what its feed brought at the first read: only its id is kept
  | 'unread'
  | 'unplaced'
  | 'feed-removed'
  | 'not-published-yet'
  | 'too-old'
  | 'no-room'

/** Everything that `why` tells of an entry. */
export interface Explanation extends Named {
  readonly subscription: string
  readonly account: Omit<EntryAccount, 'entry' | 'article' | 'key' | 'subscription'>
  readonly article?: Pick<
    Article,
    'origin' | 'pageTrouble' | 'language' | 'credit' | 'canonicalUrl' | 'published' | 'cuts'
  > & {
    /** Words of its text, or characters where the script has no spaces. */
    readonly tokens: number
  }
  readonly story?: {
    readonly id: string
    readonly updated: Date
    readonly members: readonly Member[]
  }
  /** What it was compared with, as the same rules see it now; most alike first. */
  readonly compared: readonly Pair[]
  /** Which stories of the published feed it is linked to as `related`; strongest evidence first. */
  readonly related: readonly Related[]
  /** What people decided about it. */
  readonly rules: readonly UserRule[]
  readonly published: {
    readonly log: readonly LogRow[]
    /** Paths of the documents that hold it. */
    readonly documents: readonly string[]
    /** Its place in the feed, the newest is 1, and whether its body is there. */
    readonly place?: number
    readonly hasBody?: boolean
    readonly absence?: Absence
  }
}

/** Where an entry came from, what became of it and why. Asks nobody, changes nothing; undefined where there is no such entry. */
export async function explain(
  { settings, store }: { readonly settings: Settings; readonly store: Store },
  key: string,
  now: Date,
): Promise<Explanation | undefined> {
  const account = await store.entryAccount(key)
  if (account === undefined) return undefined
  const { entry, article, subscription, key: _key, ...rest } = account
  const feedOf = await feedTitles(settings, store)
  const rules = await store.userRules()
  const page = entry && alternateOf(entry.links)
  const title = article?.title ?? entry?.title
  const story = account.storyId === undefined ? undefined : await storyOf({ settings, store }, account.storyId, feedOf)
  return {
    key,
    subscription,
    feed: feedOf(subscription),
    ...(title === undefined ? {} : { title }),
    ...(page === undefined ? {} : { url: page }),
    account: rest,
    ...(article === undefined ? {} : { article: articleOf(article) }),
    ...(story === undefined ? {} : { story }),
    compared: await comparedWith(store, account, rules, feedOf),
    related: await relatedTo({ settings, store }, account.storyId, feedOf, now),
    rules: rules.filter(({ keys, others }) => keys.includes(key) || others.includes(key)),
    published: await publishedAs({ settings, store }, account, now),
  }
}

type FeedTitle = (subscription: string) => string

async function feedTitles(settings: Settings, store: Store): Promise<FeedTitle> {
  const said = new Map((await store.feedStates()).map(({ id, source }) => [id, source?.title]))
  const configured = new Map(settings.feeds.map(({ id, title }) => [id, title]))
  return (id) => configured.get(id) ?? (said.get(id) || id)
}

function articleOf(article: Article): NonNullable<Explanation['article']> {
  const { html: _html, text: _text, fingerprint, title: _title, ...rest } = article
  const { origin, pageTrouble, language, credit, canonicalUrl, published, cuts } = rest
  return {
    origin,
    tokens: fingerprint.tokens,
    cuts,
    ...(pageTrouble === undefined ? {} : { pageTrouble }),
    ...(language === undefined ? {} : { language }),
    ...(credit === undefined ? {} : { credit }),
    ...(canonicalUrl === undefined ? {} : { canonicalUrl }),
    ...(published === undefined ? {} : { published }),
  }
}

async function storyOf(
  { settings, store }: { readonly settings: Settings; readonly store: Store },
  id: string,
  feedOf: FeedTitle,
): Promise<Explanation['story']> {
  const [record] = await store.storyRecords([id])
  if (record === undefined) return undefined
  const comparables = await store.storyMembers([id])
  const standings = createStandings(settings, store)
  await standings.load(comparables.map(({ subscription }) => subscription))
  const ranked = new Map(rankMembers(comparables, standings.of).map((each) => [each.key, each]))
  const joins = await store.joinsOf(id)
  const members = [record.canonical, ...record.copies].map((member): Member => {
    const joined = joins.get(member.key)
    // What retention left of an old copy has no vote.
    const { votes, signs } = ranked.get(member.key) ?? { votes: 0, signs: [] }
    const isShown = member.key === record.canonical.key
    return { ...named(member, feedOf), votes, signs, isShown, ...(joined === undefined ? {} : { joined }) }
  })
  return { id, updated: record.updated, members }
}

function named({ key, article, entry, subscription }: MemberRecord, feedOf: FeedTitle): Named {
  const url = alternateOf(entry.links)
  return { key, title: article.title, feed: feedOf(subscription), ...(url === undefined ? {} : { url }) }
}

/** The comparisons of an entry's placing made again, with the same rules, among what is stored now. */
async function comparedWith(
  store: Store,
  { key, storyId }: EntryAccount,
  rules: readonly UserRule[],
  feedOf: FeedTitle,
): Promise<Explanation['compared']> {
  const members = storyId === undefined ? [] : await store.storyMembers([storyId])
  const entry = members.find((member) => member.key === key)
  if (entry === undefined) return []
  const candidates = await findCandidates(store, [entry], userRules(rules))
  const { compared } = decide(entry, candidates.of(entry))
  const accounts = await Promise.all(compared.map((each) => store.entryAccount(each.key)))
  const shown = compared.flatMap(({ needed, ...each }, at): Pair | readonly Pair[] => {
    const other = accounts[at]
    if (other === undefined) return []
    const url = other.entry && alternateOf(other.entry.links)
    const title = other.article?.title
    return {
      ...each,
      feed: feedOf(other.subscription),
      isSameStory: each.storyId === storyId,
      ...(Number.isFinite(needed) ? { needed } : {}),
      ...(title === undefined ? {} : { title }),
      ...(url === undefined ? {} : { url }),
    }
  })
  return shown.toSorted((a, b) => b.similarity - a.similarity || (a.key < b.key ? -1 : 1))
}

async function relatedTo(
  { settings, store }: { readonly settings: Settings; readonly store: Store },
  storyId: string | undefined,
  feedOf: FeedTitle,
  now: Date,
): Promise<readonly Related[]> {
  if (storyId === undefined || !settings.related) return []
  const window = await mainWindow({ settings, store }, now)
  const newest = window.slice(0, mostCompared).map(({ id }) => id)
  if (!newest.includes(storyId)) return []
  const records = await store.storyRecords(newest)
  const canonicals = new Map(records.map(({ id, canonical }) => [id, canonical]))
  const relations = relateStories(await toldOf(records)).get(storyId) ?? []
  return relations.flatMap(({ id, ...figures }): Related | readonly Related[] => {
    const canonical = canonicals.get(id)
    return canonical === undefined ? [] : { ...named(canonical, feedOf), storyId: id, ...figures }
  })
}

async function publishedAs(
  { settings, store }: { readonly settings: Settings; readonly store: Store },
  account: EntryAccount,
  now: Date,
): Promise<Explanation['published']> {
  const { storyId, state } = account
  if (storyId === undefined) {
    const absence = state === 'known' ? 'known-only' : state === 'unread' ? 'unread' : 'unplaced'
    return { log: [], documents: [], absence }
  }
  const log = await store.logOf(storyId)
  const documents = await pathsWith(storyId, store)
  const window = await mainWindow({ settings, store }, now)
  const place = window.findIndex(({ id }) => id === storyId)
  if (place >= 0) return { log, documents, place: place + 1, hasBody: window[place]?.body === true }
  return { log, documents, absence: await absenceOf({ settings, store }, storyId, log, now) }
}

/** The public files that hold a text. */
async function pathsWith(text: string, store: Store): Promise<readonly string[]> {
  const paths: string[] = []
  for (const { path } of await store.documents()) {
    const bytes = (await store.document(path))?.bytes
    if (bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text)) paths.push(path)
  }
  return paths
}

async function absenceOf(
  { settings, store }: { readonly settings: Settings; readonly store: Store },
  storyId: string,
  log: readonly LogRow[],
  now: Date,
): Promise<Absence> {
  const [record] = await store.storyRecords([storyId])
  if (!settings.feeds.some(({ id }) => id === record?.canonical.subscription)) return 'feed-removed'
  if (log.length === 0) return 'not-published-yet'
  return record !== undefined && record.enteredAt < windowStart(settings.window, now) ? 'too-old' : 'no-room'
}
