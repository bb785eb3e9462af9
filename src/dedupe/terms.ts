import { isUnspaced } from './normalize.ts'

/** What a text tells of, by its title and its first paragraphs. Words are cut to their first letters, so that forms of one meet. */
export interface Terms {
  /** All words, or each two neighbouring characters where the script has no spaces. */
  readonly words: ReadonlySet<string>
  /** Those that name somebody, something or a quantity. */
  readonly names: ReadonlySet<string>
  /** The words of the title. */
  readonly title: ReadonlySet<string>
  /** The names in the title. */
  readonly titleNames: ReadonlySet<string>
}

/** News tells who, where and how much in its first paragraphs; what comes later is background, which other news shares. */
const leadLength = 800

/** Enough to tell words apart; endings of case and number come later in most languages. */
const stemLength = 6

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[.,:][\p{N}]+)*/gu

/** What stands before the first word of a sentence, which has a capital whatever it is. */
const sentenceStart = /(?:^|[.!?…\n])[\s"'“”„«»‘’()[\]]*$/u

/**
 * The terms of a text. A name is a number of two digits or more, or a word with a capital that no beginning of a sentence
 * explains. A headline may capitalise every word, so its words are names only where the text never writes them without
 * one; in a script without capitals the words that headline and text share have to do.
 */
export function termsOf(title: string, text: string): Terms {
  const lead = [...wordsOf(text.slice(0, leadLength))]
  const head = [...wordsOf(title)]
  const looking = (...looks: readonly Word['looks'][]): ReadonlySet<string> =>
    new Set(lead.filter((each) => looks.includes(each.looks)).map(({ term }) => term))
  const [sure, first, plain, caseless] = [looking('name'), looking('first'), looking('plain'), looking('caseless')]
  const isName = ({ term, looks }: Word): boolean =>
    looks === 'number' ||
    (looks === 'caseless'
      ? caseless.has(term)
      : sure.has(term) || (looks !== 'plain' && first.has(term) && !plain.has(term)))
  const titleNames = new Set(head.filter(isName).map(({ term }) => term))
  return {
    words: new Set([...head, ...lead].map(({ term }) => term)),
    names: new Set([...sure, ...looking('number'), ...titleNames]),
    title: new Set(head.map(({ term }) => term)),
    titleNames,
  }
}

interface Word {
  readonly term: string
  /** `first`: it has a capital, and begins a sentence. */
  readonly looks: 'name' | 'first' | 'number' | 'caseless' | 'plain'
}

function* wordsOf(text: string): Generator<Word> {
  const whole = text.normalize('NFKC')
  for (const { 0: found, index } of whole.matchAll(word)) {
    if (isUnspaced(found.slice(0, 1))) yield* pairsOf(found)
    else if (/\p{N}/u.test(found)) {
      if (/\p{N}.*\p{N}/u.test(found)) yield { term: found.toLowerCase(), looks: 'number' }
    } else if (found.length > 2) {
      const isFirst = sentenceStart.test(whole.slice(Math.max(0, index - 6), index))
      yield { term: found.toLowerCase().slice(0, stemLength), looks: looksOf(found, isFirst) }
    }
  }
}

function looksOf(found: string, isFirst: boolean): Word['looks'] {
  if (/^\p{Lo}/u.test(found)) return 'caseless'
  if (/.\p{Lu}/u.test(found)) return 'name'
  return /^\p{Lu}/u.test(found) ? (isFirst ? 'first' : 'name') : 'plain'
}

function* pairsOf(run: string): Generator<Word> {
  for (let at = 1; at < run.length; at++) yield { term: run.slice(at - 1, at + 1), looks: 'caseless' }
}
