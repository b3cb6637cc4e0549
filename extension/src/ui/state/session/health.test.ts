import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Failure, ok } from '../../../messages/failure.ts'
import type { PollPace } from '../resource/resource.ts'
import { stubRequest } from '../testing.ts'
import { followHealth } from './health.ts'

const FRESH: Source = { provider: 'persona', environment: 'sandbox', state: 'fresh' }
const STALE: Source = { ...FRESH, state: 'stale', reason: 'provider-timeout' }

function setUp() {
  const answer = {
    source: signal<Source | undefined>(undefined),
    error: signal<Failure | undefined>(undefined),
    isFetching: signal(false),
    pace: signal<PollPace | undefined>(undefined),
  }
  const other = { ...answer, pace: signal<PollPace | undefined>(undefined) }
  const { request, asked } = stubRequest({
    'app:health.get': () =>
      ok([{ provider: 'persona' as const, environment: 'sandbox' as const, state: 'answering' as const }]),
  })
  const ended = new AbortController()
  const active = signal(true)
  const online = signal(true)
  const health = followHealth(request, signal([answer, other]), {
    now: Date.now,
    random: () => 0.5,
    online,
    active,
    abort: ended.signal,
  })
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)
  return { answer, other, online, asked, ended, active, health, pass }
}

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
afterEach(() => void vi.useRealTimers())

it('waits for the surface’s first result, then polls at once', async () => {
  const { answer, asked, health, pass } = setUp()
  answer.isFetching.value = true
  await pass(30)
  expect(asked).toHaveLength(0)
  answer.source.value = FRESH
  answer.isFetching.value = false
  await pass(0)
  expect(asked).toHaveLength(1)
  expect(health.value.providers).toMatchObject([{ state: 'answering' }])
})

it('refreshes when a provider fails and when it answers again', async () => {
  const { answer, asked, pass } = setUp()
  answer.source.value = FRESH
  await pass(1)
  answer.source.value = STALE
  await pass(0)
  expect(asked).toHaveLength(2)
  answer.source.value = { ...STALE }
  await pass(0)
  expect(asked).toHaveLength(2)
  answer.source.value = FRESH
  await pass(0)
  expect(asked).toHaveLength(3)
})

it('sends no request while hidden or after the end', async () => {
  const { answer, asked, active, ended, pass } = setUp()
  active.value = false
  answer.source.value = FRESH
  await pass(120)
  expect(asked).toHaveLength(0)
  active.value = true
  await pass(0)
  ended.abort()
  answer.source.value = STALE
  await pass(600)
  expect(asked).toHaveLength(1)
})

it('says nothing of providers without a connection', async () => {
  const { answer, online, health, pass } = setUp()
  answer.source.value = FRESH
  await pass(0)
  online.value = false
  expect(health.value.providers).toEqual([])
  online.value = true
  expect(health.value.providers).toHaveLength(1)
})

it('says of each provider how changes come, by the slowest of what is shown', () => {
  const { answer, other, health } = setUp()
  const pace = () => health.value.paces.get('persona')
  answer.pace.value = 'told'
  expect(pace()).toBeUndefined()
  answer.source.value = FRESH
  expect(pace()).toBe('told')
  other.pace.value = 30_000
  expect(pace()).toBe(30_000)
  answer.pace.value = 15_000
  expect(pace()).toBe(30_000)
  answer.pace.value = other.pace.value = undefined
  expect(pace()).toBeUndefined()
})
