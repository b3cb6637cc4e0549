/** Sample mode: a first look without a relay, on every surface, and not a request leaves the browser. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HarnessBrowser, launchBrowser } from '../harness/browser.ts'
import { buildOnce } from '../harness/build-once.ts'
import { countRequests, type RequestCounter } from '../harness/count-requests.ts'
import type { Surface } from '../harness/surface.ts'

let extension: string
let browser: HarnessBrowser
let network: RequestCounter
let options: Page
let panel: Surface

const text = (words: string) => `document.body.innerText.includes(${JSON.stringify(words)})`
const BADGE = 'document.querySelector(".source-bar .environment").textContent'

/** All that the extension holds in the browser. */
const stored = () =>
  options.evaluate(async () => ({
    session: await chrome.storage.session.get(null),
    local: await chrome.storage.local.get(null),
  }))

/** The extension as a Chrome before 148 runs it: without a `browser` of its own, so that the polyfill makes one. */
async function removeNativeBrowser(built: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-old-chrome-'))
  await cp(built, folder, { recursive: true })
  await writeFile(join(folder, 'old-chrome.js'), 'delete globalThis.browser')
  for (const file of await readdir(folder)) {
    const path = join(folder, file)
    if (file === 'background.js')
      await writeFile(path, `import './old-chrome.js'\n${await readFile(path, 'utf8')}`)
    if (file.endsWith('.html')) {
      const html = await readFile(path, 'utf8')
      await writeFile(
        path,
        html.replace('<script', '<script type="module" src="/old-chrome.js"></script><script'),
      )
    }
  }
  return folder
}

// The same but for one object, so that both are tried in `npm test -- thorough` alone.
const CHROMES =
  Number(process.env.THOROUGHNESS ?? 1) > 1 ? ['this Chrome', 'a Chrome before 148'] : ['a Chrome before 148']

describe.each(CHROMES)('a first look in %s', (chrome) => {
  const isOld = chrome !== 'this Chrome'

  beforeAll(async () => {
    network = await countRequests()
    const built = await buildOnce('extension')
    extension = isOld ? await removeNativeBrowser(built) : built
    browser = await launchBrowser({ extension, headless: true, proxy: network.url })
    options = await browser.openTab('options.html')
  })
  afterAll(async () => {
    await browser.close()
    await network.close()
    if (isOld) await rm(extension, { recursive: true })
  })

  it('has the browser that it is about', async () => {
    expect(await options.evaluate(() => 'browser' in globalThis)).toBe(!isOld)
  })

  it('begins in the options, which say what this is and offer both ways', async () => {
    await options.getByRole('button', { name: 'Connect' }).waitFor()
    await options.getByRole('button', { name: 'Try it with samples' }).click()
    await options.getByText('All of this is fictional', { exact: false }).waitFor()
  })

  it('leads to a case in the side panel, loudly a sample', async () => {
    await options.getByRole('button', { name: 'Stopped at the selfie' }).click()
    panel = await browser.attach('sidepanel')
    await panel.waitFor(text('What happened'))
    expect(String(await panel.evaluate(BADGE))).toContain('Sample data')
    await panel.press('Escape')
    await panel.waitFor('document.querySelectorAll(".rows .row").length > 5')
  })

  it('goes on to a further page, and to events', async () => {
    const list = 'document.querySelector("[role=tabpanel]:not([hidden])")'
    const height = `Number.parseInt(${list}.querySelector(".rows").style.height)`
    await panel.clickButton('Sessions')
    await panel.waitFor(`${list}.querySelector(".row")`)
    // Rows that come later make the list longer.
    await panel.waitFor(`(${list}.querySelector(".scroller").scrollTo(0, 1e6), ${height} >= 56 * 50)`)
    await panel.clickButton('Events')
    await panel.waitFor('document.querySelectorAll("[role=tabpanel]:not([hidden]) .row").length > 5')
  })

  it('shows the popup as much as a sample', async () => {
    const popup = await browser.clickToolbarButton(options)
    await popup.waitFor('document.querySelectorAll(".glance .row").length > 3')
    expect(String(await popup.evaluate(BADGE))).toContain('Sample data')
    await popup.press('Escape')
  })

  it('outlives the background', async () => {
    await browser.killBackground()
    await panel.clickButton('Refresh')
    await panel.waitFor('document.querySelectorAll("[role=tabpanel]:not([hidden]) .row").length > 5')
  })

  it('ends without a trace', async () => {
    expect(JSON.stringify(await stored())).toContain('DemoData')
    await options.bringToFront()
    await options.getByRole('button', { name: 'Leave the samples' }).click()
    await options.getByRole('button', { name: 'Try it with samples' }).waitFor()
    await panel.waitFor(text('not connected yet'))
    expect(JSON.stringify(await stored())).not.toMatch(/DemoData|sample/i)
  })

  it('has asked nothing of any network', () => {
    expect(network.wanted()).toEqual([])
  })

  it('would have been seen asking', async () => {
    await options.getByLabel('Relay address').fill('https://lens.example.com')
    await options.getByLabel('Pairing code').fill('7K2QX-9MBD-4TPR')
    await options.getByRole('button', { name: 'Connect' }).click()
    await expect.poll(network.wanted).toContain('lens.example.com:443')
  })
})
