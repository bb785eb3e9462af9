import type { Repairs } from './repairs.ts'

const control = /[\0-\x08\x0b\x0c\x0e-\x1f]/
/** What XML forbids (1.0, 2.2 Char); halves of surrogate pairs are for who shows the text. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const pieceLength = 1_000_000

/** The document without the characters that XML forbids, counted as repairs. */
export function withoutControls(source: string, repairs: Repairs): string {
  // Each letter of each document comes by here: three simple looks take half the time of one at `forbidden`.
  if (!control.test(source) && !source.includes('\ufffe') && !source.includes('\uffff')) return source
  const pieces: string[] = []
  // Not at once: a list of all places takes more memory than the document.
  for (let at = 0; at < source.length; at += pieceLength)
    pieces.push(source.slice(at, at + pieceLength).replace(forbidden, ''))
  const cleaned = pieces.join('')
  repairs.add('control-character', source.length - cleaned.length)
  return cleaned
}
