import type { Document, DocumentInfo } from '../types.ts'
import { sha256 } from '../util/hash.ts'

/** A public file made of its bytes; `modified` stays with bytes that stay (RFC 9110 8.8.2). */
export function makeDocument(
  path: string,
  mediaType: string,
  content: string | Uint8Array,
  previous: DocumentInfo | undefined,
  now: Date,
): Document {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const etag = etagOf(bytes)
  return {
    path,
    mediaType,
    size: bytes.byteLength,
    bytes,
    etag,
    modified: modifiedOf(etag, previous, now),
  }
}

/** Two versions never bear one date: it tells whether a file is the one that was written last (see write.ts). */
function modifiedOf(etag: string, previous: DocumentInfo | undefined, now: Date): Date {
  if (previous?.etag === etag) return previous.modified
  return previous?.modified.getTime() === now.getTime() ? new Date(now.getTime() + 1) : now
}

/** The strong validator of these bytes (RFC 9110 8.8.3), quoted. */
export function etagOf(bytes: Uint8Array): string {
  return `"${sha256(bytes)}"`
}
