import type { Kysely, Selectable } from 'kysely'
import type { DocumentInfo } from '../types.ts'
import { sha256 } from '../util/hash.ts'
import { storiesVersion } from './changes.ts'
import { renderingFromJson, toJson } from './codec.ts'
import { toDate } from './columns.ts'
import type { Database } from './database.ts'
import type { Rendering, Store } from './store.ts'

const renderingName = 'rendering'

const columns = ['path', 'media_type', 'etag', 'modified_at'] as const

/** The published set. */
export function documentQueries(
  db: Kysely<Database>,
): Pick<
  Store,
  'storiesVersion' | 'sourcesVersion' | 'documents' | 'document' | 'rendering' | 'saveRendering' | 'saveDocuments'
> {
  return {
    storiesVersion: () => storiesVersion(db),

    async sourcesVersion() {
      const rows = await db.selectFrom('feeds').select(['id', 'source']).orderBy('id').execute()
      return sha256(JSON.stringify(rows))
    },

    async rendering() {
      const row = await db.selectFrom('meta').select('value').where('name', '=', renderingName).executeTakeFirst()
      return row === undefined ? undefined : renderingFromJson(row.value)
    },

    async documents() {
      const rows = await db
        .selectFrom('documents')
        .select(columns)
        .select((eb) => eb.fn<number | string>('length', ['bytes']).as('size'))
        .orderBy('path')
        .execute()
      return rows.map((row) => toInfo(row, Number(row.size)))
    },

    async document(path) {
      const row = await db
        .selectFrom('documents')
        .select([...columns, 'bytes'])
        .where('path', '=', path)
        .executeTakeFirst()
      return row === undefined ? undefined : { ...toInfo(row, row.bytes.byteLength), bytes: row.bytes }
    },

    saveRendering: (rendering) => putRendering(db, rendering),

    async saveDocuments(documents, rendering) {
      await db.transaction().execute(async (trx) => {
        await putRendering(trx, rendering)
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

async function putRendering(db: Kysely<Database>, rendering: Rendering): Promise<void> {
  const value = toJson(rendering)
  await db
    .insertInto('meta')
    .values({ name: renderingName, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

function toInfo(row: Pick<Selectable<Database['documents']>, (typeof columns)[number]>, size: number): DocumentInfo {
  return { path: row.path, mediaType: row.media_type, size, etag: row.etag, modified: toDate(row.modified_at) }
}
