import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../../messages/failure.ts'
import { NO_POLICY, type Policy } from '../../platform/policy.ts'
import {
  accountIn,
  accountKey,
  isSample,
  lastRelay,
  readAccount,
  readSignedOutReason,
  savedViews,
  signedOut,
} from '../../stored.ts'
import { ACCOUNT, deferred, HEALTH, NOW, PAIRED, RELAY, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure, problemFailure } from '../relay/failures.ts'
import { createAccountKeeper } from './account.ts'

const REQUEST = { relay: 'lens.example.com', code: ' ABCD-EFGH ', keepSignedIn: false }

function setUp(more: Partial<Pick<RelayClient, 'health' | 'pair' | 'signOut'>> = {}) {
  const relay = {
    health: vi.fn<RelayClient['health']>(more.health ?? (async () => ok({ ...HEALTH, api: [1] }))),
    pair: vi.fn<RelayClient['pair']>(more.pair ?? (async () => ok(PAIRED))),
    signOut: vi.fn<RelayClient['signOut']>(more.signOut ?? (async () => ok(null))),
  }
  const forgetShown = vi.fn(async () => {})
  const policy: Policy = { ...NO_POLICY }
  const readManaged = async () => policy
  const notifyPages = vi.fn(async () => {})
  const keeper = createAccountKeeper({ relay, forgetShown, notifyPages, readManaged, now: () => NOW })
  return { relay, forgetShown, notifyPages, policy, keeper }
}

const everythingStored = async () => ({
  session: await fakeBrowser.storage.session.get(),
  local: await fakeBrowser.storage.local.get(),
})

beforeEach(() => fakeBrowser.reset())

describe('pair', () => {
  it('signs in until the browser closes', async () => {
    const { keeper, relay } = setUp()
    expect(await keeper.pair(REQUEST)).toEqual(ok(ACCOUNT))
    expect(relay.pair).toHaveBeenCalledWith(RELAY, { code: 'ABCD-EFGH', keepSignedIn: false })
    expect(await everythingStored()).toEqual({
      session: { account: ACCOUNT, token: TOKEN },
      local: { relay: RELAY, browserSignIn: { relay: RELAY } },
    })
  })

  it('signs in for longer where that was asked for', async () => {
    const { keeper } = setUp()
    await keeper.pair({ ...REQUEST, keepSignedIn: true })
    const kept = { ...ACCOUNT, keepSignedIn: true }
    expect(await everythingStored()).toEqual({
      session: {},
      local: { account: kept, token: TOKEN, relay: RELAY },
    })
  })

  it('never answers with the token', async () => {
    expect(JSON.stringify(await setUp().keeper.pair(REQUEST))).not.toContain(TOKEN)
  })

  it.each([
    ['an address that is none', { ...REQUEST, relay: 'http://lens.example.com' }, {}, 'address-not-valid'],
    ['an empty code', { ...REQUEST, code: '  ' }, {}, 'pairing-code-wrong'],
    [
      'a relay of another time',
      REQUEST,
      { health: async () => ok({ ...HEALTH, api: [0] }) },
      'relay-too-old',
    ],
    ['no relay', REQUEST, { health: async () => err(localFailure('not-a-relay')) }, 'not-a-relay'],
    [
      'a used code',
      REQUEST,
      { pair: async () => err(problemFailure('pairing-code-used')) },
      'pairing-code-used',
    ],
  ])('does not sign in with %s, and leaves the sign-in there is', async (_what, request, parts, code) => {
    const { keeper } = setUp(parts)
    await accountIn.session.set(ACCOUNT)
    expect(await keeper.pair(request)).toMatchObject({ ok: false, error: { code } })
    expect(await readAccount()).toEqual(ACCOUNT)
  })

  it('keeps a good address though the code was wrong', async () => {
    const { keeper } = setUp({ pair: async () => err(problemFailure('pairing-code-wrong')) })
    await keeper.pair(REQUEST)
    expect(await lastRelay.get()).toBe(RELAY)
  })

  it('replaces an earlier sign-in: its token, its rows, its area, and at the relay', async () => {
    const { keeper, relay, forgetShown } = setUp()
    await keeper.pair({ ...REQUEST, keepSignedIn: true })
    relay.pair.mockResolvedValue(ok({ ...PAIRED, token: 'token-of-bob' }))
    forgetShown.mockClear()
    await keeper.pair(REQUEST)
    expect(forgetShown).toHaveBeenCalledOnce()
    expect(relay.signOut).toHaveBeenCalledExactlyOnceWith({ relay: RELAY, token: TOKEN })
    expect(await everythingStored()).toEqual({
      session: { account: ACCOUNT, token: 'token-of-bob' },
      local: { relay: RELAY, browserSignIn: { relay: RELAY } },
    })
  })

  it('tells pages when it is there, and when it is gone', async () => {
    const { keeper, notifyPages } = setUp()
    const seen: unknown[] = []
    notifyPages.mockImplementation(async () => void seen.push((await readAccount())?.email))
    await keeper.pair(REQUEST)
    expect(seen.at(-1)).toBe(ACCOUNT.email)
    await keeper.signOut()
    expect(seen.at(-1)).toBeUndefined()
  })

  it('clears why the last sign-in ended', async () => {
    await signedOut.set({ relay: RELAY, detail: 'Revoked.' })
    await setUp().keeper.pair(REQUEST)
    expect(await readSignedOutReason()).toBeUndefined()
  })
})

