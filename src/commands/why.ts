import { explain } from '../run/explain.ts'
import { type BesideOptions, openBeside } from './beside.ts'
import type { Context } from './context.ts'
import { findEntry, listed, storeOf } from './find-entry.ts'
import { whyLines } from './why-lines.ts'
import { say, sayJson } from './words.ts'

/**
 * `millrace why NAME`: where an entry came from, what was cut, what it was compared with, what was decided and where it is
 * published. Several that the name fits are listed. Asks nobody, changes nothing.
 */
export async function why(context: Context, name: string, options: BesideOptions): Promise<number> {
  const beside = await openBeside(options)
  try {
    const store = storeOf(beside)
    const found = await store.findForPerson(name)
    if (found.length > 1) {
      if (options.json === true) sayJson(context, { found })
      else say(context, ['several entries fit; name one by its key:', ...listed(found)])
      return 0
    }
    const { key } = found[0] ?? (await findEntry(store, name))
    const explained = await explain({ settings: beside.settings, store }, key, context.now())
    if (explained === undefined) return 1
    if (options.json === true) sayJson(context, explained)
    else say(context, whyLines(explained, context.now()))
    return 0
  } finally {
    await beside.close()
  }
}
