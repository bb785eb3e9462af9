/** A record while it is made: fields that are there are set one by one, at a tenth of the cost of spreading them in. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The record with these fields, the undefined ones left out. It is the record itself, no copy, when they are its own
 * already: so it is with nearly all entries of nearly all feeds.
 */
export function revise<T extends object>(record: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  let revised: Draft<T> | undefined
  for (const name in fields) {
    const value = fields[name]
    if (value === record[name]) continue
    revised ??= { ...record }
    if (value === undefined) delete revised[name]
    else revised[name] = value
  }
  return revised ?? record
}

/** The list with each item as `change` gives it, or without it; the list itself when nothing changed. */
export function reviseEach<T>(list: readonly T[], change: (item: T) => T | undefined): readonly T[] {
  const revised: T[] = []
  let isSame = true
  for (const item of list) {
    const changed = change(item)
    if (changed !== item) isSame = false
    if (changed !== undefined) revised.push(changed)
  }
  return isSame ? list : revised
}
