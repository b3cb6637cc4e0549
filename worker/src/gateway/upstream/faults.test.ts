/** A failing provider: what agents see, and how often the relay calls it. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { GatewaySnapshotSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { EventsPageSchema, SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import {
  advanceClock,
  ageOf,
  countAll,
  countOf,
  EVENTS,
  personaGateway,
  SESSIONS,
  sourceOf,
  statusOf,
} from '../../../testing/gateway.ts'
import { accessControl, readAgentEntries } from '../../../testing/read-audit-log.ts'
import { openRelay, passTime, type RelayUnderTest, readProblem } from '../../../testing/relay-under-test.ts'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  const request = (path: string, headers: Record<string, string> = {}) =>
    relay.request(path, { token, headers })
  return { relay, token, request, control: relay.providers.control }
}

/** Ends the object at once: an orderly eviction waits for running requests. */
const end = (stub: DurableObjectStub) =>
  runInDurableObject(stub, (_, state) => state.abort('ended by a test')).catch(() => undefined)

async function watch(
  request: (path: string) => Promise<Response>,
  seconds: number,
  check: (answers: Response[]) => void,
) {
  for (let passed = 0; passed < seconds; passed += 15) {
    advanceClock(15)
    check(
      await Promise.all([request('/v1/sessions'), request('/v1/events'), request('/v1/sessions?limit=10')]),
    )
    await vi.waitFor(() => undefined)
  }
}

describe('a provider that fails', () => {
  it('makes at most a few calls in a storm of 429s, and shows cached answers with their age', async () => {
    const { relay, request, control } = await open()
    await Promise.all([request('/v1/sessions'), request('/v1/events')])
    control.faults([{ fault: 'storm' }])
    const before = countAll(relay)
    await watch(request, 300, (answers) => {
      for (const answer of answers) {
        expect(answer.status).toBe(200)
        if (ageOf(answer) > 70) expect(sourceOf(answer)?.reason).toBe('provider-rate-limited')
      }
    })
    // The provider's window is a minute, and each is refused once or twice, whichever list is first.
    expect(countAll(relay) - before).toBeLessThanOrEqual(10)
    const cold = await request('/v1/sessions/iqse_ABC123')
    expect(cold.status).toBe(503)
    expect(Number(cold.headers.get('Retry-After'))).toBeGreaterThan(0)
  })

  it('answers from the cache through five minutes of outage, with a few probes', async () => {
    const { relay, request, control } = await open()
    const first = v.parse(SessionsPageSchema, await (await request('/v1/sessions')).json())
    await request('/v1/events')
    control.faults([{ fault: '5xx' }])
    const before = countAll(relay)
    let stale = 0
    await watch(request, 300, (answers) => {
      for (const answer of answers) {
        expect(answer.status).toBe(200)
        expect(sourceOf(answer)?.state === 'stale' || ageOf(answer) < 10).toBe(true)
        if (sourceOf(answer)?.reason) stale++
      }
    })
    expect(stale).toBeGreaterThan(20)
    // Five to open the breaker with one repeated, then a probe after 10, 20, 40, 60, 60, 60 seconds.
    expect(countAll(relay) - before).toBeLessThanOrEqual(16)
    const last = await request('/v1/sessions')
    expect(v.parse(SessionsPageSchema, await last.json())).toEqual(first)

    control.faults([])
    advanceClock(61)
    await request('/v1/sessions')
    advanceClock(15)
    await vi.waitFor(async () => expect(sourceOf(await request('/v1/sessions'))?.state).toBe('fresh'))
  })

  it('refuses at once while the breaker is open, with the reason and a time to retry', async () => {
    const { relay, request, control } = await open()
    control.faults([{ fault: 'reset' }])
    for (const id of ['A', 'B', 'C', 'D', 'E']) await request(`/v1/sessions/iqse_${id}BC123`)
    const spent = countAll(relay)
    const cold = await request('/v1/sessions')
    expect(countAll(relay)).toBe(spent)
    const problem = await readProblem(cold)
    expect(problem).toMatchObject({ code: 'provider-unavailable' })
    expect(problem.retryAfter).toBeLessThanOrEqual(10)
    control.faults([])
    advanceClock(10)
    expect((await request('/v1/sessions')).status).toBe(200)
  })

  it('retries after one reset connection', async () => {
    const { relay, request, control } = await open()
    control.faults([{ fault: 'reset', times: 1 }])
    expect((await request('/v1/sessions')).status).toBe(200)
    expect(countOf(relay, SESSIONS)).toBe(2)
  })

  it.each([{ fault: 'truncated' }, { fault: 'html', status: 200 }] as const)(
    'keeps the cached answer when the new one is unreadable ($fault), without a retry',
    async (fault) => {
      const { relay, request, control } = await open()
      const good = await (await request('/v1/sessions')).text()
      control.faults([fault])
      advanceClock(71)
      const answer = await request('/v1/sessions')
      expect(await answer.text()).toBe(good)
      expect(sourceOf(answer)).toMatchObject({ state: 'stale', reason: 'provider-unreadable' })
      expect(countOf(relay, SESSIONS)).toBe(2)
    },
  )

  it('ends a stalled look-up after four seconds, and shows cached answers at once', async () => {
    const { request, control } = await open()
    await request('/v1/sessions')
    advanceClock(30)
    control.faults([{ fault: 'stall', ms: 50_000 }])
    const held = await passTime(() => request('/v1/sessions'))
    expect(held).toMatchObject({ result: { status: 200 }, ms: 0 })
    const { result, ms } = await passTime(() => request('/v1/sessions/iqse_ABC123'))
    expect(ms).toBe(4_000)
    expect((await readProblem(result)).code).toBe('provider-timeout')
  })
})

