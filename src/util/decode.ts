/** Bytes of XML or HTML to text. Evidence in the bytes goes before what anybody says of them. */

interface DecodeHints {
  /** The HTTP Content-Type header. */
  readonly contentType?: string
  readonly markup: 'xml' | 'html'
}

interface DecodedText {
  readonly text: string
  /** The encoding's name in the WHATWG's list (`utf-8`, `windows-1252` …), or `utf-32le`, `utf-32be`. */
  readonly charset: string
}

/** A declaration further down is not looked for: HTML asks for it in the first 1024 bytes, XML at the very start. */
const declarationBytes = 4096
/** Begins every change of character set in ISO-2022. */
const escapeByte = 0x1b

/** Decodes a document; never throws, and what can't be decoded becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, hints: DecodeHints): DecodedText {
  const wide = wideEncoding(bytes)
  if (wide?.startsWith('utf-32')) return { text: decodeUtf32(bytes, wide === 'utf-32le'), charset: wide }
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), charset: wide }

  const utf8 = tryDecode(bytes, 'utf-8')
  if (utf8 !== undefined && !bytes.includes(escapeByte)) return { text: utf8, charset: 'utf-8' }
  const declared = declaredDecoders(bytes, hints)
  if (utf8 !== undefined) return escapeBased(bytes, declared) ?? { text: utf8, charset: 'utf-8' }

  // Servers announce one charset for all their files, so a label must also fit the bytes if another one does.
  for (const charset of declared) {
    const text = tryDecode(bytes, charset)
    if (text !== undefined) return { text, charset }
  }
  const other = declared.find((charset) => charset !== 'utf-8')
  if (other !== undefined) return { text: new TextDecoder(other).decode(bytes), charset: other }
  return brokenUtf8(bytes) ?? { text: new TextDecoder('windows-1252').decode(bytes), charset: 'windows-1252' }
}

/** UTF-16 or UTF-32, known by its byte order mark or by where the zero bytes of its markup stand. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  const groups = Math.min(bytes.length, 256) >> 2
  if (groups === 0) return undefined
  const zeros = [0, 0, 0, 0]
  for (let i = 0; i < groups * 4; i++) if (bytes[i] === 0) zeros[i % 4] = (zeros[i % 4] ?? 0) + 1
  const [most, few] = [groups * 0.6, groups * 0.1]
  const pattern = zeros.map((count) => (count > most ? '0' : count < few ? 'x' : '?')).join('')
  const encodings: Record<string, string> = {
    x000: 'utf-32le',
    '000x': 'utf-32be',
    x0x0: 'utf-16le',
    '0x0x': 'utf-16be',
  }
  return encodings[pattern]
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let i = 0; i + 4 <= bytes.length; i += 4) {
    const code = view.getUint32(i, littleEndian)
    if (i === 0 && code === 0xfeff) continue
    parts.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\u{fffd}')
  }
  return parts.join('')
}

/** ISO-2022-JP hides behind pure ASCII bytes: there alone a declaration goes before valid UTF-8. */
function escapeBased(bytes: Uint8Array, declared: readonly string[]): DecodedText | undefined {
  if (!declared.includes('iso-2022-jp')) return undefined
  const text = tryDecode(bytes, 'iso-2022-jp')
  return text === undefined ? undefined : { text, charset: 'iso-2022-jp' }
}

/** UTF-8 with a few bad bytes (a cut character, a pasted quote); text in another charset is never mostly valid UTF-8. */
function brokenUtf8(bytes: Uint8Array): DecodedText | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  let good = 0
  let bad = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0xfffd) bad++
    else if (code > 0x7f) good++
  }
  return good > bad ? { text, charset: 'utf-8' } : undefined
}

/** What HTTP and the document itself declare, in that order; names nobody knows are left out. */
function declaredDecoders(bytes: Uint8Array, hints: DecodeHints): string[] {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, declarationBytes))
  const labels = [
    /charset\s*=\s*["']?([^\s"';,]+)/i.exec(hints.contentType ?? '')?.[1],
    /<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'<>]+)/i.exec(head)?.[1],
    hints.markup === 'html' ? /<meta[^>]{1,300}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] : undefined,
  ]
  return labels.flatMap((label) => (label === undefined ? [] : (knownEncoding(label) ?? [])))
}

function knownEncoding(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(label.trim())
    // The declaration was read as single bytes, so it can't be UTF-16 (the HTML standard says the same of meta).
    return encoding.startsWith('utf-16') ? undefined : encoding
  } catch {
    return undefined // RangeError: no such label
  }
}

function tryDecode(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return undefined // TypeError: the bytes are not in this charset
  }
}
