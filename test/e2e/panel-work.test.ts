/** The side panel as a place to work: lists and case beside each other, what was opened last, and all of it by keyboard. */
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pairWithRelay } from '../harness/ask-relay.ts'
import { keepBystanders } from '../harness/bystanders.ts'
import { findViolations } from '../harness/find-violations.ts'
import { forgetAnswers } from '../harness/forget-answers.ts'
import { type Harness, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { findCase, focusPanel, showEvents, showItsRows } from '../harness/open-panel.ts'

const FILTERED = { width: 360, height: 700 }
const WIDE = { width: 800, height: 700 }

let harness: Harness
/** A page of ours behind the panel. */
let behind: Page
let panel: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  behind = await pairInOptions(harness, 'ada@example.com')
  await harness.browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
})
keepBystanders(() => [harness, behind], { always: true, signsOut: true })
afterAll(() => harness.close())
beforeEach(async () => {
  harness.providers.control.reset()
  await forgetAnswers(behind)
  // What the relay holds of another test is too old to be said again.
  await harness.passTime(120)
  panel = await openPanel(FILTERED)
})
afterEach(() => panel.close())

async function openPanel(size: { width: number; height: number }): Promise<Page> {
  const page = await harness.browser.openTab('sidepanel.html', size)
  await page.getByRole('tabpanel').locator('.rows .row').first().waitFor()
  await page.locator('.refresh[aria-busy="false"]').waitFor()
  return page
}

const rows = () => panel.getByRole('tabpanel').locator('.rows .row')
const rowOf = (id: string) => panel.locator(`.row[id$="${id}"]`)
const heading = () => panel.getByRole('heading', { name: /^Case/ })
const focused = () =>
  panel.evaluate(() => {
    const one = document.activeElement
    return one?.closest('.row-item') ? 'row' : (one?.ariaLabel ?? one?.tagName ?? '')
  })
const fitsSideways = () =>
  panel.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

/**
 * Passes the relay's fresh time and its minute of requests; pressed by no hand, which would take
 * the focus along, and again where something was under way already.
 */
async function refreshUntil(isThere: () => Promise<boolean>) {
  await expect
    .poll(
      async () => {
        await harness.passTime(30)
        await panel.evaluate(() => document.querySelector<HTMLElement>('.refresh')?.click())
        await panel.locator('.refresh[aria-busy="false"]').waitFor()
        return isThere()
      },
      { timeout: 20_000 },
    )
    .toBe(true)
}
const refreshUntilSeen = (selector: string) =>
  refreshUntil(async () => (await panel.locator(selector).count()) > 0)
const rowSelector = (id: string | null) => `.row[id$="${id}"]`

async function readCopies() {
  const requestRelay = await pairWithRelay(harness, 'otto@example.com', 'auditor')
  const answer = await requestRelay('/v1/audit?action=copy')
  return v.parse(AuditPageSchema, await answer.json()).items
}

async function hasNothingThatAxeObjectsTo() {
  for (const colorScheme of ['light', 'dark'] as const) {
    await panel.emulateMedia({ colorScheme })
    expect(await findViolations(panel), colorScheme).toEqual([])
  }
  await panel.emulateMedia({ colorScheme: null })
}

