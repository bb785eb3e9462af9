/** Schemes that lead to no page of the publisher's, or run something in a reader. */
const refused = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'])

/** What a feed without a title is called. */
export function nameOfUrl(url: string): string {
  return URL.parse(url)?.hostname || url
}

/** An address of a feed, made absolute; undefined when it is none, or one that must not be followed. */
export function resolveUrl(href: string, base: string): string | undefined {
  const text = href.trim()
  if (text === '') return undefined
  const url = URL.parse(text, base) ?? URL.parse(text)
  return url === null || refused.has(url.protocol) ? undefined : url.href
}
