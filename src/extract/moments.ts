/** Moments as pages write them for machines. A bare day is that day at 00:00 UTC; words in a language are not guessed. */
export function momentOf(value: string | undefined): Date | undefined {
  if (value === undefined) return undefined
  const text = value.trim()
  const iso =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:[T\s]+(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?/i.exec(
      text,
    )
  if (iso !== null) {
    const [, year, month = '', day = '', time = '00:00', zone = 'Z'] = iso
    return valid(Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time}${offset(zone)}`))
  }
  const compact = /^(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:\d{6})?$/.exec(text)
  if (compact !== null) return valid(Date.parse(`${compact[1]}-${compact[2]}-${compact[3]}T00:00Z`))
  if (/^1[0-9]{9}(?:\d{3})?$/.test(text)) return valid(Number(text.padEnd(13, '0')))
  // English as RFC 5322 and newspapers' meta elements write it; without a zone it is taken as UTC.
  if (/^(?:[a-z]{3,9},?\s+)?(?:[a-z]{3,9}\.?\s+\d{1,2},?|\d{1,2}\s+[a-z]{3,9}\.?,?)\s+(?:19|20)\d\d/i.test(text)) {
    return valid(Date.parse(/(?:Z|UTC|GMT|[+-]\d{4}|[A-Z]{3,4})$/.test(text) ? text : `${text} UTC`))
  }
  return undefined
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNamed = new RegExp(`/((?:19|20)\\d\\d)/(${months.join('|')})[a-z]*/(\\d{1,2})(?:/|$)`, 'i')

/** The day in an address: `/2026/11/23/`, `/2026/nov/23/`, `2026-11-23`, `20261123`. */
export function dayInUrl(url: string): Date | undefined {
  const path = URL.parse(url)?.pathname ?? ''
  const named = monthNamed.exec(path)
  if (named !== null) {
    const [, year, name = '', day = ''] = named
    const month = months.indexOf(name.toLowerCase()) + 1
    return valid(Date.parse(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T00:00Z`))
  }
  const found =
    /(?:^|\D)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2]|[1-9](?=\D))\2(0[1-9]|[12]\d|3[01]|[1-9](?=\D|$))(?!\d)/.exec(path)
  if (found === null) return undefined
  const [, year, , month = '', day = ''] = found
  return valid(Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00Z`))
}

function offset(zone: string): string {
  if (/^(?:z|utc|gmt)$/i.test(zone)) return 'Z'
  return zone.length === 3 ? `${zone}:00` : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
}

function valid(time: number): Date | undefined {
  return time > Date.UTC(1990, 0) ? new Date(time) : undefined
}
