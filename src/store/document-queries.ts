import type { Kysely } from 'kysely'
import { toDate } from './columns.ts'
import type { Database } from './database.ts'
import type { Store } from './store.ts'

/** The published set. */
export function documentQueries(db: Kysely<Database>): Pick<Store, 'documents' | 'saveDocuments'> {
  return {
    async documents() {
      const rows = await db.selectFrom('documents').selectAll().orderBy('path').execute()
      return rows.map((row) => ({
        path: row.path,
        mediaType: row.media_type,
        bytes: row.bytes,
        etag: row.etag,
        modified: toDate(row.modified_at),
      }))
    },

    async saveDocuments(documents) {
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('documents').execute()
        // One at a time: each may be megabytes, and the event loop gets its turn in between.
        for (const { path, mediaType, bytes, etag, modified } of documents) {
          await trx
            .insertInto('documents')
            .values({ path, media_type: mediaType, bytes, etag, modified_at: modified.getTime() })
            .execute()
        }
      })
    },
  }
}
