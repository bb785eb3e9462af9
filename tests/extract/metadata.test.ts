import { describe, expect, test } from 'vitest'
import { type Metadata, readMetadata } from '../../src/extract/metadata.ts'
import { loadHtml } from '../../src/extract/page.ts'

const url = 'https://quay.example/news/crane'
const filler = `<p>${'The crane has served the port for ninety years and is taken down now. '.repeat(12)}</p>`

function read(head: string, body = '', address = url, window = 'Harbour crane retires | The Quay'): Metadata {
  const root = loadHtml(`<html lang="en"><head><title>${window}</title>${head}</head><body>${body}`).root()[0]
  if (root === undefined) throw new Error('no tree')
  return readMetadata(root, address)
}

function published(head: string, body = '', address = url): string | undefined {
  const { published: date, origins } = read(head, body, address)
  return date && `${date.toISOString().slice(0, 10)} (${origins['published']?.split(':')[0]})`
}

const ld = (json: string): string => `<script type="application/ld+json">${json}</script>`
const heading = '<h1>Harbour crane retires</h1>'

describe('the date of publication', () => {
  test.each([
    [
      'JSON-LD',
      ld('{"@type":"NewsArticle","datePublished":"2026-03-04T05:06:07Z"}'),
      '',
      '2026-03-04 (json-ld datePublished)',
    ],
    [
      'JSON-LD escaped as HTML',
      ld('{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2026-03-04&quot;}'),
      '',
      '2026-03-04 (json-ld datePublished)',
    ],
    [
      'JSON-LD with an unescaped quote',
      ld('{"@type":"Article","headline":"He said "no"","datePublished":"2026-03-04"}'),
      '',
      '2026-03-04 (json-ld datePublished)',
    ],
    [
      'a meta element of a name never seen',
      '<meta name="acme:publish-date" content="4 March 2026">',
      '',
      '2026-03-04 (meta acme)',
    ],
    ['OpenGraph', '<meta property="og:article:published_time" content="2026-03-04">', '', '2026-03-04 (meta og)'],
    [
      'a day that is not filled up to two digits',
      '<meta name="article:published_time" content="2026-3-4T12:00:00.000Z">',
      '',
      '2026-03-04 (meta article)',
    ],
    [
      'microdata in words',
      '',
      `${heading}<span itemprop="datePublished">March 4, 2026</span>`,
      '2026-03-04 (microdata datePublished)',
    ],
    [
      'a line beside the heading',
      '',
      `${heading}<p>4 March 2026, 3:51 pm</p>${filler}`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'a label in an element of its own',
      '',
      `${heading}<div>Published</div><div>Mar 4, 2026</div>${filler}`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'the date of publication before that of a change',
      '',
      `${heading}<p>Updated March 9, 2026</p><p>Published March 4, 2026</p>${filler}`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'a page that shows only when it was changed',
      '',
      `${heading}<p class="date">Updated March 9, 2026</p>${filler}`,
      '2026-03-09 (text beside the heading)',
    ],
    [
      'a date in an element that wraps the article too, whatever its name',
      '',
      `<div class="sidebar-layout">${heading}<p>March 4, 2026</p>${filler}</div>`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'a date that was first published, before the change that stands behind it',
      '',
      `${heading}<span>March 4, 2026</span><span>- Updated March 9, 2026</span>${filler}`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'under the text, where no other day stands on the page',
      '',
      `${heading}${filler}${filler}<p>Maren Holt</p><p>March 4, 2026</p>`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'a time element in an aside of the article, the only one',
      '',
      `<article><aside><time datetime="2026-03-04">some weeks ago</time></aside>${heading}${filler}</article>`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'a timestamp that a template shows as it is, in a part that is called an aside',
      '',
      `${heading}<div class="related-author"><span>2026-03-04T08:10+02:00</span></div>${filler}`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'the dateline, not from the heading of a section or a caption',
      '',
      `${heading}<figure><figcaption>The crane on 9 March 2026</figcaption></figure><p>4 March 2026</p>${filler}<h2 class="date">Monday, 9 March 2026</h2>`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'the dateline with which a long text begins',
      '',
      `${heading}<p>Kobe, 4.3.2026 – ${'The crane was built by hand, and has been repaired twice since then. '.repeat(4)}</p>`,
      '2026-03-04 (text beside the heading)',
    ],
    [
      'a title that begins with it',
      '<meta property="og:title" content="04.03.2026 | The crane is taken down">',
      heading + filler,
      '2026-03-04 (meta og)',
    ],
    [
      'the dateline that contradicts JSON-LD, as where the design was published anew',
      ld('{"@type":"Article","datePublished":"2026-11-05"}'),
      `${heading}<p>March 4, 2026</p>${filler}`,
      '2026-03-04 (text beside the heading)',
    ],
  ])('is read from %s', (_, head, body, expected) => expect(published(head, body)).toBe(expected))

  const told = '"@type":"Article","datePublished":"2026-03-04T01:30:00Z"'
  test.each([
    ['is the same moment in another zone', ld(`{${told}}`), '<p>March 3, 2026</p>'],
    ['is that of a change, by its label', ld(`{${told}}`), '<p>Updated on March 9, 2026</p>'],
    ['is that of a change, as the head says', ld(`{${told},"dateModified":"2026-03-09"}`), '<p>March 9, 2026</p>'],
    ['writes day and month the other way round', ld(`{${told}}`), '<p>04/03/2026</p>'],
    ['stands in a sentence', ld(`{${told}}`), '<p>The crane was taken down on March 9, 2026</p>'],
  ])('is what machines are told where the line beside the heading %s', (_, head, line) =>
    expect(published(head, heading + line + filler)).toBe('2026-03-04 (json-ld datePublished)'),
  )

  test.each([
    [
      'a day in a sentence',
      `${heading}<p>The crane was built on 4 March 1936, and has been repaired twice since, in the winter of the flood and after the war.</p>`,
    ],
    [
      'the dates of teasers far below',
      `${heading}${filler}${filler}<aside class="related"><span class="date">March 4, 2026</span></aside>`,
    ],
    ['of several days far below', `${heading}${filler}${filler}<p>March 4, 2026</p>${filler}<p>March 9, 2026</p>`],
    ['when a change is planned', '<meta name="expires" content="2026-03-04">'],
  ])('is not %s', (_, body) => expect(published('', body)).toBeUndefined())

  test.each([
    ['in numbers', '2026/03/04/crane'],
    ['with the month by its name', '2026/mar/4/crane'],
    ['with the whole name of the month', '2026/March/04/crane'],
    ['as people write it, alone in its part', 'news/14-03-2026'],
    ['as people write it, at the end of a part', 'harbour-crane-retires-4-march-2026'],
  ])('the address tells it where nothing else does: %s', (_, path) =>
    expect(published('', heading, `https://quay.example/${path}`)).toMatch(/^2026-03-[01]4 \(address\)$/),
  )

  test('a day within the words of an address is what the text is about', () =>
    expect(published('', heading, 'https://quay.example/what-4-march-2026-will-bring')).toBeUndefined())
})

