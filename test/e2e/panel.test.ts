/** The side panel as an agent uses it, at its true width, over a real relay. */
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import { forgetAnswers } from '../harness/forget-answers.ts'
import { type Harness, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { findCase, showEvents, showItsRows } from '../harness/open-panel.ts'

const ROW_HEIGHT = 56
/** Of two ends that the provider told of one window, the relay waits for the later one, up to 30 s more. */
const LIMIT_OVER_MS = 45_000
/** More than the relay's floor, and more than it waits after a fault. */
const AFTER_FAULT_S = 60

let harness: Harness
/** A page of ours behind the panel. */
let options: Page
let panel: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  options = await pairInOptions(harness, 'ada@example.com')
})
keepBystanders(() => [harness, options])
afterAll(() => harness.close())
beforeEach(async () => {
  harness.providers.control.reset()
  await forgetAnswers(options)
  // Past what the relay holds of another test, and past the provider’s window: each test has its own share of requests.
  await harness.passTime(120)
  panel = await openPanel()
  await rowsOf(panel).first().waitFor()
})
afterEach(() => panel.close())

const openPanel = () => harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
const shown = (page: Page) => page.getByRole('tabpanel')
const rowsOf = (page: Page) => shown(page).locator('.rows .row')
const listLength = (page: Page) =>
  shown(page)
    .locator('.rows')
    .evaluate((list, height) => list.getBoundingClientRect().height / height, ROW_HEIGHT)
const scrollToEnd = (page: Page) =>
  shown(page)
    .locator('.scroller')
    .evaluate((box) => box.scrollTo(0, box.scrollHeight))

/** The relay holds what it knows for seconds: past its floor, a refresh asks the provider again. */
async function refresh(page: Page, seconds = 3) {
  // A press joins a question that is on its way, which may be older than what a test has just changed.
  await page.locator('.refresh[aria-busy="false"]').waitFor()
  await harness.passTime(seconds)
  await page.getByRole('button', { name: 'Refresh' }).click()
}

it('the button for more keeps the focus that reached it by keys', async () => {
  const more = shown(panel).getByRole('button', { name: 'Load more' })
  const before = await listLength(panel)
  const isInSight = async () => {
    const box = await more.boundingBox()
    return box !== null && box.y >= 0 && box.y + box.height <= 700
  }
  await rowsOf(panel).first().focus()
  await panel.keyboard.press('Shift+Tab')
  const isThere = () => more.evaluate((one) => one === document.activeElement)
  for (let presses = 0; presses < 90 && !(await isThere()); presses++) await panel.keyboard.press('Tab')
  await panel.waitForTimeout(600)
  expect(await isThere()).toBe(true)
  expect(await listLength(panel)).toBe(before)
  expect(await isInSight()).toBe(true)
  await panel.keyboard.press('Enter')
  await expect.poll(() => listLength(panel)).toBeGreaterThan(before)
  expect(await isThere()).toBe(true)
  expect(await isInSight()).toBe(true)
})

