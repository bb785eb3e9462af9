import type { Repairs } from './repairs.ts'

/**
 * The newest so many, in document order, chosen before anything else is read of them: a feed may list a million.
 * What bears no date counts as as new as what stands before it.
 */
export function newest<T>(
  list: readonly T[],
  limit: number,
  repairs: Repairs,
  dateOf: (item: T) => Date | undefined,
): readonly T[] {
  if (list.length <= limit) return list
  repairs.add('too-many-entries', list.length - limit)
  let last = Number.POSITIVE_INFINITY
  const dated = list.map((item, index) => {
    last = dateOf(item)?.getTime() ?? last
    return { index, time: last }
  })
  // Infinity less Infinity is no number: equal times go by place.
  dated.sort((a, b) => (a.time === b.time ? a.index - b.index : b.time - a.time))
  const kept = new Set(dated.slice(0, limit).map(({ index }) => index))
  return list.filter((_, index) => kept.has(index))
}
