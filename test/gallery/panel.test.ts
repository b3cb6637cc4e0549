/** The side panel as a place to work: lists, filters, the box, what is new, keys and focus. */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { madeEvent } from '@inquiry-lens/shared/testing/made-rows.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../extension/src/messages/failure.ts'
import { at } from '../stories/tell-case.ts'
import {
  AGENT,
  caseInPanel,
  configOf,
  EVENTS,
  INQUIRIES,
  listing,
  owner,
  RECENTS,
  REVIEWED,
  REVIEWED_ID,
  refuse,
  SESSIONS,
  viewOf,
} from './data.ts'
import { type Mounted, useGallery } from './mount.ts'
import type { Answers } from './view.ts'

const WIDE = { width: 800, height: 700 }
const PAGE = 25
const ROW_HEIGHT = 56

const stand = useGallery()

const idOf = (prefix: string, number: number) =>
  `${prefix}_Zk7mQ2xVtLw9sH4bNcR${String(number).padStart(5, '0')}`
const MANY_SESSIONS: readonly Session[] = [SESSIONS, SESSIONS, SESSIONS, SESSIONS]
  .flat()
  .slice(0, 80)
  .map((session, number) => ({
    ...session,
    id: idOf('iqse', number),
    createdAt: at(`${number + 1} min ago`),
  }))
const MANY_EVENTS: readonly ProviderEvent[] = Array.from({ length: 80 }, (_, number) =>
  madeEvent({
    id: idOf('evt', number),
    name: 'inquiry.started',
    createdAt: at(`${number + 1} min ago`),
    inquiryId: REVIEWED_ID,
  }),
)
const pageOf = <TRow>(rows: readonly TRow[], cursor = '0') => {
  const from = Number(cursor)
  const next = from + PAGE < rows.length ? `${from + PAGE}` : null
  return ok(listing(rows.slice(from, from + PAGE), 'persona', { next }))
}
const PAGED: Answers = {
  'app:sessions.list': ({ cursor }) => pageOf(MANY_SESSIONS, cursor),
  'app:events.list': ({ cursor }) => pageOf(MANY_EVENTS, cursor),
}
const showing = (sessions: readonly Session[]): Answers => ({
  'app:sessions.list': ok(listing(sessions, 'persona')),
})

async function showPanel({ answers, ...view }: Partial<Mounted> = {}): Promise<void> {
  await stand.mount({
    surface: 'panel',
    shown: '.rows .row',
    ...view,
    answers: { 'app:config.get': ok(configOf(['persona'], 'sandbox')), ...answers },
  })
}

const tabPanel = () => stand.page.getByRole('tabpanel')
const rows = () => tabPanel().locator('.rows .row')
const rowOf = (id: string) => stand.page.locator(`.row[id$="${id}"]`)
const heading = () => stand.page.getByRole('heading', { name: /^Case/ })
const box = () => stand.page.getByLabel('Find a case by an ID')
const scroller = () => tabPanel().locator('.scroller')
const scrollToEnd = () => scroller().evaluate((one) => one.scrollTo(0, one.scrollHeight))
const listLength = () =>
  tabPanel()
    .locator('.rows')
    .evaluate((list, height) => list.getBoundingClientRect().height / height, ROW_HEIGHT)
const focused = () =>
  stand.page.evaluate(() => {
    const one = document.activeElement
    return one?.closest('.row-item') ? 'row' : (one?.ariaLabel ?? one?.tagName ?? '')
  })
const placeOfFocus = () =>
  stand.page.evaluate(() => document.activeElement?.closest('.row-item')?.getAttribute('aria-posinset'))
const chips = () => stand.page.getByRole('list', { name: 'Filters' }).getByRole('button')

/** Pressed by no hand, which would take the focus along. */
async function refresh(): Promise<void> {
  await stand.page.evaluate(() => document.querySelector<HTMLElement>('.refresh')?.click())
  await stand.page.locator('.refresh[aria-busy="false"]').waitFor()
}

