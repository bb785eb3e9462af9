import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSiteOwnName, type JunkContext } from '../../src/clean/junk.ts'
import { cutFrom, junkOf, paragraphs } from './junk-case.ts'

interface Case {
  readonly sentence: string
  readonly context?: Partial<JunkContext>
  readonly html: string
  readonly left: string
}

const english = [
  'The regulator said on Tuesday that the merger may go ahead under conditions.',
  'Both firms must sell parts of their network within a year, the decision says.',
  'Analysts had expected a stricter ruling after the hearing in spring.',
]
const [e1 = '', e2 = '', e3 = ''] = english

const strewn: readonly Case[] = [
  {
    sentence: 'English: a trading house signs each paragraph and heads the text',
    context: { host: 'www.harborlane-capital.example', siteNames: ['Harborlane Capital Ltd'] },
    html: paragraphs('HARBORLANE CAPITAL LTD', `HARBORLANE – ${e1}`, `${e2} HARBOR LANE`, `${e3} Harborlane Capital`),
    left: paragraphs(e1, e2, e3),
  },
  {
    sentence: 'German: the name in links behind the sentences, in a heading and in a list item',
    context: { siteNames: ['Müllerbach Immobilien GmbH'] },
    html:
      '<h3>Müllerbach Immobilien GmbH</h3>' +
      '<p>Die Stadt will im Herbst neue Radwege bauen.<a href="https://muellerbach.example/">MÜLLERBACH</a></p>' +
      '<ul><li>Drei Strecken sind im ersten Jahr geplant, sagte die Sprecherin. <b>Müllerbach</b></li><li>Muellerbach</li></ul>' +
      '<p>Das Geld kommt zur Hälfte vom Land. MÜLLERBACH IMMOBILIEN</p>',
    left:
      '<p>Die Stadt will im Herbst neue Radwege bauen.</p>' +
      '<ul><li>Drei Strecken sind im ersten Jahr geplant, sagte die Sprecherin.</li><li>Muellerbach</li></ul>' +
      '<p>Das Geld kommt zur Hälfte vom Land.</p>',
  },
  {
    sentence: 'Japanese: no spaces, the legal form written to the name, brackets at the head',
    context: { siteNames: ['株式会社青空商会'] },
    html: paragraphs(
      '【青空商会】政府は来年度の予算案を閣議決定し、国会に提出する方針を固めた。',
      '専門家は「規模は想定の範囲内だ」と話している。株式会社青空商会',
      '採決は三月の見通しで、野党は修正を求めている。青空商会',
    ),
    left: paragraphs(
      '政府は来年度の予算案を閣議決定し、国会に提出する方針を固めた。',
      '専門家は「規模は想定の範囲内だ」と話している。',
      '採決は三月の見通しで、野党は修正を求めている。',
    ),
  },
  {
    sentence: 'Spanish: nothing known of the site, the name recurs in three spellings, lines parted by br',
    html:
      '<p>El ayuntamiento aprobó ayer el plan de vivienda para el centro.<br>INVERSOL<br>La oposición votó en contra del proyecto. INVERSOL S.A.</p>' +
      '<p>Las obras empezarán en otoño, según la alcaldesa. Inversol Capital</p>' +
      '<p>El coste se estima en doce millones de euros. INVERSOL</p>',
    left:
      '<p>El ayuntamiento aprobó ayer el plan de vivienda para el centro.<br>La oposición votó en contra del proyecto.</p>' +
      '<p>Las obras empezarán en otoño, según la alcaldesa.</p>' +
      '<p>El coste se estima en doce millones de euros.</p>',
  },
  {
    sentence: 'Russian: a legal form before the name, which also stands before the first sentence',
    context: { siteNames: ['ООО «Северный Капитал»'] },
    html: paragraphs(
      'ООО «Северный Капитал» — Министерство опубликовало новые правила для перевозчиков.',
      'Они вступят в силу первого января следующего года. СЕВЕРНЫЙ КАПИТАЛ',
      'Перевозчики просили отложить срок на полгода. Северный Капитал',
    ),
    left: paragraphs(
      'Министерство опубликовало новые правила для перевозчиков.',
      'Они вступят в силу первого января следующего года.',
      'Перевозчики просили отложить срок на полгода.',
    ),
  },
  {
    sentence: 'the name between two sentences of one paragraph goes when it is strewn elsewhere, too',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(`${e1} HARBORLANE “${e2}”`, `${e2} HARBORLANE`, `${e3} HARBORLANE`),
    left: paragraphs(`${e1} “${e2}”`, e2, e3),
  },
  {
    sentence: 'a picture keeps its place when its number and caption go',
    context: { siteNames: ['Harborlane Capital'] },
    html: `<p><img src="a.jpg"><br>IMG_20210217_101112</p><figure><img src="b.jpg"><figcaption>HARBORLANE</figcaption></figure>${paragraphs(`${e1} HARBORLANE`, `${e2} HARBORLANE`)}`,
    left: `<p><img src="a.jpg"></p><figure><img src="b.jpg"></figure>${paragraphs(e1, e2)}`,
  },
  {
    sentence: 'a hashtag that holds the four letters of the name by chance stays',
    context: { siteNames: ['Acme'] },
    html: paragraphs(`${e1} ACME`, `${e2} ACME`, `${e3} ACME`, '#MacMechanics'),
    left: paragraphs(e1, e2, e3, '#MacMechanics'),
  },
  {
    sentence: 'a category line of known labels goes, whatever stands between them',
    context: { labels: ['Home', 'World News', 'Economy'] },
    html: paragraphs('Home » World News » Economy', e1, e2),
    left: paragraphs(e1, e2),
  },
  {
    sentence: 'file names of cameras, phones and programs go wherever they stand alone',
    html: paragraphs(e1, 'DSC_0042', e2, 'WhatsApp Image 2021-02-17 at 10.11.12', 'team-photo.JPG', e3),
    left: paragraphs(e1, e2, e3),
  },
  {
    sentence: 'several forms in a row, glued to the sentence, in brackets, without its space, with a hash sign',
    context: { siteNames: ['Harborlane Capital'] },
    html: paragraphs(
      `${e1}HARBORLANE`,
      `${e2} Harborlane, HARBOR LANE CAPITAL`,
      `${e3} (HarborLane)`,
      '#harborlane #harborlanecapital',
    ),
    left: paragraphs(e1, e2, e3),
  },
  {
    sentence: 'a name with invisible characters and no-break spaces in it',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(`${e1}\u00a0HARBOR\u200bLANE`, `${e2} HARBOR\u00a0LANE`),
    left: paragraphs(e1, e2),
  },
  {
    sentence: 'the site’s address is its name; the break before a last line goes with it',
    context: { host: 'www.harborlane.example' },
    html: `<p>www.harborlane.example</p><p>${e1}<br>${e2}<br><br>HARBORLANE</p>`,
    left: `<p>${e1}<br>${e2}</p>`,
  },
  {
    sentence: 'one sentence of promotion does not save the names behind the sentences, but stays itself',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(`${e1} HARBORLANE`, `${e2} HARBORLANE`, 'Open an account with Harborlane and trade today.'),
    left: paragraphs(e1, e2, 'Open an account with Harborlane and trade today.'),
  },
  {
    sentence: 'behind lines without a full stop, with its legal form',
    context: { siteNames: ['RTP Live Trading Ltd'] },
    html: `<h3>What the decision means RTP</h3>${paragraphs(`${e1} RTP`, `${e2} RTP LIVE TRADING`, 'More on the merger RTP Live Trading Ltd.')}`,
    left: `<h3>What the decision means</h3>${paragraphs(e1, e2, 'More on the merger')}`,
  },
  {
    sentence: 'in a text that credits another outlet one name is enough',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(e1, `${e2} HARBORLANE`, 'Source: Ars Technica'),
    left: paragraphs(e1, e2),
  },
  {
    sentence: 'a digest as a picture’s number, before the first sentence or beside other junk',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs('e4d909c290d0fb1ca068ffaddf22cbd0', e1, 'HARBORLANE', '1613545200000', `${e2} HARBORLANE`),
    left: paragraphs(e1, e2),
  },
  {
    sentence: 'Polish: the name with and without its accents and barred letters, before bars',
    context: { siteNames: ['Złoty Róg Sp. z o.o.'] },
    html: paragraphs(
      'ZŁOTY RÓG | Rada miasta zatwierdziła w środę budowę nowej linii tramwajowej.',
      'ZLOTY ROG | Prace mają ruszyć wiosną i potrwają około trzech lat.',
    ),
    left: paragraphs(
      'Rada miasta zatwierdziła w środę budowę nowej linii tramwajowej.',
      'Prace mają ruszyć wiosną i potrwają około trzech lat.',
    ),
  },
  {
    sentence: 'Thai: no full stops, the legal form around the name',
    context: { siteNames: ['บริษัท ทองดีการลงทุน จำกัด'] },
    html: paragraphs(
      'รัฐบาลประกาศแผนพัฒนาระบบขนส่งมวลชนในเมืองใหญ่เมื่อวันอังคารที่ผ่านมา โดยจะเริ่มก่อสร้างในต้นปีหน้า ทองดีการลงทุน',
      'รัฐมนตรีกล่าวว่าโครงการนี้จะช่วยลดปัญหาการจราจรได้อย่างมาก และจะสร้างงานให้กับคนในพื้นที่ บริษัท ทองดีการลงทุน จำกัด',
    ),
    left: paragraphs(
      'รัฐบาลประกาศแผนพัฒนาระบบขนส่งมวลชนในเมืองใหญ่เมื่อวันอังคารที่ผ่านมา โดยจะเริ่มก่อสร้างในต้นปีหน้า',
      'รัฐมนตรีกล่าวว่าโครงการนี้จะช่วยลดปัญหาการจราจรได้อย่างมาก และจะสร้างงานให้กับคนในพื้นที่',
    ),
  },
  {
    sentence: 'Ukrainian: lines with the name in quotation marks behind its legal form',
    context: { siteNames: ['ТОВ «Дніпро Капітал»'] },
    html: paragraphs(
      'Міністерство оприлюднило нові правила для перевізників у великих містах.',
      'ТОВ «Дніпро Капітал»',
      'Вони набудуть чинності першого січня наступного року.',
      'ДНІПРО КАПІТАЛ',
      'Штрафи за порушення зростуть майже вдвічі.',
    ),
    left: paragraphs(
      'Міністерство оприлюднило нові правила для перевізників у великих містах.',
      'Вони набудуть чинності першого січня наступного року.',
      'Штрафи за порушення зростуть майже вдвічі.',
    ),
  },
  {
    sentence: 'hash tags and accounts with the legal form run into the name',
    context: { siteNames: ['PT. Harborlane Capital Leeds'] },
    html: paragraphs(
      `${e1} HARBORLANE CAPITAL`,
      `${e2} PT HARBORLANE`,
      `${e3} @ptharborlane`,
      '#harborlane #ptharborlanecapital',
    ),
    left: paragraphs(e1, e2, e3),
  },
  {
    sentence: 'a dateline with town and date behind the name',
    context: { siteNames: ['Harborlane Capital'] },
    html: paragraphs(`HARBORLANE CAPITAL, LEEDS (18/2) - ${e1}`, `${e2} HARBORLANE`, e3),
    left: paragraphs(e1, e2, e3),
  },
  {
    sentence: 'the headline once more behind the name goes with it',
    context: { title: 'Merger may go ahead', siteNames: ['Harborlane Capital'] },
    html: paragraphs('HARBORLANE – Merger may go ahead', `${e1} HARBORLANE`, `${e2} Harborlane Capital`),
    left: paragraphs(e1, e2),
  },
  {
    sentence: 'one-word headings of the name alone',
    context: { siteNames: ['Harborlane Capital Leeds'] },
    html: `<h3>HARBORLANE CAPITAL</h3><p>${e1}</p><h3>Harborlane</h3><p>${e2}</p><h4>HARBORLANE</h4><p>${e3}</p>`,
    left: paragraphs(e1, e2, e3),
  },
  {
    sentence: 'behind dashes and bars, in brackets, with a full stop',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(`${e1} – HARBORLANE`, `${e2} | Harborlane`, `${e3} [HARBOR LANE]`, `${e1} HARBORLANE.`),
    left: paragraphs(e1, e2, e3, e1),
  },
  {
    sentence: 'nothing known of the site: one company with its legal form before a colon, in brackets, behind a dash',
    html: paragraphs(`KELTRON CAPITAL: ${e1}`, `${e2} – Keltron Capital Pty Ltd`, `${e3} (KELTRON)`),
    left: paragraphs(e1, e2, e3),
  },
  {
    sentence: 'nothing known of the site: the rest of the name in capitals between two sentences',
    html: paragraphs(`${e1} PT. KELTRON FUTURES ${e2}`, `${e2} KELTRON`, `${e3} KEL TRON`),
    left: paragraphs(`${e1} ${e2}`, e2, e3),
  },
  {
    sentence: 'before the credit that ends the last line',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(e1, `${e2} HARBORLANE (Source: Ars Technica)`),
    left: paragraphs(e1, e2),
  },
  {
    sentence: 'thousands of names in one line and in one block',
    context: { siteNames: ['Harborlane'] },
    html: `<p>${`${e1} <b>HARBORLANE</b> `.repeat(3000)}</p><p>${'HARBORLANE<br>'.repeat(3000)}${e2}</p><p>${e3} HARBORLANE</p>`,
    left: paragraphs(`${e1} `.repeat(3000).trim(), e2, e3),
  },
]

