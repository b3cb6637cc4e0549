import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at } from '../../stories/tell-case.ts'
import {
  caseInPanel,
  EVENTS,
  listing,
  REVIEWED,
  REVIEWED_ID,
  refuse,
  SESSIONS,
  viewOf,
  watchesOf,
  watchOf,
} from '../data.ts'
import { MANY_SESSIONS, showing, usePanel, WIDE } from './use-panel.ts'

const { stand, showPanel, rows, rowOf, heading, box, listLength, focused, refresh, showEvents, findCase } =
  usePanel()

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

  it('c copies nothing that could not be recorded, and says why', async () => {
    const { page } = stand
    stand.answer({ 'app:copy.record': refuse('agent-rate-limited') })
    await openFirst()
    await page.keyboard.press('c')
    await page
      .getByText(/Not copied\. Too many requests/)
      .first()
      .waitFor()
    expect(await readClipboard()).toBe('untouched')
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

describe('the focus', () => {
  it('stays on whatever has it while rows arrive and the case changes', async () => {
    const { page } = stand
    const { answers, ...view } = caseInPanel(REVIEWED)
    await showPanel({ ...view, answers: { ...answers, ...showing(MANY_SESSIONS.slice(60)) }, size: WIDE })
    await page.getByRole('tab', { name: 'Sessions' }).click()
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

  it('is not looked for while other rows come and go', async () => {
    const { page } = stand
    await showPanel({ answers: showing(MANY_SESSIONS) })
    await box().focus()
    const asked = await page.evaluate(async () => {
      let count = 0
      const { checkVisibility } = Element.prototype
      Element.prototype.checkVisibility = function (...options) {
        count += 1
        return checkVisibility.apply(this, options)
      }
      const scroller = [...document.querySelectorAll('.scroller')].find((one) => one.clientHeight > 0)
      for (let frame = 0; frame < 10; frame++) {
        scroller?.scrollBy(0, 200)
        await new Promise(requestAnimationFrame)
      }
      Element.prototype.checkVisibility = checkVisibility
      return { count, top: scroller?.scrollTop }
    })
    expect(asked).toEqual({ count: 0, top: 2000 })
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

describe('a watch', () => {
  const ENDED = watchOf(REVIEWED_ID, { ended: { caseState: 'approved', at: at('3 min ago') } })
  const APPROVED = viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, status: 'approved' } })
  /** As the background does once the relay has told it. */
  const tell = (...watches: Parameters<typeof watchesOf>[0][]) =>
    stand.page.evaluate(
      (stored) => chrome.storage.session.set({ watches: stored }),
      JSON.parse(JSON.stringify(watchesOf(watches.flat()))),
    )
  const drawer = () => stand.page.locator('.watches')
  const button = () => stand.page.locator('.watch-button')

  it('begins and ends by “w” in a case, and says so', async () => {
    await showPanel({ ...caseInPanel(REVIEWED) })
    await button().waitFor()
    await stand.page.keyboard.press('w')
    await expect.poll(() => stand.asked('app:watches.add')).toEqual([{ id: REVIEWED_ID }])
    await tell([watchOf(REVIEWED_ID)])
    await expect.poll(() => button().getAttribute('aria-pressed')).toBe('true')
    await drawer().getByText('Watching 1 case').waitFor()
    await stand.page.keyboard.press('w')
    await expect.poll(() => stand.asked('app:watches.end')).toEqual([{ id: REVIEWED_ID }])
  })

  it('begins by “w” on a row, for its case and not for the one beside it', async () => {
    await showPanel({ size: WIDE, answers: { 'app:case.get': ok(viewOf(REVIEWED)) } })
    await rows().nth(1).click()
    await button().waitFor()
    await rows().first().focus()
    await stand.page.keyboard.press('w')
    await expect.poll(() => stand.asked('app:watches.add')).toEqual([{ id: SESSIONS[0]?.inquiryId }])
  })

  it('that has ended moves no row, and asks for the case once the agent looks', async () => {
    await showPanel({ answers: { 'app:case.get': ok(APPROVED) } })
    const before = await rows().first().boundingBox()
    await tell([ENDED])
    const summary = drawer().getByText('1 watched case has ended')
    await summary.waitFor()
    expect(await rows().first().boundingBox()).toEqual(before)
    await expect.poll(() => stand.readAnnounced()).toContain('1 watched case has ended')
    expect(stand.asked('app:case.get')).toEqual([])
    await summary.click()
    await drawer().getByText('Copy reply').waitFor()
    expect(stand.asked('app:case.get')).toEqual([{ id: REVIEWED_ID }])
    expect(stand.asked('app:watches.end')).toEqual([])
    await drawer().getByRole('button', { name: 'Seen' }).click()
    await expect.poll(() => stand.asked('app:watches.end')).toEqual([{ id: REVIEWED_ID }])
  })

  it('that had ended is seen with its case; one that ends in sight stays until the agent says so', async () => {
    await showPanel({
      ...caseInPanel(REVIEWED),
      answers: { 'app:case.get': ok(APPROVED) },
      held: { session: { watches: watchesOf([ENDED]) } },
    })
    await expect.poll(() => stand.asked('app:watches.end')).toEqual([{ id: REVIEWED_ID }])

    await showPanel({
      ...caseInPanel(REVIEWED),
      answers: { 'app:case.get': ok(APPROVED) },
      held: { session: { watches: watchesOf([watchOf(REVIEWED_ID)]) } },
    })
    await expect.poll(() => button().textContent()).toBe('Watching')
    await tell([ENDED])
    await expect.poll(() => button().textContent()).toBe('Seen')
    expect(stand.asked('app:watches.end')).toEqual([])
  })

  it('gets another name, and none where Escape is pressed', async () => {
    await showPanel({ held: { session: { watches: watchesOf([watchOf(REVIEWED_ID)]) } } })
    await drawer().locator('summary').click()
    const rename = () => drawer().getByRole('button', { name: 'Rename' }).click()
    await rename()
    await stand.page.keyboard.type('Never')
    await stand.page.keyboard.press('Escape')
    await rename()
    await stand.page.keyboard.type('The refund')
    await stand.page.keyboard.press('Enter')
    await expect
      .poll(() => stand.asked('app:watches.rename'))
      .toEqual([{ id: REVIEWED_ID, name: 'The refund' }])
  })

  it('is not there where the administrator has switched it off, nor for another agent', async () => {
    const watches = watchesOf([watchOf(REVIEWED_ID)])
    for (const held of [
      { session: { watches }, policy: { featuresOff: ['watch'] } },
      { session: { watches: { ...watches, owner: 'eve@example.com @ https://lens.example.com' } } },
    ]) {
      await showPanel({ ...caseInPanel(REVIEWED), held })
      await stand.page.locator('.case-body').waitFor()
      await expect.poll(() => stand.asked('app:watches.check')).toEqual([null])
      expect(await drawer().count()).toBe(0)
      expect(await button().count()).toBe(0)
    }
  })
})
