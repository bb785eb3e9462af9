import { type Element, isTag, isText } from 'domhandler'

/** A node of the page's JSON-LD. */
export type Thing = Readonly<Record<string, unknown>>

/** All things in the page's JSON-LD, flat: graphs, arrays and nested entities; scripts that are no JSON even when repaired are skipped. */
export function thingsOf(scripts: readonly Element[]): readonly Thing[] {
  const things: Thing[] = []
  for (const script of scripts) {
    const text = script.children.map((child) => (isText(child) ? child.data : isTag(child) ? '' : '')).join('')
    gather(parseLoosely(text), things, 0)
  }
  return things
}

/** Schema.org's creative works that are articles. */
export function isArticleThing(thing: Thing): boolean {
  return typesOf(thing).some((type) => /(?:Article|BlogPosting|Posting|Report|Review|Recipe)$/.test(type))
}

/** Short names of a thing's types. */
export function typesOf(thing: Thing): readonly string[] {
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
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : ''
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
  for (const candidate of [
    bare,
    bare
      .replace(/[\x00-\x1f]+/g, ' ')
      .replace(/,\s*([}\]])/g, '$1')
      .replace(/;\s*$/, ''),
  ]) {
    try {
      return JSON.parse(candidate)
    } catch {
      // Not yet JSON; the next, repaired form may be. A page without readable JSON-LD is an ordinary page.
    }
  }
  return undefined
}
