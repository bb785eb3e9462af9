import { isUtf8 } from 'node:buffer'
import { decodeReferences } from '../util/entities.ts'
import { foldSpace, stripInvalidXml, textOfHtml, textOfLooseHtml } from '../util/text.ts'
import { absoluteHtml, addressAttributes } from './absolute-html.ts'
import type { Repairs } from './repairs.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { localName } from './xml-names.ts'
import { attributeOf, attributesOf, textOf } from './xml-query.ts'

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

type ConstructType = 'text' | 'html' | 'xhtml' | 'base64' | 'none'

/** What an Atom text construct or content element holds (RFC 4287 3.1.1 and 4.1.3.3; Atom 0.3 has media types and a mode). */
function constructType(element: XmlElement): ConstructType {
  const type = withoutParameters(attributeOf(element, 'type')?.toLowerCase() ?? 'text')
  const mode = attributeOf(element, 'mode')?.toLowerCase()
  if (mode === 'base64') return 'base64'
  if (type === 'xhtml' || type === 'application/xhtml+xml') return mode === 'escaped' ? 'html' : 'xhtml'
  if (type === 'html' || type === 'text/html') return mode === 'xml' ? 'xhtml' : 'html'
  if (type === 'text' || type === 'plain' || type === 'text/plain') return hasElements(element) ? 'xhtml' : 'text'
  if (/[+/]xml$/.test(type)) return mode === 'escaped' ? 'html' : 'xhtml'
  if (type.startsWith('text/')) return 'text'
  return type.includes('/') ? 'base64' : 'html'
}

/** A media type may have parameters (RFC 2045 5.1): `text/html; charset=utf-8`. */
function withoutParameters(type: string): string {
  const end = type.indexOf(';')
  return end < 0 ? type : type.slice(0, end).trimEnd()
}

function hasElements(element: XmlElement): boolean {
  return element.children.some((child) => typeof child !== 'string')
}

/** An Atom construct as HTML. */
export function constructHtml(element: XmlElement, base = element.base): string | undefined {
  switch (constructType(element)) {
    case 'text':
      return present(textHtml(textOf(element) ?? '', 'folded'))
    case 'html':
      return escapedHtml(element, base)
    case 'base64':
      return decodeBase64(element)
    default:
      return innerHtml(element, base)
  }
}

/** Of what becomes one line of text, markup and all; no title is near it, and cleaning 16 MB for one takes a second. */
const longestLine = 16_384

/** The text of what becomes one line; counts what is cut. */
function lineOf(element: XmlElement, repairs: Repairs): string | undefined {
  const text = textOf(element)
  if (text === undefined || text.length <= longestLine) return text
  repairs.add('too-long')
  return text.slice(0, longestLine)
}

/** An Atom construct as plain text on one line. */
export function constructText(element: XmlElement | undefined, repairs: Repairs): string | undefined {
  if (element === undefined) return undefined
  const type = constructType(element)
  const raw = lineOf(element, repairs)
  if (raw === undefined) return undefined
  if (type === 'text') return present(clean(attributeOf(element, 'type') === undefined ? decodeReferences(raw) : raw))
  if (type === 'html') return present(cleanLooseHtml(raw))
  const html = type === 'base64' ? (decodeBase64(element) ?? escapeText(raw)) : innerHtml(element, element.base)
  return html === undefined ? undefined : present(clean(textOfHtml(html)))
}

/** An Atom construct as HTML with absolute addresses, where its plain text leaves markup out. */
export function constructMarkup(element: XmlElement | undefined, repairs: Repairs): string | undefined {
  if (element === undefined || constructType(element) === 'text') return undefined
  return markupBeyond(constructHtml(element), element.base, () => constructText(element, repairs))
}

/** An RSS field as HTML with absolute addresses, where its plain text leaves markup out. */
export function looseMarkup(element: XmlElement | undefined, repairs: Repairs): string | undefined {
  if (element === undefined) return undefined
  return markupBeyond(looseHtml(element), element.base, () => looseText(element, repairs))
}

/** Most have none, so their text is asked for last. */
function markupBeyond(html: string | undefined, base: string, text: () => string | undefined): string | undefined {
  if (html === undefined || html.length > longestLine || !html.includes('<')) return undefined
  if (clean(decodeReferences(html)) === text()) return undefined
  return absoluteHtml(stripInvalidXml(html).trim(), base)
}

/** An RSS field as HTML: escaped, in CDATA, or standing there as elements. */
export function looseHtml(element: XmlElement): string | undefined {
  return hasElements(element) ? innerHtml(element, element.base) : textOf(element)
}

