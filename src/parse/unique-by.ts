/** The first of each key, in order. */
export function uniqueBy<T>(list: readonly T[], key: (item: T) => string): readonly T[] {
  const [first, second] = list
  if (first === undefined || second === undefined) return list
  if (list.length === 2) return key(first) === key(second) ? [first] : list
  const seen = new Set<string>()
  return list.filter((item) => seen.size < seen.add(key(item)).size)
}