describe('different clocks', () => {
  it.each([300, -300])('ignores a provider’s clock that is off by %i s', async (seconds) => {
    const { request, control } = await open()
    control.clock({ advance: seconds * 1000 })
    await request('/v1/events')
    control.emit({})
    advanceClock(15)
    await request('/v1/events')
    await vi.waitFor(async () => expect(ageOf(await request('/v1/events'))).toBe(0))
    const page = v.parse(EventsPageSchema, await (await request('/v1/events?limit=100')).json())
    expect(new Set(page.items.map(({ id }) => id)).size).toBe(page.items.length)
  })

  it('refetches entries from the future after the relay’s clock was set back', async () => {
    const { relay, request } = await open()
    await Promise.all([request('/v1/sessions'), request('/v1/events')])
    advanceClock(-300)
    for (const path of ['/v1/sessions', '/v1/events']) {
      const answer = await request(path)
      expect(answer.status).toBe(200)
      expect(ageOf(answer)).toBe(0)
    }
    expect(countOf(relay, SESSIONS)).toBe(2)
    advanceClock(71)
    expect(ageOf(await request('/v1/sessions'))).toBe(0)
  })
})

describe('an eviction', () => {
  const entriesOf = async () => (await readAgentEntries()).filter(({ action }) => action === 'list')

  /** A busy machine may take as long as it likes, while the provider's answer is far away. */
  const untilAsked = (relay: RelayUnderTest, times: number) =>
    vi.waitFor(() => expect(countOf(relay, SESSIONS)).toBe(times), { timeout: 10_000, interval: 5 })

  it('of the gateway in flight: asks once more, answers all, and leaves one entry each', async () => {
    const { relay, request, control } = await open()
    control.faults([{ fault: 'stall', ms: 3_000, times: 1 }])
    const pending = [request('/v1/sessions'), request('/v1/sessions')]
    await untilAsked(relay, 1)
    await end(personaGateway())
    for (const answer of await Promise.all(pending)) expect(answer.status).toBe(200)
    expect(countOf(relay, SESSIONS)).toBe(2)
    expect(await entriesOf()).toHaveLength(2)
    expect((await request('/v1/sessions')).status).toBe(200)
    expect(countOf(relay, SESSIONS)).toBe(2)
  })

  it('of the gateway at each try: returns a problem without an entry, and answers the next request', async () => {
    const { relay, request, control } = await open()
    control.faults([{ fault: 'stall', ms: 3_000, times: 2 }])
    const pending = request('/v1/sessions')
    for (const calls of [1, 2]) {
      await untilAsked(relay, calls)
      await end(personaGateway())
    }
    const answer = await pending
    expect(answer.headers.get('Retry-After')).toBe('1')
    expect(await readProblem(answer)).toMatchObject({ code: 'relay-interrupted', status: 503 })
    expect(await entriesOf()).toEqual([])
    expect((await request('/v1/sessions')).status).toBe(200)
  })

  it('of AccessControl in flight: returns a problem, since the entry may be written', async () => {
    const { relay, request, control } = await open()
    control.faults([{ fault: 'stall', ms: 1_000, times: 1 }])
    const pending = request('/v1/sessions')
    await untilAsked(relay, 1)
    await end(accessControl())
    expect(await readProblem(await pending)).toMatchObject({ code: 'relay-interrupted', status: 503 })
    expect((await request('/v1/sessions')).status).toBe(200)
    expect(await entriesOf()).toHaveLength(1)
  })

  it('keeps cached answers, the quota and the provider’s state', async () => {
    const { relay, request, control } = await open()
    await request('/v1/sessions')
    control.faults([{ fault: '429', reset: 40 }])
    advanceClock(71)
    await request('/v1/sessions')
    const spent = countAll(relay)
    await evictDurableObject(personaGateway())
    advanceClock(20)
    const held = await request('/v1/sessions')
    expect(sourceOf(held)).toMatchObject({ state: 'stale', reason: 'provider-rate-limited' })
    expect(ageOf(held)).toBe(91)
    const cold = await readProblem(await request('/v1/sessions/iqse_ABC123'))
    expect(cold).toMatchObject({ code: 'provider-rate-limited', retryAfter: 20 })
    expect(countAll(relay)).toBe(spent)
  })

  it('purges expired entries by an alarm', async () => {
    const { request } = await open()
    await request('/v1/sessions')
    await request('/v1/sessions/iqse_ABC123')
    const count = () =>
      runInDurableObject(
        personaGateway(),
        (_, { storage }) => [...storage.sql.exec('SELECT key FROM cached_answers')].length,
      )
    expect(await count()).toBeGreaterThan(0)
    advanceClock(86_400)
    expect(await runDurableObjectAlarm(personaGateway())).toBe(true)
    expect(await count()).toBe(0)
  })
})