describe('lists', () => {
  it.each(['Sessions', 'Events'])('%s go on for as long as there are any, each row once', async (tab) => {
    await panel.getByRole('tab', { name: tab }).click()
    await rowsOf(panel).first().waitFor()
    const seen = new Map<string, number>()
    const note = async () => {
      // In one call, because the row window moves.
      const places = await shown(panel)
        .locator('.row-item')
        .evaluateAll((items) =>
          items.map((item) => [item.querySelector('.row')?.id ?? '', Number(item.ariaPosInSet)] as const),
        )
      for (const [id, place] of places) {
        expect(seen.get(id) ?? place, 'a row that stands in two places').toBe(place)
        seen.set(id, place)
      }
    }
    await note()
    for (let pages = 2; pages <= 5; pages++) {
      await scrollToEnd(panel)
      await expect.poll(() => listLength(panel), { timeout: 10_000 }).toBeGreaterThanOrEqual(pages * 15)
      await note()
    }
    // Windowed: far fewer in the document than in the list.
    expect(await rowsOf(panel).count()).toBeLessThan(40)
    expect(new Set(seen.values()).size).toBe(seen.size)
  })

  it('scrolling away while rows arrive keeps the new position', async () => {
    await rowsOf(panel).first().focus()
    const before = await listLength(panel)
    const box = shown(panel).locator('.scroller')
    // Just before the rows are handed over, so that the box has not told of its scroll yet.
    await box.evaluate((one) => {
      const { runtime } = chrome
      const send = runtime.sendMessage.bind(runtime)
      Object.assign(runtime, {
        sendMessage: async (message: unknown) => {
          const answer: unknown = await send(message)
          one.scrollTop = 100
          return answer
        },
      })
    })
    await scrollToEnd(panel)
    await expect.poll(() => listLength(panel)).toBeGreaterThan(before)
    expect(await box.evaluate((one) => one.scrollTop)).toBe(100)
  })

  it('a session’s row says how its inquiry stands, not that the session is open', async () => {
    const looked = await panel.evaluate(async () => {
      const { value } = await chrome.runtime.sendMessage({
        name: 'app:sessions.list',
        payload: { limit: 10 },
      })
      const ids = value.items.map((row: { inquiryId: string }) => row.inquiryId)
      const { value: found } = await chrome.runtime.sendMessage({
        name: 'app:lookup',
        payload: { ids: [...new Set(ids)] },
      })
      return { ids, items: found.items }
    })
    const LookedSchema = v.object({
      ids: v.array(v.string()),
      items: v.array(v.object({ id: v.string(), summary: v.object({ status: v.string() }) })),
    })
    const { ids, items } = v.parse(LookedSchema, looked)
    const statusOf = new Map(items.map(({ id, summary }) => [id, summary.status]))
    await expect
      .poll(async () => (await rowsOf(panel).locator('.said').allTextContents()).slice(0, 10))
      .toEqual(ids.slice(0, 10).map((id) => statusOf.get(id)))
    expect(new Set(statusOf.values()).size).toBeGreaterThan(1)
  })

  it('an event of a check leads to its inquiry’s case', async () => {
    await panel.getByRole('tab', { name: 'Events' }).click()
    const events = await panel.evaluate(async () => {
      const { value } = await chrome.runtime.sendMessage({ name: 'app:events.list', payload: { limit: 15 } })
      return value.items
    })
    const EventsSchema = v.array(v.object({ name: v.string(), inquiryId: v.optional(v.string()) }))
    const rows = v.parse(EventsSchema, events)
    const place = rows.findIndex(({ name }) => /^(verification|selfie|document)\./.test(name))
    expect(place).toBeGreaterThanOrEqual(0)
    expect(rows[place]?.inquiryId).toMatch(/^inq_/)
    await rowsOf(panel).nth(place).click()
    await panel.locator('.case-body').waitFor()
    expect(await panel.locator('.panel-beside').textContent()).toContain(rows[place]?.inquiryId)
  })

  it('provider and environment stand there whatever is shown', async () => {
    for (const tab of ['Events', 'Sessions']) {
      await panel.getByRole('tab', { name: tab }).click()
      await panel.getByRole('banner').getByText('Persona', { exact: true }).waitFor()
      await panel
        .getByText(/Sandbox/i)
        .first()
        .waitFor()
    }
  })

  it('a new row arrives automatically, in front', async () => {
    const { session } = harness.providers.control.emit({ session: true })
    await refresh(panel)
    await panel.locator(`.row[id$="${session}"]`).waitFor()
    expect(await panel.locator(`.row-item:has(.row[id$="${session}"])`).getAttribute('aria-posinset')).toBe(
      '1',
    )
  })

  it('the exact time is there on hover and on focus', async () => {
    const time = rowsOf(panel).first().locator('time')
    const exact = await time.getAttribute('data-exact')
    expect(exact).toMatch(/\d{4}.*\d+:\d{2}:\d{2}/)
    await time.hover()
    await panel.getByText(exact ?? '').waitFor()
    await panel.mouse.move(0, 699)
    await panel.getByText(exact ?? '').waitFor({ state: 'hidden' })
    await rowsOf(panel).nth(1).focus()
    await panel
      .getByText((await rowsOf(panel).nth(1).locator('time').getAttribute('data-exact')) ?? '')
      .waitFor()
  })

  it('the keyboard reaches every row, what is known of it, and its case', async () => {
    await rowsOf(panel).first().focus()
    await panel.keyboard.press('ArrowDown')
    await panel.keyboard.press('ArrowDown')
    const placeOfFocus = () =>
      panel.evaluate(() => document.activeElement?.closest('.row-item')?.getAttribute('aria-posinset'))
    await expect.poll(placeOfFocus).toBe('3')
    await panel.keyboard.press('End')
    await expect.poll(async () => Number(await placeOfFocus())).toBeGreaterThanOrEqual(25)
    await panel.keyboard.press('Home')
    await expect.poll(placeOfFocus).toBe('1')
    await panel.keyboard.press('ArrowRight')
    await panel.getByText('Threat level').waitFor()
    await panel.keyboard.press('Escape')
    await panel.getByText('Threat level').waitFor({ state: 'hidden' })
    await expect.poll(placeOfFocus).toBe('1')
    await panel.keyboard.press('Enter')
    await panel.getByRole('heading', { name: /^Case/ }).waitFor()
    await panel.keyboard.press('Escape')
    await expect.poll(placeOfFocus).toBe('1')
  })

  it('says device, network and risk of a session in words', async () => {
    await findCase(panel, personaStory(harness, 'vpn').inquiry)
    await showItsRows(panel)
    await shown(panel).getByText('VPN').first().waitFor()
    await shown(panel).getByRole('button', { name: 'Details' }).first().click()
    for (const name of ['Device', 'System', 'Browser', 'Country', 'Connection', 'Threat level']) {
      await panel.getByText(name, { exact: true }).first().waitFor()
    }
    expect(await panel.locator('body').textContent()).not.toContain('c4nary')
  })
})

