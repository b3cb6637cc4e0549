/** The panel as a place to work: a case of each kind at 360 pixels, lists and case side by side at 800, long names in both. */

import { openHarness, pairInOptions } from '../harness/harness.ts'
import { deepidvStory, personaStory } from '../harness/known-story.ts'
import { focusPanel } from '../harness/open-panel.ts'
import { compareOpenings } from './openings.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

/** Tall enough for all of a case, so that one picture has it. */
const FILTERED = { width: 360, height: 1300 }
const WIDE = { width: 800, height: 900 }

const PERSONA = [
  'in-progress',
  'never-opened',
  'in-review',
  'expired-midway',
  'too-many-tries',
  'three-retries',
  'device-handoff',
  'two-countries',
  'declined',
  'redacted',
] as const
const DEEPIDV = ['opened-left', 'in-review', 'out-of-attempts', 'verified', 'unheard-of'] as const

const LONG = 'the-extraordinarily-long-name-that-a-template-author-once-gave-to-a-step'

export async function walkWork(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openHarness({
    headless: true,
    configured: ['persona', 'deepidv'],
    // No agent opens as many cases in as short a time.
    bindings: { PERSONA_CALLS_PER_MINUTE: '120' },
  })
  const { browser, providers } = harness
  try {
    await (await pairInOptions(harness, 'ada@example.com')).close()
    const panel = await browser.openTab('sidepanel.html', FILTERED)
    const open = async (id: string) => {
      await focusPanel(panel, { case: id }, `.case .id:has-text("${id.slice(-4)}")`)
      await panel.locator('.verdict-sentence').waitFor()
      await panel.waitForTimeout(400)
    }
    await panel.locator('.rows .row').first().waitFor()
    for (const story of PERSONA) {
      const { inquiry } = personaStory(harness, story)
      await step(`work: Persona, ${story}`, async () => {
        await open(inquiry)
        await picture(panel, `work-persona-${story}`)
      })
    }
    for (const story of DEEPIDV) {
      const { session } = deepidvStory(harness, story)
      await step(`work: deepidv, ${story}`, async () => {
        await open(session)
        await picture(panel, `work-deepidv-${story}`)
      })
    }
    await step('work: long names', async () => {
      const { inquiry } = providers.control.emit({
        attributes: {
          'previous-step-name': LONG,
          'next-step-name': `${LONG}-again`,
          status: LONG.slice(0, 40),
        },
        event: { name: `inquiry.${LONG.slice(0, 60)}` },
        session: { 'device-name': `${LONG} of a customer’s`, 'browser-name': LONG },
      })
      await open(inquiry)
      await picture(panel, 'work-long-names')
      await panel.keyboard.press('Escape')
    })

    await step('work: side by side', async () => {
      await panel.setViewportSize(WIDE)
      await picture(panel, 'work-wide-nothing-open')
      await open(personaStory(harness, 'in-progress').inquiry)
      await picture(panel, 'work-wide-case')
    })
    await step('work: what is new since', async () => {
      await panel.waitForTimeout(2_100)
      providers.control.emit({ session: true })
      await panel.getByRole('button', { name: 'Refresh' }).first().click()
      await panel.waitForTimeout(1_500)
      await picture(panel, 'work-wide-new')
    })
    await step('work: the keys', async () => {
      await panel.keyboard.press('?')
      await panel.getByRole('dialog', { name: 'Keys' }).waitFor()
      await picture(panel, 'work-keys')
      await panel.keyboard.press('Escape')
    })
    await step('work: what was shown is in the audit log, and no more', () =>
      compareOpenings(harness, 'ada@example.com'),
    )
  } finally {
    await harness.close()
  }
}
