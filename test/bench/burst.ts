/**
 * Many at the same moment, each on a connection of its own that stands open already. Plain sockets, so that the load
 * costs next to nothing beside what it measures: on a machine of two cores a full HTTP client is a good part of the time.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Landed {
  status: number
  ms: number
}

export interface BurstRequest {
  path: string
  headers?: Record<string, string>
}

/** Sockets connected before the first request. */
const CONNECTING = 50

/** Each request is sent once all are connected; resolves when the last has its whole answer. */
export async function sendBurst(origin: string, requests: readonly BurstRequest[]): Promise<Landed[]> {
  const { hostname, port, host } = new URL(origin)
  const sockets: Socket[] = []
  try {
    while (sockets.length < requests.length) {
      const batch = requests
        .slice(sockets.length, sockets.length + CONNECTING)
        .map(() => connect(Number(port), hostname))
      sockets.push(...batch)
      await Promise.all(batch.map((socket) => once(socket, 'connect')))
    }
    const texts = requests.map(({ path, headers = {} }) => formatRequest(host, path, headers))
    const began = performance.now()
    return await Promise.all(
      sockets.map(async (socket, index) => {
        const landing = readAnswer(socket)
        socket.write(texts[index] ?? '')
        const status = await landing
        return { status, ms: performance.now() - began }
      }),
    )
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

const formatRequest = (host: string, path: string, headers: Record<string, string>): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n')

/** Resolves to the status once the whole body is there. workerd says a body’s length wherever it knows it. */
function readAnswer(socket: Socket): Promise<number> {
  return new Promise((settle, refuse) => {
    let head = ''
    let status: number | undefined
    let left = 0
    socket.once('error', refuse)
    socket.once('close', () => refuse(new Error('The connection was closed before the answer was whole')))
    socket.on('data', (bytes) => {
      if (status !== undefined) left -= bytes.length
      else {
        head += bytes.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end === -1) return
        const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
        if (length === undefined) return refuse(new Error('An answer that does not say its length'))
        status = Number(head.slice(9, 12))
        left = Number(length) - (head.length - end - 4)
      }
      if (left <= 0 && status !== undefined) settle(status)
    })
  })
}