describe('one over the other, or beside each other', () => {
  it('at 360 px a row leads to its case in one press, and back to the row', async () => {
    await rows().nth(2).click()
    await heading().waitFor()
    expect(await panel.getByRole('tablist').isVisible()).toBe(false)
    expect(await panel.evaluate(() => document.activeElement?.tagName)).toBe('H2')
    await panel.getByText('What happened').waitFor()
    await hasNothingThatAxeObjectsTo()
    await panel.keyboard.press('Escape')
    await rows().first().waitFor()
    expect(
      await panel.evaluate(() => document.activeElement?.closest('.row-item')?.getAttribute('aria-posinset')),
    ).toBe('3')
  })

  it('at 800 px the case stands beside its row, which is marked, and the list stays live', async () => {
    await panel.setViewportSize(WIDE)
    await panel.getByText('Select a row').waitFor()
    await rows().nth(1).click()
    await heading().waitFor()
    expect(await panel.getByRole('tablist').isVisible()).toBe(true)
    expect(await rows().nth(1).getAttribute('aria-current')).toBe('true')
    expect(await rows().nth(0).getAttribute('aria-current')).toBeNull()
    await hasNothingThatAxeObjectsTo()
    const { session } = harness.providers.control.emit({ session: true })
    await refreshUntilSeen(rowSelector(session))
    expect(await heading().isVisible()).toBe(true)
    await rowOf(session ?? '').click()
    await expect.poll(() => rowOf(session ?? '').getAttribute('aria-current')).toBe('true')
    await panel.keyboard.press('Escape')
    await panel.getByText('Select a row').waitFor()
    await hasNothingThatAxeObjectsTo()
  })

  it('made narrow and wide again, it keeps case, place and focus', async () => {
    await panel.setViewportSize(WIDE)
    await rows().nth(1).click()
    await heading().waitFor()
    const scroller = panel.getByRole('tabpanel').locator('.scroller')
    await scroller.evaluate((box) => box.scrollTo(0, 300))
    const body = panel.locator('.case-body')
    await body.evaluate((box) => box.scrollTo(0, 120))
    await rows().nth(9).focus()
    const named = await panel.evaluate(() => document.activeElement?.id)
    const place = await scroller.evaluate((box) => box.scrollTop)
    await panel.setViewportSize(FILTERED)
    await panel.getByRole('tablist').waitFor({ state: 'hidden' })
    await expect.poll(focused).not.toBe('BODY')
    expect(await body.evaluate((box) => box.scrollTop)).toBeGreaterThan(60)
    await panel.setViewportSize(WIDE)
    await panel.getByRole('tablist').waitFor()
    await expect.poll(() => panel.evaluate(() => document.activeElement?.id)).toBe(named)
    expect(await scroller.evaluate((box) => box.scrollTop)).toBe(place)
    expect(await body.evaluate((box) => box.scrollTop)).toBe(120)
    expect(await heading().isVisible()).toBe(true)
  })

  it('what is known of a row opens in place, with its case one press further', async () => {
    await rows().nth(1).focus()
    await panel.keyboard.press('ArrowRight')
    await panel.getByText('Threat level').waitFor()
    await panel.keyboard.press('ArrowLeft')
    await panel.getByText('Threat level').waitFor({ state: 'hidden' })
    await panel.getByRole('button', { name: 'Details' }).nth(1).click()
    await rows().nth(1).click()
    await heading().waitFor()
  })

  it.each([320, 360, 640, 800, 1200])('nothing is wider than %d px', async (width) => {
    await panel.setViewportSize({ width, height: 700 })
    expect(await fitsSideways(), 'lists').toBe(true)
    await panel.getByRole('button', { name: 'Keys' }).click()
    expect(await fitsSideways(), 'keys').toBe(true)
    await panel.keyboard.press('Escape')
    await rows().first().click()
    await panel.getByText('What happened').waitFor()
    expect(await fitsSideways(), 'case').toBe(true)
  })
})

describe('what was opened last', () => {
  const recents = () => panel.getByRole('list', { name: 'Recently opened' }).getByRole('button')

  it('is listed, the last in front, led to by keyboard, gone at a word and with the sign-in', async () => {
    const [vpn, retries] = [personaStory(harness, 'vpn'), personaStory(harness, 'three-retries')]
    for (const { inquiry } of [vpn, retries]) {
      await findCase(panel, inquiry)
      await panel.keyboard.press('Escape')
    }
    const fold = panel.getByText(/Recently opened \(\d\)/)
    await fold.focus()
    await panel.keyboard.press('Enter')
    const last = (id: string) => id.slice(-6)
    await expect.poll(() => recents().nth(0).textContent()).toContain(last(retries.inquiry))
    expect(await recents().nth(1).textContent()).toContain(last(vpn.inquiry))
    expect(await recents().nth(0).textContent()).toMatch(/Opened .*Persona.*as of /)
    await hasNothingThatAxeObjectsTo()
    await panel.keyboard.press('Tab')
    await panel.keyboard.press('Tab')
    await panel.keyboard.press('Enter')
    await panel.getByText('What happened').waitFor()
    expect(await heading().textContent()).toContain(last(vpn.inquiry))
    await panel.keyboard.press('Escape')
    await panel.setViewportSize(WIDE)
    await panel.getByRole('heading', { name: 'Recently opened' }).waitFor()
    expect(await recents().count()).toBe(await panel.locator('.panel-recents li').count())
    await panel.getByRole('button', { name: 'Clear', exact: true }).click()
    await panel.getByRole('heading', { name: 'Recently opened' }).waitFor({ state: 'hidden' })
    expect(await focused()).not.toBe('BODY')
    await rows().first().click()
    await panel.getByText('What happened').waitFor()
    const kept = () => panel.evaluate(() => chrome.storage.session.get('recentCases'))
    await expect.poll(kept).toMatchObject({ recentCases: { owner: expect.stringContaining('ada@') } })
    const options = await harness.browser.openTab('options.html')
    await signOutInOptions(options)
    await options.getByRole('button', { name: 'Connect' }).waitFor()
    await expect.poll(kept).toEqual({})
    await (await pairInOptions(harness, 'ada@example.com', options)).close()
  })
})

