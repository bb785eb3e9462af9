/** Documents written to take a reader's time, memory or files, each grown to a size in bytes. */
export interface HostileDocument {
  readonly name: string
  readonly make: (size: number) => Uint8Array
}

type Piece = string | ((index: number) => string)

/**
 * Head, a piece again and again, tail: as long as they fit the size, and `most` of them at most. Written in place, as the
 * document itself must not take the memory that its reading is measured by.
 */
function grown(head: string, piece: Piece, tail: string, most = Number.POSITIVE_INFINITY) {
  return (size: number): Uint8Array => {
    const bytes = Buffer.alloc(size)
    let end = bytes.write(head)
    const last = size - Buffer.byteLength(tail)
    for (let index = 0; index < most; index++) {
      const next = typeof piece === 'string' ? piece : piece(index)
      if (end + Buffer.byteLength(next) > last) break
      end += bytes.write(next, end)
    }
    end += bytes.write(tail, end)
    return new Uint8Array(bytes.buffer, bytes.byteOffset, end)
  }
}

const whole = (text: string) => (): Uint8Array => new TextEncoder().encode(text)

const channel = '<rss version="2.0"><channel><title>T</title>'
const first = '<item><guid>1</guid><title>First</title></item>'
const open = `${channel}${first}<item><guid>2</guid>`
const close = '</item></channel></rss>'
const atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>First</title>'
const json = '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":['

const million = 1_000_000

const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')

