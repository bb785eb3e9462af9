import { type Original, textOf, type Writer } from './copies-made.ts'

/** A text that is like others and none of their copies. */
export interface Lookalike {
  readonly title: string
  readonly text: string
  /** All of one feed, or each of its own. */
  readonly isOneFeed: boolean
  readonly url?: string
}

/** Writes some texts that must stay apart, from each other and from the article given. */
type Maker = (article: Original, writer: Writer) => readonly Lookalike[]

const many = 6

/** A form: fixed words, with a place to fill after every so many. */
function formOf(writer: Writer, places: number, every: readonly [number, number]) {
  const { space, stop } = writer.language
  const fixed = Array.from({ length: places }, () => writer.words(writer.between(...every)))
  return (fill: (at: number) => string): string =>
    fixed
      .map((words, at) => `${words}${space || ''}${fill(at)}${at % 3 === 2 ? stop : space === '' ? '' : ','}`)
      .join(space)
}

/** Issues of one form in one feed or in several. */
function filled(
  writer: Writer,
  options: {
    readonly places: number
    readonly every: readonly [number, number]
    readonly isOneFeed: boolean
    readonly fill: (at: number) => string
    readonly title: (issue: number) => string
    readonly own?: () => string
  },
): readonly Lookalike[] {
  const form = formOf(writer, options.places, options.every)
  return Array.from({ length: many }, (_, issue) => ({
    title: options.title(issue),
    text: [form(options.fill), ...(options.own === undefined ? [] : [options.own()])].join('\n\n'),
    isOneFeed: options.isOneFeed,
  }))
}

const paragraphs = (writer: Writer, count: number): string =>
  Array.from({ length: count }, () => writer.paragraph().join(writer.language.space)).join('\n\n')

