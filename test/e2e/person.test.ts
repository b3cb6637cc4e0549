/**
 * What may be worth a look, and what else is known of the same person, of either provider in Chromium: with what it rests
 * on, from one case to the other and back, and where the provider fails for the others alone.
 */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { focusPanel, PANEL_SIZE } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'

const DAY = 86_400_000
const OTHERS = 'Other checks of the same person'

let harness: Harness
let options: Page
let panel: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, configured: ['persona', 'deepidv'], isClocked: true })
  options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
})
keepBystanders(() => [harness, options])
afterAll(() => harness.close())
beforeEach(async () => {
  panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
})
afterEach(async () => {
  harness.providers.control.faults([])
  await panel.close()
})

const story = (name: string) => personaStory(harness, name)
const openCase = (id: string) => focusPanel(panel, { case: id })
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()

const hints = () => panel.getByRole('region', { name: 'Worth a look' })
const person = () => panel.getByRole('region', { name: 'Same person' })
const rows = () => person().getByRole('list', { name: OTHERS }).getByRole('button')
const heading = () => panel.getByRole('heading', { level: 2, name: /^Case/ })
const calls = (path: string) => harness.providers.control.calls()[path] ?? 0

/** A customer who is stuck now, and was verified and declined before. */
function returnToPersona(name: string) {
  const { account } = story(name)
  const emit = (attributes: Record<string, string>) =>
    harness.providers.control.emit({ account, attributes, session: true }).inquiry
  return {
    verified: emit({ status: 'approved', 'created-at': ago(426), 'decisioned-at': ago(425) }),
    declined: emit({ status: 'declined', 'created-at': ago(500), 'decisioned-at': ago(500) }),
    stuck: emit({ status: 'pending', 'created-at': ago(0) }),
  }
}

function returnToDeepidv(externalId: string) {
  const emit = (fields: Record<string, unknown>) =>
    harness.providers.control.emitSession({ fields: { external_id: externalId, ...fields } }).session
  const submitted = (country: string, minutes: number) => ({
    location: { country },
    submitted_at: new Date(Date.now() - minutes * 60_000).toISOString(),
  })
  return {
    verified: emit({ status: 'VERIFIED', created_at: ago(60), submitted_at: ago(60) }),
    before: emit({ status: 'PENDING', ...submitted('Germany', 40) }),
    now: emit({ status: 'PENDING', ...submitted('Canada', 20) }),
  }
}

describe('what may be worth a look', () => {
  it('two countries, with where and when, and what may be why', async () => {
    await openCase(story('two-countries').inquiry)
    await hints()
      .getByText(/^Two countries within \d+ minutes$/)
      .waitFor()
    await hints()
      .getByText(/^[A-Z][\w ]+ .*\d:\d\d.*, then [A-Z][\w ]+ .*\d:\d\d/)
      .first()
      .waitFor()
    await hints().getByText('Hints, not a verdict').waitFor()
    expect((await panel.locator('.case').textContent())?.toLowerCase()).not.toMatch(
      /risk score|fraud|suspicious/,
    )
  })

  it.each([
    ['vpn', /^Came through a VPN/],
    ['tor', /^Came through Tor/],
  ])('the way it came: %s', async (name, title) => {
    await openCase(story(name).inquiry)
    await hints().getByText(title).waitFor()
  })

  it.each(['device-handoff', 'approved-at-desk'])('nothing of what is ordinary: %s', async (name) => {
    await openCase(story(name).inquiry)
    await panel.getByRole('heading', { name: 'Inquiry', exact: true }).waitFor()
    expect(await hints().count()).toBe(0)
  })

  it('of sessions that stand for themselves, by others of the customer', async () => {
    const { now } = returnToDeepidv('cust-910001')
    await openCase(now)
    await hints()
      .getByText(/^Two countries within 2\d minutes$/)
      .waitFor()
    await hints()
      .getByText(/^Germany .*\d:\d\d.*, then Canada .*\d:\d\d/)
      .waitFor()
  })

  it('in short on the card', async () => {
    const { page, card } = await openCard(harness, story('two-countries').inquiry)
    const brief = card.getByRole('region', { name: 'Worth a look' })
    await brief.getByText(/^Two countries within/).waitFor()
    expect(await brief.getByRole('listitem').count()).toBe(1)
    await page.close()
  })
})

