import type { Me } from '@inquiry-lens/shared/contract/config.ts'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { err, ok } from '../../messages/failure.ts'
import { ACCOUNT, HEALTH, NOW, RELAY, SOURCE, sessionsPage, TOKEN } from '../fixtures.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { RelayClient } from './client.ts'
import { createConnectionTest, findVersionMismatch, normaliseRelayAddress } from './connection.ts'
import { localFailure, problemFailure } from './failures.ts'

describe('address', () => {
  describe('normaliseRelayAddress', () => {
    it.each([
      ['https://lens.example.com', 'https://lens.example.com'],
      ['https://lens.example.com/', 'https://lens.example.com'],
      ['  https://lens.example.com  ', 'https://lens.example.com'],
      ['HTTPS://Lens.Example.COM', 'https://lens.example.com'],
      ['lens.example.com', 'https://lens.example.com'],
      ['lens.example.com/', 'https://lens.example.com'],
      ['lens.example.com:8443', 'https://lens.example.com:8443'],
      ['https://lens.example.com:443', 'https://lens.example.com'],
      ['localhost', 'http://localhost'],
      ['localhost:8787', 'http://localhost:8787'],
      ['127.0.0.1:8787', 'http://127.0.0.1:8787'],
      ['http://127.0.0.1:8787/', 'http://127.0.0.1:8787'],
      ['https://localhost:8787', 'https://localhost:8787'],
      ['lens', 'https://lens'],
      ['https://bücher.example', 'https://xn--bcher-kva.example'],
      ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ])('takes %s for %s', (typed, origin) => {
      expect(normaliseRelayAddress(typed)).toEqual({ ok: true, value: origin })
    })

    it.each([
      ['', 'Enter the address that your admin gave you.'],
      ['   ', 'Enter the address that your admin gave you.'],
      ['https://lens.example.com/v1', 'Leave out “/v1”: https://lens.example.com'],
      ['lens.example.com/v1/sessions?limit=5', 'Leave out “/v1/sessions?limit=5”: https://lens.example.com'],
      ['https://lens.example.com/?a=b', 'Leave out “?a=b”: https://lens.example.com'],
      ['https://lens.example.com/#top', 'Leave out “#top”: https://lens.example.com'],
      ['localhost:8787/healthz', 'Leave out “/healthz”: http://localhost:8787'],
      ['http://lens.example.com', 'A relay is only asked over https: https://lens.example.com'],
      ['http://lens.example.com:8787', 'A relay is only asked over https: https://lens.example.com:8787'],
      ['http://[::1]:8787', 'A relay is only asked over https: https://[::1]:8787'],
      ['http://127.0.0.1.example.com', 'A relay is only asked over https: https://127.0.0.1.example.com'],
      ['https://ada:secret@lens.example.com', 'Leave out the name and password: https://lens.example.com'],
      ['ada@lens.example.com', 'Leave out the name and password: https://lens.example.com'],
      ['ftp://lens.example.com', 'An address begins with https://, not with ftp://.'],
      ['wss://lens.example.com', 'An address begins with https://, not with wss://.'],
      ['chrome-extension://abc/x', 'An address begins with https://, not with chrome-extension://.'],
      ['javascript:alert(1)', '“javascript:alert(1)” is not a web address.'],
      ['mailto:ada@example.com', 'That is not a web address.'],
      ['ada:hunter2@lens.example.com', 'That is not a web address.'],
      ['https:lens.example.com', '“https:lens.example.com” is not a web address.'],
      ['//lens.example.com', '“//lens.example.com” is not a web address.'],
      ['https://', '“https://” is not a web address.'],
      ['https://lens.example.com:99999', '“https://lens.example.com:99999” is not a web address.'],
      ['lens example.com', 'An address has no spaces in it.'],
    ])('refuses %j and says what to change', (typed, detail) => {
      expect(normaliseRelayAddress(typed)).toMatchObject({
        ok: false,
        error: { code: 'address-not-valid', detail },
      })
    })

    it('never shows a password back', () => {
      for (const typed of [
        'https://ada:hunter2@lens.example.com/v1',
        'ada:hunter2@lens.example.com',
        'https://:hunter2@',
      ]) {
        expect(JSON.stringify(normaliseRelayAddress(typed))).not.toContain('hunter2')
      }
    })

    it('never throws, and what it accepts is an origin that it accepts again', () => {
      const typed = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.tuple(fc.domain(), fc.constantFrom('', '/', ':8787', '/v1', '?x')).map((parts) => parts.join('')),
      )
      fc.assert(
        fc.property(typed, (text) => {
          const result = normaliseRelayAddress(text)
          if (!result.ok) return
          expect(new URL(result.value).origin).toBe(result.value)
          expect(normaliseRelayAddress(result.value)).toEqual(result)
          const { protocol, hostname } = new URL(result.value)
          expect(protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname)).toBe(true)
        }),
        { numRuns: 2000 },
      )
    })
  })
})

describe('api version', () => {
  it.each([
    [[2], 2, undefined],
    [[1, 2, 3], 2, undefined],
    [[1], 2, 'relay-too-old'],
    [[], 2, 'relay-too-old'],
    [[3, 4], 2, 'client-too-old'],
    [[1, 3], 2, 'client-too-old'],
  ])('a relay that speaks %j and an extension that speaks %i: %s', (api, ours, code) => {
    expect(findVersionMismatch({ ...HEALTH, api }, ours)?.code).toBe(code)
  })
})

describe('connection test', () => {
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

  it('has the relay ask again what each key may not read', async () => {
    const me = vi.fn<RelayClient['me']>(async (_credentials, terms) =>
      ok({
        ...ME,
        providers: ME.providers.map((one) => ({
          ...one,
          ...(terms?.fresh && { lacks: ['verification.read'] }),
        })),
      }),
    )
    expect(await setUp({ me }).test()).toMatchObject({
      value: { providers: [{ ok: true, lacks: ['verification.read'] }] },
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
    ['no agent is signed in', { use: async () => err(problemFailure('signed-out')) }, 'signed-out'],
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
})
