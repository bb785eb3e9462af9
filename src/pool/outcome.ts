import { FatalError, type FatalErrorCode, FeedError, type FeedErrorCode } from '../errors.ts'

/** The fields of a FeedError that a task can throw. */
interface PackedError {
  readonly code: FeedErrorCode
  readonly url: string
  readonly message: string
  readonly announced?: readonly string[]
}

/** A task's result on its way between threads: structured cloning would strip an error of its class and fields. */
export type Outcome<Value> =
  | { readonly value: Value }
  | { readonly feedError: PackedError }
  | { readonly fatalError: { readonly code: FatalErrorCode; readonly message: string } }

/** Runs a task and packs what it gives or throws; only the unforeseen is thrown. */
export async function pack<Value>(task: () => Value | Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await task() }
  } catch (error) {
    if (error instanceof FeedError) {
      const { code, url, message, announced } = error
      return { feedError: { code, url, message, ...(announced && { announced }) } }
    }
    if (error instanceof FatalError) return { fatalError: { code: error.code, message: error.message } }
    throw error
  }
}

/** The other end of `pack`: gives the value or throws the error anew. */
export function unpack<Value>(outcome: Outcome<Value>): Value {
  if ('value' in outcome) return outcome.value
  if ('feedError' in outcome) {
    const { code, url, message, ...details } = outcome.feedError
    throw new FeedError(code, url, message, details)
  }
  throw new FatalError(outcome.fatalError.code, outcome.fatalError.message)
}
