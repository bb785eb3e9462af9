/** What a scan comes upon; `end` is the document's. Comments, processing instructions and declarations are passed over. */
export type XmlToken = 'text' | 'cdata' | 'open' | 'close' | 'end'

const [tab, newline, formFeed, carriageReturn, space] = [0x09, 0x0a, 0x0c, 0x0d, 0x20]
const [exclamation, quote, apostrophe, slash, less, equals, greater, question] = [
  0x21, 0x22, 0x27, 0x2f, 0x3c, 0x3d, 0x3e, 0x3f,
]

/** On one element; SVG, the richest that a feed may hold, has some thirty. What follows is passed over. */
const mostAttributes = 256

/**
 * Cuts a document into tokens, well-formed or not, without copying: a token is told by its place in the source. Each
 * character is looked at a bounded number of times whatever stands there, nothing nests, and nothing is expanded or read
 * from outside: an internal subset (XML 1.0, 2.8) is passed over; internal-entities.ts reads what it declares.
 *
 * Where XML gives no rule, so that most of the document survives: `<` before anything but a name is text, a tag ends at
 * the next `<` when its `>` is missing, and what has no end at all ends with the document.
 */
export class XmlScanner {
  /** Of text and CDATA, their characters; of a tag, its name. */
  start = 0
  end = 0
  /** An open tag that is its own end. */
  isEmpty = false
  /** Of an open tag: four places for each attribute, from and to of its name, from and to of its value. */
  readonly attributes: number[] = []
  /** How many of those places are this tag's; what follows is left over from longer tags. */
  attributesEnd = 0
  /** Whether this tag has more, which are passed over. */
  hasMoreAttributes = false
  /** How many `<` were text, and how many tags had no `>`, so far. */
  bareLessThans = 0
  unclosedTags = 0

  readonly #source: string
  #at = 0
  #hasDoctype = false

  constructor(source: string) {
    this.#source = source
  }

