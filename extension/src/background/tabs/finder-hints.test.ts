import { hintOf } from '@inquiry-lens/shared/domain/uuid-hint.ts'
import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { accountIn, accountKey, cachedList, cachedProviders } from '../../platform/stored.ts'
import { ACCOUNT, NOW, SOURCE, sessionOf } from '../fixtures.ts'
import { createKnownConfig } from '../queries/known-config.ts'
import { SAMPLE_RELAY } from '../samples/sample-mark.ts'
import { createFinderHints } from './finder-hints.ts'

const ID = '5f3c1a2b-77d0-4e1c-9b2a-0c1d2e3f4a5b'
const { readKnown } = createKnownConfig({ readConfig: async () => {} })
const findHints = createFinderHints({ makeSalt: () => 'salt', readKnown })

async function hold(environment: 'production' | 'sandbox' | 'unknown', account = ACCOUNT): Promise<void> {
  const owner = accountKey(account)
  await accountIn.session.set(account)
  await cachedProviders.set({
    owner,
    providers: [{ provider: 'deepidv', environment }],
    wordsNearUuid: ['Check ID'],
  })
  await cachedList('app:sessions.list', { provider: 'deepidv' }).set({
    owner,
    items: [{ ...sessionOf(ID), provider: 'deepidv' }, sessionOf('iqse_Fictional1')],
    next: null,
    source: SOURCE,
    asOf: NOW,
    etag: null,
    limit: 25,
    usedAt: NOW,
  })
}

beforeEach(() => fakeBrowser.reset())

it('gives away no ID, only hints of those that were shown', async () => {
  await hold('production')
  const hints = await findHints()
  expect(hints).toEqual({
    uuids: { salt: 'salt', known: [hintOf('salt', ID)], words: ['check id'] },
    patterns: [],
  })
  expect(JSON.stringify(hints)).not.toContain(ID.slice(0, 8))
})

it.each(['sandbox', 'unknown'] as const)('lets no UUID count in the %s environment', async (environment) => {
  await hold(environment)
  expect(await findHints()).toBeUndefined()
})

it('knows nothing for nobody, for somebody else, and of samples', async () => {
  expect(await findHints()).toBeUndefined()
  await hold('production')
  await accountIn.session.set({ ...ACCOUNT, email: 'bo@example.com' })
  expect(await findHints()).toBeUndefined()
  await hold('production', { ...ACCOUNT, relay: SAMPLE_RELAY })
  expect(await findHints()).toBeUndefined()
})

it('tells of which form the company’s own numbers are, in whatever environment, each once', async () => {
  await hold('sandbox')
  const held = await cachedProviders.get()
  const pattern = 'cust-\\d{6}'
  if (held)
    await cachedProviders.set({
      ...held,
      idPatterns: [
        { provider: 'persona', pattern },
        { provider: 'deepidv', pattern },
      ],
    })
  expect(await findHints()).toEqual({ uuids: null, patterns: [pattern] })
})
