import type { Kysely } from 'kysely'
import { storiesVersion } from './changes.ts'
import { renderingFromJson, toJson } from './codec.ts'
import { toDate } from './columns.ts'
import type { Database } from './database.ts'
import type { Store } from './store.ts'

const renderingName = 'rendering'

/** The published set. */
export function documentQueries(
  db: Kysely<Database>,
): Pick<Store, 'storiesVersion' | 'documents' | 'rendering' | 'saveDocuments'> {
  return {
    storiesVersion: () => storiesVersion(db),

    async rendering() {
      const row = await db.selectFrom('meta').select('value').where('name', '=', renderingName).executeTakeFirst()
      return row === undefined ? undefined : renderingFromJson(row.value)
    },

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

    async saveDocuments(documents, rendering) {
      await db.transaction().execute(async (trx) => {
        const value = toJson(rendering)
        await trx
          .insertInto('meta')
          .values({ name: renderingName, value })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
          .execute()
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