/** Kinds of texts that share much. */
export const lookalikes: Readonly<Record<string, Maker>> = {
  prices: (_, writer) => {
    const column = writer.words(4)
    return filled(writer, {
      places: 14,
      every: [3, 6],
      isOneFeed: true,
      fill: () => `${writer.between(10, 99)}.${writer.between(10, 99)}`,
      title: (issue) => `${column} ${issue + 1}/11/2026`,
    })
  },
  'prices, same title': (_, writer) => {
    const column = writer.words(5)
    return filled(writer, {
      places: 14,
      every: [3, 6],
      isOneFeed: true,
      fill: () => `${writer.between(10, 99)}.${writer.between(10, 99)}`,
      title: () => column,
    })
  },
  'scores of matches': (_, writer) => {
    const form = writer.words(3)
    return filled(writer, {
      places: 12,
      every: [4, 8],
      isOneFeed: true,
      fill: (at) => (at % 2 === 0 ? writer.name() : `${writer.between(0, 40)}:${writer.between(0, 40)}`),
      title: () => `${writer.name()} – ${writer.name()}: ${form}`,
    })
  },
  weather: (_, writer) => {
    const column = writer.words(4)
    const weather = [writer.words(2), writer.words(2), writer.words(2), writer.words(2)]
    return filled(writer, {
      places: 16,
      every: [3, 6],
      isOneFeed: true,
      fill: (at) => (at % 3 === 0 ? `${writer.between(-20, 40)}` : writer.pick(weather)),
      title: () => `${column} ${writer.name()}`,
    })
  },
  'job advertisements': (_, writer) =>
    filled(writer, {
      places: 16,
      every: [4, 8],
      isOneFeed: true,
      fill: (at) => (at % 4 === 0 ? writer.name() : writer.words(1)),
      title: () => writer.title(),
      own: () => paragraphs(writer, 1),
    }),
  releases: (_, writer) => {
    const product = writer.name()
    return filled(writer, {
      places: 8,
      every: [4, 8],
      isOneFeed: true,
      fill: () => `${writer.between(1, 9)}.${writer.between(0, 30)}.${writer.between(0, 9)}`,
      title: (issue) => `${product} v1.${issue + 2}`,
      own: () => paragraphs(writer, 1),
    })
  },
  'earnings, several feeds': (_, writer) => {
    const form = writer.words(4)
    return filled(writer, {
      places: 18,
      every: [3, 7],
      isOneFeed: false,
      fill: (at) => (at % 4 === 0 ? writer.name() : writer.number()),
      title: () => `${writer.name()} ${form}`,
    })
  },
  'earnings, one feed': (_, writer) => {
    const form = writer.words(5)
    return filled(writer, {
      places: 18,
      every: [4, 9],
      isOneFeed: true,
      fill: (at) => (at % 4 === 0 ? writer.name() : writer.number()),
      title: () => `${writer.name()} ${form}`,
    })
  },
  obituaries: (_, writer) =>
    filled(writer, {
      places: 14,
      every: [4, 8],
      isOneFeed: true,
      fill: (at) => (at % 5 === 4 ? `${writer.between(1920, 2026)}` : writer.name()),
      title: () => `${writer.name()} ${writer.name()}, ${writer.between(1920, 1960)}–2026`,
    }),
  'obituaries, several feeds': (_, writer) => {
    const form = writer.words(3)
    return filled(writer, {
      places: 14,
      every: [4, 7],
      isOneFeed: false,
      fill: (at) => (at % 7 === 6 ? `${writer.between(1920, 2026)}` : writer.name()),
      title: () => `${writer.name()} ${writer.name()} ${form}`,
    })
  },
  horoscopes: (_, writer) => {
    const [column, days] = [writer.words(4), Array.from({ length: 14 }, () => writer.words(12))]
    return filled(writer, {
      places: 8,
      every: [6, 12],
      isOneFeed: true,
      fill: () => writer.pick(days),
      title: () => `${column} ${writer.name()}`,
    })
  },
  'numbers of a series': (_, writer) => {
    const series = writer.words(5)
    const opening = paragraphs(writer, 2)
    return Array.from({ length: many }, (_unused, issue) => ({
      title: `${series} #${issue + 41}`,
      text: `${opening}\n\n${paragraphs(writer, 3)}\n\n${opening}`,
      isOneFeed: true,
    }))
  },
  "a company's own words at the end": (_, writer) => {
    const about = paragraphs(writer, 2)
    return Array.from({ length: many }, () => ({
      title: writer.title(),
      text: `${paragraphs(writer, 2)}\n\n${about}`,
      isOneFeed: false,
    }))
  },
  "a site's long wrapping": (_, writer) => {
    const [before, after] = [paragraphs(writer, 1), paragraphs(writer, 3)]
    return Array.from({ length: many }, () => ({
      title: writer.title(),
      text: `${before}\n\n${paragraphs(writer, 3)}\n\n${after}`,
      isOneFeed: true,
    }))
  },
  'follow-up with the same background': (article, writer) =>
    article.paragraphs.length < 5
      ? []
      : [
          {
            title: article.title,
            text: `${paragraphs(writer, article.paragraphs.length)}\n\n${textOf({ paragraphs: article.paragraphs.slice(-2) }, writer.language.space)}`,
            isOneFeed: false,
          },
          {
            title: `${article.title} ${writer.words(2)}`,
            text: `${paragraphs(writer, article.paragraphs.length + 1)}\n\n${textOf({ paragraphs: article.paragraphs.slice(1, 3) }, writer.language.space)}`,
            isOneFeed: false,
          },
        ],
  'quotes a paragraph': (article, writer) => [
    {
      title: writer.title(),
      text: `${paragraphs(writer, 2)}\n\n${(article.paragraphs[1] ?? []).join(writer.language.space)}\n\n${paragraphs(writer, 2)}`,
      isOneFeed: false,
    },
  ],
  'same title, other text': (article, writer) => [
    { title: article.title, text: paragraphs(writer, 4), isOneFeed: false },
  ],
  'short, alike': (_, writer) => {
    const form = formOf(writer, 4, [4, 6])
    return Array.from({ length: many }, () => ({
      title: `${writer.name()} ${writer.words(4)}`,
      text: form(() => writer.name()),
      isOneFeed: true,
    }))
  },
  'one address for all': (_, writer) =>
    Array.from({ length: many }, () => ({
      title: writer.title(),
      text: paragraphs(writer, writer.between(1, 4)),
      isOneFeed: true,
      url: `https://live.${writer.language.code}.example/ticker`,
    })),
}
