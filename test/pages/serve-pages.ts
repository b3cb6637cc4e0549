/**
 * Serves the help-desk pages that marks are tested on. Each page says in itself which IDs must be marked, in
 * `<script type="application/json" id="expected">` or, where it makes them, in `window.expected`; whatever else looks
 * like one must not be. A page that goes on changing has a promise in `window.settled`.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { buildOnce } from '../harness/build-once.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')

/** In `desks/`: pages with the habits of help desks, each with an editor of the kind that stands there. */
export const DESKS = [
  'zendesk',
  'intercom',
  'freshdesk',
  'front',
  'salesforce',
  'hubspot',
  'jira',
  'gmail',
] as const

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
  '/desks/jira.html': {
    'Content-Security-Policy':
      "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; frame-src 'none'",
  },
  '/desks/gmail.html': {
    'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types default; frame-src 'self'",
  },
}

async function findFile(pathname: string): Promise<string | undefined> {
  if (pathname === '/editors.js') return join(await buildOnce('editors'), 'editors.js')
  if (/^\/desks\/[a-z]+\.html$/.test(pathname)) return join(import.meta.dirname, pathname)
  return /^\/[a-z-]+\.(html|js)$/.test(pathname) ? join(FOLDER, pathname) : undefined
}

export interface ServedPages {
  urlOf(page: string): string
  close(): Promise<void>
}

export async function servePages(port = 0): Promise<ServedPages> {
  const server = createServer(async (request, answer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/no-content') {
      answer.writeHead(204).end()
      return
    }
    const type = TYPES[extname(pathname)]
    const file = await findFile(pathname)
    const content = file && (await readFile(file).catch(() => undefined))
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
