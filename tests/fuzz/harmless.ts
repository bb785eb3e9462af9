import { load } from 'cheerio'
import { isTag } from 'domhandler'
import sanitizeHtml from 'sanitize-html'
import { allowedAttributes } from '../../src/clean/elements.ts'

const names = Object.keys(allowedAttributes)
const attributes = { ...allowedAttributes, '*': ['lang', 'dir'] }

/**
 * Everything in a body that the allow-list does not hold, as two others see it: the parser of browsers (parse5, which
 * repairs where the cleaner's does not), and sanitize-html, whose output has to be the same whether it may drop or not.
 */
export function dangersOf(html: string): readonly string[] {
  return [...dangersInTree(html), ...dropsOfOracle(html)]
}

function dangersInTree(html: string): readonly string[] {
  const $ = load(html, {}, false)
  const found: string[] = []
  for (const element of $('*').toArray()) {
    if (!isTag(element)) continue
    if (!(element.name in allowedAttributes)) found.push(`<${element.name}>`)
    for (const [key, value] of Object.entries(element.attribs)) {
      if (!['lang', 'dir', ...(allowedAttributes[element.name] ?? [])].includes(key)) found.push(`${key}="${value}"`)
      const isAddress = key === 'href' || key === 'src'
      if (isAddress && !/^(?:https?:\/\/[^\s/]|mailto:[^\s])/.test(value)) found.push(`${key}="${value}"`)
    }
  }
  if (
    $.root()
      .contents()
      .toArray()
      .some(({ type }) => type === 'comment' || type === 'directive')
  )
    found.push('a comment')
  return found
}

/** The same writer writes both, so that only what was dropped makes a difference. */
function dropsOfOracle(html: string): readonly string[] {
  const schemes = { allowedSchemes: ['http', 'https', 'mailto'] }
  const dropped = sanitizeHtml(html, { ...schemes, allowedTags: names, allowedAttributes: attributes })
  const kept = sanitizeHtml(html, {
    ...schemes,
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
  })
  return dropped === kept ? [] : [`sanitize-html gives ${dropped} for ${kept}`]
}
