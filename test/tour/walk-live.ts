/** A case is decided while its card is open: the card says so, in its place. Another one is watched, and ends. */

import { openCard } from '../e2e/open-card.ts'
import { eventually, readOverlay } from '../e2e/page/page-stage.ts'
import { webhooksTo } from '../fake-providers/webhooks/webhooks.ts'
import { letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

export async function walkLive(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openHarness({ headless: true })
  try {
    const options = await pairInOptions(harness, 'ada@example.com')
    await letSiteIn(options, harness.ticket.url)
    harness.providers.control.webhooks(webhooksTo(harness.relay.url))
    // From the first one on, the relay goes by them.
    harness.providers.control.emit({})
    const { inquiry } = personaStory(harness, 'in-review')
    const { page, card } = await step('a card is open', () => openCard(harness, inquiry))
    await card.locator('.verdict').first().waitFor()
    await picture(page, 'live-waiting')
    const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
    await step('the panel says that it is live', () =>
      panel.locator('.health', { hasText: 'live' }).waitFor(),
    )
    await panel.getByText('Not opened').first().waitFor()
    await picture(panel, 'live-panel')
    await page.bringToFront()
    const readTones = async () => (await readOverlay(page))?.shapes.map(({ tone }) => tone).join()
    const before = await readTones()
    await step('the decision is on the card', async () => {
      harness.providers.control.emit({ inquiry, event: { name: 'inquiry.approved' } })
      await card.locator('.verdict', { hasText: 'Approved' }).waitFor()
    })
    await eventually(async () => {
      if ((await readTones()) === before) throw new Error('The mark is as it was')
    })
    await picture(page, 'live-decided')
    await page.close()
    const watched = personaStory(harness, 'never-opened').inquiry
    const other = await openCard(harness, watched)
    await step('a case is watched from its card', async () => {
      await other.card.getByRole('button', { name: 'Tell me when it ends' }).click()
      await other.card.getByRole('button', { name: 'Watching' }).waitFor()
    })
    await picture(other.page, 'live-watching')
    await panel.bringToFront()
    const drawer = panel.locator('.watches')
    await drawer.getByText('Watching 1 case').waitFor()
    await step('the panel says that the watched case has ended', async () => {
      harness.providers.control.emit({ inquiry: watched, event: { name: 'inquiry.approved' } })
      await drawer.getByText('1 watched case has ended').waitFor()
    })
    await picture(panel, 'live-watch-ended')
    await step('what happened, and the reply, are a press away', async () => {
      await drawer.locator('summary').click()
      await drawer.getByText('Copy reply').waitFor()
    })
    await picture(panel, 'live-watch-reply')
  } finally {
    await harness.close()
  }
}
