import { load } from 'cheerio/slim'
import type { ParentNode } from 'domhandler'
import { cutJunk, type Junk, type JunkContext } from '../../src/clean/junk.ts'

/** Runs the junk finder over a body and gives it back as HTML, with what was found. */
export function cutFrom(
  html: string,
  context: Partial<JunkContext> = {},
): Omit<Junk, 'sightings'> & { readonly html: string } {
  const { sightings: _, ...found } = junkOf(html, context)
  return found
}

/** The same with what could recur. */
export function junkOf(html: string, context: Partial<JunkContext> = {}): Junk & { readonly html: string } {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: false } }, false)
  const tree: ParentNode | undefined = $.root()[0]
  if (tree === undefined) throw new Error('no tree')
  const found = cutJunk(tree, { title: '', siteNames: [], labels: [], ...context })
  return { html: $.html(), ...found }
}

/** A body of paragraphs. */
export function paragraphs(...texts: readonly string[]): string {
  return texts.map((text) => `<p>${text}</p>`).join('')
}