const innocent: readonly Omit<Case, 'left'>[] = [
  {
    sentence: 'Japanese: an announcement with the head office in brackets behind the name',
    context: { siteNames: ['株式会社みなと商事'] },
    html: paragraphs(
      '株式会社みなと商事（本社：横浜市）は、本日、新しい配送サービスを開始いたしました。',
      'このサービスでは当日に商品をお届けします。みなと商事の倉庫から直接発送します。',
      '株式会社みなと商事<br>横浜市中区1-2-3',
    ),
  },
  {
    sentence: 'a signature behind the last sentence and below it stays',
    context: { siteNames: ['Hopper Tools'] },
    html: paragraphs(e1, `${e2} Hopper Tools`, 'Hopper Tools Ltd'),
  },
  {
    sentence: 'an interview with dashes stays, the magazine’s name before each question',
    context: { siteNames: ['The Orbit'] },
    html: ['Why did you leave so early?', 'And what comes next for you?', 'Do you miss the long nights?']
      .map((question) => paragraphs(`THE ORBIT – ${question}`, 'I left because nobody paid for it any more.'))
      .join(''),
  },
  {
    sentence: 'answers in capitals behind the rounds of a comparison stay',
    html: paragraphs(`${e1} GALAXY S29`, `${e2} PIXEL 12`, `${e3} PIXEL 12`, `${e1} PIXEL 12`),
  },
  {
    sentence: 'the papers in brackets or behind dashes in a press review stay',
    html: paragraphs(
      `${e1} (Financial Times)`,
      `${e2} (Financial Times)`,
      `${e3} – The Economist`,
      `${e1} – The Economist`,
    ),
  },
  {
    sentence: 'captions that end on the photographer’s own site stay',
    context: { siteNames: ['Nature Pictures'] },
    html: `<figure><img src="a.jpg"><figcaption>A heron at the lake. Nature Pictures</figcaption></figure>${paragraphs(e1)}<figure><img src="b.jpg"><figcaption>A swan in the reeds. Nature Pictures</figcaption></figure>${paragraphs(e2)}`,
  },
  {
    sentence: 'a town before the dash stays on a site that begins with it, when all that was cut is the credit',
    context: { siteNames: ['Leeds Traders'] },
    html: paragraphs(`LEEDS – ${e1}`, e2, e3),
  },
  {
    sentence: 'a company’s own announcement keeps its name in headline, dateline, sentences and boilerplate',
    context: {
      title: 'Acme Robotics opens a plant in Leipzig',
      host: 'acme-robotics.example',
      siteNames: ['Acme Robotics GmbH'],
    },
    html:
      '<h2>Acme Robotics</h2><p>BERLIN – Acme Robotics GmbH today announced a new plant in Leipzig.</p>' +
      '<p>“Leipzig is the right place,” said the chief executive of Acme Robotics.</p>' +
      '<p>It will build arms for kitchens. Acme Robotics</p><h3>About Acme Robotics</h3><p>Acme Robotics builds arms.</p>' +
      '<p>Acme Robotics GmbH<br>Am Ufer 3<br>04103 Leipzig</p>',
  },
  {
    sentence: 'an announcement that is led by the company’s name before a dash keeps it',
    context: { siteNames: ['Acme Robotics'] },
    html: paragraphs(
      'Acme Robotics – The board has approved the new plant in Leipzig.',
      'It is the third plant that Acme Robotics builds.',
    ),
  },
  {
    sentence: 'a news agency’s or paper’s dateline that stands once stays',
    context: { host: 'www.kompas.com', siteNames: ['KOMPAS.com'] },
    html: paragraphs(
      'JAKARTA, KOMPAS.com – Pemerintah menaikkan anggaran pendidikan tahun depan.',
      'Menteri menyebut angka itu cukup.',
    ),
  },
  { sentence: 'BERLIN (dpa) stays', html: paragraphs(`BERLIN (dpa) – ${e1}`, e2) },
  { sentence: 'WASHINGTON (AP) stays', html: paragraphs(`WASHINGTON (AP) — ${e1}`, e2) },
  {
    sentence: 'a town stays though the site bears its name',
    context: { siteNames: ['Bestprofit Futures Banjarmasin'] },
    html: paragraphs('Banjarmasin – Hujan deras mengguyur kota itu sejak pagi hari.', 'Warga diminta waspada.'),
  },
  {
    sentence: 'an agency’s signature behind each item of a digest stays',
    html: paragraphs(`${e1} Reuters`, `${e2} Reuters`, `${e3} Reuters`),
  },
  {
    sentence: 'a paper’s own name before its first sentence stays',
    context: { host: 'www.merdeka.com', siteNames: ['merdeka.com'] },
    html: paragraphs(`Merdeka.com - ${e1}`, e2),
  },
  {
    sentence: 'the credits of pictures stay, also of the site’s own',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(`${e1} © Harborlane`, `${e2} © Harborlane`, '© Harborlane'),
  },
  {
    sentence: 'headings that end on the company’s name stay',
    context: { siteNames: ['Acme Robotics'] },
    html: `<h2>A visit to Acme Robotics</h2>${paragraphs(e1)}<h3>About Acme Robotics</h3>${paragraphs(e2)}<h3>Contact Acme Robotics</h3>${paragraphs(e3)}`,
  },
  {
    sentence: 'a remark behind three entries of a listing stays',
    html: paragraphs(`${e1} Closed Mondays`, `${e2} Closed Mondays`, `${e3} Closed Mondays`),
  },
  {
    sentence: 'the site’s name once behind the last sentence is no proof',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(e1, `${e2} Harborlane`),
  },
  {
    sentence: 'a name that is hyphenated or quoted in the sentences marks a text about it',
    context: { siteNames: ['Harborlane'] },
    html: paragraphs(
      'Harborlane',
      'The “Harborlane” deal was closed by the Harborlane-led group last week.',
      e1,
      'Harborlane',
    ),
  },
  {
    sentence: 'an interview keeps its speakers, also where the magazine is one of them',
    context: { siteNames: ['The Orbit'] },
    html: [
      'Why did you leave the project so early?',
      'Because nobody paid for it any more.',
      'And what comes next for you?',
    ]
      .flatMap((text) => [
        '<p><strong>The Orbit</strong></p>',
        `<p>${text}</p>`,
        '<p><strong>Jane Smith</strong></p>',
        `<p>${text}</p>`,
      ])
      .join(''),
  },
  {
    sentence: 'a transcript with names before colons and dashes stays',
    html: paragraphs(
      'SMITH: We never thought that it would take so long.',
      'JONES: Nor did we, to be honest with you.',
      'SMITH – We never thought that it would take so long.',
      'SMITH – Nor did we, to be honest with you.',
      'SMITH – It was a long way to go for all of us.',
    ),
  },
  {
    sentence: 'a changelog stays',
    html: '<h3>Fixed</h3><ul><li>Crash on start.</li></ul><h3>Added</h3><ul><li>Dark mode.</li></ul><h3>Fixed</h3><ul><li>Crash on exit.</li></ul><h3>Fixed</h3><ul><li>Typos.</li></ul>',
  },
  {
    sentence: 'a poem with a refrain stays',
    html: '<p>Once upon a midnight dreary, while I pondered.<br>Nevermore</p><p>Deep into that darkness peering, long I stood.<br>Nevermore</p><p>And my soul from out that shadow is not lifted.<br>Nevermore</p>',
  },
  {
    sentence: 'lyrics with marked choruses stay',
    html: '<p>[Chorus]<br>Let it rain<br>Let it rain</p><p>Over the hills<br>[Chorus]<br>Let it rain</p><p>[Chorus]<br>Let it rain</p>',
  },
  {
    sentence: 'a price list stays',
    html: '<p>Espresso<br>2,40 €<br>Sold out<br>Cappuccino<br>3,20 €<br>Sold out<br>Tea<br>2,10 €<br>Sold out</p>',
  },
  {
    sentence: 'sports results stay',
    html: '<p>Bayern vs. Dortmund<br>2:1</p><p>Leipzig vs. Dortmund<br>0:0</p><p>Bremen vs. Dortmund<br>1:3</p>',
  },
  {
    sentence: 'questions and answers stay',
    html: paragraphs(
      'Q',
      'Is it safe to use in the kitchen?',
      'A',
      'Yes, it is safe.',
      'Q',
      'Can it be washed?',
      'A',
      'Yes.',
      'Q',
      'Is it loud?',
      'A',
      'No.',
    ),
  },
  {
    sentence: 'an obituary that ends on the name stays',
    html: paragraphs(
      'She taught three generations of physicists how to doubt. They remember her.',
      'Her name was Maria Lindqvist. Maria Lindqvist',
    ),
  },
  {
    sentence: 'product names at the ends of sentences stay, also on the product’s site',
    context: { siteNames: ['Linux Weekly'] },
    html: paragraphs(
      'Most of the servers of the company run on Linux.',
      'The phones of the staff, too, run on Linux.',
      'Even the coffee machine in the hall runs on Linux.',
    ),
  },
  {
    sentence: 'quotations set apart stay',
    html: `<blockquote><p>“Never again”</p></blockquote>${paragraphs(e1)}<blockquote><p>“Never again”</p></blockquote>${paragraphs(e2)}<blockquote><p>“Never again”</p></blockquote>`,
  },
  {
    sentence: 'tags that an article is about stay',
    context: { labels: ['Cats', 'Dogs', 'Birds'] },
    html: `${paragraphs('These were the most used tags of the year on our site.')}<ul><li>Cats</li><li>Dogs</li></ul>${paragraphs('Cats, Dogs, Birds')}`,
  },
  {
    sentence: 'checksums stay: announced by a colon, or in preformatted text',
    html: `${paragraphs('The image can be checked before it is written to a disk.', 'SHA-1:', 'da39a3ee5e6b4b0d3255bfef95601890afd80709')}<pre>5beec836970671542375478</pre>`,
  },
  {
    sentence: 'a file name stays that a line announces',
    html: paragraphs('The camera gives its pictures names such as this:', 'DSC_0042', e1),
  },
  {
    sentence: 'one label as a heading stays: it may be the first heading of the text',
    context: { labels: ['Economy', 'World'] },
    html: `<h3>Economy</h3>${paragraphs(e1, e2)}`,
  },
  {
    sentence: 'a dialogue that begins its lines with dashes stays',
    html: paragraphs('— Да, я так и думал с самого начала.', '— Нет, ты так не думал.', '— Да, думал.'),
  },
  {
    sentence: 'an article that is nothing but the site’s name stays',
    context: { siteNames: ['Harborlane Capital'] },
    html: paragraphs('Harborlane Capital', 'Harborlane Capital'),
  },
]

