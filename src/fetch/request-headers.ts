import type { Validators } from '../types.ts'
import type { FetcherOptions, FetchRequest } from './request.ts'

const accept = {
  feed: 'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
  page: 'text/html, application/xhtml+xml, */*;q=0.1',
  robots: 'text/plain, */*;q=0.1',
} satisfies Record<FetchRequest['kind'], string>

/** What one request of a chain says: who asks, for what, and what is known already. Nothing that tells of readers. */
export function requestHeaders(
  request: FetchRequest,
  options: FetcherOptions,
  hop: { readonly atHome: boolean; readonly cookie: string | undefined; readonly validators: Validators },
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': request.userAgent ?? options.userAgent,
    accept: accept[request.kind],
  }
  if (hop.atHome) {
    if (request.auth !== undefined) headers['authorization'] = basic(request.auth)
    for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value
  }
  // Ours in any case: what is asked for here is what can be undone and told apart.
  headers['accept-encoding'] = 'gzip, br, zstd'
  const { etag, lastModified } = hop.validators
  if (etag !== undefined) headers['if-none-match'] = etag
  if (lastModified !== undefined) headers['if-modified-since'] = lastModified
  // RFC 3229 10.5.3: only beside an ETag, which names the answer that the changes are counted from.
  if (etag !== undefined && request.kind === 'feed') headers['a-im'] = 'feed'
  if (hop.cookie !== undefined)
    headers['cookie'] = headers['cookie'] === undefined ? hop.cookie : `${headers['cookie']}; ${hop.cookie}`
  return headers
}

function basic(auth: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`
}
