/** The admin page while the relay is slow: no act is dropped, none is done twice, and none looks done before it is. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Harness, openHarness } from '../harness/harness.ts'
import { type RelayBetween, startRelayBetween } from '../harness/relay-between.ts'

const ADMIN = 'root@example.com'

let harness: Harness
let between: RelayBetween
let page: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  between = await startRelayBetween(harness.relay.url)
  for (const name of ['bob', 'mallory', 'eve']) await harness.admin.add(`${name}@example.com`, 'investigator')
  const options = await harness.browser.openTab('options.html')
  await connect(options, between.url, (await harness.admin.add(ADMIN, 'admin')).code)
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
  page = await harness.browser.openTab('admin.html', { width: 1000, height: 900 })
  await agentRow('bob@example.com').waitFor()
})
afterAll(async () => {
  await harness?.close()
  await between?.close()
})

const agentRow = (email: string) => page.locator('.agent', { hasText: email })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const DELETE_MALLORY = 'DELETE /v1/agents/mallory%40example.com'
const count = (name: string) => between.asked().filter((one) => one === name).length
const changes = () => between.asked().filter((one) => !one.startsWith('GET') && one.includes('/v1/agents'))

it('revokes one agent while a code for another is still being made', async () => {
  const release = between.hold('POST /v1/agents')
  await button('New code for bob@example.com').click()
  await agentRow('bob@example.com').getByText('Creating a code…').waitFor()
  await button('Revoke mallory@example.com').click()
  await agentRow('mallory@example.com').getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('mallory@example.com is signed out everywhere').waitFor()
  await button('Reinstate mallory@example.com').waitFor()
  expect(await page.locator('.pairing-code').count()).toBe(0)
  release()
  await page.locator('.pairing-code', { hasText: 'bob@example.com, as investigator' }).waitFor()
  expect(changes().filter((one) => one.startsWith('POST'))).toEqual(['POST /v1/agents'])
})

it('keeps the confirmation until the relay has said yes, however often it is pressed', async () => {
  const name = changes().find((one) => one.startsWith('DELETE')) ?? DELETE_MALLORY
  const eve = name.replace('mallory', 'eve')
  const release = between.hold(eve)
  await button('Revoke eve@example.com').click()
  const sure = agentRow('eve@example.com').locator('.sure')
  await sure.getByRole('button', { name: 'Revoke', exact: true }).click()
  await sure.getByRole('button', { name: 'Revoking…' }).dblclick({ force: true })
  await sure.getByRole('button', { name: 'Cancel' }).click({ force: true })
  await page.keyboard.press('Escape')
  await sure.getByRole('button', { name: 'Revoking…' }).waitFor()
  release()
  await sure.waitFor({ state: 'detached' })
  await button('Reinstate eve@example.com').waitFor()
  expect(count(eve)).toBe(1)
})

it('keeps what was typed until every sign-in has ended', async () => {
  const name = 'DELETE /v1/agents'
  const release = between.hold(name)
  const typed = page.locator('.grave').getByRole('textbox')
  await typed.fill('revoke all')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await button('Revoking all agents…').waitFor()
  expect(await typed.inputValue()).toBe('revoke all')
  release()
  await page.getByText(/sign-ins? ha(s|ve) ended/).waitFor()
  expect(await typed.inputValue()).toBe('')
  expect(changes().filter((one) => one.endsWith('/v1/agents') && !one.startsWith('POST'))).toHaveLength(1)
})

it('lists again at a press while something else is slow', async () => {
  const release = between.hold('POST /v1/agents')
  await button('New code for bob@example.com').click()
  const before = count('GET /v1/agents')
  await button('Refresh').click()
  await expect.poll(() => count('GET /v1/agents')).toBe(before + 1)
  const code = await page.locator('.pairing-code code').textContent()
  release()
  await expect.poll(() => page.locator('.pairing-code code').textContent()).not.toBe(code)
})

describe('an agent there is', () => {
  it('keeps their role unless it is changed with a second word', async () => {
    await page.getByLabel('Email address').fill(ADMIN)
    expect(await page.getByLabel('Role', { exact: true }).inputValue()).toBe('admin')
    await page.getByText(`${ADMIN} already exists as admin`).waitFor()
    await page.getByLabel('Role', { exact: true }).selectOption('agent')
    const before = count('POST /v1/agents')
    await page.getByLabel('Email address').press('Enter')
    await page.getByText('Change your own role from admin to agent?').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.add-agent .sure').waitFor({ state: 'detached' })
    expect(count('POST /v1/agents')).toBe(before)
    expect(await page.getByLabel('Role', { exact: true }).inputValue()).toBe('admin')
  })

  it('gets more rights with a second word, too', async () => {
    await page.getByLabel('Email address').fill('bob@example.com')
    await page.getByText('bob@example.com already exists as investigator').waitFor()
    await page.getByLabel('Role', { exact: true }).selectOption('admin')
    const before = count('POST /v1/agents')
    await page.getByLabel('Email address').press('Enter')
    await page.getByText('Change bob@example.com from investigator to admin?').waitFor()
    expect(count('POST /v1/agents')).toBe(before)
    await button('Change role').click()
    await page.locator('.pairing-code', { hasText: 'bob@example.com, as admin' }).waitFor()
    expect(count('POST /v1/agents')).toBe(before + 1)
  })

  it('who got another role from someone else is not changed by a list that is old', async () => {
    await page.getByLabel('Email address').fill('eve@example.com')
    await page.getByText('eve@example.com was revoked. This reinstates them as investigator').waitFor()
    await harness.admin.add('eve@example.com', 'auditor', { changeRole: true, letBackIn: true })
    await button('Reinstate and create a code').click()
    await page.getByText('No code was created for eve@example.com: this agent has another role').waitFor()
    expect((await harness.admin.list()).items).toContainEqual(
      expect.objectContaining({ email: 'eve@example.com', role: 'auditor' }),
    )
    await harness.admin.add('eve@example.com', 'investigator', { changeRole: true })
    await harness.admin.revoke('eve@example.com')
    await button('Refresh').click()
  })

  it('who was revoked is let back in only by what says so', async () => {
    await page.getByLabel('Email address').fill('eve@example.com')
    await page.getByText('eve@example.com was revoked. This reinstates them as investigator').waitFor()
    await button('Reinstate and create a code').click()
    await page.locator('.pairing-code', { hasText: 'eve@example.com, as investigator' }).waitFor()
  })
})

it('a role that was changed at the relay reaches open surfaces', async () => {
  const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
  await panel.locator('.rows .row').first().waitFor()
  await harness.admin.add(ADMIN, 'auditor', { changeRole: true })
  await panel.bringToFront()
  await panel.reload()
  await page.getByText('auditor').first().waitFor({ timeout: 90_000 })
  await panel.close()
}, 120_000)
