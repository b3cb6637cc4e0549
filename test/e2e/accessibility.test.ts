/**
 * axe over each surface where it truly stands: in an extension’s page, and in a frame of another site (WCAG 2.2 AA). Every
 * view in every state is asked the same in `gallery/gallery.test.ts`.
 */
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findViolations } from '../harness/find-violations.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { openPanelAt } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'

let harness: Harness
let options: Page
let inquiry: string

beforeAll(async () => {
  harness = await openHarness({ headless: true, configured: ['persona', 'deepidv'] })
  inquiry = personaStory(harness, 'three-retries').inquiry
  options = await pairInOptions(harness, 'alan@example.com', undefined, 'admin')
  await letSiteIn(options, harness.ticket.url)
})
afterAll(() => harness.close())

interface Shown {
  page: Page
  frame?: Frame
}

async function openTab(file: string, shown: string): Promise<Shown> {
  const page = await harness.browser.openTab(file, { width: 380, height: 600 })
  await page.locator(shown).first().waitFor()
  return { page }
}

it.each<[string, () => Promise<Shown>]>([
  ['options', async () => ({ page: options })],
  ['popup', () => openTab('popup.html', '.glance .row')],
  ['panel', async () => ({ page: await openPanelAt(harness, { case: inquiry }) })],
  ['admin', () => openTab('admin.html', '.agent')],
  [
    'card',
    async () => {
      const { page, card } = await openCard(harness, inquiry)
      await card.locator('.card-body').waitFor()
      return { page, frame: card }
    },
  ],
])('the %s has nothing that axe objects to', async (_, open) => {
  const { page, frame = page } = await open()
  expect(await findViolations(frame)).toEqual([])
  await page.close()
})
