import { type Element, isTag } from 'domhandler'
import type { Measures } from './measure.ts'
import { elementsOf, hintWords, lineage, shownText } from './tree.ts'

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

/** Short texts of the page's links to categories, tags, breadcrumbs and navigation: what the site calls its own drawers. */
export function labelsOf(root: Element, measures: Measures): readonly string[] {
  const labels = new Set<string>()
  for (const element of elementsOf(root)) {
    if (element.name !== 'a' || labels.size >= 200 || (measures.get(element)?.chars ?? 0) > 100) continue
    const text = shownText(element)
    if (text.length >= 2 && text.length <= 40 && isLabel(element)) labels.add(text)
  }
  return [...labels]
}

function isLabel(link: Element): boolean {
  if (/\b(?:tag|category)\b/.test(link.attribs['rel'] ?? '')) return true
  if (/\/(?:tags?|category|categories|topics?|kategori(?:e|en)?|rubrik)\//i.test(link.attribs['href'] ?? ''))
    return true
  return lineage(link)
    .slice(0, 8)
    .some(
      (element) =>
        isTag(element) && (element.name === 'nav' || hintWords(element).some((word) => labelWords.has(word))),
    )
}
