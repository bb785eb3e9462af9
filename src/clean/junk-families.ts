import { findFlow, type Stretch } from './junk-flow.ts'
import { isSentence, type Line } from './junk-lines.ts'
import { findMarks, isInCapitals, isNameLike, type Mark } from './junk-marks.ts'
import { areKin, type Name, nameOf } from './junk-names.ts'

/**
 * News agencies sign behind the last sentence or before the first; a digest of their news repeats the signature.
 * Origin: the members of the World and regional news agencies' alliances (EANA, OANA, MINDS).
 */
export const agencies: ReadonlySet<string> = new Set(
  (
    'afp ap apa reuters dpa sid epd kna efe europapress ansa adnkronos lusa belga anp ritzau ntb tt stt pap ctk tasr mti agerpres bta hina ' +
    'tanjug tass ria interfax рбк тасс интерфакс укринформ ukrinform unian anadolu iha dha upi bloomberg pti ani ians uni antara bernama xinhua ' +
    '新华社 yonhap 연합뉴스 newsis 뉴시스 kyodo 共同 jiji 時事 aap tap map aps wam spa qna irna sana mena telam agenciabrasil notimex'
  ).split(' '),
)

/** A name that is proved to be strewn through the article, and every place where it stands so. */
export interface StrewnName {
  readonly isOwn: boolean
  readonly places: readonly Stretch[]
}

/**
 * Finds the names that are strewn through an article: its site's own, or another that recurs outside the sentences. An
 * article that `isCopied`, since it credits another outlet, has no reason to bear the site's name at all.
 */
export function findStrewnNames(
  lines: readonly Line[],
  title: string,
  own: readonly Name[],
  isCopied: boolean,
): readonly StrewnName[] {
  const marks = findMarks(lines, title, own)
  const last = lines.findLastIndex((line) => isSentence(line.text))
  const around: Around = {
    head: new Set(headOf(lines)),
    closing: new Set(lines.slice(last)),
    isDialogue: hasOtherRefrain(marks),
    isCopied,
  }
  return familiesOf(marks).flatMap((family) => {
    const isOwn = family.some((mark) => mark.own !== 'none')
    const others = marks.filter((mark) => mark.place === 'tail' && !family.includes(mark)).length
    if (!(isOwn ? provesOwn(family, around) : mayProveOther(family))) return []
    const flow = findFlow(lines, title, family, own)
    if (!isOwn && !provesOther(family, flow.loose, others)) return []
    const tails = family.filter((mark) => mark.place === 'tail').length
    const isEverywhere = isOwn && flow.inSentences === 0 && family.filter(isEvidence).length >= 3
    const cutsLoose = tails >= 2 || isEverywhere
    const inSentences = flow.inSentences + (cutsLoose ? 0 : flow.loose.length)
    // A text about the company: its name is a word of the sentences, and what stands apart is a signature or heading.
    if (inSentences > 0 && tails < inSentences * (isOwn ? 2 : 3)) return []
    return [{ isOwn, places: [...family, ...(cutsLoose ? flow.loose : [])] }]
  })
}

interface Around {
  readonly head: ReadonlySet<Line>
  /** The last sentence and what follows it: a name in both is one signature. */
  readonly closing: ReadonlySet<Line>
  readonly isDialogue: boolean
  readonly isCopied: boolean
}

/** The lines before the first sentence. */
export function headOf(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex((line) => isSentence(line.text))
  return first < 0 ? [] : lines.slice(0, first)
}

/** Each is compared with each: a text with more phrases apart than this is a list. */
const maxSeeds = 300
/** What else is kin to them is found in the flow, too. */
const maxMarks = 3000

function familiesOf(all: readonly Mark[]): readonly (readonly Mark[])[] {
  const marks = all.slice(0, maxMarks)
  // A list has thousands of short lines; only those kin to a mark that can prove something are looked at.
  const isSeed = (mark: Mark): boolean => mark.own !== 'none' || mark.place === 'tail' || mark.name.hasLegalForm
  const seeds = marks.filter(isSeed)
  const foreign = seeds.filter((mark) => mark.own === 'none').slice(0, maxSeeds)
  let families: Mark[][] = []
  for (const mark of [...seeds.filter((each) => each.own !== 'none'), ...foreign]) {
    const kin = families.filter((family) => family.some((member) => isKin(member, mark)))
    const [first, ...others] = kin
    if (first === undefined) families.push([mark])
    else for (const member of [...others.flat(), mark]) first.push(member)
    families = families.filter((family) => !others.includes(family))
  }
  for (const mark of marks.filter((each) => !isSeed(each))) {
    families.find((family) => family.some((member) => isKin(member, mark)))?.push(mark)
  }
  return families
}

function isKin(one: Mark, other: Mark): boolean {
  if (one.own !== 'none' && other.own !== 'none' && begins(one, other)) return true
  if (one.own === 'whole' && other.own === 'whole') return true
  return areKin(one.name.squashed, other.name.squashed) && !isPhraseWith(one, other) && !isPhraseWith(other, one)
}

// "About Acme Robotics" on a line is a phrase with the name in it; "ACME ROBOTICS – LEIPZIG" begins with it, as a name does.
function isPhraseWith(line: Mark, name: Mark): boolean {
  const isLonger = line.place === 'line' && line.name.squashed.length > name.name.squashed.length
  const isName = begins(line, name) && isNameLike(line.line.text.trim()) && line.line.kind !== 'heading'
  return isLonger && !isName
}

