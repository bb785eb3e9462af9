import type { Document } from '../types.ts'
import { sha256 } from '../util/hash.ts'

/** A public file made of its bytes; `modified` stays with bytes that stay (RFC 9110 8.8.2). */
export function makeDocument(
  path: string,
  mediaType: string,
  content: string | Uint8Array,
  previous: Document | undefined,
  now: Date,
): Document {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const etag = `"${sha256(bytes)}"`
  return { path, mediaType, bytes, etag, modified: previous?.etag === etag ? previous.modified : now }
}