describe('signOut', () => {
  it.each([
    ['agrees', async () => ok(null)],
    ['says that there is no such sign-in', async () => err(problemFailure('signed-out'))],
    ['is not there', async () => err(localFailure('offline'))],
  ])('leaves nothing but the address when the relay %s', async (_what, signOut) => {
    const { keeper, forgetShown } = setUp({ signOut })
    await keeper.pair({ ...REQUEST, keepSignedIn: true })
    await savedViews.set({ owner: accountKey(ACCOUNT), views: [{ name: 'Ours', address: 'group=us' }] })
    forgetShown.mockClear()
    expect(await keeper.signOut()).toEqual(ok(null))
    expect(forgetShown).toHaveBeenCalledOnce()
    expect(await everythingStored()).toEqual({ session: {}, local: { relay: RELAY } })
  })

  it('ends for surfaces after the shown data is deleted, and keeps no late answer', async () => {
    const { keeper, forgetShown } = setUp()
    await keeper.pair(REQUEST)
    const forgotten = deferred<void>()
    forgetShown.mockReturnValueOnce(forgotten.promise)
    const ended = keeper.signOut()
    await vi.waitFor(() => expect(forgetShown).toHaveBeenCalledTimes(2))
    expect(await readAccount()).toEqual(ACCOUNT)
    const keep = vi.fn()
    const late = await keeper.use(async ({ abort }) => {
      if (!abort.aborted) keep()
      return ok(null)
    })
    expect(late).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    expect(keep).not.toHaveBeenCalled()
    forgotten.resolve()
    await ended
    expect(await everythingStored()).toEqual({ session: {}, local: { relay: RELAY } })
  })

  it('is over also where what was shown cannot be forgotten', async () => {
    const { keeper, forgetShown } = setUp()
    await keeper.pair(REQUEST)
    forgetShown.mockRejectedValueOnce(new Error('No storage'))
    await expect(keeper.signOut()).rejects.toThrow('No storage')
    expect(await readAccount()).toBeUndefined()
  })

  it('of two at once, the slower one leaves the next sign-in alone', async () => {
    const { keeper, forgetShown } = setUp()
    await keeper.pair(REQUEST)
    const forgotten = deferred<void>()
    forgetShown.mockReturnValueOnce(forgotten.promise)
    const ended = keeper.signOut()
    await vi.waitFor(() => expect(forgetShown).toHaveBeenCalledTimes(2))
    const samples = keeper.trySamples()
    forgotten.resolve()
    await Promise.all([ended, samples])
    const account = await readAccount()
    expect(account && isSample(account)).toBe(true)
    expect(await keeper.use(async () => ok('asked'))).toEqual(ok('asked'))
  })

  it('does not wait for the relay to forget here', async () => {
    const never = deferred<never>()
    const { keeper } = setUp({ signOut: () => never.promise })
    await keeper.pair(REQUEST)
    void keeper.signOut()
    await vi.waitFor(async () =>
      expect(await everythingStored()).toEqual({ session: {}, local: { relay: RELAY } }),
    )
  })

  it('is no error when signed out', async () => {
    const { keeper, relay } = setUp()
    expect(await keeper.signOut()).toEqual(ok(null))
    expect(relay.signOut).not.toHaveBeenCalled()
  })
})

