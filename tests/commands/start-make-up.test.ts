import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { oneEntry } from '../support/installation.ts'
import { makeProgram } from '../support/program.ts'
import { openSite, paragraphs, publish } from '../support/site.ts'

test('a start after a long time off does not ask everybody at once; the first start ever does', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `feed-${index}`)
  const site = await openSite()
  for (const id of ids) publish(site, id, [oneEntry(`/${id}`, paragraphs(1))])
  const program = await makeProgram({ feeds: ids.map((id) => ({ id, url: `${site.origin}/${id}/feed` })) })
  const startAndCount = async (): Promise<number> => {
    site.requests.length = 0
    const server = program.start('start')
    await server.printed(/^published: 1 story/m)
    server.kill('SIGTERM')
    await server.ended
    return site.requests.filter(({ path }) => path.endsWith('/feed')).length
  }
  try {
    expect(await startAndCount()).toBe(40)
    const db = new DatabaseSync(program.file('data', 'millrace.db'))
    db.exec('update feeds set next_check_at = 1')
    db.close()
    const again = await startAndCount()
    expect(again).toBeGreaterThan(0)
    expect(again).toBeLessThan(20)
  } finally {
    await program.remove()
    await site.close()
  }
})
