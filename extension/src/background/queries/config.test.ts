import { overlayPacks } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import { expect, it, vi } from 'vitest'
import { fail, succeed } from '../../messages/failure.ts'
import { readRememberedProviders, rememberedProviders } from '../../platform/stored.ts'
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

function setUp(answer: Awaited<ReturnType<RelayClient['config']>>, signal = new AbortController().signal) {
  const learnKey = vi.fn(async () => {})
  const keepSitesOff = vi.fn(async () => {})
  const read = createConfigReader({
    account: {
      use: (ask) => ask({ relay: RELAY, token: TOKEN, signal }, ACCOUNT),
    },
    relay: { config: async () => answer },
    heads: { learnKey },
    keepSitesOff,
  })
  return { read, learnKey, keepSitesOff }
}

it('hands on what the relay is set up as, and learns its key', async () => {
  const { read, learnKey } = setUp(succeed({ ...CONFIG, recordKey: 'k'.repeat(43) }))
  expect(await read()).toMatchObject({ ok: true })
  expect(learnKey).toHaveBeenCalledExactlyOnceWith(RELAY, 'k'.repeat(43))
})

it('learns nothing from a relay that names none, or fails', async () => {
  for (const answer of [succeed(CONFIG), fail(problemFailure('internal'))]) {
    const { read, learnKey } = setUp(answer)
    expect((await read()).ok).toBe(answer.ok)
    expect(learnKey).not.toHaveBeenCalled()
  }
})

it('keeps the hosts on which nothing is marked', async () => {
  const { read, keepSitesOff } = setUp(succeed({ ...CONFIG, sitesOff: ['*.off.example'] }))
  await read()
  expect(keepSitesOff).toHaveBeenCalledExactlyOnceWith(RELAY, ['*.off.example'])
})

it('remembers which providers there are, for the account that asked', async () => {
  const providers = [{ provider: 'deepidv', environment: 'production', dashboard: null }] as const
  await setUp(succeed({ ...CONFIG, providers: [...providers] })).read()
  expect(await readRememberedProviders(ACCOUNT)).toEqual([{ provider: 'deepidv', environment: 'production' }])
  expect(await readRememberedProviders({ ...ACCOUNT, email: 'bo@example.com' })).toBeUndefined()
})

it('remembers nothing of a sign-in that ends while something else is kept', async () => {
  await rememberedProviders.remove()
  const signIn = new AbortController()
  const { read, keepSitesOff } = setUp(succeed(CONFIG), signIn.signal)
  keepSitesOff.mockImplementation(async () => signIn.abort())
  await read()
  expect(await rememberedProviders.get()).toBeUndefined()
})

it('hands on what can be said to a customer, the company’s words over ours', async () => {
  const own = { replies: { expired: 'A new link?' }, replyLanguages: { it: { replies: {}, tasks: {} } } }
  const answer = await setUp(succeed({ ...CONFIG, ...own })).read()
  expect(answer.ok && answer.value.texts).toEqual(overlayPacks(own))
})
