import type { Call, FaultList } from './fault-list.ts'

/** What `fetch` rejects with when the other end hangs up. The server turns it into a destroyed socket. */
export class ConnectionReset extends TypeError {
  override readonly name = 'TypeError'

  constructor() {
    super('fetch failed: the connection was reset')
  }
}

const HTML = '<!doctype html><html><head><title>Error</title></head><body><h1>Bad gateway</h1></body></html>'

/** Faults between the caller and any provider: they know nothing of what the provider would have said. */
export async function disturbTransport(
  call: Call,
  faults: FaultList,
  signal: AbortSignal | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  const stall = faults.take('stall', call)
  if (stall !== undefined) await wait(stall.ms, signal)
  if (faults.take('reset', call) !== undefined) throw new ConnectionReset()
  const html = faults.take('html', call)
  if (html !== undefined) {
    return new Response(HTML, {
      status: html.status,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    })
  }
  const response = await answer()
  return faults.take('truncated', call) === undefined ? response : truncate(response)
}

async function truncate(response: Response): Promise<Response> {
  const text = await response.text()
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status, headers })
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const timer = setTimeout(end, ms)
    function end(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      if (signal?.aborted) reject(signal.reason)
      else resolve()
    }
    signal?.addEventListener('abort', end)
  })
}
