import { type Original, textOf, type Writer } from './copies-made.ts'

/** What a copy differs in from its original; absent parts are the original's. */
export interface Copy {
  readonly title?: string
  readonly text?: string
  readonly html?: string
  readonly address?: 'same' | 'tracked' | 'amp' | 'mobile'
  /** The original's own feed brings it again. */
  readonly isOwnFeed?: boolean
}

type Maker = (original: Original, writer: Writer) => Copy

const sentencesOf = ({ paragraphs }: Original): readonly string[] => paragraphs.flat()
const join = ({ space }: Writer['language'], parts: readonly string[]): string => parts.join(space)
const whole = (original: Original, { language }: Writer): string => textOf(original, language.space)
const withParagraphs = (paragraphs: readonly (readonly string[])[], writer: Writer): string =>
  textOf({ paragraphs }, writer.language.space)
/** Words, or characters where nothing parts them. */
const unitsOf = (text: string, { language }: Writer): readonly string[] =>
  language.space === '' ? [...text] : text.split(' ')
const head = (original: Original, writer: Writer, words: number): string => {
  const units = unitsOf(join(writer.language, sentencesOf(original)), writer)
  return units.slice(0, writer.language.space === '' ? words * 2.5 : words).join(writer.language.space)
}
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const mapped = (text: string, from: string, to: string): string => {
  const pairs = new Map([...from].map((char, at) => [char, [...to][at] ?? '']))
  return [...text].map((char) => pairs.get(char) ?? char).join('')
}
const nativeDigits: Readonly<Record<string, string>> = {
  ar: '٠١٢٣٤٥٦٧٨٩',
  hi: '०१२३४५६७८९',
  th: '๐๑๒๓๔๕๖๗๘๙',
}
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0))

