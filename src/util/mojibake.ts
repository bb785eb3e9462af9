const utf8 = new TextDecoder('utf-8', { fatal: true })

/** windows-1252's character → the byte it stands for; ISO-8859-1 has controls where windows-1252 has letters. */
const bytes: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 32 }, (_, at): [string, number] => [String.fromCharCode(at + 128), at + 128]),
  ...Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128)),
    (char, at): [string, number] => [char, at + 128],
  ),
])
// None of these characters (C1 controls, letters, punctuation beyond ASCII) means anything in a class.
const followers = [...bytes]
  .filter(([, byte]) => byte < 0xc0)
  .map(([char]) => char)
  .join('')
const sequence = new RegExp(`[\\u00c2-\\u00f4][${followers}]{1,3}`, 'g')

/**
 * UTF-8 that somebody read as windows-1252 (`Ã¼` for `ü`, `â€™` for `’`), put right wherever the bytes decode. For
 * comparing, not for showing: `CAFÉ®` becomes another word.
 */
export function repairMojibake(text: string): string {
  return text.replace(sequence, (garbled) => {
    try {
      return utf8.decode(Uint8Array.from(garbled, (char) => bytes.get(char) ?? 0))
    } catch {
      // Not UTF-8 after all: letters that really stand there.
      return garbled
    }
  })
}

/**
 * A text that as a whole is UTF-8 read as windows-1252, put right; any other as it is. One accent that really stands
 * there keeps the text from being UTF-8, and one odd pair of characters (`AMANHÃ…`) is not enough of a sign.
 */
export function unmangle(text: string): string {
  // The first character that is not ASCII settles it for nearly all texts: it would have to begin a sequence of UTF-8.
  const first = text.search(beyondAscii)
  if (first < 0 || !beginsSequence(text, first)) return text
  const original = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    const byte = char <= '\x7f' ? char.charCodeAt(0) : bytes.get(char)
    if (byte === undefined) return text
    original[at] = byte
  }
  try {
    const meant = utf8.decode(original)
    return isLikely(meant) ? meant : text
  } catch {
    return text // not UTF-8: every character may stand there
  }
}

const beyondAscii = /[^\0-\x7f]/

function beginsSequence(text: string, at: number): boolean {
  const lead = bytes.get(text.charAt(at)) ?? 0
  const follower = bytes.get(text.charAt(at + 1)) ?? 0
  return lead >= 0xc2 && lead <= 0xf4 && follower >= 0x80 && follower < 0xc0
}

/** Letters of the languages in use, punctuation, symbols and emoji; not phonetics, combining marks alone or rare scripts. */
const likely =
  /^(?:[\0-\x7f\xa0-\u017f\u018f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0259\u0384-\u045f\u0490-\u0493\u0531-\u058a\u05d0-\u05ea\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u10d0-\u10ff\u1100-\u11ff\u1e00-\u1eff\u2000-\u2bff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef\u{1f000}-\u{1faff}]|\p{Variation_Selector})*$/u
/** Three and four bytes that make an ordinary sign each: no chance. */
const strongSign = /[\u2010-\u20bf\u{1f000}-\u{1faff}]/u
const letters = /[\u0080-\u{ffff}]/gu

function isLikely(meant: string): boolean {
  return likely.test(meant) && (strongSign.test(meant) || (meant.match(letters)?.length ?? 0) > 1)
}
