/**
 * From the open ticket to the pasted reply, with a hand no faster than a person's: how many clicks and seconds it takes,
 * beside the way over the provider's dashboard.
 */
import type { Locator } from 'playwright-core'
import { letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { listDashboardWay } from './dashboard-way.ts'
import { findText } from './find-text.ts'
import { createHand } from './human-hand.ts'
import { compareOpenings } from './openings.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

/** The customer says that no mail came; the link has expired since. */
const ABOUT = 'never-opened'

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox()
  if (!box) throw new Error('It is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Where the card does not lie over it. */
async function farEndOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox()
  if (!box) throw new Error('It is not on the screen')
  return { x: box.x + box.width - 40, y: box.y + box.height / 2 }
}

export async function walkAnswer(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openHarness({ headless: true })
  const { browser, ticket } = harness
  try {
    await letSiteIn(await pairInOptions(harness, 'ada@example.com'), ticket.url)
    const page = await browser.context.newPage()
    await page.goto(ticket.url)
    await page.waitForTimeout(1_500)
    const id = personaStory(harness, ABOUT).inquiry
    const hand = createHand(page)
    const beganAt = performance.now()

    await step('answer: the ID is pointed at, and the card read', async () => {
      await hand.think()
      await hand.pointAt(await findText(page, id))
      await card().locator('.verdict-sentence').waitFor()
      for (const part of ['.verdict-sentence', '.verdict-next'])
        await hand.read((await card().locator(part).textContent()) ?? '')
    })
    const reply = (await card().locator('.reply > p').first().textContent()) ?? ''
    await step('answer: the reply is read and copied', async () => {
      await hand.read(reply)
      await hand.think()
      await hand.click(await middleOf(card().getByRole('button', { name: 'Copy reply' })))
      await card().getByText('Copied', { exact: false }).first().waitFor({ state: 'attached' })
    })
    await picture(page, 'answer-copied')
    const box = page.getByLabel('Reply')
    await step('answer: pasted into the ticket', async () => {
      await hand.click(await farEndOf(box))
      await hand.press('Control', 'v')
      if (!(await box.inputValue()).includes(reply)) throw new Error(`Pasted: ${await box.inputValue()}`)
    })
    const seconds = (performance.now() - beganAt) / 1000
    await picture(page, 'answer-pasted')

    const dashboard = listDashboardWay(reply)
    const sum = (of: 'seconds' | 'clicks' | 'keys') => dashboard.reduce((total, one) => total + one[of], 0)
    console.log(
      `\n  Ticket open → reply pasted: ${seconds.toFixed(0)} s, ${hand.clicks()} clicks, ${hand.keys()} keys` +
        `\n  by the dashboard:           ${sum('seconds').toFixed(0)} s, ${sum('clicks')} clicks, ${sum('keys')} keys`,
    )
    for (const { does, seconds, clicks, keys } of dashboard)
      console.log(
        `    ${seconds.toFixed(1).padStart(5)} s  ${clicks} clicks ${String(keys).padStart(2)} keys  ${does}`,
      )
    console.log()
    await step('answer: what was shown is in the audit log, and no more', () =>
      compareOpenings(harness, 'ada@example.com'),
    )

    function card() {
      const frame = page.frames().find((one) => one.url().includes('/card.html'))
      if (!frame) throw new Error('There is no card')
      return frame
    }
  } finally {
    await harness.close()
  }
}
