/** What the provider says by webhook is on the screen at once, without a reload. */
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { webhooksTo } from '../fake-providers/webhooks/webhooks.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { openPanelAt, PANEL_SIZE } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'
import { eventually, readOverlay } from './page/page-stage.ts'

let harness: Harness
let options: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
  // From the first webhook on, the relay goes by them.
  harness.providers.control.webhooks(webhooksTo(harness.relay.url))
  harness.providers.control.emit({})
  await eventually(async () =>
    expect(harness.relay.output()).toContain('"route":"/hooks/persona","status":204'),
  )
})
afterAll(() => harness.close())
beforeEach(() => harness.providers.control.webhooks(webhooksTo(harness.relay.url)))

const say = (inquiry: string, name: string) => harness.providers.control.emit({ inquiry, event: { name } })

/** Until surfaces see that the relay tells. */
const untilLive = (inquiry: string) =>
  expect
    .poll(() => options.evaluate(async () => (await chrome.storage.session.get('live')).live))
    .toEqual({ changed: expect.objectContaining({ [`case ${inquiry}`]: expect.any(Number) }) })

const verdictOf = (shown: Page | Frame) => shown.locator('.verdict').first()

it('a card and a panel show the decision while they are open, each in its place', async () => {
  const { inquiry } = personaStory(harness, 'in-review')
  const { page, card } = await openCard(harness, inquiry)
  await verdictOf(card).waitFor()
  const panel = await openPanelAt(harness, { case: inquiry })
  await verdictOf(panel).waitFor()
  const before = await verdictOf(card).textContent()
  await page.bringToFront()
  await untilLive(inquiry)
  const marksOf = async () => (await readOverlay(page))?.shapes.map(({ tone }) => tone).toSorted()
  const marked = await marksOf()
  say(inquiry, 'inquiry.approved')
  await expect.poll(() => verdictOf(card).textContent()).toMatch(/^Approved/)
  expect(before).not.toMatch(/^Approved/)
  // The mark beside the ID, too.
  await expect.poll(marksOf).not.toEqual(marked)
  await panel.bringToFront()
  await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Approved/)
  await Promise.all([page.close(), panel.close()])
})

describe('in the end the true state is on the screen', () => {
  async function openCase(story: string) {
    const { inquiry } = personaStory(harness, story)
    await harness.passTime(120)
    const panel = await openPanelAt(harness, { case: inquiry })
    await verdictOf(panel).waitFor()
    await untilLive(inquiry)
    return { inquiry, panel }
  }

  it('where webhooks come twice, and the newest first', async () => {
    harness.providers.control.webhooks({
      ...webhooksTo(harness.relay.url),
      copies: 2,
      delayMs: 200,
      isReversed: true,
    })
    const { inquiry, panel } = await openCase('three-retries')
    say(inquiry, 'inquiry.marked-for-review')
    say(inquiry, 'inquiry.declined')
    await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Declined/)
    await panel.close()
  })

  it('where the background was stopped: the next one opens a socket again', async () => {
    const { inquiry, panel } = await openCase('device-handoff')
    await harness.browser.killBackground()
    await panel.bringToFront()
    await panel.getByRole('button', { name: 'Refresh' }).click()
    await untilLive(inquiry)
    say(inquiry, 'inquiry.approved')
    await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Approved/)
    await panel.close()
  })
})

describe('a watched case', () => {
  const badge = () => options.evaluate(() => chrome.action.getBadgeText({}))
  const stored = () => options.evaluate(async () => (await chrome.storage.session.get('watches')).watches)
  const drawer = (panel: Page) => panel.locator('.watches')

  it('shows on the button and in every window once it has ended, also after the background was stopped', async () => {
    const [first, second] = ['never-opened', 'in-progress'].map((name) => personaStory(harness, name).inquiry)
    await harness.passTime(120)
    const { page, card } = await openCard(harness, first ?? '')
    await card.getByRole('button', { name: 'Tell me when it ends' }).click()
    await card.getByRole('button', { name: 'Watching' }).waitFor()
    const lists = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
    const open = await openPanelAt(harness, { case: second ?? '' })
    await drawer(lists).getByText('Watching 1 case').waitFor()
    await open.locator('.case-body').waitFor()
    await open.keyboard.press('w')
    await drawer(lists).getByText('Watching 2 cases').waitFor()
    await untilLive(first ?? '')
    expect(await badge()).toBe('')
    const asked = () => harness.providers.control.calls()
    const before = asked()
    say(first ?? '', 'inquiry.approved')
    await expect.poll(badge).toBe('1!')
    expect(asked()).toEqual(before)
    await drawer(lists).getByText('1 watched case has ended').click()
    await drawer(lists).getByText('Copy reply').waitFor()
    await expect.poll(() => drawer(open).textContent()).toContain('1 watched case has ended')

    await harness.browser.killBackground()
    expect(await options.evaluate(() => chrome.alarms.get('watches'))).toMatchObject({ periodInMinutes: 1 })
    say(second ?? '', 'inquiry.failed')
    // As the alarm would: a message wakes the background.
    await expect
      .poll(async () => {
        await options.evaluate(() => chrome.runtime.sendMessage({ name: 'app:watches.check', payload: null }))
        return badge()
      })
      .toBe('2!')
    await drawer(lists).getByText('2 watched cases have ended').waitFor()
    for (const left of ['1!', '']) {
      await drawer(lists).getByRole('button', { name: 'Seen' }).first().click()
      await expect.poll(badge).toBe(left)
    }
    await Promise.all([page.close(), lists.close(), open.close()])
  })

  it('is gone from the browser with the sign-in, and there again with the next one of the same agent', async () => {
    const { inquiry } = personaStory(harness, 'link-waiting')
    const { page, card } = await openCard(harness, inquiry)
    await card.getByRole('button', { name: 'Tell me when it ends' }).click()
    await expect.poll(stored).toMatchObject({ open: 1 })
    await page.close()
    await signOutInOptions(options)
    await options.getByLabel('Pairing code').waitFor()
    expect(await stored()).toBeUndefined()
    await expect.poll(() => options.evaluate(() => chrome.alarms.getAll())).toEqual([])
    await pairInOptions(harness, 'bob@example.com', options)
    await expect.poll(stored).toMatchObject({ items: [], open: 0 })
    await signOutInOptions(options)
    await options.getByLabel('Pairing code').waitFor()
    await pairInOptions(harness, 'ada@example.com', options)
    await expect.poll(stored).toMatchObject({ items: [expect.objectContaining({ id: inquiry })] })
  })
})

it('ends with the sign-in: no socket, and nothing of it is stored', async () => {
  const { inquiry } = personaStory(harness, 'account-work')
  const panel = await openPanelAt(harness, { case: inquiry })
  await untilLive(inquiry)
  await signOutInOptions(options)
  await expect
    .poll(() => options.evaluate(async () => Object.keys(await chrome.storage.session.get('live'))))
    .toEqual([])
  await panel.close()
  await pairInOptions(harness, 'ada@example.com', options)
})
