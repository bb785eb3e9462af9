import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/dedupe/decide.ts'
import { createProfiler } from '../../src/dedupe/profile.ts'
import type { Comparable } from '../../src/types.ts'
import { comparable, words } from './made.ts'

const long = words('a', 400)
const head = (text: string, count: number) => text.split(' ').slice(0, count).join(' ')
/** Every n-th word replaced. */
const paraphrase = (text: string, every: number) =>
  text
    .split(' ')
    .map((word, at) => (at % every === every - 1 ? `${word}x` : word))
    .join(' ')
const form = (name: string, numbers: string) =>
  `${name} shares closed today at ${numbers} after a quiet session, ${words('form', 80)} and volume was low`

const kindsOf = (entry: Comparable, ...candidates: Comparable[]) =>
  decide(entry, candidates).matches.map(({ key, kind }) => `${key} ${kind}`)

describe('copies join', () => {
  const original = comparable('o', { text: long })
  test.each([
    ['the same text under another title', { text: long }, 'same-text'],
    [
      'lines of a company strewn in',
      {
        text: long
          .split(' ')
          .map((word, at) => (at % 40 === 0 ? `ACME CORP ${word}` : word))
          .join(' '),
      },
      'same-text',
    ],
    ['another introduction', { text: `${words('i', 60)} ${long.split(' ').slice(80).join(' ')}` }, 'same-text'],
    ['every tenth word replaced', { text: paraphrase(long, 10) }, 'same-text'],
    ['the first fifty words', { text: head(long, 50) }, 'excerpt'],
    [
      'an excerpt whose end was cut through, with the title',
      { title: original.title, text: `${head(long, 40)} ${words('junk', 10)}` },
      'excerpt',
    ],
    [
      'the same page, rewritten by half',
      { text: `${head(long, 190)} ${words('new', 210)}`, urls: original.urls },
      'same-url',
    ],
    ['a link post without text', { text: 'Points: 12', urls: original.urls }, 'same-url'],
    ['a link post with the same title within three days', { title: original.title, text: 'Comments' }, 'same-title'],
  ])('%s', (_why, made, kind) => {
    const copy = comparable('c', made)
    expect(kindsOf(copy, original)).toEqual([`o ${kind}`])
    expect(kindsOf(original, copy)).toEqual([`c ${kind}`])
  })

  test('posts of one text in two networks', () => {
    const text = 'Interesting thread about Rust: https://example.org/4612'
    const untitled = comparable('a', { title: '', text })
    expect(kindsOf(untitled, comparable('b', { title: head(text, 4), text }))).toEqual(['b same-text'])
  })

  test('an update of a feed’s own entry', () => {
    const made = { subscription: 's', title: 'The title it had before, and has still' }
    const first = comparable('a', { ...made, text: long })
    expect(kindsOf(comparable('b', { ...made, text: `${long} ${words('more', 30)}` }), first)).toEqual(['a same-text'])
  })
})

