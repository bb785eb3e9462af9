import type { Publication } from '../types.ts'
import { holdsSecret } from '../util/secrets.ts'
import { webUrl } from './values.ts'
import { element, escapeMarkup, xmlLine } from './xml.ts'

/** A subscription as others may have it. */
export interface OpmlSource {
  readonly url: string
  /** What the settings, else the feed itself call it. */
  readonly title?: string
  /** Address of its web site. */
  readonly site?: string
  readonly tags: readonly string[]
}

/** A list of subscriptions, and the feed addresses in it. */
export interface RenderedOpml {
  readonly xml: string
  readonly urls: readonly string[]
}

/**
 * The sources of the publication as OPML 2.0, so that others can subscribe to the same. Each address stands there once;
 * left out is what nobody else could or should read: files beside the settings, addresses that hold a secret.
 */
export function renderOpml({ title }: Pick<Publication, 'title'>, sources: readonly OpmlSource[]): RenderedOpml {
  const outlines = new Map<string, string>()
  for (const source of sources) {
    const url = publicUrl(source.url)
    if (url !== undefined && !outlines.has(url)) outlines.set(url, outlineElement(url, source))
  }
  const name = xmlLine(title) ?? 'Millrace'
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<opml version="2.0">',
    `  <head>${element('title', {}, escapeMarkup(`${name}: sources`))}</head>`,
    '  <body>',
    ...[...outlines.values()].map((outline) => `    ${outline}`),
    '  </body>',
    '</opml>',
  ]
  return { xml: `${lines.join('\n')}\n`, urls: [...outlines.keys()] }
}

function outlineElement(url: string, { title, site, tags }: OpmlSource): string {
  const name = xmlLine(title) ?? URL.parse(url)?.hostname
  // The list is divided by commas.
  const categories = tags.flatMap((tag) => xmlLine(tag.replaceAll(',', ' ')) ?? [])
  return element('outline', {
    type: 'rss',
    text: name,
    title: name,
    xmlUrl: url,
    htmlUrl: webUrl(site),
    category: categories.length === 0 ? undefined : categories.join(','),
  })
}

/** The address, if it is one to give away. */
function publicUrl(url: string): string | undefined {
  return holdsSecret(url) ? undefined : webUrl(url)
}
