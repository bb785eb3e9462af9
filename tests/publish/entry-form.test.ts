import { describe, expect, test } from 'vitest'
import { renderAtom } from '../../src/publish/atom.ts'
import { prepareEntries } from '../../src/publish/entry.ts'
import { entryWriter, restGap, sample } from '../../src/publish/entry-form.ts'
import { renderRss } from '../../src/publish/rss.ts'
import { readXml } from './read-xml.ts'
import { makeStory, publication } from './sample.ts'

const [plain, titled, bare] = prepareEntries(publication, [
  makeStory(1),
  makeStory(2, { title: 'gap:content and gap:rest' }),
  makeStory(3, { summary: '' }),
]).entries

describe('entryWriter', () => {
  let written = 0
  const write = entryWriter(
    ({ id, title, summary }) => {
      written++
      return `<e id="${id}"><t>${title}</t>${summary === undefined ? '' : `<s>${summary}</s>`}${restGap}</e>`
    },
    [
      [sample.id, ({ id }) => id.slice(-1)],
      [sample.title, ({ title }) => title],
      [sample.summary, ({ summary = '' }) => summary],
      [sample.content, () => 'never'],
      [restGap, () => '<r/>'],
    ],
  )

  test('fills each gap with the value of the entry, once, whatever stands in it', () => {
    expect([plain, titled].map((entry) => entry && write(entry))).toEqual([
      '<e id="1"><t>Story 1</t><s>A summary.</s><r/></e>',
      '<e id="2"><t>gap:content and gap:rest</t><s>A summary.</s><r/></e>',
    ])
  })

  test('makes a form for each kind of entry, once', () => {
    expect(bare && write(bare)).toBe('<e id="3"><t>Story 3</t><r/></e>')
    expect(written).toBe(2)
  })
})

test.each([
  ['Atom', renderAtom],
  ['RSS', renderRss],
])('%s leaves nothing of the sample, and of the entries all', (_, render) => {
  const kinds = [
    {},
    { url: 'x:' },
    { summary: '' },
    { html: '' },
    { language: 'de' },
    { url: 'x:', html: '', language: 'id' },
  ]
  const { entries } = prepareEntries(
    publication,
    kinds.map((kind, index) => makeStory(index, kind)),
  )
  const text = render(publication, entries, '1')
  expect(text).not.toMatch(/gap:|\.invalid|19(?:70|71)|0000-0000-0000-000000000000/)
  expect(readXml(text)).toBeDefined()
  for (const { id, title, page = '' } of entries) {
    for (const value of [id, title, page.replace('&', '&amp;')]) expect(text).toContain(value)
  }
})
