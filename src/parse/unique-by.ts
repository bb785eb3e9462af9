/** The first of each key, in order. */
export function uniqueBy<T>(list: readonly T[], key: (item: T) => string): readonly T[] {
  if (list.length < 2) return list
  const seen = new Set<string>()
  return list.filter((item) => seen.size < seen.add(key(item)).size)
}
