import type { JunkReason } from '../clean/junk.ts'
import type { Cut } from '../types.ts'
import { clipped } from './words.ts'

const words: Readonly<Record<JunkReason, string>> = {
  'own-name': "the site's own name, outside the sentences",
  'strewn-name': 'a name that recurs outside the sentences',
  'image-number': "a picture's name or number",
  'label-line': 'categories or sections',
  'among-junk': 'no sentence, and between lines that are cut',
  'credit-line': 'names the source, and is kept as the credit',
}

/** A cut with its reason in words for people; what was learned of a host is in words already. */
export function cutInWords({ reason, text }: Cut): Cut {
  return { reason: isJunkReason(reason) ? words[reason] : reason, text }
}

/** A cut in a line for people: why, and the beginning of what was taken out. */
export function cutLine(cut: Cut): string {
  return `${cutInWords(cut).reason}: ${clipped(cut.text)}`
}

function isJunkReason(reason: string): reason is JunkReason {
  return Object.hasOwn(words, reason)
}
