import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/util/decode.ts'

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const utf8 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'))
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le')
  return Uint8Array.from(bigEndian ? bytes.swap16() : bytes)
}
const utf32 = (text: string, littleEndian: boolean) => {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const view = new DataView(new ArrayBuffer(codes.length * 4))
  codes.forEach((code, index) => {
    view.setUint32(index * 4, code, littleEndian)
  })
  return new Uint8Array(view.buffer)
}
const doc = '<?xml version="1.0"?><a>née 😀</a>'

describe('decodeText', () => {
  test.each([
    ['UTF-8 mark', utf8(`\ufeff${doc}`), undefined, 'utf-8', doc],
    ['UTF-16 mark, little end first', utf16(`\ufeff${doc}`), undefined, 'utf-16le', doc],
    ['UTF-16 mark, big end first', utf16(`\ufeff${doc}`, true), undefined, 'utf-16be', doc],
    ['UTF-16 without a mark', utf16(doc), undefined, 'utf-16le', doc],
    ['UTF-16 without a mark, big end first', utf16(doc, true), undefined, 'utf-16be', doc],
    ['UTF-32 with a mark', utf32(`\ufeff${doc}`, true), undefined, 'utf-32le', doc],
    ['UTF-32 without a mark', utf32(doc, false), undefined, 'utf-32be', doc],
    ['valid UTF-8 goes before a wrong HTTP charset', utf8(doc), 'text/xml; charset=iso-8859-1', 'utf-8', doc],
    ['HTTP charset', latin1('<a>\xcf\xf0</a>'), 'text/xml; charset="windows-1251"', 'windows-1251', '<a>Пр</a>'],
    [
      'HTTP says UTF-8, the bytes and the declaration do not',
      latin1('<?xml version="1.0" encoding="koi8-r"?>\xf0'),
      'text/xml; charset=utf-8',
      'koi8-r',
      '<?xml version="1.0" encoding="koi8-r"?>П',
    ],
    [
      'XML declaration',
      latin1("<?xml version='1.0' encoding='iso-8859-2'?>\xb1"),
      undefined,
      'iso-8859-2',
      "<?xml version='1.0' encoding='iso-8859-2'?>ą",
    ],
    [
      'unknown names are ignored',
      latin1('<?xml encoding="x-none"?>\x80'),
      'text/xml; charset=nope',
      'windows-1252',
      '<?xml encoding="x-none"?>€',
    ],
    [
      'ISO-2022-JP is plain ASCII bytes',
      latin1('<?xml version="1.0" encoding="ISO-2022-JP"?>\x1b$B$"\x1b(B'),
      undefined,
      'iso-2022-jp',
      '<?xml version="1.0" encoding="ISO-2022-JP"?>あ',
    ],
    ['ISO-2022-JP without a word of it', latin1('<a>\x1b$B$"\x1b(B</a>'), undefined, 'iso-2022-jp', '<a>あ</a>'],
    [
      'halves of pairs as three bytes each within UTF-8',
      Uint8Array.from([...utf8('é '), 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, ...utf8(' ü')]),
      undefined,
      'utf-8',
      'é 😀 ü',
    ],
    [
      'one half of a pair alone within UTF-8',
      Uint8Array.from([...utf8('äöü'), 0xed, 0xa0, 0xbd, 0x41]),
      undefined,
      'utf-8',
      'äöü\ufffdA',
    ],
    ['a quote of windows-1252 within UTF-8', Uint8Array.from([...utf8('äöü'), 0x92]), undefined, 'utf-8', 'äöü’'],
    [
      'a character of UTF-8 that was cut',
      Uint8Array.from([...utf8('äöü'), 0xe2, 0x80]),
      undefined,
      'utf-8',
      'äöü\ufffd',
    ],
    [
      'the byte of an accent before the next tag',
      Uint8Array.from([...utf8('äöü'), 0xe9, 0x3c]),
      undefined,
      'utf-8',
      'äöüé<',
    ],
    [
      'Latin-1, as servers say of anything, is not believed of another script',
      latin1(`<title>${'\xcf\xf0\xe8\xe2\xe5\xf2 '.repeat(8)}</title>`),
      'text/xml; charset=ISO-8859-1',
      'windows-1251',
      `<title>${'Привет '.repeat(8)}</title>`,
    ],
    [
      'what is declared is believed of quotation marks around short words',
      latin1(`<p>\x93Oslo\x94</p><p>\x93Caf\xe9\x94 \x80</p>`),
      'text/xml; charset=windows-1252',
      'windows-1252',
      `<p>“Oslo”</p><p>“Café” €</p>`,
    ],
    [
      'and not before the declaration of the document',
      latin1('<?xml version="1.0" encoding="iso-8859-2"?>\xb1'),
      'text/xml; charset=ISO-8859-1',
      'iso-8859-2',
      '<?xml version="1.0" encoding="iso-8859-2"?>ą',
    ],
    [
      'any other charset of HTTP goes before the declaration',
      latin1('<?xml version="1.0" encoding="iso-8859-1"?>\xb1'),
      'text/xml; charset=ISO-8859-2',
      'iso-8859-2',
      '<?xml version="1.0" encoding="iso-8859-1"?>ą',
    ],
    [
      'a code page of DOS',
      latin1('<?xml version="1.0" encoding="cp437"?>\x82'),
      undefined,
      'cp437',
      '<?xml version="1.0" encoding="cp437"?>é',
    ],
    [
      'a charset of the Macintosh',
      latin1('<?xml version="1.0" encoding="x-mac-greek"?>\xe1'),
      undefined,
      'mac-greek',
      '<?xml version="1.0" encoding="x-mac-greek"?>α',
    ],
    [
      'GBK that happens to be UTF-8',
      latin1('<?xml version="1.0" encoding="gbk"?>\xc4\xa3'),
      undefined,
      'gbk',
      '<?xml version="1.0" encoding="gbk"?>模',
    ],
    [
      'UTF-8 that says GBK',
      utf8('<?xml version="1.0" encoding="gbk"?>中文é'),
      undefined,
      'utf-8',
      '<?xml version="1.0" encoding="gbk"?>中文é',
    ],
    ['nothing', new Uint8Array(0), undefined, 'utf-8', ''],
  ])('%s', (_, bytes, contentType, charset, text) => {
    expect(decodeText(bytes, { markup: 'xml', ...(contentType === undefined ? {} : { contentType }) })).toMatchObject({
      charset,
      text,
    })
  })

  test('HTML says its charset in meta, not further down than 4096 bytes', () => {
    const page = latin1('<meta http-equiv=x content="text/html; charset=windows-1250"><p>\xb9')
    expect(decodeText(page, { markup: 'html' }).text).toContain('ą')
    expect(decodeText(page, { markup: 'xml' }).text).toContain('¹')
    const late = latin1(`${' '.repeat(4096)}<meta charset=windows-1250><p>\xb9`)
    expect(decodeText(late, { markup: 'html' }).text).toContain('¹')
  })

  test.each<readonly [string, Uint8Array, string | undefined]>([
    ['as declared', latin1('<?xml version="1.0" encoding="koi8-r"?>\xf0'), undefined],
    ['UTF-8, of which nothing need be said', utf8('<a>é'), undefined],
    ['ASCII, whatever it says', utf8('<?xml version="1.0" encoding="koi8-r"?>'), undefined],
    ['UTF-8 that says something else', utf8('<?xml version="1.0" encoding="koi8-r"?>é'), 'wrong-charset'],
    ['what says UTF-8 and is not', latin1('<?xml version="1.0" encoding="utf-8"?>caf\xe9'), 'wrong-charset'],
    ['nothing said', latin1('<?xml version="1.0"?>caf\xe9'), 'undeclared-charset'],
    ['two charsets', Uint8Array.from([...utf8('äöü'), 0x92]), 'mixed-charset'],
  ])('tells what is wrong: %s', (_, bytes, oddity) => {
    expect(decodeText(bytes, { markup: 'xml' }).oddity).toBe(oddity)
  })
})
