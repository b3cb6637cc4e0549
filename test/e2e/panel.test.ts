/**
 * The side panel’s lists of sessions and events over a real relay: what reaches its lists and its box, what it remembers, and what ends with the sign-in.
 * What it shows and does in each state is tested in the gallery.
 */
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import { forgetAnswers } from '../harness/forget-answers.ts'
import { type Harness, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { findCase, PANEL_SIZE, showItsRows } from '../harness/open-panel.ts'

const ROW_HEIGHT = 56

let harness: Harness
/** A page of ours behind the panel. */
let behind: Page
let panel: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  behind = await pairInOptions(harness, 'ada@example.com')
})
keepBystanders(() => [harness, behind], { signsOut: true })
afterAll(() => harness.close())
beforeEach(async () => {
  harness.providers.control.reset()
  await forgetAnswers(behind)
  // Past what the relay holds of another test, and past the provider’s window: each test has its own share of requests.
  await harness.passTime(120)
  panel = await openPanel()
})
afterEach(() => panel.close())

async function openPanel(): Promise<Page> {
  const page = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await page.getByRole('tab', { name: 'Sessions' }).click()
  await page.getByRole('tabpanel').locator('.rows .row').first().waitFor()
  return page
}

const shown = () => panel.getByRole('tabpanel')
const rows = () => shown().locator('.rows .row')
const rowOf = (id: string | null) => panel.locator(`.row[id$="${id}"]`)
const heading = () => panel.getByRole('heading', { name: /^Case/ })
const listLength = () =>
  shown()
    .locator('.rows')
    .evaluate((list, height) => list.getBoundingClientRect().height / height, ROW_HEIGHT)
const scroll = (where: 'end' | 'top') =>
  shown()
    .locator('.scroller')
    .evaluate((box, to) => box.scrollTo(0, to === 'end' ? box.scrollHeight : 0), where)

/** Past the relay's floor, a refresh asks the provider again. */
async function refresh(): Promise<void> {
  // A press joins a question that is on its way, which may be older than what a test has just changed.
  await panel.locator('.refresh[aria-busy="false"]').waitFor()
  await harness.passTime(30)
  await panel.getByRole('button', { name: 'Refresh' }).click()
  await panel.locator('.refresh[aria-busy="false"]').waitFor()
}

describe('lists', () => {
  it('get a new row in front, marked as new, also one that came while the panel was closed', async () => {
    const known = (await rows().nth(2).getAttribute('id')) ?? ''
    const first = harness.providers.control.emit({ session: true })
    await refresh()
    await rowOf(first.session).waitFor()
    expect(
      await panel.locator('.row-item', { has: rowOf(first.session) }).getAttribute('aria-posinset'),
    ).toBe('1')
    await panel.close()
    const second = harness.providers.control.emit({ session: true })
    await harness.passTime(120)
    panel = await openPanel()
    await expect.poll(() => rowOf(second.session).textContent()).toMatch(/^New:/)
    expect(await panel.locator(`.row[id$="${known.split('-').at(-1)}"]`).textContent()).not.toMatch(/^New:/)
  })

  it('say how a session’s inquiry stands, and device, network and risk in words, and nothing else', async () => {
    const { inquiry, status } = personaStory(harness, 'vpn')
    await findCase(panel, inquiry)
    await showItsRows(panel)
    await shown().getByText('VPN').first().waitFor()
    await expect.poll(() => rows().first().locator('.verbatim').textContent()).toBe(status)
    await shown().getByRole('button', { name: 'Details' }).first().click()
    for (const name of ['Device', 'System', 'Browser', 'Country', 'Connection', 'Threat level']) {
      await panel.getByText(name, { exact: true }).first().waitFor()
    }
    expect(await panel.locator('body').textContent()).not.toContain('c4nary')
  })

  it('are painted from what was known, before the network answers', async () => {
    await panel.getByRole('tab', { name: 'Events' }).click()
    await rows().first().waitFor()
    await harness.browser.context.route(`${harness.relay.url}/**`, () => {})
    onTestFinished(() => harness.browser.context.unrouteAll({ behavior: 'ignoreErrors' }))
    const again = await openPanel()
    await again.close()
  })

  it('go on where the background is stopped in mid-use', async () => {
    await harness.browser.killBackground()
    await scroll('end')
    await expect.poll(listLength).toBeGreaterThanOrEqual(40)
    await harness.browser.killBackground()
    const { session } = harness.providers.control.emit({ session: true })
    await refresh()
    await scroll('top')
    await rowOf(session).waitFor()
  })
})

it('an open case says what changed at the provider', async () => {
  const { inquiry } = personaStory(harness, 'three-retries')
  await findCase(panel, inquiry)
  harness.providers.control.emit({ inquiry, event: { name: 'inquiry.declined' } })
  await refresh()
  await panel.locator('.case .unread-line').waitFor()
  expect(await panel.locator('.case .unread-text').textContent()).toMatch(/^Changed .+: now Declined$/)
})

it('the box opens the case of an ID or a link with one, by Enter right after the paste', async () => {
  const { inquiry, sessions } = personaStory(harness, 'device-handoff')
  const event = await panel.evaluate(
    async (objects) => {
      const { value } = await chrome.runtime.sendMessage({
        name: 'app:events.list',
        payload: { limit: 1, objects },
      })
      return value.items[0].id
    },
    [inquiry],
  )
  const box = panel.getByLabel('Find a case by an ID')
  const pasted = [
    inquiry,
    `Stuck in https://app.withpersona.com/dashboard/inquiries/${inquiry}?tab=events!`,
    sessions[0] ?? '',
    v.parse(v.string(), event),
  ]
  for (const text of pasted) {
    await findCase(panel, text)
    expect(await heading().textContent(), text).toContain(inquiry.slice(-6))
    await panel.keyboard.press('Escape')
    await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await box.inputValue()).toBe('')
  }
})

it('what was opened last is listed, the last in front, gone at a word and with the sign-in', async () => {
  const recents = () => panel.getByRole('list', { name: 'Recently opened' }).getByRole('button')
  const [vpn, retries] = [personaStory(harness, 'vpn'), personaStory(harness, 'three-retries')]
  for (const { inquiry } of [vpn, retries]) {
    await findCase(panel, inquiry)
    await panel.keyboard.press('Escape')
  }
  await panel.getByText(/Recently opened \(\d\)/).click()
  await expect.poll(() => recents().nth(0).textContent()).toContain(retries.inquiry.slice(-6))
  expect(await recents().nth(1).textContent()).toContain(vpn.inquiry.slice(-6))
  expect(await recents().nth(0).textContent()).toMatch(/Opened .*Persona.*as of /)
  const kept = () => panel.evaluate(() => chrome.storage.session.get('recentCases'))
  await panel.setViewportSize({ width: 800, height: 700 })
  await panel.getByRole('button', { name: 'Clear', exact: true }).click()
  await panel.getByRole('heading', { name: 'Recently opened' }).waitFor({ state: 'hidden' })
  await rows().first().click()
  await panel.locator('.case-body').waitFor()
  await expect.poll(kept).toMatchObject({ recentCases: { owner: expect.stringContaining('ada@') } })
  await behind.bringToFront()
  await signOutInOptions(behind)
  await behind.getByRole('button', { name: 'Connect' }).waitFor()
  await expect.poll(kept).toEqual({})
  await pairInOptions(harness, 'ada@example.com', behind)
})
