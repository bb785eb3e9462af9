/**
 * Deeper than any page: the parser's stack costs the square of its depth (htmlparser2 shifts an array), so that five
 * megabytes of opening tags would take hours. Elements that need no end tag count too, hence the generous number.
 */
const deepest = 10_000

const voids = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

/** The same HTML without the opening tags that would nest deeper than any page does; their content stays. */
export function limitNesting(html: string): string {
  let depth = 0
  return html.replace(/<(\/?)([a-z][^\s/>]*)/gi, (tag, slash: string, name: string) => {
    if (voids.test(name)) return tag
    if (slash === '/') {
      depth = Math.max(0, depth - 1)
      return tag
    }
    if (depth >= deepest) return '<br'
    depth += 1
    return tag
  })
}
