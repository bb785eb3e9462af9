const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** The grid of the plan, the same as the parts of an hour that a rhythm knows. */
const stepMs = 10 * minuteMs
/** So far ahead requests are planned: over an evening and a night into the morning. After that all is taken for even. */
const plannedSteps = 120

export interface PlanOptions {
  readonly now: number
  /** Not sooner than so long after the last request. */
  readonly leastMs: number
  readonly mostMs: number
  /**
   * The price of a request in minutes that an entry waits: one for all feeds, so that no request could be moved from one
   * feed to another and save more waiting there (Lagrange).
   */
  readonly priceMinutes: number
}

/**
 * How long to wait with the next request, in milliseconds: the first step of the cheapest plan for the time ahead, where
 * each request has its price and each expected entry costs the minutes until the request that finds it.
 *
 * Asked evenly, a feed that posts evenly is asked every √(2 · price ÷ rate): often where much is posted, but not in
 * proportion, since the next entry of a rare feed waits longest (Cho & Garcia-Molina 2003, doi 10.1145/958942.958945;
 * Azar et al. 2018, doi 10.1073/pnas.1801519115). Asked by plan, it is left alone at night, and asked just after the
 * minute at which it posts. `rate` gives the expected entries a day at a time.
 */
export function planCheck(rate: (time: number) => number, options: PlanOptions): number {
  const least = Math.max(1, Math.ceil(options.leastMs / stepMs))
  const most = Math.floor(options.mostMs / stepMs)
  if (least >= most) return options.leastMs
  const { count, moment } = expected(rate, options.now, plannedSteps + most)
  const price = options.priceMinutes / (stepMs / minuteMs)
  const evenCost = costOfEven((count.at(-1) ?? 0) / (count.length - 1), price, least, most)
  const cost = new Float64Array(count.length)
  for (let step = plannedSteps; step < cost.length; step++) cost[step] = -evenCost * step
  let best = cost.length
  for (let from = plannedSteps - 1; from >= 0; from--) {
    const waitedUntil = count[from] ?? 0
    const before = moment[from] ?? 0
    // The later one plan starts, the later its first request: nothing past the `best` of the step after is looked at.
    const last = Math.min(from + most, best)
    let cheapest = Number.POSITIVE_INFINITY
    for (let to = from + least; to <= last; to++) {
      // Each entry waits from its own step to this one: Σ (to − step) = to · Σ 1 − Σ step.
      const waiting = to * ((count[to] ?? 0) - waitedUntil) - ((moment[to] ?? 0) - before)
      const total = price + waiting + (cost[to] ?? 0)
      if (total < cheapest) {
        cheapest = total
        best = to
      }
    }
    cost[from] = cheapest
  }
  // The grid is coarser than the bound: as soon as it allows is as soon as possible.
  return best === least ? options.leastMs : best * stepMs
}

/** Running sums over the steps: the entries expected so far, and those times the step they come at. */
function expected(
  rate: (time: number) => number,
  now: number,
  steps: number,
): { readonly count: Float64Array; readonly moment: Float64Array } {
  const count = new Float64Array(steps + 1)
  const moment = new Float64Array(steps + 1)
  for (let step = 0; step < steps; step++) {
    const middle = step + 0.5
    const entries = rate(now + middle * stepMs) * (stepMs / dayMs)
    count[step + 1] = (count[step] ?? 0) + entries
    moment[step + 1] = (moment[step] ?? 0) + entries * middle
  }
  return { count, moment }
}

/** What a step costs in the long run when all is even: the requests, and the waiting between them. */
function costOfEven(entriesPerStep: number, price: number, least: number, most: number): number {
  const interval = Math.min(Math.max(Math.sqrt((2 * price) / entriesPerStep), least), most)
  return price / interval + (entriesPerStep * interval) / 2
}
