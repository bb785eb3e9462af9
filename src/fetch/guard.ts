import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { FatalError } from '../errors.ts'

/** Destinations that are asked although they are not on the public internet. */
export interface AllowList {
  readonly ranges: readonly AllowedRange[]
  /** `name:port`. */
  readonly hosts: ReadonlySet<string>
}

interface AllowedRange {
  readonly network: ipaddr.IPv4 | ipaddr.IPv6
  readonly prefix: number
  /** Absent: every port. */
  readonly port?: string
}

/** Nothing but the public internet. */
export const publicOnly: AllowList = { ranges: [], hosts: new Set() }

/** Where a connection was about to go, and must not. */
export class RefusedAddress extends Error {
  constructor(host: string, port: string, address: string | undefined) {
    const leads = address === undefined || address === host ? `${host} is` : `${host} leads to ${address},`
    super(
      `${leads} not an address of the public internet; if it is yours, name it in feeds.json: "allowAddresses": [${literalWithPort(address ?? host, port)}]`,
    )
    this.name = 'RefusedAddress'
  }
}

function literalWithPort(address: string, port: string): string {
  return JSON.stringify(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`)
}

/** A host as URLs write it, without brackets (IPv6) and without the root's dot. */
export function bareHost(hostname: string): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase()
}

/** Reads the setting; a mistake in it is fatal, since guessing would open or close the wrong door. */
export function parseAllowList(entries: readonly string[]): AllowList {
  const ranges: AllowedRange[] = []
  const hosts = new Set<string>()
  for (const entry of entries) {
    const range = parseRange(entry)
    if (range !== undefined) ranges.push(range)
    else if (/^[a-z0-9_.-]+:\d{1,5}$/i.test(entry) && isPort(entry.split(':')[1])) {
      hosts.add(entry.toLowerCase().replace('.:', ':'))
    } else {
      throw new FatalError(
        'CONFIG',
        `${JSON.stringify(entry)} can't be allowed: expected an address (10.0.0.5), a network (10.0.0.0/8), or one of them or a name with its port (nas.local:8080, [fd00::5]:8080)`,
      )
    }
  }
  return { ranges, hosts }
}

function parseRange(entry: string): AllowedRange | undefined {
  const withPort = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+)):(\d{1,5})$/.exec(entry)
  if (withPort !== null) {
    const address = withPort[1] ?? withPort[2] ?? ''
    const port = withPort[3]
    if (isIP(address) === 0 || port === undefined || !isPort(port)) return undefined
    return { ...wholeAddress(address), port: String(Number(port)) }
  }
  if (isIP(entry) !== 0) return wholeAddress(entry)
  const [address = '', bits = ''] = entry.split('/')
  const most = isIP(address) === 4 ? 32 : 128
  if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return undefined
  const { network, prefix } = wholeAddress(address)
  // An IPv4 network written as ::ffff:10.0.0.0/104 is one of IPv4.
  return { network, prefix: Math.max(0, Number(bits) - (most - prefix)) }
}

function wholeAddress(address: string): AllowedRange {
  const network = ipaddr.process(address)
  return { network, prefix: network.kind() === 'ipv4' ? 32 : 128 }
}

function isPort(text: string | undefined): boolean {
  return Number(text) >= 1 && Number(text) <= 65_535
}

/** Whether the settings name this host and port: then its addresses are not looked at. */
export function isHostAllowed(host: string, port: string, allow: AllowList): boolean {
  return allow.hosts.has(`${bareHost(host)}:${port}`)
}

/** Whether an address names a place that only the settings open: by a literal address, or by a name with its port. */
export function isOwnPlace(url: URL, allow: AllowList): boolean {
  const host = bareHost(url.hostname)
  const port = portOf(url)
  return isHostAllowed(host, port, allow) || (isAllowed(host, port, allow) && !isAllowed(host, port, publicOnly))
}

/** The port a connection goes to, also where the address leaves it out. */
export function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80')
}

/** Whether a connection to the address may be made: it is on the public internet, or the settings allow it. */
export function isAllowed(address: string, port: string, allow: AllowList): boolean {
  if (isIP(address) === 0) return false
  // `process` unwraps ::ffff:a.b.c.d: the kernel sends such packets over IPv4, so the IPv4 rules are the ones that hold.
  const parsed = ipaddr.process(address)
  return allow.ranges.some((range) => contains(range, parsed, port)) || isPublic(parsed)
}

function contains(range: AllowedRange, address: ipaddr.IPv4 | ipaddr.IPv6, port: string): boolean {
  if (range.port !== undefined && range.port !== port) return false
  // Compared by kind: `match` throws for an IPv4 address in an IPv6 network.
  if (address instanceof ipaddr.IPv4)
    return range.network instanceof ipaddr.IPv4 && address.match(range.network, range.prefix)
  return range.network instanceof ipaddr.IPv6 && address.match(range.network, range.prefix)
}

/** Global unicast (RFC 4291 2.5.4): what lies outside holds loopback, mapped, translated, local and multicast forms only. */
const globalUnicast = ipaddr.IPv6.parse('2000::')
/** NAT64's well-known prefix (RFC 6052): a translator sends the packet on to the IPv4 address in the last 32 bits. */
const nat64 = ipaddr.IPv6.parse('64:ff9b::')

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  const bytes = address.toByteArray()
  if (address.match(nat64, 96)) return isPublic(new ipaddr.IPv4(bytes.slice(12)))
  // 6to4 (RFC 3056) carries the IPv4 address of the tunnel's end right behind its prefix.
  if (address.range() === '6to4') return isPublic(new ipaddr.IPv4(bytes.slice(2, 6)))
  return address.match(globalUnicast, 3) && address.range() === 'unicast'
}
