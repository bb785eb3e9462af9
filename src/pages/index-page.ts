import { html, raw } from 'hono/html'
import type { Copy, Image, Publication, Story } from '../types.ts'
import { toAbsolute } from '../util/url.ts'
import { indexStyle } from './index-style.ts'

/** A document that the page leads to. */
export interface Related {
  /** Relative to the page. */
  readonly path: string
  readonly mediaType: string
  readonly name: string
}

export interface IndexOptions {
  /** What to subscribe to. */
  readonly feed: Related
  /** The same entries in other formats. */
  readonly others: readonly Related[]
  /** The list of subscriptions. */
  readonly sources: Related
}

/** So many stories carry their text on the page, the newest first, and so much text in sum; the others are summary and link. */
const bodies = { maxStories: 100, maxLength: 1_000_000 }

/** Markup that is escaped already. */
type Markup = ReturnType<typeof html>

interface View {
  readonly publication: Publication
  readonly date: Intl.DateTimeFormat
}

/**
 * The publication as a page for people: the stories in their order, each with byline, summary and full text. It has no
 * script and asks nobody for anything but the stories' own images. `story.html` is trusted to be the allow-list's output.
 */
export function renderIndex(publication: Publication, stories: readonly Story[], options: IndexOptions): string {
  const view = { publication, date: dateFormat(publication.language) }
  const whole = storiesWithBody(stories)
  const language = publication.language ?? 'en'
  return String(html`<!doctype html>
<html lang="${language}" dir="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${publication.title}</title>
${description(publication)}<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Millrace">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
${alternates(publication, options)}
<link rel="icon" href="data:,">
<style>${raw(indexStyle)}</style>
</head>
<body>
<a class="skip" href="#stories">Skip to the stories</a>
<div class="page">
${masthead(publication, options)}
<main id="stories">
${stories.map((story) => articleOrTitle(story, whole.has(story), view))}
${stories.length === 0 ? html`<p class="empty">No stories yet. They appear here after the next run.</p>` : ''}
</main>
<footer>
<p>Last change ${time(publication.updated, view)}. Every text belongs to its publisher; the titles lead to the originals.</p>
<p>Made by Millrace from ${sourceCount(stories)}.</p>
</footer>
</div>
</body>
</html>
`)
}

/** A second fence behind the allow-list: should markup ever slip through, it still can't run or load anything. */
const contentPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src http: https: data:',
  'media-src http: https:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function description(publication: Publication): Markup | string {
  return publication.subtitle === undefined
    ? ''
    : html`<meta name="description" content="${publication.subtitle}">
`
}

/** The feed first and under the bare title: readers that find several take or propose the first. */
function alternates(publication: Publication, { feed, others, sources }: IndexOptions): readonly Markup[] {
  return [feed, ...others, sources].map(({ path, mediaType, name }, index) => {
    const title = index === 0 ? publication.title : `${publication.title} (${name})`
    return html`${index === 0 ? '' : '\n'}<link rel="alternate" type="${mediaType}" title="${title}" href="${path}">`
  })
}

function masthead(publication: Publication, { feed, others, sources }: IndexOptions): Markup {
  const formats = others.map(({ path, name }) => html`<a href="${path}">${name}</a>, `)
  return html`<header class="masthead">
<h1 dir="auto">${publication.title}</h1>
${publication.subtitle === undefined ? '' : html`<p dir="auto">${publication.subtitle}</p>`}
<div class="subscribe" dir="ltr"><a class="button" href="${feed.path}">Subscribe</a> <span>or add to your feed reader:</span> <code>${new URL(feed.path, publication.url).href}</code>
<p>Also as ${formats}and <a href="${sources.path}">its sources as ${sources.name}</a>.</p></div>
</header>`
}

/** What breaks one story must not take the page from the others: its title and its link are left of it. */
function articleOrTitle(story: Story, hasBody: boolean, view: View): Markup {
  try {
    return article(story, hasBody, view)
  } catch {
    const url = webUrl(story.url)
    return html`<article class="story" dir="auto">
<h2 dir="auto">${url === undefined ? story.title : html`<a href="${url}">${story.title}</a>`}</h2>
</article>
`
  }
}

