import { DatabaseSync } from 'node:sqlite'

/** What must be the same whatever happened on the way: no time of ours is in it. */
export interface Remembered {
  readonly entries: readonly unknown[]
  readonly stories: readonly unknown[]
  readonly joins: readonly unknown[]
  /** Stories in the publication log, each as often as it stands there with one version. */
  readonly logged: readonly unknown[]
  readonly feeds: readonly unknown[]
}

/** Reads the store's file as another program would. */
export function readStore(file: string): Remembered {
  const database = new DatabaseSync(file, { readOnly: true })
  const all = (query: string): readonly unknown[] => database.prepare(query).all()
  try {
    return {
      entries: all(
        `select key, subscription, link, feed_text_hash, state, story_id, json_extract(article, '$.title') as title, text, html
         from entries left join articles using (key) order by key`,
      ),
      stories: all('select id, canonical_key, subscription, merged_into from stories order by id'),
      joins: all('select key, kind, with_key from joins order by key'),
      logged: all('select story_id, version, count(*) as times from publication_log group by 1, 2 order by 1, 2'),
      feeds: all('select id, failures, error_code from feeds order by id'),
    }
  } finally {
    database.close()
  }
}
