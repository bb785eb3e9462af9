/** The documents of a publication that programs read: path below output/, media type, what people call it. */
export const outputs = {
  atom: { path: 'atom.xml', mediaType: 'application/atom+xml', name: 'Atom' },
  rss: { path: 'rss.xml', mediaType: 'application/rss+xml', name: 'RSS' },
  json: { path: 'feed.json', mediaType: 'application/feed+json', name: 'JSON Feed' },
  sources: { path: 'sources.opml', mediaType: 'text/x-opml', name: 'OPML' },
} as const
