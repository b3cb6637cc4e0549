/** What is shown or taken along on request alone: reveals, copies, files, who else looks, and the record that tells of it. */
import { readFile } from 'node:fs/promises'
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Locator, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pairWithRelay } from '../harness/ask-relay.ts'
import { keepBystanders } from '../harness/bystanders.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { deepidvStory, personaStory } from '../harness/known-story.ts'
import { focusPanel, openPanelAt, PANEL_SIZE } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'

const CANARY = 'c4nary'
const REASON = 'Customer asks where they signed in from'

let harness: Harness
let options: Page
let panel: Page
let inquiry: string
let session: string
let deepidvSession: string

beforeAll(async () => {
  harness = await openHarness({
    headless: true,
    configured: ['persona', 'deepidv'],
    // A bare UUID on a page counts in production alone, where not every UUID is known.
    bindings: { DEEPIDV_ENVIRONMENT: 'production', WORDS_NEAR_UUID: 'deepidv' },
  })
  deepidvSession = deepidvStory(harness, 'verified').session
  const story = personaStory(harness, 'three-retries')
  inquiry = story.inquiry
  session = story.sessions[0] ?? ''
  options = await pairInOptions(harness, 'ines@example.com', undefined, 'investigator')
  panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
})
keepBystanders(() => [harness, options])
afterAll(() => harness.close())
beforeEach(async () => {
  harness.providers.control.reset()
  await panel.bringToFront()
  await panel.reload()
  await focusPanel(panel, { case: inquiry })
})

async function readAuditLog(filter: string) {
  const requestRelay = await pairWithRelay(harness, 'otto@example.com', 'auditor')
  const answer = await requestRelay(`/v1/audit?${filter}`)
  return v.parse(AuditPageSchema, await answer.json()).items
}

const inquiryBox = () => panel.getByRole('region', { name: 'On request, of the inquiry' })

async function openSessionBox(): Promise<Locator> {
  await panel.locator(`.row[id$="${session}"]`).click()
  return panel.getByRole('region', { name: 'On request, of the session' })
}

async function reveal(box: Locator, ...labels: string[]): Promise<void> {
  for (const label of labels) await box.getByLabel(label, { exact: false }).check()
  await box.getByLabel('Why?').fill(REASON)
  await box.getByRole('button', { name: 'Show for a minute' }).click()
}

/** At the relay; the surfaces hear of it with the next answer about their sign-in. */
async function changeRole(role: Role): Promise<void> {
  await harness.admin.add('ines@example.com', role, { changeRole: true })
  await options.evaluate(() => chrome.runtime.sendMessage({ name: 'app:health.get', payload: null }))
  await options.locator(`dt:has-text("Role") + dd:has-text("${role}")`).waitFor()
}

/** What the page would put on the clipboard, which no test can read. */
async function catchCopies(): Promise<() => Promise<string | undefined>> {
  await panel.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text
    }
    navigator.clipboard.write = async (items) => {
      const text = await (await items[0]?.getType('text/plain'))?.text()
      if (text !== undefined) document.documentElement.dataset.copied = text
    }
  })
  return () => panel.evaluate(() => document.documentElement.dataset.copied)
}

const everythingStored = (page: Page) =>
  page.evaluate(async () =>
    JSON.stringify([await chrome.storage.session.get(), await chrome.storage.local.get()]),
  )

