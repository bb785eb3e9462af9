import { isTag } from 'domhandler'
import type { Credit } from '../types.ts'
import { placedWords } from '../util/squash.ts'
import { foldSpace } from '../util/text.ts'
import { noOutlets, originPhrases, sourceLabels } from './credit-labels.ts'
import type { Removal } from './junk-edit.ts'
import { isSentence, type Line, lastEnds, linkAround } from './junk-lines.ts'
import { type Name, nameOf, ownness } from './junk-names.ts'

/** A credit and the stretch of the text that names it. */
export interface CreditLine extends Removal {
  readonly credit: Credit
  /** As it stands there. */
  readonly text: string
}

const labels = [...sourceLabels].sort((one, other) => other.length - one.length).join('|')
const labelled = new RegExp(`^(?:${labels})\\s*(?:[:：]|\\s[-–—])\\s*(?=\\S)`, 'iu')
const bareVia = /^via\s+(?=\p{Lu}|[\w-]+\.)/iu

/** Finds the line, at the end or before the first sentence, that names the outlet a text is from. */
export function findCredit(
  lines: readonly Line[],
  head: readonly Line[],
  own: readonly Name[],
  host: string | undefined,
): CreditLine | undefined {
  for (const line of [...closingOf(lines), ...head]) {
    const credit = creditOf(line, 0, own, host) ?? behindText(line, 0, own, host)
    if (credit !== undefined) return credit
  }
  const last = lines.findLast((line) => isSentence(line.text))
  if (last === undefined) return undefined
  const end = lastEnds(last, 400).findLast((each) => /\S/.test(last.text.slice(each)))
  const credit = end === undefined ? undefined : creditOf(last, end, own, host)
  return credit ?? behindText(last, end ?? 0, own, host)
}

// "… of the city. HARBORLANE (Source: NAME)", "HARBORLANE Source: NAME": in brackets behind anything, or behind the site's name.
function behindText(line: Line, from: number, own: readonly Name[], host: string | undefined): CreditLine | undefined {
  const near = Math.max(0, line.text.length - 160)
  const tail = line.text.slice(Math.max(from, near))
  if (!/[:：–—-]/u.test(line.text.slice(near))) return undefined
  const bracket = /\s*[([（【][^()[\]（）【】]{4,120}[)\]）】][\s.。]*$/u.exec(line.text.slice(near))
  if (bracket !== null) return creditOf(line, near + bracket.index, own, host)
  if (from < near) return undefined
  const behind = placedWords(tail)
    .slice(1, 8)
    .find(
      ({ start }) =>
        creditedName(tail.slice(start)) !== undefined && ownness(nameOf(tail.slice(0, start)), own) !== 'none',
    )
  return behind === undefined ? undefined : creditOf(line, from + behind.start, own, host)
}

/** The lines from the last one back to the last sentence; a sentence that is nothing but a credit is one of them. */
function closingOf(lines: readonly Line[]): readonly Line[] {
  const closing: Line[] = []
  for (const line of lines.slice(-6).reverse()) {
    if (isSentence(line.text) && creditedName(line.text) === undefined) break
    closing.push(line)
  }
  return closing
}

function creditOf(line: Line, start: number, own: readonly Name[], host: string | undefined): CreditLine | undefined {
  if ((line.kind !== 'prose' && line.kind !== 'quote') || isBelowChart(line)) return undefined
  const printed = withoutOwnName(creditedName(line.text.slice(start)), own)
  if (printed === undefined) return undefined
  const address = /^https?:\/\/\S+$/i.test(printed) ? URL.parse(printed) : null
  const url = address?.href ?? linkOut(line, start, host)
  const name = address === null ? printed : address.hostname.replace(/^www\./, '')
  const text = foldSpace(line.text.slice(start))
  return { line, start, end: line.text.length, text, credit: url === undefined ? { name } : { name, url } }
}

// "cnnindonesia BESTPROFIT": the strewn name stands behind the credit as behind any line.
function withoutOwnName(printed: string | undefined, own: readonly Name[]): string | undefined {
  if (printed === undefined || ownness(nameOf(printed), own) !== 'none') return undefined
  const behind = placedWords(printed).find(
    (word, index) => index > 0 && ownness(nameOf(printed.slice(word.start)), own) !== 'none',
  )
  return behind === undefined ? printed : printed.slice(0, behind.start).replace(/[\s|,–—-]+$/u, '')
}

/** Whether a line stands right below a chart or table, whose source is part of it. */
export function isBelowChart(line: Line): boolean {
  let before = 'prev' in line.block ? line.block.prev : null
  while (before !== null && !isTag(before)) before = before.prev
  return before !== null && (before.name === 'figure' || before.name === 'table')
}

function linkOut(line: Line, start: number, host: string | undefined): string | undefined {
  const href = linkAround(line, start, line.text.length)?.attribs['href']
  const url = href === undefined ? null : URL.parse(href)
  const isOut =
    url !== null && /^https?:$/.test(url.protocol) && url.hostname.replace(/^www\./, '') !== host?.replace(/^www\./, '')
  return isOut ? url.href : undefined
}

/** What every form below has near its beginning, at a tenth of their cost: this is asked of nearly every line. */
const mayCredit =
  /[:：–—-]|\bvia\b|appear|publi|post|erschien|zuerst|ursprünglich|apareci|paru|apparso|pubblic|tayang|terbit|dimuat|verschenen/i

/** The outlet's name in a line like "Source: NAME" or "(via NAME)". */
export function creditedName(text: string): string | undefined {
  if (text.length > 400 || !mayCredit.test(text.slice(0, 100))) return undefined
  const folded = foldSpace(text).replace(/^[([（【*_]+\s*/u, '')
  // Only where there is one: the pattern tries each blank of the line.
  const line = /[)\]）】*_]$/u.test(folded) ? folded.replace(/\s*[)\]）】*_]+$/u, '') : folded
  const lead = [labelled, bareVia, ...originPhrases]
    .map((form) => form.exec(line)?.[0])
    .find((match) => match !== undefined)
  if (lead === undefined) return undefined
  const name = line
    .slice(lead.length)
    .replace(/[.,;:。]+$/u, '')
    .trim()
  return isOutlet(name) ? name : undefined
}

const particles = new Set(
  'of the and for de du des la le les el los di da do dos das der die das den van y e i & und on in'.split(' '),
)

// "CNN Indonesia", "cnnindonesia", "heise online", "Frankfurter Allgemeine": not "author's calculations", not two outlets.
function isOutlet(name: string): boolean {
  const words = placedWords(name)
  if (words.length === 0 || words.length > 12 || name.length > 200) return false
  if (/^https?:\/\/\S+$/i.test(name)) return true
  if (words.length > 6 || name.length > 60 || /[,;、，/:：?!？！。]/u.test(name)) return false
  if (words.some((word) => noOutlets.has(word.folded)) || words.every((word) => particles.has(word.folded)))
    return false
  const small = words.filter((word) => /^\p{Ll}/u.test(name.slice(word.start)) && !particles.has(word.folded))
  return small.length === 0 || words.length <= 2 || !/\s/.test(name)
}
