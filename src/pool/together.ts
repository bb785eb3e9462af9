import { setImmediate as nextTurn } from 'node:timers/promises'

/** How pieces of work are done. */
export interface Ways<Input, Output> {
  /** At most so many go together. */
  readonly most: number
  /** Does several at once and gives their results in their order; when it throws, nothing is known of any of them. */
  readonly together: (inputs: readonly Input[]) => Promise<readonly (() => Output)[]>
  readonly alone: (input: Input) => Promise<Output>
}

interface Job<Input, Output> {
  readonly input: Input
  readonly resolve: (output: Output | Promise<Output>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Does small pieces of work that are asked for at about the same time together, since each way to a thread and back costs
 * more than they do. Where that fails, one of them may be at fault: then each is done alone.
 */
export function together<Input, Output>({
  most,
  together,
  alone,
}: Ways<Input, Output>): (input: Input) => Promise<Output> {
  let waiting: Job<Input, Output>[] = []

  const send = async (jobs: readonly Job<Input, Output>[]): Promise<void> => {
    try {
      const results = await together(jobs.map(({ input }) => input))
      for (const [index, { resolve, reject }] of jobs.entries()) {
        try {
          const give = results[index]
          if (give === undefined) throw new Error('a piece of work has no result')
          resolve(give())
        } catch (error) {
          reject(error)
        }
      }
    } catch {
      for (const { input, resolve } of jobs) resolve(alone(input))
    }
  }

  const flush = (): void => {
    const jobs = waiting
    waiting = []
    if (jobs.length > 0) void send(jobs)
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject })
      if (waiting.length === 1) void nextTurn().then(flush)
      else if (waiting.length >= most) flush()
    })
}
