import { isIP } from 'node:net'
import { FeedError } from '../errors.ts'
import { type AllowList, bareHost, isAllowed, isOwnPlace, portOf, publicOnly } from './guard.ts'

/** Where web pages are served in practice: the two of the standard, and those that servers choose without root's rights. */
const webPorts = new Set(['80', '443', '3000', '5000', '8000', '8008', '8080', '8081', '8088', '8443', '8888'])

/** Other services answer there, some of which can be made to act by what a request says: the Fetch Standard, "port blocking". */
const badPorts = new Set(
  (
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 ' +
    '135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 ' +
    '995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
)

/**
 * Refuses ports on which no web site is: a feed or a page must not make Millrace knock at a stranger's doors for it. A
 * configured feed may stand on any port but another service's, with all of its origin; what the settings open is open.
 */
export function requireWebPort(url: URL, home: string, allow: AllowList): void {
  const port = portOf(url)
  const host = bareHost(url.hostname)
  if (webPorts.has(port) || isOwnPlace(url, allow)) return
  // What is no public address is refused for that, which says more.
  if (isIP(host) !== 0 && !isAllowed(host, port, publicOnly)) return
  if (!badPorts.has(port) && URL.parse(home)?.origin === url.origin) return
  throw new FeedError(
    'FETCH_REFUSED',
    url.href,
    `port ${port} is not one that web pages are served on; if this server is yours, name it with its port in allowAddresses`,
  )
}
