import { describe, expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import {
  AGENT,
  configOf,
  EVENTS,
  INQUIRIES,
  listing,
  owner,
  RECENTS,
  REVIEWED,
  REVIEWED_ID,
  SESSIONS,
  viewOf,
} from '../data.ts'
import type { Answers } from '../view.ts'
import { showing, usePanel, WIDE } from './use-panel.ts'

const {
  stand,
  showPanel,
  rows,
  rowOf,
  heading,
  box,
  scroller,
  scrollRows,
  listLength,
  focused,
  placeOfFocus,
  chips,
  refresh,
  showEvents,
  findCase,
} = usePanel()

describe('the box', () => {
  it('lists several, and the list is there after one of them', async () => {
    const { page } = stand
    const ids = INQUIRIES.slice(0, 2).map(({ id }) => id)
    await showPanel({
      answers: {
        'app:case.get': ({ id }) => ok(viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, id } })),
      },
    })
    await box().fill(ids.join(' and '))
    await box().press('Enter')
    const found = page.getByRole('list', { name: 'IDs in the text' }).getByRole('button')
    await expect.poll(() => found.first().evaluate((one) => one === document.activeElement)).toBe(true)
    for (const [place, id] of ids.entries()) {
      await found.nth(place).click()
      await expect.poll(() => heading().textContent()).toContain(id.slice(-6))
      await page.keyboard.press('Escape')
    }
  })

  it('says what is wrong with the rest, and leaves it there', async () => {
    await showPanel()
    await box().fill('inq_97JUPNEX…')
    await box().press('Enter')
    await stand.page.locator('.find-problem').waitFor()
    expect(await box().inputValue()).toBe('inq_97JUPNEX…')
    expect(await rows().count()).toBeGreaterThan(4)
  })

  it('shows the cases with words that are no ID, whatever is shown', async () => {
    const { page } = stand
    await showPanel()
    await page.getByRole('tab', { name: 'Sessions' }).click()
    await box().fill('what is this')
    await page.getByText('No ID in this text. Enter shows the cases with these words.').waitFor()
    await box().press('Enter')
    await page.getByRole('tab', { name: 'Cases', selected: true }).waitFor()
    await page.getByText('No cases match the filter').waitFor()
    expect(await box().inputValue()).toBe('')
    await page.getByRole('button', { name: 'Remove filter: “what is this”' }).click()
    await expect.poll(() => rows().count()).toBeGreaterThan(4)
  })

  it('says which number Enter looks for, asks nothing before, and leads to its choice and back', async () => {
    const { page } = stand
    await showPanel({ answers: { 'app:config.get': ok(configOf(['persona', 'deepidv'])) } })
    await box().fill('about cust-700123456')
    await page.getByText('Customer cust-700123456. Enter looks for the cases.').waitFor()
    expect(stand.asked('app:customer.find')).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('.finding-rows .row').first().waitFor()
    expect(stand.asked('app:customer.find')).toEqual([{ reference: 'cust-700123456' }])
    stand.answer({
      'app:case.get': ({ id }) => ok(viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, id } })),
    })
    await page.locator('.finding-rows .row').first().click()
    await page.locator('.case-body').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.finding-rows').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.panel-lists').waitFor()
  })
})

describe('filters', () => {
  const FILTERED: Answers = {
    'app:sessions.list': ({ inquiry }) =>
      ok(listing(inquiry === undefined ? SESSIONS : REVIEWED.sessions, 'persona')),
    'app:events.list': ({ objects, names }) =>
      ok(
        listing(
          names ? EVENTS.filter(({ name }) => names.includes(name)) : objects ? REVIEWED.events : EVENTS,
          'persona',
        ),
      ),
  }
  const showItsRows = () => stand.page.getByRole('button', { name: /^Only this inquiry/ })

  it('show the rows of one inquiry, from its case, and give them all back', async () => {
    const { page } = stand
    await showPanel({ answers: FILTERED })
    await findCase(REVIEWED_ID)
    await showItsRows().focus()
    await page.keyboard.press('Enter')
    await expect.poll(listLength).toBe(REVIEWED.sessions.length)
    const chip = chips().and(page.getByLabel(`Remove filter: Inquiry inq_…${REVIEWED_ID.slice(-6)}`))
    expect(await chip.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.getByRole('tab', { name: 'Events' }).click()
    await expect.poll(listLength).toBe(REVIEWED.events.length)
    expect(stand.asked('app:events.list').at(-1)).toMatchObject({ objects: [REVIEWED_ID] })
    await chip.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => chips().count()).toBe(0)
    await expect.poll(listLength).toBe(EVENTS.length)
    expect(await focused()).not.toBe('BODY')
    await page.getByRole('tab', { name: 'Sessions' }).click()
    await expect.poll(listLength).toBe(SESSIONS.length)
  })

  it('beside a case leave it open', async () => {
    await showPanel({ answers: FILTERED, size: WIDE })
    await findCase(REVIEWED_ID)
    await showItsRows().click()
    await expect.poll(listLength).toBe(REVIEWED.sessions.length)
    expect(await heading().isVisible()).toBe(true)
  })

  it('that leave nothing say so, and are cleared in one press', async () => {
    await showPanel({ answers: FILTERED })
    await showEvents('inquiry.unheard-of')
    await stand.page.getByText('No events match the filter').waitFor()
    await stand.page.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(listLength).toBe(EVENTS.length)
  })

  it('choose events by what they mean or by name', async () => {
    const { page } = stand
    await showPanel({ answers: FILTERED })
    await page.getByRole('tab', { name: 'Events' }).click()
    await page.getByRole('button', { name: 'All events' }).click()
    await page.getByLabel('Find an event').fill('approved')
    await page.getByLabel(/inquiry\.approved/).check()
    await page.keyboard.press('Escape')
    await expect
      .poll(async () => new Set(await rows().locator('.verbatim, .raw, code').allInnerTexts()))
      .toEqual(new Set(['inquiry.approved']))
    expect(stand.asked('app:events.list').at(-1)?.names).toContain('inquiry.approved')
  })
})

