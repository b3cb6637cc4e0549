/** What happened, as one line: in the case file and on the card, for eyes, for ears and for keys. */
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { Frame, Locator, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { pairWithRelay } from '../harness/ask-relay.ts'
import { keepBystanders } from '../harness/bystanders.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { deepidvStory, personaStory } from '../harness/known-story.ts'
import { openPanelAt } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'

const DAY = 24 * 3_600_000

let harness: Harness
let options: Page

beforeAll(async () => {
  harness = await openHarness({
    headless: true,
    configured: ['persona', 'deepidv'],
    // A bare UUID on a page counts in production alone, where not every UUID is known.
    bindings: { DEEPIDV_ENVIRONMENT: 'production', WORDS_NEAR_UUID: 'deepidv' },
  })
  options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
})
const findBystanders = keepBystanders(() => [harness, options])
afterAll(() => harness.close())

const inquiryOf = (story: string) => personaStory(harness, story).inquiry
const sessionOf = (story: string) => deepidvStory(harness, story).session
/** Of the cases that stood on the screen, as they named themselves there. */
const shownIds = new Set<string>()

async function openCase(id: string): Promise<Page> {
  const page = await openPanelAt(harness, { case: id }, '.timeline')
  await noteShown(page.locator('.case .fact-id code').first())
  return page
}

const noteShown = async (id: Locator) => shownIds.add((await id.textContent()) ?? '')

const lineOf = (page: Page): Locator => page.getByRole('list', { name: 'What happened, oldest first' })
const entriesOf = (page: Page | Frame, list: string) =>
  page.getByRole('list', { name: list }).getByRole('listitem').locator('.entry-sentence').allTextContents()
const line = 'What happened, oldest first'

describe('a case with three tries that went wrong', () => {
  let page: Page
  beforeAll(async () => {
    page = await openCase(inquiryOf('three-retries'))
  })
  afterAll(() => page.close())

  it('says so at a glance, and in words', async () => {
    const tried = page.getByRole('list', { name: 'What was tried' }).getByRole('listitem')
    expect(await tried.allInnerTexts()).toEqual([
      'Government ID: failed 3 times, then passed',
      'Selfie: passed',
    ])
    expect(await tried.first().locator('.tone-mark').count()).toBe(4)
  })

  it('shows each entry once, from the first to the last', async () => {
    expect(await entriesOf(page, line)).toEqual([
      'Inquiry was created',
      'Customer opened the link',
      'Customer started the first check',
      ...Array(3).fill('Government ID did not go through'),
      'Government ID passed',
      'Selfie passed',
      'Customer finished every step',
      'Inquiry was approved',
    ])
    const times = await lineOf(page)
      .locator('time')
      .evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute('datetime') ?? '')))
    expect(times).toHaveLength(10)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('opens by keys what is known of each moment, and closes it again', async () => {
    const rows = lineOf(page).locator('.row')
    const name = /^Customer opened the link .*\d:\d\d.* Chrome Mobile \d+ on Android United Kingdom \(GB\)$/
    expect(await lineOf(page).getByRole('button', { name }).count()).toBe(1)
    await rows.first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const details = lineOf(page).locator('.details')
    await details.getByText('Threat level').waitFor()
    expect(await details.getByText('inquiry-session.started').count()).toBe(1)
    expect(await details.getByRole('region', { name: 'On request, of the session' }).count()).toBe(1)
    await page.keyboard.press('Escape')
    expect(await details.count()).toBe(0)
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await details.getByText('inquiry.approved', { exact: true }).waitFor()
    expect(await rows.last().getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await details
      .getByText('selfie.submitted')
      .or(details.getByText('verification.submitted'))
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
  })

  it('tells the exact time of what has the focus', async () => {
    await lineOf(page).locator('.row').first().focus()
    await page.keyboard.press('ArrowDown')
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    expect(await tip.textContent()).toMatch(/\d:\d\d:\d\d/)
  })

  it('folds away what is of no weight, counted, and shows it where it happened', async () => {
    const button = page.getByRole('button', { name: 'Show 1 minor event' })
    await button.click()
    const all = await entriesOf(page, line)
    expect(all).toHaveLength(11)
    expect(all.indexOf('Customer moved to the next step')).toBe(7)
    await page.getByRole('button', { name: 'Hide 1 minor event' }).click()
    expect(await entriesOf(page, line)).toHaveLength(10)
  })

  it('is wider than no panel, however narrow', async () => {
    for (const width of [360, 280]) {
      await page.setViewportSize({ width, height: 760 })
      const [wide, room] = await page
        .locator('.case-body')
        .evaluate((body) => [body.scrollWidth, body.clientWidth])
      expect(wide, `${width} px`).toBeLessThanOrEqual(room ?? 0)
    }
  })
})

describe('a case', () => {
  afterEach(() => harness.providers.control.faults([]))

  it('that went on with another device says so', async () => {
    const page = await openCase(inquiryOf('device-handoff'))
    const moved = lineOf(page)
      .getByRole('listitem')
      .filter({ hasText: 'moved to another device, by QR code' })
    expect(await moved.count()).toBe(1)
    expect(await moved.locator('.entry-detail').textContent()).toMatch(/^Mobile Safari \d+ on iOS\S/)
    await page.close()
  })

  it('that was left says for how long, and what ended it', async () => {
    const page = await openCase(inquiryOf('expired-midway'))
    const last = lineOf(page).getByRole('listitem').last()
    expect(await last.textContent()).toMatch(/^2\d hours later|^1 day/)
    expect(await last.textContent()).toContain('Inquiry expired before it was finished')
    await page.close()
  })

  it('whose link was opened again and again folds the middle away, and shows it on demand', async () => {
    const page = await openCase(inquiryOf('many-sessions'))
    const folded = await entriesOf(page, line)
    const more = page.getByRole('button', { name: /^Show \d+ in between$/ })
    await more.click()
    const all = await entriesOf(page, line)
    expect(all.filter((entry) => entry.startsWith('Customer'))).toHaveLength(25)
    expect(all.slice(0, 3)).toEqual(folded.slice(0, 3))
    expect(all.slice(-9)).toEqual(folded.slice(-9))
    await page.close()
  })

  it('whose events were not kept says from when on there are any', async () => {
    const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()
    const { inquiry } = harness.providers.control.emit({
      attributes: {
        'created-at': ago(45),
        'completed-at': ago(44),
        'decisioned-at': ago(43),
        status: 'approved',
      },
      event: { name: 'inquiry.reusable-persona-created' },
    })
    const page = await openCase(inquiry)
    const items = lineOf(page).getByRole('listitem')
    expect(await entriesOf(page, line)).toEqual([
      'Inquiry was created',
      'Customer finished every step',
      'Inquiry was approved',
      'Customer saved a reusable identity',
    ])
    expect(await items.last().textContent()).toMatch(/^1 month laterBefore .* only the inquiry’s own times/)
    await page.close()
  })

  it('whose events are not told just now says so, and has the inquiry’s own times', async () => {
    const { inquiry } = harness.providers.control.emit({ session: true })
    harness.providers.control.faults([{ fault: '5xx', path: '/api/v1/events*' }])
    const page = await openCase(inquiry)
    await page.getByText('Persona did not tell the events just now').waitFor()
    expect(await entriesOf(page, line)).toEqual(
      expect.arrayContaining(['Inquiry was created', expect.stringMatching(/link/)]),
    )
    await page.close()
  })

  it('of deepidv has its steps, what is still to come, and the end of the link last', async () => {
    const page = await openCase(sessionOf('opened-left'))
    const told = await entriesOf(page, line)
    expect(told.slice(0, 3)).toEqual([
      'Session was made',
      'Customer opened the link',
      'Identity document did not go through',
    ])
    expect(told.filter((entry) => entry.endsWith(': still to come')).length).toBeGreaterThan(0)
    expect(told.at(-1)).toBe('The link ends')
    await lineOf(page).locator('.row').last().click()
    await lineOf(page).locator('.details').getByText('ID_VERIFICATION').waitFor()
    await page.close()
  })
})

describe('the card', () => {
  it.each<[string, () => string, string[], string[]]>([
    [
      'of an inquiry',
      () => inquiryOf('three-retries'),
      ['Government ID: failed 3 times, then passed'],
      ['Selfie passed', 'Customer finished every step', 'Inquiry was approved'],
    ],
    [
      'of a deepidv session',
      () => sessionOf('opened-left'),
      ['Identity document: failed twice'],
      ['Session was made', 'Customer opened the link', 'Identity document did not go through'],
    ],
  ])('%s has what was tried often, and the last three moments', async (_, idOf, tried, last) => {
    const { page, card } = await openCard(harness, idOf())
    await card.locator('.timeline').waitFor()
    await noteShown(card.locator('.card-id code'))
    expect(
      await card.getByRole('list', { name: 'What was tried' }).getByRole('listitem').allInnerTexts(),
    ).toEqual(tried)
    expect(await entriesOf(card, 'What happened last')).toEqual(last)
    await page.close()
  })
})

it('the audit log has every case that stood on the screen as opened, and no other', async () => {
  const requestRelay = await pairWithRelay(harness, 'otto@example.com', 'auditor')
  const answer = await requestRelay('/v1/audit?viewed=true&agent=ada@example.com&limit=1000')
  const { items, next } = v.parse(AuditPageSchema, await answer.json())
  expect(next).toBeNull()
  expect(items.map(({ action }) => action)).toEqual(items.map(() => 'open'))
  // Beside its case, the panel lists what else is of the same person.
  const [cases, others] = [true, false].map((isCase) =>
    items.map(({ about }) => about).filter(({ kind }) => (kind === 'case') === isCase),
  )
  const besides = findBystanders()?.inPanel
  expect(new Set(cases?.map(({ id }) => id))).toEqual(new Set([...shownIds, ...(besides ? [besides] : [])]))
  expect(new Set(others?.map(({ kind }) => kind))).toEqual(new Set(['inquiries']))
  expect(shownIds.size).toBe(7)
})
