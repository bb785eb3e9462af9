import type { z } from 'zod'
import { withoutCredentials } from '../errors.ts'
import { nearest } from './nearest.ts'
import { namesAt, settingNames } from './schema.ts'

/** One thing that is wrong with feeds.json. */
export interface Mistake {
  /** Such as `feeds[2].refreshMinutes`; empty for the file as a whole. */
  readonly place: string
  readonly message: string
}

/** All mistakes as the text of one error: the file, then a line each. */
export function describeMistakes(file: string, mistakes: readonly Mistake[]): string {
  const lines = mistakes.map(({ place, message }) => `  ${place === '' ? '' : `${place}: `}${message}`)
  return [`${file}:`, ...lines].join('\n')
}

/** What the schema found, with the value that stands there and the nearest right name for an unknown one. */
export function schemaMistakes(issues: readonly z.core.$ZodIssue[], file: unknown): readonly Mistake[] {
  return issues.flatMap((issue): readonly Mistake[] => {
    const place = placeOf(issue.path)
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownSetting(place, key))
    if (!issue.message.startsWith('expected ')) return [{ place, message: issue.message }]
    return [{ place, message: `${issue.message}, found ${describeFound(issue.path, valueAt(file, issue.path))}` }]
  })
}

function unknownSetting(parent: string, key: string): Mistake {
  const place = parent === '' ? key : `${parent}.${key}`
  const suggestion =
    nearest(key, namesAt(parent.replace(/\[\d+\]/g, '[]'))) ??
    // A right name at the wrong level, such as refreshMinutes at the top.
    settingNames().find((name) => name.endsWith(`.${key}`) || name === key)
  const message = suggestion === undefined ? 'unknown setting' : `unknown setting; did you mean "${suggestion}"?`
  return { place, message }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`
    // Keys that users choose (header names, address prefixes) are quoted, so that the place stays readable.
    if (!/^[$\w]+$/.test(String(step))) return `${place}[${JSON.stringify(step)}]`
    return place === '' ? String(step) : `${place}.${String(step)}`
  }, '')
}

function valueAt(file: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    file,
  )
}

function describeFound(path: readonly PropertyKey[], value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  // Messages end up in logs: what may be a secret is not repeated.
  if (path.includes('auth') || path.includes('headers')) return `a ${typeof value}`
  const shown = typeof value === 'string' ? withoutCredentials(value) : value
  const json = JSON.stringify(shown)
  return json.length > 100 ? `${json.slice(0, 100)}…` : json
}