/** An RSS field as plain text on one line. */
export function looseText(element: XmlElement | undefined, repairs: Repairs): string | undefined {
  if (element === undefined) return undefined
  const text = lineOf(element, repairs)
  if (text === undefined) return undefined
  // The text of elements alone would join the words at a line break.
  const isMarkup = text.length < longestLine && hasElements(element)
  return present(cleanLooseHtml(isMarkup ? (innerHtml(element, element.base) ?? '') : text))
}

/** Plain text as HTML. */
function escapeText(text: string): string {
  // Most pieces hold none of them, and from 50 letters on three searches take less than a pattern that looks at each.
  const isPlain = !text.includes('&') && !text.includes('<') && !text.includes('>')
  return isPlain ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * Plain text as HTML, with paragraphs where it leaves a line empty. A single line break is `meant` in JSON, where nobody
 * folds lines, and `folded` in XML, where programs do.
 */
export function textHtml(text: string, lineBreaks: 'meant' | 'folded'): string {
  const escaped = escapeText(text)
  if (!escaped.includes('\n')) return escaped
  if (lineBreaks === 'folded' && !/\n[^\S\n]*\n/.test(escaped)) return escaped
  const paragraphs = escaped.split(/\n\s*\n/).map((paragraph) => paragraph.trim())
  const inner = lineBreaks === 'meant' ? paragraphs.map((paragraph) => paragraph.replaceAll('\n', '<br>')) : paragraphs
  return `<p>${inner.filter(Boolean).join('</p><p>')}</p>`
}

/** White space but a single space, and what XML may forbid; a line of a feed holds neither, and one look tells. */
const unclean = /[\0-\x1f\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff\ufeff\ufffe\uffff]| {2}/

/** Text fit for one line of any document. */
export function clean(text: string): string {
  return unclean.test(text) ? foldSpace(stripInvalidXml(text)) : text.trim()
}

/** `clean` of a text that is perhaps HTML (`textOfLooseHtml`); most is neither tag nor reference, and folded once is enough. */
export function cleanLooseHtml(text: string): string {
  return clean(text.includes('<') || text.includes('&') ? textOfLooseHtml(text) : text)
}

function present(text: string): string | undefined {
  return text === '' ? undefined : text
}

/** Escaped HTML; some feeds put the div of xhtml around it all the same. */
function escapedHtml(element: XmlElement, base: string): string | undefined {
  if (!hasElements(element)) return textOf(element)
  const wrapper = soleDiv(element)
  return wrapper === undefined || hasElements(wrapper) ? innerHtml(element, base) : textOf(wrapper)
}

/** Base64 that is text; other bytes are a file, which an entry has no place for. */
function decodeBase64(element: XmlElement): string | undefined {
  const raw = (textOf(element) ?? '').replace(/\s+/g, '')
  if (raw.length % 4 !== 0 || !/^[a-z0-9+/]+={0,2}$/i.test(raw)) return undefined
  const bytes = Buffer.from(raw, 'base64')
  if (!isUtf8(bytes)) return undefined
  const type = attributeOf(element, 'type')?.toLowerCase() ?? 'text/plain'
  const text = bytes.toString('utf8')
  return present(type === 'text' || type === 'text/plain' ? escapeText(text) : text)
}

/** The div that Atom asks for around xhtml (RFC 4287 3.1.1.3). */
function soleDiv(element: XmlElement): XmlElement | undefined {
  const inside = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '')
  const [only] = inside
  if (inside.length !== 1 || only === undefined || typeof only === 'string' || localName(only.name) !== 'div')
    return undefined
  return attributesOf(only).every(([name]) => name.startsWith('xml')) ? only : undefined
}

function innerHtml(element: XmlElement, base: string): string | undefined {
  return present(serialiseChildren(soleDiv(element) ?? element, base).trim())
}

function serialiseChildren(element: XmlElement, base: string): string {
  let html = ''
  for (const child of element.children) html += typeof child === 'string' ? escapeText(child) : serialise(child, base)
  return html
}

function serialise(element: XmlElement, base: string): string {
  const name = localName(element.name)
  let html = `<${name}`
  const { attributes } = element
  for (let at = 0; at < attributes.length; at += 2) {
    const key = attributes[at] ?? ''
    if (key.startsWith('xml')) continue
    const value = attributes[at + 1] ?? ''
    // An xml:base further in: the reader of this HTML knows one base only.
    const moved = element.base !== base && addressAttributes.has(key) ? resolveUrl(value, element.base) : undefined
    html += ` ${key}="${escapeText(moved ?? value).replaceAll('"', '&quot;')}"`
  }
  return voids.has(name) ? `${html}>` : `${html}>${serialiseChildren(element, base)}</${name}>`
}
