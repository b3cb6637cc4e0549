/**
 * Serves the help-desk pages that marks are tested on. Each page says in itself which IDs must be marked, in
 * `<script type="application/json" id="expected">` or, where it makes them, in `window.expected`; whatever else looks
 * like one must not be. A page that goes on changing has a promise in `window.settled`.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'fixtures')
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** What a server may say of a page, and what keeps most extensions from drawing on it. */
const HEADERS: Record<string, Record<string, string>> = {
  '/strict-csp.html': {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'none'; style-src 'none'; frame-src 'none'; require-trusted-types-for 'script'",
  },
  '/coep.html': {
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'clipboard-write=(), fullscreen=()',
  },
}

export interface ServedPages {
  urlOf(page: string): string
  close(): Promise<void>
}

export async function servePages(port = 0): Promise<ServedPages> {
  const server = createServer(async (request, answer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const type = TYPES[extname(pathname)]
    const content = /^\/[a-z-]+\.(html|js)$/.test(pathname)
      ? await readFile(join(FOLDER, pathname)).catch(() => undefined)
      : undefined
    if (content === undefined || type === undefined) answer.writeHead(404).end()
    else answer.writeHead(200, { 'Content-Type': type, ...HEADERS[pathname] }).end(content)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The pages have no port')
  return {
    urlOf: (page) => `http://127.0.0.1:${address.port}/${page}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
