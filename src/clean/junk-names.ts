import { type PlacedWord, placedWords, squash } from '../util/squash.ts'
import { isAscii } from '../util/text.ts'
import type { JunkContext } from './junk.ts'

/**
 * Legal forms of companies, squashed. Origin: the usual abbreviations in the commercial registers of the countries
 * whose feeds we read, as ISO 20275 (entity legal forms) lists them.
 */
const legalForms = new Set(
  [
    'pt cv tbk ud persero', // Indonesia
    'ltd limited plc llp llc inc incorporated corp corporation co company pty pvt pte sdn bhd', // common law
    'gmbh ag kg ohg ug gbr ev eg mbh kgaa', // German
    'sa sas sarl srl spa sl slu sau sapi ltda eireli bv nv vof ab as asa aps oy oyj se', // Romance, Dutch, Nordic
    'sro zrt kft rt doo dd ead ood eood spzoo sp zoo', // Central and South-Eastern Europe
    'ооо оао зао пао ао ип тов пп тоо', // Cyrillic
    'αε επε οε', // Greek
    'sti sirketi anonim', // Turkish
    'cp tnhh jsc', // Vietnam
    '有限公司 股份有限公司 株式会社 有限会社 合同会社 주식회사 유한회사 บริษัท จำกัด شركة ذمم',
  ]
    .join(' ')
    .split(' ')
    .map(squash),
)

/** Forms that are written to the name without a space. */
const gluedForms =
  /^(?:株式会社|有限会社|合同会社|주식회사|บริษัท|[(（][주株有][)）]|㈱|㈜)|(?:株式会社|有限会社|合同会社|股份有限公司|有限公司|주식회사|จำกัด|[(（][주株有][)）]|㈱|㈜)$/gu

/** Labels of shared hosts: they name the platform, not who writes there. */
const platforms = new Set(
  'www blog blogs news web site home blogspot wordpress medium substack tumblr github gitlab wixsite weebly ghost livejournal hatenablog ameblo note'.split(
    ' ',
  ),
)

/** "www.acme.example", "https://acme.example/": the name is what stands before the top-level domain. */
const address = /^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}.-]+?)(?:\.com?|\.or|\.ne|\.org|\.net)?\.[a-z]{2,}\/?$/iu

/** "Sp. z o.o.", the one form of three words. */
const polishLimited = /(?<![\p{L}\p{N}])sp\.?\s*z\s*o\.?\s*o\.?(?![\p{L}\p{N}])/giu

/** A name taken apart for comparing: its words without legal forms, and those words run together. */
export interface Name {
  readonly words: readonly string[]
  readonly squashed: string
  readonly hasLegalForm: boolean
}

/**
 * Reads a name: "PT. BEST PROFIT" gives the words best, profit and the squashed form "bestprofit". `read`: the text's words,
 * where they are known; most texts are read as they stand.
 */
export function nameOf(text: string, read?: readonly PlacedWord[]): Name {
  const polish = /sp[.\s]*z/i.test(text) ? text.replace(polishLimited, 'spzoo') : text
  // What has no dot is no address, nor "S.A."; the patterns try each place of a text.
  const hasDot = polish.includes('.')
  const joined = (hasDot ? withoutDots(polish) : polish).trim()
  const host = hasDot ? address.exec(joined)?.[1] : undefined
  const site = host?.split('.').filter((label) => !platforms.has(label))
  const whole = site?.join(' ') ?? joined
  const unglued = isAscii(whole) ? whole : whole.replace(gluedForms, '')
  const placed = read !== undefined && unglued === text.trim() ? read : placedWords(unglued)
  const words = placed.map(({ folded }) => folded)
  const core = withoutLegalForms(words)
  return {
    words: core,
    squashed: core.join(''),
    hasLegalForm: core.length < words.length || (host === undefined && unglued !== joined),
  }
}

// "S.A." and "s.r.o." are one word each; a single letter with its dot is taken to the next.
function withoutDots(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])((?:\p{L}\.\s?){2,})/gu, (dotted) => `${dotted.replace(/[.\s]/g, '')} `)
}

function withoutLegalForms(words: readonly string[]): readonly string[] {
  let [from, to] = [0, words.length]
  while (from < to - 1 && legalForms.has(words[from] ?? '')) from += 1
  while (to > from + 1 && legalForms.has(words[to - 1] ?? '')) to -= 1
  return words.slice(from, to)
}

