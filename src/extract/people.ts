import type { Person } from '../types.ts'

/** Words before a name, in the languages of our feeds. */
const by =
  /^(?:(?:written|posted|published|reported|story|words|text|article|reviewed|edited)\s+by|by|von|oleh|par|por|di|da|door|af|av|autor(?:in|es|e)?|authors?|penulis|reporter|redaktion|editor|yazar|автор|作者|記者|记者|기자)(?:\s*[:：|]\s*|\s+)/i

/** What templates and authors' pages put where a name should be. */
const nobody =
  /^(?:admin(?:istrator)?|webmaster|editor|root|user|guest|anonymous|unknown|author|authors|staff|null|undefined|none|n\/a|default|test|share|tweet|facebook|twitter|instagram|linkedin|whatsapp|email|e-mail|print|follow|subscribe|comments?|home|about|contact|login|more|read more|view (?:all )?posts?.*|posts? by.*|see (?:all|more).*|updated|published|autor|redakcja|the author|super user|www\..*|wordpress)$/i

/** What stands after a name and a comma. */
const role = /\b(?:editor|reporter|correspondent|writer|journalist|columnist|contributor|redakteur(?:in)?|autorin)$/i

/** One or several names as a page writes them; what is no person and no outlet is left out, as is who was named before. */
export function peopleOf(names: readonly (string | Person)[]): readonly Person[] {
  const people = new Map<string, Person>()
  for (const entry of names) {
    const person = typeof entry === 'string' ? { name: entry } : entry
    for (const name of namesIn(person.name)) {
      const key = name.toLowerCase()
      if (!people.has(key)) people.set(key, { ...person, name })
    }
  }
  return [...people.values()].slice(0, 12)
}

/** A byline with its markup; patterns over what is longer could take minutes. */
const longestByline = 2000

function namesIn(text: string): readonly string[] {
  if (text.length > longestByline) return []
  const line = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(by, '')
  if (line.length > 200 || /https?:|www\./i.test(line)) return []
  return line
    .split(
      /\s*(?:;|\||•|·|\s(?:and|und|dan|et|y|e|en|och|og|i|и|&)\s|,\s*(?:and|und|et|y)\s|、)\s*|,\s+(?=\p{Lu}\S*\s+\p{Lu})/u,
    )
    .map((name) =>
      name
        .replace(by, '')
        .replace(/\s*[,(/].*$/, '')
        .replace(/[\s\p{P}]+$/u, (end) => (end.startsWith('.') ? '.' : ''))
        .trim(),
    )
    .filter((name) => isName(name) && !role.test(name))
}

function isName(name: string): boolean {
  if (name.length < 2 || name.length > 70 || nobody.test(name)) return false
  if (!/\p{L}{2}|\p{sc=Han}/u.test(name) || /https?:|www\.|@|\d{2}|[{}<>[\]=]/.test(name)) return false
  return name.split(' ').length <= 7
}