async function showEvents(name: string): Promise<void> {
  const { page } = stand
  await page.getByRole('tab', { name: 'Events' }).click()
  await page.getByRole('button', { name: 'All events' }).click()
  await page.getByLabel('Find an event').fill(name)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
}

async function findCase(id: string): Promise<void> {
  await box().fill(id)
  await stand.page.keyboard.press('Enter')
  await stand.page.locator('.case-body').waitFor()
}

describe('lists', () => {
  it('keep the focus on the button for more that it reached by keys', async () => {
    const { page } = stand
    await showPanel({ answers: PAGED })
    const more = tabPanel().getByRole('button', { name: 'Load more' })
    const before = await listLength()
    const isInSight = async () => {
      const bounds = await more.boundingBox()
      return bounds !== null && bounds.y >= 0 && bounds.y + bounds.height <= 760
    }
    const isThere = () => more.evaluate((one) => one === document.activeElement)
    await rows().first().focus()
    await page.keyboard.press('Shift+Tab')
    for (let presses = 0; presses < 90 && !(await isThere()); presses++) await page.keyboard.press('Tab')
    expect(await isThere()).toBe(true)
    const asked = stand.asked('app:sessions.list').length
    // Behind the frame in which scrolling would have asked for more.
    await page.evaluate(() => new Promise((settle) => requestAnimationFrame(() => setTimeout(settle, 50))))
    expect(stand.asked('app:sessions.list')).toHaveLength(asked)
    expect(await listLength()).toBe(before)
    expect(await isInSight()).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(listLength).toBeGreaterThan(before)
    expect(await isThere()).toBe(true)
    expect(await isInSight()).toBe(true)
  })

  it.each(['Sessions', 'Events'])('of %s go on for as long as there are any, each row once', async (tab) => {
    await showPanel({ answers: PAGED })
    await stand.page.getByRole('tab', { name: tab }).click()
    await rows().first().waitFor()
    const seen = new Map<string, number>()
    async function note(): Promise<void> {
      // In one call, because the row window moves.
      const places = await tabPanel()
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
    for (const length of [50, 75, 80]) {
      await scrollToEnd()
      await expect.poll(listLength).toBeGreaterThanOrEqual(length)
      await note()
    }
    // Windowed: far fewer in the document than in the list.
    expect(await rows().count()).toBeLessThan(40)
    expect(new Set(seen.values()).size).toBe(seen.size)
  })

  it('keep the position of an agent who scrolls away while rows arrive', async () => {
    const release = Promise.withResolvers<void>()
    await showPanel({
      answers: {
        'app:sessions.list': async ({ cursor }) => {
          if (cursor !== undefined) await release.promise
          return pageOf(MANY_SESSIONS, cursor)
        },
      },
    })
    await rows().first().focus()
    await scrollToEnd()
    await expect.poll(() => stand.asked('app:sessions.list').length).toBe(2)
    await scroller().evaluate((one) => one.scrollTo(0, 100))
    release.resolve()
    await expect.poll(listLength).toBeGreaterThanOrEqual(50)
    expect(await scroller().evaluate((one) => one.scrollTop)).toBe(100)
  })

  it('say in a session’s row how its inquiry stands, not that the session is open', async () => {
    await showPanel()
    await expect
      .poll(async () => (await rows().locator('.verbatim').allTextContents()).slice(0, 6))
      .toEqual(INQUIRIES.slice(0, 6).map(({ status }) => status))
    expect(stand.asked('app:lookup').flatMap(({ ids }) => ids)).toContain(INQUIRIES[5]?.id)
  })

  it('lead from an event of a check to its inquiry’s case', async () => {
    await showPanel({
      answers: {
        'app:case.get': ({ id }) => ok(viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, id } })),
      },
    })
    await stand.page.getByRole('tab', { name: 'Events' }).click()
    const place = EVENTS.findIndex(
      ({ name, inquiryId }) => name.startsWith('verification.') && inquiryId !== undefined,
    )
    await rows().nth(place).click()
    await stand.page.locator('.case-body').waitFor()
    expect(stand.asked('app:case.get').at(-1)).toMatchObject({ id: EVENTS[place]?.inquiryId })
  })

  it('have provider and environment above them whatever is shown', async () => {
    const inSandbox = { environment: 'sandbox' } as const
    await showPanel({
      answers: {
        'app:sessions.list': ok(listing(SESSIONS, 'persona', {}, inSandbox)),
        'app:events.list': ok(listing(EVENTS, 'persona', {}, inSandbox)),
      },
    })
    for (const tab of ['Events', 'Sessions']) {
      await stand.page.getByRole('tab', { name: tab }).click()
      await stand.page.getByRole('banner').getByText('Persona', { exact: true }).waitFor()
      await stand.page
        .getByText(/Sandbox/i)
        .first()
        .waitFor()
    }
  })

  it('tell the exact time on hover and on focus', async () => {
    const { page } = stand
    await showPanel()
    const exact = async (row: number) =>
      (await rows().nth(row).locator('time').getAttribute('data-exact')) ?? ''
    expect(await exact(0)).toMatch(/\d{4}.*\d+:\d{2}:\d{2}/)
    await rows().first().locator('time').hover()
    await page.getByText(await exact(0)).waitFor()
    await page.mouse.move(0, 759)
    await page.getByText(await exact(0)).waitFor({ state: 'hidden' })
    await rows().first().focus()
    await page.keyboard.press('ArrowDown')
    await page.getByText(await exact(1)).waitFor()
  })

  it('lead by keys to every row, what is known of it, and its case', async () => {
    const { page } = stand
    await showPanel({ answers: PAGED })
    await rows().first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect.poll(placeOfFocus).toBe('3')
    await page.keyboard.press('End')
    await expect.poll(async () => Number(await placeOfFocus())).toBeGreaterThanOrEqual(PAGE)
    await page.keyboard.press('Home')
    await expect.poll(placeOfFocus).toBe('1')
    await page.keyboard.press('ArrowRight')
    await page.getByText('Threat level').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('Threat level').waitFor({ state: 'hidden' })
    await expect.poll(placeOfFocus).toBe('1')
    await page.keyboard.press('Enter')
    await heading().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(placeOfFocus).toBe('1')
  })

  it('open what is known of a row in place, with its case one press further', async () => {
    const { page } = stand
    await showPanel()
    await rows().nth(1).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('Threat level').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByText('Threat level').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Details' }).nth(1).click()
    await rows().nth(1).click()
    await heading().waitFor()
  })

  it.each([
    ['provider-unavailable', /not answering/],
    ['provider-key-refused', /refused the relay’s key/],
    ['provider-unreadable', /could not be read/],
    ['provider-rate-limited', /allows no more requests/],
  ] as const)('stay with their age and the reason: %s', async (reason, words) => {
    await showPanel()
    stand.answer({
      'app:sessions.list': ok(
        listing(SESSIONS, 'persona', { asOf: Date.parse(at('5 min ago')) }, { state: 'stale', reason }),
      ),
    })
    await refresh()
    await stand.page.getByText(words).first().waitFor()
    await stand.page
      .getByText(/As of 5 min/)
      .first()
      .waitFor()
    expect(await rows().count()).toBeGreaterThan(5)
    stand.answer(showing(SESSIONS))
    await refresh()
    await stand.page.getByText(words).first().waitFor({ state: 'hidden' })
  })

  it('say why there is nothing, and what to tell the admin, and ask again at a press', async () => {
    const { page } = stand
    await showPanel({ shown: '.notice', answers: { 'app:sessions.list': refuse('provider-unavailable') } })
    await page
      .getByText(/not answering/)
      .first()
      .waitFor()
    await page.getByText('Request ID').first().waitFor()
    stand.answer(showing(SESSIONS))
    await page
      .getByRole('button', { name: /Try again/ })
      .first()
      .click()
    await rows().first().waitFor()
  })

  it('count down to the end of a limit, and go on', async () => {
    await showPanel({
      shown: '.notice',
      answers: { 'app:sessions.list': refuse('provider-rate-limited', { retryAfter: 2 }) },
    })
    await stand.page
      .getByText(/Trying again in \d s/)
      .first()
      .waitFor()
    stand.answer(showing(SESSIONS))
    await rows().first().waitFor()
  })

  it('say that the agent is offline, until they are not', async () => {
    const { page } = stand
    await showPanel()
    await page.context().setOffline(true)
    await page
      .getByText(/offline/i)
      .first()
      .waitFor()
    expect(await rows().count()).toBeGreaterThan(5)
    await page.context().setOffline(false)
    await page
      .getByText(/offline/i)
      .first()
      .waitFor({ state: 'hidden' })
  })
})

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
    await box().fill('what is this')
    await box().press('Enter')
    await stand.page.getByText('No ID in this text.').waitFor()
    expect(await box().inputValue()).toBe('what is this')
    expect(await rows().count()).toBeGreaterThan(5)
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
    await scroller().evaluate((one) => one.scrollTo(0, 300))
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