function article(story: Story, hasBody: boolean, view: View): Markup {
  const url = webUrl(story.url)
  const language = story.language === view.publication.language ? undefined : story.language
  const title = story.title.trim() === '' ? story.source.title : story.title
  return html`<article class="story"${language === undefined ? '' : html` lang="${language}"`} dir="auto">
${leadImage(story.image)}<p class="byline">${byline(story)} · ${time(story.published, view)}</p>
<h2 dir="auto">${url === undefined ? title : html`<a href="${url}">${title}</a>`}</h2>
${story.summary === undefined ? '' : html`<p class="summary" dir="auto">${story.summary}</p>`}
${hasBody ? html`<details><summary>Full text</summary><div class="body" dir="auto">${raw(lazy(story.html ?? ''))}</div></details>` : ''}
<div class="foot">${alsoAt(story.copies)}${related(story.related)}${tags(story)}</div>
</article>
`
}

/**
 * Images of a closed text would be fetched at once, a hundred articles' worth. Only a whole tag in the plain form is
 * touched, and one with attributes, so that a lookalike in some attribute's text can't be torn open.
 */
function lazy(safeHtml: string): string {
  return safeHtml.replace(/<img((?: [a-z]+="[^"<>]*")+)>/g, '<img loading="lazy" decoding="async"$1>')
}

/** "CNN Indonesia, via BLOG" where the text names its origin, else the author and the feed. */
function byline(story: Story): Markup {
  const source = story.source.title
  if (story.credit !== undefined) {
    const url = webUrl(story.credit.url)
    const name = url === undefined ? story.credit.name : html`<a href="${url}">${story.credit.name}</a>`
    return html`<b>${name}</b>, via ${source}`
  }
  const names = story.authors.map((author) => author.name).filter((name) => name !== source)
  return names.length === 0 ? html`<b>${source}</b>` : html`<b>${source}</b> · ${names.join(', ')}`
}

function leadImage(image: Image | undefined): Markup | string {
  const url = webUrl(image?.url)
  // Beside its own title it only decorates, so it has no text of its own to read out.
  return url === undefined
    ? ''
    : html`<img class="lead" src="${url}" alt="" width="168" height="112" loading="lazy" decoding="async" referrerpolicy="no-referrer">
`
}

function alsoAt(copies: readonly Copy[]): Markup | string {
  if (copies.length === 0) return ''
  const places = copies.map((copy, index) => {
    const url = webUrl(copy.url)
    const name =
      url === undefined ? copy.sourceTitle : html`<a href="${url}" title="${copy.title}">${copy.sourceTitle}</a>`
    return html`${index === 0 ? '' : ', '}${name}`
  })
  return html`<p>Also at ${places}</p>`
}

/** The titles of others on the same event, each with its source. */
function related(others: readonly Copy[]): Markup | string {
  const links = others.flatMap(({ title, url, sourceTitle }) => {
    const href = webUrl(url)
    return href === undefined ? [] : html`<a href="${href}">${title}</a> (${sourceTitle})`
  })
  return links.length === 0
    ? ''
    : html`<p>Related: ${links.map((link, at) => html`${at === 0 ? '' : ', '}${link}`)}</p>`
}

/** The first few only: some publishers list thirty. */
function tags(story: Story): Markup | string {
  const labels = story.categories.slice(0, 5).map((category) => category.label ?? category.term)
  return labels.length === 0
    ? ''
    : html`<ul aria-label="Categories">${labels.map((label) => html`<li dir="auto">#${label}</li>`)}</ul>`
}

function time(date: Date, view: View): Markup {
  return html`<time datetime="${date.toISOString()}">${view.date.format(date)}</time>`
}

/** In UTC: a static page can't know where its reader is. */
function dateFormat(language: string | undefined): Intl.DateTimeFormat {
  const options = {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  } as const
  try {
    return new Intl.DateTimeFormat(language ?? 'en', options)
  } catch {
    // Not a language tag: a page with English dates is better than no page.
    return new Intl.DateTimeFormat('en', options)
  }
}

function storiesWithBody(stories: readonly Story[]): ReadonlySet<Story> {
  const whole = new Set<Story>()
  let length = 0
  for (const story of stories) {
    if (story.html === undefined || length + story.html.length > bodies.maxLength) continue
    if (whole.size === bodies.maxStories) break
    length += story.html.length
    whole.add(story)
  }
  return whole
}

function sourceCount(stories: readonly Story[]): string {
  const count = new Set(stories.map((story) => story.subscription)).size
  return count === 1 ? 'one source' : `${count} sources`
}

function webUrl(url: string | undefined): string | undefined {
  return url === undefined ? undefined : toAbsolute(url, url)
}
