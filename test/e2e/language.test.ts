/** Another language, with the translations as the package has them: loaded by each surface on its own, while it is open too. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { openPanelAt, PANEL_SIZE } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'

let harness: Harness
let options: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
})
afterAll(() => harness?.close())

const choose = (language: string) => options.locator('#language + * + .field select').selectOption(language)

it('is on every surface as soon as it is chosen, and the browser’s own again', async () => {
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await panel.getByRole('tab', { name: 'Cases' }).waitFor()
  await panel.locator('.rows .row').first().waitFor()
  await choose('de')
  await options.getByRole('button', { name: 'Abmelden' }).waitFor()
  await panel.getByRole('tab', { name: 'Fälle' }).waitFor()
  expect(await panel.evaluate(() => document.documentElement.lang)).toBe('de')

  const popup = await harness.browser.openTab('popup.html')
  await popup.getByRole('button', { name: 'Seitenleiste öffnen' }).waitFor()
  await popup.getByRole('heading', { name: /^Wartet auf uns/ }).waitFor()
  await popup.close()

  const { page, card } = await openCard(harness, personaStory(harness, 'three-retries').inquiry)
  await card.getByRole('button', { name: 'Für Ticket kopieren' }).waitFor()
  await page.close()

  // A failure, whose words the background has in English.
  const missing = await openPanelAt(harness, { case: 'inq_AAAAAAAAAAAAAAAAAAAAAAAA' }, '.case .notice')
  const told = await missing.locator('.case .notice').textContent()
  expect(told).toMatch(/^(?:Nicht|Kein)/)
  expect(told).not.toMatch(/[Nn]ot found|Check the ID/)
  await missing.close()

  await choose('')
  await panel.getByRole('tab', { name: 'Cases' }).waitFor()
  await panel.close()
})
