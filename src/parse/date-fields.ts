import type { Zone } from './zone-names.ts'

/** A date while it is read. */
export interface DateFields {
  year: number | undefined
  /** January is 0. */
  month: number | undefined
  day: number | undefined
  seconds: number
  milliseconds: number
  zone: Zone | undefined
}

/** Nothing known yet, midnight. */
export const noTime: DateFields = {
  year: undefined,
  month: undefined,
  day: undefined,
  seconds: 0,
  milliseconds: 0,
  zone: undefined,
}

/** RFC 2822 4.3: 00 to 49 are of this century, other years of two or three digits of the last. */
export function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 4) return year
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

/** 24:00 is the end of a day (ISO 8601), 23:59:60 a leap second. */
export function isTime(hours: number, minutes: number, seconds: number): boolean {
  return minutes < 60 && seconds <= 60 && (hours < 24 || (hours === 24 && minutes === 0 && seconds === 0))
}

/** Is there such a day? */
export function isDay(year: number, month: number, day: number): boolean {
  return month >= 0 && month < 12 && day >= 1 && day <= new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}
