import type { Document } from 'domhandler'
import { parseDocument } from 'htmlparser2'

/**
 * An HTML fragment as a tree, read as forgivingly as htmlparser2 does. The same tree as Cheerio's `load` gives, without an
 * instance of Cheerio around it, which costs as much as parsing the text of a feed's entry.
 */
export function parseHtml(html: string): Document {
  return parseDocument(html, { xmlMode: false })
}
