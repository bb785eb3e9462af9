import { compile } from 'css-select'
import { z } from 'zod'
import type { Subscription } from '../types.ts'
import {
  hasCredentials,
  headerMistake,
  isAllowedAddress,
  isLanguage,
  isTimeZone,
  isWebUrl,
  listenAddress,
} from './checks.ts'

// Messages that begin with "expected" are completed with what was found instead (mistakes.ts).

const mebibyte = 1024 * 1024

const text = z.string({ error: 'expected a text' }).trim().min(1, { error: 'expected a text that is not empty' })

function whole(least: number, most: number): z.ZodInt {
  const tooSmall = `expected a whole number, ${least} or more`
  const tooBig = `expected a whole number, ${most} or less`
  return z.int({ error: tooSmall }).min(least, { error: tooSmall }).max(most, { error: tooBig })
}

const withoutUser = {
  error: 'a user name and password do not belong in an address; for a feed, use its setting "auth"',
}

const webUrl = z
  .string({ error: 'expected an http or https address' })
  .refine(isWebUrl, { error: 'expected an http or https address', abort: true })
  .refine((value) => !hasCredentials(value), withoutUser)

const feedUrl = z
  .string({ error: 'expected an http, https or file: address' })
  .refine((value) => isWebUrl(value) || /^file:./i.test(value), {
    error: 'expected an http or https address, or file: and a path beside feeds.json',
    abort: true,
  })
  .refine((value) => !hasCredentials(value), withoutUser)
  .refine((value) => !/[\s\p{Cc}]/u.test(value), { error: 'expected an address without spaces: write %20' })

const userAgent = z
  .string({ error: 'expected a text' })
  .regex(/^[\x20-\x7e]+$/, { error: 'expected one line of ASCII' })

/** Keys of entries are `ID ENTRY`: a space inside would let two feeds share one. */
const feedId = z
  .string({ error: 'expected a text' })
  .regex(/^[^\s\u0000-\u001f\u007f-\u009f]+$/, { error: 'expected a text without spaces, such as "lwn" or "our-blog"' })

const content = z.enum(['full', 'summary', 'link'], { error: 'expected "full", "summary" or "link"' })

const readFrom = z.enum(['page', 'feed'], { error: 'expected "page" or "feed"' })

const selector = z
  .string({ error: 'expected a CSS selector' })
  .refine(isSelector, { error: 'expected a CSS selector such as "article .text"' })

/** Does the engine that will use it on pages understand it? */
function isSelector(text: string): boolean {
  try {
    compile(text)
    return text.trim() !== ''
  } catch {
    return false // that is the answer: it can't be read
  }
}

const headers = z
  .record(z.string(), z.string({ error: 'expected a text' }), { error: 'expected an object of request headers' })
  .superRefine((fields, context) => {
    for (const [name, value] of Object.entries(fields)) {
      const message = headerMistake(name, value)
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message })
    }
  })

