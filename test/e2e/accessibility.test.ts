/** axe over every view, light and dark (WCAG 2.2 AA). */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../stage/find-violations.ts'
import { openStage, pairInOptions, type Stage } from '../stage/stage.ts'

const PANEL = { width: 360, height: 700 }

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ headless: true })
})
afterAll(() => stage.close())

const VIEWS: [string, () => Promise<Page>][] = [
  ['options, signed out', () => stage.browser.openTab('options.html')],
  ['popup, signed out', () => stage.browser.openTab('popup.html', { width: 380, height: 580 })],
  ['panel, signed out', () => stage.browser.openTab('sidepanel.html', PANEL)],
  [
    'options, signed in and tested',
    async () => {
      const page = await pairInOptions(stage, 'ada@example.com')
      await page.getByRole('button', { name: 'Test connection' }).click()
      await page.getByText('Relay: connected').waitFor()
      return page
    },
  ],
  [
    'popup',
    async () => {
      const page = await stage.browser.openTab('popup.html', { width: 380, height: 580 })
      await page.locator('.newest .row').nth(5).waitFor()
      return page
    },
  ],
  ['panel, sessions', () => openPanel()],
  [
    'panel, a session in full',
    async () => {
      const page = await openPanel()
      await page.getByRole('button', { name: 'Details' }).first().click()
      await page.getByText('Threat level').waitFor()
      return page
    },
  ],
  [
    'panel, events and their choices',
    async () => {
      const page = await openPanel()
      await page.getByRole('tab', { name: 'Events' }).click()
      await page.getByRole('tabpanel').locator('.rows .row').first().waitFor()
      await page.getByRole('button', { name: 'All events' }).click()
      return page
    },
  ],
  [
    'panel, nothing found',
    async () => {
      const page = await openPanel()
      await page.getByLabel('Only this inquiry').fill('inq_NobodyHasThisInquiry1234')
      await page.keyboard.press('Enter')
      await page.getByText('No sessions match the filter').waitFor()
      return page
    },
  ],
  [
    'panel, provider down',
    async () => {
      const page = await openPanel()
      stage.providers.control.faults([{ fault: '5xx' }])
      await page.waitForTimeout(2_100)
      await page.getByRole('button', { name: 'Refresh' }).click()
      await page
        .getByText(/not answering/)
        .first()
        .waitFor()
      return page
    },
  ],
  [
    'panel, provider down and nothing known',
    async () => {
      const page = await openPanel()
      await page.getByLabel('Only this inquiry').fill('inq_NeverAskedForBefore1234')
      await page.keyboard.press('Enter')
      await page.getByText('Request ID').first().waitFor()
      stage.providers.control.faults([])
      return page
    },
  ],
]

async function openPanel(): Promise<Page> {
  const page = await stage.browser.openTab('sidepanel.html', PANEL)
  await page.locator('.rows .row').first().waitFor()
  return page
}

describe.each(VIEWS)('%s', (_, open) => {
  it('has nothing that axe objects to, light or dark', async () => {
    const page = await open()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(page), colorScheme).toEqual([])
    }
    await page.close()
  })
})
