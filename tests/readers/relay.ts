import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Relay {
  /** `http://127.0.0.1:PORT/`, which shows what the target shows. */
  readonly url: string
  /** Each answer that went through: path and status. */
  readonly answers: { readonly path: string; readonly status: number }[]
  close(): Promise<void>
}

/** Stands between a reader and the server and notes the answers; nothing in them is changed. */
export async function openRelay(target: string): Promise<Relay> {
  const answers: Relay['answers'] = []
  const server = createServer((asked, answered) => {
    const path = asked.url ?? '/'
    const onward = request(
      new URL(path, target),
      { method: asked.method ?? 'GET', headers: asked.headers },
      (answer) => {
        answers.push({ path, status: answer.statusCode ?? 0 })
        answered.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(answered)
      },
    )
    onward.on('error', () => answered.writeHead(502).end())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
