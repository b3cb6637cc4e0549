/**
 * A provider that fails, as agents see it in a real Chromium: the message, how often the provider was called, and that
 * nothing wrong is shown. The relay's clock is moved rather than waited for. Each way to fail is tested at the relay
 * (`worker/src/gateway/upstream/faults.test.ts`).
 *
 * Counts are exact where one refresh is looked at: a surface refreshes after 12 seconds at the soonest, and
 * the agents' own clock is not moved.
 */
import { GatewaySnapshotSchema } from '@inquiry-lens/shared/contract/admin.ts'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetAnswers } from '../harness/forget-answers.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { eventually, readOverlay, restOn } from './page/page-stage.ts'

type Fault = Parameters<Harness['providers']['control']['faults']>[0][number]

/** Past fresh and past stale-while-revalidate. */
const STALE_SECONDS = 75
/** What a surface says of rows that could not be renewed. */
const STALE = /^As of .*: /
/** Longer than the relay waits for a provider. */
const PATIENCE = { timeout: 20_000, interval: 50 }

let harness: Harness
let options: Page
let panel: Page
let known: string[]

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  options = await pairInOptions(harness, 'ada@example.com', undefined, 'admin')
  panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.providers.control.faults([])
  // Whatever the test before left behind: an open breaker, a limit that is used up.
  await harness.passTime(15 * 60)
  await panel.bringToFront()
  await panel.reload()
  await panel.getByRole('tab', { name: 'Sessions' }).click()
  await rows().first().waitFor()
  await refresh()
  await panel.getByText(STALE).waitFor({ state: 'hidden' })
  known = await shownIds()
  expect(known).toHaveLength(8)
})

const rows = () => panel.getByRole('tabpanel').locator('.rows .row')
/** Of the first rows: a notice takes room, and what is out of sight is not in the document. */
const shownIds = () =>
  rows().evaluateAll((all) => all.slice(0, 8).map((row) => row.id.replace(/^.*?-(?=iqse_)/, '')))
const calls = () => Object.values(harness.providers.control.calls()).reduce((sum, count) => sum + count, 0)
const health = (surface = panel) => surface.getByRole('list', { name: 'Providers' })

async function refresh(): Promise<void> {
  // Behind another tab, a click waits for a frame that comes once a second.
  await panel.bringToFront()
  const button = panel.getByRole('button', { name: 'Refresh' })
  await button.click()
  await expect.poll(() => button.getAttribute('aria-busy'), PATIENCE).toBe('false')
}

/** How often the provider is asked for one refresh. */
async function countOfRefresh(): Promise<number> {
  const before = calls()
  await refresh()
  return calls() - before
}

/** The rows that were there before are there still, and no others. */
const expectTheSameRows = async () => expect(await shownIds()).toEqual(known)

/** The relay's own count of the same. */
const callsOfRelay = async () => {
  const reply = await options.evaluate(() =>
    chrome.runtime.sendMessage({ name: 'app:gateway.snapshot', payload: null }),
  )
  return v.parse(GateReplySchema, reply).value.items[0]?.upstream.calls ?? 0
}
const GateReplySchema = v.object({ ok: v.literal(true), value: GatewaySnapshotSchema })

/** With the least and the most calls: one that got no answer is repeated once, where the retry budget has one left. */
const SCENARIOS: [string, Fault, RegExp, readonly [number, number]][] = [
  ['a storm of 429s', { fault: 'storm' }, /Persona allows no more requests/, [1, 1]],
  ['a connection that is reset', { fault: 'reset' }, /Persona is not answering/, [1, 2]],
]

describe('the list stays, with its age and the reason', () => {
  it.each(SCENARIOS)('%s', async (_what, fault, why, [least, most]) => {
    const words = new RegExp(`^As of 1 min ago: .*${why.source}`)
    await harness.passTime(STALE_SECONDS)
    harness.providers.control.faults([fault])
    const before = await callsOfRelay()
    const reached = await countOfRefresh()
    const asked = (await callsOfRelay()) - before
    await panel.getByText(words).waitFor()
    expect(asked).toBeGreaterThanOrEqual(least)
    expect(asked).toBeLessThanOrEqual(most)
    // One that is cut off on a connection that was open already is sent again by the transport itself (RFC 9112 §9.3.1).
    expect(reached - asked).toBeLessThanOrEqual(fault.fault === 'reset' ? 1 : 0)
    await expectTheSameRows()

    harness.providers.control.faults([])
    await harness.passTime(STALE_SECONDS)
    expect(await countOfRefresh()).toBe(1)
    await panel.getByText(words).waitFor({ state: 'hidden' })
    await expectTheSameRows()
  })
})

