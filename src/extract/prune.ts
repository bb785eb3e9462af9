import { type Element, isTag } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import type { Measures } from './measure.ts'
import { elementsOf, hintWords, lineage, outermost } from './tree.ts'
import { asideWords, discussionWords, metaWords } from './words.ts'

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
  const isTrusted = (word: string): boolean =>
    (prose.get(word) ?? 0) <= Math.max(whole * (most.get(word) ?? 0.3), sideElements.has(word) ? longestNotices : 0)
  const dropped = new Set([...sides].flatMap(([element, words]) => (words.some(isTrusted) ? element : [])))
  // Words that each name little can name nearly all together; then they name no asides here.
  const lost = outermost([...dropped]).reduce((sum, element) => sum + (measures.get(element)?.prose ?? 0), 0)
  const isAll = whole > 0 && lost > whole * 0.95
  removeAll(isAll ? new Set([...dropped].filter((element) => furniture.has(element.name))) : dropped)
}

/** Characters of sentences that the feet and asides of a page have beside any article. */
const longestNotices = 400

/** Much discussion under a short article is common; hidden text is rarely the article. */
const most: ReadonlyMap<string, number> = new Map([
  ...[...discussionWords].map((word): [string, number] => [word, 0.85]),
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

function collect(parent: Element, above: ReadonlySet<string>, measures: Measures, found: Sides): void {
  for (const child of parent.children) {
    if (!isTag(child)) continue
    const words = sideWordsOf(child, measures, found.signUps)
    if (words.length === 0) {
      if (!verbatim.has(child.name)) collect(child, above, measures, found)
      continue
    }
    found.sides.set(child, words)
    const fresh = new Set(words).difference(above)
    const own = measures.get(child)?.prose ?? 0
    for (const word of fresh) found.prose.set(word, (found.prose.get(word) ?? 0) + own)
    if (!words.includes('(furniture)') && !verbatim.has(child.name))
      collect(child, fresh.size === 0 ? above : above.union(fresh), measures, found)
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
  if (sideRoles.test(attribs['role'] ?? '')) return ['(role)']
  if (unnamed.has(name)) return []
  const words = hintWords(element)
  const asides = words.filter((word) => asideWords.has(word) || discussionWords.has(word) || asideCompound.test(word))
  if (asides.length > 0) return asides
  const { prose = 0, chars = 0 } = measures.get(element) ?? {}
  if (signUps.has(element)) return ['(form)']
  const bios = words.filter((word) => bioWords.has(word))
  if (bios.length > 0 && chars < longestBio) return bios
  const isShort = prose < 150 && chars < 300 && !hasPicture(element)
  return isShort ? words.filter((word) => metaWords.has(word)) : []
}

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

/** Names that are written in one word: `relatedbroadcast`, `hometeaser`, `kommentarmodul`. */
const asideCompound =
  /^(?:related|newsletter|recommend|kommentar|advert)\p{L}|\p{L}(?:teasers?|newsletter|paywall|kommentare)$/u

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

function isHidden(attribs: Readonly<Record<string, string>>): boolean {
  return (
    attribs['hidden'] !== undefined ||
    attribs['aria-hidden'] === 'true' ||
    unseenNames.test(attribs['class'] ?? '') ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribs['style'] ?? '')
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
