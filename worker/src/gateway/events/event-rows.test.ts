/** Cached events over HTTP: what is answered without a call, and how new events are fetched. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import { COMPLETE_SINCE_HEADER, parseCompleteSince } from '@inquiry-lens/shared/contract/headers.ts'
import { EventsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import {
  advanceClock,
  countOf,
  EVENTS,
  idsOf,
  personaGateway,
  sourceOf,
  statusOf,
} from '../../../testing/gateway.ts'
import { openRelay, readProblem } from '../../../testing/relay-under-test.ts'

async function open(options = { rows: 400 }) {
  const relay = openRelay(options)
  const token = await relay.signIn()
  const request = async (query: string) => {
    const answer = await relay.request(`/v1/events?${query}`, { token })
    return answer.status === 401
      ? relay.request(`/v1/events?${query}`, { token: await relay.signIn('bob@example.com') })
      : answer
  }
  const read = async (query: string) => v.parse(EventsPageSchema, await (await request(query)).json())
  const addresses = () => vi.mocked(fetch).mock.calls.map(([input]) => new URL(new Request(input).url))
  return { relay, token, request, read, calls: () => countOf(relay, EVENTS), addresses }
}

describe('a range', () => {
  it('answers any cursor and limit inside it, and grows by one call a hundred rows', async () => {
    const { read, calls } = await open()
    const all = await read('limit=60')
    expect(calls()).toBe(1)
    let cursor = all.next
    const walked = idsOf(all)
    for (const limit of [7, 25, 3, 100, 100, 60]) {
      const page = await read(`limit=${limit}&cursor=${cursor}`)
      expect(page.items).toHaveLength(limit)
      walked.push(...idsOf(page))
      cursor = page.next
    }
    expect(new Set(walked).size).toBe(walked.length)
    const spent = calls()
    expect(spent).toBeLessThanOrEqual(6)
    const first = (await read('limit=3')).next
    expect(idsOf(await read(`limit=100&cursor=${first}`))).toEqual(walked.slice(3, 103))
    expect(idsOf(await read(`limit=41&cursor=${first}`))).toEqual(walked.slice(3, 44))
    expect(calls()).toBe(spent)
  })

  it('fetches new events alone, each once', async () => {
    const { relay, read, addresses } = await open()
    const before = await read('limit=100')
    relay.providers.control.emit({})
    relay.providers.control.emit({ event: { name: 'report/watchlist.matched' } })
    const { event } = relay.providers.control.emit({})
    advanceClock(100)
    const after = await read('limit=100')
    expect(addresses().at(-1)?.searchParams.get('page[before]')).toBeTruthy()
    expect(addresses().at(-1)?.searchParams.has('page[after]')).toBe(false)
    expect(after.items[0]?.id).toBe(event)
    expect(idsOf(after).slice(2)).toEqual(idsOf(before).slice(0, 98))
  })

  it('fetches the newest page when new events fill more than a page, or the newest row is gone', async () => {
    const { relay, read } = await open()
    const before = await read('limit=10')
    for (let row = 0; row < 130; row++) relay.providers.control.emit({})
    advanceClock(100)
    const many = await read('limit=100')
    const behind = await read(`limit=100&cursor=${many.next}`)
    const all = [...idsOf(many), ...idsOf(behind)]
    expect(all.slice(130, 140)).toEqual(idsOf(before))
    relay.providers.control.faults([{ fault: 'gone-cursor', times: 1 }])
    advanceClock(100)
    expect(idsOf(await read('limit=100'))).toEqual(idsOf(many))
  })

  it('survives an eviction, with its age', async () => {
    const { relay, request, read, calls } = await open()
    const page = await read('limit=30')
    const behind = await read(`limit=30&cursor=${page.next}`)
    const spent = calls()
    await evictDurableObject(personaGateway())
    expect(await read(`limit=30&cursor=${page.next}`)).toEqual(behind)
    expect(calls()).toBe(spent)
    relay.providers.control.faults([{ fault: '5xx' }])
    advanceClock(300)
    await evictDurableObject(personaGateway())
    const stale = await request('limit=30')
    expect(stale.status).toBe(200)
    expect(stale.headers.get('Age')).toBe('300')
    expect(sourceOf(stale)).toMatchObject({ state: 'stale', reason: 'provider-unavailable' })
  })

  it('keeps events as long as configured, after Persona has deleted its own', async () => {
    const { relay, request, read, calls } = await open()
    const page = await read('limit=30')
    const behind = await read(`limit=30&cursor=${page.next}`)
    relay.providers.control.faults([{ fault: 'gone-cursor' }])
    advanceClock(35 * 86_400)
    const spent = calls()
    const kept = await request(`limit=30&cursor=${page.next}`)
    expect(statusOf(kept)).toMatch(/; hit; ttl=/)
    expect(await kept.json()).toEqual(behind)
    expect(calls()).toBe(spent)
    advanceClock(40 * 86_400)
    expect(await runDurableObjectAlarm(personaGateway())).toBe(true)
    expect((await readProblem(await request(`limit=30&cursor=${page.next}`))).code).toBe('invalid-cursor')
  })
})

describe('a filter', () => {
  it('that cached rows decide costs no call', async () => {
    const { request, read, calls } = await open()
    const all = await read('limit=100')
    const name = all.items[0]?.name ?? ''
    const wanted = all.items.filter((item) => item.name === name).slice(0, 2)
    const spent = calls()
    const answer = await request(`limit=${wanted.length}&name=${name}`)
    expect(v.parse(EventsPageSchema, await answer.json()).items).toEqual(wanted)
    expect(answer.headers.get(COMPLETE_SINCE_HEADER)).toBeNull()
    expect(statusOf(answer)).toMatch(/; hit; ttl=/)
    expect(calls()).toBe(spent)
  })

  it('that they cannot decide is answered by the provider', async () => {
    const { relay, read, calls } = await open()
    const story = Object.values(relay.providers.control.known().persona.sandbox)[0]
    await read('limit=100')
    const spent = calls()
    await read(`limit=100&object=${story?.inquiry}`)
    expect(calls()).toBe(spent + 1)
  })

  it('returns cached rows while the provider fails, and how far they are complete', async () => {
    const { relay, request, read } = await open()
    const all = await read('limit=100')
    const name = all.items[0]?.name ?? ''
    relay.providers.control.faults([{ fault: '5xx' }])
    const answer = await request(`limit=100&name=${name}`)
    expect(answer.status).toBe(200)
    expect(sourceOf(answer)).toMatchObject({ state: 'stale', reason: 'provider-unavailable' })
    const page = v.parse(EventsPageSchema, await answer.json())
    expect(page.items.length).toBeGreaterThan(0)
    expect(page.items.every((item) => item.name === name)).toBe(true)
    expect(page.next).not.toBeNull()
    const completeSince = parseCompleteSince(answer.headers.get(COMPLETE_SINCE_HEADER)) ?? ''
    const within = all.items.filter((item) => item.name === name && (item.createdAt ?? '') >= completeSince)
    expect(idsOf(page).slice(0, within.length)).toEqual(idsOf({ items: within }))
    relay.providers.control.faults([])
    advanceClock(20)
    const further = await read(`limit=100&name=${name}&cursor=${page.next}`)
    expect(further.items.every((item) => !idsOf(page).includes(item.id))).toBe(true)
  })
})
