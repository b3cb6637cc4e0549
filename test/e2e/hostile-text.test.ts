/** Stored XSS: what a provider, a customer or a colleague wrote is text in a real Chromium, whatever it says. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import { type Harness, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { openPanelAt } from '../harness/open-panel.ts'

/** Sets a mark on the page if any of it comes to life. */
const MARKUP = '<img src=x onerror="document.documentElement.dataset.hacked=1"><script>hack()</script>'
/** The object of an event: its name up to the last dot. */
const WITHOUT_DOTS = '<img src=x onerror="hack()">'
const UNSEEN = 'a\u202Eb\u200Bc'

let harness: Harness
let options: Page
let panel: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  options = await pairInOptions(harness, 'ines@example.com', undefined, 'investigator')
})
keepBystanders(() => [harness, options], { signsOut: true })
afterAll(() => harness.close())

async function openCase(id: string): Promise<void> {
  await panel?.close()
  panel = await openPanelAt(harness, { case: id })
}

async function expectHarmless(page = panel): Promise<void> {
  expect(await page.locator('main img, main script, main iframe, main a[href^="javascript"]').count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.dataset.hacked)).toBeUndefined()
}

it('stored XSS in an event name is shown as text, and in a status not at all', async () => {
  const { inquiry } = harness.providers.control.emit({
    attributes: { status: MARKUP },
    event: { name: `inquiry.${WITHOUT_DOTS}` },
    session: { status: MARKUP },
  })
  await openCase(inquiry)
  const page = panel.locator('.case')
  const line = page.getByRole('list', { name: 'What happened, oldest first' })
  await line.getByText(`Inquiry: ${WITHOUT_DOTS}`).waitFor()
  expect(await page.getByText('dataset.hacked').count()).toBe(0)
  await expectHarmless()
})

it('stored XSS in a note and in the reason for a reveal is shown as text', async () => {
  const { inquiry } = harness.providers.control.emit({ attributes: { note: MARKUP, tags: [MARKUP] } })
  await openCase(inquiry)
  const box = panel.getByRole('region', { name: 'On request, of the inquiry' })
  await box.getByLabel('Note').check()
  await box.getByLabel('Tags').check()
  await box.getByLabel('Why?').fill(MARKUP)
  await box.getByRole('button', { name: 'Show for a minute' }).click()
  await box.getByText('Hidden in').waitFor()
  expect(await box.locator('.revealed-value').allInnerTexts()).toEqual([MARKUP, MARKUP])
  expect(await box.locator('q').textContent()).toContain(MARKUP)
  await expectHarmless()
})

it('what cannot be seen, or turns a text around, is made visible', async () => {
  const { inquiry } = harness.providers.control.emit({
    attributes: { note: UNSEEN },
    event: { name: `inquiry.${UNSEEN}` },
  })
  await openCase(inquiry)
  const box = panel.getByRole('region', { name: 'On request, of the inquiry' })
  await box.getByLabel('Note').check()
  await box.getByRole('button', { name: 'Suspected fraud' }).click()
  await box.getByRole('button', { name: 'Show for a minute' }).click()
  await box.getByText('a‹U+202E›b‹U+200B›c').waitFor()
  expect(await panel.content()).not.toMatch(/[\u202E\u200B]/)
})

it('stored XSS in a reason is shown as text in the audit log', async () => {
  const { inquiry } = harness.providers.control.emit({})
  await openCase(inquiry)
  const box = panel.getByRole('region', { name: 'On request, of the inquiry' })
  await box.getByLabel('Note').check()
  await box.getByLabel('Why?').fill(MARKUP)
  await box.getByRole('button', { name: 'Show for a minute' }).click()
  await box.getByText('On record').waitFor()
  await signOutInOptions(options)
  await options.getByRole('button', { name: 'Connect' }).waitFor()
  await pairInOptions(harness, 'otto@example.com', options, 'auditor')
  const admin = await harness.browser.openTab(`admin.html#audit?id=${inquiry}`)
  const line = admin.locator('.audit-day .row', { hasText: '<img src=x' })
  await line.click()
  expect(await admin.locator('.audit-raw').textContent()).toContain('<img src=x')
  await expectHarmless(admin)
})
