/** A content coding that we offer. */
export type Encoding = 'br' | 'gzip' | 'identity'

/** The smallest first: it wins where the client likes several equally. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity']

/** The coding that a client likes best (RFC 9110 12.5.3); `identity` where it accepts none of ours. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined) return 'identity'
  const weights = new Map(acceptEncoding.toLowerCase().split(',').map(toWeight))
  let best: Encoding = 'identity'
  let bestWeight = 0
  for (const encoding of offered) {
    const weight =
      weights.get(encoding) ?? weights.get(aliases[encoding]) ?? (encoding === 'identity' ? 0 : weights.get('*')) ?? 0
    if (weight > bestWeight) {
      best = encoding
      bestWeight = weight
    }
  }
  return best
}

/** RFC 9110 8.4.1.3. */
const aliases: Readonly<Record<Encoding, string>> = { br: 'br', gzip: 'x-gzip', identity: 'identity' }

function toWeight(part: string): [name: string, weight: number] {
  const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  // RFC 9110 12.4.2. A weight that is none counts as a refusal: plain bytes are never wrong.
  return [name, q === undefined ? 1 : /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(q) ? Number(q.slice(2)) : 0]
}

/** Whether the client's copy is still good, so that 304 is the answer (RFC 9110 13.1.2, 13.1.3, 13.2.2). */
export function isNotModified(
  request: { readonly ifNoneMatch: string | undefined; readonly ifModifiedSince: string | undefined },
  current: { readonly etag: string; readonly modified: Date },
): boolean {
  if (request.ifNoneMatch !== undefined) {
    if (request.ifNoneMatch.trim() === '*') return true
    const tags: readonly string[] = request.ifNoneMatch.match(/"[\x21\x23-\x7e\x80-\xff]*"/g) ?? []
    return tags.includes(current.etag) // weak comparison: a W/ in front makes no difference
  }
  // Only HTTP's own form: Date.parse also takes what is none, and dates without a zone as local time.
  if (request.ifModifiedSince === undefined || !/^\w{3,9}, .+ GMT$/.test(request.ifModifiedSince)) return false
  const since = Date.parse(request.ifModifiedSince)
  return Math.floor(current.modified.getTime() / 1000) * 1000 <= since
}
