const unitsAtOnce = 65_536

/** Decodes UTF-32, which TextDecoder does not know; what is no character becomes U+FFFD, and a byte order mark goes. */
export function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // As UTF-16, piece by piece: a list of characters takes twenty times the memory of the text.
  const units = Buffer.alloc((unitsAtOnce + 2) * 2)
  const pieces: string[] = []
  let size = 0
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian)
    if (at === 0 && code === 0xfeff) continue
    if (code > 0xffff && code <= 0x10ffff) {
      size = units.writeUInt16LE(0xd800 + ((code - 0x10000) >> 10), size)
      size = units.writeUInt16LE(0xdc00 + (code & 0x3ff), size)
    } else size = units.writeUInt16LE(code <= 0xffff ? code : 0xfffd, size)
    if (size < unitsAtOnce * 2) continue
    pieces.push(units.toString('utf16le', 0, size))
    size = 0
  }
  return pieces.join('') + units.toString('utf16le', 0, size)
}
