/**
 * Image services and publishing programs keep a picture under many addresses: sizes, crops, formats, with the site's logo
 * for social networks. What stays is a name inside of the address.
 */

/** Finds the first of the addresses that is the picture's too, in whatever form; undefined where none is known to be. */
export function findSamePicture(picture: string, among: readonly string[], pageUrl: string): string | undefined {
  const counts = new Map<string, number>()
  const named = [...new Set(among)].map((address) => ({ address, names: namesOf(address, pageUrl) }))
  for (const { names } of named) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  // What stands in the addresses of many of the pictures names their site, their folder or the day.
  const isCommon = (name: string): boolean => (counts.get(name) ?? 0) > Math.max(3, named.length / 3)
  const sought = [...namesOf(picture, pageUrl)].filter((name) => !isCommon(name))
  return named.find(({ address, names }) => address === picture || sought.some((name) => names.has(name)))?.address
}

/** A file's name of this length was given to one picture: "image", "thumbnail", "featured-image" are shorter. */
const leastName = 16

/** What could name a picture in its address: its file without size and format, and all numbers and keys that aren't the page's own. */
function namesOf(address: string, pageUrl: string): ReadonlySet<string> {
  const path = pathOf(address)
  const names = new Set(
    (path.match(/[\p{L}\p{N}]{6,}/gu) ?? []).filter((word) => isKey(word) && !pageUrl.toLowerCase().includes(word)),
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

/** The path, lower case; of an address that hands another one to a service, that one's. */
function pathOf(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address.toLowerCase()
  const inner = [...url.searchParams.values()].find((value) => /^https?:\/\//.test(value))
  const path = (inner === undefined ? url : (URL.parse(inner) ?? url)).pathname
  try {
    return decodeURIComponent(path).toLowerCase()
  } catch {
    return path.toLowerCase() // a percent sign that escapes nothing
  }
}
