import { describe, expect, test } from 'vitest'
import { feed, serve, testFetcher } from './local-server.ts'

describe('what is no page is left before it is taken', () => {
  test.each([
    [{ 'content-type': 'application/pdf' }, 'not a page but application/pdf'],
    [{ 'content-type': 'image/png' }, 'not a page but image/png'],
    [{ 'content-type': 'audio/mpeg; x=y' }, 'not a page but audio/mpeg'],
    [{ 'content-type': 'video/mp4' }, 'not a page but video/mp4'],
    [{ 'content-type': 'application/json' }, 'not a page but application/json'],
    [{ 'content-type': 'text/html', 'content-disposition': 'attachment; filename=a.html' }, 'a file to download'],
  ])('%j: %s', async (headers, message) => {
    let taken = 0
    const base = await serve((request, response) => {
      if (request.url === '/robots.txt') return void response.writeHead(404).end()
      response.writeHead(200, headers)
      const timer = setInterval(() => {
        taken += 65_536
        response.write(Buffer.alloc(65_536))
      }, 1)
      response.on('close', () => clearInterval(timer))
    })
    const asked = testFetcher().fetch(feed(`${base}/1`, { kind: 'page', maxBytes: 100_000_000 }))
    await expect(asked).rejects.toMatchObject({ code: 'PAGE_NOT_HTML', message: expect.stringContaining(message) })
    expect(taken).toBeLessThan(20_000_000)
  })
})

describe('what is no page by its first bytes is left, whatever it is called', () => {
  test.each([
    ['%PDF-1.7\n', 'a PDF'],
    ['\x89PNG\r\n\x1a\n', 'a picture'],
    ['GIF89a', 'a picture'],
    ['\xff\xd8\xff\xe0', 'a picture'],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'a picture'],
    ['\x00\x00\x00\x20ftypavif', 'a picture'],
    ['\x00\x00\x00\x20ftypisom', 'a recording'],
    ['ID3\x04', 'a recording'],
    ['OggS', 'a recording'],
    ['PK\x03\x04', 'an archive'],
  ])('%j is %s', async (start, kind) => {
    const base = await serve((request, response) =>
      request.url === '/robots.txt'
        ? response.writeHead(404).end()
        : response.writeHead(200, { 'content-type': 'text/html' }).end(Buffer.from(start, 'latin1')),
    )
    const asked = testFetcher().fetch(feed(`${base}/1`, { kind: 'page' }))
    await expect(asked).rejects.toMatchObject({ code: 'PAGE_NOT_HTML', message: `it is not a page but ${kind}` })
  })
})

describe('pages pass', () => {
  test.each([
    [{ 'content-type': 'text/html; charset=utf-8' }, '<p>'],
    [{ 'content-type': 'application/xhtml+xml' }, '<html>'],
    [{ 'content-type': 'text/plain' }, 'RIFFs of a guitar'],
    [{ 'content-type': 'application/octet-stream' }, '<!DOCTYPE html>'],
    [{ 'content-type': 'html' }, '<p>'],
    [{}, 'PKWARE, a history'],
    [{ 'content-type': 'text/html', 'content-disposition': 'inline; filename=attachment.html' }, '<p>'],
  ])('%j %j', async (headers, body) => {
    const base = await serve((_request, response) => response.writeHead(200, headers).end(body))
    expect(await testFetcher().fetch(feed(`${base}/1`, { kind: 'page' }))).toMatchObject({ status: 'fetched' })
  })
})

describe('a login instead of a page', () => {
  test.each([
    ['/story', '/login?next=/story', true],
    ['/story', '/account/sign-in', true],
    ['/story', '/wp-login.php', true],
    ['/story', '/users/signin/', true],
    ['/story', '/story-in-full', false],
    ['/story', '/2026/login-problems-solved', false],
    ['/login', '/user/login', false],
  ])('%s leads to %s: %s', async (from, to, isLogin) => {
    const base = await serve((request, response) => {
      if (request.url === from) response.writeHead(302, { location: to }).end()
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
    })
    const asked = testFetcher().fetch(feed(base + from, { kind: 'page' }))
    if (isLogin) await expect(asked).rejects.toMatchObject({ code: 'PAGE_LOGIN' })
    else expect(await asked).toMatchObject({ status: 'fetched' })
  })
})
