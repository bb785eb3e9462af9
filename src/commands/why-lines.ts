import type { OriginSign } from '../dedupe/canonical.ts'
import type { EvidenceKind, Rule } from '../dedupe/compare.ts'
import type { Guard } from '../dedupe/decide.ts'
import type { Absence, Explanation, Member, Named } from '../run/explain.ts'
import { isBackfill } from '../run/plan-entries.ts'
import type { Join } from '../store/store.ts'
import type { UserRule } from '../types.ts'
import { cutLine } from './cut-words.ts'
import { counted, relativeTime } from './words.ts'

/** A story's many copies, an entry's many cuts: the first so many are shown; --json has all. */
const mostShown = 20

/** What is told of an entry, in lines for people. */
export function whyLines(explained: Explanation, now: Date): readonly string[] {
  const { story, rules } = explained
  return [
    ...originLines(explained, now),
    ...textLines(explained),
    ...(story === undefined
      ? []
      : block('story', [
          `${story.id}: ${counted(story.members.length, 'entry', 'entries')}${story.members.length > 1 ? choice : ''}`,
          ...storyLines(story.members),
        ])),
    ...comparedLines(explained),
    ...block('related', explained.related.map(relatedLine)),
    ...rules.flatMap((rule) => block('rule', [ruleLine(rule, explained.key)])),
    ...block('published', publishedLines(explained)),
  ]
}

/** A name, and under it what belongs to it. */
function block(name: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `${(at === 0 ? name : '').padEnd(10)}${line}`)
}

function originLines({ key, title, url, feed, subscription, account }: Explanation, now: Date): readonly string[] {
  const dated = isBackfill(account) ? ', already old when its feed was first read' : ''
  const tries = account.tries === 0 ? '' : `; its page could not be had ${counted(account.tries, 'time')}`
  return [
    ...block('entry', [title ?? '(without a title)', ...(url === undefined ? [] : [url])]),
    ...block('from', [
      feed === subscription ? feed : `${feed} (${subscription})`,
      `first seen ${relativeTime(account.firstSeenAt, now)} (${account.firstSeenAt.toISOString()})${dated}${tries}`,
    ]),
    ...block('key', [key]),
  ]
}

function textLines({ article, account, url }: Explanation): readonly string[] {
  if (article === undefined) return []
  const { origin, pageTrouble, tokens, language, published, credit, canonicalUrl, cuts } = article
  const trouble = pageTrouble === undefined ? '' : ` (its page: ${pageTrouble})`
  const facts = [
    account.hasBodies ? counted(tokens, 'word') : 'the text is no longer kept',
    ...(language === undefined ? [] : [`language ${language}`]),
    ...(published === undefined ? ['undated'] : [`dated ${published.toISOString()}`]),
  ]
  const credited = credit && [credit.name, credit.url].filter((each) => each !== undefined).join(' ')
  return [
    ...block('read from', [`${origin === 'page' ? 'its page' : "the feed's own text"}${trouble}`, facts.join(', ')]),
    ...(credited === undefined ? [] : block('credits', [credited])),
    // Most pages name themselves.
    ...(canonicalUrl === undefined || canonicalUrl === url ? [] : block('canonical', [canonicalUrl])),
    ...block('cut', [cuts.length === 0 ? 'nothing' : `${counted(cuts.length, 'piece')}:`, ...shortened(cuts, cutLine)]),
  ]
}

const signs: Readonly<Record<OriginSign, string>> = {
  pointedTo: 'another page names it as canonical',
  credited: 'another text credits it',
  pointsAway: 'its page names another as canonical',
  creditsOther: 'it credits another outlet',
  excerpt: 'less than half of the longest text',
  datedBack: 'dated more than a day before its feed showed it',
  mostlyCopies: 'its source mostly copies',
}

/** By what the entry that stands for a story is chosen (`src/dedupe/canonical.ts`), in the words of the lines below it. */
const choice = '; shown is what looks most like the original, else what feeds[].priority prefers, else the oldest'

function storyLines(members: readonly Member[]): readonly string[] {
  const feeds = new Map(members.map(({ key, feed }) => [key, feed]))
  return shortened(members, (member) => {
    const voted =
      member.signs.length === 0
        ? []
        : [
            `${member.votes > 0 ? '+' : ''}${member.votes} as the original: ${member.signs.map((sign) => signs[sign]).join(', ')}`,
          ]
    const said = [...voted, ...(member.joined === undefined ? [] : [joinedBy(member.joined, feeds)])]
    return `${member.isShown ? 'shown' : 'copy '}  ${nameOf(member)}${said.length === 0 ? '' : ` [${said.join('; ')}]`}`
  })
}

