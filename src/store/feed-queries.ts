import type { Kysely, Selectable } from 'kysely'
import { paceFromJson, repairsFromJson, sourceFromJson, toJson } from './codec.ts'
import { optional, optionalText, toDate, toTime } from './columns.ts'
import type { Database } from './database.ts'
import type { Writer } from './group-commit.ts'
import { askedInPieces, prepare } from './prepare.ts'
import type { FeedState, FeedTimes, Store } from './store.ts'

/** What is kept of the installation, and the subscriptions. */
export function feedQueries(
  db: Kysely<Database>,
  writer: Writer,
): Pick<Store, 'installationId' | 'feedStates' | 'feedTimes' | 'saveFeedState'> {
  const putFeed = prepare(({ id, ...columns }: ReturnType<typeof toRow>) =>
    db
      .insertInto('feeds')
      .values({ id, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  )
  const feedsOf = prepare(({ ids }: { ids: readonly string[] }) =>
    db.selectFrom('feeds').selectAll().where('id', 'in', ids).orderBy('id'),
  )
  return {
    async installationId(mint) {
      const read = () => db.selectFrom('meta').select('value').where('name', '=', 'installation_id').executeTakeFirst()
      const stored = await read()
      if (stored !== undefined) return stored.value
      await db
        .insertInto('meta')
        .values({ name: 'installation_id', value: mint() })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
      // Read again: another process may have been quicker, and there is one id.
      const { value } = await db
        .selectFrom('meta')
        .select('value')
        .where('name', '=', 'installation_id')
        .executeTakeFirstOrThrow()
      return value
    },

    async feedStates(ids) {
      if (ids === undefined) return (await db.selectFrom('feeds').selectAll().orderBy('id').execute()).map(toFeedState)
      const states: FeedState[] = []
      for (const piece of askedInPieces(ids)) states.push(...(await feedsOf(db, { ids: piece })).map(toFeedState))
      return states
    },

    async feedTimes() {
      return (await db.selectFrom('feeds').select(timeColumns).orderBy('id').execute()).map(toTimes)
    },

    async saveFeedState(state) {
      await writer.write((trx) => putFeed(trx, toRow(state)))
    },
  }
}

const timeColumns = ['id', 'url', 'last_checked_at', 'next_check_at', 'failures', 'gone_at'] as const

function toTimes(row: Pick<Selectable<Database['feeds']>, (typeof timeColumns)[number]>): FeedTimes {
  return {
    id: row.id,
    url: row.url,
    ...optional('lastCheckedAt', row.last_checked_at, toDate),
    nextCheckAt: toDate(row.next_check_at),
    failures: Number(row.failures),
    ...optional('goneAt', row.gone_at, toDate),
  }
}

function toRow(state: FeedState) {
  return {
    id: state.id,
    url: state.url,
    moved_to: state.movedTo ?? null,
    moving_to: state.moving?.url ?? null,
    moving_times: state.moving?.times ?? null,
    answered_url: state.answeredUrl ?? null,
    full_at: toTime(state.fullAt),
    etag: state.validators.etag ?? null,
    last_modified: state.validators.lastModified ?? null,
    body_hash: state.bodyHash ?? null,
    source: state.source === undefined ? null : toJson(state.source),
    repairs: toJson(state.repairs),
    last_success_at: toTime(state.lastSuccessAt),
    read_at: toTime(state.readAt),
    last_checked_at: toTime(state.lastCheckedAt),
    next_check_at: state.nextCheckAt.getTime(),
    pace: state.pace === undefined ? null : toJson(state.pace),
    failures: state.failures,
    error_code: state.error?.code ?? null,
    error_message: state.error?.message ?? null,
    error_since: toTime(state.error?.since),
    error_status: state.error?.httpStatus ?? null,
    gone_at: toTime(state.goneAt),
  }
}

function toFeedState(row: Selectable<Database['feeds']>): FeedState {
  const { error_code: code, error_message: message, error_since: since, error_status: status } = row
  const hasError = code !== null && message !== null && since !== null
  return {
    ...toTimes(row),
    ...optionalText('movedTo', row.moved_to),
    ...optional('moving', row.moving_to, (url) => ({ url, times: Number(row.moving_times) })),
    ...optionalText('answeredUrl', row.answered_url),
    ...optional('fullAt', row.full_at, toDate),
    validators: { ...optionalText('etag', row.etag), ...optionalText('lastModified', row.last_modified) },
    ...optionalText('bodyHash', row.body_hash),
    ...optional('source', row.source, sourceFromJson),
    repairs: repairsFromJson(row.repairs),
    ...optional('lastSuccessAt', row.last_success_at, toDate),
    ...optional('readAt', row.read_at, toDate),
    ...optional('pace', row.pace, paceFromJson),
    ...(hasError ? { error: { code, message, since: toDate(since), ...optional('httpStatus', status, Number) } } : {}),
  }
}
