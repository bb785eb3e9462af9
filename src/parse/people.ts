import type { Person } from '../types.ts'
import { textOfLooseHtml } from '../util/text.ts'
import { clean } from './markup.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { childOf, childText, textOf } from './xml-query.ts'

const address = /[^\s<>()[\]",;:]{1,64}@[^\s<>()[\]",;:]{1,255}/

/** The pattern takes time on what is longer, and it names nobody. */
const longestLine = 1000

/** `mail (Name)`, `Name <mail>`, `Name (mail)`, `mail`, `Name`: RSS has one field for both. */
export function personOf(text: string | undefined): Person | undefined {
  const written = (text ?? '').slice(0, longestLine)
  const line = clean(textOfLooseHtml(written))
  if (line === '') return undefined
  const found = line.includes('@') ? address.exec(line) : null
  if (found === null) {
    // Of a link to an address, the text is the name alone.
    const linked = written.includes('@') ? /mailto:([^"'?&\s<>]+@[^"'?&\s<>]+)/i.exec(written)?.[1] : undefined
    return linked === undefined ? { name: line } : { name: line, email: linked }
  }
  const email = found[0].replace(/^mailto:/i, '')
  const rest = line.slice(0, found.index) + line.slice(found.index + found[0].length)
  const name = clean(rest.replace(/mailto:/i, '').replace(/[<>()[\]"]/g, ' ')).replace(/^[-,;:]\s*|\s*[-,;:]$/g, '')
  return { name: name === '' ? email : name, email }
}

const nameNames = ['atom:name', 'name']
const emailNames = ['atom:email', 'email']
const uriNames = ['atom:uri', 'atom:url', 'atom:homepage', 'uri', 'url']
const personNames = [...nameNames, ...emailNames, ...uriNames]

/**
 * A person in elements as Atom has them (RFC 4287 3.2), which some write in RSS too; Atom 0.3 says `url`. Where there are none,
 * the text is read as RSS has it.
 */
export function personIn(element: XmlElement): Person | undefined {
  if (childOf(element, ...personNames) === undefined) return personOf(textOf(element))
  const name = childText(element, ...nameNames)
  const email = childText(element, ...emailNames)
  const uri = childText(element, ...uriNames)
  const split = personOf(name)
  const mail = email ?? split?.email
  const shown = split?.name ?? mail ?? uri
  if (shown === undefined) return undefined
  const href = uri === undefined ? undefined : resolveUrl(uri, element.base)
  return {
    name: shown,
    ...(mail === undefined ? {} : { email: clean(mail) }),
    ...(href === undefined ? {} : { uri: href }),
  }
}

/** Each person once: by name and address. */
export function uniquePeople(people: readonly (Person | undefined)[]): readonly Person[] {
  const found = people.every((person) => person !== undefined)
    ? people
    : people.filter((person) => person !== undefined)
  return uniqueBy(found, ({ name }) => name.toLowerCase())
}