const kinds: Readonly<Record<EvidenceKind, string>> = {
  'same-text': 'the same text',
  excerpt: 'one is an excerpt of the other',
  'same-url': 'the same address, and the texts do not contradict it',
  'same-title': 'the same title within three days',
}

/** What joined an entry to its story; `feeds`: the names of the feeds that its entries are of, by their keys. */
function joinedBy({ kind, with: key, similarity }: Join, feeds: ReadonlyMap<string, string>): string {
  const other = feeds.get(key) ?? key
  if (kind === 'user') return `joined to that of ${other} because you said so`
  return `joined to that of ${other}: ${kinds[kind as EvidenceKind] ?? kind}, ${percent(similarity)} alike`
}

const ruleWords: Readonly<Record<Rule, string>> = {
  texts: '',
  parts: ': lengths or first words differ, and the titles do',
  'short-texts': ': short texts share phrases',
  excerpt: ': an excerpt',
  quotation: ', not at the head: a quotation or an item of a digest',
  series: ': titles of a series',
  numbers: ': the numbers in them disagree',
  'one-feed': ': both of one feed',
  stub: ': too short to tell by parts',
}

const guards: Readonly<Record<Guard, string>> = {
  template: 'it resembles several stories of that feed: a form',
  contradicted: 'a fuller text of that story does not agree',
  digest: 'it holds other stories too: a digest',
  'other-story': 'more speaks for another story',
}

function comparedLines({ compared, story }: Explanation): readonly string[] {
  if (story === undefined) return []
  if (compared.length === 0)
    return block('compared', ['with nothing: no other entry within 45 days shares its address or enough of its words'])
  const lines = shortened(compared, (each) => {
    const asked = each.needed === undefined ? 'none would be enough' : `${percent(each.needed)} needed`
    const address = each.sharesUrl ? ', same address' : ''
    const said =
      each.kind === undefined ? 'apart' : each.guard === undefined ? kinds[each.kind] : `apart: ${guards[each.guard]}`
    const outcome = each.isSameStory ? 'in its story' : 'in another story'
    const figures = `${percent(each.similarity)} alike (${asked}${ruleWords[each.rule]}), titles ${percent(each.titleSimilarity)} alike${address}`
    return `${nameOf(each)}: ${figures}: ${said} (${outcome})`
  })
  return block('compared', [`with ${counted(compared.length, 'entry', 'entries')}, as the texts stand now:`, ...lines])
}

function relatedLine({ words, names, titles, shared, ...other }: Explanation['related'][number]): string {
  const figures = `words ${percent(words)} alike, names ${percent(names)}, ${percent(titles)} of those in the headlines told in both`
  return `${nameOf(other)}: the same event, it seems: ${figures}; in common ${shared.slice(0, 8).join(', ')}`
}

function ruleLine({ kind, keys, others }: UserRule, key: string): string {
  const partners = keys.includes(key) ? others : keys
  const named = `${partners[0]}${partners.length > 1 ? ` and ${counted(partners.length - 1, 'other')}` : ''}`
  const undo = `\`millrace ${kind} "${keys[0]}" --undo\` takes it back`
  return `${kind === 'split' ? 'you keep it apart from' : 'you made it one story with'} ${named}; ${undo}`
}

const absences: Readonly<Record<Absence, string>> = {
  'known-only': 'no: it was old when its feed was first read (backfill), only its id is kept',
  unread: 'not yet: its page is still to be read',
  unplaced: 'not yet: its story is decided at the next run',
  'feed-removed': 'no: its feed is not in feeds.json any more',
  'not-published-yet': 'not yet: at the next run',
  'too-old': 'no longer: it entered before the window (window.days)',
  'no-room': 'no: newer stories, or other feeds, fill the window (window.maxEntries)',
}

function publishedLines({ published }: Explanation): readonly string[] {
  const { log, documents, place, hasBody, absence } = published
  const shown =
    absence === undefined
      ? `number ${place} of the feed${hasBody === true ? '' : ', without its body (window.maxBytes)'}`
      : absences[absence]
  return [
    shown,
    ...(documents.length === 0 ? [] : [`in ${documents.join(', ')}`]),
    ...log
      .slice(-3)
      .map(({ sequence, at, publication }) => `number ${sequence} in the log of ${publication}, ${at.toISOString()}`),
  ]
}

function nameOf({ title, feed, key, url }: Named): string {
  return `${title ?? key}, ${feed}${url === undefined ? '' : ` <${url}>`}`
}

/** Cut off, not rounded: what falls short of 60 % must not read as 60 % of 60 % asked. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`
}

function shortened<T>(list: readonly T[], line: (each: T) => string): readonly string[] {
  const lines = list.slice(0, mostShown).map(line)
  return list.length > mostShown ? [...lines, `and ${list.length - mostShown} more (--json has all)`] : lines
}
