import path from 'node:path'
import { Piscina } from 'piscina'
import { FatalError, FeedError } from '../errors.ts'
import type { Article } from '../types.ts'
import { Slots } from '../util/slots.ts'
import { type Outcome, unpack } from './outcome.ts'
import type { RawDocument, ReadFeedResult, ReadPageInput, ReadPageResult, RenderResult, Tasks } from './tasks.ts'
import { together } from './together.ts'

export interface Pool extends Tasks {
  /** Ends the threads, whatever they are doing. */
  close(): Promise<void>
}

export interface PoolOptions {
  readonly threads: number
  /** For one document. It takes milliseconds: one that takes longer was made to. Its thread is ended, the others go on. */
  readonly longestReadingMs: number
  /** The program is to end: nothing is waited for. */
  readonly signal: AbortSignal
}

const longestRenderingMs = 120_000
/** Entries without a page to read whose short texts go to a thread together. */
const textsTogether = 32
const shortChars = 16_384

interface Task {
  readonly name: 'readFeed' | 'readPage' | 'readPages' | 'cleanAgain' | 'render'
  readonly input: object
  /** Its bytes move to the thread. */
  readonly document: RawDocument | undefined
  readonly longestMs: number
  /** What is thrown when it takes longer. */
  readonly overdue: () => Error
}

/**
 * The tasks on worker threads. The threads are started at the first real work or when it is announced (a run in which no
 * feed changed needs none), and end after a while without any.
 */
export function createPool({ threads, longestReadingMs, signal }: PoolOptions): Pool {
  let started: Piscina | undefined
  const closing = new AbortController()
  const ending = AbortSignal.any([closing.signal, signal])
  // Our own line instead of Piscina's, so that a task's time begins when it does.
  const turns = new Slots(threads, threads)
  const threadPool = (): Piscina => {
    started ??= new Piscina({
      // As this file: TypeScript in a clone, JavaScript in a package.
      filename: new URL(`./worker${path.extname(import.meta.url)}`, import.meta.url).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 10_000,
      // With V8's default, whole trees of pages grow old before they are collected: reading 137 pages of news took a process
      // to 323 MB instead of 170.
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 },
    })
    return started
  }
  /** What the thread's function of that name gives. */
  const call = async <Answer>({ name, input, document, longestMs, overdue }: Task): Promise<Answer> => {
    const stopped = (): Error => new FeedError('FETCH_ABORTED', '', 'Millrace is ending')
    const done = await turns.acquire('threads', ending).catch(() => {
      throw stopped()
    })
    const deadline = AbortSignal.timeout(longestMs)
    try {
      const transferList = document && isWholeBuffer(document.bytes) ? [document.bytes.buffer] : []
      return await threadPool().run(input, { name, transferList, signal: AbortSignal.any([deadline, ending]) })
    } catch (error) {
      if (ending.aborted) throw stopped()
      throw deadline.aborted ? overdue() : error
    } finally {
      done()
    }
  }
  const read = <Answer>(
    name: Task['name'],
    input: object,
    document: RawDocument | undefined,
    url: string,
  ): Promise<Answer> => {
    const message = `reading it took longer than ${longestReadingMs / 1000} s`
    const overdue = (): FeedError => new FeedError('PARSE_LIMIT', url, message)
    return call({ name, input, document, longestMs: longestReadingMs, overdue })
  }
  const readPage = async (input: ReadPageInput): Promise<ReadPageResult> =>
    unpack(await read<Outcome<ReadPageResult>>('readPage', input, input.page, input.page?.url ?? input.entry.baseUrl))
  const readText = together<ReadPageInput, ReadPageResult>({
    most: textsTogether,
    together: async (inputs) => {
      const outcomes = await read<readonly Outcome<ReadPageResult>[]>('readPages', inputs, undefined, '')
      return outcomes.map((outcome) => () => unpack(outcome))
    },
    alone: readPage,
  })
  return {
    wake: () => {
      // What goes wrong with it goes wrong with the work itself, where somebody waits for it.
      read('readPages', [], undefined, '').catch(() => undefined)
    },
    readFeed: async (input) =>
      unpack(await read<Outcome<ReadFeedResult>>('readFeed', input, input.document, input.document.url)),
    readPage: (input) => (isShortText(input) ? readText(input) : readPage(input)),
    cleanAgain: async (inputs) =>
      unpack(await read<Outcome<readonly (Article | undefined)[]>>('cleanAgain', inputs, undefined, '')),
    render: async (input) =>
      unpack(
        await call<Outcome<RenderResult>>({
          name: 'render',
          input,
          document: undefined,
          longestMs: longestRenderingMs,
          overdue: () =>
            new FatalError(
              'OUTPUT',
              `writing the feed took longer than ${longestRenderingMs / 1000} s; the last one stays`,
            ),
        }),
      ),
    close: async () => {
      closing.abort()
      await started?.destroy()
    },
  }
}

/** No page, and a text of its feed that takes less time to read than to send. */
function isShortText({ page, entry: { content = '', summary = '' } }: ReadPageInput): boolean {
  return page === undefined && content.length + summary.length <= shortChars
}

/** A view into a shared buffer (Node's own pool) can't be moved, it is copied. */
function isWholeBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return (
    bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength && bytes.byteLength > 16_384
  )
}
