import type { Person } from '../types.ts'
import { clean, cleanLooseHtml } from './markup.ts'
import { addTo } from './modules.ts'
import { uniqueBy } from './unique-by.ts'
import { resolveUrl } from './urls.ts'
import type { XmlElement } from './xml-element.ts'
import { type AskedNames, asked, childOf, childrenOf, childText, textOf } from './xml-query.ts'

const address = /[^\s<>()[\]",;:]{1,64}@[^\s<>()[\]",;:]{1,255}/

/** The pattern takes time on what is longer, and it names nobody. */
const longestLine = 1000

/** `mail (Name)`, `Name <mail>`, `Name (mail)`, `mail`, `Name`: RSS has one field for both. */
export function personOf(text: string | undefined): Person | undefined {
  const written = (text ?? '').slice(0, longestLine)
  const line = cleanLooseHtml(written)
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

const nameNames = asked('atom:name', 'name')
const emailNames = asked('atom:email', 'email')
const uriNames = asked('atom:uri', 'atom:url', 'atom:homepage', 'uri', 'url')
const personNames = asked(...[nameNames, emailNames, uriNames].flatMap(({ each }) => each.map(({ name }) => name)))

/**
 * A person in elements as Atom has them (RFC 4287 3.2), which some write in RSS too; Atom 0.3 says `url`. Where there are none,
 * the text is read as RSS has it.
 */
function personIn(element: XmlElement): Person | undefined {
  if (childOf(element, personNames) === undefined) return personOf(textOf(element))
  const name = childText(element, nameNames)
  const email = childText(element, emailNames)
  const uri = childText(element, uriNames)
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

/** The people in the children of these names, each once. */
export function peopleIn(element: XmlElement, names: AskedNames): readonly Person[] {
  const people: Person[] = []
  for (const child of childrenOf(element, names)) addTo(people, personIn(child))
  return uniquePeople(people)
}

/** Each person once: by name and address. */
export function uniquePeople(people: readonly Person[]): readonly Person[] {
  return uniqueBy(people, lowerName)
}

function lowerName({ name }: Person): string {
  return name.toLowerCase()
}
