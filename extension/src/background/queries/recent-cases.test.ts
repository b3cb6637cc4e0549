import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import type { Account } from '../../messages/messages.ts'
import {
  activeAt,
  IDLE_PURGE_MS,
  MAX_RECENT_CASES,
  recentCases,
  recentCasesOf,
} from '../../platform/stored.ts'
import { ACCOUNT, NOW, RELAY, TOKEN } from '../fixtures.ts'
import { createRecentCases } from './recent-cases.ts'

const BOB: Account = { ...ACCOUNT, email: 'bob@example.com' }

beforeEach(() => fakeBrowser.reset())

function setUp() {
  const signIn = new AbortController()
  const credentials = { relay: RELAY, token: TOKEN, abort: signIn.signal }
  const who = { account: ACCOUNT }
  const clock = { now: NOW }
  const recents = createRecentCases({
    account: { use: (request) => request(credentials, who.account) },
    now: () => clock.now,
  })
  const told = (id: string, more: object = {}) => ({
    id,
    provider: 'persona' as const,
    environment: 'sandbox' as const,
    caseState: 'in-progress' as const,
    asOf: clock.now,
    isOpening: true,
    ...more,
  })
  const read = async (account = ACCOUNT) => recentCasesOf(account, await recentCases.get())
  return { recents, told, read, who, clock, signIn }
}

it('keeps the newest eight, each once, the last opened in front', async () => {
  const { recents, told, read, clock } = setUp()
  for (let nth = 0; nth < 10; nth++) {
    clock.now = NOW + nth
    expect(await recents.note(told(`inq_${nth}`))).toEqual(ok(null))
  }
  clock.now = NOW + 20
  await recents.note(told('inq_5'))
  const ids = (await read()).map(({ id }) => id)
  expect(ids).toHaveLength(MAX_RECENT_CASES)
  expect(ids.slice(0, 3)).toEqual(['inq_5', 'inq_9', 'inq_8'])
  expect(new Set(ids).size).toBe(ids.length)
  expect((await read())[0]?.openedAt).toBe(NOW + 20)
})

it('takes what else is known of an open case where it stands, and never one that was cleared away', async () => {
  const { recents, told, read, clock } = setUp()
  await recents.note(told('inq_a'))
  await recents.note(told('inq_b'))
  clock.now = NOW + 5000
  await recents.note(told('inq_a', { caseState: 'approved', isOpening: false }))
  expect(await read()).toMatchObject([
    { id: 'inq_b', caseState: 'in-progress', openedAt: NOW },
    { id: 'inq_a', caseState: 'approved', asOf: NOW + 5000, openedAt: NOW },
  ])
  await recents.clear()
  await recents.note(told('inq_a', { isOpening: false }))
  expect(await read()).toEqual([])
})

it('is nobody else’s', async () => {
  const { recents, told, read, who } = setUp()
  await recents.note(told('inq_a'))
  expect(await read(BOB)).toEqual([])
  who.account = BOB
  await recents.note(told('inq_b'))
  expect((await read(BOB)).map(({ id }) => id)).toEqual(['inq_b'])
  expect(await read()).toEqual([])
})

it('keeps nothing for a sign-in that is over', async () => {
  const { recents, told, read, signIn } = setUp()
  signIn.abort()
  await recents.note(told('inq_a'))
  expect(await read()).toEqual([])
})

it('goes when nobody was there for a quarter of an hour, however long ago a case was opened', async () => {
  const { recents, told, read, clock } = setUp()
  await recents.note(told('inq_a'))
  clock.now = NOW + 2 * IDLE_PURGE_MS
  await activeAt.set(clock.now - IDLE_PURGE_MS)
  await recents.forgetIdle()
  expect(await read()).toHaveLength(1)
  await activeAt.set(clock.now - IDLE_PURGE_MS - 1)
  await recents.forgetIdle()
  expect(await read()).toEqual([])
})

it('a purge in the middle of a write has the last word', async () => {
  const { recents, told, read } = setUp()
  const written = recents.note(told('inq_a'))
  await Promise.all([written, recents.forgetAll()])
  expect(await read()).toEqual([])
  expect(await fakeBrowser.storage.session.get(null)).toEqual({})
})