describe('by keyboard', () => {
  beforeEach(async () => {
    await showPanel({ answers: { 'app:case.get': ok(viewOf(REVIEWED)) } })
    await stand.page.evaluate(() => navigator.clipboard.writeText('untouched'))
  })
  const openFirst = async () => {
    await rows().first().click()
    await stand.page.locator('.case-body').waitFor()
    await expect.poll(focused).toBe('H2')
  }
  const readClipboard = () => stand.page.evaluate(() => navigator.clipboard.readText())

  it('“/” goes to the box, where keys are letters', async () => {
    const { page } = stand
    await rows().first().focus()
    await page.keyboard.press('/')
    await expect.poll(focused).toBe('Find a case by an ID')
    await page.keyboard.type('cro/?')
    expect(await box().inputValue()).toBe('cro/?')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
  })

  it('“/” goes to the box from a case that lies over it, so that a paste opens the next one', async () => {
    const { page } = stand
    await openFirst()
    await page.keyboard.press('/')
    await expect.poll(focused).toBe('Find a case by an ID')
    expect(await heading().isVisible()).toBe(false)
    await page.keyboard.insertText(REVIEWED_ID)
    await page.keyboard.press('Enter')
    await heading().waitFor()
  })

  it('“c” copies the case for the ticket and “r” the reply, once they are on record, and says so', async () => {
    const { page } = stand
    await openFirst()
    await page.keyboard.press('c')
    await page.getByRole('status').filter({ hasText: 'Copied for ticket' }).waitFor()
    expect(await focused()).toBe('H2')
    expect(await readClipboard()).toContain(REVIEWED_ID)
    expect(stand.asked('app:copy.record')).toMatchObject([{ form: 'summary', ids: [REVIEWED_ID] }])
    await page.keyboard.press('r')
    await page.getByRole('status').filter({ hasText: 'Copied reply' }).waitFor()
    expect(await readClipboard()).not.toMatch(/inq_/)
    expect(stand.asked('app:copy.record')[1]).toMatchObject({ form: 'reply' })
  })

  it('“o” opens the dashboard, in a tab of its own', async () => {
    const { page } = stand
    const context = page.context()
    await openFirst()
    await context.route('https://app.withpersona.com/**', (route) => route.fulfill({ body: 'The dashboard' }))
    const opening = context.waitForEvent('page')
    await page.keyboard.press('o')
    const opened = await opening
    await opened.getByText('The dashboard').waitFor()
    expect(opened.url()).toContain('/inquiries/inq_')
    await opened.close()
    await context.unrouteAll()
  })

  it('with a modifier they are the browser’s', async () => {
    const { page } = stand
    await openFirst()
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Alt+c')
    await page.keyboard.press('Control+/')
    expect(await page.getByText('Copied').count()).toBe(0)
    expect(await focused()).toBe('H2')
    expect(stand.asked('app:copy.record')).toEqual([])
  })

  it('“?” lists them in a dialog that keeps the focus and gives it back; Escape closes one thing', async () => {
    const { page } = stand
    await openFirst()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.waitFor()
    await dialog.getByText('Copy the case for the ticket').waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
    await page.keyboard.press('c')
    expect(await page.getByText('Copied').count()).toBe(0)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await heading().isVisible()).toBe(true)
    expect(await focused()).toBe('H2')
  })

  it('are inactive once turned off, and are listed where they are on', async () => {
    const { page } = stand
    const shortcuts = page.locator('[aria-keyshortcuts]')
    const turn = (isOn: boolean) =>
      page.evaluate((singleKeys) => chrome.storage.local.set({ singleKeys }), isOn)
    await openFirst()
    expect(
      await page.getByRole('button', { name: 'Copy for ticket' }).getAttribute('aria-keyshortcuts'),
    ).toBe('c')
    await turn(false)
    await expect.poll(() => shortcuts.count()).toBe(0)
    await page.keyboard.press('?')
    await page.keyboard.press('c')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
    expect(await page.getByText('Copied').count()).toBe(0)
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.getByText(/turned off/).waitFor()
    await turn(true)
    await expect.poll(() => shortcuts.count()).toBeGreaterThan(2)
  })

  it('say that there is nothing to copy yet, and leave the clipboard as it was', async () => {
    const { page } = stand
    const nothing = 'Nothing copied: nothing to copy here yet'
    const expectNothing = async (key: string) => {
      await page.keyboard.press(key)
      await page.locator('.toast', { hasText: nothing }).waitFor()
      await expect.poll(stand.readAnnounced).toContain(nothing)
      expect(await readClipboard()).toBe('untouched')
    }
    // Where no case is open.
    await rows().first().focus()
    await expectNothing('c')
    for (const key of ['c', 'r']) {
      await showPanel({
        focus: { case: REVIEWED_ID },
        answers: { 'app:case.get': 'never' },
        shown: '.case .skeleton',
      })
      await expectNothing(key)
    }
  })
})

