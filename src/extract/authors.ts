import { type Element, isTag } from 'domhandler'
import type { Person } from '../types.ts'
import { squash } from '../util/squash.ts'
import { asList, asText, asThing, type Thing } from './json-ld.ts'
import { type Elements, markedAuthors } from './marks.ts'
import { all, type Metas, mostValues, type Origin, type Told } from './metas.ts'
import type { PageTexts } from './page-texts.ts'
import { byline, peopleOf } from './people.ts'
import { bears, lineage, shownText } from './tree.ts'
import { discussionWords } from './words.ts'

/** What the authors of a page are read from. */
export interface AuthorSigns {
  readonly elements: Elements
  readonly metas: Metas
  readonly article: Thing | undefined
  readonly siteName: string | undefined
  readonly texts: () => PageTexts
}

const authorMetas = [
  ...['author', 'article:author', 'og:article:author', 'article:author_name', 'parsely-author', 'cxenseparse:author'],
  ...['dc.creator', 'dcterms.creator', 'dc.creator.name', 'byl', 'byline', 'sailthru.author', 'citation_author'],
  ...['twitter:creator:name', 'rbauthors', 'authors', 'author_name'],
]

/** A page that shows less is drawn by scripts, and shows nobody. */
const leastShown = 500

/**
 * Who wrote the article: as JSON-LD, meta elements, microdata and rel=author say it, in this order of trust, else as the
 * line beside the heading does. A name that stands nowhere on the page is not the author's but that of the account which
 * posted it, as publishing programs put it into the head; the site's own name gives way to anybody's.
 */
export function authorsOf(signs: AuthorSigns): Told<readonly Person[]> | undefined {
  const isSite = ({ name }: Person): boolean => squash(name) === squash(signs.siteName ?? '')
  let squashed: string | undefined
  const isShown = ({ name }: Person): boolean => {
    const { texts, chars } = signs.texts()
    if (chars < leastShown || texts.some(({ text }) => text.includes(name))) return true
    squashed ??= squash(texts.map(({ text }) => text).join(' '))
    return squashed.includes(squash(name))
  }
  let site: Told<readonly Person[]> | undefined
  for (const { origin, names } of statements(signs)) {
    const people = peopleOf(names())
    const persons = people.filter((person) => !isSite(person))
    if (persons.some(isShown)) return { value: persons, origin }
    if (people.length > 0 && persons.length === 0) site ??= { value: people, origin }
  }
  return site
}

interface Statement {
  readonly origin: Origin
  readonly names: () => readonly (string | Person)[]
}

function statements({ elements, metas, article, texts }: AuthorSigns): readonly Statement[] {
  return [
    { origin: 'json-ld author', names: () => asList(article?.['author']).slice(0, mostValues).flatMap(personOf) },
    ...authorMetas.map((key) => ({ origin: `meta ${key}`, names: () => all(metas, [key]).map(({ value }) => value) })),
    { origin: 'microdata or rel=author', names: () => innermost(markedAuthors(elements)).slice(0, 6).map(shownText) },
    { origin: 'byline beside the heading', names: () => bylines(texts()) },
  ]
}

function personOf(value: unknown): readonly Person[] {
  const name = asText(value) ?? asText(asThing(value)?.['name'])
  if (name === undefined)
    return asList(asThing(value)?.['name'])
      .slice(0, mostValues)
      .flatMap((each) => (typeof each === 'string' ? [{ name: each }] : []))
  const uri = asText(asThing(value)?.['url'])
  return [{ name, ...(uri !== undefined && /^https?:\/\//.test(uri) && { uri }) }]
}

/** Of marks within marks the inner one holds the name alone; those in comments name who commented. */
function innermost(marks: Elements): Elements {
  const outer = new Set<unknown>(marks.flatMap((mark) => lineage(mark).slice(1)))
  return marks.filter((mark) => !outer.has(mark) && !isComment(mark))
}

const bearsDiscussion = bears(discussionWords)

function isComment(mark: Element): boolean {
  return lineage(mark).some((element) => /comment/i.test(element.attribs['itemprop'] ?? '') || bearsDiscussion(element))
}

/** How far before and behind the heading, in characters of text, a byline may stand. */
const near = { before: 300, behind: 700 }

const authorWords: ReadonlySet<string> = new Set(
  'author authors byline bylines autor autoren auteur autore penulis writer writers postedby contributor contributors redacteur yazar'.split(
    ' ',
  ),
)

function bylines({ texts, isAside }: PageTexts): readonly string[] {
  const beside = texts.filter(({ behindHeading: place }) => place > -near.before && place < near.behind)
  for (const text of beside) {
    const name = byline(text.text, text.before, () => isNamedAuthor(text.element))
    if (name !== undefined && !isAside(text)) return [name]
  }
  return []
}

const bearsAuthor = bears(authorWords)

function isNamedAuthor(element: Element): boolean {
  return lineage(element)
    .slice(0, 3)
    .some((each) => isTag(each) && bearsAuthor(each))
}
