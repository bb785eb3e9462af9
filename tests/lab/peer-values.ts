/** What the adapters of other parsers share: looking into records whose shape only their own types know. */

/** The first of these paths, dots between names, at which a record holds something. */
export function at(record: unknown, ...paths: readonly string[]): unknown {
  for (const path of paths) {
    let value = record
    for (const name of path.split('.')) {
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
    }
    if (value !== undefined && value !== null && value !== '') return value
  }
  return undefined
}

/** A list at a path, empty where there is none. */
export function listAt(record: unknown, ...paths: readonly string[]): readonly unknown[] {
  const value = at(record, ...paths)
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

/** `mail (Name)` and the like, which both leave in one piece: only what stands between the brackets is the name. */
export function person(value: unknown): unknown {
  const text = typeof value === 'string' ? value : at(value, 'name', 'email')
  const email = at(value, 'email') ?? /[^\s<>()]+@[^\s<>()]+/.exec(String(text ?? ''))?.[0]
  const inside = /\(([^()]+)\)/.exec(String(text ?? ''))?.[1]
  const name = inside ?? (text === email ? undefined : text)
  return { name, email, url: at(value, 'uri', 'url') }
}
