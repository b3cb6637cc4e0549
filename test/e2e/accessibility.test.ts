/**
 * axe over each surface where it truly stands: in an extension’s page, and in a frame of somebody else’s (WCAG 2.2 AA). Every
 * view in every state is asked the same in `gallery/gallery.test.ts`.
 */
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findViolations } from '../harness/find-violations.ts'
import { letSiteIn, openStage, pairInOptions, type Stage } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { openPanelAt } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'

let stage: Stage
let options: Page
let inquiry: string

beforeAll(async () => {
  stage = await openStage({ headless: true, configured: ['persona', 'deepidv'] })
  inquiry = personaStory(stage, 'three-retries').inquiry
  options = await pairInOptions(stage, 'alan@example.com', undefined, 'admin')
  await letSiteIn(options, stage.ticket.url)
})
afterAll(() => stage.close())

interface Shown {
  page: Page
  frame?: Frame
}

async function openTab(file: string, shown: string): Promise<Shown> {
  const page = await stage.browser.openTab(file, { width: 380, height: 600 })
  await page.locator(shown).first().waitFor()
  return { page }
}

it.each<[string, () => Promise<Shown>]>([
  ['options', async () => ({ page: options })],
  ['popup', () => openTab('popup.html', '.newest .row')],
  ['panel', async () => ({ page: await openPanelAt(stage, { case: inquiry }) })],
  ['admin', () => openTab('admin.html', '.agent')],
  [
    'card',
    async () => {
      const { page, card } = await openCard(stage, inquiry)
      await card.locator('.card-body').waitFor()
      return { page, frame: card }
    },
  ],
])('the %s has nothing that axe objects to, light or dark', async (_, open) => {
  const { page, frame = page } = await open()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await findViolations(frame), colorScheme).toEqual([])
  }
  await page.close()
})