/** Whether a word is a legal form that is written with a dot ("PT."), so that the dot ends no sentence. */
export function isLegalForm(text: string): boolean {
  return legalForms.has(squash(text))
}

/** Sites whose names were read last: a feed's entries come one after the other, and taking names apart is slow. */
const known = new Map<string, readonly Name[]>()
const mostKnown = 256

/** Everything the site calls itself: its names, their parts around a separator, and its host's labels. */
export function ownNames(context: JunkContext): readonly Name[] {
  const site = JSON.stringify([context.host, context.siteNames])
  const names = known.get(site) ?? readOwnNames(context)
  if (known.size >= mostKnown) known.clear()
  known.set(site, names)
  return names
}

function readOwnNames(context: JunkContext): readonly Name[] {
  const parts = context.siteNames.flatMap((name) => [name, ...name.split(/\s+-\s+|\s*[|–—»·•:]\s*/u)])
  const texts = parts.flatMap((name) => [name, name.replace(/^the\s+/i, '')])
  for (const label of (context.host ?? '').split('.').slice(0, -1)) {
    if (label.length >= 4 && !platforms.has(label)) texts.push(label)
  }
  const names = texts
    .map((text) => nameOf(text))
    .filter((name) => isLongEnough(name.squashed) && name.words.length <= 8)
  return [...new Map(names.map((name) => [`${name.squashed} ${name.words.length}`, name])).values()]
}

// Three Latin letters are an abbreviation; two Han, kana or Hangul characters can be a whole company.
function isLongEnough(squashed: string): boolean {
  return squashed.length >= (/[a-zа-яα-ω]/u.test(squashed) ? 4 : 2)
}

/** How much of one of the site's own names a name covers; `more` begins with the own name and goes on. */
export type Ownness = 'whole' | 'part' | 'more' | 'none'

/**
 * Compares a name with the site's own. A part must begin the own name at a word's border, or be half of it: "Banjarmasin"
 * is a town even on the site of "Bestprofit Futures Banjarmasin".
 */
export function ownness(name: Name, own: readonly Name[]): Ownness {
  if (own.some((one) => one.words.length > 1 && one.words[0] === name.squashed && name.squashed.length >= 3))
    return 'part'
  if (!isLongEnough(name.squashed)) return 'none'
  if (own.some((one) => one.squashed === name.squashed)) return 'whole'
  if (own.some((one) => isPartOf(name, one))) return 'part'
  if (own.some((one) => goesOn(name, one))) return 'more'
  return isHandle(name, own) ? 'part' : 'none'
}

// "#ptbestprofit": a hash tag or account runs the legal form into the name.
function isHandle(name: Name, own: readonly Name[]): boolean {
  if (name.words.length !== 1) return false
  return [2, 3, 4].some((length) => {
    const isForm = legalForms.has(name.squashed.slice(0, length))
    const rest = name.squashed.slice(length)
    return (
      isForm && rest.length >= 5 && own.some((one) => one.squashed.startsWith(rest) || rest.startsWith(one.squashed))
    )
  })
}

function goesOn(name: Name, own: Name): boolean {
  const added = name.words.length - own.words.length
  if (!name.squashed.startsWith(own.squashed) || own.squashed.length < 5 || added > 4) return false
  // Without spaces what goes on can be a sentence; "#harborlanecapital" can't.
  return (
    name.words.some((_, index) => name.words.slice(0, index).join('') === own.squashed) || /^\w+$/.test(name.squashed)
  )
}

function isPartOf(name: Name, own: Name): boolean {
  const at = own.squashed.indexOf(name.squashed)
  if (at < 0) return false
  // Without spaces a name's words can't be told; its first half can.
  const isUnspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u.test(name.squashed)
  if (own.words.length === 1)
    return at === 0 && (isUnspaced ? name.squashed.length * 2 >= own.squashed.length : name.squashed.length >= 5)
  const borders = own.words.map((_, index) => own.words.slice(0, index + 1).join('').length)
  const isAligned = (at === 0 || borders.includes(at)) && borders.includes(at + name.squashed.length)
  return isAligned && (at === 0 || name.squashed.length * 2 >= own.squashed.length)
}

/** Whether two squashed names are of one family: one begins or ends the other. */
export function areKin(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  return isLongEnough(short) && (long.startsWith(short) || long.endsWith(short))
}
