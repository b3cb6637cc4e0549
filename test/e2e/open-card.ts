/** The card over an ID in the ticket, as an agent gets it: by resting the pointer there. */
import type { Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Harness } from '../harness/harness.ts'
import { eventually, readOverlay, restOn } from './page/page-stage.ts'

/** The ticket’s site must have been let in. What the ticket does not name stands below it, as in a colleague’s note. */
export async function openCard(
  { browser, ticket }: Pick<Harness, 'browser' | 'ticket'>,
  id: string,
): Promise<{ page: Page; card: Frame }> {
  const page = await browser.context.newPage()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(ticket.url)
  await page.evaluate((named) => {
    if (document.body.textContent.includes(named)) return
    const note = document.createElement('p')
    note.textContent = `deepidv session ${named}`
    document.querySelector('main')?.append(note)
  }, id)
  await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(0))
  const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html'))
  await eventually(async () => {
    await page.mouse.move(1271, 790)
    await page.mouse.move(1270, 790)
    expect(cardOf()).toBeDefined()
  })
  await restOn(page, id)
  const card = cardOf()
  if (!card) throw new Error('There is no card')
  return { page, card }
}
