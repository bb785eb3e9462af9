import type { Kysely } from 'kysely'
import { cleanUrl } from '../util/url.ts'
import { articleColumns, toArticle } from './article-rows.ts'
import { entryFromJson } from './codec.ts'
import { optional, optionalText, toDate } from './columns.ts'
import type { Database } from './database.ts'
import type { EntryAccount, FoundEntry, Join, Store } from './store.ts'

/** Titles looked through at a time. */
const readAtOnce = 1000

/** What people ask: seldom, so that reading all titles is no harm. */
export function searchQueries(
  db: Kysely<Database>,
): Pick<Store, 'findForPerson' | 'entryAccount' | 'joinsOf' | 'logOf'> {
  const asked = db
    .selectFrom('entries')
    .leftJoin('articles', 'articles.key', 'entries.key')
    .select(['entries.key', 'entries.subscription', 'entries.story_id', 'entries.first_seen_at', 'articles.title'])

  /** A story that was absorbed is the one that has its entries now. */
  const livingStory = async (id: string): Promise<string> => {
    const row = await db.selectFrom('stories').select('merged_into').where('id', '=', id).executeTakeFirst()
    return row === undefined || row.merged_into === null ? id : livingStory(row.merged_into)
  }

  const findExactly = async (name: string): Promise<readonly FoundRow[]> => {
    const uuid = /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(name)?.[1]
    if (uuid !== undefined) {
      const storyId = await livingStory(`urn:uuid:${uuid.toLowerCase()}`)
      const canonical = db.selectFrom('stories').select('canonical_key').where('id', '=', storyId)
      const rows = await asked.where('entries.key', 'in', canonical).execute()
      if (rows.length > 0) return rows
    }
    const byKey = await asked.where('entries.key', '=', name).execute()
    const url = cleanUrl(name)
    if (byKey.length > 0 || url === undefined) return byKey
    const bearers = db.selectFrom('entry_urls').select('entry').where('url', '=', url)
    const byUrl = await asked.where('entries.number', 'in', bearers).execute()
    // Feed by feed, as the index has the links: without it every entry would be read.
    const feeds = db.selectFrom('feeds').select('id')
    const byLink = await asked.where('entries.subscription', 'in', feeds).where('entries.link', '=', url).execute()
    return [...new Map([...byUrl, ...byLink].map((row) => [row.key, row])).values()]
  }

  /** By the feed's own id, else by words of the title. */
  const lookThrough = async (name: string): Promise<readonly FoundRow[]> => {
    const words = name.toLowerCase().split(/\s+/)
    const [byId, byWords]: [FoundRow[], FoundRow[]] = [[], []]
    for (let last = ''; ; ) {
      const rows = await asked.where('entries.key', '>', last).orderBy('entries.key').limit(readAtOnce).execute()
      for (const row of rows) {
        const title = row.title?.toLowerCase() ?? ''
        if (row.key === `${row.subscription} ${name}`) byId.push(row)
        else if (words.every((word) => title.includes(word))) byWords.push(row)
      }
      const end = rows.at(-1)
      if (end === undefined) return byId.length > 0 ? byId : byWords
      last = end.key
    }
  }

  return {
    async findForPerson(name) {
      const wanted = name.trim()
      if (wanted === '') return []
      const exact = await findExactly(wanted)
      const rows = exact.length > 0 ? exact : await lookThrough(wanted)
      return rows
        .map(toFound)
        .toSorted((a, b) => b.firstSeenAt.getTime() - a.firstSeenAt.getTime() || (a.key < b.key ? -1 : 1))
    },

    async entryAccount(key) {
      const row = await db
        .selectFrom('entries')
        .leftJoin('articles', 'articles.key', 'entries.key')
        .select(['entries.key', 'entries.subscription', 'entries.story_id', 'entries.state', 'entries.entry'])
        .select(['entries.first_seen_at', 'entries.entered_at', 'entries.listed_at', 'entries.tries'])
        .select(['entries.next_try_at', 'entries.has_bodies'])
        .select(articleColumns)
        .where('entries.key', '=', key)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { article, title } = row
      const account: EntryAccount = {
        key,
        subscription: row.subscription,
        state: row.state,
        firstSeenAt: toDate(row.first_seen_at),
        enteredAt: toDate(row.entered_at),
        listedAt: toDate(row.listed_at),
        tries: Number(row.tries),
        hasBodies: Number(row.has_bodies) === 1,
        ...(Number(row.next_try_at) === 0 ? {} : { nextTryAt: toDate(row.next_try_at) }),
        ...optionalText('storyId', row.story_id),
        ...optional('entry', row.entry, entryFromJson),
        ...(article === null || title === null ? {} : { article: toArticle({ ...row, article, title }) }),
      }
      return account
    },

    async joinsOf(storyId) {
      const rows = await db
        .selectFrom('entries')
        .innerJoin('joins', 'joins.key', 'entries.key')
        .select(['joins.key', 'joins.kind', 'joins.with_key', 'joins.similarity'])
        .where('entries.story_id', '=', storyId)
        .execute()
      return new Map(
        rows.map(({ key, with_key, kind, similarity }): [string, Join] => [key, { kind, with: with_key, similarity }]),
      )
    },

    async logOf(storyId) {
      const rows = await db
        .selectFrom('publication_log')
        .select(['publication', 'sequence', 'version', 'at'])
        .where('story_id', '=', storyId)
        .orderBy('publication')
        .orderBy('sequence')
        .execute()
      return rows.map(({ publication, sequence, version, at }) => ({
        publication,
        sequence: Number(sequence),
        updated: toDate(version),
        at: toDate(at),
      }))
    },
  }
}

interface FoundRow {
  readonly key: string
  readonly subscription: string
  readonly story_id: string | null
  readonly first_seen_at: number | string
  readonly title: string | null
}

function toFound(row: FoundRow): FoundEntry {
  return {
    key: row.key,
    subscription: row.subscription,
    firstSeenAt: toDate(row.first_seen_at),
    ...optionalText('storyId', row.story_id),
    ...optionalText('title', row.title),
  }
}