describe('use', () => {
  it('asks in the agent’s name', async () => {
    const { keeper } = setUp()
    await keeper.pair(REQUEST)
    const use = vi.fn(async () => ok('rows'))
    expect(await keeper.use(use)).toEqual(ok('rows'))
    expect(use).toHaveBeenCalledWith({ relay: RELAY, token: TOKEN, abort: expect.any(AbortSignal) }, ACCOUNT)
  })

  it('finds the sign-in again after the background was stopped', async () => {
    await setUp().keeper.pair(REQUEST)
    expect(await setUp().keeper.use(async ({ token }) => ok(token))).toEqual(ok(TOKEN))
  })

  it('asks nothing when signed out', async () => {
    const use = vi.fn(async () => ok(null))
    expect(await setUp().keeper.use(use)).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    expect(use).not.toHaveBeenCalled()
  })

  it('drops an account whose token is gone', async () => {
    await accountIn.session.set(ACCOUNT)
    await setUp().keeper.use(async () => ok(null))
    expect(await readAccount()).toBeUndefined()
  })

  it('ends the sign-in, and says why, when the relay has ended it', async () => {
    const { keeper, forgetShown } = setUp()
    await keeper.pair({ ...REQUEST, keepSignedIn: true })
    forgetShown.mockClear()
    const refused = err(problemFailure('signed-out', 'This sign-in was revoked.'))
    expect(await keeper.use(async () => refused)).toEqual(refused)
    expect(forgetShown).toHaveBeenCalledOnce()
    expect(await everythingStored()).toEqual({
      session: { signedOut: { relay: RELAY, detail: 'This sign-in was revoked.' } },
      local: { relay: RELAY },
    })
  })

  it.each(['relay-unreadable', 'offline', 'relay-timeout'] as const)(
    'keeps the sign-in through %s',
    async (code) => {
      const { keeper } = setUp()
      await keeper.pair(REQUEST)
      await keeper.use(async () => err(localFailure(code)))
      expect(await readAccount()).toEqual(ACCOUNT)
    },
  )

  it('ends what is in flight at sign-out', async () => {
    const { keeper } = setUp()
    await keeper.pair(REQUEST)
    const started = deferred<AbortSignal>()
    const held = deferred<never>()
    void keeper.use(({ abort }) => {
      started.resolve(abort)
      return held.promise
    })
    const signal = await started.promise
    expect(signal.aborted).toBe(false)
    await keeper.signOut()
    expect(signal.aborted).toBe(true)
  })

  it('does not let a late “signed out” of an earlier token end the present sign-in', async () => {
    const { keeper } = setUp()
    await keeper.pair(REQUEST)
    const started = deferred<void>()
    const late = deferred<ReturnType<typeof err>>()
    const first = keeper.use(() => {
      started.resolve()
      return late.promise
    })
    await started.promise
    await keeper.pair(REQUEST)
    late.resolve(err(problemFailure('signed-out')))
    await first
    expect(await readAccount()).toEqual(ACCOUNT)
    expect(await readSignedOutReason()).toBeUndefined()
  })
})

describe('sample mode', () => {
  it('is a sign-in without a relay, which ends with the browser and leaves nothing', async () => {
    const { keeper, relay, forgetShown } = setUp()
    const tried = await keeper.trySamples()
    expect(tried.ok && isSample(tried.value)).toBe(true)
    expect(await readAccount()).toEqual(tried.ok && tried.value)
    expect((await everythingStored()).local).toEqual({})
    expect(relay.health).not.toHaveBeenCalled()
    expect(relay.pair).not.toHaveBeenCalled()

    forgetShown.mockClear()
    await keeper.signOut()
    expect(forgetShown).toHaveBeenCalled()
    expect(await everythingStored()).toEqual({ session: {}, local: {} })
  })

  it('ends with the first pairing', async () => {
    const { keeper, forgetShown } = setUp()
    await keeper.trySamples()
    forgetShown.mockClear()
    await keeper.pair(REQUEST)
    expect(forgetShown).toHaveBeenCalled()
    expect(await readAccount()).toEqual(ACCOUNT)
  })
})

