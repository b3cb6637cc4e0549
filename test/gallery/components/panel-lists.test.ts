import type { ProviderHealth } from '@inquiry-lens/shared/contract/config.ts'
import { madeEvent } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at } from '../../stories/tell-case.ts'
import {
  configOf,
  EVENTS,
  INQUIRIES,
  INVESTIGATOR,
  listing,
  REVIEWED,
  REVIEWED_ID,
  refuse,
  SESSIONS,
  viewOf,
} from '../data.ts'
import type { Answers } from '../view.ts'
import { MANY_SESSIONS, PAGE, PAGED, pageOf, showing, usePanel } from './use-panel.ts'

const {
  stand,
  showPanel,
  tabPanel,
  rows,
  rowOf,
  heading,
  scroller,
  scrollRows,
  scrollToEnd,
  listLength,
  focused,
  placeOfFocus,
  refresh,
} = usePanel()

/** As the background keeps it: the lists have changed so often, and for how long it hears of nothing. */
const hearOf = (seq: number, downForMs?: number) =>
  stand.page.evaluate(
    ([count, downFor]) =>
      chrome.storage.session.set({
        live: {
          changed: { 'lists persona': count },
          ...(downFor !== undefined && { downSince: Date.now() - downFor }),
        },
      }),
    [seq, downForMs] as const,
  )

