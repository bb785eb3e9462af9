import { describe, expect, test } from 'vitest'
import { creditedName } from '../../src/clean/credit.ts'
import { chooseCanonical } from '../../src/dedupe/canonical.ts'
import type { Comparable, Standing } from '../../src/types.ts'
import { seeded } from '../support/random.ts'
import { comparable, words } from './made.ts'

// Made clusters with a known original, as sites and scrapers make them: no outlet or wording here stands in the rules.

interface Outlet {
  readonly title: string
  readonly host: string
  /** How others name it. */
  readonly names: readonly string[]
}

const outlets: readonly Outlet[] = [
  { title: 'Harbor Lane | Technology', host: 'harborlane.example', names: ['Harbor Lane', 'harborlane.example'] },
  { title: 'Nusantara Kini Tekno', host: 'nusantarakini.example', names: ['Nusantara Kini', 'nusantarakini'] },
  { title: 'The Gazetteer - All Posts', host: 'www.thegazetteer.example', names: ['The Gazetteer', 'Gazetteer'] },
  { title: 'Morgenblick: Digital', host: 'morgenblick.example', names: ['Morgenblick', 'Morgenblick online'] },
  { title: 'Prisma Tech', host: 'prismanews.example', names: ['Prisma', 'Prisma News', 'Prisma Tech'] },
  { title: 'Le Quotidien du Port — Actualités', host: 'quotidien-du-port.example', names: ['Le Quotidien du Port'] },
]

/** The labels and notices of ten languages, as they stand under a copied text. */
const labels: readonly ((name: string) => string)[] = [
  (name) => `Source: ${name}`,
  (name) => `Sumber : ${name}`,
  (name) => `Quelle: ${name}`,
  (name) => `Fuente: ${name}`,
  (name) => `Fonte: ${name}`,
  (name) => `Bron: ${name}`,
  (name) => `Źródło: ${name}`,
  (name) => `Kaynak: ${name}`,
  (name) => `Источник: ${name}`,
  (name) => `This article originally appeared on ${name}.`,
  (name) => `(via ${name})`,
]

interface Dice {
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  whole(most: number): number
}

function dice(seed: number): Dice {
  const random = seeded(seed)
  const whole = (most: number): number => Math.floor(random() * most)
  const pick = <T>(list: readonly T[]): T => {
    const each = list[whole(list.length)]
    if (each === undefined) throw new RangeError('nothing to pick from')
    return each
  }
  return { chance: (share) => random() < share, pick, whole }
}

interface Made {
  readonly minutes?: number
  readonly seen?: number
  readonly undated?: boolean
  readonly credit?: string
  readonly creditUrl?: string
  readonly pointsTo?: string
  readonly share?: number
  /** Its feed was first read when it was first seen. */
  readonly stock?: boolean
}

const noon = Date.UTC(2026, 2, 2, 12)
const at = (minutes: number): Date => new Date(noon + minutes * 60_000)

interface Cluster {
  readonly members: readonly Comparable[]
  readonly original: string
  readonly standing: ReadonlyMap<string, Standing>
}

/** The first is the original; the keys are shuffled, so that they tell nothing. */
function cluster(random: Dice, original: Outlet, made: readonly Made[]): Cluster {
  const standing = new Map<string, Standing>()
  const members = made.map((each, number) => {
    const name = `${random.whole(1e9)}`
    const host = number === 0 ? original.host : `copy${name}.example`
    const credit = each.credit === undefined ? undefined : creditedName(each.credit)
    const url = `https://${host.replace(/^www\./, '')}/${name}`
    standing.set(`feed ${name}`, {
      priority: 0,
      titles: [number === 0 ? original.title : `Copy ${name} Daily`],
      ...(each.share === undefined ? {} : { copyShare: each.share }),
    })
    return comparable(name, {
      subscription: `feed ${name}`,
      text: words('a', 300),
      urls: each.pointsTo === undefined ? [url] : [url, each.pointsTo],
      ...(each.pointsTo === undefined ? {} : { canonicalUrl: each.pointsTo }),
      ...(each.undated === true ? {} : { published: at(each.minutes ?? 0) }),
      ...(credit === undefined
        ? {}
        : { credit: { name: credit, ...(each.creditUrl === undefined ? {} : { url: each.creditUrl }) } }),
      firstSeenAt: at(each.seen ?? 0),
      enteredAt: at((each.stock === true ? each.minutes : each.seen) ?? 0),
    })
  })
  return { members, original: members[0]?.key ?? '', standing }
}

function copies(random: Dice, most: number, make: (number: number) => Made): readonly Made[] {
  return Array.from({ length: 1 + random.whole(most) }, (_, number) => make(number))
}

type Design = (random: Dice, outlet: Outlet) => Cluster

const credited = (random: Dice, outlet: Outlet): string => random.pick(labels)(random.pick(outlet.names))