describe('the same person at Persona', () => {
  it('their other inquiries stand there, newest first, with how old a decision is; one call each', async () => {
    const { stuck, verified, declined } = returnToPersona('link-waiting')
    await harness.passTime(60)
    const before = calls('GET /api/v1/inquiries')
    await openCase(stuck)
    await rows().first().waitFor()
    const said = await rows().allInnerTexts()
    const short = (id: string) => id.slice(-6)
    const at = (id: string) => said.findIndex((text) => text.includes(short(id)))
    expect(at(stuck)).toBe(-1)
    expect(at(verified)).toBeGreaterThan(-1)
    expect(at(declined)).toBe(at(verified) + 1)
    expect(said[at(verified)]).toContain('verified 14 months ago')
    await person().getByText('Verified 14 months ago, in another check', { exact: false }).waitFor()
    await person().getByText('Declined 16 months ago, in another check').waitFor()
    // By account, by customer number, and one look-up of the listed inquiries for each of the two open panels.
    expect(calls('GET /api/v1/inquiries') - before).toBeLessThanOrEqual(4)
  })

  it('those of the same number stand among them, also where another account has it', async () => {
    const emit = (account: string | undefined, created: number, reference: string | null) =>
      harness.providers.control.emit({
        ...(account !== undefined && { account }),
        attributes: { status: 'expired', 'created-at': ago(created), 'reference-id': reference },
      }).inquiry
    const { account } = story('vpn')
    const sameAccount = emit(account, 3, null)
    const otherAccount = emit(undefined, 2, 'cust-910003')
    // Another test opened a case of this account: what the relay holds of it is too old to be said again.
    await harness.passTime(6 * 60)
    await openCase(emit(account, 1, 'cust-910003'))
    for (const id of [otherAccount, sameAccount])
      await rows()
        .filter({ hasText: id.slice(-6) })
        .waitFor()
  })

  it('one leads to its case, and Escape or the button back to the first, on the row; then to the lists', async () => {
    const { stuck, verified } = returnToPersona('bad-camera')
    await openCase(stuck)
    await rows().first().waitFor()
    const before = calls('GET /api/v1/inquiries')
    const row = rows().filter({ hasText: 'verified 14 months ago' })
    for (const goBack of [
      () => panel.keyboard.press('Escape'),
      () => panel.getByRole('button', { name: 'Back to the previous case' }).click(),
    ]) {
      await row.focus()
      await panel.keyboard.press('Enter')
      await heading()
        .filter({ hasText: verified.slice(-6) })
        .waitFor()
      await rows()
        .filter({ hasText: stuck.slice(-6) })
        .waitFor()
      await goBack()
      await heading()
        .filter({ hasText: stuck.slice(-6) })
        .waitFor()
      await expect.poll(() => row.evaluate((one) => one === document.activeElement)).toBe(true)
    }
    // Of one person, however one goes about among their cases.
    expect(calls('GET /api/v1/inquiries') - before).toBeLessThanOrEqual(1)
    await panel.getByRole('button', { name: 'Back to the lists' }).click()
    await panel.getByRole('tab', { name: 'Sessions' }).waitFor()
  })

  it('of many, a few at first and then the newest ten, with how many there are; the focus goes on with them', async () => {
    const { account, inquiry } = story('never-opened')
    const before = Array.from(
      { length: 12 },
      (_, index) =>
        harness.providers.control.emit({
          account,
          attributes: { status: 'expired', 'created-at': ago(30 + index) },
        }).inquiry,
    )
    await openCase(inquiry)
    await person().getByRole('button', { name: 'Show 7 more' }).click()
    expect(await rows().count()).toBe(10)
    await person().getByText('and 2 more', { exact: true }).waitFor()
    const fourth = rows().nth(3)
    expect(await fourth.evaluate((one) => one === document.activeElement)).toBe(true)
    const last = rows().filter({ hasText: before[9]?.slice(-6) ?? '' })
    await last.click()
    await heading()
      .filter({ hasText: before[9]?.slice(-6) ?? '' })
      .waitFor()
    await panel.keyboard.press('Escape')
    await expect.poll(() => last.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('where the provider fails for them alone, the case stands, and they can be asked for again', async () => {
    harness.providers.control.faults([{ fault: '5xx', path: '/api/v1/inquiries' }])
    const { stuck } = returnToPersona('too-many-tries')
    await openCase(stuck)
    await person().getByText('Other inquiries could not be loaded.').waitFor({ timeout: 20_000 })
    expect(await panel.locator('.case .notice').count()).toBe(0)
    harness.providers.control.faults([])
    await harness.passTime(15 * 60)
    // While another request is the probe that asks whether the provider is back, a press is refused.
    const tryAgain = person().getByRole('button', { name: 'Try again' })
    await expect
      .poll(async () => {
        if (await tryAgain.isVisible()) await tryAgain.click()
        return rows().count()
      })
      .toBeGreaterThan(0)
  })

  it('shows one line for a person without other checks; asks nothing for a redacted one', async () => {
    await openCase(harness.providers.control.emit({}).inquiry)
    await person().getByText('No other checks.').waitFor()
    await openCase(story('redacted').inquiry)
    await panel.getByRole('heading', { name: 'Inquiry', exact: true }).waitFor()
    await heading()
      .filter({ hasText: story('redacted').inquiry.slice(-6) })
      .waitFor()
    await expect.poll(() => person().count()).toBe(0)
  })
})

describe('the same person at deepidv', () => {
  it('their other sessions lead to their cases, and back to the row', async () => {
    const { now, verified } = returnToDeepidv('cust-910002')
    await openCase(now)
    const row = rows().filter({ hasText: 'verified, finished 2 months ago' })
    await row.click()
    await heading()
      .filter({ hasText: verified.slice(-4) })
      .waitFor()
    await panel.keyboard.press('Escape')
    await heading()
      .filter({ hasText: now.slice(-4) })
      .waitFor()
    await expect.poll(() => row.evaluate((one) => one === document.activeElement)).toBe(true)
    await person().getByText('Verified, finished 2 months ago, in another check').waitFor()
  })
})
