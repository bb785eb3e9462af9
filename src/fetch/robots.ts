import type { Robots, RobotsRule } from '../types.ts'

/** Our name in robots.txt (RFC 9309 2.2.1: compared without regard to case). */
const productToken = 'millrace'
/** RFC 9309 2.5 asks for at least so much to be read; what follows is left. */
const mostBytes = 500 * 1024
/** Longer delays are a wish to be asked hardly at all, which the pages' budget grants anyway. */
const longestDelaySeconds = 60

interface Group {
  /** In lower case. */
  readonly agents: string[]
  readonly rules: RobotsRule[]
  delaySeconds: number | undefined
  /** A rule has come: the next User-agent begins another group. */
  isOpen: boolean
}

/**
 * What a robots.txt asks of us (RFC 9309): the rules of all groups that name us, else of those for everybody. What is no
 * rule is passed over, so that any document can be read, also a page that stands there by mistake.
 */
export function parseRobots(bytes: Uint8Array): Robots {
  const text = new TextDecoder().decode(bytes.subarray(0, mostBytes)) // UTF-8 (2.2); a mark at the beginning is dropped
  const groups: Group[] = []
  for (const line of text.split(/\r\n?|\n/)) {
    const [, key = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*?)\s*(?:#|$)/i.exec(line) ?? []
    readLine(groups, key.toLowerCase(), value)
  }
  const named = groups.filter(({ agents }) => agents.includes(productToken))
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'))
  const delays = ours.flatMap(({ delaySeconds }) => delaySeconds ?? [])
  return {
    rules: ours.flatMap(({ rules }) => rules),
    ...(delays.length === 0 ? {} : { crawlDelaySeconds: Math.max(...delays) }),
  }
}

function readLine(groups: Group[], key: string, value: string): void {
  const last = groups.at(-1)
  if (key === 'user-agent') {
    const group = last?.isOpen ? last : { agents: [], rules: [], delaySeconds: undefined, isOpen: true }
    if (group !== last) groups.push(group)
    group.agents.push(agentName(value))
  } else if (last !== undefined && (key === 'allow' || key === 'disallow')) {
    last.isOpen = false
    // An empty Disallow allows everything, as does no rule.
    if (value !== '') last.rules.push({ isAllowed: key === 'allow', pattern: comparable(value) })
  } else if (last !== undefined && key === 'crawl-delay') {
    // No record of the RFC, but whoever writes it means it as a rule of the group above.
    last.isOpen = false
    const seconds = Number(value)
    if (value !== '' && seconds >= 0) last.delaySeconds = Math.min(seconds, longestDelaySeconds)
  }
  // Other records, such as Sitemap, stand anywhere and end nothing (2.2.4).
}

/** Many write a version or an address behind the name; the name is letters, `_` and `-` (2.2.1). */
function agentName(value: string): string {
  return value.startsWith('*') ? '*' : (/^[a-z_-]*/i.exec(value)?.[0] ?? '').toLowerCase()
}

/** Whether an address may be read: the longest rule that fits decides, and of two as long the one that allows. */
export function mayRead({ rules }: Robots, url: URL): boolean {
  const path = comparable(url.pathname + url.search)
  let decisive: RobotsRule | undefined
  for (const rule of rules) {
    const length = rule.pattern.length - (decisive?.pattern.length ?? 0)
    if (decisive !== undefined && (length < 0 || (length === 0 && !rule.isAllowed))) continue
    if (fits(rule.pattern, path)) decisive = rule
  }
  return decisive?.isAllowed ?? true
}

/** RFC 9309 2.2.2: letters beyond ASCII are escaped and escapes of unreserved characters resolved before paths are compared. */
function comparable(path: string): string {
  return path
    .replace(/[^\x20-\x7e]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const char = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
      return /[\w.~-]/.test(char) ? char : octet.toUpperCase()
    })
}

/** Whether a pattern fits the beginning of a path: piece by piece from the left, so that no pattern takes long. */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$')
  const [first = '', ...pieces] = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = isWhole ? pieces.pop() : undefined
  for (const piece of pieces) {
    const found = path.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  if (last !== undefined) return path.length - last.length >= at && path.endsWith(last)
  return !isWhole || at === path.length
}
