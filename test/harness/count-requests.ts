/** A proxy that lets nothing through, and knows what wanted to get out. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the browser asks on its own behalf, whatever is loaded into it. */
const BROWSERS_OWN = /(^|\.)(google|googleapis|gstatic)\.com(:\d+)?$/

export interface RequestCounter {
  url: string
  /** Host and port of each request but the browser’s own, in their order. */
  wanted(): string[]
  close(): Promise<void>
}

export async function countRequests(): Promise<RequestCounter> {
  const wanted: string[] = []
  const server = createServer((request, answer) => {
    wanted.push(new URL(request.url ?? '', 'http://unknown').host)
    answer.writeHead(502).end()
  })
  // How a browser asks for a connection by https.
  server.on('connect', (request, socket) => {
    wanted.push(request.url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    wanted: () => wanted.filter((host) => !BROWSERS_OWN.test(host)),
    close: () => new Promise((settle) => server.close(() => settle())),
  }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return address.port
}
