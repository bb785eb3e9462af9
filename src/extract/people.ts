import type { Person } from '../types.ts'
import { squash } from '../util/squash.ts'

/** Words before a name, in the languages of our feeds. */
const byWords =
  '(?:(?:written|posted|published|reported|story|words|text|article|reviewed|edited|researched|compiled)\\s+by|by|von|vom|oleh|par|por|di|da|door|af|av|przez|rédigé par|escrito por|geschrieben von|gespeichert von|eingestellt von|ditulis oleh|autor(?:in|es|e|a|ka)?|auteur|authors?|penulis|reporter|redaktion|editor|text|texte|texto|testo|tekst|yazar|автор|текст|作者|文|記者|记者|기자|글)'
const by = new RegExp(`^${byWords}(?:\\s*[:：|]\\s*|\\s+)`, 'iu')
const byAlone = new RegExp(`(?:^|[\\s|•·])${byWords}\\s*[:：]?$`, 'iu')
const byInside = /\b(?:posted|published|written)\b.{0,60}\bby\s+(.+)$/i

/** What templates and authors' pages put where a name should be. */
const nobody =
  /^(?:admin(?:istrator)?|webmaster|editor|editorial|root|user|guest|anonymous|unknown|author|authors|staff|staff writer|null|undefined|none|n\/a|default|test|share|tweet|facebook|twitter|instagram|linkedin|whatsapp|youtube|telegram|email|e-mail|print|follow|subscribe|comments?|home|about|contact|login|more|read more|(?:view|see|show|more) (?:all|more|my|about)\b.*|posts? by.*|updated|published|posted|autor|redakcja|redaktion|redaksi|redacción|the author|super user|www\..*|wordpress|view my complete profile|profile|bio|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)$/i

/** Words around a name that link to its bearer's page or post list. */
const wrapping =
  /^(?:zeige alle beiträge von|alle (?:artikel|beiträge) von|more (?:about|by|from|posts by)|posts? by|articles? by|view all posts by|see all posts by|voir tous les articles de|ver todas las entradas de|profile picture of|photo of|about)\s+|\s+(?:alle artikel|mehr artikel|all posts|view all posts|(?:and|&) team)$/iu

/** What stands after a name and a comma. */
const role =
  /\b(?:editor|reporter|correspondent|writer|journalist|columnist|contributor|expert|staff|redakteur(?:in)?|autorin)$/i

/** One or several names as a page writes them; what is no person and no outlet is left out, as is who was named before. */
export function peopleOf(names: readonly (string | Person)[]): readonly Person[] {
  const people = new Map<string, Person>()
  for (const entry of names) {
    const person = typeof entry === 'string' ? { name: entry } : entry
    for (const name of namesIn(person.name)) {
      const key = squash(name)
      if (!people.has(key)) people.set(key, { ...person, name })
    }
  }
  return [...people.values()].slice(0, 12)
}

/**
 * The name in a short text that is a byline: "By Anna Holm", or a name behind a text that ends in "by", or in an element
 * that says it holds the author. Undefined when it is none; what looks like no name is none.
 */
export function byline(text: string, before: string, isNamed: () => boolean): string | undefined {
  if (text.length > 100) return undefined
  const line = text.replace(by, '')
  const inside = byInside.exec(text)?.[1]
  if (inside === undefined && line === text && !byAlone.test(before) && !isNamed()) return undefined
  const [name] = (inside ?? line).split(/\s*(?:[|•·–—]|\s-\s|,\s*\d|\s\d).*$/u)
  return name !== undefined && looksLikeName(name) ? name : undefined
}

/** Two to five words that each begin in capitals, but for particles; or some characters of a script without capitals. */
function looksLikeName(name: string): boolean {
  if (/^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]{2,8}$/u.test(name)) return true
  const words = name.trim().split(/[\s,]+/)
  const plain = words.filter(
    (word) => !/^(?:and|und|et|y|e|dan|van|von|de|del|der|den|di|da|du|la|le|al|bin|binti|&|dr\.?|md)$/i.test(word),
  )
  return (
    plain.length >= 2 &&
    words.length <= 10 &&
    plain.every((word) => /^[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}.'’-]*$/u.test(word))
  )
}

/** A byline with its markup; patterns over what is longer could take minutes. */
const longestByline = 2000

function namesIn(text: string): readonly string[] {
  if (text.length > longestByline) return []
  const line = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(wrapping, '')
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
        .replace(wrapping, '')
        .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, (end) => (end.startsWith('.') ? '.' : ''))
        .trim(),
    )
    .filter((name) => isName(name) && !role.test(name))
}

function isName(name: string): boolean {
  if (name.length < 2 || name.length > 70 || nobody.test(name)) return false
  if (!/\p{L}{2}|\p{sc=Han}/u.test(name) || /https?:|www\.|@|\d{2}|[{}<>[\]=]/.test(name)) return false
  return name.split(' ').length <= 7
}