describe('others stay apart', () => {
  test.each([
    ['another text under the same title', { title: 'One title for two quite different texts', text: words('z', 400) }],
    ['a comment that quotes a third of it', { text: `${head(long, 130)} ${words('z', 270)}` }],
    ['a short text that shares most of its words', { text: `${head(long, 40)} ${words('z', 10)}` }],
  ])('%s', (_why, made) => {
    const original = comparable('o', { title: 'One title for two quite different texts', text: long })
    expect(kindsOf(comparable('c', { title: 'And another one', ...made }), original)).toEqual([])
  })

  test.each([
    [
      'numbers that disagree',
      'Shares in Springfield',
      'Markets of Lakeside',
      '14.2, 17.9 and 31.5',
      '15.7, 22.1 and 40.3',
    ],
    ['titles that differ in a date', 'Prices of 3 March', 'Prices of 4 March', words('x', 9), words('y', 9)],
  ])('one form with %s', (_why, titleA, titleB, numbersA, numbersB) => {
    const a = comparable('a', { title: titleA, text: form('Springfield', numbersA) })
    const b = comparable('b', { title: titleB, text: form('Springfield', numbersB) })
    expect(kindsOf(a, b)).toEqual([])
    expect(kindsOf(b, a)).toEqual([])
  })

  test('an issue of a form and a longer one whose numbers are others from the first words on', () => {
    const title = 'How the markets closed in the whole region'
    const a = comparable('a', { title, text: form('Springfield', '14.2, 17.9 and 31.5') })
    const b = comparable('b', { title, text: `${form('Springfield', '15.7, 22.1 and 40.3')} ${words('z', 150)}` })
    expect(kindsOf(a, b)).toEqual([])
  })

  describe('a short text under another headline, of which one word in fourteen is another', () => {
    const [tokens, replaced] = [words('s', 70).split(' '), words('t', 70).split(' ')]
    const reworded = tokens.map((word, at) => (at % 14 === 5 ? replaced[at] : word)).join(' ')
    const kinds = (numbers: string, othersNumbers: string) =>
      kindsOf(
        comparable('a', { title: 'A shop opens its doors again', text: `${tokens.join(' ')} ${numbers}` }),
        comparable('b', { title: 'Customers are back in town', text: `${reworded} ${othersNumbers}` }),
      )
    test.each<[string, string, string, readonly string[]]>([
      ['joined where all numbers agree', '1998, 40 and 17', '1998, 40 and 17', ['b same-text']],
      ['joined where one side has a number more', '1998, 40 and 17', '1998, 40 and 17, not 12', ['b same-text']],
      ['apart where one of them is another', '1998, 40 and 17', '1998, 40 and 18', []],
      ['apart where two agree, as a date does', '2026 in 11', '2026 in 11', []],
      ['apart without a number', 'words', 'words', []],
    ])('%s', (_what, numbers, othersNumbers, joined) => {
      expect(kinds(numbers, othersNumbers)).toEqual(joined)
    })
  })

  test('two issues of a series of one feed, even with one text', () => {
    const issue = (key: string, title: string) => comparable(key, { subscription: 's', title, text: long })
    expect(kindsOf(issue('a', 'Horoscope for Monday'), issue('b', 'Horoscope for Tuesday'))).toEqual([])
  })

  test('one form that a feed fills with different news', () => {
    const news = (key: string) =>
      comparable(key, {
        subscription: 's',
        title: words(`title${key}`, 6),
        text: `${words('form', 160)} ${words(`news${key}`, 30)}`,
      })
    expect(kindsOf(news('a'), news('b'))).toEqual([])
  })

  test.each([
    [
      'two releases of a company',
      `${words('a', 80)} ${words('about', 170)}`,
      `${words('b', 85)} ${words('about', 170)}`,
    ],
    [
      'a text that quotes most of a shorter one',
      `${words('q', 130)} ${words('a', 70)}`,
      `${words('q', 130)} ${words('b', 150)}`,
    ],
  ])('what is shared is not the head, or not of one length: %s', (_why, textA, textB) => {
    const [a, b] = [
      comparable('a', { title: 'One headline', text: textA }),
      comparable('b', { title: 'Another', text: textB }),
    ]
    expect(kindsOf(a, b)).toEqual([])
  })

  test('a text that resembles two stories of one feed is of a form, which another feed may fill too', () => {
    const news = (key: string, subscription: string) =>
      comparable(key, { subscription, text: `${words('form', 160)} ${words(`news${key}`, 30)}` })
    expect(kindsOf(news('x', 'other'), news('a', 's'))).toHaveLength(1)
    expect(kindsOf(news('x', 'other'), news('a', 's'), news('b', 's'))).toEqual([])
  })

  test('a page that shows another text at each visit', () => {
    const urls = ['https://live.example/now']
    expect(kindsOf(comparable('a', { text: long, urls }), comparable('b', { text: words('z', 400), urls }))).toEqual([])
  })

  test('link posts to an address that two stories bear, or to a front page', () => {
    const urls = ['https://live.example/now']
    const stub = comparable('s', { text: 'Points: 3', urls })
    const [a, b] = [comparable('a', { text: long, urls }), comparable('b', { text: words('z', 400), urls })]
    expect(kindsOf(stub, a)).toEqual(['a same-url'])
    expect(kindsOf(stub, a, b)).toEqual([])
    const front = ['https://live.example/']
    expect(
      kindsOf(comparable('s', { text: 'New', urls: front }), comparable('a', { text: long, urls: front })),
    ).toEqual([])
  })

  test('stubs of one feed with one text, and stubs under the title of a column', () => {
    const post = (key: string) => comparable(key, { subscription: 's', title: 'Good morning', text: 'Good morning' })
    expect(kindsOf(post('a'), post('b'))).toEqual([])
    const column = (key: string) => comparable(key, { title: 'Open thread', text: `Talk here ${key}` })
    expect(kindsOf(column('a'), column('b'))).toEqual([])
  })

  test('one title a week later', () => {
    const title = 'The same five words again and again'
    const later = comparable('b', { title, text: 'Comments', firstSeenAt: new Date('2026-03-09T00:00:00Z') })
    expect(kindsOf(later, comparable('a', { title, text: long }))).toEqual([])
  })

  test('a digest that holds two unrelated stories', () => {
    const [a, b] = [comparable('a', { text: words('p', 60) }), comparable('b', { text: words('q', 60) })]
    const text = `${words('p', 60)} ${words('q', 60)} ${words('r', 80)}`
    const digest = comparable('d', { title: 'The week in links', text })
    expect(kindsOf(digest, a, b)).toEqual([])
  })

  test('but a text that holds one story at its head and quotes half of another is no digest', () => {
    const [a, b] = [comparable('a', { text: words('p', 60) }), comparable('b', { text: words('q', 60) })]
    const text = `${words('p', 60)} ${head(words('q', 60), 40)} ${words('r', 80)}`
    expect(kindsOf(comparable('d', { title: 'What came of it', text }), a, b)).toEqual(['a excerpt'])
  })

  test('a comment that holds an excerpt, when the fuller text of that story contradicts', () => {
    const full = comparable('full', { text: long, storyId: 'story' })
    const excerpt = comparable('excerpt', { text: head(long, 50), storyId: 'story' })
    const comment = comparable('c', { text: `${head(long, 50)} ${words('z', 300)}` })
    expect(kindsOf(comment, excerpt)).toEqual(['excerpt excerpt'])
    expect(kindsOf(comment, excerpt, full)).toEqual([])
    const shorter = comparable('shorter', { text: words('y', 30), storyId: 'story' })
    expect(kindsOf(comment, excerpt, shorter)).toEqual(['excerpt excerpt'])
  })
})