describe('by keyboard', () => {
  const openFirst = async () => {
    await rows().first().click()
    await panel.getByText('What happened').waitFor()
  }

  it('“/” goes to the box, where keys are letters', async () => {
    await rows().first().focus()
    await panel.keyboard.press('/')
    const box = panel.getByLabel('Find a case by an ID')
    await expect.poll(focused).toBe('Find a case by an ID')
    await panel.keyboard.type('cro/?')
    expect(await box.inputValue()).toBe('cro/?')
    expect(await panel.getByRole('dialog').isVisible()).toBe(false)
  })

  it('“/” goes to the box from a case that lies over it, so that a paste opens the next one', async () => {
    await openFirst()
    await panel.keyboard.press('/')
    await expect.poll(focused).toBe('Find a case by an ID')
    expect(await heading().isVisible()).toBe(false)
    await panel.keyboard.insertText(personaStory(harness, 'two-countries').inquiry)
    await panel.keyboard.press('Enter')
    await heading().waitFor()
  })

  it('“c” copies the case for the ticket, writes it down and says so', async () => {
    await openFirst()
    await panel.keyboard.press('c')
    const said = panel.getByRole('status').filter({ hasText: 'Copied for ticket' })
    await said.waitFor()
    expect(await focused()).toBe('H2')
    expect(await panel.evaluate(() => navigator.clipboard.readText())).toMatch(/inq_/)
    expect(await readCopies()).toMatchObject([{ agent: 'ada@example.com', about: { form: 'summary' } }])
    await panel.keyboard.press('r')
    await panel.getByRole('status').filter({ hasText: 'Copied reply' }).waitFor()
    expect(await panel.evaluate(() => navigator.clipboard.readText())).not.toMatch(/inq_/)
  })

  it('“o” opens the dashboard, in a tab of its own', async () => {
    await openFirst()
    const { context } = harness.browser
    await context.route('https://app.withpersona.com/**', (route) => route.fulfill({ body: 'The dashboard' }))
    const opening = context.waitForEvent('page')
    await panel.keyboard.press('o')
    const opened = await opening
    await opened.getByText('The dashboard').waitFor()
    expect(opened.url()).toContain('/inquiries/inq_')
    await opened.close()
    await context.unrouteAll()
  })

  it('with a modifier they are the browser’s', async () => {
    await openFirst()
    await panel.keyboard.press('Control+c')
    await panel.keyboard.press('Alt+c')
    await panel.keyboard.press('Control+/')
    expect(await panel.getByText('Copied').count()).toBe(0)
    expect(await focused()).toBe('H2')
  })

  it('“?” lists them in a dialog that keeps the focus and gives it back; Escape closes one thing', async () => {
    await openFirst()
    await panel.keyboard.press('?')
    const dialog = panel.getByRole('dialog', { name: 'Keys' })
    await dialog.waitFor()
    await dialog.getByText('Copy the case for the ticket').waitFor()
    expect(await panel.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
    await hasNothingThatAxeObjectsTo()
    await panel.keyboard.press('c')
    expect(await panel.getByText('Copied').count()).toBe(0)
    await panel.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await heading().isVisible()).toBe(true)
    expect(await focused()).toBe('H2')
  })

  it('are inactive once turned off, and are listed where they are on', async () => {
    await openFirst()
    expect(
      await panel.getByRole('button', { name: 'Copy for ticket' }).getAttribute('aria-keyshortcuts'),
    ).toBe('c')
    const options = await harness.browser.openTab('options.html')
    const choice = options.getByLabel('Single keys')
    await choice.uncheck()
    await expect.poll(() => panel.locator('[aria-keyshortcuts]').count()).toBe(0)
    await panel.keyboard.press('?')
    await panel.keyboard.press('c')
    expect(await panel.getByRole('dialog').isVisible()).toBe(false)
    expect(await panel.getByText('Copied').count()).toBe(0)
    await panel.getByRole('button', { name: 'Keys' }).click()
    await panel.getByText(/turned off/).waitFor()
    await hasNothingThatAxeObjectsTo()
    await choice.check()
    await options.close()
    await expect.poll(() => panel.locator('[aria-keyshortcuts]').count()).toBeGreaterThan(2)
  })
})