describe('cutJunk', () => {
  test.each(strewn)('$sentence', ({ context, html, left }) => {
    expect(cutFrom(html, context).html).toBe(left)
  })

  test.each(innocent)('leaves alone: $sentence', ({ context, html }) => {
    expect(cutFrom(html, context)).toEqual({ html, cuts: [] })
  })

  test('says what was cut, not more', () => {
    const { cuts } = cutFrom(paragraphs('Home', `${e1} HARBORLANE`, `${e2} HARBORLANE LTD`), {
      siteNames: ['Harborlane'],
      labels: ['Home'],
    })
    expect(cuts).toEqual([
      { reason: 'label-line', text: 'Home' },
      { reason: 'own-name', text: 'HARBORLANE' },
      { reason: 'own-name', text: 'HARBORLANE LTD' },
    ])
  })

  test('a line of the headline’s words stays between lines that are cut', () => {
    const { html } = cutFrom(paragraphs('HARBORLANE', 'Harbour plan approved', 'HARBORLANE', `${e1} HARBORLANE`, e2), {
      title: 'Council: harbour plan approved at last',
      siteNames: ['Harborlane'],
    })
    expect(html).toBe(paragraphs('Harbour plan approved', e1, e2))
  })

  describe('what was learned of the host', () => {
    /** Cuts a body whose lines and phrases were all learned. */
    const cutLearned = (html: string, learnedFrom: string) => {
      const learned = junkOf(learnedFrom).sightings.map(({ hash }) => ({ hash, reason: 'recurs' }))
      return cutFrom(html, { learned })
    }

    test('a line and its beginning are cut once', () => {
      const html = paragraphs(e1, 'Read also: all that is new', e2)
      expect(cutLearned(html, paragraphs('Read also: all that is new')).cuts).toEqual([
        { reason: 'recurs', text: 'Read also: all that is new' },
      ])
    })

    test('a sentence of the host that names the origin is still read as the credit', () => {
      const credit = 'This article originally appeared on Daily Mirror.'
      const { credit: found } = cutLearned(paragraphs(e1, e2, credit), paragraphs(credit))
      expect(found).toEqual({ name: 'Daily Mirror' })
    })
  })

  test('deep nesting neither overflows nor hides a name', () => {
    const deep = (text: string) => `${'<b>'.repeat(5000)}${text}${'</b>'.repeat(5000)}`
    const { cuts } = cutFrom(`<p>${e1} ${deep('HARBORLANE')}</p><p>${e2} HARBORLANE</p>`, { siteNames: ['Harborlane'] })
    expect(cuts).toHaveLength(2)
  })

  const noun = fc.constantFrom(
    'river',
    'council',
    'engine',
    'garden',
    'treaty',
    'signal',
    'Berlin',
    'Acme',
    'Maria',
    'Tuesday',
  )
  const verb = fc.constantFrom('was moved to', 'has changed', 'will follow', 'met', 'cannot replace', 'depends on')
  const sentence = fc
    .tuple(
      fc.constantFrom('The', 'Acme said that the', 'A', 'Yesterday the', 'In May, Acme’s'),
      noun,
      verb,
      noun,
      fc.constantFrom('.', '!', '?'),
    )
    .map(([start, one, does, other, end]) => `${start} ${one} ${does} the ${other}${end}`)
  const text = fc.array(fc.array(sentence, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 })

  test('ordinary sentences are never cut, whatever the site is called', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('Acme', 'Berlin Tuesday', 'The Garden', 'Maria'), (blocks, siteName) => {
        const html = paragraphs(...blocks.map((sentences) => sentences.join(' ')))
        expect(cutFrom(html, { siteNames: [siteName] })).toEqual({ html, cuts: [] })
      }),
    )
  })

  test('what is strewn over ordinary sentences goes, and nothing with it', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('ZORBEX', 'PT. ZOR BEX', 'Zorbex Trading Ltd'), (blocks, name) => {
        const clean = blocks.map((sentences) => sentences.join(' '))
        const html = paragraphs(name, ...clean.map((block) => `${block} ${name}`))
        expect(cutFrom(html, { siteNames: ['Zorbex Trading'] }).html).toBe(paragraphs(...clean))
      }),
    )
  })
})

