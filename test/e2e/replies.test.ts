/**
 * What an agent takes along from a case: a reply in the customer’s language, and the note for the ticket in both its forms.
 * Pasted for real, into another site's page.
 */
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import { findViolations } from '../harness/find-violations.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { openPanelAt } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'
import { eventually, press, restOn } from './page/page-stage.ts'

const OWN = {
  failed: 'Fernwood says: please call us.',
  es: { 'new-link': 'Pídanos otro enlace, por favor.' },
  it: { 'in-review': 'Ci vuole ancora un attimo.' },
}

let harness: Harness
let options: Page
/** Where an agent writes to the customer. */
let helpDesk: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, bindings: { REPLIES: JSON.stringify(OWN) } })
  options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
  helpDesk = await harness.browser.context.newPage()
  await helpDesk.setContent('<title>Desk</title><div contenteditable="true" id="editor"></div>')
})
keepBystanders(() => [harness, options])
afterAll(() => harness.close())

const inquiryOf = (story: string) => personaStory(harness, story).inquiry
const openCase = (story: string) => openPanelAt(harness, { case: inquiryOf(story) })

const replyIn = (page: Page) => page.getByRole('region', { name: 'Reply to the customer' })
const languageIn = (page: Page) => page.getByLabel('Language of the reply')
const textIn = (page: Page | Frame) => page.locator('.reply-text')
const readText = async (page: Page | Frame) => (await textIn(page).textContent()) ?? ''

/** What a paste yields. */
async function paste(): Promise<{ text: string; html: string }> {
  await helpDesk.bringToFront()
  await helpDesk.evaluate(() => {
    document.addEventListener(
      'paste',
      ({ clipboardData }) => {
        Object.assign(document.body.dataset, {
          text: clipboardData?.getData('text/plain'),
          html: clipboardData?.getData('text/html'),
        })
      },
      { once: true },
    )
  })
  const pasted = () => helpDesk.evaluate(() => ({ ...document.body.dataset }))
  // The window that came to the front is not at once the one that hears keys.
  await eventually(async () => {
    await helpDesk.locator('#editor').focus()
    await helpDesk.keyboard.press('Control+V')
    expect((await pasted()).text).toBeDefined()
  })
  const { text = '', html = '' } = await pasted()
  await helpDesk.evaluate(() => {
    delete document.body.dataset.text
    delete document.body.dataset.html
    document.querySelector('#editor')?.replaceChildren()
  })
  return { text, html }
}

describe('a reply', () => {
  it('begins in the language of the customer’s country, and says so; pasted, it is what is shown', async () => {
    const page = await openCase('expired-midway')
    await replyIn(page).getByText('From the customer’s country: Germany').waitFor()
    expect(await languageIn(page).inputValue()).toBe('de')
    const shown = await readText(page)
    expect(shown).toMatch(/^Der Link zu Ihrer Identitätsprüfung funktioniert nicht mehr\./)
    expect(await textIn(page).getAttribute('lang')).toBe('de')
    await page.bringToFront()
    await page.getByRole('button', { name: 'Copy reply' }).click()
    await page.getByText('Copied').first().waitFor()
    expect((await paste()).text).toBe(shown)
    await page.close()
  })

  it('changes its language by the keyboard, tells so, and keeps it', async () => {
    const page = await openCase('expired-midway')
    await languageIn(page).focus()
    await page.keyboard.press('ArrowDown')
    await replyIn(page).getByText('The reply is in Español now').waitFor({ state: 'attached' })
    // The company’s own, over ours.
    expect(await readText(page)).toBe(OWN.es['new-link'])
    expect(await textIn(page).getAttribute('lang')).toBe('es')
    expect(await replyIn(page).getByText('country').count()).toBe(0)
    await page.getByRole('button', { name: 'Copy reply' }).click()
    await page.getByText('Copied').first().waitFor()
    expect(await languageIn(page).inputValue()).toBe('es')
    await page.close()
  })

  it('begins as the last one was where nothing is known of the country, and by the country where it is', async () => {
    const nowhere = await openCase('vpn')
    await replyIn(nowhere).waitFor()
    expect(await languageIn(nowhere).inputValue()).toBe('es')
    expect(await readText(nowhere)).toMatch(/^Buenas noticias/)
    expect(await nowhere.locator('.reply-note').textContent()).toBe('')
    await nowhere.close()
    const france = await openCase('in-review')
    await replyIn(france).getByText('From the customer’s country: France').waitFor()
    expect(await readText(france)).toMatch(/^Merci/)
    await france.close()
  })

  it('is in English where a language of the company’s has no text, and says so', async () => {
    const page = await openCase('in-review')
    await languageIn(page).selectOption('Italiano')
    expect(await readText(page)).toBe(OWN.it['in-review'])
    await page.close()
    const other = await openCase('approved-at-desk')
    await languageIn(other).selectOption('Italiano')
    await replyIn(other).getByText('There is no text for this in Italiano: English instead').waitFor()
    expect(await textIn(other).getAttribute('lang')).toBe('en')
    await languageIn(other).selectOption('English')
    await other.close()
  })

  it('has no language to choose where the company has one text for all', async () => {
    const page = await openCase('too-many-tries')
    expect(await readText(page)).toBe(OWN.failed)
    expect(await textIn(page).getAttribute('lang')).toBeNull()
    expect(await languageIn(page).count()).toBe(0)
    await page.close()
  })

  it('that the browser refuses to copy is there to be copied by hand, whole', async () => {
    const page = await openCase('in-review')
    await page.evaluate(() => {
      navigator.clipboard.writeText = async () => {
        throw new Error('Refused')
      }
      document.execCommand = () => false
    })
    const shown = await readText(page)
    await page.getByRole('button', { name: 'Copy reply' }).click()
    const field = page.getByRole('textbox', { name: 'Copy reply' })
    expect(await field.inputValue()).toBe(shown)
    expect(
      await field.evaluate(
        (one) => one instanceof HTMLTextAreaElement && one.selectionEnd - one.selectionStart,
      ),
    ).toBe(shown.length)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(page), colorScheme).toEqual([])
    }
    await page.close()
  })
})

