import { creditResolver, type Outlet } from '../publish/credit.ts'
import type { MemberRecord, StoryRecord } from '../store/store.ts'
import type { Copy, Credit, Source, Story, Subscription } from '../types.ts'
import { alternateOf } from '../util/links.ts'
import { withoutSecrets } from '../util/secrets.ts'
import { withoutTrackers } from '../util/url.ts'

interface Outlets {
  readonly subscriptions: ReadonlyMap<string, Subscription>
  /** What each subscription's feed says of itself. */
  readonly sources: ReadonlyMap<string, Source>
}

export interface StoryContext extends Outlets {
  /** A credit as it is published: see `creditsAmong`, made once for all stories. */
  readonly resolveCredit: (credit: Credit) => Credit
  /** Whether the byte budget leaves it its body. */
  readonly hasBody: boolean
}

/**
 * A stored story as it is published: the canonical entry's article under its subscription's policy, the copies as links.
 * What it is related to is found when all are there (related-stories.ts).
 */
export function toStory(record: StoryRecord, context: StoryContext): Story {
  const { entry, article, subscription, firstSeenAt } = record.canonical
  const policy = context.subscriptions.get(subscription)?.content ?? 'link'
  const url = pageOf(record.canonical)
  const language = article.language
  const credit = article.credit && context.resolveCredit(article.credit)
  return {
    id: record.id,
    subscription,
    title: article.title,
    published: article.published ?? firstSeenAt,
    updated: record.updated,
    authors: article.authors,
    categories: entry.categories,
    enclosures: policy === 'link' ? [] : entry.links.filter(({ rel }) => rel === 'enclosure'),
    source: sourceOf(subscription, context),
    copies: record.copies.map((copy) => toCopy(copy, context)),
    related: [],
    ...(url === undefined ? {} : { url }),
    ...(language === undefined ? {} : { language }),
    ...(policy === 'link' || article.summary === undefined ? {} : { summary: article.summary }),
    ...(policy === 'full' && context.hasBody ? { html: article.html } : {}),
    ...(policy === 'link' || article.image === undefined ? {} : { image: article.image }),
    ...(entry.rights === undefined ? {} : { rights: entry.rights }),
    ...(credit === undefined ? {} : { credit }),
  }
}

function toCopy(copy: MemberRecord, context: StoryContext): Copy {
  const url = pageOf(copy)
  return {
    title: copy.article.title,
    sourceTitle: sourceOf(copy.subscription, context).title,
    ...(url === undefined ? {} : { url }),
  }
}

/** Without the marks by which publishers count where readers come from. */
function pageOf({ entry }: MemberRecord): string | undefined {
  const page = alternateOf(entry.links)
  return page === undefined ? undefined : withoutTrackers(page)
}

/** What the feed says of itself, under the title that the settings give it, if any; the id alone until it was read. */
function sourceOf(id: string, { subscriptions, sources }: Outlets): Source {
  const said = sources.get(id)
  const title = subscriptions.get(id)?.title ?? (said?.title || withoutSecrets(id))
  return said === undefined ? { id, title, links: [], authors: [] } : { ...said, title }
}

/** Names a credit as the subscription that it means, if it means one. */
export function creditsAmong(outlets: Outlets): StoryContext['resolveCredit'] {
  return creditResolver(() => outletsOf(outlets))
}

/** Outlets a credit may name: each subscription by its titles, at its site as its feed names it, else as its address does. */
function outletsOf({ subscriptions, sources }: Outlets): readonly Outlet[] {
  return [...subscriptions.values()].flatMap(({ id, title, url }) => {
    const source = sources.get(id)
    const site = (source && alternateOf(source.links)) ?? originOf(url)
    const titles = [title, source?.title].filter((each) => each !== undefined)
    return site === undefined ? [] : titles.map((each) => ({ title: each, site }))
  })
}

function originOf(url: string): string | undefined {
  const parsed = URL.parse(url)
  return parsed?.protocol.startsWith('http') ? `${parsed.origin}/` : undefined
}
