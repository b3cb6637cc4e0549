/** The relay's `SITES_OFF`: where it names a host, nothing is marked, looked up, counted or shown, in open tabs too. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { connect, type Harness, letSiteIn, openHarness } from '../harness/harness.ts'
import { type RelayBetween, startRelayBetween } from '../harness/relay-between.ts'
import { eventually, readMarked, readOverlay } from './page/page-stage.ts'

let harness: Harness
let between: RelayBetween
let options: Page
let sitesOff: string[] = []
/** The ticket under two names, of one server. */
let here: string
let there: string

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  between = await startRelayBetween(harness.relay.url)
  between.change('GET /v1/config', (config) => ({ ...config, sitesOff }))
  here = harness.ticket.url
  there = here.replace('127.0.0.1', 'localhost')
})
afterAll(async () => {
  await harness?.close()
  await between?.close()
})

const request = (name: string, payload: unknown) =>
  options.evaluate((message) => chrome.runtime.sendMessage(message), { name, payload })
const requestConfig = () => request('app:config.get', null)
/** As if it had come two minutes ago. */
const ageLastAnswer = () =>
  options.evaluate(async () => {
    const { sitesOff: kept } = await chrome.storage.local.get<{ sitesOff: { at: number } }>('sitesOff')
    await chrome.storage.local.set({ sitesOff: { ...kept, at: kept.at - 120_000 } })
  })
const lookUps = () => between.asked().filter((name) => name === 'POST /v1/lookups').length
const tabIdOf = (page: Page) =>
  options.evaluate(
    async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id ?? -1,
    page.url(),
  )
const badgeOf = async (page: Page) =>
  options.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), await tabIdOf(page))

async function signIn(relay = between.url): Promise<void> {
  options = await harness.browser.openTab('options.html')
  await options.getByRole('button', { name: /^(Connect|Sign out)$/ }).waitFor()
  if (await options.getByRole('button', { name: 'Connect', exact: true }).isVisible()) {
    const { code } = await harness.admin.add('ada@example.com', 'agent')
    await connect(options, relay, code)
  }
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
  for (const url of [here, there]) await letSiteIn(options, url)
}

async function openTicket(url: string): Promise<Page> {
  const page = await harness.browser.context.newPage()
  await page.goto(url)
  return page
}

const expectMarked = (page: Page) =>
  eventually(async () => expect((await readMarked(page.mainFrame())).length).toBeGreaterThan(0))
const expectStates = (page: Page) =>
  eventually(async () => expect((await readOverlay(page))?.shapes.length ?? 0).toBeGreaterThan(0))

/** Marks, states and badge are gone, and no look-up is sent any more. */
async function expectDark(page: Page): Promise<void> {
  await eventually(async () => {
    expect(await readMarked(page.mainFrame())).toEqual([])
    expect(await readOverlay(page)).toBeUndefined()
    expect(await badgeOf(page)).toBe('')
  })
  const before = lookUps()
  await page.bringToFront()
  await page.mouse.move(200, 200)
  await page.mouse.wheel(0, 200)
  await page.evaluate(() => document.body.append(document.querySelector('code')?.cloneNode(true) ?? ''))
  await eventually(async () => expect(await page.evaluate(() => document.readyState)).toBe('complete'))
  expect(await readMarked(page.mainFrame())).toEqual([])
  expect(lookUps()).toBe(before)
}

beforeEach(async () => {
  for (const page of harness.browser.context.pages().slice(1)) await page.close()
  sitesOff = []
  await signIn()
  await requestConfig()
})

it('ends marks, states and badge in open tabs of the host that it names, and of no other', async () => {
  const [off, on] = [await openTicket(there), await openTicket(here)]
  for (const page of [off, on]) {
    await page.bringToFront()
    await expectStates(page)
  }
  sitesOff = ['localhost']
  await requestConfig()
  await expectDark(off)
  await expectMarked(on)

  sitesOff = []
  await requestConfig()
  await off.bringToFront()
  await expectStates(off)
})

it('ends them with a star on every host, says so in the popup, and refuses a scan', async () => {
  const page = await openTicket(here)
  await page.bringToFront()
  await expectStates(page)
  sitesOff = ['*']
  await requestConfig()
  await expectDark(page)
  const tabId = await tabIdOf(page)
  expect(await request('app:page.look', { tabId })).toMatchObject({ value: { site: 'off', ids: [] } })
  expect(await request('app:page.scan', { tabId })).toMatchObject({
    ok: false,
    error: { code: 'switched-off' },
  })
  expect(await readMarked(page.mainFrame())).toEqual([])
  const popup = await harness.browser.clickToolbarButton(page)
  await popup.waitFor(
    `document.body.textContent.includes('Marking on ${new URL(here).host} is switched off by your admin')`,
  )
})

it('is shown in the options, at the sites that it concerns', async () => {
  const standing = async () => {
    await options.reload()
    await options.locator('.sites > li').nth(1).waitFor()
    const rows = await options.locator('.sites > li').allInnerTexts()
    return rows.map((row) => row.replace(/\s+/g, ' ').trim())
  }
  const [own, other] = [here, there].map((url) => new URL(url).host)
  await expect.poll(standing).toEqual([own, other])
  sitesOff = ['localhost']
  await expect.poll(standing).toEqual([own, `${other} Switched off by your admin`])
  sitesOff = ['*']
  await expect
    .poll(standing)
    .toEqual([`${own} Switched off by your admin`, `${other} Switched off by your admin`])
})

it('holds before the first mark of a later page, though the relay does not answer', async () => {
  sitesOff = ['*']
  await requestConfig()
  const release = between.hold('GET /v1/config')
  await harness.browser.killBackground()
  const page = await openTicket(here)
  await expectDark(page)
  release()
})

it('is asked for by open pages alone, once its last answer is a minute old', async () => {
  const page = await openTicket(here)
  await page.bringToFront()
  await expectStates(page)
  sitesOff = ['*']
  await ageLastAnswer()
  await options.close()
  await page.evaluate(() => document.querySelectorAll('code').forEach((one) => void one.remove()))
  await eventually(async () => expect(await readMarked(page.mainFrame())).toEqual([]))
  options = await harness.browser.openTab('options.html')
  await expectDark(page)
})

it('is lifted in open pages once the agent turns to one of them, though none of ours is open', async () => {
  sitesOff = ['*']
  await requestConfig()
  const [page, other] = [await openTicket(here), await openTicket(there)]
  await expectDark(page)
  sitesOff = []
  await ageLastAnswer()
  await options.close()
  await other.bringToFront()
  await expectMarked(page)
  await expectMarked(other)
})

it('is shown in options that are open already', async () => {
  sitesOff = ['*']
  await requestConfig()
  await options.locator('.sites').getByText('Switched off by your admin').first().waitFor()
})

it('is known before the first mark after a sign-in', async () => {
  sitesOff = ['*']
  await request('app:account.sign-out', null)
  const page = await openTicket(here)
  const release = between.hold('GET /v1/config')
  // By its other name: of this relay, no answer is kept or on its way.
  await signIn(between.url.replace('127.0.0.1', 'localhost'))
  const before = lookUps()
  await page.reload()
  await page.bringToFront()
  expect(await readMarked(page.mainFrame())).toEqual([])
  release()
  await expectDark(page)
  expect(lookUps()).toBe(before)
})
