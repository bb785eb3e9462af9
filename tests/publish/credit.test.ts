import { describe, expect, test } from 'vitest'
import { resolveCredit } from '../../src/publish/credit.ts'

const outlets = [
  { title: 'The Verge', site: 'https://www.theverge.com/' },
  { title: 'CNN Indonesia Teknologi', site: 'https://www.cnnindonesia.com/' },
  { title: 'Élan – science', site: 'https://elan.example/' },
]
const cnn = { name: 'CNN Indonesia', url: 'https://www.cnnindonesia.com/' }

describe('resolveCredit', () => {
  test.each(['cnnindonesia', 'CNN Indonesia', 'CNNIndonesia', 'cnnindonesia.com', 'www.cnnindonesia.com'])(
    '“%s” is the subscription on that domain, in its title’s spelling',
    (name) => {
      expect(resolveCredit({ name }, outlets)).toEqual(cnn)
    },
  )

  test('a credit that bears the subscription’s whole title is it', () => {
    expect(resolveCredit({ name: 'the verge' }, outlets)).toEqual({
      name: 'The Verge',
      url: 'https://www.theverge.com/',
    })
  })

  test('accents make no difference', () => {
    expect(resolveCredit({ name: 'Elan' }, outlets)).toEqual({ name: 'Élan', url: 'https://elan.example/' })
  })

  test('the article’s own link on that site stays', () => {
    const url = 'https://www.cnnindonesia.com/teknologi/1'
    expect(resolveCredit({ name: 'cnnindonesia', url }, outlets)).toEqual({ ...cnn, url })
  })

  test.each([
    { name: 'CNN' },
    { name: 'Detik' },
    { name: 'Teknologi' },
    { name: 'cnnindonesia', url: 'https://elsewhere.example/' },
  ])('%j means none of them and stays as written', (credit) => {
    expect(resolveCredit(credit, outlets)).toEqual(credit)
  })
})
