import { Tokenizer } from 'htmlparser2'
import { tokenHandlers } from './tokens.ts'

const predefined: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** HTML's longest name, CounterClockwiseContourIntegral, and room for numbers. */
const maxName = 32
const reference = /^(?:#x[0-9a-f]{1,8}|#[0-9]{1,8}|[a-z][a-z0-9]{1,31})$/i
/** What XML 1.0 (2.2 Char) forbids, even as a reference. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const known = new Map<string, string>()
/** A hostile text may hold a million different numbers; a real one holds a few dozen names. */
const knownLimit = 4096

/** What a well-formed document without a DTD does not have. */
export type OddReference = 'html-entity' | 'bare-ampersand'

/**
 * Resolves the references of XML and HTML that end in a semicolon; others stay as they are. `onOdd` is told of each
 * that XML alone does not know, and of each ampersand that begins no reference. `ownEntity` knows the document's own.
 */
export function decodeReferences(
  text: string,
  onOdd?: (what: OddReference) => void,
  ownEntity?: (name: string) => string | undefined,
): string {
  let decoded = ''
  let settled = ''
  let done = 0
  // Escaped HTML is full of references: a pattern with a callback here was the largest part of parsing a feed.
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', Math.max(at + 1, done))) {
    if (decoded.length > settledFrom) {
      settled += settle(decoded)
      decoded = ''
    }
    const simple = escapedAt(text, at) ?? surrogatePairAt(text, at)
    if (simple !== undefined) {
      decoded += text.slice(done, at) + simple.character
      done = at + simple.length
      continue
    }
    const end = semicolonAfter(text, at)
    const name = end < 0 ? '' : text.slice(at + 1, end)
    const plain = Object.hasOwn(predefined, name) ? predefined[name] : ownEntity?.(name)
    const character = plain ?? numbered(name) ?? (reference.test(name) ? resolve(`&${name};`) : undefined)
    if (character === undefined) onOdd?.('bare-ampersand')
    else {
      if (plain === undefined && name[0] !== '#') onOdd?.('html-entity')
      decoded += text.slice(done, at) + character
      done = end + 1
    }
  }
  return done === 0 ? text : settle(settled + decoded + text.slice(done))
}

const surrogatePair = /&#(?:(5[56]\d{3})|x(d[89ab][\da-f]{2}));&#(?:(5[67]\d{3})|x(d[c-f][\da-f]{2}));/iy

/** Programs that think in UTF-16 write a character beyond U+FFFF as two references, neither of which names one. */
function surrogatePairAt(text: string, at: number): SimpleReference | undefined {
  if (text.charCodeAt(at + 1) !== 0x23) return undefined
  surrogatePair.lastIndex = at
  const found = surrogatePair.exec(text)
  if (found === null) return undefined
  const [whole, high = '', highHex = '', low = '', lowHex = ''] = found
  const character = String.fromCharCode(Number(high || `0x${highHex}`), Number(low || `0x${lowHex}`))
  return (character.codePointAt(0) ?? 0) > 0xffff ? { character, length: whole.length } : undefined
}

/** Short enough that its parts are gone before the engine takes them for lasting. */
const settledFrom = 4_096

/** Matches everything; a pattern is matched against one piece only, and no compiler takes it for needless. */
const beginning = /^/

/**
 * The same text in one piece. The engine keeps a text that was added up as a tree of its parts until somebody looks at a
 * letter: 25 times as large where every other character is a reference, 400 MB for a hostile field of 16 MB.
 */
function settle(text: string): string {
  return beginning.test(text) ? text : ''
}

/** A decimal reference to a character that HTML and XML take as it is: no control, no surrogate, no non-character. */
function numbered(name: string): string | undefined {
  if (!/^#[0-9]{2,7}$/.test(name)) return undefined
  const code = Number(name.slice(1))
  const isPlain = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code < 0xfdd0)
  const isBeyond = code > 0xffff && code <= 0x10ffff && (code & 0xfffe) !== 0xfffe
  return isPlain || isBeyond ? String.fromCodePoint(code) : undefined
}

/** What stands for a character, and how much of the text that takes. */
interface SimpleReference {
  readonly character: string
  readonly length: number
}

const less = { character: '<', length: 4 }
const greater = { character: '>', length: 4 }
const ampersand = { character: '&', length: 5 }
const quote = { character: '"', length: 6 }

/** The references that escaped HTML is full of, without making a string of each name: twice as fast on a whole body. */
function escapedAt(text: string, at: number): SimpleReference | undefined {
  switch (text.charCodeAt(at + 1)) {
    case 0x6c: // l
      return text.startsWith('t;', at + 2) ? less : undefined
    case 0x67: // g
      return text.startsWith('t;', at + 2) ? greater : undefined
    case 0x61: // a
      return text.startsWith('mp;', at + 2) ? ampersand : undefined
    case 0x71: // q
      return text.startsWith('uot;', at + 2) ? quote : undefined
    default:
      return undefined
  }
}

function semicolonAfter(text: string, start: number): number {
  const last = Math.min(text.length, start + maxName + 2)
  for (let at = start + 1; at < last; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x3b) return at
    if (code === 0x26 || code <= 0x20) return -1
  }
  return -1
}

/** HTML's own rules, names and numbers alike: `&#150;` is an en dash as every browser reads it. */
function resolve(whole: string): string | undefined {
  const cached = known.get(whole)
  if (cached !== undefined) return cached
  let text = ''
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ...tokenHandlers,
      ontext: (start, end) => {
        text += whole.slice(start, end)
      },
      ontextentity: (code) => {
        text += String.fromCodePoint(code)
      },
    },
  )
  tokenizer.write(whole)
  tokenizer.end()
  if (text === whole) return undefined
  text = text.replace(forbidden, '')
  if (known.size >= knownLimit) known.clear()
  known.set(whole, text)
  return text
}
