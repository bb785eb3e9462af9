import type { FetcherOptions } from '../fetch/request.ts'
import { isStanding, latestHold, orderedUntil } from '../schedule/next-check.ts'
import type { Store } from '../store/store.ts'
import type { KnownRobots } from '../types.ts'

/**
 * One name for all that runs on this machine's store: the lock lets one process at a time make runs, and a claim that
 * a killed one has left is its successor's.
 */
const claimant = 'here'

/** What fetching remembers of hosts and robots.txt, kept in the store. */
export function storedBooks(store: Store, now: () => Date): Pick<FetcherOptions, 'hosts' | 'robots'> {
  return {
    hosts: {
      claim: async (hosts, at, until) => {
        const claimed = await store.claimHosts(hosts, { by: claimant, now: at, until })
        // One that ends later than any can was told to a clock that was ahead.
        return new Map([...claimed].map(([host, held]) => [host, held && isStanding(held, at) ? held : undefined]))
      },
      hold: (host, until) => store.holdHost(host, orderedUntil(until, now()), latestHold(now())),
      release: (at) => store.releaseHosts(claimant, at),
    },
    robots: {
      find: (origin) => store.robots(origin),
      save: (origin, known) => store.saveRobots(origin, known),
    },
  }
}

/** The same without a store: remembered as long as the command runs, in the maps given. */
export function passingBooks(
  held = new Map<string, Date>(),
  known = new Map<string, KnownRobots>(),
): Pick<FetcherOptions, 'hosts' | 'robots'> {
  return {
    hosts: {
      claim: async (hosts) => new Map(hosts.map((host) => [host, held.get(host)])),
      hold: async (host, until) => void held.set(host, until),
      release: async () => undefined,
    },
    robots: {
      find: async (origin) => known.get(origin),
      save: async (origin, robots) => void known.set(origin, robots),
    },
  }
}