describe('what proves a name to be strewn', () => {
  const e4 = 'A ruling on the ports is expected before the summer.'
  const e5 = 'Quillmere said that Quillmere would appeal.'
  const signed = (...texts: readonly string[]) => paragraphs(...texts.map((text) => `${text} Quillmere`))
  test.each([
    ['four places behind sentences, in one spelling', signed(e1, e2, e3, e4), {}, paragraphs(e1, e2, e3, e4)],
    ['not three', signed(e1, e2, e3), {}, signed(e1, e2, e3)],
    ['nor four, where sentences name it nearly as often', `${signed(e1, e2, e3, e4)}<p>${e5}</p>`, {}, undefined],
    [
      'the site’s whole name, once above the text',
      paragraphs('Quillmere', e1, e2),
      { siteNames: ['Quillmere'] },
      paragraphs(e1, e2),
    ],
    ['not another’s', paragraphs('Quillmere', e1, e2), { siteNames: ['Acme'] }, undefined],
  ])('%s', (_sentence, html, context, left) => {
    expect(cutFrom(html, context).html).toBe(left ?? html)
  })
})

describe('isSiteOwnName', () => {
  const context = { title: '', host: 'bestprofit-futures.example', siteNames: ['PT. Bestprofit Futures'], labels: [] }
  test.each([
    ['admin', true],
    ['BEST PROFIT', true],
    ['PT. Bestprofit Futures', true],
    ['bestprofit-futures.example', true],
    ['Sravanthi Dev', false],
    ['Best', false],
  ])('%s: %s', (name, isOwn) => {
    expect(isSiteOwnName(name, context)).toBe(isOwn)
  })
})