/** One feed as feeds.json writes it. */
const feed = z.strictObject(
  {
    url: feedUrl.meta({
      description: 'Where the feed is: an http or https address, or file:PATH, a file beside feeds.json.',
    }),
    id: feedId.exactOptional().meta({
      description: 'Its name for life, so that its address may change. Default: the address as written here.',
    }),
    title: text.exactOptional().meta({ description: 'Shown instead of the title that the feed gives itself.' }),
    tags: z.array(text, { error: 'expected a list of texts' }).default([]).meta({
      description: 'Words of yours to group feeds by.',
    }),
    content: content.exactOptional().meta({
      description: "How much of this feed's entries is published. Default: the content setting above the feeds.",
    }),
    readFrom: readFrom.exactOptional().meta({
      description: "Where this feed's texts are read. Default: the readFrom setting above the feeds.",
    }),
    article: z
      .strictObject(
        {
          body: selector.exactOptional().meta({ description: 'The elements that hold the article, in order.' }),
          remove: z
            .array(selector, { error: 'expected a list of CSS selectors' })
            .default([])
            .meta({ description: 'Elements that are no part of the article.' }),
          next: selector
            .exactOptional()
            .meta({ description: "The link to an article's next page, where it is not found by its address." }),
        },
        { error: 'expected an object with body, remove or next' },
      )
      .exactOptional()
      .meta({ description: "Where the article is in this feed's pages, where it is read wrongly: CSS selectors." }),
    priority: whole(-1000, 1000).default(0).meta({
      description: 'Which copy of a story is preferred, all else equal: the higher.',
    }),
    keep: whole(0, 1000).default(0).meta({
      description: 'So many of its newest entries stay published whatever their age.',
    }),
    backfill: whole(0, 100_000).default(10).meta({
      description: 'So many of its newest entries are published when it is read for the first time.',
    }),
    headers: headers.default({}).meta({ description: 'Further request headers, such as a token.' }),
    auth: z
      .strictObject(
        {
          username: z.string({ error: 'expected a text' }).meta({ description: 'User name.' }),
          password: z.string({ error: 'expected a text' }).meta({ description: 'Password.' }),
        },
        { error: 'expected an object with username and password' },
      )
      .exactOptional()
      .meta({ description: 'HTTP basic authentication.' }),
    userAgent: userAgent.exactOptional().meta({ description: 'Sent to this feed instead of the common userAgent.' }),
    timeZone: z
      .string({ error: 'expected a time zone such as "Europe/Berlin"' })
      .refine(isTimeZone, { error: 'expected a time zone such as "Europe/Berlin"' })
      .default('UTC')
      .meta({ description: "IANA time zone of the feed's dates that name none." }),
    refreshMinutes: whole(5, 43_200).exactOptional().meta({
      description: 'Ask it so often, unless its publisher wishes it less often. Default: by its rhythm.',
    }),
    disabled: z.boolean({ error: 'expected true or false' }).default(false).meta({
      description: 'Not asked while true; what it brought stays.',
    }),
    pages: z
      .record(z.string(), text, { error: 'expected an object of address prefixes and folders' })
      .default({})
      .meta({
        description:
          'Only with a file: address. Address prefix -> folder beside feeds.json: pages whose address begins with the prefix are read from the folder.',
      }),
  },
  { error: 'expected an object with at least a url' },
)

const schedule = z.strictObject(
  {
    cron: z.string({ error: 'expected a cron expression such as "*/5 * * * *"' }).default('*/5 * * * *').meta({
      description: 'When to look which feeds are due, as a cron expression in UTC.',
    }),
    refreshMinutes: whole(5, 10_080).default(60).meta({
      description:
        'The least time between two requests to a feed without a refreshMinutes of its own; a quarter of it, but not under 15, where its publisher allows it.',
    }),
  },
  { error: 'expected an object' },
)

const window = z.strictObject(
  {
    days: whole(1, 3650).default(7).meta({ description: 'Entries first seen within so many days are published.' }),
    maxEntries: whole(1, 10_000).default(200).meta({ description: 'At most so many entries are published.' }),
    alwaysHours: whole(0, 8760).default(24).meta({
      description: 'What arrived within so many hours is published even past maxEntries, but not of one feed alone.',
    }),
    maxBytes: whole(10_000, 1_000_000_000).default(2_000_000).meta({
      description: 'Over so many bytes the oldest entries are cut to their summaries first.',
    }),
  },
  { error: 'expected an object' },
)

const limits = z.strictObject(
  {
    feedBytes: whole(1024, 1024 * mebibyte)
      .default(14_000_000)
      .meta({ description: 'Largest feed document, unpacked.' }),
    pageBytes: whole(1024, 1024 * mebibyte)
      .default(5 * mebibyte)
      .meta({ description: 'Largest page, unpacked.' }),
    requestSeconds: whole(1, 3600)
      .default(30)
      .meta({ description: 'Longest time for one request, redirects included.' }),
    redirects: whole(0, 20).default(5).meta({ description: 'Redirects followed for one request.' }),
    connections: whole(1, 4096).default(64).meta({ description: 'Requests at the same time.' }),
    connectionsPerHost: whole(1, 64).default(2).meta({ description: 'Requests at the same time to one host.' }),
    hostGapMs: whole(0, 60_000).default(500).meta({
      description: 'The least time in milliseconds between the beginnings of two requests to one host.',
    }),
    entriesPerFeed: whole(1, 1_000_000).default(20_000).meta({
      description: 'Entries read of one feed document, the newest first.',
    }),
    feedDepth: whole(16, 2000).default(256).meta({
      description: 'How deep the elements of a feed document may be nested.',
    }),
    fieldChars: whole(1000, 256 * mebibyte)
      .default(4_000_000)
      .meta({
        description: 'Longest summary or text of an entry, in characters; what is longer is left out.',
      }),
  },
  { error: 'expected an object' },
)

const server = z.strictObject(
  {
    host: text.default('127.0.0.1').meta({
      description: 'Address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for the network.',
    }),
    port: whole(0, 65_535).default(8080).meta({ description: 'Port to listen on; 0 takes a free one.' }),
  },
  { error: 'expected an object' },
)

