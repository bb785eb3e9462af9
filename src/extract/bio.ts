import type { Element } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { squash } from '../util/squash.ts'
import { textBlocks } from './text-blocks.ts'
import { shownText } from './tree.ts'

/** So many paragraphs at most are about the author. */
const longestBio = 4

/** A shorter text may be all about who wrote it. */
const leastBefore = 0.6

/**
 * Takes out who wrote the text, told at its end in whole sentences: "NAME is a reporter for …", and what follows. A company
 * that writes of itself does so in its text too: a name that is one word, or the site's, is none. Changes the tree.
 */
export function dropBio(body: Element, authors: readonly string[], pageUrl: string): void {
  const host = squash(URL.parse(pageUrl)?.hostname ?? '')
  const names = authors
    .filter((name) => /\p{L} \p{L}/u.test(name))
    .map(squash)
    .filter((name) => !host.includes(name))
  if (names.length === 0) return
  const blocks = textBlocks(body)
  const earliest = Math.max(blocks.length - longestBio, blocks.length * leastBefore)
  const from = blocks.findIndex((block, at) => at >= earliest && isAbout(block, names))
  if (from >= 0) removeAll(new Set(blocks.slice(from)))
}

function isAbout(block: Element, names: readonly string[]): boolean {
  if (/^h[1-6]$/.test(block.name)) return false
  const begins = squash(shownText(block).slice(0, 100))
  return names.some((name) => begins.startsWith(name))
}
