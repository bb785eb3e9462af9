/**
 * Namespaces by their URI, under one prefix each: feeds choose prefixes freely, and write the URIs with slips of case
 * and final slash. RSS of every version has the empty prefix.
 */
const prefixes: Record<string, string> = {
  'my.netscape.com/rdf/simple/0.9': '',
  'channel.netscape.com/rdf/simple/0.9': '',
  'purl.org/rss/1.0': '',
  'purl.org/net/rss1.1': '',
  'backend.userland.com/rss': '',
  'backend.userland.com/rss2': '',
  'backend.userland.com/rss091': '',
  'backend.userland.com/rss092': '',
  'blogs.law.harvard.edu/tech/rss': '',
  'cyber.law.harvard.edu/rss/rss.html': '',
  'www.w3.org/2005/atom': 'atom',
  'purl.org/atom/ns': 'atom',
  'www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'www.w3.org/1999/xhtml': 'xhtml',
  'www.w3.org/xml/1998/namespace': 'xml',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'purl.org/rss/1.0/modules/slash': 'slash',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'search.yahoo.com/mrss': 'media',
  'www.rssboard.org/media-rss': 'media',
  'tools.search.yahoo.com/mrss': 'media',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'www.itunes.com/dtd/podcast-1.0.dtd': 'itunes',
  // Its names are those of iTunes.
  'www.google.com/schemas/play-podcasts/1.0': 'itunes',
  'news.yandex.ru': 'yandex',
  'turbo.yandex.ru': 'turbo',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'purl.org/syndication/thread/1.0': 'thr',
  'wellformedweb.org/commentapi': 'wfw',
  'purl.org/atompub/tombstones/1.0': 'at',
  'www.w3.org/2000/svg': 'svg',
  'www.w3.org/1998/math/mathml': 'math',
}

const ours = new Set(Object.values(prefixes))

/** Names an element of a namespace we don't read: it equals no name that an adapter asks for. */
const foreign = '*'

/** Our prefix of a namespace. */
export function prefixOfUri(uri: string): string {
  const key = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]$/, '')
  const known = prefixes[key]
  if (known !== undefined) return known
  // Drafts of Atom 0.3 and misspelt years.
  if (key.startsWith('purl.org/atom/ns') || /^(www\.)?w3\.org\/\d{4}\/atom$/.test(key)) return 'atom'
  return key === '' ? '' : foreign
}

/** Our prefix for one that the document uses without declaring it. */
export function prefixOfUndeclared(prefix: string): string {
  const name = prefix.toLowerCase()
  return ours.has(name) ? name : foreign
}