// Of its own names a site may use the first three letters alone: "RTP" for "RTP Live".
function begins(one: Mark, other: Mark): boolean {
  return one.name.squashed.startsWith(other.name.squashed) || other.name.squashed.startsWith(one.name.squashed)
}

// Headings, list items and captions name things; they go with a proved name but prove none.
function isEvidence(mark: Mark): boolean {
  if (mark.line.kind === 'caption' || isBeforeQuestion(mark) || isOfItsOwn(mark)) return false
  return mark.place !== 'line' || mark.line.kind === 'prose' || mark.line.kind === 'quote'
}

// "Orbit reader Anna Holm" begins with the own name and says more; "ORBIT LEEDS" and "Orbit Leeds Ltd" are how a name is signed.
function isOfItsOwn(mark: Mark): boolean {
  const isSigned = mark.name.hasLegalForm || mark.place === 'head' || mark.name.words.length === 1
  return mark.own === 'more' && !isSigned && !isInCapitals(mark.line.text.slice(mark.start, mark.end))
}

// "ORBIT – Why did you leave?" is an interview.
function isBeforeQuestion(mark: Mark): boolean {
  return mark.place === 'head' && /[?？؟]["”’»」』]*\s*$/u.test(mark.line.text)
}

function provesOwn(family: readonly Mark[], { head, closing, isDialogue, isCopied }: Around): boolean {
  const isHeading = (mark: Mark): boolean => mark.line.kind === 'heading' && mark.own !== 'more'
  // One heading can name its subject; nobody heads two parts of a text with his own name.
  const hasHeadings = family.filter(isHeading).length >= 2
  const all = family
    .filter((mark) => isEvidence(mark) || (hasHeadings && isHeading(mark)))
    .filter((mark) => mark.place === 'tail' || !isDialogue)
  const signature = all.filter((mark) => mark.place !== 'head' && closing.has(mark.line)).slice(1, 2)
  const evidence = all.filter((mark) => !signature.includes(mark))
  const isAtHead = (mark: Mark): boolean => mark.place === 'line' && head.has(mark.line)
  const alone = family.some((mark) => mark.own === 'whole' && !isDialogue && (isAtHead(mark) || isDateline(mark)))
  // "BOSTON – " is a town on the site of the Boston Traders, too.
  const isTown = (mark: Mark): boolean => mark.place === 'head' && mark.own === 'part'
  if (alone || (isCopied && evidence.some((mark) => !isTown(mark)))) return true
  const isVaried = new Set(evidence.map((mark) => mark.name.squashed)).size >= 2
  return evidence.length >= 2 && (isVaried || evidence.some((mark) => mark.place !== 'head' || mark.own === 'whole'))
}

// "KOMPAS.com – " is how a paper signs its own reports; a company signs with its legal form or its name in full.
function isDateline(mark: Mark): boolean {
  const hasDash = !/[:：]\s*$/u.test(mark.line.text.slice(mark.start, mark.end))
  return mark.place === 'head' && hasDash && (mark.name.hasLegalForm || mark.name.words.length >= 3)
}

// Before the whole text is read for its name.
function mayProveOther(family: readonly Mark[]): boolean {
  return family.length >= 2 && !family.some((mark) => agencies.has(mark.name.squashed))
}

function provesOther(family: readonly Mark[], loose: readonly Stretch[], otherTails: number): boolean {
  const evidence = family.filter(isEvidence)
  const printed = evidence.map((mark) => mark.line.text.slice(mark.start, mark.end).trim())
  const tails = evidence.filter((mark) => mark.place === 'tail').length
  const isVaried = new Set(printed).size >= 2 || tails < evidence.length
  const hasLegalForm =
    evidence.some((mark) => mark.name.hasLegalForm) ||
    loose.some(({ line, start, end }) => nameOf(line.text.slice(start, end)).hasLegalForm)
  // "Closed Mondays" behind three sentences of a listing is no name: one spelling must be written as a trade mark is.
  // Where other phrases stand so, too, the text gives answers or votes.
  const isLoud = otherTails === 0 && printed.every((text) => text.length >= 5 && text === text.toUpperCase())
  const isMark = isVaried || hasLegalForm || isLoud
  const all = evidence.length + loose.length
  if (tails >= 4 || (tails >= 2 && all >= 3 && isMark)) return true
  const isLong = evidence.every((mark) => mark.name.words.length >= 2)
  if (tails >= 1 && evidence.length >= 3 && tails < evidence.length && isLong) return true
  // Refrains and speakers recur on lines of their own, too, but no refrain is a registered company in two spellings.
  const headings = family.filter((mark) => mark.line.kind === 'heading' && !evidence.includes(mark)).length
  return all + headings >= 3 && isVaried && hasLegalForm
}

// An interview prints the names of its two speakers in turn; one of them can be the magazine's.
function hasOtherRefrain(marks: readonly Mark[]): boolean {
  const counts = new Map<string, number>()
  for (const mark of marks) {
    if (mark.place !== 'tail' && mark.own === 'none')
      counts.set(mark.name.squashed, (counts.get(mark.name.squashed) ?? 0) + 1)
  }
  return [...counts.values()].some((count) => count >= 3)
}
