import { describe, expect, test } from 'vitest'
import { extract } from '../../src/extract/extract.ts'
import { loadHtml } from '../../src/extract/page.ts'
import { shownText } from '../../src/extract/tree.ts'

const text = '<p>The crane has served the port for ninety years, and is taken down now.</p>'.repeat(5)
const answer = '<p>Visitors can climb the tower in May, and see the port from above.</p>'

function bodyOf(folds: string): string {
  const page = `<body><article>${text}${folds}</article>`
  return extract(loadHtml(page), { url: 'https://quay.example/news/crane' }).nodes.map(shownText).join('\n')
}

const question = 'When does the tower open?'
const wayIn = 'The way in'

describe('a folded part’s heading stands over its sentences', () => {
  test.each([
    ['as a button in a heading', `<h3><button aria-expanded="false">${wayIn}</button></h3><div hidden>${answer}</div>`],
    [
      'as a button that holds a heading',
      `<div class="button" role="button"><h4>${wayIn}</h4></div><style></style><div>${answer}</div>`,
    ],
    [
      'as a button that says whether it is open',
      `<div><button class="toggle btn" aria-expanded="true">${wayIn}</button></div><div style="display: none">${answer}</div>`,
    ],
    ['as a question alone', `<button>${question}</button><div aria-hidden="true">${answer}</div>`],
  ])('%s', (_, fold) => {
    const body = bodyOf(fold.repeat(2))
    expect(body).toMatch(/The way in|When does/)
    expect(body).toContain('Visitors can climb')
  })
})

test('a dialog that a button opens is left out', () => {
  const fold = `<button aria-expanded="false">${question}</button><div role="dialog" hidden>${answer}</div>`
  expect(bodyOf(fold.repeat(2))).not.toContain('Visitors')
})

describe('a button is no text', () => {
  test.each([
    ['that folds alone', `<button aria-expanded="false">Film script</button><div hidden>${answer}</div>`],
    ['that does something', `<button>Play the sound</button><div>${answer}</div>`.repeat(2)],
    [
      'over no sentences',
      '<div><button aria-expanded="false">Play the sound</button><ul hidden><li>Loud</ul></div>'.repeat(2),
    ],
    [
      'that is one of several things in its part',
      `<div><p>One</p><button aria-expanded="false">Play the sound</button></div><div>${answer}</div>`.repeat(2),
    ],
    ['of one word', `<button aria-expanded="false">Sound</button><div>${answer}</div>`.repeat(2)],
  ])('%s', (_, fold) => expect(bodyOf(fold)).not.toMatch(/script|sound|Sound/))
})