  /** Goes on to the next token. */
  next(): XmlToken {
    const source = this.#source
    while (this.#at < source.length) {
      if (source.charCodeAt(this.#at) !== less || !this.#isMarkup(this.#at)) return this.#text()
      const code = source.charCodeAt(this.#at + 1)
      if (code === slash) return this.#closeTag()
      if (code === question) this.#skipInstruction()
      else if (code !== exclamation) return this.#openTag()
      else if (source.startsWith('[CDATA[', this.#at + 2)) return this.#cdata()
      // HTML's `<!-->` is a whole comment, and XML has no use for it.
      else if (source.startsWith('--', this.#at + 2)) this.#skipPast('-->', this.#at + 2)
      else this.#skipDeclaration()
    }
    return 'end'
  }

  #isMarkup(at: number): boolean {
    const code = this.#source.charCodeAt(at + 1)
    if (code < 0x80)
      return (
        isAsciiLetter(code) ||
        code === slash ||
        code === exclamation ||
        code === question ||
        code === 0x5f ||
        code === 0x3a
      )
    // Of XML's NameStartChar (2.3) beyond ASCII, the letters: nobody names an element with the rest.
    return /^\p{L}/u.test(this.#source.slice(at + 1, at + 3))
  }

  #text(): 'text' {
    const source = this.#source
    this.start = this.#at
    let at = source.indexOf('<', this.#at)
    while (at >= 0 && !this.#isMarkup(at)) {
      this.bareLessThans += 1
      at = source.indexOf('<', at + 1)
    }
    this.end = at < 0 ? source.length : at
    this.#at = this.end
    return 'text'
  }

  #cdata(): 'cdata' {
    this.start = this.#at + '<![CDATA['.length
    this.end = this.#skipPast(']]>', this.start)
    return 'cdata'
  }

  /** Goes on behind the mark, or to the document's end where there is none; gives where the mark stands. */
  #skipPast(mark: string, from: number): number {
    const found = this.#source.indexOf(mark, from)
    this.#at = found < 0 ? this.#source.length : found + mark.length
    return found < 0 ? this.#source.length : found
  }

  /** To its `?>`; one without, as `<?xml version="1.0">`, must not reach into the tags behind it. */
  #skipInstruction(): void {
    const source = this.#source
    const end = this.#skipPast('>', this.#at + 2)
    if (source.charCodeAt(end - 1) === question) return
    const tag = source.indexOf('<', end)
    const found = source.slice(end, tag < 0 ? source.length : tag).indexOf('?>')
    if (found >= 0) this.#at = end + found + 2
  }

  #skipDeclaration(): void {
    const start = this.#at
    const end = this.#skipPast('>', start)
    // One document has one; a search for the end of each of a million would be a million searches.
    if (this.#hasDoctype || !/^<!doctype/i.test(this.#source.slice(start, start + 9))) return
    this.#hasDoctype = true
    const subset = this.#source.indexOf('[', start)
    if (subset < 0 || subset > end) return
    const close = /\]\s*>/g
    close.lastIndex = subset
    if (close.test(this.#source)) this.#at = close.lastIndex
  }

  #closeTag(): 'close' {
    const source = this.#source
    this.start = this.#skipSpace(this.#at + 2)
    this.end = this.#nameEnd(this.start)
    let at = this.end
    while (at < source.length && source.charCodeAt(at) !== greater && source.charCodeAt(at) !== less) at++
    this.#endTag(at)
    return 'close'
  }

  #openTag(): XmlToken {
    const source = this.#source
    this.start = this.#at + 1
    this.end = this.#nameEnd(this.start)
    this.isEmpty = false
    this.attributesEnd = 0
    let at = this.end
    for (;;) {
      at = this.#skipSpace(at)
      const code = source.charCodeAt(at)
      if (code === greater || code === less || at >= source.length) break
      if (code === slash) {
        at = this.#skipSpace(at + 1)
        this.isEmpty = source.charCodeAt(at) === greater
      } else at = this.#attribute(at)
    }
    this.#endTag(at)
    // Half a start tag says nothing: its name or its attributes may go on.
    return at < source.length ? 'open' : 'end'
  }

  #endTag(at: number): void {
    const isClosed = this.#source.charCodeAt(at) === greater
    if (!isClosed && at < this.#source.length) this.unclosedTags += 1
    this.#at = isClosed ? at + 1 : at
  }

  /** Notes the attribute that begins here; gives where it ends. */
  #attribute(from: number): number {
    const source = this.#source
    // What begins with `=` has no name before it: the sign is the name, so that the scan goes on.
    const nameEnd = Math.max(this.#nameEnd(from), from + 1)
    const sign = this.#skipSpace(nameEnd)
    if (source.charCodeAt(sign) !== equals) {
      this.#note(from, nameEnd, nameEnd, nameEnd)
      return nameEnd
    }
    const at = this.#skipSpace(sign + 1)
    const code = source.charCodeAt(at)
    if (code === quote || code === apostrophe) {
      const found = source.indexOf(code === quote ? '"' : "'", at + 1)
      const end = found < 0 ? source.length : found
      this.#note(from, nameEnd, at + 1, end)
      return found < 0 ? end : end + 1
    }
    let end = at
    while (end < source.length && !isSpace(source.charCodeAt(end)) && source.charCodeAt(end) !== greater) end++
    this.#note(from, nameEnd, at, end)
    return end
  }

  #note(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const { attributes, attributesEnd } = this
    this.hasMoreAttributes = attributesEnd === mostAttributes * 4
    if (this.hasMoreAttributes) return
    attributes[attributesEnd] = nameStart
    attributes[attributesEnd + 1] = nameEnd
    attributes[attributesEnd + 2] = valueStart
    attributes[attributesEnd + 3] = valueEnd
    this.attributesEnd = attributesEnd + 4
  }

  #nameEnd(from: number): number {
    const source = this.#source
    let at = from
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at)
      if (code <= greater && (code === greater || code === slash || code === less || code === equals || isSpace(code)))
        break
    }
    return at
  }

  #skipSpace(from: number): number {
    let at = from
    while (isSpace(this.#source.charCodeAt(at))) at++
    return at
  }
}

function isSpace(code: number): boolean {
  return code === space || code === newline || code === tab || code === carriageReturn || code === formFeed
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}
