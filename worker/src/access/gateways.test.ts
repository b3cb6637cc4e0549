import { describe, expect, it } from 'vitest'
import type { CacheUse } from '../gateway/metrics.ts'
import { type GatewayAnswer, present, refuse, render, shareAnswer } from '../gateway/queries/answer.ts'
import type { Query } from '../gateway/query.ts'
import type { GatewayClient } from './gateway-client.ts'
import { createGateways } from './gateways.ts'

const PROVIDER = { id: 'persona', environment: 'sandbox' } as const
const QUESTION: Query = { kind: 'sessions', provider: 'persona', filter: {}, limit: 25 }
const ANSWER = present(render({ items: [] }, { count: 0 }), {
  age: 0,
  source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
  status: { hit: false, fwd: 'miss', fwdStatus: 200, stored: true, collapsed: false },
})

const ended = () => new Error('The object has been evicted')
const overloaded = () => Object.assign(new Error('Too many requests'), { overloaded: true, retryable: true })
const mistake = () => Object.assign(new TypeError('x is not a function'), { remote: true })

/** A gate that does this at its first call, at its second, … */
function open(...doings: (() => Promise<GatewayAnswer>)[]) {
  const noted: [CacheUse, number][] = []
  let calls = 0
  const other = () => Promise.reject(new Error('Not asked here'))
  const gateway: GatewayClient = {
    answer: () => doings[calls++]?.() ?? other(),
    countShared: async (_, use, count) => void noted.push([use, count]),
    reveal: other,
    health: other,
    snapshot: other,
  }
  const gateways = createGateways<typeof PROVIDER>({
    gatewayOf: () => gateway,
    keyOf: (agent) => `key of ${agent}`,
    waitUntil: () => undefined,
  })
  return {
    request: (question = QUESTION) => gateways.answer(PROVIDER, question, false, 'ada@example.com'),
    noted,
    calls: () => calls,
  }
}

const answers = async () => ANSWER
const fails = (error: () => Error) => async () => Promise.reject(error())

describe('the same question', () => {
  it('is asked once while it is under way, and each who joined is told so and counted', async () => {
    const { request, noted, calls } = open(answers, answers)
    const told = await Promise.all([request(), request(), request()])
    expect(calls()).toBe(1)
    expect(told).toEqual([ANSWER, shareAnswer(ANSWER), shareAnswer(ANSWER)])
    expect(noted).toEqual([['collapsed', 2]])
    await request()
    expect(calls()).toBe(2)
    expect(noted).toHaveLength(1)
  })

  it('another one is not', async () => {
    const { request, noted, calls } = open(answers, answers)
    await Promise.all([request(), request({ ...QUESTION, limit: 26 })])
    expect(calls()).toBe(2)
    expect(noted).toEqual([])
  })

  it('of a refusal, all hear it', async () => {
    const problem = { code: 'provider-timeout', detail: 'No answer.' } as const
    const { request, noted } = open(async () => refuse(problem))
    expect(await Promise.all([request(), request()])).toMatchObject([{ problem }, { problem }])
    expect(noted).toEqual([['refused', 1]])
  })
})

describe('a gate that ends', () => {
  it('is asked once more, and nobody notices', async () => {
    const { request, calls } = open(fails(ended), answers)
    expect(await request()).toEqual(ANSWER)
    expect(calls()).toBe(2)
  })

  it('twice, is a problem with a next step, and the next question departs anew', async () => {
    const { request, calls } = open(fails(ended), fails(ended), answers)
    expect(await request()).toMatchObject({
      ok: false,
      problem: { code: 'relay-interrupted', retryAfter: 1 },
    })
    expect(calls()).toBe(2)
    expect(await request()).toEqual(ANSWER)
  })

  it('under too much work, is not asked again', async () => {
    const { request, calls } = open(fails(overloaded), answers)
    expect(await request()).toMatchObject({ ok: false, problem: { code: 'relay-interrupted' } })
    expect(calls()).toBe(1)
  })

  it('by a mistake of its own, is not taken for a loss', async () => {
    const { request, calls } = open(fails(mistake), answers)
    await expect(request()).rejects.toThrow('x is not a function')
    expect(calls()).toBe(1)
  })
})