describe('one over the other, or beside each other', () => {
  it('at 360 px a row leads to its case in one press, and back to the row', async () => {
    const { page } = stand
    await showPanel()
    await rows().nth(2).click()
    await heading().waitFor()
    expect(await page.getByRole('tablist').isVisible()).toBe(false)
    expect(await focused()).toBe('H2')
    await page.keyboard.press('Escape')
    await rows().first().waitFor()
    expect(await placeOfFocus()).toBe('3')
  })

  it('at 800 px the case stands beside its row, which is marked, and the list stays live', async () => {
    const { page } = stand
    await showPanel({
      size: WIDE,
      answers: {
        ...showing(SESSIONS.slice(1)),
        'app:case.get': ({ id }) => ok(viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, id } })),
      },
    })
    await page.getByText('Select a row').waitFor()
    await rows().nth(1).click()
    await heading().waitFor()
    expect(await page.getByRole('tablist').isVisible()).toBe(true)
    expect(await rows().nth(1).getAttribute('aria-current')).toBe('true')
    expect(await rows().nth(0).getAttribute('aria-current')).toBeNull()
    stand.answer(showing(SESSIONS))
    await refresh()
    const added = rowOf(SESSIONS[0]?.id ?? '')
    await added.waitFor()
    expect(await heading().isVisible()).toBe(true)
    await added.click()
    await expect.poll(() => added.getAttribute('aria-current')).toBe('true')
    await page.keyboard.press('Escape')
    await page.getByText('Select a row').waitFor()
  })

  it('made narrow and wide again, it keeps case, place and focus', async () => {
    const { page } = stand
    await showPanel({ size: WIDE })
    await findCase(REVIEWED_ID)
    await scrollRows(300)
    const body = page.locator('.case-body')
    await body.evaluate((one) => one.scrollTo(0, 120))
    await rows().nth(9).focus()
    const named = await page.evaluate(() => document.activeElement?.id)
    const place = await scroller().evaluate((one) => one.scrollTop)
    await page.setViewportSize({ width: 360, height: 700 })
    await page.getByRole('tablist').waitFor({ state: 'hidden' })
    await expect.poll(focused).not.toBe('BODY')
    expect(await body.evaluate((one) => one.scrollTop)).toBeGreaterThan(60)
    await page.setViewportSize(WIDE)
    await page.getByRole('tablist').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(named)
    expect(await scroller().evaluate((one) => one.scrollTop)).toBe(place)
    expect(await body.evaluate((one) => one.scrollTop)).toBe(120)
    expect(await heading().isVisible()).toBe(true)
  })

  it('what was opened last is reached by keys, and gone at a word', async () => {
    const { page } = stand
    const held = { session: { recentCases: { owner: owner(AGENT), cases: RECENTS } } }
    const recents = () => page.getByRole('list', { name: 'Recently opened' }).getByRole('button')
    await showPanel({ held })
    await page.getByText(/Recently opened \(\d\)/).focus()
    await page.keyboard.press('Enter')
    expect(await recents().nth(0).textContent()).toMatch(/Opened .*Persona.*as of /)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => stand.asked('app:case.get').at(-1)).toMatchObject({ id: RECENTS[1]?.id })
    await showPanel({ held, size: WIDE })
    await page.getByRole('heading', { name: 'Recently opened' }).waitFor()
    expect(await recents().count()).toBe(RECENTS.length)
    stand.answer({ 'app:recents.clear': ok(null) })
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await expect.poll(() => stand.asked('app:recents.clear')).toHaveLength(1)
    await page.evaluate(() => chrome.storage.session.remove('recentCases'))
    await page.getByRole('heading', { name: 'Recently opened' }).waitFor({ state: 'hidden' })
    expect(await focused()).not.toBe('BODY')
  })
})