describe('a reveal', () => {
  it('is masked until it is asked for with a reason, shown with a countdown, and on record', async () => {
    const box = await openSessionBox()
    expect(await box.textContent()).not.toContain(CANARY)
    await box.getByLabel('IP address').check()
    const show = box.getByRole('button', { name: 'Show for a minute' })
    expect(await show.getAttribute('aria-disabled')).toBe('true')
    await box.getByLabel('Why?').fill('why')
    expect(await show.getAttribute('aria-disabled')).toBe('true')
    await reveal(box, 'IP address')
    await box.getByText(/Hidden in \d+ s/).waitFor()
    expect(await box.textContent()).toContain(CANARY)
    expect(await box.textContent()).toContain(REASON)
    // Nothing but what was asked for.
    expect(await box.locator('dt').allInnerTexts()).toEqual(['IP address'])

    const lines = await readAuditLog(`action=reveal&id=${session}`)
    expect(lines.slice(0, 2).map(({ about }) => [about.phase, about.outcome, about.reason])).toEqual([
      ['outcome', 'shown', undefined],
      ['intent', undefined, REASON],
    ])
    expect(JSON.stringify(lines)).not.toContain(CANARY)
  })

  it('is gone when another tab is shown', async () => {
    await reveal(await openSessionBox(), 'User agent', 'IP address')
    await panel.getByText('Hidden in').waitFor()
    const other = await harness.browser.context.newPage()
    await other.goto(harness.ticket.url)
    await other.bringToFront()
    await other.close()
    await panel.getByText('Hidden in').waitFor({ state: 'hidden' })
    expect(await panel.content()).not.toContain(CANARY)
  })

  it('of a deepidv session is on record, and stored nowhere', async () => {
    await panel.reload()
    await focusPanel(panel, { case: deepidvSession })
    const box = panel.getByRole('region', { name: 'On request, of the session' })
    expect(await box.textContent()).not.toContain('203.0.113.')
    await reveal(box, 'IP address')
    await box.getByText(/Hidden in \d+ s/).waitFor()
    expect(await box.locator('dd').allInnerTexts()).toEqual([expect.stringContaining('203.0.113.')])
    expect(await everythingStored(panel)).not.toContain('203.0.113.')
    const lines = await readAuditLog(`action=reveal&id=${deepidvSession}`)
    expect(
      lines.slice(0, 2).map(({ about }) => [about.provider, about.phase, about.outcome, about.reason]),
    ).toEqual([
      ['deepidv', 'outcome', 'shown', undefined],
      ['deepidv', 'intent', undefined, REASON],
    ])
    expect(JSON.stringify(lines)).not.toContain('203.0.113.')
  })

  it('is stored nowhere, and sent only to the panel that asked', async () => {
    const other = await openPanelAt(harness, { case: inquiry })
    await other.evaluate(() => {
      chrome.runtime.onMessage.addListener((message) => {
        document.documentElement.dataset.heard = JSON.stringify(message)
      })
    })
    await panel.bringToFront()
    await reveal(await openSessionBox(), 'IP address', 'GPS position')
    await panel.getByText('Hidden in').waitFor()
    expect(await everythingStored(panel)).not.toContain(CANARY)
    expect(await other.content()).not.toContain(CANARY)
    expect(await options.content()).not.toContain(CANARY)
    await other.close()
  })

  it('is refused by the relay after the role was taken away', async () => {
    await harness.admin.add('ines@example.com', 'agent', { changeRole: true })
    // Not by the button: the panel takes it away as soon as it learns of the role.
    const answer: unknown = await panel.evaluate(
      (payload) => chrome.runtime.sendMessage({ name: 'app:reveal', payload }),
      { id: session, fields: ['ip-address'], reason: REASON },
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 'role-refused' } })
    await changeRole('investigator')
  })

  it('ends with the role that allowed it; the case stays, and all that is open in it', async () => {
    const box = await openSessionBox()
    await reveal(box, 'IP address')
    await box.getByText(CANARY).waitFor()
    await changeRole('agent')
    await box.getByText('Ask an investigator').waitFor()
    expect(await panel.content()).not.toContain(CANARY)
    expect(await panel.locator('.export-open').count()).toBe(0)
    await changeRole('investigator')
    await panel.locator('.export-open').waitFor({ state: 'attached' })
    await box.getByLabel('IP address').waitFor()
  })
})