describe('the card’s “Copy reply”', () => {
  it('gives the focus back: the next paste goes to where the agent writes', async () => {
    const { page, card } = await openCard(harness, inquiryOf('three-retries'))
    const shown = await readText(card)
    const box = page.locator('textarea')
    await page.mouse.move(5, 5)
    await box.focus()
    await page.keyboard.press('Control+Home')
    await restOn(page, inquiryOf('three-retries'))
    await press(card.getByRole('button', { name: 'Copy reply' }))
    await card.getByText('Copied').first().waitFor()
    await eventually(async () =>
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('textarea'),
    )
    expect(await card.getByText('Copied').first().isVisible()).toBe(true)
    await page.keyboard.press('Control+V')
    expect(await box.inputValue()).toMatch(new RegExp(`^${shown.slice(0, 40)}.*Hi Mira`, 's'))
    await page.close()
  })
})

describe('the note for the ticket', () => {
  it('is on the clipboard in both forms, with the way to the case', async () => {
    const page = await openCase('expired-midway')
    await page.bringToFront()
    await page.getByRole('link', { name: 'Open in Persona' }).waitFor()
    await page.getByRole('button', { name: 'Copy for ticket' }).click()
    await page.getByText('Copied').first().waitFor()
    expectNote(await paste(), 'expired-midway', 'Expired')
    await page.close()
  })

  it('and the reply leave the card just as well, where the page forbids the clipboard', async () => {
    await harness.browser.context.route(harness.ticket.url, async (route) => {
      const response = await route.fetch()
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'Permissions-Policy': 'clipboard-read=(), clipboard-write=()' },
      })
    })
    const { page, card } = await openCard(harness, inquiryOf('three-retries'))
    await card.getByRole('link', { name: 'Open in Persona' }).waitFor()
    await press(card.getByRole('button', { name: 'Copy for ticket' }))
    await card.getByText('Copied').first().waitFor()
    const isAllowed = await card.evaluate(() =>
      navigator.clipboard.writeText('a').then(
        () => true,
        () => false,
      ),
    )
    expect(isAllowed).toBe(false)
    expectNote(await paste(), 'three-retries', 'Approved')
    await page.bringToFront()
    await card.getByLabel('Language of the reply').selectOption('fr')
    const shown = await readText(card)
    await press(card.getByRole('button', { name: 'Copy reply' }))
    await card.getByText('Copied').first().waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(card), colorScheme).toEqual([])
    }
    expect(await paste()).toMatchObject({ text: shown, html: '' })
    expect(shown).toMatch(/^Bonne nouvelle/)
    await page.close()
    await harness.browser.context.unroute(harness.ticket.url)
  })
})

function expectNote({ text, html }: { text: string; html: string }, story: string, state: string): void {
  const lines = text.split('\n')
  expect(lines.slice(0, 3)).toEqual([
    `Persona inquiry: ${inquiryOf(story)}`,
    'SANDBOX: not a real customer’s',
    expect.stringMatching(new RegExp(`^State: ${state} \\(Persona says: \\w+\\)$`)),
  ])
  expect(text).toMatch(/^Created: .*2026/m)
  expect(text).toMatch(/^As of: .* old when copied$/m)
  const address = `https://app.withpersona.com/dashboard/inquiries/${inquiryOf(story)}`
  expect(lines.at(-1)).toBe(address)
  expect(html).toContain(`<b>Persona inquiry:</b> ${inquiryOf(story)}<br>`)
  expect(html).toContain(`<a href="${address}">Open in Persona (Sandbox)</a>`)
}
