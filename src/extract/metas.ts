import { foldSpace } from '../util/text.ts'
import type { Elements } from './marks.ts'

/** `name`, `property` and `itemprop` of the page's meta elements, lower case, each with its values. */
export type Metas = ReadonlyMap<string, readonly string[]>

/** Where a value of the page's metadata was found, in words for `preview`: "json-ld datePublished", "meta og:title". */
export type Origin = string

/** A value with where it was found. */
export interface Told<T> {
  readonly value: T
  readonly origin: Origin
}

/** Values that are read of one kind of statement; a paper may name dozens of authors, nobody reads thousands. */
export const mostValues = 50

/** Collects the meta elements. */
export function metasOf(elements: Elements): Metas {
  const metas = new Map<string, string[]>()
  for (const { name, attribs } of elements) {
    if (name !== 'meta') continue
    const key = (attribs['property'] ?? attribs['name'] ?? attribs['itemprop'] ?? '').trim().toLowerCase()
    const value = foldSpace(attribs['content'] ?? '')
    // A template that was never filled in: "{{ page.author }}", "%title%", "[object Object]".
    if (key === '' || value === '' || /^(?:\{\{|<%|%\w+%$|\[object|undefined$|null$)/.test(value)) continue
    const values = metas.get(key)
    if (values === undefined) metas.set(key, [value])
    else if (values.length < mostValues) values.push(value)
  }
  return metas
}

/** All values of the keys, in the keys' order. */
export function all(metas: Metas, keys: readonly string[]): readonly Told<string>[] {
  return keys.flatMap((key) => (metas.get(key) ?? []).map((value) => ({ value, origin: `meta ${key}` })))
}

/** The first of them. */
export function first(metas: Metas, keys: readonly string[]): Told<string> | undefined {
  return all(metas, keys)[0]
}
