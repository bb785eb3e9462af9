import { type CheerioAPI, load } from 'cheerio/slim'

/** A tree of what `feed` has written. Entities stay as they are: Cheerio would write every letter beyond ASCII as one. */
export function loadXml(xml: string): CheerioAPI {
  return load(xml, { xml: { decodeEntities: false } })
}

/** A document of a frame and its entries, put in before the frame's last `end`. */
export function inFrame(frame: string, end: string, entries: readonly string[]): string {
  const head = frame.slice(0, frame.lastIndexOf(end))
  const parts = [head.trimEnd()]
  const gap = head.slice(parts[0]?.length)
  for (const entry of entries) parts.push(`${gap}    ${entry}`)
  parts.push(frame.slice(head.trimEnd().length), '\n')
  return parts.join('')
}
