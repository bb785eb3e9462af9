import { type PlacedWord, squash } from '../util/squash.ts'
import type { Name } from './junk-names.ts'

/** What the site may be called in a line: its names whole, their first two words, or one first word that is long. */
export interface Forms {
  readonly forms: readonly string[]
  /** Every beginning of every form. */
  readonly beginnings: ReadonlySet<string>
}

/** Of the names that are read last; they stay the same from entry to entry of a site. */
const knownForms = new WeakMap<readonly Name[], Forms>()

/** What a site of these names may be called. */
export function formsOf(own: readonly Name[]): Forms {
  const known = knownForms.get(own) ?? readForms(own)
  knownForms.set(own, known)
  return known
}

function readForms(own: readonly Name[]): Forms {
  const all = own.flatMap(({ words, squashed }) => {
    const [first = ''] = words
    const parts = words.length > 2 ? [words.slice(0, 2).join('')] : []
    return [squashed, ...parts, ...(words.length > 1 && first.length >= 6 ? [first] : [])]
  })
  const forms = [...new Set(all)]
  const beginnings = forms.flatMap((form) => Array.from({ length: form.length }, (_, at) => form.slice(0, at + 1)))
  return { forms, beginnings: new Set(beginnings) }
}

/** A stretch of a line. */
export interface NamedPhrase {
  readonly phrase: string
  /** Where it begins in its line. */
  readonly start: number
  /** With their places in the line. */
  readonly words: readonly PlacedWord[]
}

/** All of it in scripts that put no space between words, or few (Hangul). */
export const runTogether = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+$/u

/** Whether one of the forms stands in a phrase as a name does: "the best profit" names nobody. */
export function holdsForm({ phrase, start, words }: NamedPhrase, { forms, beginnings }: Forms): boolean {
  const mayHold = words.some((word) => beginnings.has(word.folded))
  for (const form of forms) {
    if (runTogether.test(form)) {
      if (squash(phrase).includes(form)) return true
      continue
    }
    if (!mayHold) continue
    for (const [index, word] of words.entries()) {
      if (!form.startsWith(word.folded) || !isCapital(phrase, word.start - start)) continue
      let run = ''
      for (let end = index; run.length < form.length && end < words.length; end += 1) run += words[end]?.folded ?? ''
      if (run === form) return true
    }
  }
  return false
}

// Names, and what stands in a web address or behind # or @; a mail address is somebody's.
function isCapital(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at)
  return /[^\p{Ll}]/u.test(text.charAt(at)) ? !/\w@$/.test(before) : /[#/.]$|(?:^|[^\w])@$/.test(before)
}
