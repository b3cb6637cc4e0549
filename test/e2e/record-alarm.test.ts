/** A record that fills up: said at 70 % to those who look after it, and what a full one means to everybody. */
import type { AuditCapacity } from '@inquiry-lens/shared/contract/audit.ts'
import { MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pairWithRelay, type RequestRelay } from '../harness/ask-relay.ts'
import { keepBystanders } from '../harness/bystanders.ts'
import { type Harness, openHarness, pairInOptions } from '../harness/harness.ts'
import { PANEL_SIZE } from '../harness/open-panel.ts'

const AT_ONCE = 20

let harness: Harness
let options: Page
let requestRelay: RequestRelay

beforeAll(async () => {
  harness = await openHarness({ headless: true, bindings: { AUDIT_CAPACITY_MB: '1' } })
  requestRelay = await pairWithRelay(harness, 'otto@example.com', 'auditor')
  options = await pairInOptions(harness, 'root@example.com', undefined, 'admin')
})
keepBystanders(() => [harness, options])
afterAll(() => harness.close())

async function readFill(): Promise<AuditCapacity | undefined> {
  return v.parse(MeSchema, await (await requestRelay('/v1/me')).json()).auditLog
}

/** As long as an address may be (RFC 5321): fewer lines fill the record. */
const ADDRESS = `${'d'.repeat(64)}@${'department.'.repeat(16)}example.com`

/** Each pairing code adds an entry; few at once, so that the reserve for reading a full log remains. */
async function fillUntil(fill: AuditCapacity): Promise<void> {
  while ((await readFill()) !== fill) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => harness.admin.add(ADDRESS, 'agent')))
  }
}

it('with room there is nothing to say', async () => {
  await options.reload()
  await options.getByRole('button', { name: 'Open the admin page' }).waitFor()
  expect(await options.getByText(/^Audit log (nearly )?full/).count()).toBe(0)
})

it('nearly full: shown on the options and admin pages, with the command that makes room', async () => {
  await fillUntil('warning')
  await options.reload()
  await options.getByText(/^Audit log nearly full \(7\d %\)$/).waitFor()
  const opening = harness.browser.context.waitForEvent('page')
  await options.getByRole('button', { name: 'See what to do' }).click()
  const admin = await opening
  await admin.getByText(/^Audit log nearly full \(7\d %\)$/).waitFor()
  await admin
    .getByText(/npm run audit -- export/)
    .first()
    .waitFor()
  await admin.close()
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await panel.locator('.rows .row').first().waitFor()
  await panel.close()
})

it('full: no answers about people, a message, and auditors still get in', async () => {
  await fillUntil('full')
  await options.reload()
  await options.getByText(/^Audit log full \(10\d %\)\. Look-ups are paused\.$/).waitFor()
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await panel.getByRole('button', { name: 'Refresh' }).click()
  await panel.getByText('Audit log full. Look-ups are paused').first().waitFor()
  await panel.close()
  const admin = await harness.browser.openTab('admin.html#audit', { width: 1000, height: 900 })
  await admin.getByText(/^Audit log full /).waitFor()
  await admin.locator('.audit-day .row').first().waitFor()
  await admin.close()
})
