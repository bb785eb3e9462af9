import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type * as Eld from 'eld/extrasmall'
import { languageByWords } from './function-words.ts'

/** Shorter texts are told wrongly too often: a headline of names can be any language. */
const leastText = 200
/** The beginning tells as much as the whole. */
const mostText = 1000

/**
 * Languages that n-grams can't part, or part by chance: eld calls Indonesian Malay at times, and knows Norwegian only as
 * `no`. What is declared decides between them.
 */
const alike: readonly (readonly string[])[] = [
  ['id', 'ms', 'jv', 'su'],
  ['no', 'nb', 'nn', 'da'],
  ['hr', 'sr', 'bs', 'sh', 'sl'],
  ['cs', 'sk'],
  ['es', 'gl', 'ca', 'eu', 'pt'],
  ['ru', 'uk', 'be', 'bg', 'mk'],
  ['hi', 'mr', 'ne'],
  ['fa', 'ur', 'ar'],
  ['de', 'lb', 'nds', 'gsw'],
  ['nl', 'af', 'fy'],
]

/**
 * A text's language in BCP 47's canonical form. `declared` are the statements about it, the nearest to the text first
 * (entry, page, feed). Two that agree are believed; else the text itself is asked, and decides where it can tell:
 * publishing programs say `en-US` until somebody changes it. Undefined when neither tells.
 */
export function languageOf(text: string, declared: readonly (string | undefined)[]): string | undefined {
  const tags = declared.map(languageTag).filter((tag) => tag !== undefined)
  const [first, second] = tags
  const agree = first !== undefined && second !== undefined && primary(first) === primary(second)
  if (agree || text.length < leastText) return first
  const beginning = text.slice(0, mostText)
  const found = languageByWords(beginning) ?? detect(beginning)
  if (found === undefined) return first
  return tags.find((tag) => areAlike(primary(tag), found)) ?? found
}

/** A declared language in BCP 47's canonical form; WordPress and others write `en_US`, some pages nonsense. */
function languageTag(declared: string | undefined): string | undefined {
  if (declared === undefined) return undefined
  try {
    return Intl.getCanonicalLocales(declared.trim().replaceAll('_', '-'))[0]
  } catch {
    return undefined // no language tag: as good as none declared
  }
}

function primary(tag: string): string {
  return tag.split('-')[0] ?? tag
}

function areAlike(one: string, other: string): boolean {
  return one === other || alike.some((group) => group.includes(one) && group.includes(other))
}

/** Loaded when a text first needs it: its tables take some 80 MB, and most feeds and pages tell their language otherwise. */
let eld: typeof Eld.eld | undefined
const require = createRequire(import.meta.url)

function detect(text: string): string | undefined {
  // The smallest of its tables: at 1,000 characters it told 137 articles of 43 countries as well as the middle one.
  // Its package is for `import` alone, which would make every caller wait; `require` takes the file it resolves to.
  eld ??= (require(fileURLToPath(import.meta.resolve('eld/extrasmall'))) as typeof Eld).eld
  const result = eld.detect(text)
  return result.language !== '' && result.isReliable() ? result.language : undefined
}
