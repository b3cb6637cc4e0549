import { effect, signal } from '@preact/signals'
import { expect, it } from 'vitest'
import type { ConfigKeeper } from './config.ts'
import { keepProviders } from './providers.ts'

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
