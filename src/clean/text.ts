import { stripInvalidXml } from '../util/text.ts'

/** Marks that show nothing and make equal texts differ: C1 controls, byte order mark, soft hyphen, and the sign of lost bytes. */
const unseen = /[\x7f-\x84\x86-\x9f\xad\ufeff\ufffd]/g

/** Text as it may be published: composed (Unicode NFC) and without what XML 1.0 2.2 forbids. */
export function readableText(text: string): string {
  // Almost all text is plain; the costly steps are for the rest.
  if (!/[^\n\r\t\x20-\x7e\xae-\u02ff]/.test(text)) return text
  return stripInvalidXml(text).replace(unseen, '').normalize('NFC')
}

/** Blanks that are not one space alone: to match each of them too costs three times as much. */
const unfolded = /(?:[\t\n\r\f]| (?=[ \t\n\r\f]))[ \t\n\r\f]*/g

/** Runs of white space that HTML shows as one blank; no-break spaces stay. */
export function foldBlanks(text: string): string {
  return text.replace(unfolded, ' ')
}
