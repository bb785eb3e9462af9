import { z } from 'zod'
import { feedsFile } from './settings.ts'

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
}

/** The JSON Schema of feeds.json, as src/config/feeds.schema.json holds it for editors. */
export function settingsJsonSchema(): string {
  const schema = z.toJSONSchema(feedsFile, { io: 'input' })
  return `${JSON.stringify({ ...schema, title: 'Millrace feeds.json', allowComments: true, allowTrailingCommas: true }, undefined, 2)}\n`
}

/** Every setting by its place, without those that only hold others: `window.days`, `feeds[].keep`. */
export function settingNames(): readonly string[] {
  const all = placesOf(schemaTree(), '')
  return all.filter((place) => !all.some((other) => other.startsWith(`${place}.`) || other.startsWith(`${place}[].`)))
}

/** The names that may stand at a place such as `window` or `feeds[]`; the empty place is the top. */
export function namesAt(place: string): readonly string[] {
  let node: SchemaNode | undefined = schemaTree()
  for (const step of place.split('.').filter((part) => part !== '')) {
    node = node?.properties?.[step.replace('[]', '')]
    if (step.endsWith('[]')) node = node?.items
  }
  return Object.keys(node?.properties ?? {})
}

function schemaTree(): SchemaNode {
  return z.toJSONSchema(feedsFile, { io: 'input' }) as SchemaNode // every schema is made of these two fields and leaves
}

function placesOf(node: SchemaNode, prefix: string): readonly string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const place = `${prefix}${name}`
    return child.items?.properties === undefined
      ? [place, ...placesOf(child, `${place}.`)]
      : [place, ...placesOf(child.items, `${place}[].`)]
  })
}
