/**
 * A set of hashes, known by its smallest ones: the least of a set, by a hash, are a fair sample of it, and the samples of
 * two sets meet wherever the sets do (Broder, On the resemblance and containment of documents, 1997).
 */
export interface Bottom {
  /** Ascending and distinct. */
  readonly hashes: Uint32Array
  /** Elements of the whole set: as many as there are hashes, or more. */
  readonly size: number
}

/** The smallest distinct hashes of a list, at most so many, in a set's form. */
export function bottomOf(list: Uint32Array, most: number): Bottom {
  const sorted = list.toSorted()
  let size = 0
  for (let at = 0; at < sorted.length; at++) {
    const hash = sorted[at] ?? 0
    if (at === 0 || hash !== sorted[at - 1]) sorted[size++] = hash
  }
  return { hashes: sorted.slice(0, Math.min(size, most)), size }
}

/**
 * Share of the smaller set's elements that the other holds, 0 to 1: exact where both sets are known whole; else among the
 * elements below the point up to which both are known.
 */
export function containment(a: Bottom, b: Bottom): number {
  const upTo = Math.min(knownUpTo(a), knownUpTo(b))
  let [inA, inB, common] = [0, 0, 0]
  for (;;) {
    const [first = Number.POSITIVE_INFINITY, second = Number.POSITIVE_INFINITY] = [a.hashes[inA], b.hashes[inB]]
    if (Math.min(first, second) > upTo) break
    if (first === second) common++
    if (first <= second) inA++
    if (second <= first) inB++
  }
  const counted = a.size === b.size ? Math.min(inA, inB) : a.size < b.size ? inA : inB
  return counted === 0 ? 0 : common / counted
}

/** A sample tells nothing of what lies above its last hash. Hashes are below 2³². */
function knownUpTo({ hashes, size }: Bottom): number {
  return hashes.length === size ? 0xffff_ffff : (hashes.at(-1) ?? 0)
}
