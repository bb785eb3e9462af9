import { withoutSecrets } from '../util/secrets.ts'
import { foldSpace } from '../util/text.ts'
import type { Context } from './context.ts'
import { printable } from './report/lines.ts'

/** Prints lines that may hold strangers' texts. */
export function say({ print }: Context, lines: readonly string[]): void {
  for (const line of lines) print(printable(line))
}

/** Prints a value as JSON; dates become ISO 8601, what could steer a terminal is escaped, what addresses hold of keys left out. */
export function sayJson({ print }: Context, value: unknown): void {
  const json = withoutSecrets(JSON.stringify(value, undefined, 2))
  print(
    json.replace(
      /[\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  )
}

const relative = new Intl.RelativeTimeFormat('en')
const units = [
  ['year', 365 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 hours ago", "in 20 minutes", "just now", "within a minute". */
export function relativeTime(date: Date, now: Date): string {
  const ms = date.getTime() - now.getTime()
  const [unit, size] = units.find(([, each]) => Math.abs(ms) >= each) ?? []
  if (unit === undefined || size === undefined) return ms > 0 ? 'within a minute' : 'just now'
  return relative.format(Math.trunc(ms / size), unit)
}

/** The beginning of a text, on one line. */
export function clipped(text: string): string {
  const line = foldSpace(text)
  return line.length > 100 ? `${line.slice(0, 100)}…` : line
}

/** "1 feed", "1,234 feeds". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}
