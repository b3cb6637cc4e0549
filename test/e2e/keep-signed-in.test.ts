/** A sign-in outlasts updates of the extension, and locks by the time that passed. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type Harness, openHarness } from '../harness/harness.ts'

let harness: Harness
let options: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  options = await harness.browser.openTab('options.html')
  await connect(options, harness.relay.url, (await harness.admin.add('ada@example.com', 'agent')).code)
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
})
afterAll(() => harness?.close())

it('stays by default where an update or a restart empties the memory, and the lock counts on', async () => {
  await options.getByText('You stay signed in until 30 days without use').waitFor()
  await options.evaluate(async () => {
    await chrome.storage.session.clear()
    await chrome.storage.local.set({ activeAt: Date.now() - 16 * 60_000 })
  })
  await harness.browser.killBackground()
  const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
  await panel.getByText('Locked').waitFor()
  await panel.getByRole('button', { name: 'Continue' }).click()
  await panel.locator('.rows .row').first().waitFor()
  await panel.close()
})

it('survives the update from 0.1.0, which stored no version', async () => {
  await options.evaluate(async () => {
    const { auditWitnesses } = await chrome.storage.local.get('auditWitnesses')
    await chrome.storage.local.remove(['version', 'auditWitnesses'])
    await chrome.storage.local.set({ recordWitnesses: auditWitnesses })
  })
  await harness.browser.killBackground()
  const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
  await panel.locator('.rows .row').first().waitFor()
  expect(await panel.evaluate(async () => Object.keys(await chrome.storage.local.get()))).toEqual(
    expect.arrayContaining(['version', 'auditWitnesses', 'token']),
  )
  await panel.close()
})

it('ends by “Sign out” only after a second word', async () => {
  await options.bringToFront()
  await options.getByRole('button', { name: 'Sign out' }).click()
  await options.getByText('To sign in again you need a new pairing code').waitFor()
  // The harmless button has the focus.
  await options.keyboard.press('Enter')
  await options.locator('.sure').waitFor({ state: 'detached' })
  await options.getByRole('button', { name: 'Sign out' }).click()
  await options.locator('.sure').getByRole('button', { name: 'Sign out' }).click()
  await options.getByRole('button', { name: 'Connect', exact: true }).waitFor()
  expect(await options.getByRole('checkbox', { name: 'Keep me signed in' }).isChecked()).toBe(true)
})
