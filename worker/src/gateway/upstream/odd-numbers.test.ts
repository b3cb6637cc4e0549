/** Odd numbers from a provider, and clocks that jump: none stops the relay for more than ten minutes. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { advanceClock, countAll, personaGateway } from '../../../testing/gateway.ts'
import { openRelay, readProblem } from '../../../testing/relay-under-test.ts'

async function open() {
  const relay = openRelay()
  const token = await relay.signIn()
  return {
    relay,
    control: relay.providers.control,
    request: (path: string) => relay.request(path, { token }),
  }
}

const rateLimit = (limit: string, remaining: string, reset: string) => ({
  'RateLimit-Limit': limit,
  'RateLimit-Remaining': remaining,
  'RateLimit-Reset': reset,
})

const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds)
const FAR = '99999999999999999999'

describe('a refusal with odd numbers', () => {
  it.each([
    ['a reset that is a time', () => rateLimit('300', '0', inSeconds(20)), 20],
    ['a reset that is a time in milliseconds', () => rateLimit('300', '0', `${inSeconds(20)}000`), 600],
    ['a reset that is years ahead', () => rateLimit('300', '0', '3590676393'), 600],
    ['a reset without end', () => rateLimit('300', '0', FAR), 600],
    ['a reset that is negative', () => rateLimit('300', '0', '-20'), 600],
    ['a reset that is no number', () => rateLimit('300', '0', 'soon'), 600],
    ['a limit of none', () => rateLimit('0', '0', '20'), 600],
    ['more left than the limit', () => rateLimit('300', FAR, '20'), 20],
  ])('%s: the provider is asked again within ten minutes', async (_, headers, max) => {
    const { relay, control, request } = await open()
    control.faults([
      { fault: '429', times: 1 },
      { fault: 'headers', headers: headers(), times: 1 },
    ])
    const refused = await request('/v1/sessions')
    expect(await readProblem(refused)).toMatchObject({ code: 'provider-rate-limited' })
    const wait = Number(refused.headers.get('Retry-After'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(max)
    await evictDurableObject(personaGateway())
    const before = countAll(relay)
    for (let passed = 0; passed < wait - 1; passed += 37) {
      await request('/v1/sessions')
      advanceClock(Math.min(37, wait - 1 - passed))
    }
    await evictDurableObject(personaGateway())
    advanceClock(1)
    expect((await request('/v1/sessions')).status).toBe(200)
    expect(countAll(relay)).toBe(before + 1)
  })

  it.each(['0', '-5', 'NaN', ''])('ignores an answer with the limit %j', async (limit) => {
    const { control, request } = await open()
    control.faults([{ fault: 'headers', headers: rateLimit(limit, '0', '40') }])
    for (const path of ['/v1/sessions', '/v1/events', '/v1/inquiries'])
      expect((await request(path)).status).toBe(200)
  })

  it('sends one call at a time after a refusal', async () => {
    const { relay, control, request } = await open()
    await request('/v1/sessions')
    control.faults([{ fault: '429', reset: 40 }])
    await request('/v1/events')
    advanceClock(61)
    const before = countAll(relay)
    const paths = ['sessions/iqse_ABC123', 'events', 'inquiries', 'events/evt_ABC123']
    await Promise.all(paths.map((path) => request(`/v1/${path}`)))
    expect(countAll(relay)).toBe(before + 1)
  })
})

describe('a wrong end of the window', () => {
  it('is corrected by the next answer', async () => {
    const { control, request } = await open()
    control.faults([{ fault: 'headers', headers: rateLimit('300', '20', '600'), times: 1 }])
    await request('/v1/sessions')
    expect((await readProblem(await request('/v1/events'))).code).toBe('provider-limit-near')
    await request('/v1/sessions/iqse_ABC123')
    expect((await request('/v1/events')).status).toBe(200)
  })
})

describe('a limit that changes', () => {
  it.each([
    ['raised', 20, 100_000],
    ['lowered', 300, 200],
  ])('and is %s holds from the next answer', async (_, before, after) => {
    const { control, request } = await open()
    control.scenario({ rateLimit: before })
    control.faults([
      { fault: 'headers', headers: rateLimit(String(before), String(before / 10), '60'), times: 1 },
    ])
    await request('/v1/sessions')
    expect((await readProblem(await request('/v1/events'))).code).toBe('provider-limit-near')
    control.scenario({ rateLimit: after })
    await request('/v1/sessions/iqse_ABC123')
    expect((await request('/v1/events')).status).toBe(200)
  })
})

describe('odd stored values', () => {
  const FAR_AHEAD = Date.parse('2083-10-13')
  const QUOTA = { sent: [[]], reported: null, inFlight: 0, isUntried: false, blockedUntil: 0 }
  const REPORTED = { limit: 300, remaining: 0, unaccounted: 0, resetsAt: FAR_AHEAD, isPresumed: false }
  it.each([
    ['a block', { ...QUOTA, blockedUntil: FAR_AHEAD }],
    ['a window', { ...QUOTA, reported: REPORTED }],
    ['a limit of none', { ...QUOTA, reported: { ...REPORTED, limit: 0 } }],
    ['calls of the future', { ...QUOTA, sent: [[{ beganAt: FAR_AHEAD, calls: 60 }]] }],
  ])('%s is corrected when it is read', async (_, quota) => {
    const { request } = await open()
    await request('/v1/sessions')
    await runInDurableObject(personaGateway(), (__, { storage }) => {
      const [row] = storage.sql.exec<{ value: string }>(
        "SELECT value FROM key_values WHERE name = 'upstream-policy'",
      )
      const policy = JSON.stringify({ ...JSON.parse(row?.value ?? ''), quota })
      storage.sql.exec("UPDATE key_values SET value = ? WHERE name = 'upstream-policy'", policy)
    })
    await evictDurableObject(personaGateway())
    for (let passed = 0; passed < 600; passed += 60) {
      await request('/v1/events')
      advanceClock(60)
    }
    expect((await request('/v1/events?limit=100')).status).toBe(200)
    expect((await request('/v1/sessions')).status).toBe(200)
  })
})

describe('the relay’s clock', () => {
  it.each([-40_000, -3_600, -300, 3_600, 40_000])(
    'moved by %i s extends no refusal beyond ten minutes',
    async (jump) => {
      const { control, request } = await open()
      control.faults([{ fault: '429', reset: 60, times: 1 }])
      await request('/v1/sessions')
      advanceClock(jump)
      for (let passed = 0; passed < 600; passed += 60) {
        await request('/v1/sessions')
        advanceClock(60)
      }
      expect((await request('/v1/sessions')).status).toBe(200)
    },
  )
})
