/** What a content script, a web page and a foreign sender can get from the extension: nothing. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HarnessBrowser, launchBrowser } from '../harness/browser.ts'
import { buildOnce } from '../harness/build-once.ts'
import { type Harness, openHarness, pairInOptions } from '../harness/harness.ts'

/** Runs as a content script of ours would, and writes what it got into the page. */
const PROBE = `(async () => {
  const attempt = async (run) => {
    try { return JSON.stringify(await run()) } catch (error) { return 'refused: ' + error.message }
  }
  const got = {
    session: await attempt(() => chrome.storage.session.get()),
    local: await attempt(() => chrome.storage.local.get()),
    sessions: await attempt(() => chrome.runtime.sendMessage({ name: 'app:sessions.list', payload: {} })),
    account: await attempt(() => chrome.runtime.sendMessage({ name: 'app:account.sign-out', payload: null })),
    unknown: await attempt(() => chrome.runtime.sendMessage({ name: 'app:token.get', payload: null })),
  }
  document.documentElement.dataset.probe = JSON.stringify(got)
})()`

let harness: Harness
let browser: HarnessBrowser
let page: Page
let extension: string

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  extension = await mkdtemp(join(tmpdir(), 'inquiry-lens-probe-'))
  await cp(await buildOnce('extension'), extension, { recursive: true })
  const file = join(extension, 'manifest.json')
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  manifest.content_scripts = [{ matches: ['http://127.0.0.1/*'], js: ['probe.js'] }]
  await writeFile(file, JSON.stringify(manifest))
  await writeFile(join(extension, 'probe.js'), PROBE)
  browser = await launchBrowser({ extension, headless: true })
  page = await browser.openTab('options.html')
  await pairInOptions(harness, 'ada@example.com', page)
})
afterAll(async () => {
  await browser.close()
  await harness.close()
  await rm(extension, { recursive: true, force: true })
})

it('a content script reads no storage, no token and no list, and can’t sign out', async () => {
  const held = await page.evaluate(async () =>
    JSON.stringify([await chrome.storage.session.get(), await chrome.storage.local.get()]),
  )
  expect(held).toContain('lens_')

  const ticket = await browser.context.newPage()
  await ticket.goto(harness.ticket.url)
  const probed = await ticket.waitForFunction(() => document.documentElement.dataset.probe)
  const got = JSON.parse(String(await probed.jsonValue()))
  expect(got.session).toMatch(/^refused/)
  expect(got.local).toMatch(/^refused/)
  for (const reply of [got.sessions, got.account, got.unknown]) {
    expect(JSON.parse(reply)).toMatchObject({ ok: false, error: { code: 'extension-error' } })
  }
  // A stranger gets the same reply whether the message exists or not.
  expect(got.unknown).toBe(got.sessions)
  expect(JSON.stringify(got)).not.toMatch(/lens_|iqse_|ada@/)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
})

it('a web page cannot load, frame or speak to the extension', async () => {
  const ticket = await browser.context.newPage()
  await ticket.goto(harness.ticket.url)
  const got = await ticket.evaluate(async (id) => {
    const framed = await new Promise((settle) => {
      const frame = document.createElement('iframe')
      frame.src = `chrome-extension://${id}/sidepanel.html`
      frame.addEventListener('load', () => settle(frame.contentDocument?.body?.textContent ?? 'closed to us'))
      frame.addEventListener('error', () => settle('refused'))
      document.body.append(frame)
      setTimeout(() => settle('refused'), 1_000)
    })
    const fetched = await fetch(`chrome-extension://${id}/manifest.json`).then(
      () => 'fetched',
      () => 'refused',
    )
    return {
      framed,
      fetched,
      runtime: typeof globalThis.chrome?.runtime,
    }
  }, browser.extensionId)
  expect(got.fetched).toBe('refused')
  expect(got.runtime).toBe('undefined')
  expect(got.framed).not.toContain('Persona')
  const frames = ticket.frames().filter((frame) => frame.url().includes('sidepanel.html'))
  for (const frame of frames) expect(await frame.content()).not.toContain('source-bar')
})

it('the token is in nothing that the background says or that is built', async () => {
  const built = await buildOnce('extension')
  const panel = await browser.openTab('sidepanel.html', { width: 360, height: 700 })
  await panel.locator('.rows .row').first().waitFor()
  const replies = await panel.evaluate(async () => {
    const request = (name: string, payload: unknown) => chrome.runtime.sendMessage({ name, payload })
    return JSON.stringify([
      await request('app:sessions.list', {}),
      await request('app:config.get', null),
      await request('app:connection.test', null),
      await request('app:nothing', null),
    ])
  })
  expect(replies).toContain('iqse_')
  expect(replies).not.toContain('lens_')
  expect(await readFile(join(built, 'background.js'), 'utf8')).not.toMatch(/persona_(sandbox|production)_\w/)
})