describe('the box', () => {
  const box = () => panel.getByLabel('Find a case by an ID')
  const caseOf = () => panel.getByRole('heading', { name: /^Case/ })

  it('opens the case of an ID or a link with one, by Enter right after the paste', async () => {
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
    const pasted = [
      inquiry,
      `Stuck in https://app.withpersona.com/dashboard/inquiries/${inquiry}?tab=events!`,
      sessions[0] ?? '',
      v.parse(v.string(), event),
    ]
    for (const text of pasted) {
      await findCase(panel, text)
      expect(await caseOf().textContent(), text).toContain(inquiry.slice(-6))
      await panel.keyboard.press('Escape')
      await expect.poll(() => box().evaluate((one) => one === document.activeElement)).toBe(true)
      expect(await box().inputValue()).toBe('')
    }
  })

  it('lists several, and the list is there after one of them', async () => {
    const stories = [personaStory(harness, 'vpn'), personaStory(harness, 'in-review')]
    await box().fill(stories.map(({ inquiry }) => inquiry).join(' and '))
    await box().press('Enter')
    const found = panel.getByRole('list', { name: 'IDs in the text' }).getByRole('button')
    await expect.poll(() => found.first().evaluate((one) => one === document.activeElement)).toBe(true)
    for (const [place, { inquiry }] of stories.entries()) {
      await found.nth(place).click()
      await expect.poll(() => caseOf().textContent()).toContain(inquiry.slice(-6))
      await panel.keyboard.press('Escape')
    }
  })

  it('says what is wrong with the rest, and leaves it there', async () => {
    await box().fill('what is this')
    await box().press('Enter')
    await panel.getByText('No ID in this text.').waitFor()
    expect(await box().inputValue()).toBe('what is this')
    expect(await listLength(panel)).toBeGreaterThanOrEqual(25)
  })
})

describe('filters', () => {
  const chips = () => panel.getByRole('list', { name: 'Filters' }).getByRole('button')

  it('show the rows of one inquiry, from its case, and give them all back', async () => {
    const { inquiry, sessions } = personaStory(harness, 'device-handoff')
    await findCase(panel, inquiry)
    await panel.getByRole('button', { name: /^Only this inquiry/ }).focus()
    await panel.keyboard.press('Enter')
    await expect.poll(() => listLength(panel)).toBe(sessions.length)
    const chip = chips().and(panel.getByLabel(`Remove filter: Inquiry inq_…${inquiry.slice(-6)}`))
    expect(await chip.evaluate((one) => one === document.activeElement)).toBe(true)
    await panel.getByRole('tab', { name: 'Events' }).click()
    await rowsOf(panel).first().waitFor()
    for (const row of await rowsOf(panel).all()) expect(await row.textContent()).toContain(inquiry.slice(-6))
    await chip.focus()
    await panel.keyboard.press('Enter')
    await expect.poll(() => chips().count()).toBe(0)
    await expect.poll(() => listLength(panel)).toBeGreaterThanOrEqual(15)
    expect(await panel.evaluate(() => document.activeElement?.localName)).not.toBe('body')
    await panel.getByRole('tab', { name: 'Sessions' }).click()
    await expect.poll(() => listLength(panel)).toBeGreaterThanOrEqual(25)
  })

  it('beside a case leave it open', async () => {
    await panel.setViewportSize({ width: 800, height: 700 })
    const { inquiry, sessions } = personaStory(harness, 'device-handoff')
    await findCase(panel, inquiry)
    await showItsRows(panel)
    await expect.poll(() => listLength(panel)).toBe(sessions.length)
    expect(await panel.getByRole('heading', { name: /^Case/ }).isVisible()).toBe(true)
  })

  it('that leave nothing say so, and are cleared in one press', async () => {
    await showEvents(panel, 'inquiry.unheard-of')
    await panel.getByText('No events match the filter').waitFor()
    await panel.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(() => listLength(panel)).toBeGreaterThanOrEqual(15)
  })

  it('choose events by what they mean or by name', async () => {
    await panel.getByRole('tab', { name: 'Events' }).click()
    await panel.getByRole('button', { name: 'All events' }).click()
    await panel.getByLabel('Find an event').fill('declined')
    await panel.getByLabel(/inquiry\.declined/).check()
    await panel.keyboard.press('Escape')
    await rowsOf(panel).first().waitFor()
    await expect
      .poll(async () => new Set(await rowsOf(panel).locator('.said, .raw, code').allInnerTexts()))
      .toEqual(new Set(['inquiry.declined']))
  })
})