/** Those that the votes were thought out for. */
const known: Readonly<Record<string, Design>> = {
  'copies dated hours before their original, some of them credit it': (random, outlet) =>
    cluster(random, outlet, [
      {},
      ...copies(random, 5, (number) => ({
        minutes: -30 - random.whole(600),
        ...(number === 0 || random.chance(0.4) ? { credit: credited(random, outlet) } : {}),
      })),
    ]),
  'an undated original; copies with dates, credits with links': (random, outlet) =>
    cluster(random, outlet, [
      { undated: true, seen: 60 },
      ...copies(random, 5, (number) => ({
        minutes: random.whole(90),
        ...(number === 0
          ? { credit: labels[0]?.('our partner') ?? '', creditUrl: `https://${outlet.host}/news/1` }
          : {}),
      })),
    ]),
  'copies whose pages name the original as canonical, dated before it': (random, outlet) => {
    const page = `https://${outlet.host.replace(/^www\./, '')}/story`
    const made = cluster(random, outlet, [
      {},
      ...copies(random, 4, () => ({ minutes: -random.whole(300), pointsTo: page })),
    ])
    const members = made.members.map((each) => (each.key === made.original ? { ...each, urls: [page] } : each))
    return { ...made, members }
  },
  'no sign but time: the original is older': (random, outlet) =>
    cluster(random, outlet, [{}, ...copies(random, 6, () => ({ minutes: 5 + random.whole(900), seen: 15 }))]),
  'dated back by days, though its feed showed it only now': (random, outlet) =>
    cluster(random, outlet, [
      { minutes: -120, seen: 0 },
      ...copies(random, 3, () => ({ minutes: -2000 - random.whole(9000), seen: 240 + random.whole(600) })),
    ]),
}

/** Those that were set aside while the votes were being chosen. */
const heldOut: Readonly<Record<string, Design>> = {
  'a chain: a copy of a copy credits that copy': (random, outlet) => {
    const copy = `https://between${random.whole(1e6)}.example/a`
    const made = cluster(random, outlet, [
      { minutes: 30 },
      { minutes: 0, credit: credited(random, outlet) },
      ...copies(random, 3, () => ({ minutes: 10, credit: 'Source: somewhere', creditUrl: copy })),
    ])
    const members = made.members.map((each, number) => (number === 1 ? { ...each, urls: [copy] } : each))
    return { ...made, members }
  },
  'sources that mostly copy, no credit, dated before the original': (random, outlet) =>
    cluster(random, outlet, [
      { share: 0.1 },
      ...copies(random, 4, () => ({ minutes: -random.whole(600), share: 0.5 + random.whole(50) / 100 })),
    ]),
  'a feed that was added later brings the original among its old stock': (random, outlet) =>
    cluster(random, outlet, [
      { minutes: -9000, seen: 0, stock: true },
      ...copies(random, 3, () => ({ minutes: -8900, seen: -8900 + random.whole(900) })),
    ]),
  'an undated original that came first, undated and dated copies after it': (random, outlet) =>
    cluster(random, outlet, [
      { undated: true },
      ...copies(random, 5, () => ({ undated: random.chance(0.5), minutes: -60, seen: 30 + random.whole(600) })),
    ]),
  'signs that mislead: the original credits an agency, copies credit nobody or others, some seem older': (
    random,
    outlet,
  ) =>
    cluster(random, outlet, [
      { seen: 30, ...(random.chance(0.1) ? { credit: 'Source: Wire Agency' } : {}) },
      ...copies(random, 6, () => ({
        undated: random.chance(0.1),
        minutes: random.whole(660) - 60,
        seen: random.whole(300),
        ...(random.chance(0.5)
          ? { credit: credited(random, outlet) }
          : random.chance(0.2)
            ? { credit: 'Source: Wire Agency' }
            : {}),
      })),
    ]),
  'everything at once': (random, outlet) =>
    cluster(random, outlet, [
      { undated: random.chance(0.5), minutes: random.whole(60) },
      { minutes: -random.whole(300), credit: credited(random, outlet) },
      ...copies(random, 20, () => ({
        undated: random.chance(0.2),
        minutes: random.whole(600) - 300,
        ...(random.chance(0.3) ? { credit: credited(random, outlet) } : {}),
        ...(random.chance(0.2) ? { credit: 'Source: Somebody Else' } : {}),
      })),
    ]),
}

function rate(design: Design, seed: number): number {
  const clusters = Array.from({ length: 100 }, (_, number) => {
    const random = dice(seed * 1000 + number)
    return design(random, random.pick(outlets))
  })
  const right = clusters.filter(
    ({ members, original, standing }) => chooseCanonical(members, (id) => standing.get(id)) === original,
  )
  return right.length / clusters.length
}

describe('designs that the votes were made for', () => {
  test.each(Object.entries(known))('%s', (_design, make) => expect(rate(make, 1)).toBeGreaterThanOrEqual(0.9))
})

describe('designs that were set aside', () => {
  test.each(Object.entries(heldOut))('%s', (_design, make) => expect(rate(make, 2)).toBeGreaterThanOrEqual(0.9))
})

test('of thousands of copies each is looked at as often as of ten: the choice does not compare each with each', () => {
  const random = dice(3)
  const [outlet] = outlets
  if (outlet === undefined) throw new Error('no outlet')
  const many = cluster(random, outlet, [
    { minutes: 60 },
    ...Array.from({ length: 2000 }, (_, number) => ({ minutes: number % 50, credit: credited(random, outlet) })),
  ])
  let reads = 0
  const counting = many.members.map(
    (member) =>
      new Proxy(member, {
        get: (target, name) => {
          reads++
          return Reflect.get(target, name)
        },
      }),
  )
  expect(chooseCanonical(counting, (id) => many.standing.get(id))).toBe(many.original)
  expect(reads / many.members.length).toBeLessThan(100)
}, 20_000)
