import { findNodeAtLocation, type Node, parseTree, visit } from 'jsonc-parser'
import { FatalError } from '../errors.ts'

/** What is written of a feed that is added. */
export interface NewFeed {
  readonly url: string
  readonly title?: string
  readonly tags?: readonly string[]
}

/** A piece of the text, `end` behind its last character. */
interface Span {
  readonly start: number
  readonly end: number
}

/** The list of feeds as it stands in the text. */
interface FeedList {
  readonly feeds: readonly Span[]
  readonly opening: number
  /** The place of its `]`. */
  readonly closing: number
  readonly commas: readonly Span[]
  readonly comments: readonly Span[]
}

const longestLine = 120

/** feeds.json with feeds added at the end of its list: order, comments and formatting stay, a trailing comma too. */
export function withFeeds(text: string, added: readonly NewFeed[]): string {
  const list = findList(text)
  const last = list.feeds.at(-1)
  if (added.length === 0) return text
  const start = last?.end ?? list.opening + 1
  const rest = { start, end: list.closing }
  const hasTrailingComma = list.commas.some((comma) => isInside(comma, rest))
  // Behind what belongs to the last feed: its comma, a remark at the end of its line.
  const place = Math.max(start, ...[...list.commas, ...list.comments].filter(isWithin(rest)).map(({ end }) => end))
  const isInline = !text.slice(list.opening, list.closing).includes('\n')
  const indent = last === undefined ? `${indentAt(text, list.opening)}  ` : indentAt(text, last.start)
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const lead = isInline ? ' ' : `${eol}${indent}`
  const lines = added.map((feed) => `${lead}${written(feed, indent, eol)}`)
  return [
    text.slice(0, start),
    last === undefined || hasTrailingComma ? '' : ',',
    text.slice(start, place),
    lines.join(','),
    hasTrailingComma ? ',' : '',
    text.slice(place),
  ].join('')
}

/** feeds.json without one feed, its comma and the remark behind it on its line; comments around it stay. */
export function withoutFeed(text: string, index: number): string {
  const list = findList(text)
  const feed = list.feeds[index]
  if (feed === undefined) return text
  const next = list.feeds[index + 1]
  const comma = list.commas.find((each) => isInside(each, { start: feed.end, end: next?.start ?? list.closing }))
  const before = list.feeds[index - 1]
  // The last one: the comma before it would be left over.
  const orphan =
    next === undefined && comma === undefined && before !== undefined
      ? list.commas.find((each) => isInside(each, { start: before.end, end: feed.start }))
      : undefined
  const hole = wholeLines(text, withRemark(text, list, { start: feed.start, end: comma?.end ?? feed.end }))
  const head =
    orphan === undefined ? text.slice(0, hole.start) : text.slice(0, orphan.start) + text.slice(orphan.end, hole.start)
  return head + text.slice(hole.end)
}

function findList(text: string): FeedList {
  const root = parseTree(text, [], { allowTrailingComma: true })
  const list = root && findNodeAtLocation(root, ['feeds'])
  if (list?.type !== 'array') throw new FatalError('CONFIG', 'feeds: expected a list of feeds')
  const feeds = (list.children ?? []).map(toSpan)
  const all = toSpan(list)
  const commas: Span[] = []
  const comments: Span[] = []
  const note = (spans: Span[], start: number, end: number): void => {
    // What is inside a feed is its own.
    if (isInside({ start, end }, all) && !feeds.some((feed) => isInside({ start, end }, feed)))
      spans.push({ start, end })
  }
  visit(
    text,
    {
      onSeparator: (_, offset, length) => note(commas, offset, offset + length),
      onComment: (offset, length) => note(comments, offset, offset + length),
    },
    { allowTrailingComma: true },
  )
  return { feeds, opening: all.start, closing: all.end - 1, commas, comments }
}

function toSpan({ offset, length }: Node): Span {
  return { start: offset, end: offset + length }
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end
}

function isWithin(outer: Span): (inner: Span) => boolean {
  return (inner) => isInside(inner, outer)
}

/** A feed in one line where it fits, as people write them. */
function written({ url, title, tags = [] }: NewFeed, indent: string, eol: string): string {
  const settings = [
    `"url": ${JSON.stringify(url)}`,
    ...(title === undefined ? [] : [`"title": ${JSON.stringify(title)}`]),
    ...(tags.length === 0 ? [] : [`"tags": [${tags.map((tag) => JSON.stringify(tag)).join(', ')}]`]),
  ]
  const line = `{ ${settings.join(', ')} }`
  if (indent.length + line.length < longestLine) return line
  return `{${settings.map((setting) => `${eol}${indent}  ${setting}`).join(',')}${eol}${indent}}`
}

/** The white space that the line of a place begins with. */
function indentAt(text: string, place: number): string {
  const line = text.slice(text.lastIndexOf('\n', place - 1) + 1, place)
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}

/** With a remark behind it, when nothing else follows on the line. */
function withRemark(text: string, { comments }: FeedList, span: Span): Span {
  const lineEnd = endOfLine(text, span.end)
  const remark = comments.find(
    ({ start, end }) => start >= span.end && end <= lineEnd && text.slice(span.end, start).trim() === '',
  )
  return remark !== undefined && text.slice(remark.end, lineEnd).trim() === '' ? { ...span, end: remark.end } : span
}

/** Widened to the lines it stands on when it has them for itself; else to the white space before it. */
function wholeLines(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = endOfLine(text, end)
  const isAlone = text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === ''
  if (isAlone) return { start: lineStart, end: Math.min(lineEnd + 1, text.length) }
  return { start: start - (/[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0), end }
}

function endOfLine(text: string, place: number): number {
  const end = text.indexOf('\n', place)
  return end === -1 ? text.length : end
}
