import type { Client } from 'undici'
import type { FeedError } from '../errors.ts'
import { tooLarge } from './content-coding.ts'
import { header, type ResponseHeaders } from './headers.ts'

/** One answer to one request. */
export interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  /** As it came over the wire, whole; empty where the status gives no document. */
  readonly body: Uint8Array
}

/** What an answer must keep to. */
export interface Terms {
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Takes memory for a piece of the body; a promise while there is none. */
  readonly grow: (bytes: number) => Promise<void> | undefined
  /** Why a document is not wanted, by its headers. */
  readonly refuse: (headers: ResponseHeaders) => FeedError | undefined
}

/** A redirect's or an error's body up to this size is read to the end to keep the connection; beyond it, a new one is cheaper. */
const mostDiscarded = 16_384
const nothing = new Uint8Array()

/** Sends one GET and takes the whole body, if the status says that it is a document. */
export async function exchange(
  client: Client,
  url: URL,
  headers: Readonly<Record<string, string>>,
  terms: Terms,
): Promise<Answer> {
  const { signal, maxBytes } = terms
  const response = await client.request({
    path: url.pathname + url.search,
    method: 'GET',
    headers: { ...headers },
    signal,
  })
  const { statusCode: status, body } = response
  const answer = { status, headers: response.headers, body: nothing }
  if (status < 200 || status > 299) {
    await discard(body, response.headers, signal)
    return answer
  }
  const announced = Number(header(response.headers, 'content-length') ?? 0)
  const refusal = announced > maxBytes ? tooLarge(url.href, maxBytes) : terms.refuse(response.headers)
  if (refusal !== undefined) {
    cut(body)
    throw refusal
  }
  return { ...answer, body: await collect(body, url.href, terms) }
}

type Body = Awaited<ReturnType<Client['request']>>['body']

async function collect(body: Body, url: string, { maxBytes, grow }: Terms): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length
    // Leaving the loop destroys the stream, and with it the connection: nothing more is taken from it.
    if (size > maxBytes) throw tooLarge(url, maxBytes)
    const waiting = grow(chunk.length)
    if (waiting !== undefined) await waiting
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size)
}

async function discard(body: Body, headers: ResponseHeaders, signal: AbortSignal): Promise<void> {
  const length = header(headers, 'content-length')
  if (headers['transfer-encoding'] === undefined && Number(length ?? 0) <= mostDiscarded)
    await body.dump({ limit: mostDiscarded, signal })
  else cut(body)
}

function cut(body: Body): void {
  // Destroying an unread body makes it report that it was aborted; that is what is wanted here.
  body.on('error', () => undefined)
  body.destroy()
}