test.each([
  ['one of three numbers corrected is an update', '14.2, 17.9 and 40.3', true],
  ['two of three are another issue of the form', '14.2, 22.1 and 40.3', false],
])('%s', (_why, numbers, isJoined) => {
  const title = 'How the market in Springfield closed'
  const a = comparable('a', { title, text: form('Springfield', '14.2, 17.9 and 31.5') })
  const b = comparable('b', { title, text: `${form('Springfield', numbers)} ${words('z', 15)}` })
  expect(kindsOf(b, a).length === 1).toBe(isJoined)
})

describe('how much is asked', () => {
  const title = 'A headline that both of them bear'
  const some = (text: string, kept: number, more: number) => `${head(text, kept)} ${words('more', more)}`
  test.each<[string, Partial<Comparable>, string, string, boolean]>([
    ['of texts of fifty words: a tenth of each may differ', {}, head(long, 50), some(long, 45, 5), true],
    ['of the same: not a fifth', {}, head(long, 50), some(long, 41, 9), false],
    ['of the same under other titles: less', { title: 'Another' }, head(long, 50), some(long, 42, 8), false],
    ['of texts of ninety words: a quarter may differ', {}, head(long, 90), some(long, 70, 20), true],
    ['of the same under other titles: a tenth', { title: 'Another' }, head(long, 90), some(long, 70, 20), false],
    ['of one feed under similar titles: a fifth may differ', { subscription: 's' }, long, some(long, 350, 50), true],
    [
      'of one feed under other titles: a twentieth',
      { subscription: 's', title: 'Another' },
      long,
      some(long, 350, 50),
      false,
    ],
  ])('%s', (_why, made, textA, textB, isJoined) => {
    const a = comparable('a', { subscription: 's', title, text: textA })
    const b = comparable('b', { title, ...made, text: textB })
    expect(kindsOf(b, a).length === 1).toBe(isJoined)
  })

  test('one address under titles of a series: all of the text', () => {
    const urls = ['https://live.example/report']
    const issue = (key: string, day: number, text: string) =>
      comparable(key, { title: `The report of ${day} March`, text, urls })
    const first = issue('a', 3, long)
    expect(kindsOf(issue('b', 4, `${head(long, 250)} ${words('z', 150)}`), first)).toEqual([])
    expect(kindsOf(issue('b', 4, long), first)).toEqual(['a same-text'])
  })

  test('of stubs at one address: another feed, or a similar title, and no series', () => {
    const urls = ['https://photo.example/today']
    const stub = (key: string, title: string, subscription: string) => comparable(key, { title, subscription, urls })
    const first = stub('a', 'Harbour at dawn', 's')
    expect(kindsOf(stub('b', 'Harbour at dawn today', 's'), first)).toEqual(['a same-url'])
    expect(kindsOf(stub('b', 'Mountains in snow', 's'), first)).toEqual([])
    expect(kindsOf(stub('b', 'Mountains in snow', 't'), first)).toEqual(['a same-url'])
    expect(kindsOf(stub('b', 'Photo 13', 't'), stub('a', 'Photo 12', 's'))).toEqual([])
  })
})

