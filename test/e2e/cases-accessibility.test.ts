/** axe over the case file and the card, of either provider and of nobody’s, light and dark (WCAG 2.2 AA). */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UNKNOWN_INQUIRY } from '../pages/serve-ticket.ts'
import { findViolations } from '../stage/find-violations.ts'
import { openStage, pairInOptions, type Stage } from '../stage/stage.ts'
import { eventually, placeOf, readOverlay } from './page/page-stage.ts'

const SCHEMES = ['light', 'dark'] as const

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ headless: true, configured: ['persona', 'deepidv'] })
  const options = await pairInOptions(stage, 'ada@example.com')
  const pattern = `${new URL(stage.ticket.url).origin}/*`
  await options.evaluate(
    (site) => chrome.runtime.sendMessage({ name: 'app:sites.add', payload: { pattern: site } }),
    pattern,
  )
})
afterAll(() => stage.close())

const known = () => stage.providers.control.known()
const inquiry = () => known().persona.sandbox['three-retries']?.inquiry ?? ''
const sessionOf = (story: string) => known().deepidv.sandbox[story]?.session ?? ''

async function openCase(id: string): Promise<Page> {
  const page = await stage.browser.openTab('sidepanel.html', { width: 360, height: 760 })
  await page.locator('.source-bar').first().waitFor()
  await page.evaluate((wanted) => chrome.storage.session.set({ panelFocus: { case: wanted } }), id)
  return page
}

describe.each<[string, () => string, string]>([
  ['of an inquiry', inquiry, '.case-body'],
  ['of a deepidv session that is pending', () => sessionOf('pending'), '.case-body'],
  ['of a deepidv session that has expired', () => sessionOf('expired'), '.case-body'],
  ['of nobody', () => UNKNOWN_INQUIRY, '.case .notice'],
])('the case file %s', (_, idOf, shown) => {
  it('has nothing that axe objects to, light or dark', async () => {
    const id = idOf()
    expect(id).not.toBe('')
    const page = await openCase(id)
    await page.locator(shown).first().waitFor()
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(page), colorScheme).toEqual([])
    }
    await page.close()
  })
})

describe.each<[string, () => string, string]>([
  ['of an inquiry', inquiry, '.card-body'],
  ['of an inquiry that nobody knows', () => UNKNOWN_INQUIRY, '.notice'],
])('the card %s', (_, idOf, shown) => {
  it('has nothing that axe objects to, light or dark', async () => {
    const page = await stage.browser.context.newPage()
    await page.goto(stage.ticket.url)
    await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(0))
    await page.mouse.move(1271, 790)
    await page.mouse.move(1270, 790)
    const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html'))
    await eventually(async () => expect(cardOf()).toBeDefined())
    const { x, y } = await placeOf(page, idOf())
    await page.mouse.move(x - 3, y)
    await page.mouse.move(x, y)
    const card = cardOf()
    if (!card) throw new Error('There is no card')
    await card.locator(shown).first().waitFor()
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(card), colorScheme).toEqual([])
    }
    await page.close()
  })
})
