/** Options: from an address and a code to signed in, and every way it can go wrong, with nothing typed lost. */
import { createServer, type Server } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  connect as connectIn,
  type Harness,
  openHarness,
  pairInOptions,
  signOutInOptions,
} from '../harness/harness.ts'

let harness: Harness
let page: Page
const servers: Server[] = []

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
})
afterAll(async () => {
  for (const server of servers) server.close()
  await harness.close()
})
beforeEach(async () => {
  await page?.close()
  page = await harness.browser.openTab('options.html')
})

const connect = (relay: string, code = '7K2QX-9MBD-4TPR') => connectIn(page, relay, code)

async function serve(status: number, type: string, body: string): Promise<string> {
  const server = createServer((_, answer) => {
    answer.writeHead(status, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' }).end(body)
  })
  servers.push(server)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return `http://127.0.0.1:${address.port}`
}

describe('an address that is wrong', () => {
  it.each([
    ['nothing at all', () => '', /Enter the address/],
    ['another scheme', () => 'ftp://lens.example.com', /https/],
    ['http to another machine', () => 'http://lens.example.com', /https/],
    ['a path behind it', () => `${harness.relay.url}/v1/sessions`, /Leave out “\/v1\/sessions”/],
    ['no server there', () => 'http://127.0.0.1:9', /can’t be reached/],
    ['something that is no relay', () => serve(200, 'text/html', '<h1>Hello</h1>'), /no Inquiry Lens relay/],
    [
      'a relay of a later version',
      () => serve(200, 'application/json', '{"service":"inquiry-lens-relay","api":[2,3],"build":"9"}'),
      /too old for the relay/,
    ],
    [
      'a relay of an earlier version',
      () => serve(200, 'application/json', '{"service":"inquiry-lens-relay","api":[0],"build":"0"}'),
      /relay is too old/,
    ],
    [
      'a relay that is not configured',
      () =>
        serve(
          503,
          'application/problem+json',
          JSON.stringify({
            type: 'urn:inquiry-lens:problem:relay-not-configured',
            title: 'The relay is not configured',
            status: 503,
            detail: 'ENVIRONMENT is not set',
          }),
        ),
      /not configured/,
    ],
  ])('%s', async (_, address, words) => {
    const relay = await address()
    await connect(relay)
    await page.getByText(words).first().waitFor()
    expect(await page.getByLabel('Relay address').inputValue()).toBe(relay)
    expect(await page.getByLabel('Pairing code').inputValue()).toBe('7K2QX-9MBD-4TPR')
  })

  it('without a scheme is understood', async () => {
    await connect(harness.relay.url.replace('http://', ''))
    await page.getByText('Wrong pairing code').waitFor()
  })
})

describe('a code that is wrong', () => {
  it('differs from one that is used or was tried too often', async () => {
    const { code } = await harness.admin.add('bob@example.com', 'agent')
    await connect(harness.relay.url, 'no code at all')
    await page
      .getByText(/13 letters and digits|Wrong pairing code/)
      .first()
      .waitFor()
    await harness.admin.pair(code)
    await connect(harness.relay.url, code)
    await page.getByText('This pairing code was already used').waitFor()
    expect(await page.getByLabel('Pairing code').inputValue()).toBe(code)

    const { code: guessed } = await harness.admin.add('bob@example.com', 'agent')
    for (let attempt = 0; attempt < 5; attempt++) {
      await harness.admin.pair(`${guessed.slice(0, 5)}-0000-000${attempt}`).catch(() => {})
    }
    await connect(harness.relay.url, guessed)
    await page.getByText('Too many attempts').waitFor()
  })
})

describe('signed in', () => {
  it('begins with a press of the button right out of the address, however slow the hand', async () => {
    const { code } = await harness.admin.add('slow.hand@example.com', 'agent')
    await page.getByLabel('Pairing code').fill(code)
    await page.getByLabel('Relay address').fill(harness.relay.url)
    await page.getByRole('button', { name: 'Connect' }).hover()
    await page.mouse.down()
    await page.waitForTimeout(500)
    await page.mouse.up()
    await signOutInOptions(page)
    await page.getByRole('button', { name: 'Connect' }).waitFor()
  })

  it('says who, where and until when; tests the connection for real; signs out', async () => {
    await pairInOptions(harness, 'ada@example.com', page)
    await page.getByText('ada@example.com').waitFor()
    await page.getByText(harness.relay.url).first().waitFor()

    harness.providers.control.reset()
    await page.getByRole('button', { name: 'Test connection' }).click()
    await page.getByText('Relay: connected').waitFor()
    await page.getByText('Persona (Sandbox): connected').waitFor()
    expect(harness.providers.control.calls()['GET /api/v1/inquiry-sessions']).toBe(1)

    await signOutInOptions(page)
    await page.getByRole('button', { name: 'Connect' }).waitFor()
    expect(await page.getByLabel('Relay address').inputValue()).toBe(harness.relay.url)
  })

  it.each([
    [{ fault: 'key-refused' as const }, /key was refused/],
    [{ fault: '5xx' as const }, /not answering/],
    [{ fault: 'truncated' as const }, /could not be read/],
  ])('the test tells the relay from a provider with %o', async (fault, words) => {
    await pairInOptions(harness, 'ada@example.com', page)
    harness.providers.control.faults([fault])
    // The relay does not ask twice within two seconds, however it is asked: they pass.
    await harness.passTime(3)
    await page.getByRole('button', { name: 'Test connection' }).click()
    await page.getByText('Relay: connected').waitFor()
    await page.getByText(words).first().waitFor()
    harness.providers.control.reset()
    await signOutInOptions(page)
    await page.getByRole('button', { name: 'Connect' }).waitFor()
  })

  it('a token that is revoked in mid-use says so, and what to do', async () => {
    await pairInOptions(harness, 'ada@example.com', page)
    const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
    await panel.locator('.rows .row').first().waitFor()
    await harness.admin.revoke('ada@example.com')
    // Polling may find out in the same moment; then there is nothing left to refresh.
    await panel.evaluate(() => document.querySelector<HTMLElement>('button[aria-label=Refresh]')?.click())
    await panel.getByText('An admin revoked your access.').waitFor()
    await panel.getByRole('button', { name: 'Sign in again' }).waitFor()
    expect(await panel.locator('.row').count()).toBe(0)
    await page.getByText('An admin revoked your access').waitFor()
    const kept = await panel.evaluate(async () => JSON.stringify(await chrome.storage.session.get()))
    expect(kept).not.toContain('inq_')
    expect(kept).not.toContain('lens_')
    await panel.close()
  })
})
