import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { readXml } from '../../src/parse/read-xml.ts'
import { Repairs } from '../../src/parse/repairs.ts'
import type { XmlElement } from '../../src/parse/xml-element.ts'
import { attributesOf } from '../../src/parse/xml-query.ts'

type Plain = string | readonly [name: string, attributes: Readonly<Record<string, string>>, children: readonly Plain[]]

function read(source: string, maxEntries = 100): { tree: readonly Plain[]; repairs: Record<string, number> } {
  const repairs = new Repairs()
  const url = 'https://a.example/feed'
  const document = readXml(source, {
    url,
    base: url,
    repairs,
    limits: { entries: maxEntries, depth: 256 },
  })
  return {
    tree: document.children.map(plain),
    repairs: Object.fromEntries(repairs.list().map(({ code, count }) => [code, count])),
  }
}

function plain(node: XmlElement | string): Plain {
  return typeof node === 'string' ? node : [node.name, Object.fromEntries(attributesOf(node)), node.children.map(plain)]
}

/** The same tree as a strict parser sees it. */
function readStrictly(source: string): readonly Plain[] {
  const document: Plain[] = []
  const open: Plain[][] = [document]
  const parser = new SaxesParser()
  const addText = (text: string): void => {
    const children = open.at(-1) ?? document
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + text
    else if (text !== '' && children !== document) children.push(text)
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', ({ name, attributes }) => {
    const children: Plain[] = []
    open.at(-1)?.push([name, { ...attributes }, children])
    open.push(children)
  })
  parser.on('closetag', () => open.pop())
  parser.write(source).close()
  return document
}

const name = fc.constantFrom('a', 'b', 'cé', 'long-name.1', '_x')
const space = fc.constantFrom('', ' ', '\n\t')
const text = fc
  .array(
    fc.constantFrom(
      'x',
      'é€',
      '😀',
      ' ',
      '>',
      '"',
      "'",
      '/',
      '&lt;',
      '&amp;',
      '&#233;',
      '&#x1F600;',
      '&quot;',
      '&apos;',
    ),
  )
  .map((list) => list.join(''))
const markup = fc.oneof(
  text,
  text.map((inside) => `<![CDATA[${inside}<b>&]] ]>]]>`.replaceAll('&#', '&')),
  fc.constant('<!-- <b> & "c -->'),
  fc.constant('<?php a > "b" ?>'),
)
const attributes = fc
  .uniqueArray(fc.record({ key: name, value: text, space, mark: fc.constantFrom('"', "'") }), {
    selector: ({ key }) => key,
  })
  .map((list) =>
    list
      .map(({ key, value, space, mark }) => ` ${key}${space}=${space}${mark}${value.replaceAll(mark, '')}${mark}`)
      .join(''),
  )
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .record({
      name,
      attributes,
      space,
      inside: fc.array(fc.oneof({ maxDepth: 4 }, markup, tie('element')), { maxLength: 5 }),
    })
    .map(({ name, attributes, space, inside }) =>
      inside.length === 0
        ? `<${name}${attributes}${space}/>`
        : `<${name}${attributes}${space}>${inside.join('')}</${name}${space}>`,
    ),
}))

test('well-formed documents are read as a strict parser reads them, and nothing is repaired', () => {
  fc.assert(
    fc.property(element, (source) => {
      expect(read(`<?xml version="1.0"?>\n${source}`)).toEqual({ tree: readStrictly(source), repairs: {} })
    }),
    { numRuns: 500 },
  )
})

