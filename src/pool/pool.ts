import { Piscina } from 'piscina'
import { type Outcome, unpack } from './outcome.ts'
import type { RawDocument, ReadFeedResult, ReadPageResult, RenderResult, Tasks } from './tasks.ts'

export interface Pool extends Tasks {
  /** Ends the threads, whatever they are doing. */
  close(): Promise<void>
}

export interface PoolOptions {
  readonly threads: number
}

/**
 * The tasks on worker threads. The threads are started at the first real work (a run in which no feed changed needs
 * none) and end after a while without any.
 */
export function createPool({ threads }: PoolOptions): Pool {
  let started: Piscina | undefined
  const threadPool = (): Piscina => {
    started ??= new Piscina({
      filename: new URL('./worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 10_000,
    })
    return started
  }
  const call = async <Value>(name: string, input: object, document?: RawDocument): Promise<Value> => {
    const transferList = document && isWholeBuffer(document.bytes) ? [document.bytes.buffer] : []
    const outcome: Outcome<Value> = await threadPool().run(input, { name, transferList })
    return unpack(outcome)
  }
  return {
    readFeed: (input) => call<ReadFeedResult>('readFeed', input, input.document),
    readPage: (input) => call<ReadPageResult>('readPage', input, input.page),
    render: (input) => call<RenderResult>('render', input),
    close: async () => {
      await started?.destroy()
    },
  }
}

/** A view into a shared buffer (Node's own pool) can't be moved, it is copied. */
function isWholeBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return (
    bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength && bytes.byteLength > 16_384
  )
}
