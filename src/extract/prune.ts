import { type Element, isTag } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import type { Measure, Measures } from './measure.ts'
import { byWords, elementsOf, inline, lineage, outermost } from './tree.ts'
import { asideWords, isDiscussion, metaWords } from './words.ts'

/** Never part of a text. Pictures in `noscript` are kept: lazy loaders put the real one there. */
const furniture: ReadonlySet<string> = new Set([
  ...['script', 'style', 'template', 'link', 'meta', 'object', 'embed', 'applet', 'canvas', 'svg', 'dialog'],
  ...[
    'nav',
    'menu',
    'button',
    'input',
    'select',
    'textarea',
    'label',
    'datalist',
    'progress',
    'amp-ad',
    'amp-sidebar',
    'amp-consent',
    'amp-social-share',
    'amp-analytics',
  ],
])
const sideElements: ReadonlySet<string> = new Set(['footer', 'aside'])
const sideRoles =
  /^(?:navigation|search|banner|contentinfo|complementary|dialog|alertdialog|menu|menubar|toolbar|tablist|button|tooltip)$/i

/**
 * Takes out what is no text by its element, role or name. Names are hints: a word that names much of this page's prose
 * names no aside here, since templates call whole articles `widget` or `sidebar-layout`.
 */
export function prune(root: Element, measures: Measures): void {
  const sides = new Map<Element, readonly string[]>()
  const prose = new Map<string, number>()
  collect(root, new Set(), measures, { sides, prose, signUps: signUpsIn(root, measures) })
  const whole = measures.get(root)?.prose ?? 0
  // A foot's notices are sentences too, and all of them where the article is a list.
  const isTrusted = (word: string): boolean => {
    const named = prose.get(word) ?? 0
    if (isDiscussion(word)) return whole - named >= Math.min(leastDiscussed, whole * 0.15)
    return named <= Math.max(whole * (most.get(word) ?? 0.3), sideElements.has(word) ? longestNotices : 0)
  }
  const dropped = new Set([...sides].flatMap(([element, words]) => (words.some(isTrusted) ? element : [])))
  // Words that each name little can name nearly all together; then they name no asides here.
  const lost = outermost([...dropped]).reduce((sum, element) => sum + (measures.get(element)?.prose ?? 0), 0)
  const isAll = whole - lost < Math.min(leastDiscussed, whole * 0.05)
  removeAll(isAll ? new Set([...dropped].filter((element) => furniture.has(element.name))) : dropped)
}

/** Characters of sentences that the feet and asides of a page have beside any article. */
const longestNotices = 400

/** Hundreds of comments outweigh any article. Where so little prose is left beside them, they may be the text itself. */
const leastDiscussed = 600

/** Hidden text is rarely the article. */
const most: ReadonlyMap<string, number> = new Map([
  ['(hidden)', 0.5],
  ['(furniture)', 1],
])

interface Sides {
  /** Each element that could be an aside, with the words that say so. */
  readonly sides: Map<Element, readonly string[]>
  /** How much prose each word names. */
  readonly prose: Map<string, number>
  readonly signUps: ReadonlySet<Element>
}

/** `above`: the words that name an element around this one too. */
function collect(parent: Element, above: Set<string>, measures: Measures, found: Sides): void {
  for (const child of parent.children) {
    if (!isTag(child)) continue
    const words = sideWordsOf(child, measures, found.signUps)
    if (words.length === 0) {
      if (!verbatim.has(child.name)) collect(child, above, measures, found)
      continue
    }
    found.sides.set(child, words)
    const own = measures.get(child)?.prose ?? 0
    const fresh = words.filter((word) => !above.has(word))
    for (const word of fresh) {
      if (above.has(word)) continue
      above.add(word)
      found.prose.set(word, (found.prose.get(word) ?? 0) + own)
    }
    if (!words.includes('(furniture)') && !verbatim.has(child.name)) collect(child, above, measures, found)
    for (const word of fresh) above.delete(word)
  }
}

/** Colourers of code name its pieces `comment`, `tag`, `meta`; what stands there is all the author's. */
const verbatim: ReadonlySet<string> = new Set(['pre', 'code', 'samp', 'math'])

