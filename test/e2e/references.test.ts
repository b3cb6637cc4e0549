/**
 * A ticket without an ID: the company's own numbers in it lead to cases, from both providers, and deepidv's UUIDs are
 * told from everybody else's. The relay is as in production, where UUIDs count.
 */
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import {
  type CustomerNumbersHarness,
  FOREIGN_UUID,
  openCustomerNumbers,
  UNKNOWN_NUMBER,
} from '../harness/customer-numbers.ts'
import { pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { PANEL_SIZE } from '../harness/open-panel.ts'
import type { Ticket } from '../pages/serve-ticket.ts'
import { eventually, press, readMarked, restOn } from './page/page-stage.ts'

let harness: CustomerNumbersHarness
let ticket: Ticket
let numbers: CustomerNumbersHarness['numbers']
let session: string

beforeAll(async () => {
  harness = await openCustomerNumbers()
  ;({ numberTicket: ticket, numbers, session } = harness)
})
keepBystanders(() => [harness, harness.options], {
  environment: 'production',
  signsOut: true,
})
afterAll(() => harness.close())

async function openTicket(): Promise<Page> {
  const page = await harness.browser.context.newPage()
  // A window with an open panel is narrower.
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(ticket.url)
  await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(UNKNOWN_NUMBER))
  return page
}

async function openCardOver(page: Page, id: string): Promise<Frame> {
  await page.mouse.move(1271, 790)
  await page.mouse.move(1270, 790)
  const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html'))
  await eventually(async () => expect(cardOf()).toBeDefined())
  await restOn(page, id)
  const card = cardOf()
  if (!card) throw new Error('There is no card')
  return card
}

const openPanel = () => harness.browser.openTab('sidepanel.html', PANEL_SIZE)

describe('on the page', () => {
  it('marks numbers without asking the providers about them', async () => {
    const page = await openTicket()
    const marked = await readMarked(page.mainFrame())
    expect(new Set(marked)).toEqual(new Set([numbers.one, numbers.many, numbers.deepidv, UNKNOWN_NUMBER]))
    await page.waitForTimeout(500)
    expect(marked.map(harness.providers.control.callsNaming)).toEqual(marked.map(() => 0))
    await page.close()
  })

  it('the card over a number of one case is that case’s, and says by what it was found', async () => {
    const page = await openTicket()
    const card = await openCardOver(page, numbers.one)
    await card.locator('.card-body').first().waitFor()
    await expect.poll(() => card.locator('.match').textContent()).toBe(`Found by reference ${numbers.one}`)
    // One of each provider.
    expect(harness.providers.control.callsNaming(numbers.one)).toBe(2)
    await page.close()
  })

  it('leads by an external ID to deepidv’s sessions', async () => {
    const page = await openTicket()
    const card = await openCardOver(page, numbers.deepidv)
    await card.locator('.finding-rows li').nth(1).waitFor()
    await press(card.locator('.finding-rows button').first())
    await expect
      .poll(() => card.locator('.match').textContent())
      .toBe(`Found by reference ${numbers.deepidv}`)
    await page.close()
  })

  it('marks a session’s UUID as soon as sessions were listed, and no other UUID', async () => {
    const page = await openTicket()
    expect(await readMarked(page.mainFrame())).not.toContain(session)
    const panel = await openPanel()
    await panel.getByRole('tabpanel').locator('.row').first().waitFor()
    await page.bringToFront()
    await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(session))
    expect(await readMarked(page.mainFrame())).not.toContain(FOREIGN_UUID)
    const card = await openCardOver(page, session)
    await expect.poll(() => card.locator('.match').textContent()).toBe('Found by session ID')
    await Promise.all([page.close(), panel.close()])
  })
})

describe('in the panel', () => {
  it('a number leads to its case, and back to the lists', async () => {
    const panel = await openPanel()
    await panel.getByRole('tabpanel').locator('.row').first().waitFor()
    await panel.getByLabel('Find a case by an ID').fill(`about ${numbers.one}`)
    await panel.keyboard.press('Enter')
    await expect.poll(() => panel.locator('.match').textContent()).toBe(`Found by reference ${numbers.one}`)
    await panel.keyboard.press('Escape')
    await panel.locator('.panel-lists').waitFor()
    await panel.close()
  })
})

it('the popup lists the numbers of the page beside its IDs, without a provider call', async () => {
  const page = await openTicket()
  const popup = await harness.browser.clickToolbarButton(page)
  await popup.waitFor(`document.body.innerText.includes('4 customer numbers on this page')`)
  expect(await popup.evaluate(`document.body.innerText.includes(${JSON.stringify(UNKNOWN_NUMBER)})`)).toBe(
    true,
  )
  await popup.evaluate('void setTimeout(close)')
  expect(harness.providers.control.callsNaming(UNKNOWN_NUMBER)).toBe(0)
  await page.close()
})

it('a ticket that was open before gets its marks with the sign-in', async () => {
  const options = await harness.browser.openTab('options.html')
  await signOutInOptions(options)
  await options.getByRole('button', { name: 'Connect' }).waitFor()
  const page = await harness.browser.context.newPage()
  await page.goto(ticket.url)
  await page.waitForTimeout(700)
  expect(await readMarked(page.mainFrame())).toEqual([])
  await pairInOptions(harness, 'ada@example.com', options)
  await page.bringToFront()
  await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(numbers.one))
  await Promise.all([page.close(), options.close()])
})
