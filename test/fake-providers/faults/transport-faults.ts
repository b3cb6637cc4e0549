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
  abort: AbortSignal | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  const stall = faults.take('stall', call)
  if (stall !== undefined) await wait(stall.ms, abort)
  if (faults.take('reset', call) !== undefined) throw new ConnectionReset()
  const html = faults.take('html', call)
  if (html !== undefined) {
    return new Response(HTML, {
      status: html.status,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    })
  }
  const answered = await answer()
  const odd = faults.take('headers', call)
  const response = odd === undefined ? answered : withHeaders(answered, odd.headers)
  if (faults.take('empty', call) !== undefined) return withBody(response, '')
  if (faults.take('broken-off', call) !== undefined)
    return withBody(response, breakOff(await halfOf(response)))
  return faults.take('truncated', call) === undefined ? response : withBody(response, await halfOf(response))
}

function withHeaders(response: Response, changes: Readonly<Record<string, string>>): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(changes)) headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
}

async function halfOf(response: Response): Promise<string> {
  const text = await response.text()
  return text.slice(0, Math.floor(text.length / 2))
}

function withBody(response: Response, body: BodyInit): Response {
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  return new Response(body, { status: response.status, headers })
}

/** The other end hangs up after this text. */
function breakOff(text: string): ReadableStream<Uint8Array> {
  let isSent = false
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new ConnectionReset())
      else controller.enqueue(new TextEncoder().encode(text))
      isSent = true
    },
  })
}

function wait(ms: number, abort: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (abort?.aborted) return reject(abort.reason)
    const timer = setTimeout(end, ms)
    function end(): void {
      clearTimeout(timer)
      abort?.removeEventListener('abort', end)
      if (abort?.aborted) reject(abort.reason)
      else resolve()
    }
    abort?.addEventListener('abort', end)
  })
}
