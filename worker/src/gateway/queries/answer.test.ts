/** `Cache-Status` by RFC 9211 (a hit was not forwarded, a forwarded request is no hit), and bodies that are serialized once. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advanceClock, statusOf } from '../../../testing/gateway.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { type CacheStatus, collapse, createSerializedAnswers, formatCacheStatus, render } from './answer.ts'

const status: fc.Arbitrary<CacheStatus> = fc.oneof(
  fc.record({
    hit: fc.constant(true as const),
    ttl: fc.integer(),
    detail: fc.constantFrom(undefined, 'why'),
  }),
  fc.record({
    hit: fc.constant(false as const),
    fwd: fc.constantFrom('miss', 'stale', 'partial', 'request'),
    fwdStatus: fc.constantFrom(undefined, 200, 404, 503),
    ttl: fc.constantFrom(undefined, -5),
    stored: fc.boolean(),
    collapsed: fc.boolean(),
    detail: fc.constantFrom(undefined, 'why'),
  }),
)

describe('Cache-Status', () => {
  it('is a structured list of one token with unique parameters', () => {
    fc.assert(
      fc.property(status, (one) => {
        const [cache, ...parameters] = formatCacheStatus(one).split('; ')
        expect(cache).toBe('inquiry-lens-gateway')
        for (const parameter of parameters)
          expect(parameter).toMatch(/^[a-z][a-z-]*(=(-?\d+|[a-z][a-z-]*))?$/)
        const names = parameters.map((parameter) => parameter.split('=')[0])
        expect(new Set(names).size).toBe(names.length)
        expect(names.includes('hit')).toBe(!names.includes('fwd'))
        if (names.includes('hit')) expect(names).not.toEqual(expect.arrayContaining(['collapsed']))
        if (names.includes('hit')) expect(names).not.toEqual(expect.arrayContaining(['fwd-status']))
        expect(names).not.toContain('key')
      }),
    )
  })

  it('marks a shared request as collapsed, and leaves a hit as it is', () => {
    fc.assert(
      fc.property(status, (one) => {
        expect(collapse(one)).toEqual(one.hit ? one : { ...one, collapsed: true })
      }),
    )
  })
})

describe('Cache-Status of an answer', () => {
  async function open() {
    const relay = openRelay()
    const token = await relay.signIn()
    const request = (path: string, headers: Record<string, string> = {}) =>
      relay.request(path, { token, headers })
    return { request, control: relay.providers.control }
  }

  it('forwards one request for a cold list, and collapses the others', async () => {
    const { request } = await open()
    const statuses = (
      await Promise.all([request('/v1/sessions'), request('/v1/sessions'), request('/v1/sessions')])
    ).map(statusOf)
    const forwarded = 'inquiry-lens-gateway; fwd=miss; fwd-status=200; stored'
    expect(statuses.toSorted()).toEqual([forwarded, `${forwarded}; collapsed`, `${forwarded}; collapsed`])
  })

  it('has the provider’s status on a 304', async () => {
    const { request } = await open()
    const etag = (await request('/v1/sessions')).headers.get('ETag') ?? ''
    advanceClock(3)
    const forced = await request('/v1/sessions', { 'If-None-Match': etag, 'Cache-Control': 'no-cache' })
    expect(forced.status).toBe(304)
    expect(statusOf(forced)).toBe('inquiry-lens-gateway; fwd=request; fwd-status=200; stored')
  })

  it('has the provider’s status on a stale answer, and is a hit while the provider is not asked', async () => {
    const { request, control } = await open()
    await request('/v1/sessions')
    control.faults([{ fault: '429', reset: 40 }])
    advanceClock(71)
    const detail = 'detail=provider-rate-limited'
    expect(statusOf(await request('/v1/sessions'))).toBe(
      `inquiry-lens-gateway; fwd=stale; fwd-status=429; ttl=-61; ${detail}`,
    )
    expect(statusOf(await request('/v1/sessions'))).toBe(`inquiry-lens-gateway; hit; ttl=-11; ${detail}`)
    const refused = await request('/v1/events')
    expect(refused.status).toBe(503)
    expect(statusOf(refused)).toBeNull()
  })

  it('is partial where a part of the page is cached', async () => {
    const { request } = await open()
    const cursorOf = async (answer: Response) =>
      String(new URLSearchParams({ cursor: JSON.parse(await answer.text()).next }))
    const first = await request('/v1/events?limit=60')
    const second = await request(`/v1/events?limit=100&${await cursorOf(first)}`)
    expect(statusOf(second)).toBe('inquiry-lens-gateway; fwd=partial; fwd-status=200; stored')
  })
})

describe('serialized answers', () => {
  function openSerialized(max?: number) {
    const serialized = createSerializedAnswers(max)
    let count = 0
    const write = (key: string, content: object) =>
      serialized(key, content, () => {
        count++
        return render(content, {})
      })
    return { write, count: () => count }
  }

  it('serializes the same rows once, and replaced rows again', () => {
    const { write, count } = openSerialized()
    const rows = { items: [1] }
    expect(write('first page', rows)).toBe(write('first page', rows))
    expect(count()).toBe(1)
    expect(write('first page', { items: [2] }).body).toBe('{"items":[2]}')
    expect(write('second page', rows).body).toBe('{"items":[1]}')
    expect(count()).toBe(3)
  })

  it('keeps the last used answers', () => {
    const { write, count } = openSerialized(2)
    const rows = { items: [] }
    for (const key of ['a', 'b', 'a', 'c', 'a']) write(key, rows)
    expect(count()).toBe(3)
    write('b', rows)
    expect(count()).toBe(4)
  })
})
