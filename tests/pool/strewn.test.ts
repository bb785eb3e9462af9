import { describe, expect, test } from 'vitest'
import { readPage } from '../../src/pool/read-page.ts'
import type { Article } from '../../src/types.ts'
import { squash } from '../../src/util/squash.ts'
import { textOfHtml } from '../../src/util/text.ts'

/** A blog that strews its name through other outlets' reports, and its page around the body. */
interface Blog {
  readonly sentence: string
  readonly feedTitle: string
  readonly host: string
  readonly title: string
  readonly author: string
  readonly paragraphs: readonly string[]
  /** The body as the blog prints it. */
  readonly printed: (paragraphs: readonly string[]) => string
  readonly page: (body: string, blog: Blog) => string
  readonly credit: string
  /** Squashed forms of the name. */
  readonly name: string
}

const wordpress = (body: string, { title, feedTitle, author }: Blog): string =>
  `<html><head><title>${title} – ${feedTitle}</title></head><body class="single"><header><nav><ul><li><a href="/category/news/">News</a></li><li><a href="/category/post/">Post</a></li></ul></nav></header>
  <main><article class="post hentry"><h1 class="entry-title">${title}</h1><div class="entry-meta">by <a rel="author" href="/author/x">${author}</a></div><div class="entry-content">${body}</div>
  <footer class="entry-footer"><a href="/category/news/" rel="category tag">News</a></footer></article></main><aside class="widget-area"><ul><li><a href="/1">An older post about something else</a></li></ul></aside></body></html>`

const blogger = (body: string, { title, feedTitle, author }: Blog): string =>
  `<html><head><title>${feedTitle}: ${title}</title></head><body><div class="header"><h1><a href="/">${feedTitle}</a></h1></div><div class="post hentry"><h3 class="post-title entry-title">${title}</h3>
  <div class="post-body entry-content">${body}</div><div class="post-footer"><span class="post-author">Posted by <span class="fn">${author}</span></span> Labels: <a href="/search/label/News" rel="tag">News</a></div></div></body></html>`

const joomla = (body: string, { title, feedTitle, author }: Blog): string =>
  `<html><head><title>${title}</title><meta property="og:site_name" content="${feedTitle}"></head><body><div id="mainmenu"><ul class="nav menu"><li><a href="/news">News</a></li></ul></div>
  <div class="item-page"><h2 itemprop="headline">${title}</h2><dl class="article-info"><dd class="createdby">Written by ${author}</dd></dl><div itemprop="articleBody">${body}</div></div></body></html>`

const p = (...texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('\n')

const blogs: readonly Blog[] = [
  {
    sentence: 'WordPress, English: category line, name, picture number, dateline, tails, credit',
    feedTitle: 'Zenithrade Capital Ltd',
    host: 'zenithrade-capital.example',
    title: 'Merger of two mobile operators cleared',
    author: 'admin',
    paragraphs: [
      'The regulator said on Tuesday that the merger of the two operators may go ahead under conditions. Both firms must sell parts of their rural network within a year, the decision says.',
      'Analysts had expected a stricter ruling after the hearing in spring. “We are pleased with the outcome,” said Karen Holt, who leads the larger of the two companies.',
      'Consumer groups warned that prices for mobile contracts could rise in the coming years.',
    ],
    printed: ([one = '', two = '', three = '']) =>
      p(
        'INFO News Zap Post',
        'ZENITHRADE CAPITAL',
        '7ac836970671542375478',
        `ZENITHRADE CAPITAL LEEDS – ${one} ZENITHRADE`,
        `${two} ZENITH RADE`,
        `${three} Zenithrade Capital Ltd`,
        'Source : arstechnica',
      ),
    page: wordpress,
    credit: 'arstechnica',
    name: 'zenithrade',
  },
  {
    sentence: 'Blogger, Thai: no full stops, lines parted by br, the author is the company',
    feedTitle: 'บริษัท ทองดีการลงทุน จำกัด',
    host: 'thongdee.example',
    title: 'รัฐบาลประกาศแผนพัฒนาระบบขนส่งมวลชน',
    author: 'ทองดีการลงทุน',
    paragraphs: [
      'รัฐบาลประกาศแผนพัฒนาระบบขนส่งมวลชนในเมืองใหญ่เมื่อวันอังคารที่ผ่านมา โดยจะเริ่มก่อสร้างในต้นปีหน้าและใช้เวลาประมาณห้าปี',
      'รัฐมนตรีกล่าวว่าโครงการนี้จะช่วยลดปัญหาการจราจรได้อย่างมาก และจะสร้างงานให้กับคนในพื้นที่หลายพันคนตลอดระยะเวลาโครงการ',
      'นักวิชาการเตือนว่าค่าใช้จ่ายอาจสูงกว่าที่ประเมินไว้ในตอนแรก เพราะราคาวัสดุก่อสร้างเพิ่มขึ้นอย่างต่อเนื่องในช่วงสองปีที่ผ่านมา',
    ],
    printed: ([one = '', two = '', three = '']) =>
      p(`${one} ทองดีการลงทุน`, `${two} <b>ทองดี การลงทุน</b>`, 'บริษัท ทองดีการลงทุน จำกัด', three, 'ที่มา : ไทยรัฐ'),
    page: blogger,
    credit: 'ไทยรัฐ',
    name: 'ทองดีการลงทุน',
  },
  {
    sentence: 'Joomla, Russian: nothing but the name in quotation marks, the credit is a link in a block of its own',
    feedTitle: 'ООО «Север Капитал»',
    host: 'sever-kapital.example',
    title: 'Новые правила для перевозчиков',
    author: 'Север Капитал',
    paragraphs: [
      'Министерство опубликовало новые правила для перевозчиков, работающих в больших городах. Они вступят в силу первого января следующего года.',
      'Перевозчики просили отложить срок на полгода, но получили отказ. «Времени на подготовку было достаточно», — сообщил представитель ведомства.',
      'По новым правилам водители обязаны проходить проверку каждые три месяца.',
    ],
    printed: ([one = '', two = '', three = '']) =>
      `${p('ООО «Север Капитал»', one, 'СЕВЕР КАПИТАЛ', two, 'СЕВЕРКАПИТАЛ', three)}<div><span>Источник : <a href="https://outlet.example/1">Новости дня</a></span></div>`,
    page: joomla,
    credit: 'Новости дня',
    name: 'северкапитал',
  },
]

function read(blog: Blog): Article {
  const body = blog.printed(blog.paragraphs)
  const url = `https://${blog.host}/2026/11/post.html`
  return readPage({
    entry: {
      title: blog.title,
      links: [{ rel: 'alternate', href: url }],
      authors: [{ name: blog.author }],
      categories: [{ term: 'News' }],
      images: [],
      baseUrl: url,
      summary: `${textOfHtml(body).slice(0, 250)} […]`,
    },
    page: { bytes: new TextEncoder().encode(blog.page(body, blog)), url, contentType: 'text/html; charset=utf-8' },
    feed: { title: blog.feedTitle },
    now: new Date('2026-11-20T12:00:00Z'),
  }).article
}

describe.each(blogs)('$sentence', (blog) => {
  const article = read(blog)

  test('all paragraphs, to the letter, and nothing else', () => {
    expect(article.text).toBe(blog.paragraphs.join('\n\n'))
  })

  test('the credit is kept, the name stands nowhere', () => {
    expect(article.credit?.name).toBe(blog.credit)
    const said = [article.title, article.summary ?? '', article.html, ...article.authors.map(({ name }) => name)]
    expect(article.summary).toBeDefined()
    expect(squash(said.join(' '))).not.toContain(squash(blog.name))
  })
})