describe('an administrator’s relay', () => {
  const request = { relay: RELAY, code: '7K2QX-9MBD-4TPR', keepSignedIn: false }

  it('is the relay to pair with, whatever was typed', async () => {
    const { keeper, policy, relay } = setUp()
    policy.relay = 'https://set.example.com'
    await keeper.pair(request)
    expect(relay.pair.mock.calls.map(([address]) => address)).toEqual(['https://set.example.com'])
    await keeper.enforcePolicy()
    expect(await readAccount()).toMatchObject({ relay: 'https://set.example.com' })
  })

  it.each(['https://set.example.com', 'not an address'])('%s ends a sign-in to another', async (set) => {
    const { keeper, policy, forgetShown } = setUp()
    await keeper.pair(request)
    forgetShown.mockClear()
    policy.relay = set
    const use = vi.fn(async () => ok(null))
    expect(await keeper.use(use)).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    expect(use).not.toHaveBeenCalled()
    expect(forgetShown).toHaveBeenCalled()
    expect(await readSignedOutReason()).toEqual({
      relay: RELAY,
      detail: 'Your administrator has set another relay.',
    })
  })

  it('a misspelt one can’t be paired with', async () => {
    const { keeper, policy, relay } = setUp()
    policy.relay = 'http://set.example.com'
    expect(await keeper.pair(request)).toMatchObject({ ok: false, error: { code: 'address-not-valid' } })
    expect(relay.pair).not.toHaveBeenCalled()
  })

  it('leaves samples alone', async () => {
    const { keeper, policy } = setUp()
    await keeper.trySamples()
    policy.relay = 'https://set.example.com'
    await keeper.enforcePolicy()
    expect(await readAccount()).toBeDefined()
  })
})

describe('a sign-in that ends with the browser', () => {
  const emptyMemory = () => fakeBrowser.storage.session.clear()

  it('outlasts an update of the extension, and its token stays on disk no longer', async () => {
    const { keeper } = setUp()
    await keeper.pair(REQUEST)
    await keeper.prepareUpdate()
    await emptyMemory()
    await setUp().keeper.resume('update')
    expect(await everythingStored()).toEqual({
      session: { account: ACCOUNT, token: TOKEN },
      local: { relay: RELAY, browserSignIn: { relay: RELAY } },
    })
  })

  it('names an update as the reason, also if it was not announced', async () => {
    const { keeper } = setUp()
    await keeper.pair(REQUEST)
    await emptyMemory()
    await setUp().keeper.resume('update')
    expect(await readAccount()).toBeUndefined()
    expect(await readSignedOutReason()).toMatchObject({
      relay: RELAY,
      detail: expect.stringContaining('updated'),
    })
  })

  it.each(['before', 'after'])('ends with the browser, though an update came %s it', async (order) => {
    const { keeper } = setUp()
    await keeper.pair(REQUEST)
    await keeper.prepareUpdate()
    await emptyMemory()
    const later = setUp().keeper
    if (order === 'before') await later.resume('update')
    await later.resume('browser-start')
    if (order === 'after') await later.resume('update')
    expect(JSON.stringify(await everythingStored())).not.toContain(TOKEN)
    expect(await readSignedOutReason()).toMatchObject({
      detail: expect.stringContaining('browser was closed'),
    })
  })

  it('keeps a kept sign-in over updates and restarts, without a reason for an end', async () => {
    const { keeper } = setUp()
    await keeper.pair({ ...REQUEST, keepSignedIn: true })
    await keeper.prepareUpdate()
    await emptyMemory()
    await keeper.resume('update')
    await keeper.resume('browser-start')
    expect(await readAccount()).toMatchObject({ keepSignedIn: true })
    expect(await readSignedOutReason()).toBeUndefined()
  })

  it('is what the policy says, whatever was ticked', async () => {
    const { keeper, policy, relay } = setUp()
    Object.assign(policy, { keepSignedIn: true })
    await keeper.pair(REQUEST)
    expect(relay.pair).toHaveBeenCalledWith(RELAY, { code: 'ABCD-EFGH', keepSignedIn: true })
    expect(await readAccount()).toMatchObject({ keepSignedIn: true })
  })
})
