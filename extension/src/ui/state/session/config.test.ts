import { overlayPacks } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { effect, signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import { err, ok, pageFailure, type Result } from '../../../messages/failure.ts'
import type { Replies } from '../../../messages/messages.ts'
import { type ConfigKeeper, keepConfig, keepProviders } from './config.ts'

const CONFIG = {
  providers: [],
  eventFamilies: ['inquiry'],
  idPatterns: [],
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
  replyLanguages: {},
  texts: overlayPacks({ replies: { expired: 'A new link?' }, replyLanguages: {} }),
}

it('fetches when wanted, one request at a time, and again only after a failure', async () => {
  const answers: Result<Replies['app:config.get']>[] = [err(pageFailure('offline')), ok(CONFIG)]
  let asked = 0
  const { config, texts, want } = keepConfig(
    { fetchConfig: async () => answers[asked++] ?? ok(CONFIG) },
    new AbortController().signal,
  )
  expect(asked).toBe(0)
  want()
  want()
  await Promise.resolve()
  await Promise.resolve()
  expect([asked, config.value, texts.value]).toEqual([1, undefined, undefined])
  want()
  await Promise.resolve()
  await Promise.resolve()
  want()
  expect([asked, config.value, texts.value]).toEqual([2, CONFIG, CONFIG.texts])
})

it('uses remembered providers until the relay’s arrive', async () => {
  const REMEMBERED = overlayPacks({ replies: { expired: 'As of yesterday.' }, replyLanguages: {} })
  let answer: Result<Replies['app:config.get']> = err(pageFailure('offline'))
  const fetchTexts = vi.fn(async () => ok(REMEMBERED))
  const { texts, isMissing, want } = keepConfig(
    { fetchConfig: async () => answer, fetchTexts },
    new AbortController().signal,
  )
  want()
  expect(texts.value).toBeUndefined()
  await vi.waitFor(() => expect(isMissing.value).toBe(true))
  expect(texts.value).toEqual(REMEMBERED)
  answer = ok(CONFIG)
  want()
  await vi.waitFor(() => expect(isMissing.value).toBe(false))
  expect(texts.value).toEqual(CONFIG.texts)
  expect(fetchTexts).toHaveBeenCalledOnce()
})

const ADA = {
  email: 'ada@example.com',
  relay: 'https://relay.example',
  expiresAt: '2026-12-01T00:00:00Z',
  keepSignedIn: true,
}

it('the providers that the relay names stay those that were remembered, whatever the order of their keys', async () => {
  const config: ConfigKeeper['config'] = signal(undefined)
  const providers = keepProviders({
    config,
    isMissing: signal(false),
    account: ADA,
    // As Chrome’s storage gives back what was put in the other way round.
    readRememberedProviders: async () => [{ environment: 'sandbox', provider: 'persona' }],
    abort: new AbortController().signal,
  })
  const seen: unknown[] = []
  effect(() => void seen.push(providers.value))
  await Promise.resolve()
  Reflect.set(config, 'value', { providers: [{ provider: 'persona', environment: 'sandbox' }] })
  // Another value would begin every list again, under the hand of an agent.
  expect(seen).toEqual([undefined, [{ provider: 'persona', environment: 'sandbox' }]])
})
