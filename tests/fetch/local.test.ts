import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLocalFile, readLocalPage } from '../../src/fetch/local.ts'
import { textOf } from './local-server.ts'

const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'local-')))
const root = path.join(base, 'root')
const folder = path.join(root, 'pages')

beforeAll(() => {
  const files = {
    'secret.txt': 'secret',
    'root/feed.xml': '<rss/>',
    'root/empty.xml': '',
    'root/sp ace ü.xml': 'odd name',
    'root/pages/index.html': 'home',
    'root/pages/a.html': 'a',
    'root/pages/b': 'b bare',
    'root/pages/b.html': 'b html',
    'root/pages/2026/story/index.html': 'story',
    'root/pages/über.html': 'umlaut',
    'root/pages/v1.2/notes.html': 'notes',
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(base, name)), { recursive: true })
    writeFileSync(path.join(base, name), text)
  }
  symlinkSync(path.join(base, 'secret.txt'), path.join(root, 'link.xml'))
  symlinkSync(path.join(root, 'feed.xml'), path.join(root, 'inner-link.xml'))
  symlinkSync(base, path.join(folder, 'up'))
  symlinkSync(root, path.join(base, 'root-link'))
  execFileSync('mkfifo', [path.join(root, 'pipe.xml')])
})

afterAll(() => rmSync(base, { recursive: true }))

const fileUrl = (name: string): string => pathToFileURL(path.join(root, name)).href

describe('a file that the settings name', () => {
  test.each([
    ['feed.xml', '<rss/>'],
    ['empty.xml', ''],
    ['sp ace ü.xml', 'odd name'],
    ['pages/../feed.xml', '<rss/>'],
  ])('%s is read', async (name, text) => {
    expect(textOf(await readLocalFile(fileUrl(name), root, 100))).toBe(text)
  })

  test('a root behind a link of its owner is fine', async () => {
    const viaLink = path.join(base, 'root-link')
    const result = await readLocalFile(pathToFileURL(path.join(viaLink, 'feed.xml')).href, viaLink, 100)
    expect(textOf(result)).toBe('<rss/>')
  })

  test.each([
    [() => pathToFileURL(path.join(base, 'secret.txt')).href, 'outside of its folder'],
    [() => `${pathToFileURL(root).href}/../secret.txt`, 'two dots'],
    [() => `${pathToFileURL(root).href}/%2e%2e/secret.txt`, 'two dots, encoded'],
    [() => `${pathToFileURL(root).href}/..%2fsecret.txt`, 'a slash, encoded'],
    [() => `${pathToFileURL(root).href}-sibling/feed.xml`, 'a folder whose name begins the same'],
    [() => fileUrl('link.xml'), 'a link that leads out'],
    [() => fileUrl('inner-link.xml'), 'a link that stays inside'],
    [() => fileUrl('pages/up/secret.txt'), 'behind a linked folder'],
    [() => fileUrl('pages'), 'a folder'],
    [() => fileUrl('pipe.xml'), 'a pipe, without waiting for a writer'],
    [() => fileUrl('missing.xml'), 'missing'],
    [() => fileUrl('feed.xml/x'), 'below a file'],
    [() => `${fileUrl('feed.xml')}%00.txt`, 'a NUL'],
    [() => 'file://server/share/feed.xml', "another machine's"],
    [() => 'https://example.org/feed.xml', 'not a file'],
  ])('%s is refused (%s)', async (url) => {
    await expect(readLocalFile(url(), root, 100)).rejects.toMatchObject({ code: 'FETCH_FILE' })
  })

  test('the limit holds', async () => {
    expect(textOf(await readLocalFile(fileUrl('feed.xml'), root, 6))).toBe('<rss/>')
    await expect(readLocalFile(fileUrl('feed.xml'), root, 5)).rejects.toMatchObject({ code: 'FETCH_TOO_LARGE' })
  })

  test('an unchanged one is not read again, a changed one is', async () => {
    const first = await readLocalFile(fileUrl('feed.xml'), root, 100)
    expect(await readLocalFile(fileUrl('feed.xml'), root, 100, first.validators)).toEqual({
      status: 'notModified',
      url: fileUrl('feed.xml'),
      validators: first.validators,
    })
    utimesSync(path.join(root, 'feed.xml'), 1, 1)
    expect(await readLocalFile(fileUrl('feed.xml'), root, 100, first.validators)).toMatchObject({ status: 'fetched' })
  })
})

describe("a local feed's pages", () => {
  const pages = [
    { prefix: 'https://blog.example/', folder },
    { prefix: 'https://blog.example/deep', folder: path.join(folder, '2026') },
    { prefix: 'https://outside.example/', folder: base },
  ]

  test.each([
    ['https://blog.example', 'home'],
    ['https://blog.example/', 'home'],
    ['https://blog.example/a.html', 'a'],
    ['https://blog.example/a', 'a'],
    ['https://BLOG.example:443/a?utm_source=x#top', 'a'],
    ['https://blog.example/b', 'b bare'],
    ['https://blog.example/2026/story/', 'story'],
    ['https://blog.example/%C3%BCber', 'umlaut'],
    ['https://blog.example/v1.2/notes', 'notes'],
    ['https://blog.example/deep/story/', 'story'],
    ['https://blog.example/x/../a', 'a'],
  ])('%s is %s', async (url, text) => {
    const result = await readLocalPage(url, pages, root, 100)
    expect(result).toMatchObject({ status: 'fetched', url })
    expect(result === undefined ? result : textOf(result)).toBe(text)
  })

  test('HTML is named as such', async () => {
    const result = await readLocalPage('https://blog.example/a', pages, root, 100)
    expect(result).toMatchObject({ contentType: 'text/html' })
  })

  test.each(['https://other.example/a', 'http://blog.example/a', 'https://blog.example.evil/a', 'tag:x'])(
    '%s is on the web like any other',
    async (url) => {
      expect(await readLocalPage(url, pages, root, 100)).toBeUndefined()
    },
  )

  test('a prefix ends at a whole name', async () => {
    await expect(readLocalPage('https://blog.example/deeper', pages, root, 100)).rejects.toMatchObject({
      message: 'there is no such file',
    })
  })

  test.each([
    ['https://blog.example/missing', 'missing'],
    ['https://blog.example/..%2f..%2fsecret.txt', 'slashes, encoded'],
    ['https://blog.example/%2e%2e%5csecret.txt', 'a backslash'],
    ['https://blog.example/a%00.html', 'a NUL'],
    ['https://blog.example/%E0%A4%A', 'not well written'],
    ['https://blog.example/up/secret.txt', 'behind a link'],
    ['https://blog.example/2026/story', 'a folder without its slash'],
    ['https://outside.example/secret.txt', 'a folder outside of the root'],
  ])('%s is refused (%s)', async (url) => {
    await expect(readLocalPage(url, pages, root, 100)).rejects.toMatchObject({ code: 'FETCH_FILE', url })
  })
})
