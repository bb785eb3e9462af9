import { type CheerioAPI, load } from 'cheerio/slim'
import type { PreparedEntry } from './entry.ts'

/** So many entries are a tree at a time: a tree takes twenty times the memory of its text. */
const writtenAtOnce = 100

/** A tree of what `feed` has written. Entities stay as they are: Cheerio would write every letter beyond ASCII as one. */
export function loadXml(xml: string): CheerioAPI {
  return load(xml, { xml: { decodeEntities: false } })
}

/** A document of a frame and its entries, put in before the frame's last `end`, some at a time. */
export function inFrame(
  frame: string,
  end: string,
  entries: readonly PreparedEntry[],
  write: (some: readonly PreparedEntry[]) => readonly string[],
): string {
  const head = frame.slice(0, frame.lastIndexOf(end))
  const parts = [head.trimEnd()]
  const gap = head.slice(parts[0]?.length)
  for (let start = 0; start < entries.length; start += writtenAtOnce) {
    for (const entry of write(entries.slice(start, start + writtenAtOnce))) parts.push(`${gap}    ${entry}`)
  }
  parts.push(frame.slice(head.trimEnd().length), '\n')
  return parts.join('')
}