describe('what is taken along', () => {
  it('is copied for the ticket once it is on record, without anything revealed', async () => {
    const copied = await catchCopies()
    await reveal(inquiryBox(), 'Note')
    await panel.getByText('Hidden in').waitFor()
    await panel.getByRole('button', { name: 'Copy for ticket' }).click()
    await panel.getByText('Copied').first().waitFor()
    const text = await copied()
    expect(text).toContain(`Persona inquiry: ${inquiry}`)
    expect(text).toContain('SANDBOX')
    expect(text).toContain('State: Approved (Persona says: approved)')
    expect(text).not.toContain(CANARY)
    expect((await readAuditLog(`action=copy&id=${inquiry}`))[0]).toMatchObject({
      agent: 'ines@example.com',
      about: { form: 'summary', ids: [inquiry] },
    })
  })

  it('a list is saved as a file once the record names each of its objects', async () => {
    await reveal(inquiryBox(), 'Note')
    await panel.getByText('Hidden in').waitFor()
    await panel.keyboard.press('Escape')
    await panel.getByRole('tabpanel').locator('.rows .status-word').first().waitFor()
    await panel.getByRole('button', { name: 'Export…' }).click()
    const [download] = await Promise.all([
      panel.waitForEvent('download'),
      panel.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    await panel.getByText(/\d+ cases saved as/).waitFor()
    expect(download.suggestedFilename()).toMatch(/^inquiry-lens-cases-\d{4}-\d\d-\d\d\.csv$/)
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toMatch(/^\uFEFFid,inquiry,session,/)
    expect(text).not.toContain(CANARY)
    const named = (await readAuditLog('action=export')).flatMap(({ agent, about }) =>
      agent === 'ines@example.com' && Array.isArray(about.ids) ? about.ids : [],
    )
    const saved = text.match(/inq_\w+|iqse_\w+|[\da-f]{8}-[\da-f-]{27}/g) ?? []
    expect(saved.length).toBeGreaterThan(20)
    expect(new Set(saved)).toEqual(new Set(named))
    await panel.keyboard.press('Escape')
  })

  it('a revealed value leaves a line of its own, and cannot be selected past it', async () => {
    const copied = await catchCopies()
    await reveal(await openSessionBox(), 'IP address')
    await panel.getByRole('button', { name: 'Copy IP address' }).click()
    await expect.poll(copied).toContain(CANARY)
    expect((await readAuditLog(`action=copy&id=${session}`))[0]).toMatchObject({
      about: { form: 'value', ids: [session] },
    })
    const selected = await panel.evaluate(() => {
      document.getSelection()?.selectAllChildren(document.body)
      return document.getSelection()?.toString()
    })
    expect(selected).not.toContain(CANARY)
  })
})

it('shows which other agents opened the case lately, with ages', async () => {
  const openAs = async (email: string) => (await pairWithRelay(harness, email))(`/v1/cases/${inquiry}`)
  await openAs('bob.marley@example.com')
  await panel.getByRole('button', { name: /Refresh/ }).click()
  await panel.getByText(/Bob Marley opened this (just now|\d)/).waitFor()
  for (const email of ['carla@example.com', 'dora@example.com']) await openAs(email)
  await panel.getByRole('button', { name: /Refresh/ }).click()
  const line = panel.getByText(/Dora opened this .*, and 2 others before/)
  await line.waitFor()
  await line.click()
  expect(await panel.locator('.seen li').count()).toBe(3)
  expect(await panel.locator('.seen').textContent()).not.toMatch(/ines/i)
})

it('a card in a page says who else opened the case, of either provider, and reveals nothing', async () => {
  const ids = [personaStory(harness, 'in-review').inquiry, deepidvSession]
  const requestRelay = await pairWithRelay(harness, 'bob.marley@example.com')
  for (const id of ids) await requestRelay(`/v1/cases/${id}`)
  await options.bringToFront()
  await letSiteIn(options, harness.ticket.url)
  for (const id of ids) {
    const { page, card } = await openCard(harness, id)
    await card.getByText(/Bob Marley opened this/).waitFor()
    expect(await card.locator('.seen').textContent()).not.toMatch(/ines/i)
    expect(await card.getByText('On request').count()).toBe(0)
    await page.close()
  }
})

describe('the head of the record', () => {
  it('is kept as the relay signed it, offered as a file, and stays when the agent signs out', async () => {
    const kept = () =>
      panel.evaluate(async () => (await chrome.storage.local.get('auditWitnesses')).auditWitnesses)
    await expect.poll(async () => JSON.stringify(await kept())).toContain('signature')
    expect(JSON.stringify(await kept())).not.toMatch(/@|inq_|iqse_/)
    await options.reload()
    const href = await options.getByRole('link', { name: 'Save as a file' }).getAttribute('href')
    expect(decodeURIComponent(href ?? '')).toMatch(/\n\d+;hash="[0-9a-f]{64}";signature="[\w-]{86}"\n$/)
  })

  it('of a record that is shorter than it was raises an alarm on every surface, and nothing replaces it', async () => {
    const rewrite = () =>
      panel.evaluate(async () => {
        const { auditWitnesses } = await chrome.storage.local.get<{
          auditWitnesses: { head: { seq: number } }[]
        }>('auditWitnesses')
        for (const witness of auditWitnesses) witness.head.seq += 1_000
        await chrome.storage.local.set({ auditWitnesses })
      })
    const alarm = panel.getByText('The audit log failed its check')
    // The background may be keeping a newer head at this very moment, and what is rewritten would be lost.
    for (let tries = 0; tries < 5 && !(await alarm.isVisible()); tries++) {
      await harness.browser.killBackground()
      await rewrite()
      await panel.getByRole('button', { name: /Refresh/ }).click()
      await alarm.waitFor({ timeout: 3_000 }).catch(() => {})
    }
    await alarm.waitFor()
    await panel.getByText('Tell your compliance officer').waitFor()
    await options.reload()
    await options.getByText('The relay’s audit log is shorter than before').waitFor()
    await options.getByRole('button', { name: 'Mark as resolved' }).click()
    await alarm.waitFor({ state: 'hidden' })
  })
})
