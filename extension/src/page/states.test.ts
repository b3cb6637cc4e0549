import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LookUp, PagePort, PortAnswer } from './background-port.ts'
import { createStates } from './states.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

const end = new AbortController()
let answer: (ids: readonly string[]) => PortAnswer
const asked: (readonly string[])[] = []
const onChange = vi.fn()

function start() {
  asked.length = 0
  answer = (ids) => ({
    ok: true,
    value: { items: ids.map((id): LookUp => ({ id, outcome: 'found', state: 'approved' })) },
  })
  const request: PagePort['request'] = async (_, payload) => {
    const ids = payload && 'ids' in payload ? payload.ids : []
    asked.push(ids)
    await new Promise((settle) => setTimeout(settle, 50))
    return answer(ids)
  }
  return createStates({ request, now: Date.now, onChange, abort: end.signal })
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const idsTo = (count: number) => Array.from({ length: count }, (_, number) => `inq_${number}`)

describe('createStates', () => {
  it('asks once for all that is wanted, once nothing more comes', async () => {
    const states = start()
    for (let count = 1; count <= 50; count++) {
      states.want(idsTo(count))
      await pass(2)
    }
    await pass(200)
    expect(asked).toEqual([idsTo(50)])
    expect(states.of('inq_49')).toBe('approved')
    expect(onChange).toHaveBeenCalledOnce()
  })

  it('never asks for what has gone by', async () => {
    const states = start()
    states.want(idsTo(3))
    await pass(100)
    states.want(['inq_9'])
    await pass(100)
    expect(asked).toEqual([['inq_9']])
    states.want(['inq_8'])
    states.want([])
    await pass(1000)
    expect(asked).toHaveLength(1)
  })

  it('asks for a hundred at a time, one question after the other', async () => {
    const states = start()
    const ids = idsTo(150)
    for (let round = 0; round < 10; round++) {
      states.want(ids)
      await pass(60)
    }
    expect(asked).toEqual([ids.slice(0, 100), ids.slice(100)])
  })

  it('does not ask again while the answer is fresh or on its way', async () => {
    const states = start()
    states.want(['inq_1'])
    await pass(160)
    states.want(['inq_1'])
    await pass(1000)
    states.want(['inq_1'])
    await pass(50_000)
    expect(asked).toHaveLength(1)
    await pass(10_000)
    states.want(['inq_1'])
    await pass(200)
    expect(asked).toHaveLength(2)
  })

  it('reports an unanswered look-up, and waits as long as it asks for', async () => {
    const states = start()
    answer = () => ({ ok: false, error: { code: 'provider-rate-limited', retryAfter: 30 } })
    states.want(['inq_1'])
    await pass(200)
    expect(states.of('inq_1')).toBe('no-reply')
    for (let second = 0; second < 29; second++) {
      states.want(['inq_1', 'inq_2'])
      await pass(1000)
    }
    expect(asked).toHaveLength(1)
    answer = () => ({ ok: true, value: { items: [] } })
    await pass(2000)
    states.want(['inq_1', 'inq_2'])
    await pass(300)
    expect(new Set(asked.slice(1).flat())).toEqual(new Set(['inq_1', 'inq_2']))
  })

  it('keeps what it knew when an answer fails to come', async () => {
    const states = start()
    states.want(['inq_1'])
    await pass(61_000)
    answer = () => ({ ok: false })
    states.want(['inq_1'])
    await pass(300)
    expect(asked).toHaveLength(2)
    expect(states.of('inq_1')).toBe('approved')
  })

  it('asks for what was left out before, once it is pointed at', async () => {
    const states = start()
    answer = (ids) => ({ ok: true, value: { items: ids.map((id) => ({ id, outcome: 'not-asked' })) } })
    states.want(['iqse_1'])
    await pass(300)
    expect(states.of('iqse_1')).toBeUndefined()
    states.want(['iqse_1'])
    await pass(300)
    expect(asked).toHaveLength(1)
    answer = () => ({
      ok: true,
      value: { items: [{ id: 'iqse_1', outcome: 'found', state: 'expired' }] },
    })
    states.wantAlso('iqse_1')
    await pass(300)
    expect(states.of('iqse_1')).toBe('expired')
    states.wantAlso('iqse_1')
    await pass(300)
    expect(asked).toHaveLength(2)
  })

  it('forgets states and requests in flight, and looks up again when needed', async () => {
    const states = start()
    states.want(['inq_1'])
    await pass(300)
    states.want(['inq_2'])
    await pass(160)
    states.forget(false)
    await pass(300)
    expect(asked).toEqual([['inq_1'], ['inq_2']])
    expect([states.of('inq_1'), states.of('inq_2')]).toEqual([undefined, undefined])
    states.want(['inq_1', 'inq_2'])
    await pass(300)
    expect(asked.at(-1)).toEqual(['inq_1', 'inq_2'])
    expect(states.of('inq_2')).toBe('approved')
  })

  it('shows what it knows until it has been asked for again', async () => {
    const states = start()
    states.want(['inq_1'])
    await pass(300)
    states.forget(true)
    expect(states.of('inq_1')).toBe('approved')
    answer = () => ({
      ok: true,
      value: { items: [{ id: 'inq_1', outcome: 'found', state: 'declined' }] },
    })
    states.want(['inq_1'])
    await pass(300)
    expect(states.of('inq_1')).toBe('declined')
    expect(asked).toHaveLength(2)
  })

  it.each([
    ['not-found', { outcome: 'not-found' }, 'not-found'],
    ['an unknown case state', { outcome: 'found', state: 'on-hold' }, 'unknown'],
    ['no meaning', { outcome: 'found' }, 'unknown'],
    ['one that the provider did not answer', { outcome: 'no-reply' }, 'no-reply'],
    ['an outcome of tomorrow', { outcome: 'postponed' }, undefined],
  ])('takes in: %s', async (_, item, shown) => {
    const states = start()
    answer = () => ({ ok: true, value: { items: [{ id: 'inq_1', ...item }, null, 7, { id: 8 }] } })
    states.want(['inq_1'])
    await pass(300)
    expect(states.of('inq_1')).toBe(shown)
  })

  it.each([undefined, null, 'x', {}, { items: 'none' }])(
    'lives through an answer that is none: %j',
    async (value) => {
      const states = start()
      answer = () => ({ ok: true, value })
      states.want(['inq_1'])
      await pass(300)
      expect(states.of('inq_1')).toBeUndefined()
      expect(asked).toHaveLength(1)
    },
  )
})
