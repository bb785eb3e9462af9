import type { LookupFunction } from 'node:net'
import type { Wires } from '../../src/fetch/connect.ts'

type Trick = readonly [written: string, what: string]

/** Hosts of URLs, as a feed, a redirect or an attacker may write them; none is on the public internet. */
const listed: readonly Trick[] = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'the far end of loopback'],
  ['127.1', 'two parts'],
  ['127.0.1', 'three parts'],
  ['2130706433', 'decimal'],
  ['017700000001', 'octal'],
  ['0x7f000001', 'hexadecimal'],
  ['0x7F.1', 'hexadecimal, two parts'],
  ['0177.0.0.01', 'octal parts'],
  ['127.0.0.1.', "the root's dot"],
  ['１２７.０.０.１', 'full-width digits'],
  ['127。0。0。1', 'ideographic full stops'],
  ['①②⑦.0.0.1', 'circled digits'],
  ['%31%32%37.0.0.1', 'percent-encoded'],
  ['0.0.0.0', 'this host'],
  ['0', 'this host, short'],
  ['0.1.2.3', 'this network'],
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private, its end'],
  ['167772161', 'private, decimal'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private, its end'],
  ['192.168.0.1', 'private'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.127.255.254', 'carrier-grade NAT, its end'],
  ['169.254.169.254', 'metadata of clouds'],
  ['2852039166', 'metadata of clouds, decimal'],
  ['0xa9fea9fe', 'metadata of clouds, hexadecimal'],
  ['192.0.0.192', 'metadata of a cloud, IETF assignments'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['198.18.0.1', 'benchmarking'],
  ['198.19.255.255', 'benchmarking, its end'],
  ['192.88.99.1', '6to4 relays'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.250', 'multicast, SSDP'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['[::]', 'unspecified'],
  ['[::1]', 'loopback'],
  ['[0:0:0:0:0:0:0:1]', 'loopback, in full'],
  ['[::127.0.0.1]', 'IPv4-compatible'],
  ['[::ffff:127.0.0.1]', 'IPv4-mapped'],
  ['[::ffff:7f00:1]', 'IPv4-mapped, hexadecimal'],
  ['[0:0:0:0:0:ffff:10.0.0.1]', 'IPv4-mapped, in full'],
  ['[::ffff:169.254.169.254]', 'IPv4-mapped metadata'],
  ['[::ffff:0:127.0.0.1]', 'IPv4-translated'],
  ['[64:ff9b::127.0.0.1]', 'NAT64'],
  ['[64:ff9b::a00:1]', 'NAT64, hexadecimal'],
  ['[64:ff9b::169.254.169.254]', 'NAT64 metadata'],
  ['[64:ff9b:1::7f00:1]', "NAT64's local prefix"],
  ['[2002:7f00:1::]', '6to4 of loopback'],
  ['[2002:a00:1::1]', '6to4 of a private address'],
  ['[2002:a9fe:a9fe::1]', '6to4 of metadata'],
  ['[2001::1]', 'Teredo'],
  ['[2001:0:7f00:1::]', 'Teredo of loopback'],
  ['[fe80::1]', 'link-local'],
  ['[febf::1]', 'link-local, its end'],
  ['[fec0::1]', 'site-local'],
  ['[fc00::1]', 'unique local'],
  ['[fd00:ec2::254]', 'metadata of a cloud, IPv6'],
  ['[ff02::1]', 'multicast'],
  ['[100::1]', 'discard'],
  ['[2001:db8::1]', 'documentation'],
  ['[3fff::1]', 'documentation'],
  ['[2001:2::1]', 'benchmarking'],
  ['[2001:10::1]', 'ORCHID'],
  ['[2001:20::1]', 'ORCHID 2'],
  ['[5f00::1]', 'segment routing'],
  ['[4000::1]', 'not given to anybody'],
  ['[64:ff9b:1:a00:1::]', "NAT64's local prefix, another length"],
  ['[2001:0:5db8:d822:0:0:80ff:fffe]', 'Teredo, its server public'],
  ['[2001:4:112::1]', 'AS112'],
  ['[2620:4f:8000::1]', 'AS112, its own network'],
  ['[fe80::1%25eth0]', 'link-local with a zone'],
  ['[fe80::1%eth0]', 'link-local with a bare zone'],
  ['[::1%25lo]', 'loopback with a zone'],
  ['[::ffff:127.0.0.1%25lo]', 'mapped with a zone'],
  ['[::ffff:0177.0.0.1]', 'mapped, with an octal part'],
  ['user:word@127.0.0.1', 'behind credentials'],
  ['public.example@127.0.0.1', 'behind a user that looks like a host'],
  ['127.0.0.1\t', 'a tab, which parsers drop'],
  ['127.0.\n0.1', 'a line end, which parsers drop'],
  ['127\u{AD}.0.0.1', 'a soft hyphen, which names drop'],
  ['127.0.0.\u{200B}1', 'a space without width, which names drop'],
  ['１２７.1', 'full-width digits, two parts'],
  ['0X7F000001', 'hexadecimal in capitals'],
  ['0000000000000000000000000000000000000000177.0.0.1', 'octal with many zeroes'],
  ['0x0000000000000000000007f.1', 'hexadecimal with many zeroes'],
]

/** Places of a network of one's own that are worth reaching to an attacker. */
const targets: readonly Trick[] = [
  ['127.0.0.53', 'the resolver of the machine'],
  ['10.1.2.3', 'a private host'],
  ['172.20.0.5', 'a container'],
  ['192.168.1.1', 'the router'],
  ['169.254.169.253', 'the resolver of a cloud'],
  ['100.100.100.200', 'metadata of a cloud, carrier-grade NAT'],
]

/** The ways to write an IPv4 address that URL parsers, resolvers or translators read as that address. */
const spellings: readonly (readonly [string, (octets: readonly number[]) => string])[] = [
  ['decimal', (octets) => String(toWhole(octets))],
  ['hexadecimal', (octets) => `0x${toWhole(octets).toString(16)}`],
  ['octal', (octets) => `0${toWhole(octets).toString(8)}`],
  ['hexadecimal parts', (octets) => octets.map((octet) => `0x${octet.toString(16)}`).join('.')],
  ['octal parts', (octets) => octets.map((octet) => `0${octet.toString(8)}`).join('.')],
  ['mixed parts', ([a = 0, b = 0, c = 0, d = 0]) => `0x${a.toString(16)}.${b}.0${c.toString(8)}.${d}`],
  ['two parts', ([a = 0, ...rest]) => `${a}.${toWhole(rest)}`],
  ['three parts', ([a = 0, b = 0, ...rest]) => `${a}.${b}.${toWhole(rest)}`],
  ["the root's dot", (octets) => `${octets.join('.')}.`],
  ['percent-encoded', (octets) => octets.join('.').replace(/\d/g, (digit) => `%3${digit}`)],
  ['full-width', (octets) => octets.join('.').replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
  ['IPv4-mapped', (octets) => `[::ffff:${octets.join('.')}]`],
  ['IPv4-mapped, hexadecimal', (octets) => `[::ffff:${toGroups(octets)}]`],
  ['IPv4-compatible', (octets) => `[::${octets.join('.')}]`],
  ['IPv4-translated', (octets) => `[::ffff:0:${octets.join('.')}]`],
  ['NAT64', (octets) => `[64:ff9b::${octets.join('.')}]`],
  ['6to4', (octets) => `[2002:${toGroups(octets)}::1]`],
  ['Teredo, the client hidden', (octets) => `[2001:0:5db8:d822::${toGroups(octets.map((octet) => octet ^ 0xff))}]`],
]

function toWhole(octets: readonly number[]): number {
  return octets.reduce((whole, octet) => whole * 256 + octet, 0)
}

function toGroups([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

const made = targets.flatMap(([address, place]) =>
  spellings.map(([way, spell]): Trick => [spell(address.split('.').map(Number)), `${place}, ${way}`]),
)

/** All of them: what is written, and what it is. */
export const privateHosts: readonly Trick[] = [...listed, ...made]

/** Addresses as a resolver answers them. */
export const privateAddresses: readonly Trick[] = privateHosts
  .filter(([host]) => /^(?:\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]+\])$/.test(host) && !/(?:^|\.|:)0\d/.test(host))
  .map(([host, what]) => [host.replace(/[[\]]/g, ''), what])

/** Wires of which nothing leaves: they note who would have been connected to, and refuse. */
export function recordingWires(
  answers: readonly string[] = [],
): Wires & { readonly opened: string[]; readonly asked: string[] } {
  const opened: string[] = []
  const asked: string[] = []
  const lookup: LookupFunction = (hostname, _options, callback) => {
    asked.push(hostname)
    callback(
      null,
      answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return {
    opened,
    asked,
    lookup,
    connector: (options) => (target, callback) => {
      const fail = (address: string): void => {
        opened.push(address)
        callback(Object.assign(new Error('recorded'), { code: 'ECONNREFUSED' }), null)
      }
      if (/^[\d.]+$|:/.test(target.hostname)) return fail(target.hostname)
      options.lookup(target.hostname, { all: true }, (error, found) => {
        if (error !== null) callback(error, null)
        else for (const { address } of Array.isArray(found) ? found : []) fail(address)
      })
    },
  }
}
