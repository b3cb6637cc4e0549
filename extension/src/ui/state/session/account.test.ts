import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Account } from '../../../messages/messages.ts'
import { activeAt, auditAlarms, IDLE_PURGE_MS, type SignedOutReason } from '../../../stored.ts'
import { followAccount, watchAuditAlarm, watchLock } from './account.ts'

const ADA: Account = {
  relay: 'https://lens.example.com',
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2027-01-01T00:00:00Z',
  keepSignedIn: false,
}
const REVOKED: SignedOutReason = { relay: ADA.relay, detail: 'Your access was revoked.' }

function followStoredAccount(stored: Account | undefined, why?: SignedOutReason) {
  let notifyAccount: (account: Account | undefined) => void = () => {}
  let describeReasonOf: (reason: SignedOutReason | undefined) => void = () => {}
  const state = followAccount(
    {
      readAccount: async () => stored,
      watchAccount: (listener) => {
        notifyAccount = listener
      },
      readSignedOutReason: async () => why,
      watchSignedOutReason: (listener) => {
        describeReasonOf = listener
      },
    },
    new AbortController().signal,
  )
  return {
    ...state,
    notifyAccount: (account: Account | undefined) => notifyAccount(account),
    describeReasonOf: (reason: SignedOutReason | undefined) => describeReasonOf(reason),
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('does not say signed out before it knows', async () => {
  const { account } = followStoredAccount(undefined)
  expect(account.value).toBeUndefined()
  await settled()
  expect(account.value).toBeNull()
})

it('follows a sign-out elsewhere, with its reason', async () => {
  const { account, reason, notifyAccount, describeReasonOf } = followStoredAccount(ADA)
  await settled()
  expect(account.value).toEqual(ADA)
  describeReasonOf(REVOKED)
  notifyAccount(undefined)
  expect(account.value).toBeNull()
  expect(reason.value).toEqual(REVOKED)
})

it('keeps the same object for the same account', async () => {
  const { account, notifyAccount } = followStoredAccount(ADA)
  await settled()
  const before = account.value
  notifyAccount({ ...ADA })
  expect(account.value).toBe(before)
})

it('believes a change over what was read before it', async () => {
  const { account, notifyAccount } = followStoredAccount(ADA)
  notifyAccount(undefined)
  await settled()
  expect(account.value).toBeNull()
})

const NOW = Date.parse('2026-11-21T12:00:00Z')
const MINUTE = 60_000

beforeEach(() => fakeBrowser.reset())

async function createLock(at = NOW) {
  const clock = signal(at)
  const view = new EventTarget()
  const notifyLock = vi.fn()
  const surface = new AbortController()
  const lock = watchLock({ view, now: () => clock.value, activeAt, notifyLock }, clock, surface.signal)
  await vi.waitFor(() => expect(lock.isLocked.value).toBeDefined())
  const pass = (ms: number) => {
    clock.value += ms
  }
  return { lock, view, notifyLock, surface, clock, pass }
}

describe('the lock', () => {
  it('locks after 15 minutes without activity and notifies the background', async () => {
    const { lock, notifyLock, pass } = await createLock()
    pass(IDLE_PURGE_MS)
    expect(lock.isLocked.value).toBe(false)
    expect(notifyLock).not.toHaveBeenCalled()
    pass(1)
    expect(lock.isLocked.value).toBe(true)
    expect(notifyLock).toHaveBeenCalledOnce()
  })

  it.each(['pointerdown', 'pointermove', 'keydown', 'wheel'])('stays open at a %s', async (touch) => {
    const { lock, view, pass } = await createLock()
    pass(10 * MINUTE)
    view.dispatchEvent(new Event(touch))
    expect(await activeAt.get()).toBe(NOW + 10 * MINUTE)
    pass(10 * MINUTE)
    expect(lock.isLocked.value).toBe(false)
  })

  it('writes down a touch now and then, not each', async () => {
    const { view, pass } = await createLock()
    const set = vi.spyOn(fakeBrowser.storage.local, 'set')
    for (let move = 0; move < 100; move++) {
      pass(200)
      view.dispatchEvent(new Event('pointermove'))
    }
    // Settles after the writes.
    await activeAt.get()
    expect(set).toHaveBeenCalledOnce()
  })

  it('once shut is opened by a word, and not by a touch', async () => {
    const { lock, view, pass } = await createLock()
    pass(IDLE_PURGE_MS + 1)
    view.dispatchEvent(new Event('pointerdown'))
    lock.touch()
    expect(lock.isLocked.value).toBe(true)
    lock.open()
    expect(lock.isLocked.value).toBe(false)
    expect(await activeAt.get()).toBe(NOW + IDLE_PURGE_MS + 1)
  })

  it('notifies the background of an unlock after storing it', async () => {
    const { lock, notifyLock, pass } = await createLock()
    pass(IDLE_PURGE_MS + 1)
    notifyLock.mockClear()
    const written: unknown[] = []
    notifyLock.mockImplementation(async () => written.push(await activeAt.get()))
    lock.open()
    expect(notifyLock).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(written).toEqual([NOW + IDLE_PURGE_MS + 1]))
  })

  it('is one for all surfaces: what is touched or opened on one is so on the others', async () => {
    const one = await createLock()
    const other = await createLock()
    for (const { pass } of [one, other]) pass(10 * MINUTE)
    one.lock.touch()
    await vi.waitFor(async () => expect(await activeAt.get()).toBe(NOW + 10 * MINUTE))
    for (const { pass } of [one, other]) pass(10 * MINUTE)
    expect(other.lock.isLocked.value).toBe(false)
  })

  it('is shut already for a surface that opens after a long while', async () => {
    await activeAt.set(NOW - IDLE_PURGE_MS - 1)
    const { lock } = await createLock()
    expect(lock.isLocked.value).toBe(true)
    expect(await activeAt.get()).toBe(NOW - IDLE_PURGE_MS - 1)
  })

  it('opening a surface is a touch', async () => {
    await activeAt.set(NOW - 10 * MINUTE)
    await createLock()
    await vi.waitFor(async () => expect(await activeAt.get()).toBe(NOW))
  })

  it('restarts with a new sign-in', async () => {
    const { lock, pass } = await createLock()
    pass(14 * MINUTE)
    await activeAt.remove()
    pass(10 * MINUTE)
    expect(lock.isLocked.value).toBe(false)
  })

  it('ends with its surface', async () => {
    const { view, surface, pass } = await createLock()
    surface.abort()
    pass(MINUTE)
    view.dispatchEvent(new Event('keydown'))
    expect(await activeAt.get()).toBe(NOW)
  })
})

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
  const isWrong = watchAuditAlarm({ auditAlarms }, { account }, going)
  expect(isWrong.value).toBe(false)
  await auditAlarms.set([
    { relay: 'https://other.example.com', alarm: ALARM },
    { relay: ACCOUNT.relay, alarm: null },
  ])
  expect(isWrong.value).toBe(false)
  await auditAlarms.set([{ relay: ACCOUNT.relay, alarm: ALARM }])
  await vi.waitFor(() => expect(isWrong.value).toBe(true))

  const opened = watchAuditAlarm({ auditAlarms }, { account }, going)
  await vi.waitFor(() => expect(opened.value).toBe(true))
  account.value = { ...ACCOUNT, relay: 'https://other.example.com' }
  expect(opened.value).toBe(false)
  account.value = null
  expect(opened.value).toBe(false)
})
