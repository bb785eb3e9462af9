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
  ['127．0．0．1', 'full-width full stops'],
  ['127｡0｡0｡1', 'half-width ideographic full stops'],
  ['127。0.0｡1', 'full stops of several kinds'],
  ['１２７．０．０．１', 'full-width throughout'],
  ['𝟏𝟐𝟕.𝟎.𝟎.𝟏', 'mathematical digits'],
  ['¹²⁷.⁰.⁰.¹', 'superscript digits'],
  ['0x7f.0x0.0x0.0x1.', "hexadecimal parts and the root's dot"],
  ['127.0x0.00.1', 'parts of each kind'],
  ['127.0.0x1', 'three parts, one hexadecimal'],
  ['0177.1', 'octal, two parts'],
  ['127.%30.%30.1', 'some digits percent-encoded'],
  ['127%2e0%2e0%2e1', 'percent-encoded dots'],
  ['127%E3%80%820%E3%80%820%E3%80%821', 'percent-encoded ideographic full stops'],
  ['%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1', 'percent-encoded full-width digits'],
  ['/127.0.0.1', 'a third slash'],
  ['//\\/10.0.0.1', 'slashes of both kinds'],
  ['\\127.0.0.1', 'a backslash, which is a slash'],
  ['127.0.0.1\\@public.example', 'a backslash before what looks like a host'],
  ['127.0.0.1#@public.example', 'a fragment that looks like a host'],
  ['127.0.0.1?@public.example', 'a query that looks like a host'],
  ['public.example:80@127.0.0.1', 'behind a user and password that look like a host and port'],
  ['a:b@c:d@10.0.0.1', 'behind two users'],
  ['%70ublic.example%2F@127.0.0.1', 'behind a user that looks like a host and path'],
  ['public.example%00@127.0.0.1', 'behind a user with a zero byte'],
  ['127.0.0.1\r', 'a carriage return, which parsers drop'],
  ['127.0.0\u{2060}.1', 'a word joiner, which names drop'],
  ['127.0.0.1\u{FEFF}', 'a byte order mark, which names drop'],
  ['127.0.0.1\u{FE0F}', 'a variation selector, which names drop'],
  ['0.0.0.1', 'this network, its first'],
  ['169.254.0.0', 'link-local, its first'],
  ['169.254.255.255', 'link-local, its end'],
  ['192.168.255.255', 'private, its end'],
  ['172.16.0.0', 'private, its first'],
  ['100.64.0.0', 'carrier-grade NAT, its first'],
  ['192.0.0.8', 'IPv4 dummy address'],
  ['192.0.0.170', 'NAT64 discovery'],
  ['192.31.196.1', 'AS112 by DNAME'],
  ['192.52.193.1', 'multicast tunnels'],
  ['192.175.48.1', 'AS112'],
  ['247.255.255.255', 'reserved'],
  ['[::FFFF:127.0.0.1]', 'IPv4-mapped in capitals'],
  ['[0:0:0:0:0:FFFF:7F00:0001]', 'IPv4-mapped, in full, in capitals'],
  ['[::ffff:0:0]', 'IPv4-mapped, this host'],
  ['[::2]', 'beside loopback'],
  ['[::ffff]', 'IPv4-compatible, no address of anybody'],
  ['[fe90::1]', 'link-local, another part'],
  ['[feff:ffff::1]', 'site-local, its end'],
  ['[fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]', 'unique local, its end'],
  ['[ff01::1]', 'multicast of this host'],
  ['[ff05::2]', 'multicast of the site'],
  ['[ff0e::1]', 'multicast, global'],
  ['[fe00::1]', 'reserved between local ones'],
  ['[1::1]', 'given to nobody'],
  ['[100:0:0:1::1]', 'dummy prefix'],
  ['[200::1]', 'given to nobody: where another network puts its own'],
  ['[2001:1::1]', 'IETF assignments, port control'],
  ['[2001:3::1]', 'IETF assignments, multicast tunnels'],
  ['[2001:1f:ffff::1]', 'ORCHID, its end'],
  ['[2001:2f:ffff::1]', 'ORCHID 2, its end'],
  ['[2001:30::1]', 'tags of drones'],
  ['[2001:db8:ffff:ffff::1]', 'documentation, its end'],
  ['[3fff:fff::1]', 'documentation, its end'],
  ['[2002::1]', '6to4 of this host'],
  ['[2002:e000:1::1]', '6to4 of multicast'],
  ['[2002:c0a8:101:1:2:3:4:5]', '6to4 of the router, in full'],
  ['[64:ff9b::]', 'NAT64 of this host'],
  ['[64:ff9b::ffff:ffff]', 'NAT64 of broadcast'],
  ['[64:ff9b:0:0:1::127.0.0.1]', 'beside NAT64'],
  ['[64:ff9b:1:ffff:ffff:ffff:ffff:ffff]', "NAT64's local prefix, its end"],
  ['[8000::1]', 'given to nobody'],
  ['[::127.0.0.1%25lo]', 'IPv4-compatible with a zone'],
  ['[fe80::1%251]', 'link-local with a numbered zone'],
  ['[::1', 'a bracket that is not closed'],
  ['[::1]x', 'more after the bracket'],
  ['[127.0.0.1]', 'IPv4 in brackets'],
  ['[::ffff:127.1]', 'mapped, two parts'],
  ['[::ffff:0x7f.0.0.1]', 'mapped, with a hexadecimal part'],
  ['[::１]', 'full-width digits in brackets'],
  ['[%3A%3A1]', 'percent-encoded colons in brackets'],
  ['::1', 'IPv6 without brackets'],
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
  ['padded octal parts', (octets) => octets.map((octet) => octet.toString(8).padStart(6, '0')).join('.')],
  ['octal, then whole', ([a = 0, ...rest]) => `0${a.toString(8)}.0x${toWhole(rest).toString(16)}`],
  ['percent-encoded dots', (octets) => octets.join('%2E')],
  ['ideographic full stops', (octets) => octets.join('。')],
  ['half-width full stops', (octets) => octets.join('｡')],
  ['behind a user', (octets) => `public.example@${octets.join('.')}`],
  ['IPv4-mapped', (octets) => `[::ffff:${octets.join('.')}]`],
  ['IPv4-mapped, in full', (octets) => `[0:0:0:0:0:ffff:${toGroups(octets)}]`],
  ['IPv4-compatible, hexadecimal', (octets) => `[::${toGroups(octets)}]`],
  ['IPv4-translated, hexadecimal', (octets) => `[::ffff:0:${toGroups(octets)}]`],
  ['NAT64, hexadecimal', (octets) => `[64:ff9b::${toGroups(octets)}]`],
  ["NAT64's local prefix", (octets) => `[64:ff9b:1::${octets.join('.')}]`],
  ['Teredo, as its server', (octets) => `[2001:0:${toGroups(octets)}::1]`],
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

