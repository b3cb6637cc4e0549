/** Lifetimes and leaving: the lock, the sign-out, the revocation; after each, nothing in the browser names a person. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Harness, letSiteIn, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { focusPanel, PANEL_SIZE } from '../harness/open-panel.ts'
import { eventually, press, readMarked, readOverlay, restOn } from './page/page-stage.ts'

let harness: Harness
let options: Page
let panel: Page
let inquiry: string

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  inquiry = personaStory(harness, 'three-retries').inquiry
})
afterAll(() => harness.close())
beforeEach(async () => {
  await panel?.close()
  await options?.close()
  options = await harness.browser.openTab('options.html')
  const button = (name: string) => options.getByRole('button', { name, exact: true })
  await button('Sign out').or(button('Continue')).or(button('Connect')).first().waitFor()
  // What the test before left: signed in, locked or signed out.
  if (await button('Continue').isVisible()) await button('Continue').click()
  if (await button('Connect').isVisible()) await pairInOptions(harness, 'ada@example.com', options)
  panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await panel.locator('.rows .row').first().waitFor()
  await focusPanel(panel, { case: inquiry })
})

const stored = async () =>
  options.evaluate(async () =>
    JSON.stringify([await chrome.storage.session.get(), await chrome.storage.local.get()]),
  )
/** Customers by their IDs and events, agents by their addresses, the token. */
const NAMES_A_PERSON = /inq_|iqse_|evt_|act_|@example\.com|lens_/
const passTime = (ms: number) =>
  options.evaluate(async (back) => {
    await chrome.storage.local.set({ activeAt: Date.now() - back })
  }, ms)
const QUARTER_OF_AN_HOUR = 15 * 60_000

/** With our script in it. */
async function openTicket(): Promise<Page> {
  const page = await harness.browser.context.newPage()
  await page.goto(harness.ticket.url)
  await letSiteIn(options, harness.ticket.url)
  return page
}

const expectStates = (page: Page, count: number) =>
  eventually(async () => expect((await readOverlay(page))?.shapes ?? []).toHaveLength(count))

async function pointAt(page: Page, id: string): Promise<void> {
  await page.bringToFront()
  await page.mouse.move(1200, 700)
  await page.mouse.move(1201, 700)
  await restOn(page, id)
}

describe('the lock', () => {
  it('after a quarter of an hour nothing is shown or held, and one click goes on where it was', async () => {
    expect(await stored()).toMatch(/inq_/)
    await passTime(QUARTER_OF_AN_HOUR + 1_000)
    await panel.getByText('Locked').waitFor()
    expect(await panel.content()).not.toMatch(/inq_|iqse_/)
    await expect.poll(stored).not.toMatch(/inq_|iqse_|evt_/)
    await options.getByText('Locked').waitFor()

    await panel.getByRole('button', { name: 'Continue' }).click()
    await panel.locator('.case-body').waitFor()
    await options.getByRole('button', { name: 'Sign out' }).waitFor()
  })

  it('gives nothing out to a surface that asks all the same', async () => {
    await passTime(QUARTER_OF_AN_HOUR + 1_000)
    const replies = await options.evaluate(async (id) => {
      const request = (name: string, payload: unknown) => chrome.runtime.sendMessage({ name, payload })
      return JSON.stringify([
        await request('app:sessions.list', {}),
        await request('app:case.get', { id }),
        await request('app:lookup', { ids: [id] }),
        await request('app:reveal', { id, fields: ['note'], reason: 'because' }),
      ])
    }, inquiry)
    expect(replies.match(/"code":"locked"/g)).toHaveLength(4)
    expect(replies).not.toMatch(/iqse_|evt_/)
  })

  it('leaves no state in a page, asks for none, and one click on the card goes on', async () => {
    const page = await openTicket()
    await expectStates(page, 6)
    const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html#'))
    // As soon as the pointer is in the window, the card is made.
    await page.mouse.move(1200, 700)
    await page.mouse.move(1201, 700)
    await expect.poll(cardOf).toBeDefined()

    await passTime(QUARTER_OF_AN_HOUR + 1_000)
    await expectStates(page, 0)
    expect(await readMarked(page.mainFrame())).toHaveLength(6)
    const before = harness.providers.control.calls()
    await page.reload()
    await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(6))
    await pointAt(page, inquiry)
    await expect.poll(async () => cardOf()?.getByText('Locked').count()).toBe(1)
    expect(await cardOf()?.locator('body').innerHTML()).not.toContain('case-body')
    expect(await readOverlay(page)).toMatchObject({ shapes: [] })
    expect(harness.providers.control.calls()).toEqual(before)

    const card = cardOf()
    if (!card) throw new Error('There is no card')
    await press(card.getByRole('button', { name: 'Continue' }))
    await cardOf()?.locator('.card-body').waitFor()
    await expectStates(page, 6)
    await page.close()
  })

  it('stays open while the agent is active', async () => {
    await passTime(QUARTER_OF_AN_HOUR - 20_000)
    await panel.bringToFront()
    await panel.mouse.move(100, 300)
    await panel.mouse.move(110, 310)
    await expect
      .poll(() =>
        options.evaluate(async () => Date.now() - Number((await chrome.storage.local.get()).activeAt)),
      )
      .toBeLessThan(10_000)
    expect(await panel.locator('.case-body').count()).toBe(1)
  })

  it('is shut for a surface that is opened after a long while', async () => {
    await panel.close()
    await passTime(QUARTER_OF_AN_HOUR + 1_000)
    panel = await harness.browser.openTab('popup.html', { width: 380, height: 580 })
    await panel.getByText('Locked').waitFor()
    expect(await panel.content()).not.toMatch(/inq_|iqse_/)
  })
})

describe('leaving', () => {
  it('a sign-out leaves no state in a page; the next sign-in brings them back', async () => {
    const page = await openTicket()
    await expectStates(page, 6)
    await signOutInOptions(options)
    await expectStates(page, 0)
    expect(await readMarked(page.mainFrame())).toHaveLength(6)
    await pairInOptions(harness, 'ada@example.com', options)
    await expectStates(page, 6)
    await page.close()
  })

  it('a sign-out leaves nothing that names a person', async () => {
    expect(await stored()).toMatch(NAMES_A_PERSON)
    await signOutInOptions(options)
    await options.getByRole('button', { name: 'Connect' }).waitFor()
    await panel.getByText('Inquiry Lens is not connected yet').waitFor()
    await expect.poll(stored).not.toMatch(NAMES_A_PERSON)
    expect(await panel.content()).not.toMatch(/inq_|iqse_/)
  })

  it('a revocation holds from the next request in mid-use, and leaves nothing either', async () => {
    await harness.admin.revoke('ada@example.com')
    const reason = panel.getByText('An admin revoked your access.')
    // The panel may have asked before the press.
    await Promise.any([panel.getByRole('button', { name: /Refresh/ }).click(), reason.waitFor()])
    await reason.waitFor()
    await expect.poll(stored).not.toMatch(NAMES_A_PERSON)
    expect(await panel.content()).not.toMatch(/inq_|iqse_/)
  })

  it('another agent finds nothing of the one before', async () => {
    await signOutInOptions(options)
    await pairInOptions(harness, 'bob@example.com', options)
    const replies = await options.evaluate(async () => JSON.stringify(await chrome.storage.session.get()))
    expect(replies).not.toMatch(/ada@example\.com/)
  })
})
