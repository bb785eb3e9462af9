import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/types.ts'
import { atomEntry, fieldsOf, parseText, rssEntry, type Said } from './parse-text.ts'

describe('Media RSS and iTunes', () => {
  test.each<readonly [string, string, Said<Entry>]>([
    [
      'a recording',
      '<media:content url="https://a.example/1.mp4" type="video/mp4" fileSize="123" duration="180"/>',
      {
        links: [
          { href: 'https://a.example/1.mp4', rel: 'enclosure', type: 'video/mp4', length: 123, durationSeconds: 180 },
        ],
      },
    ],
    [
      'a picture with its size and title',
      '<media:content url="https://a.example/1.jpg" medium="image" width="640" height="480px"><media:title>A cat &amp;amp; dog</media:title></media:content>',
      { images: [{ url: 'https://a.example/1.jpg', width: 640, height: 480, alt: 'A cat & dog' }], links: [] },
    ],
    [
      'a picture known by its name',
      '<media:content url="/1.webp?w=3"/>',
      { images: [{ url: 'https://feeds.example/1.webp?w=3' }] },
    ],
    [
      'a picture known by its type',
      '<media:content url="/1" type="image/png"/>',
      { images: [{ url: 'https://feeds.example/1' }] },
    ],
    [
      'a group: one story in several forms',
      '<media:group><media:content url="/1.mp4" type="video/mp4"/><media:content url="/1.webm" type="video/webm"/><media:thumbnail url="/t.jpg" width="120"/></media:group>',
      {
        images: [{ url: 'https://feeds.example/t.jpg', width: 120 }],
        links: [
          { href: 'https://feeds.example/1.mp4', rel: 'enclosure', type: 'video/mp4' },
          { href: 'https://feeds.example/1.webm', rel: 'enclosure', type: 'video/webm' },
        ],
      },
    ],
    [
      'a thumbnail within the content',
      '<media:content url="/1.mp4"><media:thumbnail url="/t.jpg"/></media:content>',
      { images: [{ url: 'https://feeds.example/t.jpg' }] },
    ],
    [
      'sizes that are none',
      '<media:thumbnail url="/t.jpg" width="auto" height="0"/>',
      { images: [{ url: 'https://feeds.example/t.jpg' }] },
    ],
    [
      'content without an address',
      '<media:content medium="video"><media:player url="/p"/></media:content>',
      { links: [], images: [] },
    ],
    [
      'the same picture twice',
      '<media:content url="/1.jpg"/><media:thumbnail url="/1.jpg"/>',
      { images: [{ url: 'https://feeds.example/1.jpg' }] },
    ],
    [
      'description of a group',
      '<media:group><media:description>One\n\ntwo</media:description></media:group>',
      { summary: '<p>One</p><p>two</p>' },
    ],
    [
      'description of type html',
      '<media:description type="html">&lt;p&gt;One</media:description>',
      { summary: '<p>One' },
    ],
    [
      'description before those of modules',
      '<media:description>M</media:description><description>D</description>',
      { summary: 'D' },
    ],
    [
      'title of a content',
      '<media:content url="/1.mp4"><media:title>Clip</media:title></media:content>',
      { title: 'Clip' },
    ],
    [
      'category with scheme',
      '<media:category scheme="urn:s" label="A">a/b</media:category>',
      { categories: [{ term: 'a/b', scheme: 'urn:s', label: 'A' }] },
    ],
    ['keywords', '<media:keywords>cat, dog</media:keywords>', { categories: [{ term: 'cat' }, { term: 'dog' }] }],
    ['picture of a podcast', '<itunes:image href="/p.jpg"/>', { images: [{ url: 'https://feeds.example/p.jpg' }] }],
    [
      'picture and author for Google Play',
      '<g:image xmlns:g="http://www.google.com/schemas/play-podcasts/1.0" href="/p.jpg"/><g:author xmlns:g="http://www.google.com/schemas/play-podcasts/1.0">Ann</g:author>',
      { images: [{ url: 'https://feeds.example/p.jpg' }], authors: [{ name: 'Ann' }] },
    ],
    ['author of a podcast', '<itunes:author>Ann</itunes:author>', { authors: [{ name: 'Ann' }] }],
    ['subtitle of a podcast', '<itunes:subtitle>S</itunes:subtitle>', { summary: 'S' }],
    [
      'how long an enclosure plays',
      '<enclosure url="https://a.example/1.mp3"/><itunes:duration>1:02:03</itunes:duration>',
      { links: [{ href: 'https://a.example/1.mp3', rel: 'enclosure', durationSeconds: 3723 }] },
    ],
    ['a duration without a recording', '<itunes:duration>3:00</itunes:duration>', { links: [] }],
    [
      'a duration that is none',
      '<enclosure url="https://a.example/1.mp3"/><itunes:duration>long</itunes:duration>',
      { links: [{ href: 'https://a.example/1.mp3', rel: 'enclosure' }] },
    ],
  ])('%s', async (_, item, expected) => {
    expect(fieldsOf(await rssEntry(item), expected)).toEqual(expected)
  })

  test('a feed of videos has its text in a group', async () => {
    const entry = await atomEntry(
      '<title>One</title><link href="https://v.example/1"/><media:group><media:title>One</media:title><media:content url="https://v.example/1.swf" type="application/x-shockwave-flash"/><media:thumbnail url="https://v.example/1.jpg" width="480" height="360"/><media:description>About\nit</media:description></media:group>',
    )
    expect(entry).toMatchObject({
      title: 'One',
      summary: 'About\nit',
      images: [{ url: 'https://v.example/1.jpg', width: 480, height: 360 }],
    })
  })
})

describe('namespaces', () => {
  const item = (declaration: string, name: string) =>
    `<rss version="2.0"><channel><item ${declaration}><${name}>Ann</${name}></item></channel></rss>`
  test.each<readonly [string, string, string, boolean]>([
    ['another prefix', 'xmlns:x="http://purl.org/dc/elements/1.1/"', 'x:creator', true],
    ['version 1.0 of it', 'xmlns:dc="http://purl.org/dc/elements/1.0/"', 'dc:creator', true],
    ['https and no final slash', 'xmlns:dc="https://purl.org/dc/elements/1.1"', 'dc:creator', true],
    ['white space and capitals', 'xmlns:dc=" HTTP://purl.org/DC/elements/1.1/ "', 'dc:creator', true],
    ['the usual prefix, not declared', '', 'dc:creator', true],
    ['the usual prefix in capitals', '', 'DC:Creator', true],
    ['the usual prefix for something else', 'xmlns:dc="urn:other"', 'dc:creator', false],
    ['an unknown prefix', '', 'x:creator', false],
  ])('%s', async (_, declaration, name, isRead) => {
    const { entries } = await parseText(item(declaration, name))
    expect(entries[0]?.authors).toEqual(isRead ? [{ name: 'Ann' }] : [])
  })
})