/** Names that machines and networks have for themselves, as they may be written. */
export const privateNames: readonly Trick[] = [
  ['localhost', 'this machine'],
  ['LOCALHOST', 'this machine in capitals'],
  ['localhost.', "this machine with the root's dot"],
  ['feeds.localhost', 'below this machine'],
  ['ｌｏｃａｌｈｏｓｔ', 'this machine, full-width'],
  ['ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'this machine, circled'],
  ['loc\u{AD}alhost', 'this machine with a soft hyphen'],
  ['%6cocalhost', 'this machine, percent-encoded'],
  ['localhost%2elocaldomain', 'this machine with its domain, percent-encoded'],
  ['ip6-loopback', 'this machine, as Debian names it'],
  ['127.0.0.1.public.example', 'a public name made of the address'],
  ['0x7f000001.public.example', 'a public name made of the address in hexadecimal'],
  ['metadata.google.internal', 'metadata of a cloud'],
  ['host.docker.internal', 'the machine outside of a container'],
  ['router.lan', 'the router'],
  ['intranet', 'a name of one label'],
  ['xn--localhost-9ta.example', 'a name in Punycode'],
  ['_gateway', 'the gateway, as systemd names it'],
]

/** What a resolver may answer that is no address to connect to, or is another than it says. */
export const lyingAnswers: readonly (readonly [answers: readonly string[], what: string])[] = [
  [['127.1'], 'an address in two parts, which the system would complete'],
  [['2130706433'], 'an address in decimal'],
  [['0x7f000001'], 'an address in hexadecimal'],
  [['0177.0.0.1'], 'an address in octal'],
  [['127.0.0.1 '], 'an address and a blank'],
  [['localhost'], 'another name'],
  [[''], 'nothing'],
  [['::1%lo'], 'loopback with a zone'],
  [['fe80::1%eth0'], 'link-local with a zone'],
  [['::ffff:127.0.0.1%1'], 'mapped with a zone'],
  [['[::1]'], 'brackets'],
  [['127.0.0.1:80'], 'a port'],
  [['127.0.0.1', '10.0.0.1', '::1', 'fd00::1'], 'all addresses of a machine'],
  [['::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::1'], 'one address in three coats'],
  [['0.0.0.0', '::'], 'this host twice'],
  [[], 'no address at all'],
]

/** Wires of which nothing leaves: they note who would have been connected to, and refuse. */
export function recordingWires(
  answers: readonly string[] | ((asked: number) => readonly string[]) = [],
): Wires & { readonly opened: string[]; readonly asked: string[] } {
  const opened: string[] = []
  const asked: string[] = []
  const lookup: LookupFunction = (hostname, _options, callback) => {
    asked.push(hostname)
    callback(
      null,
      (typeof answers === 'function' ? answers(asked.length) : answers).map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      })),
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
