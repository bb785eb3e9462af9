import type { Agent } from 'undici'
import { tooLarge } from './content-coding.ts'
import { header, type ResponseHeaders } from './headers.ts'

/** One answer to one request. */
export interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  /** As it came over the wire, whole; empty where the status gives no document. */
  readonly body: Uint8Array
}

/** A redirect's or an error's body up to this size is read to the end to keep the connection; beyond it, a new one is cheaper. */
const mostDiscarded = 16_384
const nothing = new Uint8Array()

/** Sends one GET and takes the whole body, if the status says that it is a document. */
export async function exchange(
  agent: Agent,
  url: URL,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await agent.request({
    origin: url.origin,
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
  if (announced > maxBytes) {
    cut(body)
    throw tooLarge(url.href, maxBytes)
  }
  return { ...answer, body: await collect(body, maxBytes, url.href) }
}

type Body = Awaited<ReturnType<Agent['request']>>['body']

async function collect(body: Body, maxBytes: number, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length
    // Leaving the loop destroys the stream, and with it the connection: nothing more is taken from it.
    if (size > maxBytes) throw tooLarge(url, maxBytes)
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