describe('when something is wrong', () => {
  it('what was known is painted before the network answers', async () => {
    await panel.getByRole('tab', { name: 'Events' }).click()
    await rowsOf(panel).first().waitFor()
    const block = harness.browser.context.route(`${harness.relay.url}/**`, () => {})
    await block
    const again = await openPanel()
    await rowsOf(again).first().waitFor({ timeout: 2_000 })
    await harness.browser.context.unrouteAll()
    await again.close()
  })

  it('the background is stopped in mid-use, and everything goes on', async () => {
    await harness.browser.killBackground()
    await scrollToEnd(panel)
    await expect.poll(() => listLength(panel), { timeout: 10_000 }).toBeGreaterThanOrEqual(40)
    await harness.browser.killBackground()
    const { session } = harness.providers.control.emit({ session: true })
    await refresh(panel)
    await shown(panel)
      .locator('.scroller')
      .evaluate((box) => box.scrollTo(0, 0))
    await panel.locator(`.row[id$="${session}"]`).waitFor()
  })

  it.each([
    [{ fault: '5xx' as const }, /not answering/],
    [{ fault: 'key-refused' as const }, /refused the relay’s key/],
    [{ fault: 'truncated' as const }, /could not be read/],
    [{ fault: '429' as const, reset: 3 }, /allows no more requests/],
  ])('%o: the rows stay, with their age and the reason', async (fault, words) => {
    harness.providers.control.faults([fault])
    await refresh(panel)
    await panel.getByText(words).first().waitFor()
    await panel.getByText(/As of/).first().waitFor()
    expect(await rowsOf(panel).count()).toBeGreaterThan(5)
    harness.providers.control.faults([])
    await refresh(panel, AFTER_FAULT_S)
    await panel.getByText(words).first().waitFor({ state: 'hidden' })
  })

  it('nothing known and the provider down: why, what to do, and a way to tell the admin', async () => {
    await findCase(panel, personaStory(harness, 'two-countries').inquiry)
    harness.providers.control.faults([{ fault: 'html' }])
    await showItsRows(panel)
    await panel
      .getByText(/not answering/)
      .first()
      .waitFor()
    await panel.getByText('Request ID').first().waitFor()
    harness.providers.control.faults([])
    await harness.passTime(AFTER_FAULT_S)
    await panel.getByRole('button', { name: /Try again/ }).click()
    await rowsOf(panel).first().waitFor()
  })

  it('a limit with nothing to show counts down and continues automatically', async () => {
    await findCase(panel, 'inq_ABC123')
    harness.providers.control.faults([{ fault: '429', reset: 3, times: 1 }])
    await showItsRows(panel)
    await panel
      .getByText(/Trying again in/)
      .first()
      .waitFor()
    await panel.locator('.row[id$="iqse_ABC123"]').waitFor({ timeout: LIMIT_OVER_MS })
  })

  it('a place in the list that is gone offers to start from the newest', async () => {
    harness.providers.control.faults([{ fault: 'gone-cursor' }])
    // The relay holds the first pages; what is behind them must be asked for.
    await expect
      .poll(
        async () => {
          await scrollToEnd(panel)
          return panel.getByText(/no longer exists/).count()
        },
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0)
    harness.providers.control.faults([])
    await panel
      .getByRole('button', { name: /newest/i })
      .first()
      .click()
    await panel
      .getByText(/no longer exists/)
      .first()
      .waitFor({ state: 'hidden' })
    await rowsOf(panel).first().waitFor()
  })

  it('offline is shown as such, and ends automatically', async () => {
    await harness.browser.context.setOffline(true)
    await panel.getByRole('button', { name: 'Refresh' }).click()
    await panel
      .getByText(/offline/i)
      .first()
      .waitFor()
    expect(await rowsOf(panel).count()).toBeGreaterThan(5)
    await harness.browser.context.setOffline(false)
    await panel
      .getByText(/offline/i)
      .first()
      .waitFor({ state: 'hidden' })
  })
})
