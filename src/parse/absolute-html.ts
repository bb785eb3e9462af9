import { Tokenizer } from 'htmlparser2'
import { decodeReferences } from '../util/entities.ts'
import { tokenHandlers } from '../util/tokens.ts'
import { resolveUrl } from './urls.ts'

/** Attributes of HTML whose value is one address. */
export const addressAttributes: ReadonlySet<string> = new Set(
  'href src cite poster action data longdesc background'.split(' '),
)

/** The HTML with the addresses in its attributes made absolute; what is no address, or must not be followed, stays. */
export function absoluteHtml(html: string, base: string): string {
  if (!html.includes('<')) return html
  let absolute = ''
  let done = 0
  let isAddress = false
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...tokenHandlers,
      onattribname: (start, end) => {
        isAddress = addressAttributes.has(html.slice(start, end).toLowerCase())
      },
      onattribdata: (start, end) => {
        const address = isAddress ? decodeReferences(html.slice(start, end)) : ''
        const url = URL.canParse(address) ? undefined : resolveUrl(address, base)
        if (url === undefined) return
        absolute +=
          html.slice(done, start) + url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
        done = end
      },
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return absolute + html.slice(done)
}
