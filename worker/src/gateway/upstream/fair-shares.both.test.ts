/** One agent’s requests never use up the quota that others need, at either provider. */
import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import { LookupsSchema, SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock, countAll } from '../../../testing/gateway.ts'
import { json, openRelay, readProblem } from '../../../testing/relay-under-test.ts'

async function open() {
  const relay = openRelay()
  const [ada, eve] = [await relay.signIn('ada@example.com'), await relay.signIn('eve@example.com')]
  let invented = 0
  // deepidv's sandbox knows every ID: this stands for what production answers.
  vi.mocked(globalThis.fetch).mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    if (!request.url.includes('/00000000-')) return relay.providers.fetch(request)
    invented++
    return Response.json({ message: 'no' }, { status: 404 })
  })
  const quotaOf = async (provider: string) => {
    const me = v.parse(MeSchema, await (await relay.request('/v1/me', { token: ada })).json())
    return me.providers.find((one) => one.provider === provider)?.quota
  }
  const lookUp = async (token: string, ids: readonly string[]) => {
    const answer = await relay.request('/v1/lookups', { token, ...json({ ids }) })
    return answer.ok ? v.parse(LookupsSchema, await answer.json()).items : readProblem(answer)
  }
  const sessionsOf = async (token: string, provider: string) => {
    const answer = await relay.request(`/v1/sessions?provider=${provider}&limit=100`, { token })
    return v.parse(SessionsPageSchema, await answer.json()).items
  }
  return { relay, ada, eve, quotaOf, lookUp, sessionsOf, countInvented: () => invented }
}

const inventedUuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

describe('IDs that do not exist', () => {
  it('300 look-ups of five made-up UUIDs leave more than nine tenths of deepidv’s day', async () => {
    const { relay, ada, eve, quotaOf, lookUp, sessionsOf, countInvented } = await open()
    for (let request = 0; request < 300; request++) {
      await lookUp(
        eve,
        Array.from({ length: 5 }, (_, index) => inventedUuid(request * 5 + index)),
      )
      advanceClock(0.25)
    }
    expect(countInvented()).toBeLessThan(100)
    const quota = await quotaOf('deepidv')
    expect(quota?.left).toBeGreaterThan((quota?.limit ?? 0) * 0.9)
    const refused = await lookUp(eve, [inventedUuid(99_999)])
    expect(refused).toMatchObject({ status: 429 })
    const [row] = await sessionsOf(ada, 'deepidv')
    expect((await relay.request(`/v1/cases/${row?.id}`, { token: ada })).status).toBe(200)
    expect(await sessionsOf(eve, 'deepidv')).not.toEqual([])
  })

  it('leaves a part of the limit to objects that the agent opens', async () => {
    const { relay, ada, eve, lookUp, sessionsOf } = await open()
    const [row] = await sessionsOf(ada, 'deepidv')
    for (let request = 0; request < 30; request++) {
      await lookUp(
        eve,
        Array.from({ length: 5 }, (_, index) => inventedUuid(request * 5 + index)),
      )
      advanceClock(1)
    }
    expect(await lookUp(eve, [inventedUuid(9_999)])).toMatchObject({ code: 'agent-share-used' })
    expect((await relay.request(`/v1/cases/${row?.id}`, { token: eve })).status).toBe(200)
    expect((await relay.request(`/v1/cases/${inventedUuid(10_000)}`, { token: eve })).status).toBe(404)
  })

  it('count across an eviction, for an hour', async () => {
    const { relay, eve, countInvented } = await open()
    const openInvented = (number: number) =>
      relay.request(`/v1/cases/${inventedUuid(number)}`, { token: eve })
    for (let number = 0; number < 100; number++) {
      await openInvented(number)
      advanceClock(0.5)
    }
    const spent = countInvented()
    expect(spent).toBeLessThan(70)
    await evictDurableObject(env.PROVIDER_GATEWAY.getByName('deepidv:sandbox'))
    const refused = await openInvented(1_000)
    expect(countInvented()).toBe(spent)
    const wait = Number(refused.headers.get('Retry-After'))
    expect(wait).toBeGreaterThan(3_000)
    expect(wait).toBeLessThanOrEqual(3_600)
    expect((await readProblem(refused)).detail).toMatch(/in \d+ (minutes|hours)/)
    advanceClock(wait)
    expect((await openInvented(1_001)).status).toBe(404)
  })

  it('leave the quota for another agent after 70 made-up inquiries', async () => {
    const { relay, ada, eve, quotaOf } = await open()
    const { items } = v.parse(
      v.object({ items: v.array(v.object({ id: v.string() })) }),
      await (await relay.request('/v1/inquiries', { token: ada })).json(),
    )
    for (let number = 0; number < 70; number++) {
      const id = `inq_${String(number).padStart(22, 'a')}`
      await relay.request(number % 2 ? `/v1/cases/${id}` : `/v1/sessions?provider=persona&inquiry=${id}`, {
        token: eve,
      })
      advanceClock(0.25)
    }
    expect((await quotaOf('persona'))?.left).toBeGreaterThan(40)
    for (const { id } of items.slice(0, 5))
      expect((await relay.request(`/v1/cases/${id}`, { token: ada })).status).toBe(200)
  })
})

