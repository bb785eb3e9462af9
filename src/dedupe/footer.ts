/**
 * What feed software sets after an excerpt: WordPress's line (its translations, as plugins and Jetpack write it) and
 * the words that lead on. In a short text they outweigh what it shares with the full one.
 */
const footers = [
  'the post .{1,300}? (?:appeared first|first appeared) on .{1,100}',
  'der beitrag .{1,300}? erschien zuerst auf .{1,100}',
  "l[’']article .{1,300}? est apparu en premier sur .{1,100}",
  'la entrada .{1,300}? (?:se publicó|apareció) primero en .{1,100}',
  "l[’']articolo .{1,300}? proviene da .{1,100}",
  'o post .{1,300}? apareceu primeiro em .{1,100}',
  'het bericht .{1,300}? verscheen eerst op .{1,100}',
  'artykuł .{1,300}? pochodzi z serwisu .{1,100}',
  'artikel .{1,300}? pertama kali tampil pada .{1,100}',
  'continue reading.{0,100}|read more|weiterlesen|mehr lesen|lire la suite|seguir leyendo|leer más|continua a leggere|leia mais|lees verder|czytaj więcej|baca selengkapnya',
]
/** Longer than any footer: only the end is searched. */
const longestFooter = 500
const footer = new RegExp(`(?:^|\\s)(?:${footers.join('|')})[\\s\\p{P}]*$`, 'isu')

/** The text without the line that feed software sets at its end. */
export function withoutFooter(text: string): string {
  const start = Math.max(0, text.length - longestFooter)
  const found = footer.exec(text.slice(start))
  return found === null ? text : text.slice(0, start + found.index)
}