it('the options turn single keys off', async () => {
  await stand.mount({ surface: 'options', shown: 'button' })
  await stand.page.getByLabel('Single keys').uncheck()
  expect(await stand.page.evaluate(() => chrome.storage.local.get('singleKeys'))).toEqual({
    singleKeys: false,
  })
})

describe('what is new since the agent last looked', () => {
  const unread = () => stand.page.getByText(/since you last looked$/).and(stand.page.locator('.unread-text'))

  it('is marked in the list, said once, and gone when it was seen', async () => {
    const { page } = stand
    const [second, first] = SESSIONS
    await showPanel({ answers: showing(SESSIONS.slice(2)) })
    expect(await page.locator('.row .unread-mark').count()).toBe(0)
    stand.answer(showing(SESSIONS.slice(1)))
    await refresh()
    await expect.poll(() => rowOf(first?.id ?? '').textContent()).toMatch(/^New:/)
    expect(await unread().textContent()).toBe('1 new since you last looked')
    const said = page.getByRole('status').filter({ hasText: 'since you last looked' })
    expect(await said.textContent()).toBe('1 new since you last looked')
    stand.answer(showing(SESSIONS))
    await refresh()
    await expect.poll(() => unread().textContent()).toBe('2 new since you last looked')
    // What came after was not said aloud again.
    expect(await said.textContent()).toBe('1 new since you last looked')
    await rowOf(second?.id ?? '').click()
    await heading().waitFor()
    await page.keyboard.press('Escape')
    expect(await unread().textContent()).toBe('1 new since you last looked')
    await page.getByRole('button', { name: 'Mark as seen' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.unread-mark').count()).toBe(0)
    expect(await focused()).not.toBe('BODY')
  })

  it('in an open case is shown, with its time, until it was seen', async () => {
    const { page } = stand
    const inState = (status: string, when: string): Answers => ({
      'app:case.get': ok(
        viewOf({
          ...REVIEWED,
          inquiry: { ...REVIEWED.inquiry, status, decisionedAt: at(when), updatedAt: at(when) },
          events: [
            madeEvent({
              id: `evt_Zk7mQ2xVtLw9sH4bNcRy${status}`,
              name: `inquiry.${status}`,
              createdAt: at(when),
              object: { type: 'inquiry', id: REVIEWED_ID },
              inquiryId: REVIEWED_ID,
            }),
            ...REVIEWED.events,
          ],
        }),
      ),
    })
    const line = page.locator('.case .unread-line')
    await showPanel({ answers: { 'app:case.get': ok(viewOf(REVIEWED)) } })
    await rows().first().click()
    await page.locator('.case-body').waitFor()
    expect(await line.count()).toBe(0)
    stand.answer(inState('declined', '2 min ago'))
    await refresh()
    await line.waitFor()
    expect(await page.locator('.case .unread-text').textContent()).toMatch(/^Changed .+: now Declined$/)
    expect(await page.getByRole('status').filter({ hasText: 'Changed: now Declined' }).count()).toBe(1)
    expect(await focused()).toBe('H2')
    await page.getByRole('button', { name: 'Seen' }).click()
    await line.waitFor({ state: 'hidden' })
    expect(await focused()).not.toBe('BODY')
    await page.keyboard.press('Escape')
    await rows().first().waitFor()
    await rows().first().click()
    await page.locator('.case-body').waitFor()
    expect(await line.count()).toBe(0)
    stand.answer(inState('approved', '1 min ago'))
    await refresh()
    await line.waitFor()
    expect(await page.locator('.case .unread-text').textContent()).toMatch(/: now Approved$/)
  })
})

describe('the focus', () => {
  it('stays on whatever has it while rows arrive and the case changes', async () => {
    const { page } = stand
    const { answers, ...view } = caseInPanel(REVIEWED)
    await showPanel({ ...view, answers: { ...answers, ...showing(MANY_SESSIONS.slice(60)) }, size: WIDE })
    await rows().first().waitFor()
    const count = await page.evaluate(() => {
      const all = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary'),
      ].filter((one) => one.tabIndex >= 0 && one.checkVisibility())
      for (const [nth, one] of all.entries()) one.dataset.nth = `${nth}`
      return all.length
    })
    expect(count).toBeGreaterThan(15)
    expect(count).toBeLessThan(60)
    for (let nth = 0; nth < count; nth++) {
      const name = await page.evaluate((wanted) => {
        document.querySelector('[data-held]')?.removeAttribute('data-held')
        const one = document.querySelector<HTMLElement>(`[data-nth="${wanted}"]`)
        one?.setAttribute('data-held', '')
        one?.focus()
        return one?.outerHTML ?? 'gone'
      }, nth)
      // What an earlier change took away is not there to be focused.
      if (name === 'gone') continue
      const [status, word] = nth % 2 ? ['declined', 'Declined'] : ['approved', 'Approved']
      stand.answer({
        ...showing(MANY_SESSIONS.slice(59 - nth)),
        'app:case.get': ok(
          viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, status, decisionedAt: at('1 min ago') } }),
        ),
      })
      await refresh()
      await page.locator('.case .status-word', { hasText: word }).first().waitFor()
      await expect.poll(listLength).toBe(21 + nth)
      const { held, isThere } = await page.evaluate(() => {
        const one = document.querySelector('[data-held]')
        const active = document.activeElement
        return {
          held: active === one ? 'stays' : (active?.outerHTML ?? ''),
          isThere: one?.checkVisibility(),
        }
      })
      if (isThere) expect(held, name).toBe('stays')
      else expect(held, name).not.toMatch(/^<body/)
    }
  })

  it('goes to what is nearest where its own place is gone', async () => {
    const { page } = stand
    const [only] = REVIEWED.sessions
    await showPanel({
      answers: {
        'app:sessions.list': ({ inquiry }) =>
          ok(listing(inquiry === undefined ? SESSIONS : REVIEWED.sessions, 'persona')),
        'app:events.list': ({ names }) => ok(listing(names ? [] : EVENTS, 'persona')),
      },
    })
    await findCase(REVIEWED_ID)
    await page.getByRole('button', { name: /^Only this inquiry/ }).click()
    await rowOf(only?.id ?? '').focus()
    await page.evaluate(() => document.querySelector<HTMLElement>('.filter-chip button')?.click())
    await rows().nth(3).waitFor()
    expect(await focused()).not.toBe('BODY')

    await showEvents('inquiry.unheard-of')
    await page.getByRole('button', { name: 'Clear filters' }).focus()
    await page.keyboard.press('Enter')
    await rows().first().waitFor()
    expect(await focused()).not.toBe('BODY')

    stand.answer({ 'app:events.list': refuse('provider-unavailable') })
    await showEvents('inquiry.never-asked-for')
    const tryAgain = page.getByRole('button', { name: /Try again/ }).first()
    await tryAgain.focus()
    stand.answer({ 'app:events.list': ok(listing([], 'persona')) })
    await page.keyboard.press('Enter')
    await page.getByText('No events match the filter').waitFor()
    expect(await focused()).not.toBe('BODY')
  })

  it('stays on the tab when tabs are switched, and each list has its own row', async () => {
    const { page } = stand
    await showPanel()
    await rows().nth(3).focus()
    await page.getByRole('tab', { name: 'Sessions' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Events')
    await rows().first().waitFor()
    await page.keyboard.press('ArrowLeft')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sessions')
    expect(
      await page.locator('.row[tabindex="0"]').first().locator('xpath=..').getAttribute('aria-posinset'),
    ).toBe('4')
  })
})