describe('the quota', () => {
  it('runs low: stretches freshness, stops background calls, then lists, and look-ups last', async () => {
    const { relay, request, control } = await open()
    // Each agent asks for one ID that does not exist, so that none uses up a share.
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, each) => relay.signIn(`${each}@example.com`)),
    )
    const requestAbsent = (number: number) =>
      relay.request(`/v1/sessions/iqse_none${number}`, { token: tokens[number % 20] ?? '' })
    control.scenario({ rateLimit: 20 })
    await request('/v1/sessions')
    for (let number = 0; number < 12; number++) await requestAbsent(number)
    advanceClock(12)
    expect(statusOf(await request('/v1/sessions'))).toBe('inquiry-lens-gateway; hit; ttl=8')
    advanceClock(50)
    // A new window, of which 15 calls are sent at once.
    for (let number = 20; number < 35; number++) await requestAbsent(number)
    const stale = await request('/v1/sessions')
    expect(sourceOf(stale)).toMatchObject({ state: 'stale', reason: 'provider-limit-near' })
    expect((await request('/v1/events')).status).toBe(200)
    for (const number of [35, 36]) await requestAbsent(number)
    const refused = await request('/v1/inquiries')
    expect(refused.status).toBe(503)
    expect((await readProblem(refused)).code).toBe('provider-limit-near')
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await requestAbsent(37)).status).toBe(404)
    expect((await requestAbsent(38)).status).toBe(404)
    expect((await readProblem(await requestAbsent(39))).code).toBe('provider-rate-limited')
    expect(countOf(relay, EVENTS)).toBe(1)
  })

  it('limits the relay to 60 calls in a minute, whatever the provider allows', async () => {
    const { relay } = await open()
    for (let agent = 0; agent < 10; agent++) {
      const token = await relay.signIn(`${agent}@example.com`)
      for (let number = 0; number < 8; number++) {
        await relay.request(`/v1/sessions/iqse_none${agent}x${number}`, { token })
      }
    }
    expect(countAll(relay)).toBe(60)
  })
})

describe('GET /v1/gateway', () => {
  it('shows the gateway’s state to admins and auditors alone', async () => {
    const { relay, request, control } = await open()
    control.faults([{ fault: 'unseen' }])
    await request('/v1/sessions')
    await request('/v1/sessions')
    await request('/v1/events')
    control.faults([{ fault: '5xx' }])
    advanceClock(71)
    await request('/v1/sessions')
    expect((await readProblem(await request('/v1/gateway'))).code).toBe('role-refused')
    for (const role of ['admin', 'auditor'] as const) {
      const answer = await relay.request('/v1/gateway', {
        token: await relay.signIn(`${role}@example.com`, role),
      })
      const [state] = v.parse(GatewaySnapshotSchema, await answer.json()).items
      expect(state).toMatchObject({
        provider: 'persona',
        environment: 'sandbox',
        state: 'failing',
        reason: 'provider-unavailable',
        answers: { fresh: 1, stale: 1, fetched: 2 },
        upstream: { retried: 1, failed: { 'provider-unavailable': 2 } },
        breaker: 'closed',
        quota: { limit: 60, left: 58 },
      })
      expect(state?.upstream.calls).toBe(countAll(relay))
      expect(state?.droppedRows).toEqual({})
      expect(state?.drift.some(({ object }) => object === 'persona.session')).toBe(true)
      expect(state?.cached.events).toBeGreaterThan(0)
    }
  })
})
