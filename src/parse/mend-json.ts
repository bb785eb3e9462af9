/** JSON as its writer meant it. */
export interface MendedJson {
  readonly text: string
  /** Its end was missing: what was not whole is left out, and what was open is closed. */
  readonly isCut: boolean
}

/** Characters. Feeds are shorter, and what is longer need not be read twice. */
const longestMended = 4_000_000

/** Feeds nest four levels, their extensions some more. */
const deepest = 100

/**
 * JSON (RFC 8259) that programs write which put it together as text: line breaks within strings, a comma behind the last value,
 * something behind the end, or an end that was lost on the way. Any other slip stays; JSON.parse tells.
 */
export function mendJson(written: string): MendedJson {
  if (written.length > longestMended) return { text: written, isCut: false }
  const text = withEscapedControls(written)
  /** What closes the objects and lists that are open here. */
  const closers: string[] = []
  let mended = ''
  let done = 0
  /** Up to here all values are whole. */
  let whole = 0
  /** The comma that nothing followed yet. */
  let comma = -1
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char <= ' ') continue
    if (char === ',') {
      whole = at
      comma = at
      continue
    }
    if (char === '"') at = stringEnd(text, at)
    else if (char === '{' || char === '[') {
      closers.push(char === '{' ? '}' : ']')
      whole = at + 1
      if (closers.length > deepest) return { text, isCut: false }
    } else if (char === '}' || char === ']') {
      if (closers.pop() !== char) return { text, isCut: false }
      if (comma >= 0) {
        mended += text.slice(done, comma)
        done = at
      }
      whole = at + 1
      if (closers.length === 0) break
    }
    comma = -1
  }
  return { text: mended + text.slice(done, whole) + closers.reverse().join(''), isCut: closers.length > 0 }
}

/** Where the string that begins here has its closing quote; the text's end where it has none. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0
    while (text.charAt(at - 1 - escapes) === '\\') escapes++
    if (escapes % 2 === 0) return at
  }
  return text.length
}

const control = /[\0-\x1f]/
const controls = /[\0-\x1f]/g

/** Control characters within strings, which JSON wants escaped; between values, white space may stand. */
function withEscapedControls(text: string): string {
  let escaped = ''
  let done = 0
  for (let start = text.indexOf('"'); start >= 0; start = text.indexOf('"', done)) {
    const end = Math.min(stringEnd(text, start) + 1, text.length)
    const string = text.slice(start, end)
    escaped += text.slice(done, start) + (control.test(string) ? string.replace(controls, escapeControl) : string)
    done = end
  }
  return escaped + text.slice(done)
}

function escapeControl(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