test('a stub goes with the stub of its title, though the text below that is another’s', () => {
  const title = 'The same five words again'
  const stub = (key: string) => comparable(key, { title, text: 'Comments', storyId: 'story' })
  const full = comparable('full', { text: long, storyId: 'story' })
  expect(kindsOf(comparable('s', { title, text: 'More comments' }), stub('a'), full)).toEqual(['a same-title'])
})

test('a text that quotes two notes of one feed is of no form', () => {
  const quoted = [words('p', 60), words('q', 60)]
  const notes = quoted.map((text, at) =>
    comparable(`n${at}`, { subscription: 's', text, title: `Note ${words('n', at + 1)}` }),
  )
  const whole = (own: string) => [words('a', 60), ...quoted, own].join(' ')
  const original = comparable('o', { text: whole(words('b', 80)), title: 'What was noted this week' })
  const copy = comparable('c', { text: whole(`${words('b', 50)} ${words('z', 30)}`), title: original.title })
  expect(kindsOf(copy, original, ...notes)).toEqual(['o same-text'])
})

test('a text that holds another story’s too goes with the one that its title names', () => {
  const [a, b] = [
    comparable('a', { text: words('p', 60), title: 'Tram line through the harbour approved' }),
    comparable('b', { text: words('q', 60), title: 'Something else' }),
  ]
  const text = `${words('p', 60)} ${words('q', 60)} ${words('r', 80)}`
  const named = comparable('d', { title: 'Tram line through the harbour approved at last', text })
  expect(kindsOf(named, a, b)).toContain('a excerpt')
})

test('an excerpt may bear numbers of its page, where it begins as the text does', () => {
  const title = 'How the market in Springfield closed'
  const report = form('Springfield', '14.2, 17.9 and 31.5')
  const full = comparable('o', { title, text: `${report} ${words('z', 200)} 55 or 66 or 77 or 88` })
  const lines = 'Read all of it at News 24 7 comments 36 likes'
  expect(kindsOf(comparable('e', { title, text: `${report} ${lines}` }), full)).toEqual(['o excerpt'])
})

test('an excerpt from the midst of a text is a quotation, unless the title says otherwise', () => {
  const quoted = long.split(' ').slice(150, 210).join(' ')
  const other = { title: 'Quite another headline over this', text: quoted }
  expect(kindsOf(comparable('q', other), comparable('o', { text: long }))).toEqual([])
  const title = 'The very same headline over both'
  expect(kindsOf(comparable('q', { ...other, title }), comparable('o', { text: long, title }))).toEqual(['o excerpt'])
})

test('a digest whose first item is at its head joins none of those that it holds', () => {
  const texts = ['p', 'q', 'r'].map((seed) => words(seed, 60))
  const items = texts.map((text, at) =>
    comparable(`item${at}`, { text, title: `What is told in number ${words(`t${at}`, 4)}` }),
  )
  const digest = comparable('d', { title: 'Links of the week', text: texts.join(' ') })
  expect(kindsOf(digest, ...items)).toEqual([])
})

test('a text joins the stories of its copies, which each of them was too damaged to do', () => {
  const strewn = (word: string, every: number) =>
    long
      .split(' ')
      .map((each, at) => (at % every === 0 ? `${word} ${each}` : each))
      .join(' ')
  const title = (more: string) => `A headline for the long text ${more}`
  const [a, b] = [
    comparable('a', { text: strewn('acme', 9), title: title('part 1') }),
    comparable('b', { text: strewn('corp', 8), title: title('part 2') }),
  ]
  expect(kindsOf(a, b)).toEqual([])
  const original = comparable('o', { text: long, title: title('') })
  expect(
    decide(original, [a, b])
      .matches.map(({ storyId }) => storyId)
      .toSorted(),
  ).toEqual(['story-of-a', 'story-of-b'])
})

