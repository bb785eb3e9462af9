import { type Element, isTag } from 'domhandler'
import { removeAll } from '../util/remove-nodes.ts'
import { squash } from '../util/squash.ts'
import { siteOf, toAbsolute } from '../util/url.ts'
import { weigh } from './measure.ts'
import { leadsElsewhere, notice, templateLine, templateSentence } from './phrases.ts'
import { hasPicture } from './prune.ts'
import { linksIn, textBlocks } from './text-blocks.ts'
import { bears, lineage, shownText } from './tree.ts'

/** Characters of a line that can be the template's, and of one that invites: two sentences at most. */
const longestLine = 200
const longestInvitation = 280

/** Characters of a notice, which lawyers write. */
const longestNotice = 1000

/** Of a body's text so much can be captions without their pictures; where it is more, a gallery tells its story in them. */
const mostCaptions = 0.2

/** What the page says elsewhere, by which its lines are known. */
export interface LineContext {
  /** Squashed. */
  readonly titles: readonly string[]
  /** The page's address. */
  readonly url: string
}

/** Takes out short lines of the template: "Read also …", "Share this", "Advertisement", times, and invitations to subscribe. */
export function dropTemplateLines(body: Element, context: LineContext): void {
  const blocks = textBlocks(body).filter((block) => !hasPicture(block) && block.name !== 'figcaption')
  removeAll(new Set(blocks.filter((block) => isTemplateLine(block, context))))
  const captions = blocks.filter((block) => block.parent !== null && isLooseCaption(block))
  if (sizeOf(captions) < weigh(shownText(body)) * mostCaptions) removeAll(new Set(captions))
}

function isTemplateLine(block: Element, { titles, url }: LineContext): boolean {
  const text = shownText(block)
  const size = weigh(text)
  if (size < longestNotice && notice.test(text)) return true
  if (text === '' || size > longestInvitation) return false
  if (linksIn(block).some(({ attribs }) => isInvitation(attribs['href'] ?? '', url))) return true
  if (size > longestLine) return false
  if (isTime(block)) return true
  const linked = linkedText(block).length
  const isLine = !/[.!?。]["”’»]?$/.test(text) || linked > text.length * 0.5
  if ((isLine && templateLine.test(text)) || templateSentence.test(text)) return true
  if (linked > text.length * 0.4 && leadsElsewhere.test(text)) return true
  if (linked > text.length * 0.9 && block.name !== 'li' && !/^h[1-6]$/.test(block.name)) return true
  return titles.includes(squash(text))
}

/** Where a site's readers subscribe or give, as its own addresses say. Origin: newspapers and blogs, in the languages of our feeds. */
const ownDesk =
  /(?:^|[/._-])(?:newsletters?|subscribe|subscriptions?|sign-?up|abo|abonnieren|abonnement|suscripci[^/]*|donate|spenden?|unterstuetzen|membership)(?:$|[/?#._-])/i

/** Channels, which an outlet has as its own whatever site they are on. */
const channel = /whatsapp\.com\/channel|^https?:\/\/t\.me\//i

/** Leads the link to where this site's readers subscribe? An article that tells of newsletters links those of others. */
function isInvitation(href: string, pageUrl: string): boolean {
  const target = toAbsolute(href, pageUrl)
  if (target === undefined) return false
  return channel.test(target) || (ownDesk.test(target) && siteOf(target) === siteOf(pageUrl))
}

/** A line that is a moment and nothing else: over each post of a live blog, under a headline. */
function isTime(block: Element): boolean {
  return (
    block.name === 'time' ||
    block.children.every((child) => (isTag(child) && child.name === 'time') || shownText(child) === '')
  )
}

/** The caption of a picture that is not there: scripts would draw it, or it went with a player. */
function isLooseCaption(block: Element): boolean {
  if (weigh(shownText(block)) > longestLine) return false
  return lineage(block).slice(0, 2).some(bearsCaption)
}

/** `credit` and `copyright`, which captions are called too, name other lines as well. */
const bearsCaption = bears(new Set(['caption', 'bildunterschrift', 'bildtext']))

function sizeOf(blocks: readonly Element[]): number {
  return blocks.reduce((sum, block) => sum + weigh(shownText(block)), 0)
}

function linkedText(element: Element): string {
  return element.children
    .map((child) => (isTag(child) ? (child.name === 'a' ? shownText(child) : linkedText(child)) : ''))
    .join(' ')
    .trim()
}