describe('an agent who exceeds their share', () => {
  it('is refused, while others are answered', async () => {
    const { relay, ada, eve, sessionsOf } = await open()
    const rows = await sessionsOf(ada, 'persona')
    const refused: Response[] = []
    for (const { id } of rows.slice(0, 70)) {
      const answer = await relay.request(`/v1/events?object=${id}`, { token: eve })
      if (!answer.ok) refused.push(answer)
    }
    expect(countAll(relay)).toBeGreaterThan(30)
    expect(countAll(relay)).toBeLessThanOrEqual(42)
    const [first] = refused
    expect(first?.status).toBe(429)
    expect(Number(first?.headers.get('Retry-After'))).toBeLessThanOrEqual(65)
    for (const { id } of rows.slice(70, 75))
      expect((await relay.request(`/v1/events?object=${id}`, { token: ada })).status).toBe(200)
    advanceClock(65)
    expect((await relay.request(`/v1/events?object=${rows[80]?.id}`, { token: eve })).status).toBe(200)
  })

  it('sees cached answers, with the reason', async () => {
    const { relay, eve, ada, sessionsOf } = await open()
    const rows = await sessionsOf(ada, 'persona')
    for (const { id } of rows.slice(0, 70)) await relay.request(`/v1/events?object=${id}`, { token: eve })
    const forced = { token: eve, headers: { 'Cache-Control': 'no-cache' } }
    advanceClock(3)
    const held = await relay.request(`/v1/sessions?provider=persona&limit=100`, forced)
    expect(held.status).toBe(200)
    expect(held.headers.get('Lens-Source')).toContain('agent-share-used')
  })

  it('is not charged for a run shared with another agent', async () => {
    const { relay, ada, eve, sessionsOf } = await open()
    const rows = await sessionsOf(ada, 'persona')
    for (const { id } of rows.slice(0, 50)) {
      const both = [ada, eve].map((token) => relay.request(`/v1/events?object=${id}`, { token }))
      await Promise.all(both)
    }
    expect((await relay.request(`/v1/events?object=${rows[60]?.id}`, { token: eve })).status).toBe(200)
  })
})

describe('a limit of calls per second', () => {
  it('is waited for instead of refused', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const list = await relay.request('/v1/sessions?provider=deepidv&limit=100', { token })
    const ids = v.parse(SessionsPageSchema, await list.json()).items.map(({ id }) => id)
    const opened = ids.slice(0, 3).map((id) => relay.request(`/v1/cases/${id}`, { token }))
    for (const answer of await Promise.all(opened)) expect(answer.status).toBe(200)
  })
})