test('an address shared tells which of two texts an excerpt is of', () => {
  const excerpt = comparable('e', { text: head(long, 60), title: 'Its own title', urls: ['https://x.example/1'] })
  const digest = comparable('d', { text: `${head(long, 60)} ${words('r', 200)}`, title: 'Of the week' })
  const full = comparable('f', { text: long, title: 'And another', urls: ['https://x.example/1'] })
  expect(kindsOf(excerpt, digest, full)).toEqual(['f excerpt'])
})

test('an excerpt found in two unrelated texts goes where more evidence is', () => {
  const excerpt = comparable('e', { text: head(long, 60) })
  const digest = comparable('d', { text: `${head(long, 60)} ${words('r', 200)}`, storyId: 'digest' })
  const members = ['a', 'b'].map((key) => comparable(key, { text: long, storyId: 'story' }))
  expect(decide(excerpt, [digest, ...members]).matches.map(({ storyId }) => storyId)).toEqual(['story', 'story'])
})

test('the entry itself and candidates without a story are passed over', () => {
  const entry = comparable('a', { text: long })
  const { storyId: _unplaced, ...waiting } = comparable('b', { text: long })
  expect(decide(entry, [entry, waiting]).matches).toEqual([])
})

/** Variants of three texts, as several feeds could bring them. */
const variant = fc
  .record({
    text: fc.constantFrom('a', 'b', 'c'),
    damage: fc.constantFrom('none', 'paraphrase', 'excerpt', 'junk', 'stub'),
  })
  .map(({ text, damage }) => {
    const whole = words(text, 200)
    const damaged = {
      none: whole,
      paraphrase: paraphrase(whole, 20),
      excerpt: head(whole, 60),
      junk: `${whole} ${words('junk', 20)}`,
      stub: '',
    }
    return {
      title: `The title that goes with text ${text === 'a' ? 'alpha' : text === 'b' ? 'beta' : 'gamma'} everywhere`,
      text: damaged[damage],
    }
  })

test('comparing is symmetric', () => {
  fc.assert(
    fc.property(variant, variant, (a, b) => {
      const [one, other] = [comparable('one', a), comparable('other', b)]
      const [there, back] = [decide(one, [other]).matches[0], decide(other, [one]).matches[0]]
      expect([there?.kind, there?.similarity]).toEqual([back?.kind, back?.similarity])
    }),
    { seed: 6, numRuns: 60 },
  )
})

test('candidates in any order, remembered or not, give one decision', () => {
  const sets = fc.array(variant, { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(sets, fc.infiniteStream(fc.nat(1000)), (made, random) => {
      const [entry, ...candidates] = made.map((each, at) => comparable(`k${at}`, each))
      if (entry === undefined) return
      const shuffled = candidates
        .map((each) => ({ each, at: random.next().value }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ each }) => each)
      expect(decide(entry, shuffled, createProfiler())).toEqual(decide(entry, candidates))
    }),
    { seed: 6, numRuns: 40 },
  )
})

test('variants of different texts are never joined, those of one text always', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(variant, { minLength: 2, maxLength: 7, selector: (each) => each.title + each.text }),
      (made) => {
        const storyOf = new Map<string, string>()
        const placed: Comparable[] = []
        for (const [at, each] of made.entries()) {
          const entry = comparable(`k${at}`, each)
          const known = placed.map((other) => ({ ...other, storyId: storyOf.get(other.key) ?? other.key }))
          const stories = decide(entry, known).matches.map(({ storyId }) => storyId)
          for (const [key, story] of storyOf) if (stories.includes(story)) storyOf.set(key, entry.key)
          storyOf.set(entry.key, entry.key)
          placed.push(entry)
        }
        const titlesOf = Map.groupBy(placed, ({ key }) => storyOf.get(key))
        for (const members of titlesOf.values()) expect(new Set(members.map(({ title }) => title)).size).toBe(1)
        expect(titlesOf.size).toBe(new Set(made.map(({ title }) => title)).size)
      },
    ),
    { seed: 6, numRuns: 40 },
  )
})