describe('a screen reader hears, once', () => {
  const expectAnnounced = (words: RegExp) =>
    expect.poll(async () => (await stand.readAnnounced()).filter((text) => words.test(text))).toHaveLength(1)

  it('that an ID leads nowhere', async () => {
    await showPanel({
      focus: { case: REVIEWED_ID },
      shown: '.case .notice',
      answers: { 'app:case.get': refuse('not-found') },
    })
    await expectAnnounced(/^Not in SANDBOX\. A wrong ID, or one of another environment\./)
  })

  it('the verdict and the next step of a case', async () => {
    const { answers, ...view } = caseInPanel(REVIEWED)
    await showPanel({ ...view, answers })
    const sentence = (await stand.page.locator('.verdict-sentence').textContent()) ?? ''
    expect(sentence).not.toBe('')
    await expect
      .poll(async () => (await stand.readAnnounced()).filter((text) => text.includes(`${sentence} Next: `)))
      .toHaveLength(1)
  })

  it('a filter that is set, and taken away', async () => {
    await showPanel()
    await findCase(REVIEWED_ID)
    // Messages at the same moment are one announcement.
    await expectAnnounced(/ Next: /)
    await stand.page.getByRole('button', { name: /^Only this inquiry/ }).click()
    await expectAnnounced(/^Filter: Inquiry inq_…\w{6}$/)
    await stand.page.getByRole('button', { name: /^Remove filter/ }).click()
    await expectAnnounced(/^No filter$/)
  })

  it('a failure, with the time to the next try', async () => {
    await showPanel({
      focus: { case: REVIEWED_ID },
      shown: '.case .notice',
      answers: { 'app:case.get': refuse('provider-unavailable', { retryAfter: 30 }) },
    })
    await expectAnnounced(/Persona is not answering\..*/)
  })
})
