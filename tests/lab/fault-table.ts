// What each faulty feed and page of the farm has to come to, by its README's table.

type Row = Readonly<Record<string, unknown>>

/** What the store knows of one feed after the runs. */
export interface Feed {
  readonly row: Row
  readonly entries: readonly Row[]
  readonly asText: string
}

/** All that the table is judged by. */
export interface Evidence {
  readonly stats: {
    readonly canary: readonly unknown[]
    readonly after410: number
    readonly oldAfter301: number
    readonly retryAfterViolations: number
    readonly paths: Readonly<Record<string, number>>
    readonly site: Readonly<
      Record<string, { requests: number; feed: number; n304: number; conditional: number; bytesOut: number }>
    >
  }
  /** The report of each feed, by run. */
  readonly runs: readonly ReadonlyMap<string, Row>[]
  readonly feeds: ReadonlyMap<string, Feed>
  readonly hostname: string
  readonly runCount: number
}

type Verdict = readonly [found: string, isMet: boolean]
type Judge = (id: string, evidence: Evidence) => Verdict

function codes(id: string, { runs }: Evidence): readonly string[] {
  return runs.map((run) => String(run.get(id)?.['code'] ?? run.get(id)?.['status'] ?? '-'))
}

const told = (id: string, evidence: Evidence): string => codes(id, evidence).join(' ')
const count = (id: string, { feeds }: Evidence): number => feeds.get(id)?.entries.length ?? 0

const holds =
  (least: number, most = least): Judge =>
  (id, evidence) => [
    `${count(id, evidence)} entries; ${told(id, evidence)}`,
    count(id, evidence) >= least && count(id, evidence) <= most,
  ]

/** It fails with a code of these at each run that asked it, and its next check backs off. */
const fails =
  (...expected: readonly string[]): Judge =>
  (id, evidence) => {
    const found = codes(id, evidence)
    const { failures, error_message: message } = evidence.feeds.get(id)?.row ?? {}
    const isMet = found.every((code) => expected.includes(code)) && Number(failures) > 0
    return [`${found[0]} x${failures}: ${String(message).slice(0, 70)}`, isMet]
  }

/** Bytes that the server sent, at each run. */
const costs =
  (megabytes: number, judge: Judge): Judge =>
  (id, evidence) => {
    const [found, isMet] = judge(id, evidence)
    const taken = (evidence.stats.site[id]?.bytesOut ?? 0) / evidence.runCount / 1e6
    return [`${taken.toFixed(1)} MB a run (<= ${megabytes}); ${found}`, isMet && taken <= megabytes]
  }

/** It was asked so often in all runs together. */
const askedTimes =
  (most: number, judge?: Judge): Judge =>
  (id, evidence) => {
    const asked = evidence.stats.paths[`${id}/feed.xml`] ?? 0
    const [found, isMet] = judge?.(id, evidence) ?? [told(id, evidence), true]
    return [`asked ${asked} times (<= ${most}); ${found}`, isMet && asked <= most]
  }

const contains =
  (text: string, judge: Judge): Judge =>
  (id, evidence) => {
    const [found, isMet] = judge(id, evidence)
    const has = evidence.feeds.get(id)?.asText.includes(text) ?? false
    return [`${has ? 'has' : 'lacks'} ${text}; ${found}`, isMet && has]
  }

/** Read once, and nothing new in it at the later runs. */
const staysQuiet =
  (judge: Judge): Judge =>
  (id, evidence) => {
    const [found, isMet] = judge(id, evidence)
    const later = evidence.runs.slice(1).reduce((sum, run) => sum + Number(run.get(id)?.['accepted'] ?? 0), 0)
    return [`${later} new later; ${found}`, isMet && later === 0]
  }

const answers304 =
  (times: number, judge: Judge): Judge =>
  (id, evidence) => {
    const [found, isMet] = judge(id, evidence)
    const n304 = evidence.stats.site[id]?.n304 ?? 0
    return [`${n304} x 304 (${times}); ${found}`, isMet && n304 === times]
  }

const movedTo =
  (isMoved: boolean, judge: Judge): Judge =>
  (id, evidence) => {
    const [found, isMet] = judge(id, evidence)
    const place = evidence.feeds.get(id)?.row['moved_to']
    return [`${place === null ? 'not moved' : `moved to ${place}`}; ${found}`, isMet && (place !== null) === isMoved]
  }