function authors(head: string, body = ''): readonly string[] {
  return read(head, body).authors.map(({ name }) => name)
}

describe('authors', () => {
  test.each([
    ['"By" and a link', '', `${heading}<p>By <a href="/maren">Maren Holt</a></p>${filler}`, ['Maren Holt']],
    [
      'a line of name, role and date',
      '',
      `${heading}<p class="author">Maren Holt | Senior Writer | March 4, 2026</p>${filler}`,
      ['Maren Holt'],
    ],
    ['"posted on … by"', '', `${heading}<div>Posted on March 4, 2026 by Maren Holt</div>${filler}`, ['Maren Holt']],
    ['German', '', `${heading}<p>Von Maren Holt und Jan Koch</p>${filler}`, ['Maren Holt', 'Jan Koch']],
    [
      'a link to all her posts',
      '',
      `${heading}<a rel="author">View all posts by Maren Holt</a>${filler}`,
      ['Maren Holt'],
    ],
    [
      'the account that posted, whom the page never shows',
      '<meta name="author" content="Jon Webmaster">',
      heading + filler,
      [],
    ],
    [
      'who commented',
      '',
      `${heading}${filler}<div class="comments"><span itemprop="author">Troll Two</span></div>`,
      [],
    ],
    ['a template that was never filled in', '<meta name="author" content="{{ page.author }}">', heading + filler, []],
    ['a share button', '', `${heading}<span class="author">Share</span>${filler}`, []],
    [
      'an outlet, where it is all that is said',
      `<meta property="og:site_name" content="The Quay">${ld('{"@type":"Article","author":{"name":"The Quay"}}')}`,
      heading + filler,
      ['The Quay'],
    ],
  ])('%s', (_, head, body, expected) => expect(authors(head, body)).toEqual(expected))
})

