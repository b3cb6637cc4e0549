/**
 * A case on its way from either provider to panel, card and ticket: what happened, the same person's other checks, and what
 * an agent takes along, pasted for real into another site's page. What a view does in each state is tested in the gallery.
 */
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
import { eventually, press, restOn } from './page/page-stage.ts'

const DAY = 86_400_000
const OWN = { es: { 'new-link': 'Pídanos otro enlace, por favor.' } }

let harness: Harness
let options: Page
/** Where an agent writes to the customer. */
let helpDesk: Page

beforeAll(async () => {
  harness = await openHarness({
    headless: true,
    configured: ['persona', 'deepidv'],
    isClocked: true,
    bindings: {
      // A bare UUID on a page counts in production alone, where not every UUID is known.
      DEEPIDV_ENVIRONMENT: 'production',
      WORDS_NEAR_UUID: 'deepidv',
      REPLIES: JSON.stringify(OWN),
    },
  })
  options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
  helpDesk = await harness.browser.context.newPage()
  await helpDesk.setContent('<title>Desk</title><div contenteditable="true" id="editor"></div>')
})
const findBystanders = keepBystanders(() => [harness, options])
afterAll(() => harness.close())
afterEach(() => harness.providers.control.faults([]))

const inquiryOf = (story: string) => personaStory(harness, story).inquiry
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString()
const calls = (path: string) => harness.providers.control.calls()[path] ?? 0

/** Of the cases that stood on the screen, as they named themselves there. */
const shownIds = new Set<string>()
const noteShown = async (id: Locator) => shownIds.add((await id.textContent()) ?? '')

async function openCase(id: string): Promise<Page> {
  const panel = await openPanelAt(harness, { case: id })
  await noteShown(panel.locator('.case .fact-id code').first())
  return panel
}

async function showCard(id: string): Promise<{ page: Page; card: Frame }> {
  const opened = await openCard(harness, id)
  await opened.card.locator('.timeline').waitFor()
  await noteShown(opened.card.locator('.card-id code'))
  return opened
}

const readEntries = (page: Page | Frame, list: string) =>
  page.getByRole('list', { name: list }).getByRole('listitem').locator('.entry-sentence').allTextContents()

describe('what happened', () => {
  it('reaches the panel from both providers', async () => {
    const inquiry = await openCase(inquiryOf('three-retries'))
    expect(await readEntries(inquiry, 'What happened, oldest first')).toEqual([
      'Inquiry was created',
      'Customer opened the link',
      'Customer started the first check',
      ...Array(3).fill('Government ID did not go through'),
      'Government ID passed',
      'Selfie passed',
      'Customer finished every step',
      'Inquiry was approved',
    ])
    await inquiry.close()
    const session = await openCase(deepidvStory(harness, 'opened-left').session)
    const told = await readEntries(session, 'What happened, oldest first')
    expect(told.slice(0, 3)).toEqual([
      'Session was made',
      'Customer opened the link',
      'Identity document did not go through',
    ])
    expect(told.at(-1)).toBe('The link ends')
    await session.close()
  })

  it('reaches the card over a UUID in a page', async () => {
    const { page, card } = await showCard(deepidvStory(harness, 'opened-left').session)
    expect(await readEntries(card, 'What happened last')).toEqual([
      'Session was made',
      'Customer opened the link',
      'Identity document did not go through',
    ])
    await page.close()
  })

  it('is the inquiry’s own times while Persona does not tell the events', async () => {
    const { inquiry } = harness.providers.control.emit({ session: true })
    harness.providers.control.faults([{ fault: '5xx', path: '/api/v1/events*' }])
    const panel = await openCase(inquiry)
    await panel.getByText('Persona did not tell the events just now').waitFor()
    expect(await readEntries(panel, 'What happened, oldest first')).toContain('Inquiry was created')
    await panel.close()
  })
})

