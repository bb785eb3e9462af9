/**
 * Image services and publishing programs keep a picture under many addresses: sizes, crops, formats, with the site's logo
 * for social networks. What stays is a name inside of the address.
 */

/** Pictures of a page, to look for one among them. */
export interface Pictures<T> {
  readonly all: readonly T[]
  /** What a picture's markup holds, its address somewhere in it: asked of all, at a tenth of the cost of reading them. */
  readonly sourcesOf: (picture: T) => readonly string[]
  /** Its address, undefined when it has none. */
  readonly addressOf: (picture: T) => string | undefined
}

/** Finds the first of the pictures that is the one of the address, in whatever form; undefined where none is known to be. */
export function findSamePicture<T>(address: string, pictures: Pictures<T>, pageUrl: string): T | undefined {
  const sought = namesOf(address, pageUrl)
  const hints = [...sought].map(hintOf)
  const named = new Map<string, { readonly picture: T; readonly names: ReadonlySet<string> }>()
  for (const picture of pictures.all) {
    const mayBe = pictures.sourcesOf(picture).some((source) => hints.some((hint) => source.includes(hint)))
    const found = mayBe ? pictures.addressOf(picture) : undefined
    if (found !== undefined && !named.has(found)) named.set(found, { picture, names: namesOf(found, pageUrl) })
  }
  const like = [...named.values()]
  // What stands in the addresses of many of the pictures names their site, their folder or the day.
  const most = Math.max(3, pictures.all.length / 3)
  const own = [...sought].filter((name) => like.filter(({ names }) => names.has(name)).length <= most)
  return like.find(({ names }) => own.some((name) => names.has(name)))?.picture
}

/** The longest part of a name that stands in an address as it is, in whatever way the address is escaped. */
function hintOf(name: string): string {
  return (name.match(/[a-z0-9]+/gi) ?? []).reduce(
    (longest, part) => (part.length > longest.length ? part : longest),
    '',
  )
}

/** A file's name of this length was given to one picture: "image", "thumbnail", "featured-image" are shorter. */
const leastName = 16

/** What could name a picture in its address: its file without size and format, and all numbers and keys that aren't the page's own. */
function namesOf(address: string, pageUrl: string): ReadonlySet<string> {
  const path = pathOf(address)
  const names = new Set(
    (path.match(/[\p{L}\p{N}]{6,}/gu) ?? []).filter((word) => isKey(word) && !pageUrl.includes(word)),
  )
  const file = path.replace(/\.\w{2,5}$/, '').replace(/[-_@]\d{2,4}x\d{2,4}$|-scaled$/, '')
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (name.length >= leastName) names.add(name)
  return names.add(file)
}

/** Long numbers, hashes, UUIDs' parts: words with digits enough to tell pictures apart, but for a day (20261123). */
function isKey(word: string): boolean {
  return (word.match(/\p{N}/gu)?.length ?? 0) >= 5 && !/^(?:19|20)\d{6}$/.test(word)
}

/** The path; of an address that hands another one to a service, that one's. */
function pathOf(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  const inner = [...url.searchParams.values()].find((value) => /^https?:\/\//.test(value))
  const path = (inner === undefined ? url : (URL.parse(inner) ?? url)).pathname
  try {
    return decodeURIComponent(path)
  } catch {
    return path // a percent sign that escapes nothing
  }
}
