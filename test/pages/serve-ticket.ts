/** A support ticket in a made-up help desk, with inquiries in it that the fake provider knows. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { KnownStory } from '../fake-providers/persona/known.ts'

type Stories = Readonly<Record<string, Pick<KnownStory, 'inquiry'>>>

export interface Ticket {
  url: string
  close(): Promise<void>
}

export const serveTicket = (stories: Stories): Promise<Ticket> => servePage(drawTicket(stories))

/** A ticket without an inquiry ID: customer numbers and sessions' UUIDs. */
export interface Numbers {
  /** Each with its label. */
  references: readonly (readonly [reference: string, said: string])[]
  uuids: readonly (readonly [uuid: string, said: string])[]
}

export const serveNumbersTicket = (numbers: Numbers): Promise<Ticket> => servePage(drawNumbersTicket(numbers))

async function servePage(html: string): Promise<Ticket> {
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

/** Of the right form, without a customer. */
export const UNKNOWN_INQUIRY = 'inq_7xQmW2kPzR4vLb9TcYdN3sJf'

function drawTicket(stories: Stories): string {
  const find = (name: string): string => {
    const story = stories[name]
    if (!story) throw new Error(`The fake provider has no story “${name}”`)
    return story.inquiry
  }
  return drawPage(
    '#4711 Can’t get verified',
    `<p class="meta">#4711 · Mira Example · opened 20 minutes ago · assigned to you</p>
  <blockquote>Hello, I tried three times and it still says that my document can’t be read. What am I doing wrong?
    The page shows <code>${find('three-retries')}</code>.</blockquote>
  <p>Internal note, other tickets of the same household:</p>
  <ul>
    <li>${find('in-review')}: waits since yesterday</li>
    <li>https://app.withpersona.com/dashboard/inquiries/${find('two-countries')} (her partner)</li>
    <li>“${find('never-opened')}”, says she got no mail</li>
    <li>${find('redacted')}, from last year</li>
    <li>${UNKNOWN_INQUIRY}, copied from a chat</li>
  </ul>
  <p><label>Reply <textarea rows="3">Hi Mira, about ${find('three-retries')}: </textarea></label></p>`,
  )
}

function drawNumbersTicket({ references, uuids }: Numbers): string {
  const draw = ([id, said]: readonly [string, string]) => `<li>${id}: ${said}</li>`
  return drawPage(
    '#4712 Who is this?',
    `<p class="meta">#4712 · Noor Example · opened 5 minutes ago · assigned to you</p>
  <blockquote>Hello, I’m customer <b>${references[0]?.[0]}</b>, and I still can’t log in.</blockquote>
  <ul>${references.map(draw).join('')}</ul>
  <p>Copied sessions:</p>
  <ul>${uuids.map(draw).join('')}</ul>`,
  )
}

const drawPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Fernwood Help Desk</title>
<style>
  :root { color-scheme: light }
  body { font: 15px/1.6 system-ui, sans-serif; margin: 0; color: #1f2933; background: #f4f6f8 }
  header { background: #20432f; color: #fff; padding: 14px 32px }
  main { max-width: 760px; margin: 32px auto; background: #fff; border: 1px solid #d9e0e6; border-radius: 8px; padding: 24px 32px }
  h1 { font-size: 20px; margin: 0 0 4px } .meta { color: #5a6872; font-size: 13px; margin: 0 0 20px }
  blockquote { margin: 0 0 16px; padding: 12px 16px; border-left: 3px solid #b7c6bd; background: #f8faf9 }
  code { font: 13px ui-monospace, monospace } li { margin: 6px 0 }
  textarea { width: 100%; box-sizing: border-box; font: inherit; padding: 8px 12px }
</style>
<header>Fernwood Help Desk</header>
<main>
  <h1>${title.replace(/^#\d+ /, '')}</h1>
  ${body}
</main>
</html>`
