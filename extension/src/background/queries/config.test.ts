import { overlayPacks } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import { expect, it, vi } from 'vitest'
import { err, ok } from '../../messages/failure.ts'
import { cachedProviders, readCachedProviders } from '../../platform/stored.ts'
import { ACCOUNT, RELAY, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { createConfigReader } from './config.ts'

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
  const learnKey = vi.fn(async () => {})
  const keepSitesOff = vi.fn(async () => {})
  const read = createConfigReader({
    account: {
      use: (request) => request({ relay: RELAY, token: TOKEN, abort }, ACCOUNT),
    },
    relay: { config: async () => answer },
    heads: { learnKey },
    keepSitesOff,
  })
  return { read, learnKey, keepSitesOff }
}

it('hands on what the relay is set up as, and learns its key', async () => {
  const { read, learnKey } = setUp(ok({ ...CONFIG, auditKey: 'k'.repeat(43) }))
  expect(await read()).toMatchObject({ ok: true })
  expect(learnKey).toHaveBeenCalledExactlyOnceWith(RELAY, 'k'.repeat(43))
})

it('learns nothing from a relay that names none, or fails', async () => {
  for (const answer of [ok(CONFIG), err(problemFailure('internal'))]) {
    const { read, learnKey } = setUp(answer)
    expect((await read()).ok).toBe(answer.ok)
    expect(learnKey).not.toHaveBeenCalled()
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