/** A `FeedError` or entries, in bounded time and memory, without a file read or a connection made. */
export const hostileDocuments: readonly HostileDocument[] = [
  {
    name: 'billion laughs',
    make: whole(`<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>${open}<title>&l12;</title>${close}`),
  },
  {
    name: 'quadratic entities',
    make: grown(
      `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(100_000)}">]>${open}<description>`,
      '&a;',
      `</description>${close}`,
    ),
  },
  {
    name: 'quadratic entities, short ones',
    make: grown(
      `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(190)}">]>${open}<description>`,
      '&a;',
      `</description>${close}`,
    ),
  },
  {
    name: 'external entities and a DTD from outside',
    make: whole(
      `<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/dtd" [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:9/h">]>` +
        `${open}<title>&f;&h;</title>${close}`,
    ),
  },
  {
    name: 'parameter entities',
    make: whole(
      `<!DOCTYPE rss [<!ENTITY % a "<!ENTITY b SYSTEM 'file:///etc/passwd'>"> %a; <!ENTITY % c SYSTEM "file:///etc/passwd"> %c;]>` +
        `${open}<title>&b;</title>${close}`,
    ),
  },
  { name: 'declarations without end', make: grown('<!DOCTYPE rss [', '<!ENTITY a [', '') },
  { name: '100,000 levels', make: grown(`${open}<description>`, '<b>', close, 100_000) },
  { name: 'levels to the end', make: grown(`${open}<description>`, '<b>', '') },
  { name: 'a million entries', make: grown(`${channel}${first}`, '<item/>', '</channel></rss>', million) },
  {
    name: 'entries to the end',
    make: grown(`${channel}${first}`, (n) => `<item><guid>${n}</guid></item>`, '</channel></rss>'),
  },
  { name: 'a million categories', make: grown(open, (n) => `<category>c${n}</category>`, close, million) },
  { name: 'a million links', make: grown(atom, (n) => `<link href="/${n}"/>`, '</entry></feed>', million) },
  { name: '200,000 attributes', make: grown(`${open}<enclosure`, (n) => ` a${n}="${n}"`, `/>${close}`, 200_000) },
  { name: 'attributes to the end', make: grown(`${open}<enclosure`, ' a', `/>${close}`) },
  { name: 'attributes on each element', make: grown(open, `<b${' a="1" b="2" c d e f g'}/>`, close) },
  { name: '200,000 namespaces', make: grown(open, (n) => `<a${n}:b xmlns:a${n}="urn:${n}"/>`, close, 200_000) },
  {
    name: '200,000 namespaces on one element',
    make: grown(`${open}<b`, (n) => ` xmlns:a${n}="urn:${n}"`, `/>${close}`, 200_000),
  },
  { name: 'a name for each element', make: grown(open, (n) => `<a${n}/>`, close) },
  { name: 'text', make: grown(`${open}<description>`, 'word ', `</description>${close}`) },
  { name: 'text beyond Latin', make: grown(`${open}<title>`, '\u6f22\u5b57 ', `</title>${close}`) },
  { name: 'CDATA', make: grown(`${open}<title><![CDATA[`, '<b>word</b> ', `]]></title>${close}`) },
  { name: 'CDATA in pieces', make: grown(`${open}<description>`, '<![CDATA[a]]>', `</description>${close}`) },
  { name: 'escaped HTML', make: grown(`${open}<description>`, '&lt;p&gt;word&lt;/p&gt;', `</description>${close}`) },
  { name: 'escaped HTML for a title', make: grown(`${open}<title>`, '&lt;p&gt;word&lt;/p&gt;', `</title>${close}`) },
  { name: 'escaped less-thans', make: grown(`${open}<title>`, '&lt;', `</title>${close}`) },
  {
    name: 'starts of escaped tags, 240 kB',
    make: grown(`${open}<description>`, '&lt;p ', `</description>${close}`, 48_000),
  },
  { name: 'starts of escaped tags', make: grown(`${open}<title>`, '&lt;p ', `</title>${close}`) },
  {
    name: 'starts of escaped tags in every field',
    make: (size) => grown(`${channel}${first}`, item('&lt;p '.repeat(10_000)), '</channel></rss>')(size),
  },
  { name: 'NUL', make: grown(`${open}<description>`, '\0', `</description>${close}`) },
  { name: 'NUL between letters', make: grown(`${open}<description>`, 'a\0b\x01', `</description>${close}`) },
  {
    name: 'names of properties',
    make: grown(
      open,
      '<__proto__ __proto__="1"><constructor prototype="2">x</constructor></__proto__><toString/><hasOwnProperty/><valueOf:valueOf/>',
      close,
      100,
    ),
  },
  { name: 'nothing is closed', make: grown(open, '<description>a<title>b<category>c<author>d<item>', '') },
  { name: 'end tags of nothing', make: grown(open, '</b>', close) },
  { name: 'end tags cross', make: grown(open, '<a><b></a></b>', close) },
  { name: 'less-thans, a million', make: grown(`${open}<description>`, '<', `</description>${close}`, million) },
  { name: 'less-thans', make: grown(`${open}<description>`, '<', `</description>${close}`) },
  { name: 'ampersands, a million', make: grown(`${open}<description>`, '&', `</description>${close}`, million) },
  { name: 'ampersands', make: grown(`${open}<title>`, '&amp', `</title>${close}`) },
  { name: 'ends of CDATA', make: grown(`${open}<description>`, ']]>', `</description>${close}`) },
  { name: 'starts of CDATA', make: grown(`${open}<description>`, '<![CDATA[', `</description>${close}`) },
  { name: 'comments', make: grown(`${open}<description>`, 'a<!-- -- -->', `</description>${close}`) },
  { name: 'starts of comments', make: grown(`${open}<description>`, '<!--', `</description>${close}`) },
  { name: 'instructions', make: grown(`${open}<description>`, 'a<?b?>', `</description>${close}`) },
  { name: 'starts of instructions', make: grown(`${open}<description>`, '<?b ', `</description>${close}`) },
  { name: 'instructions that end as tags do', make: grown(`${open}<description>`, '<?b>', `</description>${close}`) },
  { name: 'starts of tags', make: grown(`${open}<description>`, '<a ', `</description>${close}`) },
  { name: 'quotes that stay open', make: grown(`${open}<description>`, '<a b="', `</description>${close}`) },
  { name: 'numeric references', make: grown(`${open}<title>`, (n) => `&#${n % 1_114_112};`, `</title>${close}`) },
  { name: 'a reference of many digits', make: grown(`${open}<title>&#`, '9', `;</title>${close}`) },
  { name: 'a long date', make: grown(`${open}<pubDate>`, 'Mon, ', `</pubDate>${close}`) },
  {
    name: 'long dates, as long as are read',
    make: grown(channel, `<item><pubDate>${'1 '.repeat(49)}</pubDate></item>`, '</channel></rss>'),
  },
  { name: 'an attribute of 10 MB', make: grown(`${open}<enclosure url="`, 'a', `"/>${close}`, 10 * million) },
  { name: 'an element name of 10 MB', make: grown(`${open}<A`, 'Bc', `/>${close}`, 5 * million) },
  { name: 'an address', make: grown(`${open}<link>http://a.example/`, '../', `</link>${close}`) },
  { name: 'an author', make: grown(`${open}<author>`, 'a@', `</author>${close}`) },
  { name: 'keywords', make: grown(`${open}<media:keywords>`, 'a,', `</media:keywords>${close}`) },
  { name: 'white space', make: grown(`${open}<title>a`, ' \n', `b</title>${close}`) },
  { name: 'white space before the root', make: grown(' \n', ' \n', `${open}${close}`) },
  { name: 'base64', make: grown(`${atom}<content type="image/png">`, 'AAAA', '</content></entry></feed>') },
  { name: 'base64 of text', make: grown(`${atom}<content mode="base64">`, 'YWFh', '</content></entry></feed>') },
  {
    name: 'xhtml',
    make: grown(`${atom}<content type="xhtml"><div>`, '<p title="a">a &amp; b</p>', '</div></content></entry></feed>'),
  },
  {
    name: 'xhtml for a title',
    make: grown(`${atom}<title type="xhtml"><div>`, '<b>a</b>', '</div></title></entry></feed>'),
  },
  {
    name: 'xml:base on each element',
    make: grown(
      `${atom}<content type="xhtml"><div>`,
      '<p xml:base="a/"><a href="b"/></p>',
      '</div></content></entry></feed>',
    ),
  },
  {
    name: 'a page of HTML',
    make: grown('<!doctype html><html><head>', '<link rel=alternate type="application/rss+xml" href="/f">', '</head>'),
  },
  { name: 'byte order marks of every kind', make: grown('\ufeff', '\ufeff\ufffe', `${open}${close}`) },
  { name: 'UTF-16 with halves of pairs', make: (size) => surrogates(size) },
  { name: 'UTF-32', make: (size) => wide(size) },
  { name: 'bytes of no charset', make: (size) => noise(size) },
  { name: 'JSON, a million levels', make: grown(json, '[', '', million) },
  {
    name: 'JSON, a million levels, closed',
    make: (size) => {
      const levels = Math.min(million, Math.floor(size / 3))
      return grown(`${json}{"title":"T","id":`, '[', `${']'.repeat(levels)}}]}`, levels)(size)
    },
  },
  { name: 'JSON, one string', make: grown(`${json}{"id":"1","title":"`, 'word ', '"}]}') },
  { name: 'JSON, line breaks in a string', make: grown(`${json}{"id":"1","title":"`, '\n', '"}]}', 3_900_000) },
  { name: 'JSON, a cut string', make: grown(`${json}{"id":"0"},{"id":"1","title":"`, '\\"', '') },
  { name: 'JSON, escapes', make: grown(`${json}{"id":"1","content_html":"`, '\\u003c', '"}]}') },
  { name: 'JSON, a million entries', make: grown(`${json}{"id":"0"}`, (n) => `,{"id":"${n + 1}"}`, ']}', million) },
  { name: 'JSON, empty objects', make: grown(`${json}{"id":"0"}`, ',{}', ']}') },
  { name: 'JSON, empty arrays', make: grown(`${json}{"id":"0","tags":[[]`, ',[]', ']}]}') },
  { name: 'JSON, tags', make: grown(`${json}{"id":"0","tags":[""`, (n) => `,"${n}"`, ']}]}') },
  { name: 'JSON, names', make: grown(`${json}{"id":"0"`, (n) => `,"${n}":0`, '}]}') },
  {
    name: 'JSON, __proto__',
    make: whole(
      `${json}{"id":"1","__proto__":{"title":"x"},"constructor":{"prototype":{"y":1}}}],"__proto__":{"items":[]}}`,
    ),
  },
]

