/** How values of the domain and of the tables turn into one another: absent is `undefined` here, `null` there. */

/** A date or nothing, as a column holds it. */
export function toTime(date: Date | undefined): number | null {
  return date === undefined ? null : date.getTime()
}

/** A whole number as any driver gives it: PostgreSQL's bigint comes as text. */
export function toDate(time: number | string): Date {
  return new Date(Number(time))
}

/** `{ [name]: value }`, or nothing where the column is null: to be spread into a record. */
export function optional<K extends string, C, V>(
  name: K,
  column: C | null,
  convert: (column: C) => V,
): { readonly [P in K]?: V } {
  return column === null ? {} : ({ [name]: convert(column) } as { readonly [P in K]: V })
}

/** `optional` for a column that is text as it stands. */
export function optionalText<K extends string>(name: K, column: string | null): { readonly [P in K]?: string } {
  return optional(name, column, (text) => text)
}

/** Lists are bound in pieces: SQLite takes at most 32,766 values in a statement, and a piece must not hold up the loop. */
export function* inPieces<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}