/** feeds.json, described once: from it come the types, the checks, every default, and the JSON Schema that editors use. */
export const feedsFile = z.strictObject(
  {
    $schema: z.string({ error: 'expected a text' }).exactOptional().meta({
      description: 'Where editors find the description of the settings.',
    }),
    id: z.uuid({ error: 'expected a UUID, such as `millrace init` writes' }).exactOptional().meta({
      description: "The installation's id, from which the ids of stories are made: never change it.",
    }),
    title: text.default('Millrace').meta({ description: 'Title of the merged feed.' }),
    subtitle: text.exactOptional().meta({ description: 'Subtitle of the merged feed.' }),
    url: webUrl
      .refine((value) => !/[?#]/.test(value), { error: 'expected an address without ? and #' })
      .exactOptional()
      .meta({
        description: 'Public address where output/ is served. Default: the address of the server below.',
      }),
    language: z
      .string({ error: 'expected a language tag such as "en" or "id"' })
      .refine(isLanguage, { error: 'expected a language tag such as "en" or "id"' })
      .exactOptional()
      .meta({ description: 'Language of the merged feed (BCP 47).' }),
    content: content.exactOptional().meta({
      description:
        'How much of each entry is published: full, summary, or link. Default full; with a public url it has to be chosen.',
    }),
    readFrom: readFrom.default('page').meta({
      description:
        'Where texts are read: the page each entry links to, or the feed alone, which asks for no pages (for feeds that hold whole texts).',
    }),
    alsoAt: z.boolean({ error: 'expected true or false' }).default(false).meta({
      description: 'Whether the text of a story that others carry too ends with a line that links to them.',
    }),
    related: z.boolean({ error: 'expected true or false' }).default(true).meta({
      description: 'Whether stories of other sources that tell of the same event in other words are linked.',
    }),
    schedule: schedule.prefault({}).meta({ description: 'When feeds are asked.' }),
    window: window.prefault({}).meta({ description: 'Which entries the merged feed shows.' }),
    limits: limits.prefault({}).meta({ description: 'What a feed, a page or a host may take.' }),
    server: server.prefault({}).meta({ description: 'The built-in web server.' }),
    metrics: z
      .string({ error: 'expected an address with a port such as "127.0.0.1:9464"' })
      .refine((value) => listenAddress(value) !== undefined, {
        error: 'expected an address with a port such as "127.0.0.1:9464"',
      })
      .exactOptional()
      .meta({
        description: 'Address, as host:port, to serve metrics for Prometheus on while `start` runs. Default: nowhere.',
      }),
    allowAddresses: z
      .array(
        z.string({ error: 'expected an address' }).refine(isAllowedAddress, {
          error:
            'expected an IP address, a block such as 10.0.0.0/8, an address with a port such as 10.0.0.5:8000, or a name with its port such as nas.local:80',
        }),
        { error: 'expected a list of addresses' },
      )
      .default([])
      .meta({
        description:
          'Addresses of your own network that feeds may be read from: IP, CIDR block, IP:port, [IPv6]:port or host:port. All others that are not public are refused.',
      }),
    userAgent: userAgent.exactOptional().meta({ description: 'Sent with every request instead of our own name.' }),
    subscribers: whole(0, 1_000_000_000).exactOptional().meta({
      description: 'How many people read the merged feed, as far as you know: publishers are told with our own name.',
    }),
    feeds: z
      .array(feed, { error: 'expected a list of feeds' })
      .min(1, { error: 'expected at least one feed' })
      .meta({ description: 'The feeds to merge.' }),
  },
  { error: 'expected an object with a list "feeds"' },
)

/** feeds.json as it stands after the checks of its schema. */
export type FeedsFile = z.output<typeof feedsFile>

/** One feed of it. */
export type FeedSettings = FeedsFile['feeds'][number]

type ReadonlyDeep<T> = { readonly [K in keyof T]: T[K] extends object ? ReadonlyDeep<T[K]> : T[K] }

/** All settings, checked and with every default filled in. */
export interface Settings extends ReadonlyDeep<Omit<FeedsFile, '$schema' | 'url' | 'content' | 'metrics' | 'feeds'>> {
  /** Where output/ is served, ending in a slash. */
  readonly url: string
  /** For feeds that don't say otherwise. */
  readonly content: Subscription['content']
  /** Where metrics are served; nowhere when absent. */
  readonly metrics?: { readonly host: string; readonly port: number }
  readonly feeds: readonly Subscription[]
}
