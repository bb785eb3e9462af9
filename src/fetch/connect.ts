import dns from 'node:dns'
import { isIP, type LookupFunction, Socket } from 'node:net'
import { buildConnector } from 'undici'
import { type AllowList, bareHost, isAllowed, isHostAllowed, portOf, RefusedAddress } from './guard.ts'

/** How names are looked up and sockets opened: the system's ways, which tests replace so that nothing can leave the machine. */
export interface Wires {
  readonly lookup: LookupFunction
  readonly connector: (options: { lookup: LookupFunction; timeout: number; allowH2: true }) => buildConnector.connector
}

/** DNS by the operating system, sockets by undici. */
export const systemWires: Wires = {
  lookup: (hostname, options, callback) => dns.lookup(hostname, options, callback),
  connector: (options) => buildConnector(options as buildConnector.BuildOptions),
}

/**
 * A connector that goes only where the guard lets it: a literal address is judged before anything is opened, a name's
 * addresses inside the lookup whose answer the socket connects to (so no second, different answer can slip in between),
 * and the socket's own remote address before the first byte is written.
 */
export function guardedConnector(
  allow: AllowList,
  timeoutMs: number,
  open: Set<Socket>,
  wires: Wires,
  connectedTo: (origin: URL, address: string) => void = () => undefined,
): (origin: URL) => buildConnector.connector {
  return (origin) => {
    const host = bareHost(origin.hostname)
    const port = portOf(origin)
    const mayReach = (address: string) => isHostAllowed(host, port, allow) || isAllowed(address, port, allow)
    const lookup = filteredLookup(wires.lookup, port, mayReach)
    const connect = wires.connector({ lookup, timeout: timeoutMs, allowH2: true })

    return (options, callback) => {
      // net.connect asks no lookup for a literal address (measured), so it is judged here.
      if (isIP(host) !== 0 && !mayReach(host)) {
        callback(new RefusedAddress(host, port, undefined), null)
        return
      }
      const socket: unknown = connect(options, (...[error, connected]: [Error, null] | [null, Socket]) => {
        if (error !== null) {
          callback(error, null)
        } else if (!mayReach(connected.remoteAddress ?? '')) {
          connected.destroy()
          callback(new RefusedAddress(host, port, connected.remoteAddress), null)
        } else {
          connectedTo(origin, connected.remoteAddress ?? '')
          callback(null, connected)
        }
      })
      if (socket instanceof Socket) {
        open.add(socket)
        socket.once('close', () => open.delete(socket))
      }
    }
  }
}

function filteredLookup(lookup: LookupFunction, port: string, mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, [])
        return
      }
      const all = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }]
      const allowed = all.filter(({ address }) => mayReach(address))
      const [first] = allowed
      if (first === undefined) callback(new RefusedAddress(hostname, port, all[0]?.address), [])
      else if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}
