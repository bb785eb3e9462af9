import { Tokenizer } from 'htmlparser2'
import { decodeReferences } from './entities.ts'
import { tokenHandlers } from './tokens.ts'

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** Elements that stand apart from the text around them (HTML's rendering section: display block, list item, table). */
const blocks = names(
  'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noscript ol optgroup option p ' +
    'pre search section summary table tbody td tfoot th thead title tr ul',
)
const inlines = names(
  'a abbr acronym area audio b bdi bdo big button canvas cite code data del dfn em embed font i iframe img input ins kbd ' +
    'label map mark math nobr object picture q rp rt ruby s samp script select small source span strike strong style sub ' +
    'sup svg template textarea time tt u var video wbr',
)
const unread = names('script style template')

/** The plain text of an HTML fragment: entities resolved, blocks apart, scripts and styles left out, white space folded. */
export function textOfHtml(html: string): string {
  return foldSpace(html.includes('<') || html.includes('&') ? readText(html, () => true) : html)
}

/** An ampersand between spaces is none of HTML's references, which may lack their semicolon. */
const hasMarkup = /<|&[a-z#]/i

/**
 * The plain text of a field that should be text but is often HTML (RSS titles): elements of HTML are markup,
 * `Vec<T>` and `a < b` are text, and references are resolved even if they were escaped twice.
 */
export function textOfLooseHtml(text: string): string {
  return foldSpace(hasMarkup.test(text) ? decodeReferences(readText(text, isHtmlElement)) : text)
}

/** Is it the name of an HTML element, in lower case? */
function isHtmlElement(name: string): boolean {
  return blocks.has(name) || inlines.has(name)
}

/** Tags whose name is no element by `isElement` count as text. One pass, no tree: nesting can't hurt. */
function readText(html: string, isElement: (name: string) => boolean): string {
  let text = ''
  let skipped: string | undefined
  let plainTagStart = -1
  let tag = ''
  const keep = (piece: string) => {
    if (skipped === undefined) text += piece
  }
  const endTag = (end: number) => {
    if (plainTagStart >= 0) keep(html.slice(plainTagStart, end))
    plainTagStart = -1
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ...tokenHandlers,
      ontext: (start, end) => keep(html.slice(start, end)),
      ontextentity: (code) => keep(String.fromCodePoint(code)),
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase()
        if (!isElement(tag)) plainTagStart = start - 1
        else if (blocks.has(tag)) keep(' ')
      },
      onopentagend: (index) => {
        endTag(index + 1)
        if (unread.has(tag)) skipped ??= tag
      },
      onselfclosingtag: (index) => endTag(index + 1),
      onclosetag: (start, end) => {
        const name = html.slice(start, end).toLowerCase()
        if (name === skipped) skipped = undefined
        else if (!isElement(name)) keep(`</${name}>`)
        else if (blocks.has(name)) keep(' ')
      },
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  endTag(html.length)
  return text
}

/** Whether a text is of ASCII alone. Most of what is written in English is: most steps of folding can be left out then. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}

/** White space that is not one space alone: to match each of them too costs three times as much. */
const unfolded = /(?:[^\S ]| (?=\s))\s*/g

/** White space of any kind and length becomes one space; none at the ends. */
export function foldSpace(text: string): string {
  // The ends first: most texts of a page are indented, or nothing but indentation.
  return text.trim().replace(unfolded, ' ')
}

const invalidXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
/** Surrogates are looked at closer. */
const maybeInvalidXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/

/** Removes what XML 1.0 forbids (2.2 Char); half a surrogate pair becomes U+FFFD. */
export function stripInvalidXml(text: string): string {
  return maybeInvalidXml.test(text) ? text.toWellFormed().replace(invalidXml, '') : text
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** At most so many UTF-16 units, ending with … after a whole word, or after a character where the script has no spaces. */
export function truncateText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  let end = Math.max(0, maxChars - 1)
  // Neither half a surrogate pair nor a letter without its marks.
  while (end > 0 && /^[\udc00-\udfff\p{M}\u200d]/u.test(text.slice(end, end + 2))) end--
  const cut = text.slice(0, end)
  const midWord = /\S/.test(text.charAt(end)) && !unspaced.test(text.slice(Math.max(0, end - 2), end + 2))
  const wordEnd = midWord ? cut.search(/\s\S*$/) : -1
  return `${(wordEnd > end / 2 ? cut.slice(0, wordEnd) : cut).trimEnd()}…`
}
