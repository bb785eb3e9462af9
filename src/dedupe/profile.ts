import type { Comparable } from '../types.ts'
import { containment } from './bottom.ts'
import { stubTokens } from './fingerprint.ts'
import { profileTitle, type TitleProfile } from './title.ts'

/** What a pair is compared by. */
export interface Profile {
  readonly entry: Comparable
  readonly title: TitleProfile
  readonly isStub: boolean
}

/** Takes an entry apart for comparing. */
export function profileOf(entry: Comparable): Profile {
  return withTitle(entry, profileTitle(entry.title))
}

function withTitle(entry: Comparable, title: TitleProfile): Profile {
  return { entry, title, isStub: entry.fingerprint.tokens < stubTokens }
}

const rememberedTitles = 2000

/** `profileOf` with a memory of the last titles: most of what a profile costs, and those of one story come close together. */
export function createProfiler(): (entry: Comparable) => Profile {
  const remembered = new Map<string, TitleProfile>()
  const titleOf = (title: string): TitleProfile => {
    const known = remembered.get(title)
    if (known !== undefined) return known
    const profile = profileTitle(title)
    const oldest = remembered.size === rememberedTitles ? remembered.keys().next().value : undefined
    if (oldest !== undefined) remembered.delete(oldest)
    remembered.set(title, profile)
    return profile
  }
  return (entry) => withTitle(entry, titleOf(entry.title))
}

/** Share of the smaller text's shingles that the other holds, 0 to 1. */
export function textContainment(a: Profile, b: Profile): number {
  return containment(shinglesOf(a), shinglesOf(b))
}

/** Size of the smaller text's shingle set in that of the larger, 0 to 1. */
export function sizeRatio(a: Profile, b: Profile): number {
  const [one, other] = [a.entry.fingerprint.size, b.entry.fingerprint.size]
  const larger = Math.max(one, other)
  return larger === 0 ? 1 : Math.min(one, other) / larger
}

function shinglesOf({ entry: { fingerprint } }: Profile) {
  return { hashes: fingerprint.sketch, size: fingerprint.size }
}
