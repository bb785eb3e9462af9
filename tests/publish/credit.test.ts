import { describe, expect, test } from 'vitest'
import { creditResolver } from '../../src/publish/credit.ts'

const outlets = [
  { title: 'The Verge', site: 'https://www.theverge.com/' },
  { title: 'CNN Indonesia Teknologi', site: 'https://www.cnnindonesia.com/' },
  { title: 'Élan – science', site: 'https://elan.example/' },
]
const cnn = { name: 'CNN Indonesia', url: 'https://www.cnnindonesia.com/' }

const resolveCredit = creditResolver(() => outlets)

describe('creditResolver', () => {
  test.each(['cnnindonesia', 'CNN Indonesia', 'CNNIndonesia', 'cnnindonesia.com', 'www.cnnindonesia.com'])(
    '“%s” is the subscription on that domain, in its title’s spelling',
    (name) => {
      expect(resolveCredit({ name })).toEqual(cnn)
    },
  )

  test('a credit that bears the subscription’s whole title is it', () => {
    expect(resolveCredit({ name: 'the verge' })).toEqual({
      name: 'The Verge',
      url: 'https://www.theverge.com/',
    })
  })

  test('accents make no difference', () => {
    expect(resolveCredit({ name: 'Elan' })).toEqual({ name: 'Élan', url: 'https://elan.example/' })
  })

  test('the article’s own link on that site stays', () => {
    const url = 'https://www.cnnindonesia.com/teknologi/1'
    expect(resolveCredit({ name: 'cnnindonesia', url })).toEqual({ ...cnn, url })
  })

  test.each([
    { name: 'CNN' },
    { name: 'Detik' },
    { name: 'Teknologi' },
    { name: 'cnnindonesia', url: 'https://elsewhere.example/' },
  ])('%j means none of them and stays as written', (credit) => {
    expect(resolveCredit(credit)).toEqual(credit)
  })

  test('of two outlets of one name, the first is meant, or the one whose site the credit links to', () => {
    const twins = [
      { title: 'Twin', site: 'https://one.example/' },
      { title: 'Twin', site: 'https://two.example/' },
    ]
    const resolve = creditResolver(() => twins)
    expect(resolve({ name: 'twin' })).toEqual({ name: 'Twin', url: 'https://one.example/' })
    const url = 'https://two.example/story'
    expect(resolve({ name: 'twin', url })).toEqual({ name: 'Twin', url })
  })

  test('the outlets are looked at when a credit is first to be named, and only then', () => {
    let looks = 0
    const resolve = creditResolver(() => {
      looks++
      return outlets
    })
    expect(looks).toBe(0)
    resolve({ name: 'the verge' })
    resolve({ name: 'Elan' })
    expect(looks).toBe(1)
  })
})
