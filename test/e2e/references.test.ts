/**
 * A ticket without an ID: the company's own numbers in it lead to cases, from both providers, and deepidv's UUIDs are
 * told from everybody else's. The relay is as in production, where UUIDs count.
 */
import type { Frame, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveNumbersTicket, type Ticket } from '../pages/serve-ticket.ts'
import { FAKE_DEEPIDV_PRODUCTION_KEY, FAKE_PERSONA_PRODUCTION_KEY } from '../providers/app.ts'
import { findViolations } from '../stage/find-violations.ts'
import { openStage, pairInOptions, type Stage } from '../stage/stage.ts'
import { eventually, placeOf, readMarked } from './page/page-stage.ts'

const NOBODY = 'cust-999999999'
/** Of the right form, as a trace's or a tenant's is. */
const FOREIGN_UUID = '0d0f3e5a-6b1c-4f7d-9a2e-1c3b5d7f9e0a'
const SCHEMES = ['light', 'dark'] as const

const InquiriesSchema = v.object({
  data: v.array(v.object({ attributes: v.object({ 'reference-id': v.nullable(v.string()) }) })),
})
const SessionsSchema = v.object({ sessions: v.array(v.object({ external_id: v.nullish(v.string()) })) })

let stage: Stage
let ticket: Ticket
/** Of customers with one case at Persona, with several there, and with sessions at deepidv. */
let numbers: { one: string; many: string; deepidv: string }
let session: string

beforeAll(async () => {
  stage = await openStage({
    headless: true,
    configured: ['persona', 'deepidv'],
    bindings: {
      PERSONA_API_KEY: FAKE_PERSONA_PRODUCTION_KEY,
      DEEPIDV_API_KEY: FAKE_DEEPIDV_PRODUCTION_KEY,
      DEEPIDV_ENVIRONMENT: 'production',
    },
  })
  numbers = await findNumbers()
  session = stage.providers.control.known().deepidv.production.pending?.session ?? ''
  ticket = await serveNumbersTicket({
    references: [
      [numbers.one, 'wrote in'],
      [numbers.many, 'the same household'],
      [numbers.deepidv, 'a partner of theirs'],
      [NOBODY, 'mistyped, perhaps'],
    ],
    uuids: [
      [session, 'from the mail'],
      [FOREIGN_UUID, 'from a log'],
    ],
  })
  const options = await pairInOptions(stage, 'ada@example.com')
  const pattern = `${new URL(ticket.url).origin}/*`
  await options.evaluate(
    (site) => chrome.runtime.sendMessage({ name: 'app:sites.add', payload: { pattern: site } }),
    pattern,
  )
})
afterAll(async () => {
  await stage.close()
  await ticket.close()
})

/** As the providers' own lists say. */
async function findNumbers(): Promise<typeof numbers> {
  const inquiries = v.parse(
    InquiriesSchema,
    await ask('/api/v1/inquiries?page[size]=100', {
      Authorization: `Bearer ${FAKE_PERSONA_PRODUCTION_KEY}`,
      'Persona-Version': '2025-12-08',
      'Key-Inflection': 'kebab',
    }),
  )
  const { sessions } = v.parse(
    SessionsSchema,
    await ask('/v1/sessions?limit=200&by_organization=true', { 'x-api-key': FAKE_DEEPIDV_PRODUCTION_KEY }),
  )
  const ofPersona = countOwn(inquiries.data.map(({ attributes }) => attributes['reference-id']))
  const ofDeepidv = countOwn(sessions.map(({ external_id }) => external_id))
  const pick = (counts: Map<string, number>, isWanted: (count: number) => boolean) => {
    const [found] = [...counts].find(([, count]) => isWanted(count)) ?? []
    if (found === undefined) throw new Error('The fake providers have no such customer')
    return found
  }
  return {
    one: pick(ofPersona, (count) => count === 1),
    many: pick(ofPersona, (count) => count > 1),
    deepidv: pick(ofDeepidv, (count) => count > 1),
  }
}

const ask = async (path: string, headers: Record<string, string>): Promise<unknown> =>
  (await fetch(`${stage.providers.url}${path}`, { headers })).json()

