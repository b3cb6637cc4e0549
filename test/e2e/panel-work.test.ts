/** The side panel as a place to work: lists and case beside each other, what was opened last, and all of it by keyboard. */
import { RecordPageSchema } from '@inquiry-lens/shared/record-api.ts'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from '../stage/find-violations.ts'
import { openStage, pairInOptions, type Stage } from '../stage/stage.ts'

const NARROW = { width: 360, height: 700 }
const WIDE = { width: 800, height: 700 }

let stage: Stage
let panel: Page

beforeAll(async () => {
  stage = await openStage({ headless: true })
  const options = await pairInOptions(stage, 'ada@example.com')
  await stage.browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await options.close()
})
afterAll(() => stage.close())
beforeEach(async () => {
  stage.providers.control.reset()
  panel = await openPanel(NARROW)
})
afterEach(() => panel.close())

async function openPanel(size: { width: number; height: number }): Promise<Page> {
  const page = await stage.browser.openTab('sidepanel.html', size)
  await page.getByRole('tabpanel').locator('.rows .row').first().waitFor()
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

/** The relay holds what it knows for seconds; tests that need it to ask anew wait out its floor, then refresh. */
async function refresh() {
  await panel.waitForTimeout(2_100)
  await panel.getByRole('button', { name: 'Refresh' }).click()
}

async function readCopies() {
  const { code } = await stage.admin.add('otto@example.com', 'auditor')
  const { token } = await stage.admin.pair(code)
  const answer = await fetch(`${stage.relay.url}/v1/record?action=copy`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  return v.parse(RecordPageSchema, await answer.json()).items
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

  it('at 800 px the case stands beside its row, which is marked, and the list goes on by itself', async () => {
    await panel.setViewportSize(WIDE)
    await panel.getByText('Choose a row').waitFor()
    await rows().nth(1).click()
    await heading().waitFor()
    expect(await panel.getByRole('tablist').isVisible()).toBe(true)
    expect(await rows().nth(1).getAttribute('aria-current')).toBe('true')
    expect(await rows().nth(0).getAttribute('aria-current')).toBeNull()
    await hasNothingThatAxeObjectsTo()
    const { session } = stage.providers.control.emit({ session: true })
    await refresh()
    await rowOf(session ?? '').waitFor()
    expect(await heading().isVisible()).toBe(true)
    await rowOf(session ?? '').click()
    await expect.poll(() => rowOf(session ?? '').getAttribute('aria-current')).toBe('true')
    await panel.keyboard.press('Escape')
    await panel.getByText('Choose a row').waitFor()
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
    await panel.setViewportSize(NARROW)
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
    await panel.getByRole('button', { name: 'Open case' }).click()
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
    const { vpn, 'three-retries': retries } = stage.providers.control.known().persona.sandbox
    for (const story of [vpn, retries]) {
      await panel.getByLabel('Only this inquiry').fill(story?.inquiry ?? '')
      await panel.keyboard.press('Enter')
      await rows().first().click()
      await panel.getByText('What happened').waitFor()
      await panel.keyboard.press('Escape')
    }
    await panel.getByRole('button', { name: 'Clear the inquiry' }).click()
    const fold = panel.getByText(/Recently opened \(\d\)/)
    await fold.focus()
    await panel.keyboard.press('Enter')
    const last = (id = '') => id.slice(-6)
    await expect.poll(() => recents().nth(0).textContent()).toContain(last(retries?.inquiry))
    expect(await recents().nth(1).textContent()).toContain(last(vpn?.inquiry))
    expect(await recents().nth(0).textContent()).toMatch(/Opened .*Persona.*as of /)
    await hasNothingThatAxeObjectsTo()
    await panel.keyboard.press('Tab')
    await panel.keyboard.press('Tab')
    await panel.keyboard.press('Enter')
    await panel.getByText('What happened').waitFor()
    expect(await heading().textContent()).toContain(last(vpn?.inquiry))
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
    const options = await stage.browser.openTab('options.html')
    await options.getByRole('button', { name: 'Sign out' }).click()
    await options.getByRole('button', { name: 'Connect' }).waitFor()
    expect(await kept()).toEqual({})
    await (await pairInOptions(stage, 'ada@example.com', options)).close()
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
    const box = panel.getByLabel('Only this inquiry')
    expect(await focused()).toBe('Only this inquiry')
    await panel.keyboard.type('cro/?')
    expect(await box.inputValue()).toBe('cro/?')
    expect(await panel.getByRole('dialog').isVisible()).toBe(false)
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
    const { context } = stage.browser
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
    await dialog.getByText('Copy the open case for the ticket').waitFor()
    expect(await panel.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
    await hasNothingThatAxeObjectsTo()
    await panel.keyboard.press('c')
    expect(await panel.getByText('Copied').count()).toBe(0)
    await panel.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await heading().isVisible()).toBe(true)
    expect(await focused()).toBe('H2')
  })

  it('are nowhere once they are turned off, and are told of where they are on', async () => {
    await openFirst()
    expect(
      await panel.getByRole('button', { name: 'Copy for ticket' }).getAttribute('aria-keyshortcuts'),
    ).toBe('c')
    const options = await stage.browser.openTab('options.html')
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
