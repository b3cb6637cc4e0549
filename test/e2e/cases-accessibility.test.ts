/** axe over the case file and the card, of either provider and of nobody’s, fresh, out of date and in vain (WCAG 2.2 AA). */
import type { Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { UNKNOWN_INQUIRY } from '../pages/serve-ticket.ts'
import { type AskRelay, pairWithRelay } from '../stage/ask-relay.ts'
import { findViolations } from '../stage/find-violations.ts'
import { deepidvStory, personaStory } from '../stage/known-story.ts'
import { openPanelAt } from '../stage/open-panel.ts'
import { letSiteIn, openStage, pairInOptions, type Stage } from '../stage/stage.ts'
import { openCard } from './open-card.ts'

const SCHEMES = ['light', 'dark'] as const

let stage: Stage
let askRelay: AskRelay

beforeAll(async () => {
  stage = await openStage({
    headless: true,
    configured: ['persona', 'deepidv'],
    isClocked: true,
    // A bare UUID on a page counts in production alone, where not every UUID is known.
    bindings: { DEEPIDV_ENVIRONMENT: 'production', WORDS_NEAR_UUID: 'deepidv' },
  })
  await letSiteIn(await pairInOptions(stage, 'ada@example.com'), stage.ticket.url)
  askRelay = await pairWithRelay(stage, 'bob@example.com')
})
afterAll(() => stage.close())

const inquiryOf = (story: string) => personaStory(stage, story).inquiry
const sessionOf = (story: string) => deepidvStory(stage, story).session

/** `shown`: in a page of somebody else’s. */
async function expectSound(page: Page, shown: Page | Frame = page): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    expect(await findViolations(shown), colorScheme).toEqual([])
  }
}

describe.each<[string, () => string, string]>([
  ['of an inquiry', () => inquiryOf('three-retries'), '.case-body'],
  ['of a deepidv session that is pending', () => sessionOf('pending'), '.case-body'],
  ['of a deepidv session that has expired', () => sessionOf('expired'), '.case-body'],
  ['of nobody', () => UNKNOWN_INQUIRY, '.case .notice'],
])('the case file %s', (_, idOf, shown) => {
  it('has nothing that axe objects to, light or dark', async () => {
    const page = await openPanelAt(stage, { case: idOf() }, shown)
    await expectSound(page)
    await page.close()
  })
})

describe.each<[string, () => string, string]>([
  ['of an inquiry', () => inquiryOf('three-retries'), '.card-body'],
  ['of an inquiry that nobody knows', () => UNKNOWN_INQUIRY, '.notice'],
  ['of a deepidv session', () => sessionOf('verified'), '.card-body'],
  ['of a deepidv session that is under way', () => sessionOf('opened-left'), '.card-body'],
])('the card %s', (_, idOf, shown) => {
  it('has nothing that axe objects to, light or dark', async () => {
    const { page, card } = await openCard(stage, idOf())
    await card.locator(shown).first().waitFor()
    await expectSound(page, card)
    await page.close()
  })
})

/** Past all that is shown while it is asked for anew behind it, and short of what is no longer shown at all. */
const STALE_SECONDS = 5 * 60

/** Of what is under way: what is final is shown for an hour before anybody calls it out of date. */
describe.each<[string, () => string]>([
  ['Persona', () => inquiryOf('in-review')],
  ['deepidv', () => sessionOf('opened-left')],
])('while %s is down', (name, idOf) => {
  const unseen = () =>
    name === 'Persona'
      ? stage.providers.control.emit({}).inquiry
      : stage.providers.control.emitSession({}).session
  afterEach(async () => {
    stage.providers.control.faults([])
    // Past the time for which the relay leaves a failing provider alone.
    await stage.passTime(15 * 60)
  })

  it('a case and a card that are out of date have nothing that axe objects to, light or dark', async () => {
    const id = idOf()
    // Answered here: what a panel shows may be its own memory, and the relay’s answer on its way for as long as it likes.
    expect((await askRelay(`/v1/cases/${id}`)).ok).toBe(true)
    await stage.passTime(STALE_SECONDS)
    stage.providers.control.faults([{ fault: '5xx' }])
    const page = await openPanelAt(stage, { case: id })
    await page
      .locator('.case')
      .getByText(/^As of .* ago/)
      .waitFor()
    await expectSound(page)
    const { page: ticket, card } = await openCard(stage, id)
    await card.getByText(/^As of .* ago/).waitFor()
    await expectSound(ticket, card)
    await ticket.close()
    await page.close()
  })

  it('a case and a card that nothing is known of have nothing that axe objects to, light or dark', async () => {
    const id = unseen()
    stage.providers.control.faults([{ fault: '5xx' }])
    const notice = `.case .notice:has-text("${name} is not answering")`
    const page = await openPanelAt(stage, { case: id }, notice)
    await expectSound(page)
    const { page: ticket, card } = await openCard(stage, id)
    await card.locator('.notice', { hasText: `${name} is not answering` }).waitFor()
    await expectSound(ticket, card)
    await ticket.close()
    await page.close()
  })
})
