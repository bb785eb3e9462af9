import { load } from 'cheerio/slim'
import type { ParentNode } from 'domhandler'
import { cutJunk, type JunkContext } from '../../src/clean/junk.ts'
import type { Credit, Cut } from '../../src/types.ts'

/** Runs the junk finder over a body and gives it back as HTML, with what was found. */
export function cutFrom(
  html: string,
  context: Partial<JunkContext> = {},
): { readonly html: string; readonly cuts: readonly Cut[]; readonly credit?: Credit } {
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
