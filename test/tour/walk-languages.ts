/** Every other language, on the surfaces that an agent has all day: what a picture of English would not show. */
import { isLanguage, LANGUAGES } from '@inquiry-lens/shared/lib/catalogue.ts'
import { openCard } from '../e2e/open-card.ts'
import { letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

const TRANSLATIONS = Object.keys(LANGUAGES).filter((one) => isLanguage(one) && one !== 'en')
const NARROW = { width: 360, height: 800 }
const POPUP = { width: 400, height: 600 }

export async function walkLanguages(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openHarness({ headless: true, configured: ['persona', 'deepidv'] })
  const { browser } = harness
  try {
    const options = await pairInOptions(harness, 'ada@example.com')
    await letSiteIn(options, harness.ticket.url)
    const panel = await browser.openTab('sidepanel.html', NARROW)
    await panel.locator('.row-sentence').first().waitFor()
    const cases = panel.locator('#tab-panel-cases')
    for (const language of TRANSLATIONS) {
      await step(`languages: ${language}`, async () => {
        await options.bringToFront()
        await options.locator('#language + * + .field select').selectOption(language)
        await options.locator(`:root[lang=${language}]`).waitFor({ state: 'attached' })
        await picture(options, `${language}-options`)

        await panel.bringToFront()
        await panel.locator(`:root[lang=${language}]`).waitFor({ state: 'attached' })
        await picture(panel, `${language}-cases`)
        await cases.locator('.rows .row').first().click()
        await panel.locator('.case-body').waitFor()
        await picture(panel, `${language}-case`)
        await panel.keyboard.press('Escape')
        await cases.locator('.rows .row').first().waitFor()

        const popup = await browser.openTab('popup.html', POPUP)
        await popup.locator('.glance .row').first().waitFor()
        await picture(popup, `${language}-popup`)
        await popup.close()

        const { page, card } = await openCard(harness, personaStory(harness, 'three-retries').inquiry)
        await card.locator('.card-body').waitFor()
        await picture(page, `${language}-card`)
        await page.close()
      })
    }
  } finally {
    await harness.close()
  }
}