describe('the footer', () => {
  it('says how changes come, and moves nothing as the states arrive', async () => {
    const one: ProviderHealth = { provider: 'persona', environment: 'production', state: 'answering' }
    const other: ProviderHealth = { ...one, provider: 'deepidv' }
    const persona = Promise.withResolvers<void>()
    await showPanel({
      answers: {
        'app:config.get': ok(configOf(['persona', 'deepidv'])),
        'app:health.get': async () => {
          await persona.promise
          return ok([one, other])
        },
        'app:sessions.list': ({ provider = 'persona' }) => ok(listing(SESSIONS, provider)),
      },
    })
    const height = () =>
      stand.page.locator('.panel-foot').evaluate((foot) => foot.getBoundingClientRect().height)
    const before = await height()
    persona.resolve()
    const states = stand.page.locator('.health li')
    await expect.poll(() => states.allTextContents()).toEqual(['Persona, deepidv polling every 15 s'])
    expect(await height()).toBe(before)
    for (const [downForMs, how] of [
      [undefined, /^Persona live$/],
      [40_000, /^Persona behind 4\d s$/],
    ] as const) {
      await hearOf(1, downForMs)
      await expect
        .poll(() => states.allTextContents())
        .toEqual([expect.stringMatching(how), 'deepidv polling every 15 s'])
      expect(await height()).toBe(before)
    }
  })
})

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
    await scrollRows(100)
    release.resolve()
    await expect.poll(listLength).toBeGreaterThanOrEqual(50)
    expect(await scroller().evaluate((one) => one.scrollTop)).toBe(100)
  })

  it('stay where they are read while a provider fails, though a notice comes above them, and goes', async () => {
    await showPanel({ answers: PAGED })
    await scrollRows(500)
    const row = rows().nth(9)
    const id = (await row.getAttribute('id')) ?? ''
    const top = () => stand.page.locator(`#${id}`).evaluate((one) => one.getBoundingClientRect().top)
    const before = await top()
    stand.answer({ ...PAGED, 'app:sessions.list': refuse('provider-unavailable') })
    await refresh()
    await tabPanel()
      .getByText(/not answering/)
      .first()
      .waitFor()
    await expect.poll(top).toBe(before)
    stand.answer(PAGED)
    await refresh()
    await tabPanel()
      .getByText(/not answering/)
      .first()
      .waitFor({ state: 'detached' })
    await expect.poll(top).toBe(before)
  })

  it('move nothing that is read where a notice brings rows, or more than can be joined, which show at a press', async () => {
    const { page } = stand
    const from = (first: number): Answers => ({
      'app:sessions.list': ({ cursor }) => pageOf(MANY_SESSIONS.slice(first), cursor),
    })
    await showPanel({ answers: { ...PAGED, ...from(43) } })
    await hearOf(1)
    await scrollRows(100)
    const placeOf = () =>
      page.evaluate(() => {
        const row = [...document.querySelectorAll('.rows .row')].find(
          (one) => one.getBoundingClientRect().bottom > 300,
        )
        return [row?.id, row?.getBoundingClientRect().y]
      })
    const before = await placeOf()
    stand.answer(from(40))
    await hearOf(2)
    await page.getByText('3 new since you last looked').first().waitFor()
    expect(await placeOf()).toEqual(before)
    stand.answer(PAGED)
    await hearOf(3)
    const button = page.getByRole('button', { name: 'Show new sessions' })
    await button.waitFor()
    expect(await placeOf()).toEqual(before)
    await button.click()
    await expect.poll(() => rowOf(MANY_SESSIONS[0]?.id ?? '').count()).toBe(1)
    expect(await button.count()).toBe(0)
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

  it('keep the rows before a position that is gone, and begin again at a press', async () => {
    const { page } = stand
    await showPanel({
      answers: {
        'app:sessions.list': ({ cursor }) => (cursor ? refuse('invalid-cursor') : pageOf(MANY_SESSIONS)),
      },
    })
    await scrollToEnd()
    await page.getByText(/no longer exists/).waitFor()
    expect(stand.asked('app:sessions.list').filter(({ cursor }) => cursor)).toHaveLength(1)
    expect(Math.floor(await listLength())).toBe(PAGE)
    const asked = stand.asked('app:sessions.list').length
    await page.getByRole('button', { name: 'Start from the newest' }).click()
    await expect.poll(() => stand.asked('app:sessions.list').length).toBeGreaterThan(asked)
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

  it('is what the agent keeps as unread by a key, until the row is opened; it is no news', async () => {
    const { page } = stand
    const [first] = SESSIONS
    await showPanel({ answers: showing(SESSIONS) })
    const row = rowOf(first?.id ?? '')
    await row.focus()
    await page.keyboard.press('u')
    await expect.poll(() => row.textContent()).toMatch(/^Unread:/)
    expect(await unread().count()).toBe(0)
    await page.keyboard.press('u')
    await expect.poll(() => row.locator('.unread-mark').count()).toBe(0)
    await page.keyboard.press('u')
    await row.click()
    await heading().waitFor()
    await page.keyboard.press('Escape')
    await row.waitFor()
    expect(await page.locator('.row .unread-mark').count()).toBe(0)
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

describe('the export', () => {
  const button = () => stand.page.getByRole('button', { name: 'Export…' })
  const dialog = () => stand.page.getByRole('dialog')

  it('names in the record what is saved; closed on its way, it saves nothing and says so', async () => {
    const { page } = stand
    await showPanel({ account: INVESTIGATOR, answers: showing(SESSIONS) })
    await button().focus()
    await page.keyboard.press('Enter')
    await dialog().getByText(`${SESSIONS.length} sessions, as shown now`).waitFor()
    const goOn = stand.hold()
    await dialog().getByRole('button', { name: 'Save as CSV' }).press('Enter')
    await dialog().getByText('Recording in the audit log').waitFor()
    let downloads = 0
    page.on('download', () => downloads++)
    await page.keyboard.press('Escape')
    await dialog().getByText('Export cancelled. No file was saved.').waitFor()
    goOn()
    await expect.poll(() => stand.pending()).toBe(0)
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name: 'Save as NDJSON' }).press('Enter'),
    ])
    await dialog().getByText('saved as').waitFor()
    expect(saved.suggestedFilename()).toMatch(/^inquiry-lens-sessions-.*\.ndjson$/)
    expect(downloads).toBe(1)
    const [first, second, ...others] = stand.asked('app:copy.record')
    expect(others).toEqual([])
    expect(second).toEqual(first)
    for (const { id } of SESSIONS) expect(first?.ids).toContain(id)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await button().evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('is not there where the policy has switched it off', async () => {
    await showPanel({ account: INVESTIGATOR, held: { policy: { featuresOff: ['export'] } } })
    // It comes no later than this.
    await stand.page.locator('.health li').first().waitFor()
    expect(await button().count()).toBe(0)
  })
})
