/** A case is decided while its card is open: the card says so, in its place. */

import { openCard } from '../e2e/open-card.ts'
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
    const { inquiry } = personaStory(harness, 'in-review')
    const { page, card } = await step('a card is open', () => openCard(harness, inquiry))
    await card.locator('.verdict').first().waitFor()
    await picture(page, 'live-waiting')
    const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
    await step('the panel says that it is live', () =>
      panel.locator('.health', { hasText: 'live' }).waitFor(),
    )
    await picture(panel, 'live-panel')
    await page.bringToFront()
    await step('the decision is on the card', async () => {
      harness.providers.control.emit({ inquiry, event: { name: 'inquiry.approved' } })
      await card.locator('.verdict', { hasText: 'Approved' }).waitFor()
    })
    await picture(page, 'live-decided')
  } finally {
    await harness.close()
  }
}
