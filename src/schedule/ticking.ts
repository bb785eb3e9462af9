import { type Logger, type ScheduledTask, schedule, validate } from 'node-cron'

/** Regular ticks, until they are stopped. */
export interface Ticking {
  /** No further ticks; settles when the task that is running, if any, has ended. */
  stop(): Promise<void>
  /** A tick out of turn, as soon as the task that is running, if any, has ended; settles when it is done. */
  tickNow(): Promise<void>
  /** From now on ticks at another cron expression. */
  reschedule(cron: string): Promise<void>
  /** When the next tick comes; undefined once stopped. */
  nextAt(): Date | undefined
}

/** Whether node-cron understands an expression. */
export function isCron(expression: string): boolean {
  return validate(expression)
}

/** node-cron writes coloured lines to the console by itself; what matters of them reaches `onError` or is caught up here. */
const silent: Logger = { info: ignore, warn: ignore, error: ignore, debug: ignore }

/**
 * Calls the task at each tick of the cron expression in UTC: in other zones node-cron loses an hour at the autumn
 * clock change. A tick that comes while the task still runs is dropped; one missed in the machine's sleep is made up
 * for by a single call.
 */
export function startTicking(options: {
  readonly cron: string
  readonly task: () => Promise<void>
  readonly onError: (error: unknown) => void
}): Ticking {
  let running: Promise<void> | undefined
  // Our own lock instead of node-cron's noOverlap, which knows nothing of the catching-up and can't be waited for.
  const tick = (): Promise<void> => {
    running ??= options
      .task()
      .catch(options.onError)
      .finally(() => {
        running = undefined
      })
    return running
  }
  const begin = (expression: string): ScheduledTask => {
    const cron = schedule(expression, tick, { timezone: 'UTC', logger: silent })
    cron.on('execution:missed', tick)
    return cron
  }
  let cron = begin(options.cron)
  let stopped = false
  return {
    async stop() {
      stopped = true // node-cron names a next run even for a destroyed task
      await cron.destroy()
      await running
    },
    async tickNow() {
      await running
      if (!stopped) await tick()
    },
    async reschedule(expression) {
      const before = cron
      cron = begin(expression)
      await before.destroy()
    },
    nextAt: () => (stopped ? undefined : (cron.getNextRun() ?? undefined)),
  }
}

function ignore(): void {
  // nothing is written
}
