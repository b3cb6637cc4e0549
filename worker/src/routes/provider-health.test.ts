/** What every agent may know about a provider's state: kinds and totals, no agent's numbers. */
import { MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock, countAll } from '../../testing/gateway.ts'
import { openRelay, type RelayUnderTest } from '../../testing/relay-under-test.ts'

async function healthOf(relay: RelayUnderTest, token: string) {
  const me = v.parse(MeSchema, await (await relay.request('/v1/me', { token })).json())
  return me.providers.find(({ provider }) => provider === 'persona')
}

describe('GET /v1/me', () => {
  it('shows the requests left to all agents alike, at no cost', async () => {
    const relay = openRelay()
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    expect(await healthOf(relay, ada)).toMatchObject({ state: 'untried', quota: { limit: 60, left: 60 } })
    await relay.request('/v1/sessions', { token: ada })
    const requestCount = countAll(relay)
    const [one, other] = [await healthOf(relay, ada), await healthOf(relay, bob)]
    expect(one?.quota).toMatchObject({ limit: 60, left: 60 - requestCount, windowSeconds: 60 })
    expect(other).toEqual(one)
    expect(Object.keys(one ?? {}).sort()).toEqual(['environment', 'provider', 'quota', 'state'])
    expect(Object.keys(one?.quota ?? {}).sort()).toEqual(['left', 'limit', 'moreInSeconds', 'windowSeconds'])
    expect(countAll(relay)).toBe(requestCount)
  })

  it('shows why and for how long the provider is not called', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    vi.useFakeTimers({ toFake: ['Date'] })
    relay.providers.control.faults([{ fault: 'reset' }])
    for (const id of ['A', 'B', 'C', 'D', 'E']) await relay.request(`/v1/sessions/iqse_${id}BC123`, { token })
    const broken = await healthOf(relay, token)
    expect(broken).toMatchObject({ state: 'failing', reason: 'provider-unavailable' })
    expect(broken?.pausedFor).toBeGreaterThan(0)
    expect(broken?.pausedFor).toBeLessThanOrEqual(10)
    relay.providers.control.faults([])
    advanceClock(11)
    await relay.request('/v1/sessions', { token })
    const well = await healthOf(relay, token)
    expect(well).toMatchObject({ state: 'answering' })
    expect(well).not.toHaveProperty('pausedFor')
  })
})
