import fc from 'fast-check'
import type { Publication, Story } from '../../src/types.ts'
import { publication, storyId } from './sample.ts'

/** Text as it comes from strangers: of any characters, of markup, of addresses that are none. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    '',
    ' ',
    ']]>',
    ']]>]]>',
    '<![CDATA[',
    '&amp;',
    '&#0;',
    '"',
    "'",
    '\u0000',
    '\ud800',
    '<!--',
    'a\nb',
    '-->',
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'javascript:alert(1)',
    'http://',
    'urn:x',
    'http://a/?{|}^`"<>',
    'mailto:a@b',
    'tag:a,2026:x y',
    'en_US',
  ),
)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const anyDate = fc.date({ noInvalidDate: false })
const anyRel = fc.oneof(fc.constantFrom('self', 'alternate', 'enclosure'), anyText)
const anyLink = fc.record({ href: anyText, rel: anyRel, type: anyText, title: anyText, length: fc.double() })
const anyPerson = fc.record({ name: anyText, uri: anyText, email: anyText })
const storyFields = fc.record({
  id: fc.oneof(fc.nat(5).map(storyId), anyText),
  subscription: anyText,
  title: anyText,
  url: maybe(anyText),
  published: anyDate,
  updated: anyDate,
  authors: fc.array(anyPerson, { maxLength: 2 }),
  categories: fc.array(fc.record({ term: anyText, scheme: anyText, label: anyText }), { maxLength: 2 }),
  enclosures: fc.array(anyLink, { maxLength: 2 }),
  language: maybe(anyText),
  summary: maybe(anyText),
  html: maybe(anyText),
  rights: maybe(anyText),
  credit: maybe(fc.record({ name: anyText, url: anyText })),
  source: fc.record({
    id: anyText,
    title: anyText,
    links: fc.array(anyLink, { maxLength: 2 }),
    authors: fc.constant([]),
  }),
  image: maybe(fc.record({ url: anyText, width: fc.double(), height: fc.double() })),
  copies: fc.array(fc.record({ title: anyText, url: anyText, sourceTitle: anyText }), { maxLength: 2 }),
  related: fc.array(fc.record({ title: anyText, url: anyText, sourceTitle: anyText }), { maxLength: 2 }),
})
/** Stories with anything in any field. fast-check makes absent fields undefined; the writers read both alike. */
export const anyStories = fc.array(storyFields, { maxLength: 4 }).map((stories) => stories as readonly Story[])

/** A publication with anything in the fields that a person sets. */
export const anyPublication = fc
  .record({ title: anyText, subtitle: anyText, language: anyText, alsoAt: fc.boolean() })
  .map((head): Publication => ({ ...publication, ...head }))
