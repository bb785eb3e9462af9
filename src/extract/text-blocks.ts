import { type Element, isTag, isText } from 'domhandler'
import { siteOf, toAbsolute } from '../util/url.ts'
import { inline } from './tree.ts'

/** Blocks of text: what stands between two line breaks of the page. */
export function textBlocks(parent: Element): readonly Element[] {
  return parent.children.flatMap((child): readonly Element[] => {
    if (!isTag(child) || inline.has(child.name) || child.name === 'pre' || child.name === 'table') return []
    const inner = textBlocks(child)
    const own = child.children.some((each) =>
      isText(each) ? each.data.trim() !== '' : isTag(each) && inline.has(each.name),
    )
    return own || inner.length === 0 ? [child] : inner
  })
}

/** The links below an element, none inside another. */
export function linksIn(element: Element): readonly Element[] {
  return element.children.flatMap((child) => (isTag(child) ? (child.name === 'a' ? [child] : linksIn(child)) : []))
}

/** Sites on which a page's template has its readers share the page and follow its makers. */
const networks: ReadonlySet<string> = new Set(
  'facebook.com twitter.com x.com linkedin.com pinterest.com reddit.com whatsapp.com wa.me t.me telegram.me instagram.com youtube.com tiktok.com threads.net bsky.app flipboard.com tumblr.com vk.com xing.com getpocket.com line.me weibo.com'.split(
    ' ',
  ),
)

/** Leads the link to another site, and to none where a page is shared or its makers are followed? */
export function leadsAway(link: Element, pageUrl: string): boolean {
  const target = toAbsolute(link.attribs['href'] ?? '', pageUrl)
  const site = target === undefined ? undefined : siteOf(target)
  return site !== undefined && site !== siteOf(pageUrl) && !networks.has(site)
}
