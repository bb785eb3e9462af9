import type { Kysely } from 'kysely'
import { robotsFromJson, toJson } from './codec.ts'
import { inPieces, optional, optionalText, toDate } from './columns.ts'
import type { Database } from './database.ts'
import type { Writer } from './group-commit.ts'
import type { Store } from './store.ts'

/** Hosts at a time in one claim. */
const claimedAtOnce = 500

/** What is kept of the hosts that are asked. */
export function hostQueries(
  db: Kysely<Database>,
  writer: Writer,
): Pick<Store, 'hostHolds' | 'holdHost' | 'claimHosts' | 'releaseHosts' | 'robots' | 'saveRobots'> {
  return {
    async hostHolds() {
      const rows = await db.selectFrom('hosts').select(['host', 'held_until']).where('held_until', '>', 0).execute()
      return new Map(rows.map((row) => [row.host, toDate(row.held_until)]))
    },

    async holdHost(host, until, latest) {
      await writer.write((trx) =>
        trx
          .insertInto('hosts')
          .values({ host, held_until: until.getTime(), claimed_until: 0 })
          .onConflict((conflict) =>
            conflict
              .column('host')
              .doUpdateSet({ held_until: until.getTime() })
              .where((eb) =>
                eb('hosts.held_until', '<', until.getTime()).or('hosts.held_until', '>', latest.getTime()),
              ),
          )
          .execute(),
      )
    },

    async claimHosts(hosts, { by, now, until }) {
      const claimed = new Map<string, Date | undefined>()
      const claim = { claimed_by: by, claimed_until: until.getTime() }
      // A claim that ends far later than one made now was made by a clock that was ahead.
      const latest = 2 * until.getTime() - now.getTime()
      for (const piece of inPieces(hosts, claimedAtOnce)) {
        const rows = await db
          .insertInto('hosts')
          .values(piece.map((host) => ({ host, held_until: 0, ...claim })))
          .onConflict((conflict) =>
            conflict
              .column('host')
              .doUpdateSet(claim)
              .where((eb) =>
                eb.or([
                  eb('hosts.claimed_by', '=', by),
                  eb('hosts.claimed_until', '<=', now.getTime()),
                  eb('hosts.claimed_until', '>', latest),
                ]),
              ),
          )
          .returning(['host', 'held_until'])
          .execute()
        for (const { host, held_until } of rows) {
          claimed.set(host, Number(held_until) === 0 ? undefined : toDate(held_until))
        }
      }
      return claimed
    },

    async releaseHosts(claimant, at) {
      await db
        .updateTable('hosts')
        .set({ claimed_by: null, claimed_until: at.getTime() })
        .where('claimed_by', '=', claimant)
        .execute()
    },

    async robots(origin) {
      const row = await db.selectFrom('robots').selectAll().where('origin', '=', origin).executeTakeFirst()
      if (row === undefined) return undefined
      return {
        ...optional('robots', row.robots, robotsFromJson),
        freshUntil: toDate(row.fresh_until),
        ...optionalText('answeredUrl', row.answered_url),
        validators: { ...optionalText('etag', row.etag), ...optionalText('lastModified', row.last_modified) },
      }
    },

    async saveRobots(origin, { robots, freshUntil, answeredUrl, validators }) {
      const columns = {
        fresh_until: freshUntil.getTime(),
        answered_url: answeredUrl ?? null,
        etag: validators.etag ?? null,
        last_modified: validators.lastModified ?? null,
        robots: robots === undefined ? null : toJson(robots),
      }
      await db
        .insertInto('robots')
        .values({ origin, ...columns })
        .onConflict((conflict) => conflict.column('origin').doUpdateSet(columns))
        .execute()
    },
  }
}

/** Hosts and robots.txt that nobody has asked for since `before` are of no use any more. */
export async function dropHosts(db: Kysely<Database>, before: number): Promise<void> {
  await db.deleteFrom('hosts').where('held_until', '<', before).where('claimed_until', '<', before).execute()
  await db.deleteFrom('robots').where('fresh_until', '<', before).execute()
}