describe('what is new since the agent last looked', () => {
  const unread = () => panel.getByText(/since you last looked$/).and(panel.locator('.unread-text'))
  const waiting = () => personaStory(harness, 'three-retries').inquiry
  const happen = (name: string, inquiry: string) =>
    harness.providers.control.emit({ inquiry, event: { name } })

  it('is marked in the list, said once, and gone when it was seen', async () => {
    expect(await panel.locator('.row .unread-mark').count()).toBe(0)
    const first = harness.providers.control.emit({ session: true })
    await refreshUntilSeen(rowSelector(first.session))
    expect(await rowOf(first.session ?? '').textContent()).toMatch(/^New:/)
    expect(await unread().textContent()).toBe('1 new since you last looked')
    const said = panel.getByRole('status').filter({ hasText: 'since you last looked' })
    expect(await said.textContent()).toBe('1 new since you last looked')
    const second = harness.providers.control.emit({ session: true })
    harness.providers.control.emit({
      inquiry: first.inquiry,
      event: { name: 'inquiry-session.expired', session: first.session ?? '' },
    })
    await refreshUntilSeen(rowSelector(second.session))
    expect(await unread().textContent()).toBe('2 new since you last looked')
    // What came after was not said aloud again.
    expect(await said.textContent()).toBe('1 new since you last looked')
    await hasNothingThatAxeObjectsTo()
    await rowOf(second.session ?? '').click()
    await heading().waitFor()
    await panel.keyboard.press('Escape')
    expect(await unread().textContent()).toBe('1 new since you last looked')
    await panel.getByRole('button', { name: 'Mark as seen' }).focus()
    await panel.keyboard.press('Enter')
    await expect.poll(() => panel.locator('.unread-mark').count()).toBe(0)
    expect(await focused()).not.toBe('BODY')
  })

  it('counts from what the panel showed when it was open before', async () => {
    const known = (await rows().nth(2).getAttribute('id')) ?? ''
    await panel.close()
    const { session } = harness.providers.control.emit({ session: true })
    await harness.passTime(120)
    panel = await openPanel(FILTERED)
    await rowOf(session ?? '').waitFor()
    expect(await rowOf(session ?? '').textContent()).toMatch(/^New:/)
    expect(await panel.locator(`.row[id$="${known.split('-').at(-1)}"]`).textContent()).not.toMatch(/^New:/)
  })

  it('in an open case is shown, with its time, until it was seen', async () => {
    await findCase(panel, waiting())
    await showItsRows(panel)
    await rows().first().click()
    await panel.locator('.case-body').waitFor()
    expect(await panel.locator('.case .unread-line').count()).toBe(0)
    happen('inquiry.declined', waiting())
    await refreshUntilSeen('.case .unread-line')
    expect(await panel.locator('.case .unread-text').textContent()).toMatch(/^Changed .+: now Declined$/)
    expect(await panel.getByRole('status').filter({ hasText: 'Changed: now Declined' }).count()).toBe(1)
    expect(await focused()).toBe('H2')
    await hasNothingThatAxeObjectsTo()
    await panel.getByRole('button', { name: 'Seen' }).click()
    await panel.locator('.case .unread-line').waitFor({ state: 'hidden' })
    expect(await focused()).not.toBe('BODY')
    await panel.keyboard.press('Escape')
    await rows().first().waitFor()
    // The case is not in sight while this happens.
    happen('inquiry.approved', waiting())
    await rows().first().click()
    await panel.locator('.case-body').waitFor()
    await refreshUntilSeen('.case .unread-line')
    expect(await panel.locator('.case .unread-text').textContent()).toMatch(/: now Approved$/)
  })
})