function countOwn(values: readonly (string | null | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) if (value?.startsWith('cust-')) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

async function openTicket(): Promise<Page> {
  const page = await stage.browser.context.newPage()
  await page.goto(ticket.url)
  await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(NOBODY))
  return page
}

async function openCardOver(page: Page, id: string): Promise<Frame> {
  await page.mouse.move(1271, 790)
  await page.mouse.move(1270, 790)
  const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html'))
  await eventually(async () => expect(cardOf()).toBeDefined())
  const { x, y } = await placeOf(page, id)
  await page.mouse.move(x - 3, y)
  await page.mouse.move(x, y)
  const card = cardOf()
  if (!card) throw new Error('There is no card')
  return card
}

async function expectAccessible(page: Page, where: Page | Frame): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    expect(await findViolations(where), colorScheme).toEqual([])
  }
}

/** The questions to the providers that this led to. */
async function countCalls(act: () => Promise<unknown>): Promise<Record<string, number>> {
  const { control } = stage.providers
  const before = control.calls()
  await act()
  const entries = Object.entries(control.calls()).map(([call, count]) => [call, count - (before[call] ?? 0)])
  return Object.fromEntries(entries.filter(([, count]) => count !== 0))
}

async function openPanel(): Promise<Page> {
  const page = await stage.browser.openTab('sidepanel.html', { width: 360, height: 760 })
  await page.locator('.source-bar').first().waitFor()
  return page
}

describe('on the page', () => {
  it('numbers are marked, and nobody is asked about them by sight', async () => {
    const calls = await countCalls(async () => {
      const page = await openTicket()
      const marked = await readMarked(page.mainFrame())
      expect(new Set(marked)).toEqual(new Set([numbers.one, numbers.many, numbers.deepidv, NOBODY]))
      await page.waitForTimeout(500)
      await page.close()
    })
    expect(calls).toEqual({})
  })

  it('the card over a number of one case is that case’s, and says by what it was found', async () => {
    const page = await openTicket()
    const calls = await countCalls(async () => {
      const card = await openCardOver(page, numbers.one)
      await card.locator('.card-body').first().waitFor()
      await expect.poll(() => card.locator('.match').textContent()).toBe(`Found by reference ${numbers.one}`)
      await expectAccessible(page, card)
    })
    expect(calls['GET /api/v1/inquiries']).toBe(1)
    expect(calls['GET /v1/sessions']).toBe(1)
    await page.close()
  })

  it('the card over a number of several lists them, newest first, and shows the one that is chosen', async () => {
    const page = await openTicket()
    const card = await openCardOver(page, numbers.many)
    const rows = card.locator('.finding-rows li')
    await rows.nth(1).waitFor()
    expect(await card.locator('.finding').textContent()).toContain(
      `${await rows.count()} cases of this number`,
    )
    await expectAccessible(page, card)
    await rows.first().getByRole('button').click()
    await card.locator('.card-body').first().waitFor()
    expect(await card.locator('.match').textContent()).toBe(`Found by reference ${numbers.many}`)
    await page.close()
  })

  it('the card over nobody’s number says so, where, and what to do next', async () => {
    const page = await openTicket()
    const card = await openCardOver(page, NOBODY)
    await card.locator('.notice').first().waitFor()
    const said = await card.locator('.notice').first().textContent()
    expect(said).toContain('No case of this number')
    expect(said).toContain('Persona has none in PRODUCTION. deepidv has none in PRODUCTION.')
    expect(said).toContain('Compare the number')
    await expectAccessible(page, card)
    await page.close()
  })

  it('leads by an external ID to deepidv’s sessions', async () => {
    const page = await openTicket()
    const card = await openCardOver(page, numbers.deepidv)
    await card.locator('.finding-rows li').nth(1).waitFor()
    await card.locator('.finding-rows button').first().click()
    await expect
      .poll(() => card.locator('.match').textContent())
      .toBe(`Found by reference ${numbers.deepidv}`)
    await page.close()
  })

  it('a session’s UUID is marked as soon as sessions were listed, and nobody else’s', async () => {
    const page = await openTicket()
    expect(await readMarked(page.mainFrame())).not.toContain(session)
    const panel = await openPanel()
    await panel.locator('.row').first().waitFor()
    await page.bringToFront()
    await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(session))
    expect(await readMarked(page.mainFrame())).not.toContain(FOREIGN_UUID)
    const card = await openCardOver(page, session)
    await expect.poll(() => card.locator('.match').textContent()).toBe('Found by session ID')
    await expectAccessible(page, card)
    await Promise.all([page.close(), panel.close()])
  })
})

