import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { shownText } from '../../src/extract/tree.ts'

const sentences = [
  'The crane has served the port for ninety years, and is taken down now.',
  'It was built when grain was unloaded by hand, by four hundred people a day.',
  'The tower goes to the museum, where visitors can climb it from May on.',
  'Nobody has counted the ships that it unloaded, but there were many.',
]
const text = [...sentences, ...sentences.map((sentence) => `Later: ${sentence}`)]
  .map((each) => `<p>${each}</p>`)
  .join('')

function linesOf(body: string): string {
  const page = `<head><meta name="author" content="Maren Holt"></head><body><article>${body}</article>`
  return extract(loadHtml(page), { url: 'https://quay.example/news/crane' }).nodes.map(shownText).join('\n')
}

describe('a line that invites', () => {
  test.each([
    [
      'to this site’s newsletter',
      '<p>All of the port every morning in <a href="/newsletters/port">our letter</a>.</p>',
    ],
    ['to give', '<p>We need your help for more of this: <a href="https://www.quay.example/donate">here</a>.</p>'],
    ['to a channel', '<p>Do you <a href="https://www.whatsapp.com/channel/1">follow the port</a> already?</p>'],
  ])('%s is left out', (_, line) => {
    expect(linesOf(text + line)).not.toMatch(/every morning|your help|follow the port/)
  })

  test.each([
    ['leads to another site', '<p>She writes <a href="https://other.example/newsletter">a letter</a> on cranes.</p>'],
    ['is a paragraph', `<p>${sentences.join(' ')} <a href="/newsletter">a letter</a> on cranes.</p>`],
  ])('stays where it %s', (_, line) => expect(linesOf(text + line)).toContain('on cranes'))
})

describe('a quote', () => {
  test.each([
    ['blockquote', `<blockquote>${sentences[0] ?? ''}</blockquote>`],
    ['blockquote with its speaker', `<blockquote><p>${sentences[0] ?? ''}</p><cite>The harbour</cite></blockquote>`],
    ['part that is named one', `<div class="pull-quote"><p>${sentences[0] ?? ''}</p></div>`],
  ])('of what the text says anyway is left out: %s', (_, quote) => {
    // Once by itself, once after "Later: ".
    expect(linesOf(text + quote + text.replaceAll('crane', 'lift')).split(sentences[0] ?? '-')).toHaveLength(3)
  })

  test('of what only quotes say stays once', () => {
    const quote = '<blockquote>We will miss it every single morning, my dog and I.</blockquote>'
    expect(linesOf(text + quote + text.replaceAll('crane', 'lift') + quote).split('my dog')).toHaveLength(2)
  })
})

describe('who wrote the text', () => {
  const bio = '<p>Maren Holt is a reporter for the port. She has two dogs and a boat.</p><p>She was born in May.</p>'

  test('is left out where the text ends with it', () => expect(linesOf(text + bio)).not.toMatch(/two dogs|born/))

  test('stays where it is the text’s own', () => expect(linesOf(text + bio + text)).toMatch(/two dogs/))
})

test('a moment on a line of its own is left out, in a sentence it stays', () => {
  const lines = linesOf(
    `${text}<div><time>21 mins ago</time></div><p>At <time>9.30</time> the tower, all of it, fell.</p>`,
  )
  expect(lines).not.toContain('21 mins')
  expect(lines).toContain('At 9.30 the tower')
})

describe('captions without their pictures', () => {
  test('are left out', () => {
    expect(linesOf(`${text}<p class="caption">The tower in May, seen from the yard.</p>${text}`)).not.toContain('yard')
  })

  test('stay where they tell the story', () => {
    const story = sentences.map((each) => `<div class="caption">${each}</div>`).join('')
    expect(linesOf(`${sentences[0] ?? ''}${story}`)).toContain('Nobody has counted')
  })
})

test.each([
  'Um eingebettete Inhalte anzuzeigen, ist deine widerrufliche Einwilligung notwendig.',
  'An dieser Stelle finden Sie einen externen Inhalt von YouTube, der den Artikel ergänzt.',
  'We need your consent to load this social media content.',
  'この記事は有料記事です。残り1234文字',
])('a notice in place of a player or of the rest is left out: %s', (notice) => {
  expect(linesOf(`${text}<div><p>${notice}</p></div>${text}`)).not.toContain(notice)
})

test('a sentence on consent stays', () => {
  const sentence = 'The port needs your consent to load ships at night, a court says.'
  expect(linesOf(`${text}<p>${sentence}</p>${text}`)).toContain(sentence)
})

describe('a list of links', () => {
  const list = (site: string): string =>
    `<ul>${['Ship', 'Lift', 'Yard'].map((name) => `<li><a href="https://${site}/${name}">${name} patches</a></li>`).join('')}</ul>`

  test('to other sites is the author’s, and stays', () => {
    expect(linesOf(text + list('tools.example') + text)).toContain('Lift patches')
  })

  test.each([
    ['within the site', 'www.quay.example'],
    ['to where pages are shared and makers followed', 'www.facebook.com'],
  ])('%s is the template’s, and goes', (_, site) => {
    expect(linesOf(text + list(site) + text)).not.toContain('Lift patches')
  })
})

describe('a heading over other pages', () => {
  const related = '<h3>More posts on the port</h3><p>The old bridge, too, was taken down in the end, we wrote.</p>'

  test('ends the text with all that follows', () => {
    const lines = linesOf(`${text}${related}<h3>The week</h3><p>I liked it, as nobody else did, I think.</p>`)
    expect(lines).not.toMatch(/bridge|nobody else/)
  })

  test('ends its own section where one of a higher rank opens the next', () => {
    const lines = linesOf(`${text}${related}<h2>The second tower</h2><p>It stands, and will for years, they say.</p>`)
    expect(lines).not.toContain('bridge')
    expect(lines).toMatch(/second tower\nIt stands/)
  })

  test('ends all where the next of a higher rank is over other pages too', () => {
    const lines = linesOf(
      `${text}${related}<h2>More articles from here</h2><p>I liked it, as nobody else did, I think.</p>`,
    )
    expect(lines).not.toMatch(/bridge|nobody else/)
  })
})

test.each([
  ['stays where it is what a section tells of', '<h2>Copyright complexity in the yard</h2>', true],
  ['goes where it is claimed', '<div>Copyright 2026 The Quay</div>', false],
  ['goes where it is claimed by name', '<div>Copyright: The Quay</div>', false],
])('copyright %s', (_, line, stays) => {
  expect(linesOf(`${text}${line}${text}`).includes('Copyright')).toBe(stays)
})