/** A bar in a ring: there is no such inquiry. */
const MISSING = /M5\.5 8h5$/
/** Three dots: no reply. */
const UNANSWERED = 'M3.5 8v.1M8 8v.1M12.5 8v.1'

describe('on every surface', () => {
  let ticket: Page
  let inquiry: string

  beforeEach(async () => {
    inquiry = personaStory(harness, 'three-retries').inquiry
    // What each of them shows before anything goes wrong is an answer of the relay's.
    await forgetAnswers(options)
    await harness.browser.killBackground()
    ticket = await harness.browser.context.newPage()
    await ticket.goto(harness.ticket.url)
    await letSiteIn(options, harness.ticket.url)
    await expectMarks(6)
    await openCard()
    await (await openPopup()).close()
  })
  afterEach(() => ticket.close())

  const readDrawings = async () => ((await readOverlay(ticket))?.shapes ?? []).map(({ drawing }) => drawing)
  const expectMarks = (count: number) =>
    eventually(async () => expect(await readDrawings()).toHaveLength(count))

  async function openPopup(): Promise<Page> {
    const popup = await harness.browser.openTab('popup.html', { width: 380, height: 580 })
    for (const name of ['Waiting for us', 'Ended badly'])
      await popup.getByRole('region', { name }).locator('.row').first().waitFor()
    return popup
  }

  async function openCard() {
    await ticket.bringToFront()
    await ticket.mouse.move(1200, 700)
    await ticket.mouse.move(1201, 700)
    const cardOf = () => ticket.frames().find((frame) => frame.url().includes('/card.html#'))
    await expect.poll(cardOf).toBeDefined()
    await restOn(ticket, inquiry)
    const card = cardOf()
    if (!card) throw new Error('The card has gone')
    await card.locator('.card-body').waitFor()
    return card
  }

  /** Each opened again, by a background without a cache: what it shows comes from the relay. */
  async function expectSaidEverywhere(words: RegExp, before: string[]): Promise<void> {
    await panel.getByText(words).waitFor()
    await expectTheSameRows()

    const popup = await openPopup()
    await popup.getByText(words).first().waitFor()
    await health(popup).locator('[data-troubled="true"]').waitFor()
    expect(await popup.locator('.glance .row').count()).toBeGreaterThan(0)
    await popup.close()

    await harness.browser.killBackground()
    await ticket.reload()
    // That there is no such inquiry is believed for half a minute; what there is, as long as anything is shown.
    const drawings = before.map((drawing) => (MISSING.test(drawing) ? UNANSWERED : drawing))
    expect(drawings).toContain(UNANSWERED)
    await eventually(async () => expect(await readDrawings()).toEqual(drawings))
    const card = await openCard()
    await card.getByText(words).waitFor()
    await card.getByText(inquiry).first().waitFor()
  }

  it('five minutes’ outage: what was known stays, older and older, for a handful of calls, and comes back', async () => {
    const drawings = await readDrawings()
    harness.providers.control.faults([{ fault: '5xx' }])
    const before = calls()
    for (let passed = 0; passed < 300; passed += 30) {
      await harness.passTime(30)
      await refresh()
      await expectTheSameRows()
    }
    await expectSaidEverywhere(/^As of 5 min ago: Persona is not answering/, drawings)
    // Five failures open the breaker, 30 s on at the soonest. Until 300 s there is room for a probe after
    // each 10, 20, 40, 60, 60 and 60 s more, and one for the time that the surfaces took to open.
    expect(calls() - before).toBeGreaterThan(5)
    expect(calls() - before).toBeLessThanOrEqual(5 + 6 + 1)

    harness.providers.control.faults([])
    await harness.passTime(STALE_SECONDS)
    await refresh()
    await panel.getByText(STALE).waitFor({ state: 'hidden' })
    await expectTheSameRows()
  })
})

it('a case stays on screen through an outage, with its age and the reason', async () => {
  await rows().first().click()
  const page = panel.locator('.case')
  await page.getByText('What happened').waitFor()
  // Beside the case, the person’s others are asked for by a call of their own.
  await page.locator('.person[aria-busy="false"]').waitFor()
  const facts = await page.locator('.facts').first().textContent()
  await harness.passTime(STALE_SECONDS)
  harness.providers.control.faults([{ fault: '5xx' }])
  const asked = await countOfRefresh()
  await page.getByText(/^As of 1 min ago: Persona is not answering/).waitFor()
  // The first of a case's calls, and its repetition.
  expect(asked).toBeGreaterThanOrEqual(1)
  expect(asked).toBeLessThanOrEqual(2)
  expect(await page.locator('.facts').first().textContent()).toBe(facts)
})
