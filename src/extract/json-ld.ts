import { type Element, isText } from 'domhandler'
import { decodeReferences } from '../util/entities.ts'
import { squash } from '../util/squash.ts'
import { foldSpace } from '../util/text.ts'

/** A node of the page's JSON-LD. */
export type Thing = Readonly<Record<string, unknown>>

/** All things in the page's JSON-LD, flat: graphs, arrays and nested entities; of scripts that are no JSON even when repaired, their plain fields. */
export function thingsOf(elements: readonly Element[]): readonly Thing[] {
  const things: Thing[] = []
  for (const { name, attribs, children } of elements) {
    if (name !== 'script' || !/ld\+json/i.test(attribs['type'] ?? '')) continue
    gather(parseLoosely(children.map((child) => (isText(child) ? child.data : '')).join('')), things, 0)
  }
  return things
}

/** The thing that is the page's article: of several (teasers of others are marked up too) the one that has the page's title. */
export function articleOf(things: readonly Thing[], title: string | undefined): Thing | undefined {
  const articles = things.filter(isArticleThing)
  const [key, headlines] = [squash(title ?? ''), articles.map((thing) => squash(asText(thing['headline']) ?? ''))]
  const named =
    key === '' ? undefined : articles.find((_, at) => (headlines[at] ?? '') !== '' && key.includes(headlines[at] ?? ''))
  return (
    named ??
    articles[0] ??
    things.find((thing) => typesOf(thing).includes('WebPage') && asText(thing['datePublished']) !== undefined)
  )
}

/** Schema.org's creative works that are articles. */
function isArticleThing(thing: Thing): boolean {
  return typesOf(thing).some((type) => /(?:Article|BlogPosting|Posting|Report|Review|Recipe)$/.test(type))
}

/** Short names of a thing's types. */
function typesOf(thing: Thing): readonly string[] {
  return asList(thing['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/#:]/, ''))
}

/** One or many, as a list. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

/** A record, or nothing. */
export function asThing(value: unknown): Thing | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Thing) : undefined
}

/** A text with something in it, or nothing. */
export function asText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? foldSpace(value) : ''
  return text === '' ? undefined : text
}

function gather(value: unknown, things: Thing[], depth: number): void {
  if (depth > 6 || things.length > 500) return
  if (Array.isArray(value)) {
    for (const each of value) gather(each, things, depth + 1)
    return
  }
  const thing = asThing(value)
  if (thing === undefined) return
  if (thing['@type'] !== undefined) things.push(thing)
  for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'itemListElement', 'hasPart'])
    gather(thing[key], things, depth + 1)
}

/** What publishers' templates break: comments and CDATA around it, raw line breaks in strings, trailing commas, a semicolon after it. */
function parseLoosely(text: string): unknown {
  const bare = text
    .replace(
      /^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*$/g,
      '',
    )
    .trim()
  const repaired = bare
    .replace(/[\x00-\x1f]+/g, ' ')
    .replace(/,\s*([}\]])/g, '$1')
    .replace(/;\s*$/, '')
  // Templates that escape for HTML what stands in a script, where nothing is unescaped.
  for (const candidate of [bare, repaired, decodeReferences(repaired)]) {
    try {
      return JSON.parse(candidate)
    } catch {
      // Not yet JSON; the next, repaired form may be. A page without readable JSON-LD is an ordinary page.
    }
  }
  return fieldsOf(repaired)
}

const plainField = /"(@type|headline|datePublished|dateModified|articleBody)"\s*:\s*("(?:[^"\\]|\\.)*")/g

/** The plain fields of the first article in a text that is no JSON (an unescaped quote somewhere breaks all of it). */
function fieldsOf(text: string): Thing | undefined {
  const start = text.search(/"@type"\s*:\s*"\w*(?:Article|Posting)"/)
  if (start < 0) return undefined
  const fields = new Map<string, unknown>()
  for (const [, name = '', value = ''] of text.slice(start).matchAll(plainField)) {
    try {
      if (!fields.has(name)) fields.set(name, JSON.parse(value))
    } catch {
      // A field that is broken itself says nothing.
    }
  }
  return Object.fromEntries(fields)
}