describe('the same person', () => {
  const rowsIn = (panel: Page) =>
    panel.getByRole('list', { name: 'Other checks of the same person' }).getByRole('button')

  it('has other inquiries of their account and of their number, one call each; hints name two countries', async () => {
    const emit = (account: string | undefined, reference: string | null, attributes: object) =>
      harness.providers.control.emit({
        ...(account !== undefined && { account }),
        attributes: { 'reference-id': reference, ...attributes },
      }).inquiry
    const { account, inquiry } = personaStory(harness, 'two-countries')
    const verified = emit(account, null, {
      status: 'approved',
      'created-at': ago(426),
      'decisioned-at': ago(425),
    })
    const otherAccount = emit(undefined, 'cust-910003', { status: 'expired', 'created-at': ago(2) })
    const number = emit(account, 'cust-910003', { status: 'pending', 'created-at': ago(0) })
    const before = calls('GET /api/v1/inquiries')
    const panel = await openCase(number)
    await rowsIn(panel)
      .filter({ hasText: otherAccount.slice(-6) })
      .waitFor()
    await rowsIn(panel)
      .filter({ hasText: inquiry.slice(-6) })
      .waitFor()
    const said = await rowsIn(panel).allInnerTexts()
    expect(said.at(-1)).toContain(verified.slice(-6))
    expect(said.at(-1)).toContain('verified 14 months ago')
    // By account, by customer number, and one look-up of the listed inquiries for each open panel.
    expect(calls('GET /api/v1/inquiries') - before).toBeLessThanOrEqual(4)
    await rowsIn(panel)
      .filter({ hasText: inquiry.slice(-6) })
      .click()
    await panel.getByText(/^Two countries within \d+ minutes$/).waitFor()
    await noteShown(panel.locator('.case .fact-id code').first())
    await panel.close()
  })

  it('has other sessions at deepidv, whose countries are compared', async () => {
    const emit = (status: string, country: string, minutes: number) =>
      harness.providers.control.emitSession({
        fields: {
          external_id: 'cust-910001',
          status,
          location: { country },
          submitted_at: new Date(Date.now() - minutes * 60_000).toISOString(),
        },
      }).session
    const before = emit('VERIFIED', 'Germany', 40)
    const panel = await openCase(emit('PENDING', 'Canada', 20))
    await panel.getByText(/^Two countries within 2\d minutes$/).waitFor()
    await rowsIn(panel)
      .filter({ hasText: before.slice(-4) })
      .click()
    await panel
      .getByRole('heading', { level: 2, name: /^Case/ })
      .filter({ hasText: before.slice(-4) })
      .waitFor()
    await panel.locator('.case .fact-id code').first().getByText(before).waitFor()
    shownIds.add(before)
    await panel.close()
  })

  it('is asked for again where the provider failed for them alone', async () => {
    const { account } = personaStory(harness, 'too-many-tries')
    harness.providers.control.faults([{ fault: '5xx', path: '/api/v1/inquiries' }])
    const panel = await openCase(
      harness.providers.control.emit({ account, attributes: { status: 'pending' } }).inquiry,
    )
    await panel.getByText('Other inquiries could not be loaded.').waitFor({ timeout: 20_000 })
    harness.providers.control.faults([])
    await harness.passTime(15 * 60)
    // While another request is the probe that asks whether the provider is back, a press is refused.
    const tryAgain = panel
      .getByRole('region', { name: 'Same person' })
      .getByRole('button', { name: 'Try again' })
    await expect
      .poll(async () => {
        if (await tryAgain.isVisible()) await tryAgain.click()
        return rowsIn(panel).count()
      })
      .toBeGreaterThan(0)
    await panel.close()
  })
})

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

const readReply = async (page: Page | Frame) => (await page.locator('.reply-text').textContent()) ?? ''

async function copyReply(place: Page | Frame): Promise<void> {
  await press(place.getByRole('button', { name: 'Copy reply' }))
  await place.getByText('Copied reply').waitFor({ state: 'attached' })
}

describe('what is taken along', () => {
  it('is the reply as it is shown, the company’s own where it has one, and the note in both forms', async () => {
    const page = await openCase(inquiryOf('expired-midway'))
    await page.getByText('From the customer’s country: Germany').waitFor()
    expect(await readReply(page)).toMatch(/^Der Link zu Ihrer Identitätsprüfung funktioniert nicht mehr\./)
    await page.getByLabel('Language of the reply').selectOption('es')
    expect(await readReply(page)).toBe(OWN.es['new-link'])
    await page.bringToFront()
    await copyReply(page)
    expect(await paste()).toEqual({ text: OWN.es['new-link'], html: '' })
    await page.bringToFront()
    await page.getByRole('link', { name: 'Open in Persona' }).waitFor()
    const copyNote = page.getByRole('button', { name: 'Copy for ticket' })
    await copyNote.click()
    await copyNote.waitFor({ state: 'detached' })
    expectNote(await paste(), 'expired-midway', 'Expired')
    await page.close()
  })

  it('leaves the card with the focus given back: the next paste goes to where the agent writes', async () => {
    const { page, card } = await showCard(inquiryOf('three-retries'))
    const shown = await readReply(card)
    const box = page.locator('textarea')
    await page.mouse.move(5, 5)
    await box.focus()
    await page.keyboard.press('Control+Home')
    await restOn(page, inquiryOf('three-retries'))
    await press(card.getByRole('button', { name: 'Copy reply' }))
    await card.getByText('Copied reply').waitFor({ state: 'attached' })
    await eventually(async () =>
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('textarea'),
    )
    expect(await card.getByText('Copied').first().isVisible()).toBe(true)
    await page.keyboard.press('Control+V')
    expect(await box.inputValue()).toMatch(new RegExp(`^${shown.slice(0, 40)}.*Hi Mira`, 's'))
    await page.close()
  })

  it('leaves the card just as well where the page forbids the clipboard', async () => {
    await harness.browser.context.route(harness.ticket.url, async (route) => {
      const response = await route.fetch()
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'Permissions-Policy': 'clipboard-read=(), clipboard-write=()' },
      })
    })
    const { page, card } = await showCard(inquiryOf('three-retries'))
    await card.getByRole('link', { name: 'Open in Persona' }).waitFor()
    await press(card.getByRole('button', { name: 'Copy for ticket' }))
    await card.getByText('Copied for ticket').waitFor({ state: 'attached' })
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
    const shown = await readReply(card)
    await copyReply(card)
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
  expect(shownIds.size).toBe(9)
})
