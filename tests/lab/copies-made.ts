import type { LabEntry } from './cluster.ts'
import type { Language } from './copies-words.ts'

/** An entry as a feed and its page would give it, with what is true of it. */
export interface MadeEntry extends LabEntry {
  /** The body where the copy came as HTML; it is cleaned as a page's is. */
  readonly html?: string
  readonly kind: string
  /** Entries of one text share it. */
  readonly truth: string
}

/** Draws in [0, 1); the same seed gives the same draws. */
export type Random = () => number

/** A text before anybody copied it. */
export interface Original {
  readonly title: string
  readonly paragraphs: readonly (readonly string[])[]
}

/** Writes texts in one language. */
export interface Writer {
  readonly language: Language
  readonly random: Random
  pick<T>(list: readonly T[]): T
  between(least: number, most: number): number
  name(): string
  /** Two to four digits, sometimes more and with separators. */
  number(): string
  words(count: number): string
  sentence(): string
  paragraph(): readonly string[]
  title(): string
  article(sentences: number): Original
}

/** A writer of a language. */
export function writerOf(language: Language, random: Random): Writer {
  const { space, stop, syllables, phrases, quotes } = language
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1))
  const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(language.code) + text.slice(1)
  const name = (): string =>
    capital(Array.from({ length: between(2, 3) }, () => pick(syllables)).join(language.code === 'vi' ? ' ' : ''))
  const number = (): string => (random() < 0.3 ? `${between(1, 99)},${between(100, 999)}` : String(between(3, 4000)))
  const words = (count: number): string => Array.from({ length: count }, () => pick(language.words)).join(space)
  const sentence = (): string => {
    const parts = [words(between(4, 8))]
    if (random() < 0.35) parts.push(number())
    if (random() < 0.4) parts.push(name())
    if (random() < 0.12) parts.push(pick(phrases))
    const said = words(between(2, 6))
    parts.push(random() < 0.12 ? `${quotes[0]}${said}${quotes[1]}` : said)
    return `${capital(parts.join(space === '' ? '' : ' '))}${stop}`
  }
  const paragraph = (): readonly string[] => Array.from({ length: between(2, 4) }, sentence)
  const title = (): string => capital([name(), words(between(4, 7))].join(space === '' ? '' : ' '))
  return {
    language,
    random,
    pick,
    between,
    name,
    number,
    words,
    sentence,
    paragraph,
    title,
    article: (sentences) => {
      const paragraphs: (readonly string[])[] = []
      for (let count = 0; count < sentences; count += paragraphs.at(-1)?.length ?? 1) paragraphs.push(paragraph())
      return { title: title(), paragraphs }
    },
  }
}

/** The text of paragraphs. */
export function textOf({ paragraphs }: Pick<Original, 'paragraphs'>, space: string): string {
  return paragraphs.map((sentences) => sentences.join(space)).join('\n\n')
}
