import type { Me } from '@inquiry-lens/shared/contract/api.ts'
import { expect, it, vi } from 'vitest'
import { err, ok } from '../../messages/failure.ts'
import { ACCOUNT, HEALTH, NOW, RELAY, SOURCE, sessionsPage, TOKEN } from '../fixtures.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { RelayClient } from './client.ts'
import { createConnectionTest } from './connection-test.ts'
import { localFailure } from './local-failure.ts'
import { problemFailure } from './problem-failure.ts'

const ME: Me = {
  agent: { email: ACCOUNT.email, role: ACCOUNT.role },
  expiresAt: ACCOUNT.expiresAt,
  providers: [{ provider: 'persona', environment: 'sandbox', state: 'answering' }],
}
const PERSONA = { provider: 'persona', environment: 'sandbox' }
const RELAY_IS_WELL = { ok: true, address: RELAY, build: HEALTH.build }
const health = { ...HEALTH, api: [1] }

type SessionsAnswer = Awaited<ReturnType<RelayClient['lists']['app:sessions.list']>>
const rows = (source = SOURCE): SessionsAnswer =>
  ok({ unchanged: false, value: sessionsPage(1), etag: null, source, asOf: NOW })

const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
const signedIn: AccountKeeper['use'] = (request) => request(credentials, ACCOUNT)

function setUp(
  more: Partial<{
    use: AccountKeeper['use']
    health: RelayClient['health']
    me: RelayClient['me']
    rows: SessionsAnswer
  }> = {},
) {
  const sessions = vi.fn<RelayClient['lists']['app:sessions.list']>(async () => more.rows ?? rows())
  const test = createConnectionTest({
    account: { use: more.use ?? signedIn },
    relay: {
      health: more.health ?? (async () => ok(health)),
      me: more.me ?? (async () => ok(ME)),
      lists: { 'app:sessions.list': sessions, 'app:events.list': vi.fn() },
    },
  })
  return { test, sessions }
}

it('makes a real read of each provider, past every memory', async () => {
  const { test, sessions } = setUp()
  expect(await test()).toEqual(ok({ relay: RELAY_IS_WELL, providers: [{ ...PERSONA, ok: true }] }))
  expect(sessions).toHaveBeenCalledExactlyOnceWith(credentials, {
    provider: 'persona',
    limit: 1,
    fresh: true,
  })
})

it('tells a provider’s trouble from the relay’s', async () => {
  const error = problemFailure('provider-key-refused')
  expect(await setUp({ rows: err(error) }).test()).toEqual(
    ok({ relay: RELAY_IS_WELL, providers: [{ ...PERSONA, ok: false, error }] }),
  )
})

it('takes old rows with a reason for the failure that they are', async () => {
  const stale = (reason: string) => rows({ ...SOURCE, state: 'stale', reason })
  expect(await setUp({ rows: stale('provider-key-refused') }).test()).toMatchObject({
    value: { providers: [{ ok: false, error: { code: 'provider-key-refused' } }] },
  })
  expect(await setUp({ rows: stale('breaker-of-2031') }).test()).toMatchObject({
    value: {
      providers: [
        {
          ok: false,
          error: { code: 'provider-unavailable', detail: expect.stringContaining('breaker-of-2031') },
        },
      ],
    },
  })
})

it.each([
  ['nobody is signed in', { use: async () => err(problemFailure('signed-out')) }, 'signed-out'],
  ['there is no relay', { health: async () => err(localFailure('not-a-relay')) }, 'not-a-relay'],
  ['the relay is of another time', { health: async () => ok({ ...health, api: [2] }) }, 'client-too-old'],
  ['the sign-in was revoked', { me: async () => err(problemFailure('signed-out')) }, 'signed-out'],
])('names the relay, and asks no provider, when %s', async (_what, parts, code) => {
  const { test, sessions } = setUp(parts)
  expect(await test()).toMatchObject({
    ok: true,
    value: { relay: { ok: false, error: { code } }, providers: [] },
  })
  expect(sessions).not.toHaveBeenCalled()
})
