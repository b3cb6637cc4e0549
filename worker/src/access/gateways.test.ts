import { describe, expect, it } from 'vitest'
import type { CacheUse } from '../gateway/metrics.ts'
import { type GatewayAnswer, present, refuse, render, shareAnswer } from '../gateway/queries/answer.ts'
import type { Query } from '../gateway/query.ts'
import { createGateways, type GatewayClient } from './gateways.ts'

const PROVIDER = { id: 'persona', environment: 'sandbox' } as const
const QUERY: Query = { kind: 'sessions', provider: 'persona', filter: {}, limit: 25 }
const ANSWER = present(render({ items: [] }, { count: 0 }), {
  age: 0,
  source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
  status: { hit: false, fwd: 'miss', fwdStatus: 200, stored: true, collapsed: false },
})

const evicted = () => new Error('The object has been evicted')
const overloaded = () => Object.assign(new Error('Too many requests'), { overloaded: true, retryable: true })
const mistake = () => Object.assign(new TypeError('x is not a function'), { remote: true })

function setUp(...steps: (() => Promise<GatewayAnswer>)[]) {
  const counted: [CacheUse, number][] = []
  let calls = 0
  let turns = 0
  const other = () => Promise.reject(new Error('Not called here'))
  const gateway: GatewayClient = {
    answer: () => steps[calls++]?.() ?? other(),
    countShared: async (_, use, count) => void counted.push([use, count]),
    reveal: other,
    health: other,
    snapshot: other,
  }
  const gateways = createGateways({
    gatewayOf: () => gateway,
    keyOf: (agent) => `key of ${agent}`,
    waitUntil: () => undefined,
    nextTurn: async () => void turns++,
  })
  return {
    request: (query = QUERY) => gateways.answer(PROVIDER, query, false, 'ada@example.com'),
    counted,
    calls: () => calls,
    turns: () => turns,
  }
}

const answers = async () => ANSWER
const fails = (error: () => Error) => async () => Promise.reject(error())

describe('identical queries', () => {
  it('share one call while it is pending, marked as collapsed and counted', async () => {
    const { request, counted, calls } = setUp(answers, answers)
    const shared = await Promise.all([request(), request(), request()])
    expect(calls()).toBe(1)
    expect(shared).toEqual([ANSWER, shareAnswer(ANSWER), shareAnswer(ANSWER)])
    expect(counted).toEqual([['collapsed', 2]])
    await request()
    expect(calls()).toBe(2)
    expect(counted).toHaveLength(1)
  })

  it('go on in groups, each a turn after the one before', async () => {
    const { request, calls, turns } = setUp(answers)
    const shared = await Promise.all(Array.from({ length: 200 }, () => request()))
    expect(shared.filter(({ ok }) => ok)).toHaveLength(200)
    expect([calls(), turns()]).toEqual([1, 3])
  })

  it('do not share a call with another query', async () => {
    const { request, counted, calls } = setUp(answers, answers)
    await Promise.all([request(), request({ ...QUERY, limit: 26 })])
    expect(calls()).toBe(2)
    expect(counted).toEqual([])
  })

  it('share a refusal', async () => {
    const problem = { code: 'provider-timeout', detail: 'No answer.' } as const
    const { request, counted } = setUp(async () => refuse(problem))
    expect(await Promise.all([request(), request()])).toMatchObject([{ problem }, { problem }])
    expect(counted).toEqual([['refused', 1]])
  })
})

describe('a gateway that ends', () => {
  it('is called once more', async () => {
    const { request, calls } = setUp(fails(evicted), answers)
    expect(await request()).toEqual(ANSWER)
    expect(calls()).toBe(2)
  })

  it('twice is a problem, and the next query calls it again', async () => {
    const { request, calls } = setUp(fails(evicted), fails(evicted), answers)
    expect(await request()).toMatchObject({
      ok: false,
      problem: { code: 'relay-interrupted', retryAfter: 1 },
    })
    expect(calls()).toBe(2)
    expect(await request()).toEqual(ANSWER)
  })

  it('because it is overloaded is not called again', async () => {
    const { request, calls } = setUp(fails(overloaded), answers)
    expect(await request()).toMatchObject({ ok: false, problem: { code: 'relay-interrupted' } })
    expect(calls()).toBe(1)
  })

  it('with an error of its own code rejects with that error', async () => {
    const { request, calls } = setUp(fails(mistake), answers)
    await expect(request()).rejects.toThrow('x is not a function')
    expect(calls()).toBe(1)
  })
})
