import { overlayPacks } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../../messages/failure.ts'
import { NO_POLICY } from '../../platform/policy.ts'
import { accountIn, accountKey, cachedProviders, readAccount, readCachedProviders } from '../../stored.ts'
import { ACCOUNT, HEALTH, NOW, PAIRED, RELAY, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import { createAccountKeeper } from '../session/account.ts'
import { createConfigReader, createHealthReader, createKnownConfig } from './config.ts'

describe('config', () => {
  const CONFIG = {
    providers: [],
    eventFamilies: [],
    idPatterns: [],
    wordsNearUuid: [],
    sitesOff: [],
    replies: {},
    replyLanguages: {},
  }

  function setUp(answer: Awaited<ReturnType<RelayClient['config']>>, abort = new AbortController().signal) {
    const keepKey = vi.fn(async () => {})
    const keepSitesOff = vi.fn(async () => {})
    const read = createConfigReader({
      account: {
        use: (request) => request({ relay: RELAY, token: TOKEN, abort }, ACCOUNT),
      },
      relay: { config: async () => answer },
      checkpoints: { keepKey },
      keepSitesOff,
    })
    return { read, keepKey, keepSitesOff }
  }

  it('returns the relay’s configuration, and keeps its key', async () => {
    const { read, keepKey } = setUp(ok({ ...CONFIG, auditKey: 'k'.repeat(43) }))
    expect(await read()).toMatchObject({ ok: true })
    expect(keepKey).toHaveBeenCalledExactlyOnceWith(RELAY, 'k'.repeat(43))
  })

  it('keeps no key of a relay that names none, or fails', async () => {
    for (const answer of [ok(CONFIG), err(problemFailure('internal'))]) {
      const { read, keepKey } = setUp(answer)
      expect((await read()).ok).toBe(answer.ok)
      expect(keepKey).not.toHaveBeenCalled()
    }
  })

  it('keeps the hosts on which nothing is marked', async () => {
    const { read, keepSitesOff } = setUp(ok({ ...CONFIG, sitesOff: ['*.off.example'] }))
    await read()
    expect(keepSitesOff).toHaveBeenCalledExactlyOnceWith(RELAY, ['*.off.example'])
  })

  it('remembers which providers there are, for the account that asked', async () => {
    const providers = [{ provider: 'deepidv', environment: 'production', dashboard: null }] as const
    await setUp(ok({ ...CONFIG, providers: [...providers] })).read()
    expect(await readCachedProviders(ACCOUNT)).toEqual([{ provider: 'deepidv', environment: 'production' }])
    expect(await readCachedProviders({ ...ACCOUNT, email: 'bo@example.com' })).toBeUndefined()
  })

  it('remembers nothing of a sign-in that ends while something else is kept', async () => {
    await cachedProviders.remove()
    const signIn = new AbortController()
    const { read, keepSitesOff } = setUp(ok(CONFIG), signIn.signal)
    keepSitesOff.mockImplementation(async () => signIn.abort())
    await read()
    expect(await cachedProviders.get()).toBeUndefined()
  })

  it('hands on what can be said to a customer, the company’s words over ours', async () => {
    const own = { replies: { expired: 'A new link?' }, replyLanguages: { it: { replies: {}, tasks: {} } } }
    const answer = await setUp(ok({ ...CONFIG, ...own })).read()
    expect(answer.ok && answer.value.texts).toEqual(overlayPacks(own))
  })
})

describe('known config', () => {
  const idPatterns = [{ provider: 'persona' as const, pattern: 'cust-######' }]
  const remember = (account = ACCOUNT) =>
    cachedProviders.set({ owner: accountKey(account), providers: [], idPatterns })

  beforeEach(() => fakeBrowser.reset())

  it('does not ask for a known configuration, nor when signed out', async () => {
    const readConfig = vi.fn(async () => {})
    const known = createKnownConfig({ readConfig })
    await remember()
    expect(await known.readIdPatterns()).toEqual([])
    await accountIn.session.set(ACCOUNT)
    expect(await known.readIdPatterns()).toEqual(idPatterns)
    expect(readConfig).not.toHaveBeenCalled()
  })

  it('asks if it is not known or another account’s, and accepts a failure', async () => {
    await accountIn.session.set(ACCOUNT)
    await remember({ ...ACCOUNT, email: 'other@example.com' })
    const readConfig = vi.fn(async () => {})
    const known = createKnownConfig({ readConfig })
    expect(await known.readIdPatterns()).toEqual([])
    readConfig.mockImplementation(() => remember())
    expect(await known.readIdPatterns()).toEqual(idPatterns)
    expect(readConfig).toHaveBeenCalledTimes(2)
  })

  it('returns the cached texts of this account, or else ours, without asking', async () => {
    const readConfig = vi.fn(async () => {})
    const { readTexts } = createKnownConfig({ readConfig })
    const ours = ok(overlayPacks({ replies: {}, replyLanguages: {} }))
    expect(await readTexts()).toEqual(ours)
    const ownWords = { replies: { expired: 'A new link?' }, replyLanguages: {} }
    await cachedProviders.set({ owner: accountKey(ACCOUNT), providers: [], ownWords })
    expect(await readTexts()).toEqual(ours)
    await accountIn.session.set(ACCOUNT)
    expect(await readTexts()).toEqual(ok(overlayPacks(ownWords)))
    await cachedProviders.set({ owner: 'other', providers: [], ownWords })
    expect(await readTexts()).toEqual(ours)
    expect(readConfig).not.toHaveBeenCalled()
  })
})

describe('health', () => {
  beforeEach(() => fakeBrowser.reset())

  it.each([false, true])(
    'keeps the role that the relay names now, kept signed in: %s',
    async (keepSignedIn) => {
      const account = createAccountKeeper({
        relay: {
          health: async () => ok({ ...HEALTH, api: [1] }),
          pair: async () => ok(PAIRED),
          signOut: async () => ok(null),
        },
        forgetShown: async () => {},
        notifyPages: async () => {},
        readManaged: async () => NO_POLICY,
        now: () => NOW,
      })
      const area = keepSignedIn ? 'local' : 'session'
      await accountIn[area].set({ ...ACCOUNT, keepSignedIn })
      await fakeBrowser.storage[area].set({ token: TOKEN })
      const agent = { email: ACCOUNT.email, role: 'investigator' } as const
      const readHealth = createHealthReader({
        account,
        relay: { me: async () => ok({ agent, expiresAt: ACCOUNT.expiresAt, providers: [] }) },
      })
      expect(await readHealth()).toEqual(ok([]))
      expect(await readAccount()).toEqual({ ...ACCOUNT, keepSignedIn, role: 'investigator' })
    },
  )
})
