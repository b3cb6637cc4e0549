/** A support ticket in a made-up help desk, with inquiries in it that the fake provider knows. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { KnownStories } from '../providers/persona/known.ts'

export interface Ticket {
  url: string
  close(): Promise<void>
}

export async function serveTicket(stories: KnownStories): Promise<Ticket> {
  const html = drawTicket(stories)
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The ticket page has no port')
  return {
    url: `http://127.0.0.1:${address.port}/tickets/4711`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function drawTicket(stories: KnownStories): string {
  const [first, second, third] = Object.values(stories).map(({ inquiry }) => inquiry)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>#4711 Can’t get verified · Fernwood Help Desk</title>
<style>
  body { font: 15px/1.6 system-ui, sans-serif; margin: 0; color: #1f2933; background: #f4f6f8 }
  header { background: #20432f; color: #fff; padding: 14px 32px }
  main { max-width: 720px; margin: 32px auto; background: #fff; border: 1px solid #d9e0e6; border-radius: 8px; padding: 24px 32px }
  h1 { font-size: 20px; margin: 0 0 4px } .meta { color: #5a6872; font-size: 13px; margin: 0 0 20px }
  blockquote { margin: 0 0 16px; padding: 12px 16px; border-left: 3px solid #b7c6bd; background: #f8faf9 }
  code { font: 13px ui-monospace, monospace }
</style>
<header>Fernwood Help Desk</header>
<main>
  <h1>Can’t get verified</h1>
  <p class="meta">#4711 · Mira Example · opened 20 minutes ago · assigned to you</p>
  <blockquote>Hello, I tried three times and it still says that my document can’t be read. What am I doing wrong?
    The page shows <code>${first}</code>.</blockquote>
  <p>Internal note: she wrote last week too, about <code>${second}</code>; her partner’s is <code>${third}</code>.</p>
</main>
</html>`
}