const publishedIsBelievable: Judge = (id, evidence) => {
  const entries = evidence.feeds.get(id)?.entries ?? []
  const strange = entries.filter(
    ({ published_at: at }) => at !== null && (Number(at) < 1e12 || Number(at) > Date.now()),
  )
  const unsteady = entries.filter(({ first_seen_at: seen, listed_at: listed }) => Number(seen) > Number(listed))
  return [
    `${entries.length} entries, ${strange.length} strange dates`,
    entries.length === 25 && strange.length + unsteady.length === 0,
  ]
}

const neverShows =
  (pattern: RegExp, judge: Judge): Judge =>
  (id, evidence) => {
    const [found, isMet] = judge(id, evidence)
    const articles = (evidence.feeds.get(id)?.entries ?? []).map(({ html, article }) => `${html} ${article}`).join('\n')
    const shown = pattern.exec(articles)?.[0]
    return [`${shown === undefined ? 'clean' : `shows ${shown}`}; ${found}`, isMet && shown === undefined]
  }

const refused = fails('FETCH_REFUSED')
const broken = fails('FETCH_NETWORK', 'FETCH_TIMEOUT', 'FETCH_ENCODING')
const tooLarge = costs(20, fails('FETCH_TOO_LARGE', 'PARSE_LIMIT'))
const orTruncated: Judge = (id, evidence) => {
  const [found, isMet] = holds(0, 25)(id, evidence)
  return [found, isMet && codes(id, evidence).every((code) => code !== 'BUG')]
}

