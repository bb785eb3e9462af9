import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { all, readXml, textOf } from '../publish/read-xml.ts'

/** Every file of a publication. */
export const outputs: readonly string[] = ['atom.xml', 'feed.json', 'index.html', 'rss.xml', 'sources.opml']

/** What readers find in an output folder; a file that is not there is absent. */
export interface Output {
  /** The visible files, by name. */
  readonly files: readonly string[]
  /** The ids of the entries in each format, in their order. */
  readonly ids: {
    readonly atom?: readonly string[]
    readonly rss?: readonly string[]
    readonly json?: readonly string[]
  }
  /** `id title` of the entries of atom.xml. */
  readonly shown: readonly string[]
  /** Feeds in sources.opml. */
  readonly sources?: number
}

/** Reads each file with a strict parser; throws where one is not whole. */
export async function readOutput(folder: string): Promise<Output> {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => !name.startsWith('.')).toSorted()
  const read = (name: string): Promise<string | undefined> =>
    files.includes(name) ? readFile(path.join(folder, name), 'utf8') : Promise.resolve(undefined)
  const [atom, json, page, rss, opml] = await Promise.all(outputs.map(read))
  if (page !== undefined) expectWholePage(page)
  const entries = atom === undefined ? undefined : all(readXml(atom), 'entry')
  const items = rss === undefined ? undefined : all(all(readXml(rss), 'channel')[0], 'item')
  const ofJson = json === undefined ? undefined : toIds(JSON.parse(json))
  const ids = entries?.map((entry) => textOf(entry, 'id') ?? '')
  if (new Set(ids).size !== (ids?.length ?? 0)) throw new Error('atom.xml holds an id twice')
  if (ids?.length === 0) throw new Error('atom.xml is empty')
  return {
    files,
    ids: {
      ...(ids === undefined ? {} : { atom: ids }),
      ...(items === undefined ? {} : { rss: items.map((item) => textOf(item, 'guid') ?? '') }),
      ...(ofJson === undefined ? {} : { json: ofJson }),
    },
    shown: (entries ?? []).map((entry) => `${textOf(entry, 'id')} ${textOf(entry, 'title')}`),
    ...(opml === undefined ? {} : { sources: all(all(readXml(opml), 'body')[0], 'outline').length }),
  }
}

function toIds({ items }: { readonly items: readonly { readonly id: string }[] }): readonly string[] {
  return items.map(({ id }) => id)
}

function expectWholePage(page: string): void {
  const isWhole = page.startsWith('<!doctype html>') && page.endsWith('</html>\n')
  if (!isWhole || page.split('<article').length !== page.split('</article>').length)
    throw new Error('index.html is cut off')
}