describe('in the panel', () => {
  it('a number leads to its case, and back to the lists', async () => {
    const panel = await openPanel()
    await panel.locator('.row').first().waitFor()
    await panel
      .getByLabel(/inquiry/i)
      .first()
      .fill(`about ${numbers.one}`)
    await panel.keyboard.press('Enter')
    await expect.poll(() => panel.locator('.match').textContent()).toBe(`Found by reference ${numbers.one}`)
    await panel.keyboard.press('Escape')
    await panel.locator('.panel-lists').waitFor()
    await panel.close()
  })

  it('a number of several leads to a choice, which waits behind the case that was chosen', async () => {
    const panel = await openPanel()
    await panel.evaluate(
      (reference) => chrome.storage.session.set({ panelFocus: { reference } }),
      numbers.many,
    )
    await panel.locator('.finding-rows li').nth(1).waitFor()
    await expectAccessible(panel, panel)
    await panel.locator('.finding-rows button').first().click()
    await panel.locator('.case-body').waitFor()
    await panel.keyboard.press('Escape')
    await panel.locator('.finding-rows').waitFor()
    await panel.close()
  })

  it('nobody’s number is said to be that', async () => {
    const panel = await openPanel()
    await panel.evaluate((reference) => chrome.storage.session.set({ panelFocus: { reference } }), NOBODY)
    await panel.getByText('No case of this number').waitFor()
    await expectAccessible(panel, panel)
    await panel.close()
  })
})

it('the popup’s box says which number Enter looks for, and nothing is asked before', async () => {
  const popup = await stage.browser.openTab('popup.html', { width: 380, height: 600 })
  await popup.locator('.row').first().waitFor()
  const calls = await countCalls(async () => {
    await popup.getByRole('textbox').first().fill(`customer ${numbers.many} can’t log in`)
    await popup.getByText(`Customer ${numbers.many}. Enter looks for the cases.`).waitFor()
    await popup.waitForTimeout(500)
  })
  expect(calls['GET /api/v1/inquiries']).toBeUndefined()
  await expectAccessible(popup, popup)
  await popup.close()
})

it('a ticket that was open before has its marks as soon as somebody signs in', async () => {
  const options = await stage.browser.openTab('options.html')
  await options.getByRole('button', { name: 'Sign out' }).click()
  await options.getByRole('button', { name: 'Connect' }).waitFor()
  const page = await stage.browser.context.newPage()
  await page.goto(ticket.url)
  await page.waitForTimeout(700)
  expect(await readMarked(page.mainFrame())).toEqual([])
  await pairInOptions(stage, 'ada@example.com', options)
  await page.bringToFront()
  await eventually(async () => expect(await readMarked(page.mainFrame())).toContain(numbers.one))
  await Promise.all([page.close(), options.close()])
})

it('a provider that is down is named, with what the other one said, and may be asked again', async () => {
  stage.providers.control.faults([{ fault: '5xx', path: '/v1/*' }])
  try {
    const panel = await openPanel()
    // Of nobody yet: what the relay holds it would show.
    await panel.evaluate(() => chrome.storage.session.set({ panelFocus: { reference: 'cust-999999998' } }))
    const notice = panel.locator('.case .notice')
    await notice.nth(1).waitFor()
    expect(await notice.first().textContent()).toContain('deepidv is not answering')
    expect(await notice.first().textContent()).toContain('Try again in a moment.')
    expect(await notice.nth(1).textContent()).toContain('No case found so far')
    await expectAccessible(panel, panel)
    stage.providers.control.faults([])
    await panel.waitForTimeout(2_100)
    await notice.first().getByRole('button', { name: 'Try again' }).click()
    await panel.getByText('No case of this number').waitFor()
    await panel.close()
  } finally {
    stage.providers.control.faults([])
  }
})
