import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayRead, parseRobots } from '../../src/fetch/robots.ts'

function robots(text: string) {
  return parseRobots(new TextEncoder().encode(text))
}

function reads(text: string, path: string): boolean {
  return mayRead(robots(text), new URL(path, 'https://site.example'))
}

describe('which group speaks to us', () => {
  test.each([
    ['User-agent: *\nDisallow: /', false, 'everybody'],
    ['User-agent: other\nDisallow: /', true, 'another one'],
    [
      'User-agent: *\nDisallow: /\nUser-agent: Millrace\nDisallow:',
      true,
      'ours goes before everybody, wherever it stands',
    ],
    ['User-agent: Millrace\nAllow: /\n\nUser-agent: *\nDisallow: /', true, 'the same the other way round'],
    ['User-agent: MILLRACE\nDisallow: /', false, 'in capitals'],
    ['user-agent:millrace/0.1\ndisallow:/', false, 'with a version, without spaces'],
    ['User-agent: Millrace (+https://a.example)\nDisallow: /', false, 'with an address'],
    ['User-agent: millracer\nDisallow: /', true, 'a longer name is another one'],
    ['User-agent: mill\nDisallow: /', true, 'so is a shorter one'],
    ['User-agent: a\nUser-agent: millrace\nDisallow: /', false, 'one of several in a group'],
    [
      'User-agent: millrace\nSitemap: https://a.example/s\nUser-agent: b\nDisallow: /',
      false,
      'a Sitemap between ends no group',
    ],
    ['User-agent: millrace\n\n\nDisallow: /', false, 'nor do empty lines'],
    ['User-agent: millrace\nDisallow: /a\nUser-agent: b\nDisallow: /', true, 'a rule between does'],
    [
      'User-agent: millrace\nDisallow: /a\nUser-agent: b\nDisallow: /b\nUser-agent: millrace\nDisallow: /',
      false,
      'groups of one name are one',
    ],
    ['Disallow: /', true, 'a rule without a group is nobody’s'],
    ['User-agent: *\rDisallow: /', false, 'lines end as on an old Mac'],
    ['\u{FEFF}User-agent: *\nDisallow: /', false, 'a byte order mark'],
    ['User-agent: * # all\nDisallow: / # all of it', false, 'comments'],
    ['<!DOCTYPE html><html><body>Not found</body></html>', true, 'a page that stands there by mistake'],
    ['', true, 'nothing'],
  ])('%j: may read %s (%s)', (text, expected) => {
    expect(reads(text, '/story')).toBe(expected)
  })
})

/** RFC 9309 2.2.2, 2.2.3 and 5.1, 5.2; the examples of Google's documentation of the same rules. */
describe('which rule decides', () => {
  test.each([
    ['Disallow: /fish', '/fish', false],
    ['Disallow: /fish', '/fish/salmon.html', false],
    ['Disallow: /fish', '/fishheads?id=1', false],
    ['Disallow: /fish', '/Fish.asp', true],
    ['Disallow: /fish', '/catfish', true],
    ['Disallow: /fish/', '/fish', true],
    ['Disallow: /fish*', '/fishheads', false],
    ['Disallow: /*.php', '/folder/any.php?x', false],
    ['Disallow: /*.php$', '/folder/any.php?x', true],
    ['Disallow: /*.php$', '/folder/any.php', false],
    ['Disallow: /fish*.php', '/fishheads/catfish.php?x', false],
    ['Disallow: /fish*.php', '/Fish.PHP', true],
    ['Disallow: /$', '/', false],
    ['Disallow: /$', '/page', true],
    ['Disallow: /a$b', '/a$b', false],
    ['Disallow: *', '/anything', false],
    ['Disallow: /a*a$', '/a', true],
    ['Disallow: /a*a$', '/aa', false],
    ['Disallow: /*a*b*c$', '/xaybzc', false],
    ['Disallow: /p\nAllow: /page', '/page', true],
    ['Allow: /page\nDisallow: /page', '/page', true],
    ['Disallow: /page\nAllow: /page', '/page', true],
    ['Allow: /p\nDisallow: /*.html', '/page.html', false],
    ['Disallow: /foo/bar?baz=http://foo.bar', '/foo/bar?baz=http://foo.bar', false],
    ['Disallow: /foo/bar/ツ', '/foo/bar/%E3%83%84', false],
    ['Disallow: /foo/bar/%E3%83%84', '/foo/bar/%e3%83%84', false],
    ['Disallow: /foo/bar/%62%61%7A', '/foo/bar/baz', false],
    ['Disallow: /foo/bar/baz', '/foo/bar/%62%61%7A', false],
    ['Disallow: /a%3Cd', '/a%3cd', false],
    ['Disallow: /a%2Fb', '/a/b', true],
    ['Disallow:', '/page', true],
    ['Noindex: /', '/page', true],
  ])('%j: may read %s: %s', (rules, path, expected) => {
    expect(reads(`User-agent: *\n${rules}`, path)).toBe(expected)
  })
})

describe('the delay', () => {
  test.each([
    ['Crawl-delay: 10', 10],
    ['crawl-delay: 0.5', 0.5],
    ['Crawl-delay: 86400', 60],
    ['Crawl-delay: -5', undefined],
    ['Crawl-delay: soon', undefined],
    ['Crawl-delay:', undefined],
    ['Crawl-delay: Infinity', 60],
  ])('%j: %s', (line, expected) => {
    expect(robots(`User-agent: *\n${line}`).crawlDelaySeconds).toBe(expected)
  })

  test("others' delays are not ours", () => {
    expect(robots('User-agent: a\nCrawl-delay: 9\nUser-agent: *\nDisallow: /x').crawlDelaySeconds).toBeUndefined()
  })
})

test('the first 500 KiB are read, what follows is not', () => {
  const padding = `# ${'x'.repeat(510 * 1024)}\n`
  expect(reads(`User-agent: *\nDisallow: /a\n${padding}Disallow: /b`, '/a')).toBe(false)
  expect(reads(`User-agent: *\nDisallow: /a\n${padding}Disallow: /b`, '/b')).toBe(true)
})

test('the patterns say the same as a regular expression would', () => {
  const letters = fc.constantFrom('a', 'b', '/', '*', '$')
  const patterns = fc.array(letters, { maxLength: 8 }).map((parts) => `/${parts.join('')}`)
  const paths = fc.array(fc.constantFrom('a', 'b', '/', '$'), { maxLength: 10 }).map((parts) => `/${parts.join('')}`)
  fc.assert(
    fc.property(patterns, paths, (pattern, path) => {
      const body = pattern.endsWith('$') ? pattern.slice(0, -1) : pattern
      const source = body.split('*').map(RegExp.escape).join('.*')
      const expected = !new RegExp(`^${source}${pattern.endsWith('$') ? '$' : ''}`).test(path)
      expect(mayRead({ rules: [{ isAllowed: false, pattern }] }, new URL(`https://a.example${path}`))).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})

test('no bytes break the reading', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => parseRobots(bytes).rules.length >= 0))
})
