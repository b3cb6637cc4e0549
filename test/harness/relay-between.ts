/** Stands between the extension and the relay: changes answers and holds requests back, as a test says. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Headers that hold between two machines alone. */
const OF_THE_WIRE: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'transfer-encoding',
])

const EVERY_NAME = '*'

/** Such as `POST /v1/agents`. */
export type RequestName = string

export interface RelayBetween {
  url: string
  /** Every request that has come, in its order. */
  asked(): RequestName[]
  /** Changes the JSON of answers to this request from now on. */
  change(name: RequestName, change: (body: Record<string, unknown>) => unknown): void
  /** Holds back requests of this name that come from now on, until the function it returns is called. */
  hold(name: RequestName): () => void
  /** The same for requests of every name. */
  holdAll(): () => void
  /** How many requests have come and have no answer yet. */
  pending(): number
  close(): Promise<void>
}

export async function startRelayBetween(relay: string): Promise<RelayBetween> {
  const asked: RequestName[] = []
  const changes = new Map<RequestName, (body: Record<string, unknown>) => unknown>()
  const held = new Map<RequestName | typeof EVERY_NAME, Promise<void>>()
  let pending = 0

  const server = createServer(async (request, answer) => {
    const { method = 'GET', url = '/' } = request
    const name = `${method} ${new URL(url, relay).pathname}`
    if (method !== 'OPTIONS') {
      asked.push(name)
      pending++
      answer.once('close', () => pending--)
      await Promise.all([held.get(name), held.get(EVERY_NAME)])
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
    const change = changes.get(name)
    // An answer that is to be changed must be a whole one.
    if (change) delete headers['if-none-match']
    try {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const response = await fetch(new URL(url, relay), {
        method,
        headers: Object.entries(headers).map(([key, value]): [string, string] => [key, String(value)]),
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      })
      const text = await response.text()
      const body = change && response.ok ? JSON.stringify(change(JSON.parse(text))) : text
      const told = [...response.headers].filter(([key]) => !OF_THE_WIRE.has(key))
      answer.writeHead(response.status, Object.fromEntries(told)).end(body)
    } catch {
      answer.destroy()
    }
  })
  function hold(name: RequestName | typeof EVERY_NAME): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    held.set(name, promise)
    return () => {
      if (held.get(name) === promise) held.delete(name)
      resolve()
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('There is no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked: () => [...asked],
    change: (name, change) => void changes.set(name, change),
    hold,
    holdAll: () => hold(EVERY_NAME),
    pending: () => pending,
    async close() {
      server.closeAllConnections()
      await new Promise((settle) => server.close(settle))
    },
  }
}
