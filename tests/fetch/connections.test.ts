import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Client } from 'undici'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Connections } from '../../src/fetch/connections.ts'

/** A server that answers at once, closes where the path asks for it, and notes the sockets that reach it. */
let server: Server
let origin: string
const sockets: Socket[] = []
let connections: Connections

beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/never') return
    if (request.url === '/last') response.setHeader('connection', 'close')
    response.end('answer')
  })
  server.on('connection', (socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  connections = new Connections((to) => new Client(to))
})

afterEach(async () => {
  await connections.destroy()
  server.closeAllConnections()
  server.close()
  sockets.length = 0
})

async function ask(path: string): Promise<string> {
  return await connections.lend(origin, async (client) => {
    const { body } = await client.request({ method: 'GET', path })
    return await body.text()
  })
}

test('what is asked one after the other goes over one connection', async () => {
  for (const path of ['/1', '/2', '/3']) expect(await ask(path)).toBe('answer')
  expect(sockets).toHaveLength(1)
})

test('what is asked at the same time goes over connections of its own, which then serve again', async () => {
  await Promise.all([ask('/1'), ask('/2')])
  await Promise.all([ask('/3'), ask('/4')])
  expect(sockets).toHaveLength(2)
})

test('a connection that the server has closed is not lent again', async () => {
  expect(await ask('/last')).toBe('answer')
  await vi.waitFor(() => expect(sockets[0]?.destroyed).toBe(true))
  expect(await ask('/1')).toBe('answer')
  expect(sockets).toHaveLength(2)
})

test('one origin gets none of another', async () => {
  const other = createServer((_request, response) => response.end('other'))
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  try {
    await ask('/1')
    const text = await connections.lend(`http://127.0.0.1:${(other.address() as AddressInfo).port}`, async (client) => {
      const { body } = await client.request({ method: 'GET', path: '/' })
      return await body.text()
    })
    expect(text).toBe('other')
  } finally {
    await connections.destroy()
    other.close()
  }
})

test('closing them ends what is under way', async () => {
  const waiting = ask('/never')
  const ended = expect(waiting).rejects.toThrow()
  await vi.waitFor(() => expect(sockets).toHaveLength(1))
  await connections.destroy()
  await ended
})