const judges: Readonly<Record<string, Judge>> = {
  ok: holds(25),
  http500: fails('FETCH_STATUS'),
  http403: fails('FETCH_STATUS'),
  http401: fails('FETCH_STATUS'),
  http404: fails('FETCH_STATUS'),
  // 120 s are over in the later runs.
  http503: askedTimes(2),
  http429: askedTimes(1),
  'http429-date': askedTimes(1),
  http410: askedTimes(1),
  'unasked-304': fails('FETCH_STATUS'),
  redir301: movedTo(true, askedTimes(2, holds(25))),
  redir308: movedTo(true, askedTimes(2, holds(25))),
  redir302: movedTo(false, holds(25)),
  redir307: movedTo(false, holds(25)),
  'redir-chain5': movedTo(false, holds(25)),
  'redir-chain25': fails('FETCH_REDIRECT'),
  'redir-loop': fails('FETCH_REDIRECT'),
  'redir-rel': holds(25),
  'redir-noloc': fails('FETCH_REDIRECT'),
  'redir-file': refused,
  'redir-canary': refused,
  'redir-canary6': refused,
  'redir-canary-dec': refused,
  'redir-canary-mapped': refused,
  'slow-ok': holds(25),
  'slow-headers': fails('FETCH_TIMEOUT'),
  hang: fails('FETCH_TIMEOUT'),
  'hang-body': fails('FETCH_TIMEOUT'),
  'slow-body': fails('FETCH_TIMEOUT'),
  'reset-now': broken,
  'reset-mid': broken,
  'not-http': broken,
  'cl-long': broken,
  'cl-short': orTruncated,
  'gzip-trunc': fails('FETCH_ENCODING'),
  'gzip-lie': holds(25),
  'gzip-double': holds(25),
  'gzip-unasked': holds(25),
  'gzip-bomb': tooLarge,
  'br-bomb': tooLarge,
  huge: tooLarge,
  endless: tooLarge,
  'endless-title': tooLarge,
  'header-huge': broken,
  'charset-latin1': contains('Café', holds(25)),
  'charset-cp1252': contains('“Café” € 5', holds(25)),
  'charset-lie': contains('Café', holds(25)),
  utf16: holds(25),
  'sjis-decl': contains('日本語', holds(1)),
  'bad-xml': holds(25),
  'xml-cut': holds(17, 25),
  'xml-lead': holds(25),
  'ctrl-chars': holds(25),
  'entities-bomb': neverShows(/(?:ha){20}/, holds(0, 1)),
  xxe: (id, evidence) => neverShows(new RegExp(RegExp.escape(evidence.hostname)), holds(0, 1))(id, evidence),
  html: fails('PARSE_NOT_A_FEED'),
  'html-discover': holds(25),
  empty: fails('PARSE_EMPTY'),
  'no-items': staysQuiet(holds(0)),
  'type-octet': holds(25),
  'type-none': holds(25),
  'accept-strict': holds(25),
  many: holds(25, 20_000),
  'guid-change': staysQuiet(holds(25)),
  'link-tracking-change': staysQuiet(holds(25)),
  'guid-missing': holds(25),
  'guid-dup': holds(25),
  'dup-inside': holds(25),
  'link-missing': holds(25),
  'title-missing': holds(25),
  'link-same': holds(25),
  'date-future': publishedIsBelievable,
  'date-1970': publishedIsBelievable,
  'date-bad': publishedIsBelievable,
  'date-missing': publishedIsBelievable,
  'date-odd': publishedIsBelievable,
  unsorted: holds(25),
  'rel-urls': neverShows(/(?:href|src)="(?!https?:)/, holds(25)),
  xss: neverShows(/<script|\son\w+=|javascript:|<svg|<form|<object|<style|<base/i, holds(25)),
  'title-html': neverShows(/"title":"[^"]*&(?:amp;)?(?:amp|lt|#)/, holds(25)),
  'long-title': neverShows(/"title":"[^"]{1000}/, holds(25)),
  novalidators: staysQuiet(holds(25)),
  'body-noise': staysQuiet(holds(25)),
  vary: answers304(3, staysQuiet(holds(25))),
  'etag-suffix': answers304(3, staysQuiet(holds(25))),
  // The third and fourth of the requests: the fourth is forced to be whole.
  'stale-304': answers304(2, staysQuiet(holds(25))),
  'ua-block': holds(25),
  'cookie-wall': holds(25),
  pages: holds(25),
}

/** Pages whose article can be read; of the others the entry keeps the feed's summary, and most say why. */
const wholePages = new Set(['ok', 'latin1', 'xss', 'html-5mb', 'meta-refresh'])
const pageModes =
  'ok http404 http500 http429 hang slow-body endless-html pdf redir-canary redir-loop soft404 consent meta-refresh latin1 deep gzip-bomb reset-mid empty js-only html-5mb redir-home xss image attachment paywall'.split(
    ' ',
  )
const junk = /value your privacy|page can't be found|<nav|Related articles|Markets open mixed/i

function pageRows(evidence: Evidence): readonly (readonly [string, string, boolean])[] {
  const entries = evidence.feeds.get('f-pages')?.entries ?? []
  return pageModes.map((mode, index) => {
    const entry = entries.find(({ entry: json }) => new RegExp(`/a/${index}-`).test(String(json)))
    const article = entry?.['article'] === null ? undefined : JSON.parse(String(entry?.['article'] ?? 'null'))
    const asked = Object.entries(evidence.stats.paths)
      .filter(([where]) => where.startsWith(`f-pages/a/${index}-`))
      .reduce((sum, [, times]) => sum + times, 0)
    const text = String(entry?.['text'] ?? '')
    const isClean = article !== undefined && text.length > 0 && !junk.test(`${text} ${entry?.['html']}`)
    const isRight = article?.origin === 'page' || !wholePages.has(mode) || mode === 'meta-refresh'
    const found = `${entry?.['state']}, ${article?.origin}, ${text.length} characters, asked ${asked} times; ${article?.pageTrouble ?? ''}`
    return [
      `page ${mode}`,
      found.slice(0, 150),
      isClean && isRight && asked <= 3 * (mode === 'redir-loop' ? 2 : 1),
    ] as const
  })
}

/** The table: each mode with what was found and whether that is right. */
export function rows(evidence: Evidence): readonly (readonly [string, string, boolean])[] {
  const healthy = [...evidence.feeds.keys()].filter((id) => !id.startsWith('f-'))
  const whole = healthy.filter((id) => count(id, evidence) === 25)
  return [
    ['healthy feeds', `${whole.length} of ${healthy.length} whole`, whole.length === healthy.length],
    ...Object.entries(judges).map(([mode, judge]) => [mode, ...judge(`f-${mode}`, evidence)] as const),
    ...pageRows(evidence),
  ]
}
