import { type Element, isTag } from 'domhandler'
import type { Measures } from './measure.ts'
import { bears, shownText } from './tree.ts'

const labelWords: ReadonlySet<string> = new Set([
  'tag',
  'tags',
  'category',
  'categories',
  'cat',
  'breadcrumb',
  'breadcrumbs',
  'crumbs',
  'menu',
  'nav',
  'navigation',
  'navbar',
  'topics',
  'taxonomy',
  'labels',
  'kategorie',
  'kategori',
])

/** How far above a link the part that says what it holds may be. */
const nearby = 8

/** Short texts of the page's links to categories, tags, breadcrumbs and navigation: what the site calls its own drawers. */
export function labelsOf(root: Element, measures: Measures): readonly string[] {
  const labels = new Set<string>()
  // `left`: so many levels further down the nearest part that holds labels still counts.
  const visit = (parent: Element, left: number): void => {
    for (const child of parent.children) {
      // Where no text is linked there is no label, and most of a page is such.
      if (!isTag(child) || (measures.get(child)?.linkChars ?? 0) === 0) continue
      const near = holdsLabels(child) ? nearby : left
      if (child.name === 'a' && labels.size < 200 && (measures.get(child)?.chars ?? 0) <= 100) {
        const text = near > 0 || leadsToLabel(child) ? shownText(child) : ''
        if (text.length >= 2 && text.length <= 40) labels.add(text)
      }
      visit(child, near - 1)
    }
  }
  visit(root, 0)
  return [...labels]
}

const bearsLabel = bears(labelWords)

function holdsLabels(element: Element): boolean {
  return element.name === 'nav' || bearsLabel(element)
}

function leadsToLabel({ attribs: { rel = '', href = '' } }: Element): boolean {
  return (
    /\b(?:tag|category)\b/.test(rel) || /\/(?:tags?|category|categories|topics?|kategori(?:e|en)?|rubrik)\//i.test(href)
  )
}
