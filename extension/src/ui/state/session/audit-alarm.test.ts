import { signal } from '@preact/signals'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Account } from '../../../messages/messages.ts'
import { auditAlarms } from '../../../platform/stored.ts'
import { watchAuditAlarm } from './audit-alarm.ts'

const ACCOUNT: Account = {
  relay: 'https://lens.example.com',
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2026-12-01T00:00:00Z',
  keepSignedIn: false,
}
const ALARM = { kind: 'backwards', at: 0, told: '' }

beforeEach(() => fakeBrowser.reset())

it('is raised for the relay that one is signed in to, at once and from the start, and for no other', async () => {
  const account = signal<Account | null>(ACCOUNT)
  const { signal: going } = new AbortController()
  const isWrong = watchAuditAlarm({ recordAlarms: auditAlarms }, { account }, going)
  expect(isWrong.value).toBe(false)
  await auditAlarms.set([
    { relay: 'https://other.example.com', alarm: ALARM },
    { relay: ACCOUNT.relay, alarm: null },
  ])
  expect(isWrong.value).toBe(false)
  await auditAlarms.set([{ relay: ACCOUNT.relay, alarm: ALARM }])
  await vi.waitFor(() => expect(isWrong.value).toBe(true))

  const opened = watchAuditAlarm({ recordAlarms: auditAlarms }, { account }, going)
  await vi.waitFor(() => expect(opened.value).toBe(true))
  account.value = { ...ACCOUNT, relay: 'https://other.example.com' }
  expect(opened.value).toBe(false)
  account.value = null
  expect(opened.value).toBe(false)
})