describe('the title', () => {
  test.each([
    ['the heading that the head agrees with', '', `<h1>The Quay</h1>${heading}`, 'Harbour crane retires'],
    [
      'not the site’s name, which stands in the window too',
      '<meta property="og:site_name" content="The Quay">',
      '<h1>The Quay</h1>',
      'Harbour crane retires',
    ],
    [
      'the only heading, though the head words it for search engines',
      '<meta property="og:title" content="Port of Quay: harbour crane goes after 90 years">',
      '<h1>Old harbour crane of the port goes</h1>',
      'Old harbour crane of the port goes',
    ],
    [
      'without the kicker that is set into the heading',
      '<meta property="og:title" content="Harbour crane retires">',
      '<h1><span>End of an era: </span>Harbour crane retires</h1>',
      'Harbour crane retires',
    ],
    [
      'without the subtitle that is set into the heading',
      '<meta property="og:title" content="Harbour crane retires">',
      '<h1><div>Harbour crane retires<p>Ninety years were enough</p></div></h1>',
      'Harbour crane retires',
    ],
    [
      'with all parts of the heading where the head says more than the first',
      '<meta property="og:title" content="Harbour crane retires at ninety - The Quay">',
      '<h1>Harbour crane <em>retires</em> at ninety</h1>',
      'Harbour crane retires at ninety',
    ],
    [
      'without the kicker also where the head ends in the site’s name',
      '<meta property="og:title" content="Harbour crane retires - The Quay"><meta property="og:site_name" content="The Quay">',
      '<h1><span>4 March </span>Harbour crane retires</h1>',
      'Harbour crane retires',
    ],
    [
      'with the kicker that stands beside the heading, where the head has it twice',
      `<meta property="og:title" content="Port: Harbour crane retires">${ld('{"@type":"Article","headline":"Port: Harbour crane retires"}')}`,
      heading,
      'Port: Harbour crane retires',
    ],
    [
      'whole, though it has a dash of its own',
      '<meta property="og:title" content="Harbour crane – the third">',
      '',
      'Harbour crane – the third',
      'Harbour crane – the third | The Quay',
    ],
    [
      'not the site’s name, which is that of its address',
      '',
      '<h1>Quay</h1>',
      'Number two: Leo',
      'Quay » Number two: Leo',
    ],
    [
      'not the name of the blog, which stands before it in the window',
      '<meta property="og:title" content="Harbour crane retires">',
      '<h1>Lessons of a Port</h1>',
      'Harbour crane retires',
      'Lessons of a Port: Harbour crane retires',
    ],
    [
      'what most statements of the head say, where there is no heading',
      `<meta property="og:title" content="A crane retires">${ld('{"@type":"Article","headline":"Crane"}')}`,
      '',
      'A crane retires',
      'A crane retires',
    ],
    ['the heading, where the head says nothing', '', heading, 'Harbour crane retires', ''],
    [
      'there also where the page calls its site by it',
      '<meta property="og:site_name" content="Harbour crane retires">',
      heading,
      'Harbour crane retires',
      'Harbour crane retires',
    ],
  ])('is %s', (_, head, body, expected, window?: string) => expect(read(head, body, url, window).title).toBe(expected))
})

describe('the lead image', () => {
  const og = (address: string): string => `<meta property="og:image" content="${address}">`
  const img = (address: string, more = ''): string => `<img src="${address}"${more}>`
  const logo = img('/logo.svg')
  test.each([
    ['as the head names it, where the page shows it nowhere', og('/a/crane.jpg'), logo, '/a/crane.jpg'],
    [
      'as the page shows it: the same key in other sizes',
      og('/img/44152f97b643491c/social.jpg'),
      logo + img('/img/44152f97b643491c/wide.jpg'),
      '/img/44152f97b643491c/wide.jpg',
    ],
    [
      'without the size that WordPress writes behind the name',
      og('/2026/03/crane.jpg'),
      img('/2026/03/crane-585x439.jpg'),
      '/2026/03/crane-585x439.jpg',
    ],
    [
      'also where a service puts its logo on it',
      og('https://card.example/news?image=https%3A%2F%2Fquay.example%2Fi%2F2429188_crane.jpg%3Fs%3D1'),
      img('/crops/w=875/2429188_crane_wide.jpg'),
      '/crops/w=875/2429188_crane_wide.jpg',
    ],
    [
      'not as a thumbnail',
      og('/i/2429188_large.jpg'),
      img('/i/189x106_2429188.jpg') + img('/i/2429188_s.jpg', ' width="90" height="60"') + img('/i/2429188_m.jpg'),
      '/i/2429188_m.jpg',
    ],
    [
      'not another picture of the same folder and day',
      og('/20260304/crane.jpg'),
      img('/20260304/harbour.jpg'),
      '/20260304/crane.jpg',
    ],
    [
      'not another picture under the site’s number',
      og('/site-7654321/crane.jpg'),
      ['a', 'b', 'c', 'd'].map((name) => img(`/site-7654321/${name}.jpg`)).join(''),
      '/site-7654321/crane.jpg',
    ],
    [
      'by its set of sizes, where the lazy loader has only that',
      og('/i/2429188.jpg'),
      img('data:image/gif;base64,R0lGOD', ' data-srcset="/i/2429188-s.jpg 320w, /i/2429188-m.jpg 900w"'),
      '/i/2429188-m.jpg',
    ],
  ])('is %s', (_, head, body, expected) =>
    expect(read(head, body + heading).image?.url).toBe(new URL(expected, url).href),
  )
})

describe('links and marks', () => {
  test.each([
    ['a further page of this article', '/news/crane?page=2', `${url}?page=2`],
    ['a further page in the path', '/news/crane/2', `${url}/2`],
    ['the next article, as blogs mark it', '/news/another-crane', undefined],
  ])('rel=next: %s', (_, href, expected) => expect(read(`<link rel="next" href="${href}">`).nextUrl).toBe(expected))

  test('a live blog for subscribers, with its AMP page', () => {
    const head = `${ld('{"@type":"LiveBlogPosting","isAccessibleForFree":"False"}')}<link rel="amphtml" href="/amp/crane">`
    expect(read(head)).toMatchObject({
      isLive: true,
      isPaid: true,
      ampUrl: 'https://quay.example/amp/crane',
      origins: { isLive: 'json-ld LiveBlogPosting', isPaid: 'json-ld isAccessibleForFree' },
    })
    expect(read('')).toMatchObject({ isLive: false, isPaid: false })
  })
})
