import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { err, type Failure, ok, type Result } from '../../../messages/failure.ts'
import type { LookupsView } from '../../../messages/messages.ts'
import type { LiveState } from '../../../stored.ts'
import { stubRequest } from '../testing.ts'
import { createInquiryStates, createLookups } from './lookups.ts'

const answerTo = (ids: readonly string[]): Result<LookupsView> =>
  ok({
    items: ids.map((id): Lookup => ({ id, outcome: 'not-found' })),
    source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
    asOf: 0,
  })

const LIMITED: Failure = {
  code: 'provider-rate-limited',
  title: '',
  detail: '',
  nextStep: '',
  retryAfter: 42,
}

function setUp({ restMs = 0, failures = 0 } = {}) {
  let left = failures
  const ids = signal<readonly string[]>(['inq_a', 'inq_b'])
  const ended = new AbortController()
  const sizes: number[] = []
  let held: (() => void)[] | undefined
  const { request, asked } = stubRequest({
    'app:lookup': async ({ ids: wanted }) => {
      sizes.push(wanted.length)
      if (held) await new Promise<void>((resolve) => held?.push(resolve))
      return left-- > 0 ? err(LIMITED) : answerTo(wanted)
    },
  })
  const lookups = createLookups({ request, ids, restMs, abort: ended.signal })
  return {
    ...{ ids, ended, lookups, sizes },
    asked: () => asked.map(({ payload }) => payload),
    /** From now on no request is answered; the returned function answers the first of them, or all. */
    hold() {
      held = []
      return (count = Number.POSITIVE_INFINITY) => {
        for (const resolve of held?.splice(0, count) ?? []) resolve()
      }
    },
  }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('looks all of them up at once, and later only those that are new', async () => {
  const { ids, lookups, asked } = setUp()
  await pass(0)
  ids.value = ['inq_b', 'inq_c']
  await pass(0)
  expect(asked()).toEqual([{ ids: ['inq_a', 'inq_b'] }, { ids: ['inq_c'] }])
  expect([...lookups.data.value.keys()]).toEqual(['inq_a', 'inq_b', 'inq_c'])
  lookups.refresh()
  await pass(0)
  expect(asked().at(-1)).toEqual({ ids: ['inq_b', 'inq_c'] })
})

it('refreshes all the same when other IDs come into view before the answer', async () => {
  const { ids, lookups, asked } = setUp()
  await pass(0)
  lookups.refresh()
  ids.value = ['inq_b', 'inq_c']
  await pass(0)
  expect(asked().at(-1)).toEqual({ ids: ['inq_b', 'inq_c'] })
  ids.value = ['inq_b']
  await pass(0)
  expect(asked()).toHaveLength(2)
})

it('goes on with what is under way when IDs join and leave, and asks for the new ones alone', async () => {
  const { ids, lookups, asked, hold } = setUp()
  const release = hold()
  await pass(0)
  ids.value = ['inq_b', 'inq_c']
  await pass(0)
  ids.value = ['inq_a', 'inq_b', 'inq_c', 'inq_d']
  await pass(0)
  release()
  await pass(0)
  expect(asked()).toEqual([{ ids: ['inq_a', 'inq_b'] }, { ids: ['inq_c'] }, { ids: ['inq_d'] }])
  expect([lookups.data.value.size, lookups.isFetching.value]).toEqual([4, false])
})

it('takes no answer from before something happened', async () => {
  const { lookups, asked, hold } = setUp()
  const release = hold()
  await pass(0)
  lookups.renew(['inq_a'])
  await pass(0)
  release(1)
  await pass(0)
  expect([...lookups.data.value.keys()]).toEqual(['inq_b'])
  expect(lookups.isFetching.value).toBe(true)
  release()
  await pass(0)
  expect(asked()).toEqual([{ ids: ['inq_a', 'inq_b'] }, { ids: ['inq_a'] }])
  expect([...lookups.data.value.keys()].toSorted()).toEqual(['inq_a', 'inq_b'])
})

it('waits while the agent types', async () => {
  const { ids, asked } = setUp({ restMs: 250 })
  for (const letter of 'cdef') {
    ids.value = [`inq_${letter}`]
    await pass(200)
  }
  expect(asked()).toEqual([])
  await pass(50)
  expect(asked()).toEqual([{ ids: ['inq_f'] }])
})

it('retries after the relay’s wait, and shows the failure until then', async () => {
  const { lookups, asked } = setUp({ failures: 1 })
  await pass(0)
  expect(lookups.error.value?.code).toBe('provider-rate-limited')
  await pass(41_999)
  expect(asked()).toHaveLength(1)
  await pass(1)
  expect(lookups.error.value).toBeUndefined()
  expect(lookups.data.value.size).toBe(2)
})

it('sends no request without IDs', async () => {
  const { ids, ended, lookups, asked } = setUp({ restMs: 250 })
  ended.abort()
  ids.value = ['inq_c']
  await pass(1000)
  expect(asked()).toEqual([])
  expect(lookups.data.value.size).toBe(0)
})

it('looks up the IDs in view, and the rest as they come into view', async () => {
  const { ids, lookups, sizes } = setUp()
  ids.value = Array.from({ length: 161 }, (_, place) => `inq_${place}`)
  await pass(0)
  expect(lookups.data.value.size).toBe(30)
  for (let step = 0; step < 5; step++) {
    lookups.showMore()
    await pass(0)
  }
  expect(lookups.data.value.size).toBe(161)
  expect(sizes.reduce((sum, size) => sum + size)).toBe(161)
})

it('splits more IDs than the limit into several requests', async () => {
  const { ids, lookups, sizes } = setUp()
  ids.value = Array.from({ length: 161 }, (_, place) => `inq_${place}`)
  for (let step = 0; step < 5; step++) lookups.showMore()
  await pass(1)
  expect(lookups.data.value.size).toBe(161)
  sizes.length = 0
  lookups.refresh()
  await pass(1)
  expect(sizes).toEqual([100, 61])
})

it('asks again each minute only while it is to poll', async () => {
  const [visible, polls] = [signal(true), signal(true)]
  const { request, asked } = stubRequest({ 'app:lookup': ({ ids: wanted }) => answerTo(wanted) })
  const states = createInquiryStates({ request, visible, polls, abort: new AbortController().signal })
  states.want('inq_a')
  await pass(50)
  expect(asked).toHaveLength(1)
  await pass(60_000)
  expect(asked).toHaveLength(2)
  polls.value = false
  await pass(600_000)
  expect(asked).toHaveLength(2)
  states.want('inq_b')
  await pass(50)
  states.renew('inq_a')
  await pass(0)
  expect(asked.slice(2).map(({ payload }) => payload)).toEqual([{ ids: ['inq_b'] }, { ids: ['inq_a'] }])
})

it('asks again at once for what the relay tells of, of those in sight', async () => {
  const { request, asked } = stubRequest({ 'app:lookup': ({ ids }) => answerTo(ids) })
  const ended = new AbortController()
  const live = signal<LiveState | undefined>({ changed: { 'case inq_a': 0, 'case inq_b': 3 } })
  const states = createInquiryStates({ request, visible: signal(true), live, abort: ended.signal })
  states.want('inq_a')
  states.want('inq_c')
  await pass(60)
  live.value = { changed: { 'case inq_a': 4, 'case inq_b': 5 } }
  await pass(0)
  live.value = { changed: { 'case inq_a': 4, 'case inq_b': 6 } }
  await pass(0)
  expect(asked.map(({ payload }) => payload)).toEqual([{ ids: ['inq_a', 'inq_c'] }, { ids: ['inq_a'] }])
  ended.abort()
})

it('asks again for one that comes back into sight after something happened to it', async () => {
  const { request, asked } = stubRequest({ 'app:lookup': ({ ids }) => answerTo(ids) })
  const ended = new AbortController()
  const states = createInquiryStates({
    request,
    visible: signal(true),
    polls: signal(false),
    abort: ended.signal,
  })
  const see = async (activity: string) => {
    const leave = states.want('inq_a', activity)
    await pass(60)
    leave()
    await pass(60)
    return asked.length
  }
  expect([await see('evt_1'), await see('evt_1'), await see('evt_2'), await see('evt_2')]).toEqual([
    1, 1, 2, 2,
  ])
  ended.abort()
})
