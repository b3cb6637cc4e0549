/** Two providers at one relay: side by side, one of them down, and back. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openHarness, pairInOptions } from '../harness/harness.ts'
import { compareOpenings } from './openings.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

/** The relay refreshes no sooner, however often it is asked. */
const REFRESH_FLOOR_MS = 2_100

export async function walkBoth(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openHarness({ headless: true, configured: ['persona', 'deepidv'] })
  const { browser, providers } = harness
  try {
    await pairInOptions(harness, 'ada@example.com')
    const panel = await browser.openTab('sidepanel.html', { width: 400, height: 900 })
    const rowsOf = (provider: string) =>
      panel.locator('[role=tabpanel]:not([hidden]) .row-provider', { hasText: provider }).first()
    const notice = panel.getByText('deepidv is not answering').first()
    const refresh = () => panel.getByRole('button', { name: 'Refresh' }).first().click()

    await step('both: one list, newest first', async () => {
      await rowsOf('Persona').waitFor()
      await rowsOf('deepidv').waitFor()
      await picture(panel, 'both-list')
    })
    await step('both: deepidv alone, a session in full', async () => {
      await panel.getByText('deepidv', { exact: true }).first().click()
      await panel.locator('.rows .row').first().click()
      await panel.locator('#case-session').waitFor()
      await picture(panel, 'both-case')
      await panel.keyboard.press('Escape')
      await panel.getByText('All', { exact: true }).click()
    })
    await step('both: one of them down is named, and its rows stay', async () => {
      await rowsOf('Persona').waitFor()
      providers.control.faults([{ fault: '5xx', path: '/v1/*' }])
      await sleep(REFRESH_FLOOR_MS)
      await refresh()
      await notice.waitFor()
      await rowsOf('deepidv').waitFor()
      await rowsOf('Persona').waitFor()
      await picture(panel, 'both-one-down')
    })
    await step('both: and comes back', async () => {
      providers.control.faults([])
      await sleep(REFRESH_FLOOR_MS)
      await refresh()
      await notice.waitFor({ state: 'hidden' })
    })
    await step('both: what was shown is in the audit log, and no more', () =>
      compareOpenings(harness, 'ada@example.com'),
    )
  } finally {
    await harness.close()
  }
}
