/** What is shown on request of a deepidv session, and who else looks at it, in the panel and on the card in a page. */
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pairWithRelay } from '../harness/ask-relay.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { deepidvStory, personaStory } from '../harness/known-story.ts'
import { focusPanel, PANEL_SIZE } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'

const LONG_NAME = 'wilhelmina-'.repeat(5)
const LONG_ADDRESS = `${LONG_NAME}cholmondeley@identity-department.customer-support.featherstonehaugh.example.com`
/** One word as long as a reason may be, but for its beginning. */
const LONG_REASON = `Why? ${'x'.repeat(295)}`

let harness: Harness
let options: Page
let panel: Page
let session: string

beforeAll(async () => {
  harness = await openHarness({
    headless: true,
    configured: ['persona', 'deepidv'],
    // A bare UUID on a page counts in production alone, where not every UUID is known.
    bindings: { DEEPIDV_ENVIRONMENT: 'production', WORDS_NEAR_UUID: 'deepidv' },
  })
  session = deepidvStory(harness, 'verified').session
  options = await pairInOptions(harness, LONG_ADDRESS, undefined, 'investigator')
})
afterAll(() => harness.close())
beforeEach(async () => {
  panel = await harness.browser.context.newPage()
  await panel.setViewportSize(PANEL_SIZE)
})
afterEach(() => panel.close())

async function openCase(): Promise<void> {
  await panel.goto(`chrome-extension://${harness.browser.extensionId}/sidepanel.html`)
  await focusPanel(panel, { case: session })
}

async function readReveals() {
  const requestRelay = await pairWithRelay(harness, 'otto@example.com', 'auditor')
  const answer = await requestRelay(`/v1/audit?action=reveal&id=${session}`)
  return v.parse(AuditPageSchema, await answer.json()).items
}

const box = () => panel.getByRole('region', { name: 'On request, of the session' })

async function reveal(...labels: string[]): Promise<void> {
  for (const label of labels) await box().getByLabel(label).check()
  await box().getByRole('button', { name: 'Customer disputes the result' }).click()
  await box().getByRole('button', { name: 'Show for a minute' }).click()
  await box()
    .getByText(/Hidden in \d+ s/)
    .waitFor()
}

describe('a reveal of a deepidv session', () => {
  it('names what there is, takes a reason by a chip, counts down, and leaves an intent and an outcome', async () => {
    await openCase()
    expect(await box().getByRole('checkbox').count()).toBe(1)
    expect(await box().textContent()).not.toContain('203.0.113.')
    await reveal('IP address')
    const value = box().locator('dd')
    expect(await value.allInnerTexts()).toEqual([expect.stringContaining('203.0.113.')])
    expect(await box().textContent()).toContain('On record: Customer disputes the result')
    await box()
      .getByText(/Hidden in [1-5]?\d s/)
      .waitFor()

    const lines = await readReveals()
    expect(lines.slice(0, 2).map(({ agent, about }) => [agent, about.provider, about.phase])).toEqual([
      [LONG_ADDRESS, 'deepidv', 'outcome'],
      [LONG_ADDRESS, 'deepidv', 'intent'],
    ])
    expect(lines[0]?.about.outcome).toBe('shown')
    expect(lines[1]?.about.reason).toBe('Customer disputes the result')
    expect(JSON.stringify(lines)).not.toContain('203.0.113.')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['the window loses the focus', () => panel.evaluate(() => window.dispatchEvent(new Event('blur')))],
    ['another tab is shown', () => options.bringToFront()],
    ['a minute is over', () => panel.clock.fastForward(61_000)],
  ])('is gone when %s', async (_, leave) => {
    await panel.clock.install()
    await openCase()
    await panel.bringToFront()
    await reveal('IP address')
    expect(await panel.content()).toContain('203.0.113.')
    await leave()
    await box().getByText('Hidden in').waitFor({ state: 'hidden' })
    expect(await panel.content()).not.toContain('203.0.113.')
    expect(
      await panel.evaluate(async () => JSON.stringify(await chrome.storage.session.get())),
    ).not.toContain('203.0.113.')
  })

  it('with the longest reason there may be, what hides and copies it stays within reach', async () => {
    await openCase()
    await box().getByLabel('IP address').check()
    await box().getByLabel('Why?').fill(LONG_REASON)
    await box().getByRole('button', { name: 'Show for a minute' }).click()
    await box().getByText('On record').waitFor()
    expect(await box().locator('q').textContent()).toBe(LONG_REASON)
    await box().getByRole('button', { name: 'Hide now' }).click()
    await box().getByRole('button', { name: 'Show for a minute' }).waitFor()
  })
})

describe('who else looks', () => {
  it('stands in the panel, however long their names are', async () => {
    for (const email of [LONG_ADDRESS.replace('chol', 'other-chol'), `0${'1'.repeat(60)}@example.com`]) {
      const requestRelay = await pairWithRelay(harness, email)
      await requestRelay(`/v1/cases/${session}`)
    }
    await openCase()
    await panel.getByText(/opened this .*, and Wilhelmina .* Other Cholmondeley/).waitFor()
  })

  it('stands on the card in a page, of either provider', async () => {
    const { inquiry } = personaStory(harness, 'three-retries')
    const requestRelay = await pairWithRelay(harness, 'bob.marley@example.com')
    for (const id of [inquiry, session]) await requestRelay(`/v1/cases/${id}`)
    await options.bringToFront()
    await letSiteIn(options, harness.ticket.url)
    for (const id of [inquiry, session]) {
      const { page, card } = await openCard(harness, id)
      await card.getByText(/Bob Marley opened this/).waitFor()
      expect(await card.locator('.seen').textContent()).not.toMatch(/Wilhelmina Cholmondeley/)
      // A page’s card reveals nothing, to whomever.
      expect(await card.getByText('On request').count()).toBe(0)
      await page.close()
    }
  })
})
