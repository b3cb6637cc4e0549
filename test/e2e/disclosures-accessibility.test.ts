/** axe over what is shown on request, over the lock and over the record’s alarm, light and dark (WCAG 2.2 AA). */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pairWithRelay } from '../stage/ask-relay.ts'
import { findViolations } from '../stage/find-violations.ts'
import { personaStory } from '../stage/known-story.ts'
import { openPanelAt } from '../stage/open-panel.ts'
import { raiseRecordAlarm } from '../stage/raise-record-alarm.ts'
import { openStage, pairInOptions, type Stage } from '../stage/stage.ts'

let stage: Stage
let options: Page
let inquiry: string

beforeAll(async () => {
  stage = await openStage({ headless: true })
  inquiry = personaStory(stage, 'three-retries').inquiry
  options = await pairInOptions(stage, 'ines@example.com', undefined, 'investigator')
  for (const email of ['bob@example.com', 'carla@example.com', 'dora@example.com']) {
    const askRelay = await pairWithRelay(stage, email)
    expect((await askRelay(`/v1/cases/${inquiry}`)).ok).toBe(true)
  }
})
afterAll(() => stage.close())

const openCase = () => openPanelAt(stage, { case: inquiry }, 'text=others before')

async function askForNote(page: Page): Promise<Page> {
  const box = page.getByRole('region', { name: 'On request, of the inquiry' })
  await box.getByLabel('Note').check()
  await box.getByRole('button', { name: 'Suspected fraud' }).click()
  return page
}

const VIEWS: [string, () => Promise<Page>][] = [
  [
    'a case with who else looks',
    async () => {
      const page = await openCase()
      await page.getByText('others before').click()
      return page
    },
  ],
  ['a reveal being asked for', async () => askForNote(await openCase())],
  [
    'a reveal that failed',
    async () => {
      const page = await askForNote(await openCase())
      stage.providers.control.faults([{ fault: '5xx' }])
      await page.getByRole('button', { name: 'Show for a minute' }).click()
      await page.getByText('Nothing was shown.').waitFor()
      stage.providers.control.faults([])
      return page
    },
  ],
  [
    'what was revealed',
    async () => {
      const page = await askForNote(await openCase())
      await page.getByRole('button', { name: 'Show for a minute' }).click()
      await page.getByText('Hidden in').waitFor()
      return page
    },
  ],
  [
    'the options with the record',
    async () => {
      await options.reload()
      await options.getByRole('link', { name: 'Save as a file' }).waitFor()
      return options
    },
  ],
  [
    'the alarm',
    async () => {
      const page = await openCase()
      await raiseRecordAlarm(page)
      return page
    },
  ],
  [
    'locked',
    async () => {
      const page = await openCase()
      await page.evaluate(() => chrome.storage.session.set({ activeAt: Date.now() - 16 * 60_000 }))
      await page.getByText('Locked').waitFor()
      return page
    },
  ],
]

describe.each(VIEWS)('%s', (_, open) => {
  it('has nothing that axe objects to, light or dark', async () => {
    const page = await open()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(page), colorScheme).toEqual([])
    }
    if (page !== options) await page.close()
  })
})

it('masked, to an agent who may not', async () => {
  await options.reload()
  await options.getByRole('button', { name: 'Sign out' }).click()
  await pairInOptions(stage, 'ada@example.com', options)
  const page = await openCase()
  await page.getByText('Ask an investigator').first().waitFor()
  expect(await findViolations(page)).toEqual([])
})
