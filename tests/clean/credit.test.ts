import { describe, expect, test } from 'vitest'
import { cutFrom, paragraphs } from './junk-case.ts'

const body = [
  'The regulator said on Tuesday that the merger may go ahead.',
  'Both firms must sell parts of their network, it says.',
]

describe('the credit', () => {
  test.each([
    ['Sumber : cnnindonesia', 'cnnindonesia'],
    ['Source: Ars Technica', 'Ars Technica'],
    ['Source : Le Monde', 'Le Monde'],
    ['Quelle: heise online', 'heise online'],
    ['Fuente: El País.', 'El País'],
    ['Fonte – Folha de S.Paulo', 'Folha de S.Paulo'],
    ['Bron: NU.nl', 'NU.nl'],
    ['Kaynak: Hürriyet', 'Hürriyet'],
    ['Źródło: Gazeta Wyborcza', 'Gazeta Wyborcza'],
    ['Zdroj: iDNES.cz', 'iDNES.cz'],
    ['KÄLLA: SVT Nyheter', 'SVT Nyheter'],
    ['Kilde: NRK', 'NRK'],
    ['Lähde: Yle', 'Yle'],
    ['Forrás: Index', 'Index'],
    ['Sursa: HotNews', 'HotNews'],
    ['Источник: Коммерсантъ', 'Коммерсантъ'],
    ['Джерело: Українська правда', 'Українська правда'],
    ['Πηγή: Καθημερινή', 'Καθημερινή'],
    ['المصدر: الجزيرة', 'الجزيرة'],
    ['מקור: הארץ', 'הארץ'],
    ['स्रोत: दैनिक जागरण', 'दैनिक जागरण'],
    ['来源：新浪科技', '新浪科技'],
    ['來源：自由時報', '自由時報'],
    ['出典：朝日新聞', '朝日新聞'],
    ['출처: 한겨레', '한겨레'],
    ['ที่มา: ไทยรัฐ', 'ไทยรัฐ'],
    ['Nguồn: VnExpress', 'VnExpress'],
    ['(Source: Ars Technica)', 'Ars Technica'],
    ['(via The Verge)', 'The Verge'],
    ['via theverge.com', 'theverge.com'],
    ['This article originally appeared on The Verge.', 'The Verge'],
    ['Originally published in Nature', 'Nature'],
    ['Dieser Artikel erschien zuerst bei Golem.de', 'Golem.de'],
    ['Artikel ini telah tayang di Kompas.com', 'Kompas.com'],
  ])('“%s” as the last line leaves the body', (line, name) => {
    expect(cutFrom(paragraphs(...body, line))).toEqual({
      html: paragraphs(...body),
      cuts: [{ reason: 'credit-line', text: line }],
      credit: { name },
    })
  })

  test.each([
    [
      'linked',
      '<p>Source: <a href="https://www.theverge.com/x">The Verge</a></p>',
      { name: 'The Verge', url: 'https://www.theverge.com/x' },
    ],
    [
      'printed as an address',
      '<p>Sumber: https://www.detik.com/a?b=1</p>',
      { name: 'detik.com', url: 'https://www.detik.com/a?b=1' },
    ],
    [
      'linked to the site itself',
      '<p>Source: <a href="https://blog.example/tag/verge">The Verge</a></p>',
      { name: 'The Verge' },
    ],
  ])('has an address when it is %s', (_, line, credit) => {
    const found = cutFrom(paragraphs(...body) + line, { host: 'blog.example' })
    expect(found).toMatchObject({ html: paragraphs(...body), credit })
    expect('url' in (found.credit ?? {})).toBe('url' in credit)
  })

  test.each([
    ['before the first sentence', paragraphs('Source: Ars Technica', ...body)],
    ['behind the last sentence', paragraphs(body[0] ?? '', `${body[1]} (Source: Ars Technica)`)],
    ['with the strewn name behind it', paragraphs(...body, 'Source: Ars Technica ZORBEX')],
    ['before the strewn name', paragraphs('ZORBEX', ...body, 'Source: Ars Technica', 'ZORBEX')],
  ])('is found %s', (_, html) => {
    expect(cutFrom(html, { siteNames: ['Zorbex'] })).toMatchObject({
      html: paragraphs(...body),
      credit: { name: 'Ars Technica' },
    })
  })

  test.each([
    ['a chart’s note in a caption', `<figure><img src="a.png"><figcaption>Source: Eurostat</figcaption></figure>`],
    ['the source of a chart or table right above', `<table><tr><td>1</td></tr></table><p>Source: Eurostat</p>`],
    ['the author’s own calculations', paragraphs('Source: author’s calculations')],
    ['two outlets', paragraphs('Source: Reuters, Bloomberg')],
    [
      'a sentence about sources',
      paragraphs('Sources: two people who were in the room when the decision was made last week.'),
    ],
    ['a press release', paragraphs('Source: press release')],
    ['no name', paragraphs('Source:')],
  ])('is not %s', (_, ending) => {
    const html = paragraphs(...body) + ending
    expect(cutFrom(html)).toEqual({ html, cuts: [] })
  })

  test('a source in the middle of the text stays', () => {
    const html = paragraphs(body[0] ?? '', 'Source: Ars Technica', body[1] ?? '')
    expect(cutFrom(html)).toEqual({ html, cuts: [] })
  })

  test('the site does not credit itself', () => {
    const html = paragraphs(...body, 'Source: Acme Robotics GmbH')
    expect(cutFrom(html, { siteNames: ['Acme Robotics'] })).toEqual({ html, cuts: [] })
  })
})
