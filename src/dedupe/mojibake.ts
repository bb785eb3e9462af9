const utf8 = new TextDecoder('utf-8', { fatal: true })

/** windows-1252's character → the byte it stands for. */
const bytes: ReadonlyMap<string, number> = new Map(
  Array.from(
    new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128)),
    (char, at) => [char, at + 128],
  ),
)
// None of these characters (C1 controls, letters, punctuation beyond ASCII) means anything in a class.
const followers = [...bytes]
  .filter(([, byte]) => byte < 0xc0)
  .map(([char]) => char)
  .join('')
const sequence = new RegExp(`[\\u00c2-\\u00f4][${followers}]{1,3}`, 'g')

/** UTF-8 that somebody read as windows-1252 (`Ã¼` for `ü`, `â€™` for `’`), put right where the bytes decode. */
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
