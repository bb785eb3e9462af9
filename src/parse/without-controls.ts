import type { DecodedText } from '../util/decode.ts'
import type { Repairs } from './repairs.ts'

const control = /[\0-\x08\x0b\x0c\x0e-\x1f]/
const pieceLength = 65_536

/** A document's text without the characters that XML forbids (1.0, 2.2 Char), counted as repairs; halves of surrogate pairs stay. */
export function withoutControls(bytes: Uint8Array, { text, charset }: DecodedText, repairs: Repairs): string {
  // In UTF-8 a control is a byte: to look at many at once takes half the time of a pattern on the text.
  const mayHold = charset === 'utf-8' ? holdsControlByte(bytes) : control.test(text)
  if (!mayHold && !text.includes('\ufffe') && !text.includes('\uffff')) return text
  const pieces: string[] = []
  const kept = Buffer.alloc(pieceLength * 2)
  for (let at = 0; at < text.length; at += pieceLength) pieces.push(cleanPiece(text, at, kept))
  const cleaned = pieces.join('')
  repairs.add('control-character', text.length - cleaned.length)
  return cleaned
}

/** Bytes that are looked at together: sixteen take little longer than four. */
const stepBytes = 16

function holdsControlByte(bytes: Uint8Array): boolean {
  // Where the first whole word of the memory begins.
  const start = -bytes.byteOffset & 3
  if (bytes.length < start) return isAnyControl(bytes, 0, bytes.length)
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >> 2)
  const end = start + (words.length & ~3) * 4
  for (let at = start, index = 0; at < end; at += stepBytes, index += 4) {
    const low = lowBytes(words[index]) | lowBytes(words[index + 1])
    const high = lowBytes(words[index + 2]) | lowBytes(words[index + 3])
    // Most that are below 0x20 are line breaks.
    if (((low | high) & 0x80808080) !== 0 && isAnyControl(bytes, at, at + stepBytes)) return true
  }
  return isAnyControl(bytes, 0, start) || isAnyControl(bytes, end, bytes.length)
}

/** A word in which some highest bit of a byte is 1 where some byte is below 0x20: a space less makes it 1, which it was not before. */
function lowBytes(word = 0): number {
  return (word - 0x20202020) & ~word
}

function isAnyControl(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isControl(bytes[at] ?? 0x20)) return true
  return false
}

function isControl(code: number): boolean {
  return code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d
}

/** Letter by letter: a pattern makes a list of all places first, which takes twenty times the memory of the document. */
function cleanPiece(source: string, from: number, kept: Buffer): string {
  const end = Math.min(source.length, from + pieceLength)
  let size = 0
  for (let at = from; at < end; at++) {
    const code = source.charCodeAt(at)
    if (!isControl(code) && code < 0xfffe) size = kept.writeUInt16LE(code, size)
  }
  return kept.toString('utf16le', 0, size)
}