describe('the focus', () => {
  const listHeight = () =>
    panel
      .locator('.rows')
      .first()
      .evaluate((list) => list.clientHeight)
  const heldStays = () =>
    panel.evaluate(() => {
      const held = document.querySelector('[data-held]')
      return document.activeElement === held ? 'stays' : (document.activeElement?.outerHTML ?? '')
    })

  it('stays on whatever has it while rows arrive and the case changes', async () => {
    const { inquiry } = personaStory(harness, 'device-handoff')
    await panel.setViewportSize(WIDE)
    await focusPanel(panel, { case: inquiry })
    const count = await panel.evaluate(() => {
      const all = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary'),
      ].filter((one) => one.tabIndex >= 0 && one.checkVisibility())
      for (const [nth, one] of all.entries()) one.dataset.nth = `${nth}`
      return all.length
    })
    expect(count).toBeGreaterThan(15)
    const names = ['inquiry.approved', 'inquiry.declined']
    for (let nth = 0; nth < count; nth++) {
      const name = await panel.evaluate((wanted) => {
        document.querySelector('[data-held]')?.removeAttribute('data-held')
        const one = document.querySelector<HTMLElement>(`[data-nth="${wanted}"]`)
        one?.setAttribute('data-held', '')
        one?.focus()
        return one?.outerHTML ?? 'gone'
      }, nth)
      // What an earlier change took away is not there to be focused.
      if (name === 'gone') continue
      const before = await listHeight()
      harness.providers.control.emit({ session: true })
      harness.providers.control.emit({ inquiry, event: { name: names[nth % 2] ?? '' } })
      const word = panel.locator('.case .status-word', { hasText: nth % 2 ? 'Declined' : 'Approved' })
      await refreshUntil(async () => (await word.count()) > 0 && (await listHeight()) !== before)
      const after = await heldStays()
      const isThere = await panel.evaluate(() => document.querySelector('[data-held]')?.checkVisibility())
      if (isThere) expect(after, name).toBe('stays')
      else expect(after, name).not.toMatch(/^<body/)
    }
  }, 180_000)

  it('goes to what is nearest where its own place is gone', async () => {
    await findCase(panel, 'inq_ABC123')
    await showItsRows(panel)
    await rowOf('iqse_ABC123').focus()
    await panel.evaluate(() => document.querySelector<HTMLElement>('.filter-chip button')?.click())
    await rows().nth(3).waitFor()
    expect(await focused()).not.toBe('BODY')

    await showEvents(panel, 'inquiry.unheard-of')
    await panel.getByRole('button', { name: 'Clear filters' }).focus()
    await panel.keyboard.press('Enter')
    await rows().first().waitFor()
    expect(await focused()).not.toBe('BODY')

    harness.providers.control.faults([{ fault: '5xx' }])
    await showEvents(panel, 'inquiry.never-asked-for')
    await panel
      .getByRole('button', { name: /Try again/ })
      .first()
      .focus()
    harness.providers.control.faults([])
    await harness.passTime(30)
    await panel.keyboard.press('Enter')
    await panel.getByText('No events match the filter').waitFor()
    expect(await focused()).not.toBe('BODY')
  })

  it('switching tabs keeps it on the tab, and each list has its own row', async () => {
    await rows().nth(3).focus()
    await panel.getByRole('tab', { name: 'Sessions' }).focus()
    await panel.keyboard.press('ArrowRight')
    expect(await panel.evaluate(() => document.activeElement?.textContent)).toBe('Events')
    await rows().first().waitFor()
    await panel.keyboard.press('ArrowLeft')
    expect(await panel.evaluate(() => document.activeElement?.textContent)).toBe('Sessions')
    expect(
      await panel.locator('.row[tabindex="0"]').first().locator('xpath=..').getAttribute('aria-posinset'),
    ).toBe('4')
  })
})
