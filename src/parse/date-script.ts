import { isAscii } from '../util/text.ts'

/** The zero of each script's digits that stand in dates: Arabic, Persian, Devanagari, Bengali, Thai, full-width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]

/** The year before the first of each era: Japan's Reiwa and Heisei, the Republic of China. */
const eras: Record<string, number> = { 令和: 2018, 平成: 1988, 民國: 1911, 民国: 1911 }

/** Years of the Buddhist era, Thailand's, less those of the common one. */
const buddhistYears = 543

const english = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/**
 * A date with ASCII digits, the signs of Chinese, Japanese and Korean as hyphens and colons, halves of the day as AM and
 * PM, and years of the common era, so that one reader does for all.
 */
export function inPlainScript(text: string): string {
  if (isAscii(text)) return text
  const ascii = text.replace(/[−‒–]/g, '-').replace(/[^\0-\x7f]/gu, asciiDigit)
  // Thai, Vietnamese and East Asian dates only; others have none of this.
  if (!/[^\0-\u024f]|[áạ]/.test(ascii)) return ascii
  return withCommonYear(ascii)
    .normalize('NFC')
    .replace(/[（(][^()（）]*[)）]/g, ' ')
    .replace(/th[áa]ng\s+(\d{1,2})(?!\d)/giu, (all, month: string) => english[Number(month) - 1] ?? all)
    .replace(/午後|下午|오후|晚上|(?<!\p{L})(?:μ\.?μ\.?|م)(?!\p{L})/gu, ' PM ')
    .replace(/午前|上午|오전|凌晨|(?<!\p{L})(?:π\.?μ\.?|ص)(?!\p{L})/gu, ' AM ')
    .replace(/(\d{1,2})\s*[時时시點点]\s*(?:(\d{1,2})\s*[分분])?(?:\s*(\d{1,2})\s*[秒초])?/g, clock)
    .replace(/[年년月월]/g, '-')
    .replace(/-\s(?=\d)/g, '-')
    .replace(/[日일号號]/g, ' ')
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find((start) => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

function withCommonYear(text: string): string {
  const inEra = text.replace(/(令和|平成|民國|民国)\s*(\d{1,3}|元)\s*年/g, (_, era: string, year: string) => {
    return `${(eras[era] ?? 0) + (year === '元' ? 1 : Number(year))}年`
  })
  if (!/\p{Script=Thai}/u.test(inEra)) return inEra
  return inEra
    .replace(/พ\.?ศ\.?/g, ' ')
    .replace(/(?<!\d)2[56]\d\d(?!\d)/g, (year) => String(Number(year) - buddhistYears))
}

function clock(_: string, hours: string, minutes = '0', seconds = '0'): string {
  return ` ${hours}:${minutes.padStart(2, '0')}:${seconds.padStart(2, '0')} `
}
