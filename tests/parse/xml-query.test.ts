import { describe, expect, test } from 'vitest'
import { readXml } from '../../src/parse/read-xml.ts'
import { Repairs } from '../../src/parse/repairs.ts'
import { nameBit, type XmlElement } from '../../src/parse/xml-element.ts'
import { asked, childOf, childrenOf, childText, fieldOf, textOf } from '../../src/parse/xml-query.ts'

function read(inside: string): XmlElement {
  const limits = { entries: 10, depth: 10 }
  const url = 'https://news.example/feed'
  const document = readXml(`<item>${inside}</item>`, { url, base: url, repairs: new Repairs(), limits })
  return document.children.find((child) => typeof child !== 'string') ?? document
}

/** Names of one bit: what is absent looks as if it were there. */
function namesOfOneBit(): readonly [string, string] {
  const other = Array.from({ length: 1_000 }, (_, at) => `x${at}`).find((name) => nameBit(name) === nameBit('title'))
  return ['title', other ?? '']
}

describe('asking for children by their names', () => {
  test.each([
    ['an earlier name goes before an earlier place', '<b>1</b><a>2</a>', ['a', 'b'], '2'],
    ['of one name the first place', '<a>1</a><a>2</a>', ['a'], '1'],
    ['one without text is passed over', '<a/><a> </a><b>3</b>', ['a', 'b'], '3'],
    ['a name that no child bears', '<a>1</a>', ['b', 'c'], undefined],
    ['what stands further in is no child', '<a><b>1</b></a>', ['b'], undefined],
  ])('childText: %s', (_, inside, names, text) => {
    expect(childText(read(inside), asked(...names))).toBe(text)
  })

  test('names that share a bit are told apart', () => {
    const [there, absent] = namesOfOneBit()
    const element = read(`<${there}>1</${there}>`)
    expect(childText(element, asked(there))).toBe('1')
    expect(childOf(element, asked(absent))).toBeUndefined()
    expect(childrenOf(element, asked(absent, there)).map(textOf)).toEqual(['1'])
  })

  test('each of two hundred names is found among all of them', () => {
    const names = Array.from({ length: 200 }, (_, at) => `name${at}`)
    const element = read(names.map((name) => `<${name}>${name}</${name}>`).join(''))
    expect(names.map((name) => childText(element, asked(name)))).toEqual(names)
  })

  test('childrenOf gives those of the earlier name first, of each no more than the limit', () => {
    const element = read('<b>1</b><a>2</a><b>3</b><a>4</a><b>5</b>')
    expect(childrenOf(element, asked('a', 'b'), 2).map(textOf)).toEqual(['2', '4', '1', '3'])
  })

  test('childOf takes an empty one, fieldOf the first that holds anything', () => {
    const element = read('<a x="1"/><a>2</a>')
    expect(textOf(childOf(element, asked('a')))).toBeUndefined()
    expect(textOf(fieldOf(element, asked('a')))).toBe('2')
  })
})
