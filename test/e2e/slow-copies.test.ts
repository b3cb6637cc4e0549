/**
 * A copy while the relay is slow: it is recorded once, and what is on the clipboard is what was asked for last. Every button
 * of every surface, pressed twice, is tested in the gallery (`buttons.test.ts`).
 */
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, type Harness, letSiteIn, openHarness } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { openPanelAt } from '../harness/open-panel.ts'
import { type RelayBetween, startRelayBetween } from '../harness/relay-between.ts'
import { openCard } from './open-card.ts'
import { press, readOverlay, restOn } from './page/page-stage.ts'

const COPY = 'POST /v1/audit'
const COPY_LABEL = 'Copy for ticket'

let harness: Harness
let between: RelayBetween
let options: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  between = await startRelayBetween(harness.relay.url)
  await harness.browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  options = await harness.browser.openTab('options.html')
  await connect(options, between.url, (await harness.admin.add('ada@example.com', 'agent')).code)
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
  await letSiteIn(options, harness.ticket.url)
})
afterAll(async () => {
  await harness?.close()
  await between?.close()
})

const inquiry = () => personaStory(harness, 'three-retries').inquiry
const count = (name: string) => between.asked().filter((one) => one === name).length
const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

/** After what was sent to the background before. */
const passBackground = () =>
  options.evaluate(() => chrome.runtime.sendMessage({ name: 'app:sites.list', payload: null }))

it('a copy is recorded once, however often it is pressed', async () => {
  const panel = await openPanelAt(harness, { case: inquiry() })
  const before = count(COPY)
  const release = between.hold(COPY)
  await panel.getByRole('button', { name: COPY_LABEL }).click({ clickCount: 3 })
  await expect.poll(() => count(COPY)).toBe(before + 1)
  // By its key, too.
  await panel.keyboard.press('c')
  release()
  await panel.getByText('Copied', { exact: true }).waitFor()
  expect(count(COPY)).toBe(before + 1)
  await panel.getByRole('button', { name: 'Copied' }).click()
  await expect.poll(() => count(COPY)).toBe(before + 2)
  await panel.close()
})

it('leaves what was asked for last on the clipboard, also where an earlier copy is slower', async () => {
  const panel = await openPanelAt(harness, { case: inquiry() })
  const before = count(COPY)
  const release = between.hold(COPY)
  await panel.keyboard.press('c')
  await expect.poll(() => count(COPY)).toBe(before + 1)
  await panel.getByRole('button', { name: 'Copy link' }).click()
  await panel.getByRole('button', { name: 'Copied' }).waitFor()
  const link = await readClipboard(panel)
  expect(link).toMatch(/^https:/)
  release()
  await expect.poll(() => between.pending(), { interval: 20 }).toBe(0)
  await passBackground()
  expect(await readClipboard(panel)).toBe(link)
  await panel.close()
})

describe('a card’s copy', () => {
  let page: Page
  let card: Frame
  let before: number
  beforeEach(async () => {
    ;({ page, card } = await openCard(harness, inquiry()))
    await card.getByRole('button', { name: COPY_LABEL }).waitFor()
    await page.evaluate(() => navigator.clipboard.writeText('untouched'))
    before = count(COPY)
    return () => page.close()
  })

  const untilHidden = () => expect.poll(async () => (await readOverlay(page))?.card?.isShown).toBe(false)

  it('is made although the agent closes the card', async () => {
    const release = between.hold(COPY)
    await card.getByRole('button', { name: COPY_LABEL }).focus()
    await page.keyboard.press('c')
    await page.keyboard.press('Escape')
    await untilHidden()
    await expect.poll(() => count(COPY)).toBe(before + 1)
    release()
    await expect.poll(() => readClipboard(page)).toContain(inquiry())
  })

  it('is not made of an ID that goes while it is under way', async () => {
    const release = between.hold(COPY)
    await press(card.getByRole('button', { name: COPY_LABEL }))
    await expect.poll(() => count(COPY)).toBe(before + 1)
    await page.evaluate(() => document.body.replaceChildren('Another ticket'))
    await untilHidden()
    release()
    await expect.poll(() => between.pending(), { interval: 20 }).toBe(0)
    await passCard(card)
    expect(await readClipboard(page)).toBe('untouched')
    // In the next card, since this one was gone.
    await page.evaluate((id) => document.body.replaceChildren(id), inquiry())
    await restOn(page, inquiry())
    await card.locator('.toast', { hasText: /^Not copied: inq_….+ is no longer on the page$/ }).waitFor()
  })

  it.each<[string, () => void]>([
    ['gone', () => document.body.replaceChildren('Another ticket')],
    ['hidden with its ticket', () => document.querySelector('main')?.setAttribute('hidden', '')],
  ])('is not recorded of an ID that is %s when it is pressed', async (_how, change) => {
    const release = between.hold(COPY)
    // The page is busy from its change until after the press: nothing of ours has looked in between.
    const changed = page.evaluate(
      `(${change})(); for (const end = performance.now() + 500; performance.now() < end; );`,
    )
    await card.evaluate((label) => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === label)
      button?.click()
    }, COPY_LABEL)
    await changed
    await untilHidden()
    await passCard(card)
    expect(count(COPY)).toBe(before)
    release()
  })
})

/** After what was sent from the card before has been answered. */
const passCard = (card: Frame) =>
  card.evaluate(async () => {
    const payload = { ticket: location.hash.slice(1) }
    for (const name of ['card:config.get', 'card:texts.get'])
      await chrome.runtime.sendMessage({ name, payload })
    await new Promise((resolve) => requestIdleCallback(resolve))
  })
