/**
 * Zone names in minutes east of UTC. RFC 822's own first; the others are those of feeds in use. "IST" is India's, "CST"
 * America's, as in most feeds. Single letters are UTC: RFC 822 had their sign wrong, so RFC 2822 4.3 gives them no meaning.
 */
const zones: Record<string, number> = {
  // RFC 822 5.1
  ...{ ut: 0, gmt: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 },
  ...{ utc: 0, wet: 0, west: 60, bst: 60, cet: 60, mez: 60, met: 60, cest: 120, mesz: 120, mest: 120 },
  ...{ eet: 120, eest: 180, idt: 180, trt: 180, msk: 180, msd: 240, samt: 240, yekt: 300, omst: 360, krat: 420 },
  ...{ novt: 420, irkt: 480, yakt: 540, vlat: 600, magt: 660, pett: 720 },
  ...{ wat: 60, cat: 120, sast: 120, eat: 180 },
  ...{ irst: 210, get: 240, azt: 240, uzt: 300, pkt: 300, ist: 330, npt: 345, bdt: 360, mmt: 390 },
  ...{ wib: 420, ict: 420, wita: 480, sgt: 480, hkt: 480, myt: 480, pht: 480, wit: 540, jst: 540, kst: 540 },
  ...{ awst: 480, acst: 570, acdt: 630, aest: 600, aedt: 660, chst: 600, nzst: 720, nzdt: 780 },
  ...{ nst: -210, ndt: -150, ast: -240, adt: -180, akst: -540, akdt: -480, hst: -600, hast: -600 },
  ...{ brt: -180, brst: -120, art: -180, uyt: -180, clt: -240, clst: -180, bot: -240, vet: -240, cot: -300, pet: -300 },
}

/** Names of North American press that leave summer time to the reader. */
const areas: Record<string, string> = {
  et: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
}

/** Where a zone name puts a date: minutes east of UTC, or the IANA name of a place. */
export type Zone = number | string

/** What a zone name stands for. */
export function zoneOf(word: string): Zone | undefined {
  const name = word.toLowerCase()
  if (/^[a-ik-z]$/.test(name)) return 0
  if (Object.hasOwn(zones, name)) return zones[name]
  return Object.hasOwn(areas, name) ? areas[name] : undefined
}

const offset = /^(?:gmt|utc?)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?$/i

/** `+0100`, `+01:00`, `GMT+1` in minutes east of UTC; undefined for what is none or further away than places are. */
export function offsetOf(text: string): number | undefined {
  const found = offset.exec(text)
  if (found === null) return undefined
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? '0')
  return minutes > 14 * 60 ? undefined : found[1] === '-' ? -minutes : minutes
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The instant of a local time, which is given as if it were one of UTC; undefined where nobody knows the zone. */
export function instantIn(zone: Zone, local: number): number | undefined {
  if (typeof zone === 'number') return local - zone * 60_000
  const first = areaOffsetMs(local, zone)
  // The zone's offset depends on the instant looked for; the second round is right on all but the hours of a change.
  const second = first === undefined ? undefined : areaOffsetMs(local - first, zone)
  return second === undefined ? undefined : local - second
}

function areaOffsetMs(instant: number, timeZone: string): number | undefined {
  if (timeZone === 'UTC') return 0
  let format = formats.get(timeZone)
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    } catch {
      return undefined // RangeError: no such zone
    }
    formats.set(timeZone, format)
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const found = /([+-])(\d{2}):(\d{2})/.exec(name)
  return found === null ? 0 : (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000
}
