import { SaxesParser, type SaxesTagNS } from 'saxes'

const atom = 'http://www.w3.org/2005/Atom'

/** What stands directly in a feed, an entry or a source, as far as it has to be checked. */
export interface Outline {
  readonly kind: 'feed' | 'entry' | 'source'
  /** Texts of the id, updated, published … elements, by name, each as often as it stands there. */
  readonly texts: Map<string, string[]>
  readonly links: { readonly rel: string; readonly href: string }[]
  /** Names of its authors. */
  readonly authors: string[]
}

/** Elements whose text is checked; the text of bodies is not kept. */
const read = new Set(['id', 'updated', 'published', 'title', 'icon', 'logo'])
const outer: ReadonlySet<string> = new Set(['feed', 'entry', 'source'])

/**
 * A strict pass over a document: throws an Error for the first place where it is not well-formed XML with namespaces, or
 * its root is not an Atom feed; gives the feed's outline, then its entries' and sources' in document order.
 */
export function readOutline(xml: string): readonly Outline[] {
  const outlines: Outline[] = []
  const path: string[] = []
  const open: Outline[] = []
  let text = ''
  const parser = new SaxesParser({ xmlns: true, position: true })
  const addText = (chunk: string) => {
    const name = path.at(-1) ?? ''
    if (read.has(name) || name === 'name') text += chunk
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', (tag) => {
    const name = tag.uri === atom ? tag.local : `{${tag.uri}}${tag.local}`
    if (path.length === 0 && name !== 'feed') throw new Error(`its root is ${tag.name}, not an Atom feed`)
    text = ''
    path.push(name)
    if (isOuter(name)) {
      const outline: Outline = { kind: name, texts: new Map(), links: [], authors: [] }
      outlines.push(outline)
      open.push(outline)
    } else if (name === 'link') {
      open.at(-1)?.links.push({ rel: attribute(tag, 'rel') ?? 'alternate', href: attribute(tag, 'href') ?? '' })
    } else if (name === 'content') open.at(-1)?.texts.set('content', [''])
  })
  parser.on('closetag', () => {
    const name = path.pop() ?? ''
    const outline = open.at(-1)
    if (isOuter(name)) open.pop()
    else if (name === 'name' && path.at(-1) === 'author') outline?.authors.push(text)
    else if (read.has(name) && isOuter(path.at(-1) ?? '')) {
      outline?.texts.set(name, [...(outline.texts.get(name) ?? []), text])
    }
  })
  parser.write(xml).close()
  return outlines
}

function isOuter(name: string): name is Outline['kind'] {
  return outer.has(name)
}

function attribute(tag: SaxesTagNS, name: string): string | undefined {
  return tag.attributes[name]?.value
}
