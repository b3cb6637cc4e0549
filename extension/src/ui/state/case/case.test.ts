import { INQUIRY_ID } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, type Failure, ok, type Result } from '../../../messages/failure.ts'
import type { Account, CaseView } from '../../../messages/messages.ts'
import { madeCase } from '../testing.ts'
import { bindCases } from './case.ts'

const ACCOUNT: Account = {
  relay: 'https://lens.example.com',
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2027-01-01T00:00:00.000Z',
  keepSignedIn: false,
}

function setUp(remembered?: CaseView | Promise<CaseView>) {
  const asked: { id: string; fresh?: boolean }[] = []
  const waiting: ((result: Result<CaseView>) => void)[] = []
  const active = signal(true)
  const ended = new AbortController()
  const makeCase = bindCases(
    {
      fetchCase(request) {
        asked.push(request)
        return new Promise((resolve) => waiting.push(resolve))
      },
      readRememberedCase: async (_, { email }) => (email === ACCOUNT.email ? remembered : undefined),
      now: Date.now,
      random: () => 0.5,
      online: signal(true),
    },
    ACCOUNT,
  )
  return {
    asked,
    active,
    ended,
    open: (id = INQUIRY_ID) => makeCase(id, { active, abort: ended.signal }),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    async answer(result: Result<CaseView>) {
      await vi.advanceTimersByTimeAsync(0)
      waiting.shift()?.(result)
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

const failure = (code: Failure['code']): Failure => ({ code, title: '', detail: '', nextStep: '' })

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('begins with what was shown last, and then shows what is so now', async () => {
  const { open, answer, pass } = setUp(madeCase({ status: 'pending' }, 1))
  const opened = open()
  await pass(0)
  expect(opened.data.value).toMatchObject({ inquiry: { status: 'pending' } })
  expect(opened.asOf.value).toBe(1)
  await answer(ok(madeCase({ status: 'completed' }, 2)))
  expect(opened.data.value).toMatchObject({ inquiry: { status: 'completed' } })
  expect(opened.asOf.value).toBe(2)
})

it('does not go back to what was shown last, however late it is read', async () => {
  let read = (_: CaseView) => {}
  const { open, answer } = setUp(new Promise((resolve) => (read = resolve)))
  const opened = open()
  await answer(ok(madeCase({ status: 'completed' })))
  read(madeCase({ status: 'pending' }))
  await vi.advanceTimersByTimeAsync(0)
  expect(opened.data.value).toMatchObject({ inquiry: { status: 'completed' } })
})

it('keeps what is known through a failure, and lets it go when it proves not to be there', async () => {
  const { open, answer } = setUp()
  const opened = open()
  await answer(ok(madeCase()))
  opened.refresh()
  await answer(err(failure('provider-unavailable')))
  expect(opened.data.value).toMatchObject({ inquiry: { id: INQUIRY_ID } })
  expect(opened.error.value?.code).toBe('provider-unavailable')
  opened.refresh()
  await answer(err(failure('not-found')))
  expect(opened.data.value).toBeUndefined()
})

describe('looks again', () => {
  it.each([
    ['every 15 s while things happen', 'pending', 15_000],
    ['every minute once nothing more will', 'approved', 60_000],
  ])('%s', async (_, status, ms) => {
    const { open, answer, asked, pass } = setUp()
    open()
    await answer(ok(madeCase({ status })))
    await pass(ms - 1)
    expect(asked).toHaveLength(1)
    await pass(1)
    expect(asked).toHaveLength(2)
  })

  it('does not poll while it is hidden', async () => {
    const { open, answer, asked, active, pass } = setUp()
    open()
    await answer(ok(madeCase()))
    active.value = false
    await pass(600_000)
    expect(asked).toHaveLength(1)
    active.value = true
    await pass(0)
    expect(asked).toHaveLength(2)
  })

  it('asks for fresh data only on refresh', async () => {
    const { open, answer, asked } = setUp()
    const opened = open()
    await answer(ok(madeCase()))
    opened.refresh()
    expect(asked).toEqual([{ id: INQUIRY_ID }, { id: INQUIRY_ID, fresh: true }])
  })
})
