/** Up to so many, comparing each with each costs less than making a key of each. */
const few = 8

/** So it is with nearly all lists, which need not be made anew. */
function allDiffer<T>(list: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  for (let at = 1; at < list.length; at++) {
    const item = list[at] as T
    for (let before = 0; before < at; before++) if (isSame(list[before] as T, item)) return false
  }
  return true
}

/** The first of each kind, in order; what is the same by `isSame` has the same key. */
export function uniqueBy<T>(
  list: readonly T[],
  key: (item: T) => string,
  isSame?: (one: T, other: T) => boolean,
): readonly T[] {
  if (list.length < 2) return list
  if (list.length <= few) {
    const same = isSame ?? ((one: T, other: T) => key(one) === key(other))
    return allDiffer(list, same) ? list : list.filter((item, at) => list.findIndex((other) => same(other, item)) === at)
  }
  const seen = new Set<string>()
  return list.filter((item) => seen.size < seen.add(key(item)).size)
}