function item(text: string): string {
  const names = [
    'title',
    'description',
    'author',
    'category',
    'link',
    'pubDate',
    'guid',
    'dc:creator',
    'media:description',
  ]
  return `<item>${names.map((name) => `<${name}>${text}</${name}>`).join('')}</item>`
}

/** A feed whose title is every half of a pair, none with its other half. */
function surrogates(size: number): Uint8Array {
  const head = Buffer.from(`\ufeff${open}<title>`, 'utf16le')
  const bytes = Buffer.alloc(size - (size % 2))
  const tail = Buffer.from(`</title>${close}`, 'utf16le')
  head.copy(bytes)
  for (let at = head.length; at < bytes.length - tail.length; at += 2)
    bytes.writeUInt16LE(0xd800 + ((at * 7) % 0x400), at)
  tail.copy(bytes, bytes.length - tail.length)
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

function wide(size: number): Uint8Array {
  const text = `${open}<description>${'a'.repeat(Math.max(0, Math.floor(size / 4) - 300))}</description>${close}`
  const bytes = new Uint8Array(text.length * 4)
  for (let at = 0; at < text.length; at++) bytes[at * 4] = text.charCodeAt(at)
  return bytes
}

function noise(size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at++) bytes[at] = (at * 31 + (at >> 8)) & 0xff
  return bytes
}
