import { foldSpace } from '../util/text.ts'

/** XML 1.0 section 2.2: no other character may stand in a document, not even as a reference. */
const forbidden = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** The text without what XML can't hold; line ends as an XML reader reports them (XML 1.0 2.11). */
export function xmlText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(forbidden, '')
}

/** Plain text on one line, for titles, names and attributes; undefined when nothing is left. */
export function xmlLine(text: string | undefined): string | undefined {
  const line = text === undefined ? '' : foldSpace(xmlText(text))
  return line === '' ? undefined : line
}

/** Characters that mean markup, as references; right for text, and for attributes in double quotes. */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** HTML that can stand in one CDATA section. `]]>` means the same when written with a reference: the allow-list has no script and no style. */
export function htmlForCdata(html: string): string {
  return xmlText(html).replaceAll(']]>', ']]&gt;')
}

/** One element as markup. Attributes that are undefined are left out; `inner` is markup already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  inner: string | readonly string[] = '',
): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escapeMarkup(value)}"`,
  )
  const content = typeof inner === 'string' ? inner : inner.join('')
  return `<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`
}
