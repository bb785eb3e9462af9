import { html, raw } from 'hono/html'
import type { Article } from '../types.ts'

const style = `
body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
header, aside { font: .85rem/1.5 system-ui, sans-serif; color: GrayText }
img, video { max-width: 100%; height: auto }
pre { overflow-x: auto }
del { text-decoration-color: #c00 }
`

/** A second fence behind the allow-list, as on the index page: nothing runs, only images and media load. */
const contentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; media-src http: https:; base-uri 'none'; form-action 'none'"

/**
 * One article as a page of its own, with what was cut from it and why, for a look before subscribing. `article.html` is
 * trusted to be the allow-list's output.
 */
export function renderPreview(article: Article, url: string | undefined): string {
  const { title, authors, published, language, credit, cuts } = article
  const known = [
    authors.map(({ name }) => name).join(', '),
    published?.toISOString().slice(0, 16).replace('T', ' '),
    language,
    credit === undefined ? undefined : `credit: ${credit.name}`,
    article.origin === 'page' ? 'read from its page' : "the feed's own text",
  ].filter((each) => each !== undefined && each !== '')
  const link = url !== undefined && /^https?:/i.test(url) ? html`<a href="${url}">${url}</a>` : ''
  return String(html`<!doctype html>
<html lang="${language ?? 'en'}" dir="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<style>${raw(style)}</style>
</head>
<body>
<header>${known.join(' · ')}<br>${link}</header>
<main>
<h1 dir="auto">${title}</h1>
${raw(article.html)}
</main>
<aside>
<h2>${cuts.length === 0 ? 'Nothing was cut' : 'What was cut, and why'}</h2>
<ul>${cuts.map(({ reason, text }) => html`<li>${reason}: <del dir="auto">${text}</del></li>`)}</ul>
</aside>
</body>
</html>
`)
}
