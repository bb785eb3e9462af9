import { describe, expect, test } from 'vitest'
import { readPage } from '../../src/pool/read-page.ts'
import type { ReadPageInput } from '../../src/pool/tasks.ts'
import type { Article, Entry } from '../../src/types.ts'
import { paragraphs } from '../support/site.ts'

const now = new Date('2026-11-20T12:00:00Z')
const [first = '', ...others] = paragraphs(7, 6)
const summary = `${first.slice(0, 120)} […]`

const entry: Entry = {
  id: '1',
  title: 'Engineers measured latency',
  links: [{ rel: 'alternate', href: 'https://wire.example/1' }],
  authors: [],
  categories: [],
  images: [],
  summary,
  baseUrl: 'https://wire.example/1',
  published: new Date('2026-11-19T08:00:00Z'),
}

function html(texts: readonly string[], head = ''): string {
  const body = texts.map((text) => `<p>${text}</p>`).join('')
  return `<!DOCTYPE html><html lang="en_US"><head><title>Engineers measured latency - Wire</title>${head}</head><body><nav><a href="/">Home</a><a href="/tech">Tech</a></nav><article><h1>Engineers measured latency</h1>${body}</article></body></html>`
}

function read(page: string | undefined, changes: Partial<Entry> = {}): { article: Article; pageLeft?: string } {
  const input: ReadPageInput = { entry: { ...entry, ...changes }, feed: { title: 'Wire' }, now }
  const bytes = new TextEncoder().encode(page)
  return readPage(page === undefined ? input : { ...input, page: { bytes, url: 'https://wire.example/1' } })
}

test('the article comes from the page, the summary is made of it', () => {
  const { article, pageLeft } = read(html([first, ...others]))
  expect(article).toMatchObject({ origin: 'page', title: 'Engineers measured latency', language: 'en-US' })
  expect(article.text).toBe([first, ...others].join('\n\n'))
  expect(article.summary).not.toContain('[…]')
  expect(pageLeft).toBeUndefined()
})

test('a page that is no article leaves the text of the feed, and says so', () => {
  const { article, pageLeft } = read(
    '<html><head><title>Not found</title></head><body><h1>Page not found</h1></body></html>',
  )
  expect(article).toMatchObject({ origin: 'feed', title: 'Engineers measured latency' })
  expect(article.text).toContain(first.slice(0, 100))
  expect(pageLeft).toContain('no article')
})

test('without a page the feed is all there is', () => {
  expect(read(undefined).article.text).toContain(first.slice(0, 100))
})

test('a teaser page does not replace what the feed gives whole', () => {
  const content = [first, ...others].map((text) => `<p>${text}</p>`).join('')
  const { article } = read(html([first]), { content })
  expect(article.text).toBe([first, ...others].join('\n\n'))
})

describe('a page whose text is for subscribers', () => {
  const paid = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
  const [shown = '', hidden = ''] = [first, `${first} ${others[0]}`]

  test('does not replace a summary that says more', () => {
    const changes = { summary: `<p>${hidden}</p>` }
    expect(read(html([shown], paid), changes).article.text).toBe(hidden)
    expect(read(html([shown]), changes).article.text).toBe(shown)
  })

  test('is read where it is shown whole all the same', () => {
    expect(read(html([first, ...others], paid), { content: `<p>${first}</p>` }).article.text).toBe(
      [first, ...others].join('\n\n'),
    )
  })
})

describe('an article on several pages', () => {
  const [second, last] = [paragraphs(8, 4), paragraphs(9, 4)]
  const strewn = '<p>BEST WIRE</p>'
  const leading = (to: number) => `<p><a href="/1/${to}">${to}</a></p>`
  const parts = [
    html([...others, strewn], leading(2)),
    html([...second, strewn], leading(3)),
    html([...last, strewn]),
  ].map((text, at) => ({
    bytes: new TextEncoder().encode(text),
    url: `https://wire.example/1${at === 0 ? '' : `/${at + 1}`}`,
  }))
  const [page = { bytes: new Uint8Array(), url: '' }, ...further] = parts
  const input: ReadPageInput = { entry, page, feed: { title: 'Best Wire' }, now }

  test('says where it goes on, and gives its page back', () => {
    expect(readPage(input).next).toEqual({ url: 'https://wire.example/1/2', page })
    expect(readPage({ ...input, further: further.slice(0, 1) }).next?.url).toBe('https://wire.example/1/3')
  })

  test('is one text, of which what is strewn through the pages is cut', () => {
    const { article, next } = readPage({ ...input, further })
    expect(article.text).toBe([...others, ...second, ...last].join('\n\n'))
    expect(article.cuts.length).toBe(3)
    expect(next).toBeUndefined()
  })

  test('ends before a page that is none of it', () => {
    const [stranger] = [{ ...page, url: 'https://wire.example/1/2' }]
    const { article, next } = readPage({ ...input, further: [stranger, ...further] })
    expect(article.text).toBe([...others, 'BEST WIRE'].join('\n\n'))
    expect(next).toBeUndefined()
  })

  test('goes on nowhere where the feed says more', () => {
    const content = [...others, ...second].map((text) => `<p>${text}</p>`).join('')
    expect(readPage({ ...input, entry: { ...entry, content } }).next).toBeUndefined()
  })
})

test('an untitled entry is titled by its page, and without a page by its text', () => {
  const { title: _none, ...untitled } = entry
  expect(readPage({ entry: untitled, feed: { title: 'Wire' }, now }).article.title).toMatch(/^\w.*…$/)
  const page = { bytes: new TextEncoder().encode(html([first, ...others])), url: 'https://wire.example/1' }
  expect(readPage({ entry: untitled, page, feed: { title: 'Wire' }, now }).article.title).toBe(
    'Engineers measured latency',
  )
})

test('relative addresses are resolved against the base that the page declares', () => {
  const { article } = read(
    html([`${first} <a href="more.html">More of it</a>`, ...others], '<base href="https://cdn.example/x/">'),
  )
  expect(article.html).toContain('href="https://cdn.example/x/more.html"')
})

test('dates from unset or fast clocks are not believed', () => {
  expect(read(undefined, { published: new Date(0) }).article.published).toBeUndefined()
  expect(read(undefined, { published: new Date('2030-01-01T00:00:00Z') }).article.published).toEqual(now)
})

test('a language that is no language tag is none', () => {
  expect(read(undefined, { language: 'not a language!' }).article.language).toBeUndefined()
})

test('of an entry with nothing in it the title remains', () => {
  const { summary: _none, ...bare } = entry
  const { article } = readPage({ entry: bare, feed: { title: 'Wire' }, now })
  expect(article).toMatchObject({ title: 'Engineers measured latency', html: '', text: '' })
})
