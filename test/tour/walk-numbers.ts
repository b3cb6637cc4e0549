/** A ticket without an ID: the company's own numbers in it lead to cases, and so does a session's UUID. */
import type { Frame, Page } from 'playwright-core'
import { eventually, placeOf, readMarked } from '../e2e/page/page-stage.ts'
import { openCustomerNumbers, UNKNOWN_NUMBER } from '../harness/customer-numbers.ts'
import { PANEL_SIZE } from '../harness/open-panel.ts'
import { compareOpenings } from './openings.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

export async function walkNumbers(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openCustomerNumbers()
  const { browser, numbers, session, numberTicket } = harness
  try {
    const panel = await browser.openTab('sidepanel.html', PANEL_SIZE)
    await panel.locator('.rows .row').first().waitFor()
    const page = await browser.context.newPage()
    await page.goto(numberTicket.url)
    await step('numbers: marked, with the UUID of a session that was listed', () =>
      eventually(async () => {
        const marked = await readMarked(page.mainFrame())
        for (const one of [numbers.one, UNKNOWN_NUMBER, session])
          if (!marked.includes(one)) throw new Error(`${one} is not marked`)
      }),
    )
    await step('numbers: one case', async () => {
      const card = await openCardOver(page, numbers.one)
      await card.locator('.card-body').waitFor()
      await picture(page, 'numbers-one')
    })
    await step('numbers: several cases, to choose from', async () => {
      const card = await openCardOver(page, numbers.many)
      await card.locator('.finding-rows li').nth(1).waitFor()
      await picture(page, 'numbers-several')
    })
    await step('numbers: no customer', async () => {
      const card = await openCardOver(page, UNKNOWN_NUMBER)
      await card.getByText('No case with this number').waitFor()
      await picture(page, 'numbers-none')
    })
    await step('numbers: a session by its UUID', async () => {
      const card = await openCardOver(page, session)
      await card.locator('.card-body').waitFor()
      await page.waitForTimeout(300)
      await picture(page, 'numbers-session')
    })
    await step('numbers: in the popup, beside the IDs of the page', async () => {
      const popup = await browser.clickToolbarButton(page)
      await popup.waitFor(`document.body.innerText.includes('customer numbers on this page')`)
      await picture(popup, 'numbers-popup')
      await popup.evaluate('void setTimeout(close)')
    })
    await step('numbers: pasted into the panel', async () => {
      await panel.bringToFront()
      await panel.getByLabel('Find a case by an ID').fill(`about ${numbers.one}`)
      await panel.keyboard.press('Enter')
      await panel.locator('.case-body').waitFor()
      await picture(panel, 'numbers-panel')
    })
    await step('numbers: what was shown is in the audit log, and no more', () =>
      compareOpenings(harness, 'ada@example.com'),
    )
  } finally {
    await harness.close()
  }
}

/** The card of the ID before has gone by the time that this one stands there. */
async function openCardOver(page: Page, id: string): Promise<Frame> {
  await page.bringToFront()
  await page.mouse.move(1271, 790)
  await page.mouse.move(1270, 790)
  await page.waitForTimeout(400)
  const { x, y } = await placeOf(page, id)
  await page.mouse.move(x - 3, y)
  await page.mouse.move(x, y)
  const card = page.frames().find((frame) => frame.url().includes('/card.html'))
  if (!card) throw new Error('There is no card')
  return card
}