/** How a language is written in two ways that its readers hold to be one. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  ar: (text) =>
    text
      .replace(/[أإآ]/g, 'ا')
      .replace(/ى/g, 'ي')
      .replace(/[\u064b-\u0652]/g, ''),
  ru: (text) => text.replaceAll('ё', 'е'),
  de: (text) => text.replaceAll('ß', 'ss'),
  vi: (text) => text.replaceAll('òa', 'oà').replaceAll('ủy', 'uỷ').replaceAll('ỏe', 'oẻ'),
  hi: (text) => text.replaceAll('\u0901', '\u0902'),
  ja: (text) => text.replaceAll('。', '．'),
}

/** Ways in which texts are republished. */
export const copies: Readonly<Record<string, Maker>> = {
  identical: () => ({}),
  retitled: (_, writer) => ({ title: writer.title() }),
  'title with site': (original, writer) => ({ title: `${original.title} | ${writer.name()} ${writer.name()}` }),
  truncated: (original, writer) => {
    const all = sentencesOf(original)
    return { text: join(writer.language, all.slice(0, Math.ceil(all.length * (0.55 + writer.random() * 0.3)))) }
  },
  excerpt: (original, writer) => ({ text: `${head(original, writer, writer.between(35, 60))}…` }),
  'excerpt, retitled': (original, writer) => ({
    title: writer.title(),
    text: `${head(original, writer, writer.between(45, 70))} […]`,
  }),
  wrapped: (original, writer) => ({
    text: `${writer.pick(writer.language.wrapping)}\n\n${whole(original, writer)}\n\n${writer.language.wrapping.join('\n\n')}`,
  }),
  'names strewn': (original, writer) => {
    const [one, other] = [writer.name(), writer.name()]
    const strewn = original.paragraphs.map((sentences) => [...sentences, `${one} ${other}`.toUpperCase()])
    return { text: withParagraphs([[`${one} ${other} Ltd`], ...strewn], writer) }
  },
  'other punctuation': (original, writer) => ({
    text: whole(original, writer)
      .replace(/[“”„«»「」"]/g, "''")
      .replaceAll('. ', ' . ')
      .replaceAll(', ', ' – ')
      .replaceAll('。', '. '),
  }),
  'other separators': (original, writer) => ({ text: whole(original, writer).replace(/(\d),(\d)/g, '$1.$2') }),
  'spaced separators': (original, writer) => ({ text: whole(original, writer).replace(/(\d),(\d)/g, '$1\u202f$2') }),
  'native digits': (original, writer) => ({
    text: mapped(whole(original, writer), '0123456789', nativeDigits[writer.language.code] ?? '０１２３４５６７８９'),
  }),
  'other spelling': (original, writer) => ({
    text: (spellings[writer.language.code] ?? ((text: string) => text.normalize('NFD')))(whole(original, writer)),
  }),
  'in capitals': (original, writer) => {
    const [first = [], ...others] = original.paragraphs
    const { code } = writer.language
    return {
      title: original.title.toLocaleUpperCase(code),
      text: withParagraphs([first.map((sentence) => sentence.toLocaleUpperCase(code)), ...others], writer),
    }
  },
  updated: (original, writer) => {
    const all = [...original.paragraphs]
    all.splice(writer.between(1, all.length), 0, [writer.sentence()])
    return {
      title: `${original.title} – ${writer.words(1)}`,
      text: withParagraphs(all, writer).replace(/\d{2,}/, writer.number()),
    }
  },
  'updated, own feed': (original, writer) => ({
    text: `${whole(original, writer)}\n\n${writer.sentence()}`,
    isOwnFeed: true,
  }),
  'other introduction': (original, writer) => {
    const [first = [], ...others] = original.paragraphs
    const kept = others.length < 4 ? first.slice(1) : []
    return {
      title: writer.title(),
      text: withParagraphs([[writer.sentence(), writer.sentence(), ...kept], ...others], writer),
    }
  },
  'first sentence dropped': (original, writer) => ({ text: join(writer.language, sentencesOf(original).slice(1)) }),
  'moved to another host': () => ({ isOwnFeed: true }),
  'tracked address, reworded': (original, writer) => ({ text: reworded(original, writer, 0.12), address: 'tracked' }),
  'AMP address, reworded': (original, writer) => ({ text: reworded(original, writer, 0.12), address: 'amp' }),
  'mobile address, reworded': (original, writer) => ({ text: reworded(original, writer, 0.12), address: 'mobile' }),
  'reworded (5 %)': (original, writer) => ({ text: reworded(original, writer, 0.05) }),
  'reworded (8 %), retitled': (original, writer) => ({ title: writer.title(), text: reworded(original, writer, 0.08) }),
  reordered: (original, writer) => ({
    text: withParagraphs(
      original.paragraphs.toSorted(() => writer.random() - 0.5),
      writer,
    ),
  }),
  mojibake: (original, writer) => ({
    text: new TextDecoder('windows-1252').decode(new TextEncoder().encode(whole(original, writer))),
    title: original.title,
  }),
  'escaped twice': (original, writer) => ({
    text: whole(original, writer).replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`),
  }),
  'as HTML': (original, writer) => ({
    html: original.paragraphs
      .map((sentences, at) =>
        at % 3 === 2
          ? `<ul>${sentences.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`
          : `<p>${sentences.map((sentence) => escaped(sentence).replace(/^(\S+)/, '<b>$1</b>')).join(writer.language.space)}</p>`,
      )
      .join('<div class="ad"></div>'),
  }),
  'soft hyphens': (original, writer) => ({
    text: whole(original, writer).replace(/(\p{L}\p{M}*\p{L}\p{M}*)(?=\p{L}\p{M}*\p{L})/gu, '$1\u00ad'),
  }),
  'full width': (original, writer) => ({ text: fullWidth(whole(original, writer)).replaceAll('　', ' ') }),
  'captions between': (original, writer) => ({
    text: withParagraphs(
      original.paragraphs.flatMap((sentences, at) =>
        at % 2 === 1 ? [sentences, [`${writer.words(4)} (${writer.name()})`]] : [sentences],
      ),
      writer,
    ),
  }),
  dateline: (original, writer) => ({
    text: `${writer.name().toUpperCase()}, 12/3 (${writer.name()}) – ${whole(original, writer)}`,
  }),
  'link post': (original, writer) => ({ text: writer.language.wrapping[2]?.slice(0, 20) ?? '', title: original.title }),
}

/** Every so many words another one, names and numbers kept. */
function reworded(original: Original, writer: Writer, share: number): string {
  const { language, random } = writer
  const known = new Set(language.words)
  if (language.space !== '') {
    return whole(original, writer)
      .split(' ')
      .map((word) => (known.has(word) && random() < share ? writer.words(1) : word))
      .join(' ')
  }
  return withParagraphs(
    original.paragraphs.map((sentences) =>
      sentences.map((sentence) => {
        // A word of such a text has some two characters or more.
        for (const word of known) {
          const at = sentence.indexOf(word)
          if (word.length > 1 && at >= 0 && random() < share / 2) return sentence.replace(word, writer.words(1))
        }
        return sentence
      }),
    ),
    writer,
  )
}
