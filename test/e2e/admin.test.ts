/** The admin page as an admin, an auditor and everybody else see it, over a real relay. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'

const ADMIN = 'root@example.com'

let harness: Harness
let page: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  // An agent whose actions the audit log shows.
  const ada = await pairInOptions(harness, 'ada@example.com')
  const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
  await panel.locator('.rows .row').first().waitFor()
  await panel.close()
  await signOutInOptions(ada)
  await ada.getByRole('button', { name: 'Connect' }).waitFor()
  await (await pairInOptions(harness, ADMIN, ada, 'admin')).close()
  page = await harness.browser.openTab('admin.html', { width: 1000, height: 900 })
})
afterAll(() => harness.close())

const agentRow = (email: string) => page.locator('.agent', { hasText: email })
const section = (name: string) => page.getByRole('link', { name, exact: true })
const calls = () => Object.values(harness.providers.control.calls()).reduce((sum, count) => sum + count, 0)

describe('agents', () => {
  it('are listed with what matters, and found', async () => {
    await agentRow('ada@example.com').getByText('Last active').waitFor()
    await agentRow(ADMIN).getByText('you').waitFor()
    await page.getByLabel('Search agents').fill('ada')
    expect(await page.locator('.agent').count()).toBe(1)
    expect(new URL(page.url()).hash).toBe('#agents?find=ada')
    await page.getByLabel('Search agents').fill('no such agent')
    await page.getByText('No matching agents').waitFor()
    await page.getByLabel('Search agents').fill('')
  })

  it('are added with a code that works and is shown once', async () => {
    await page.getByLabel('Email address').fill('not an address')
    await page.keyboard.press('Enter')
    await page.getByText('Enter an email address').waitFor()
    await page.getByLabel('Email address').fill('bob@example.com')
    await page.getByLabel('Role', { exact: true }).selectOption('investigator')
    await page.getByLabel('Email address').press('Enter')
    const shown = page.locator('.pairing-code')
    await shown.getByText('bob@example.com, as investigator').waitFor()
    const code = (await shown.locator('code').textContent()) ?? ''
    expect(code).not.toBe('')
    expect((await harness.admin.pair(code)).agent).toEqual({ email: 'bob@example.com', role: 'investigator' })
    await page.getByRole('button', { name: 'Done' }).click()
    expect(await page.locator('body').textContent()).not.toContain(code)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await agentRow('bob@example.com').getByText('1 sign-in').waitFor()
  })

  it('get a further code, and differ from new ones', async () => {
    await page.getByLabel('Email address').fill('BOB@example.com')
    await page.getByText('bob@example.com already exists').waitFor()
    await page.getByLabel('Role', { exact: true }).selectOption('agent')
    await page.getByText('Their role changes from investigator to agent').waitFor()
    await page.getByLabel('Email address').fill('')
    await page.getByRole('button', { name: 'New code for bob@example.com' }).click()
    await page.locator('.pairing-code', { hasText: 'bob@example.com, as investigator' }).waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
  })

  it('are revoked after a second word, from the next request', async () => {
    const token = (await harness.admin.pair((await harness.admin.add('eve@example.com', 'agent')).code)).token
    const request = () =>
      fetch(`${harness.relay.url}/v1/me`, { headers: { Authorization: `Bearer ${token}` } })
    expect((await request()).status).toBe(200)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByRole('button', { name: 'Revoke eve@example.com' }).click()
    // What has the focus is the harmless one.
    await page.keyboard.press('Enter')
    await agentRow('eve@example.com').getByRole('button', { name: 'New code' }).waitFor()
    expect((await request()).status).toBe(200)
    await page.getByRole('button', { name: 'Revoke eve@example.com' }).click()
    await agentRow('eve@example.com').getByRole('button', { name: 'Revoke', exact: true }).click()
    await page.getByText('eve@example.com is signed out everywhere').waitFor()
    await page.getByRole('button', { name: 'Reinstate eve@example.com' }).waitFor()
    expect((await request()).status).toBe(401)
  })

  it('are all revoked only by typing it, except the acting admin', async () => {
    const everybody = page.locator('.grave')
    await everybody.getByRole('textbox').fill('revoke')
    await page.keyboard.press('Enter')
    await everybody.getByRole('textbox').fill('revoke all')
    await page.keyboard.press('Enter')
    await page.getByText(/sign-ins? ha(s|ve) ended.*You stay signed in/).waitFor()
    await agentRow(ADMIN).getByText('1 sign-in').waitFor()
    await agentRow('bob@example.com').getByText('Last active').waitFor()
    await expect.poll(() => agentRow('bob@example.com').textContent()).not.toContain('sign-in')
  })

  it('two hundred and sixty of them are shown a hundred at a time', async () => {
    for (let group = 0; group < 13; group++) {
      await Promise.all(
        Array.from({ length: 20 }, (_, place) =>
          harness.admin.add(`many-${group}-${place}@example.com`, 'agent'),
        ),
      )
    }
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByRole('button', { name: /Show 100 more of \d+/ }).click()
    expect(await page.locator('.agent').count()).toBe(200)
    await page.getByLabel('Search agents').fill('many-12-19@')
    expect(await page.locator('.agent').count()).toBe(1)
    await page.getByLabel('Search agents').fill('')
  })
})

describe('the audit log', () => {
  it('shows sentences, with the raw entry on demand', async () => {
    await section('Audit log').click()
    const line = page.locator('.audit-day .row', { hasText: 'ada@example.com listed 25 sessions' })
    await page.getByLabel('Agent').fill('ada@example.com')
    await page.keyboard.press('Enter')
    await line.first().waitFor()
    expect(new URL(page.url()).hash).toBe('#audit?agent=ada%40example.com')
    expect(await line.first().textContent()).toMatch(
      /^\d{2}:\d{2}:\d{2} UTC\s*ada@example\.com listed 25 sessions, iqse_\w+ to iqse_\w+ \(sandbox\), by a request to Persona$/,
    )
    await line.first().click()
    expect(await page.locator('.audit-raw').textContent()).toContain('"previous"')
    await page.keyboard.press('Escape')
    await page.locator('.audit-raw').waitFor({ state: 'hidden' })
  })

  it('is found by its address, and back again', async () => {
    const other = await harness.browser.openTab(
      'admin.html#audit?agent=ada%40example.com&action=admin&order=oldest',
      { width: 1000, height: 900 },
    )
    await other.locator('.audit-day .row').first().waitFor()
    expect(await other.locator('.audit-sentence').allTextContents()).toEqual([
      'ada@example.com signed in, to stay signed in',
      'ada@example.com signed out',
    ])
    expect(await other.getByLabel('Oldest first').isChecked()).toBe(true)
    await other.getByRole('link', { name: 'Providers' }).click()
    await other.locator('.gateway').waitFor()
    await other.goBack()
    await other.locator('.audit-day .row').first().waitFor()
    await other.close()
  })

  it('goes on page by page, to its end', async () => {
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.getByText('50 entries', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Search further' }).click()
    await page.getByText('100 entries', { exact: true }).waitFor()
    const at = await page.locator('.audit-day .row').evaluateAll((rows) => rows.map((row) => row.id))
    expect(new Set(at).size).toBe(100)
  })

  it('says what is wrong with a filter, and what to do', async () => {
    await page.getByLabel('Object ID').fill('not-an-id')
    await page.keyboard.press('Enter')
    await page.getByText('“id” must be an object ID').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.locator('.audit-day .row').first().waitFor()
    await page.getByLabel('Object ID').fill('inq_NobodyEverAskedForThis')
    await page.keyboard.press('Enter')
    await page.getByText('No matching entries').waitFor()
  })

  it('shows its status, the signed checkpoint and the export command', async () => {
    await page.getByText(/Entry \d+, signed by the relay/).waitFor()
    await page
      .getByText(
        new RegExp(
          `npm run audit -- export audit-\\d{4}-\\d\\d-\\d\\d\\.ndjson --relay ${harness.relay.url} --as ${ADMIN}`,
        ),
      )
      .waitFor()
  })
})

describe('the providers', () => {
  it('says what was answered and what it cost, renews itself while it is seen, and asks no provider', async () => {
    await section('Providers').click()
    await page.locator('.gateway').waitFor()
    await page.getByText(/\d+ of 60 left/).waitFor()
    await page.getByText('Closed: requests to Persona are sent as usual').waitFor()
    expect(await page.getByRole('row', { name: /Stale/ }).count()).toBe(1)
    const before = calls()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText('As of just now').waitFor()
    expect(calls()).toBe(before)
  })

  it('names what Persona added, and that it was dropped', async () => {
    harness.providers.control.faults([{ fault: 'unseen' }])
    const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
    await panel.locator('.rows .row').first().waitFor()
    await panel.locator('.refresh[aria-busy=false]').waitFor()
    const before = calls()
    await expect
      .poll(async () => {
        // Past the relay's floor for forced refreshes: the panel may just have refreshed on its timer.
        await harness.passTime(3)
        await panel.getByRole('button', { name: 'Refresh' }).click()
        return calls()
      })
      .toBeGreaterThan(before)
    // A panel that closes takes its question with it: only what was answered was read.
    await panel.locator('.refresh[aria-busy=false]').waitFor()
    await panel.close()
    harness.providers.control.faults([])
    await page.getByRole('button', { name: 'Refresh' }).click()
    // Each row changes in one of several ways, by its ID.
    await page
      .getByText(/Persona added unseen-\S+ to sessions, dropped/)
      .first()
      .waitFor()
  })
})

describe('who is no admin', () => {
  async function signInAs(email: string, role: 'agent' | 'auditor'): Promise<Page> {
    const options = await harness.browser.openTab('options.html')
    await signOutInOptions(options)
    await options.getByRole('button', { name: 'Connect' }).waitFor()
    return pairInOptions(harness, email, options, role)
  }

  it('an auditor sees agents, audit log and providers, and manages no agent', async () => {
    const options = await signInAs('audit@example.com', 'auditor')
    await options.getByRole('button', { name: 'Open the admin page' }).waitFor()
    await options.close()
    await section('Agents').click()
    await agentRow('audit@example.com').getByText('you').waitFor()
    expect(await page.getByRole('button', { name: /Revoke|New code|Add and make/ }).count()).toBe(0)
    await section('Audit log').click()
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await page.locator('.audit-day .row').first().waitFor()
  })

  it('an agent sees that it is not for them, and is offered no way there', async () => {
    const options = await signInAs('ada@example.com', 'agent')
    expect(await options.getByRole('button', { name: 'Open the admin page' }).count()).toBe(0)
    await options.close()
    await page.getByText('This page is for admins and auditors').waitFor()
  })
})