test('any slice of a document is read in one pass, whatever it begins and ends with', () => {
  fc.assert(
    fc.property(element, fc.nat(), fc.nat(), (source, from, length) => {
      const slice = source.slice(from % source.length).slice(0, length % (source.length + 1))
      expect(JSON.stringify(read(slice).tree).length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

const rss = (inside: string): string => `<rss version="2.0"><channel>${inside}</channel></rss>`
const inItem = (inside: string): readonly Plain[] => [
  ['rss', { version: '2.0' }, [['channel', {}, [['item', {}, [['x', {}, [inside]]]]]]]],
]

describe('what XML forbids, and feeds do', () => {
  test.each<[string, string, string, Record<string, number>]>([
    ['a bare less-than is text', '1 < 2 <3', '1 < 2 <3', { 'bare-less-than': 2 }],
    ['so is a run of them', '<<<', '<<<', { 'bare-less-than': 3 }],
    ['a bare ampersand is text', 'a & b&c', 'a & b&c', { 'bare-ampersand': 2 }],
    ['a comment is left out', 'a<!-- b -->c', 'ac', {}],
    ["HTML's empty comment too", 'a<!-->c', 'ac', {}],
    ['a processing instruction is left out', 'a<?b c?>d', 'ad', {}],
    ['one that holds a >', 'a<?b 1>2 ?>d', 'ad', {}],
    ['one that ends as a tag does', 'a<?b c>d?', 'ad?', {}],
    ['CDATA beside text', 'a<![CDATA[<b>&amp;]]>c', 'a<b>&amp;c', {}],
    ['an end tag of nothing', 'a</b>c', 'ac', { 'stray-end-tag': 1 }],
    ['an end tag without a name', 'a</>c', 'ac', { 'stray-end-tag': 1 }],
  ])('%s', (_, written, expected, repairs) => {
    expect(read(rss(`<item><x>${written}</x></item>`))).toEqual({ tree: inItem(expected), repairs })
  })

  test.each<[string, string, readonly Plain[], Record<string, number>]>([
    [
      'a tag without its >',
      '<a><b c="1" <d/></b></a>',
      [['a', {}, [['b', { c: '1' }, [['d', {}, []]]]]]],
      { 'unclosed-tag': 1 },
    ],
    [
      'an end tag without its >',
      '<a><b>x</b <d/></a>',
      [
        [
          'a',
          {},
          [
            ['b', {}, ['x']],
            ['d', {}, []],
          ],
        ],
      ],
      { 'unclosed-tag': 1 },
    ],
    [
      'attributes without quotes, value or space',
      `<a b=c/d e f='1'g="2">x</a>`,
      [['a', { b: 'c/d', e: '', f: '1', g: '2' }, ['x']]],
      {},
    ],
    ['an attribute twice', '<a b="1" B="2"/>', [['a', { b: '1' }, []]], {}],
    ['an equals sign without a name', '<a ="1" b="2"/>', [['a', { '=': '', '"1"': '', b: '2' }, []]], {}],
    ['names in capitals', '<A><B/></A>', [['a', {}, [['b', {}, []]]]], { 'upper-case-name': 2 }],
    [
      'crossed end tags',
      '<a><b><c>x</b></c></a>',
      [['a', {}, [['b', {}, [['c', {}, ['x']]]]]]],
      { 'unclosed-tag': 1, 'stray-end-tag': 1 },
    ],
    ['the end within a tag', '<a><b>x</b><c d="', [['a', {}, [['b', {}, ['x']]]]], { truncated: 1 }],
    ['the end within a comment', '<a>x<!-- ', [['a', {}, ['x']]], { truncated: 1 }],
    ['the end within CDATA', '<a><![CDATA[x', [['a', {}, ['x']]], { truncated: 1 }],
    [
      'a subset of declarations',
      '<!DOCTYPE a [<!ENTITY b "<c>">\n<!ENTITY d SYSTEM "file:///etc/passwd">]><a>&b;&d;</a>',
      [['a', {}, ['&b;&d;']]],
      { 'bare-ampersand': 2 },
    ],
    ['a subset that never ends', '<!DOCTYPE a [<!ENTITY b "c"><a>x</a>', [['a', {}, ['x']]], {}],
    [
      'names of properties',
      '<constructor __proto__="1"><__proto__>x</__proto__></constructor>',
      [['constructor', Object.fromEntries([['__proto__', '1']]), [['__proto__', {}, ['x']]]]],
      {},
    ],
  ])('%s', (_, source, tree, repairs) => {
    expect(read(source)).toEqual({ tree, repairs })
  })

  test('no more entries are read than were asked for', () => {
    const { tree, repairs } = read(rss('<item>a</item>'.repeat(5)), 2)
    expect(tree).toEqual([
      [
        'rss',
        { version: '2.0' },
        [
          [
            'channel',
            {},
            [
              ['item', {}, ['a']],
              ['item', {}, ['a']],
            ],
          ],
        ],
      ],
    ])
    expect(repairs).toEqual({ 'too-many-entries': 1 })
  })
})

describe('names are remembered from document to document', () => {
  const dc = '<rss xmlns:x="http://purl.org/dc/elements/1.1/"><x:date>a</x:date></rss>'
  const media = '<rss xmlns:x="http://search.yahoo.com/mrss/"><x:date>a</x:date></rss>'
  const nameIn = (source: string): unknown => read(source).tree[0]?.[2]?.[0]

  test('what one declares says nothing of the next', () => {
    expect(nameIn(dc)).toEqual(['dc:date', {}, ['a']])
    expect(nameIn(media)).toEqual(['media:date', {}, ['a']])
    expect(nameIn('<rss><x:date>a</x:date></rss>')).toEqual(['*:date', {}, ['a']])
  })

  test('more names than are remembered, and longer ones, are read all the same', () => {
    const names = Array.from({ length: 9_000 }, (_, index) => `name${index}`).concat('n'.repeat(5_000))
    const tree = read(names.map((name) => `<${name}/>`).join('')).tree
    expect(tree.map(([name]) => name)).toEqual(names)
    expect(nameIn(dc)).toEqual(['dc:date', {}, ['a']])
  })
})