/** The words that say an element is no part of the article; none for the elements that hold articles or pictures. */
function sideWordsOf(element: Element, measures: Measures, signUps: ReadonlySet<Element>): readonly string[] {
  const { name, attribs } = element
  if (furniture.has(name)) return ['(furniture)']
  if (name === 'body' || name === 'html') return []
  if (isHidden(attribs)) return ['(hidden)']
  if (sideElements.has(name)) return [name]
  const { role } = attribs
  if (role !== undefined && sideRoles.test(role)) return ['(role)']
  if (unnamed.has(name)) return []
  const { asides, teasers, bios, metas } = namesOf(element)
  if (asides.length > 0) return asides
  if (teasers.length > 0 && !isStandfirst(measures.get(element))) return teasers
  if (signUps.has(element)) return ['(form)']
  if (bios.length === 0 && metas.length === 0) return []
  const { prose = 0, chars = 0 } = measures.get(element) ?? {}
  if (bios.length > 0 && chars < longestBio) return bios
  const isShort = prose < 150 && chars < 300 && !hasPicture(element) && !isInSentence(element, measures)
  return isShort ? metas : []
}

const namesOf = byWords((words) => ({
  asides: words.filter((word) => isAside(word) && !teaserName.test(word)),
  teasers: words.filter((word) => isAside(word) && teaserName.test(word)),
  bios: words.filter((word) => bioWords.has(word)),
  metas: words.filter((word) => metaWords.has(word)),
}))

/** Characters of a box in which readers sign up or in, and of its words beside the form itself. */
const longestSignUp = 900
const longestInvitation = 250

/** The forms that ask for a reader's address or password, with the words around that invite to fill them in. */
function signUpsIn(root: Element, measures: Measures): ReadonlySet<Element> {
  const boxes = new Set<Element>()
  for (const field of elementsOf(root)) {
    if (field.name !== 'input' || !asksWho(field.attribs)) continue
    const around = lineage(field).slice(1)
    const form = around.find(({ name }) => name === 'form') ?? around[0]
    const own = form === undefined ? 0 : (measures.get(form)?.chars ?? 0)
    for (const element of around) {
      const { chars = 0 } = measures.get(element) ?? {}
      if (chars >= longestSignUp || chars - own > longestInvitation || boxes.has(element)) break
      boxes.add(element)
    }
  }
  return boxes
}

/** Other fields of text are for searches, numbers of portions, pieces to order: those stand in articles too. */
function asksWho({ type = 'text', name = '', id = '', placeholder = '' }: Readonly<Record<string, string>>): boolean {
  return /^(?:email|password|tel)$/i.test(type) || (type === 'text' && /mail/i.test(`${name} ${id} ${placeholder}`))
}

/** A date line, a source or a time in a line of text is part of its sentence, whatever its name. */
function isInSentence({ name, parent }: Element, measures: Measures): boolean {
  return (
    inline.has(name) &&
    parent !== null &&
    isTag(parent) &&
    parent.name === 'p' &&
    (measures.get(parent)?.prose ?? 0) > 0
  )
}

/** Names that are written in one word: `relatedbroadcast`, `hometeaser`, `kommentarmodul`. */
const asideCompound =
  /^(?:related|newsletter|recommend|kommentar|advert)\p{L}|\p{L}(?:teasers?|newsletter|paywall|kommentare)$/u

const isAside = (word: string): boolean => asideWords.has(word) || isDiscussion(word) || asideCompound.test(word)

const teaserName = /teasers?$/

/** What leads to another page has a link. Sentences without one are the page's own standfirst, which German templates call teaser. */
function isStandfirst(measure: Measure | undefined): boolean {
  return measure !== undefined && measure.linkChars === 0 && measure.prose > 0
}

/** Longer ones are about the author: the article itself, or an interview. */
const longestBio = 900

const bioWords: ReadonlySet<string> = new Set(
  'author authors authorbox bio biography contributor autor autoren autorenbox kurzvita vita'.split(' '),
)

const unnamed: ReadonlySet<string> = new Set([
  'article',
  'main',
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'figure',
  'img',
  'picture',
])

/** For screen readers alone. Origin: Bootstrap, Tailwind, WordPress, Drupal, HTML5 Boilerplate. */
const unseenNames = /(?:^|\s)(?:sr-only|screen-reader(?:-text)?|(?:u-)?visually-?hidden|element-invisible)(?:$|\s)/i

function isHidden({ hidden, 'aria-hidden': spoken, class: classes, style }: Readonly<Record<string, string>>): boolean {
  return (
    hidden !== undefined ||
    spoken === 'true' ||
    (classes !== undefined && unseenNames.test(classes)) ||
    (style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style))
  )
}

/** Galleries and players hold what a reader wants to see. */
export function hasPicture(element: Element): boolean {
  return element.children.some(
    (child) => isTag(child) && (pictures.has(child.name) || (child.name !== 'a' && hasPicture(child))),
  )
}

const pictures: ReadonlySet<string> = new Set([
  'img',
  'picture',
  'figure',
  'video',
  'iframe',
  'amp-img',
  'table',
  'pre',
])
