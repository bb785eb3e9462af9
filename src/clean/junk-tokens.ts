/** Names that cameras, phones and programs give to picture files. */
const fileNames = [
  // DCF (JEITA CP-3461): four letters, four digits; and what Android, WhatsApp and screenshots make of it.
  /^(?:IMG|DSC[NF]?|DCIM|PICT?|PXL|MVIMG|VID|GOPR|SAM|CIMG|HPIM|P\d)[-_]?\d{4,}(?:[-_]\w+)*$/i,
  /^(?:WhatsApp[ _-]Image|Screen[ _-]?shot|Screen[ _-]Shot|photo|image|foto)[ _-]?\d{4}-?\d{2}-?\d{2}(?:[ _-](?:at|um|à))?[ _-]?[\d.:_-]*$/i,
  /^\d{8}_\d{6}(?:_\d+)?$/,
  // Telegram's
  /^photo_\d{4}-\d{2}-\d{2}_[\d-]+$/i,
  // Facebook's: 150283_1034567_89_n
  /^\d{5,}_\d{5,}(?:_\d+)*_[no]$/,
  /^[^\s/]+\.(?:jpe?g|png|gif|webp|heic|bmp|tiff?|avif)$/i,
]
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Lengths of MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512 in hex. */
const digestLengths = new Set([32, 40, 56, 64, 96, 128])

/**
 * How surely a line is the name or number of a picture: `sure` wherever it stands alone, `beside` only before the first
 * sentence or beside other junk, since a digest or a long number can be what a text is about.
 */
export function imageNumber(text: string): 'sure' | 'beside' | 'no' {
  const line = text.trim()
  if (fileNames.some((form) => form.test(line))) return 'sure'
  if (uuid.test(line) || /^\d{13,}$/.test(line)) return 'beside'
  if (!/^[0-9a-f]{16,}$/i.test(line) || !/[a-f]/i.test(line) || !/\d/.test(line)) return 'no'
  return digestLengths.has(line.length) ? 'beside' : 'sure'
}
