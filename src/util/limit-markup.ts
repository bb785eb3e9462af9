/**
 * Tags and comments that are read. Of 1,604 pages of an extraction corpus the largest has 11,500 elements, one in a
 * hundred more than 3,200; a page of five megabytes can hold 1.6 million, whose tree alone takes a gigabyte.
 */
const mostTags = 200_000

/**
 * Deeper than any page: the parser's stack costs the square of its depth (htmlparser2 shifts an array), so that five
 * megabytes of opening tags would take hours. Elements that need no end tag count too, hence the generous number.
 */
const deepest = 10_000

const voids = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

/**
 * The HTML as far as it can be read at bounded cost: what follows more tags than any page has is cut off, and opening
 * tags that would nest deeper than any page does are left out, their content stays.
 */
export function limitMarkup(html: string): string {
  return limitNesting(limitTags(html))
}

/** Fewer tags than that can't nest so deep: searching for one character costs a tenth of matching tags. */
function hasMoreTags(html: string, count: number): boolean {
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    tags += 1
    if (tags > count) return true
  }
  return false
}

function limitTags(html: string): string {
  // No tag is shorter than `<b>`: an ordinary page need not be counted.
  if (html.length <= mostTags * 3) return html
  let tags = 0
  for (const { index } of html.matchAll(/<[a-z/!?]/gi)) {
    tags += 1
    if (tags > mostTags) return html.slice(0, index)
  }
  return html
}

function limitNesting(html: string): string {
  if (!hasMoreTags(html, deepest)) return html
  let depth = 0
  const open = new Map<string, number>()
  return html.replace(/<(\/?)([a-z][^\s/>]*)/gi, (tag, slash: string, given: string) => {
    if (voids.test(given)) return tag
    const name = given.toLowerCase()
    const same = open.get(name) ?? 0
    // What ends nothing, as the end of what was left out, must not make room; and the parser looks for it in all its stack.
    if (slash === '/' ? same === 0 : depth >= deepest) return '<br'
    const step = slash === '/' ? -1 : 1
    depth += step
    open.set(name, same + step)
    return tag
  })
}
