/** Counts of Persona's cases over cached events, held against the fake provider's own data. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type Activity, ActivitySchema } from '@inquiry-lens/shared/contract/activity.ts'
import { EventsPageSchema, LookupsSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { BUCKET_MINUTES } from '@inquiry-lens/shared/domain/activity.ts'
import type { CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import { groupOfEvents } from '@inquiry-lens/shared/domain/event-group.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { advanceClock, ageOf, countAll, personaGateway, sourceOf, statusOf } from '../../testing/gateway.ts'
import { createTraffic, readOwnEvents, readOwnGroups } from '../../testing/persona-cases.ts'
import { readAuditLog } from '../../testing/read-audit-log.ts'
import { json, openRelay, type RelayUnderTest, readProblem } from '../../testing/relay-under-test.ts'
import { ProviderGateway } from '../gateway/provider-gateway.ts'

async function open(options = { rows: 60 }) {
  const relay = openRelay(options)
  relay.providers.control.scenario({ rateLimit: 1_000 })
  let token = await relay.signIn()
  const request = async (path: string, headers = {}) => {
    const answer = await relay.request(path, { token, headers })
    if (answer.status !== 401) return answer
    token = await relay.signIn()
    return relay.request(path, { token, headers })
  }
  const count = async (query = '') => readActivity(await request(`/v1/activity?${query}`))
  async function list(cursor?: string): Promise<string | null> {
    const answer = await request(`/v1/events?limit=100${cursor ? `&cursor=${cursor}` : ''}`)
    return v.parse(EventsPageSchema, await answer.json()).next
  }
  /** The states that the relay answers, by ID. */
  async function lookUp(ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const answer = await relay.request('/v1/lookups', { token, ...json({ ids }) })
    const { items } = v.parse(LookupsSchema, await answer.json())
    return new Map(
      items.flatMap((one) => (one.outcome === 'found' ? [[one.id, one.summary.status] as const] : [])),
    )
  }
  return { relay, request, count, list, lookUp, control: relay.providers.control }
}

async function readActivity(answer: Response): Promise<Activity & { asOf: number }> {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
  return { ...v.parse(ActivitySchema, await answer.json()), asOf: Date.now() - ageOf(answer) * 1000 }
}

const barsOf = ({ buckets }: Activity) =>
  buckets.map(({ at: _at, unknown: _unknown, ...bars }) => Object.values(bars))
const sumOf = (activity: Activity) =>
  barsOf(activity)
    .flat()
    .reduce((sum, one) => sum + one, 0)

interface OwnCase {
  id: string
  status: string | undefined
  group: CaseGroup | undefined
  events: { name: string; createdAt: string }[]
}

/** Each case by what Persona's own rows say: its state, and its events in open families. */
async function readOwnCases(relay: RelayUnderTest): Promise<OwnCase[]> {
  const groups = await readOwnGroups(relay)
  const cases = new Map<string, OwnCase>()
  for (const { inquiry, name, createdAt } of await readOwnEvents(relay)) {
    if (inquiry === undefined) continue
    const known = cases.get(inquiry) ?? {
      id: inquiry,
      status: undefined,
      group: undefined,
      ...groups.get(inquiry),
      events: [],
    }
    known.events.push({ name, createdAt })
    cases.set(inquiry, known)
  }
  return [...cases.values()]
}

/** The answer that the provider's own rows come to, where all of them from `since` on are known. */
function expectOwn(activity: Activity, own: readonly OwnCase[], lookedUp: ReadonlySet<string>) {
  const [from, to] = [Date.parse(activity.from), Date.parse(activity.to)]
  const since = activity.since === null ? Number.POSITIVE_INFINITY : Date.parse(activity.since)
  const cases = own.flatMap(({ id, group, events }) => {
    const times = events.map(({ createdAt }) => Date.parse(createdAt))
    const at = Math.max(...times)
    // The oldest known row itself is just before `since`.
    return at >= Math.max(from, since - 1) && at < to ? [{ id, at, group, events }] : []
  })
  expect(activity.all).toBeGreaterThanOrEqual(cases.filter(({ at }) => at >= since).length)
  expect(activity.all).toBeLessThanOrEqual(cases.length)
  expect(activity.counted).toBe(sumOf(activity))
  for (const { at, ...bars } of activity.buckets) {
    const start = Date.parse(at)
    const inside = cases.filter((one) => one.at >= start && one.at < start + activity.bucketMs)
    for (const [name, group] of Object.entries(GROUPS)) {
      const ofGroup = inside.filter((one) => one.group === group)
      // Events before `since` may decide more of them.
      const decided = ofGroup.filter(
        ({ id, events }) =>
          lookedUp.has(id) || groupOfEvents(events.filter(({ createdAt }) => Date.parse(createdAt) >= since)),
      )
      const bar = v.parse(v.number(), Reflect.get(bars, name))
      expect(bar, `${at} ${name}`).toBeGreaterThanOrEqual(decided.length)
      expect(bar, `${at} ${name}`).toBeLessThanOrEqual(ofGroup.length)
    }
    const known = Object.values(bars).reduce((sum, one) => sum + one, 0)
    expect(known, `${at} all`).toBeLessThanOrEqual(inside.length)
  }
}

const GROUPS = { customer: 'customer', us: 'us', endedBadly: 'ended-badly', done: 'done' } as const

const STEPS = ['happen', 'happen', 'burst', 'pass', 'pass', 'poll', 'look-up', 'older', 'evict'] as const
const step = fc.record({ what: fc.constantFrom(...STEPS), number: fc.integer({ min: 1, max: 9 }) })

describe('the counts', () => {
  it('and the states equal what the provider’s own rows say, over days of traffic, evictions and gaps', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 10_000 }),
        fc.array(step, { minLength: 6, maxLength: 14 }),
        async (seed, steps) => {
          const { relay, count, list, lookUp, control } = await open({ rows: 30 })
          control.scenario({ seed, rows: 30, rateLimit: 1_000 })
          await runInDurableObject(personaGateway(), (_, { storage }) => storage.deleteAll())
          await evictDurableObject(personaGateway())
          const happen = createTraffic(relay, seed)
          let own: OwnCase[] = []
          let lookedUp: ReadonlySet<string> = new Set()
          let end: string | null = null
          let polledAt = 0
          const poll = async () => {
            advanceClock(70)
            end = await list()
            own = await readOwnCases(relay)
            lookedUp = new Set()
            polledAt = Date.now()
          }
          for (const { what, number } of [{ what: 'poll' as const, number: 0 }, ...steps]) {
            if (what === 'happen' || what === 'burst')
              for (let one = what === 'burst' ? -100 : 0; one < number; one++) happen()
            else if (what === 'pass') advanceClock(number * 3_600)
            else if (what === 'evict') {
              await evictDurableObject(personaGateway())
              lookedUp = new Set()
            } else if (what === 'poll') await poll()
            else if (what === 'look-up') {
              await poll()
              const ids = own.slice(0, 100).map(({ id }) => id)
              const told = await lookUp(ids)
              // Whatever the gateway has cached, and whether it saw what has changed since.
              for (const { id, status } of own.slice(0, 100)) expect(told.get(id), id).toBe(status)
              lookedUp = new Set(ids)
            } else for (let page = 0; page < number && end !== null; page++) end = await list(end)
            // An open inquiry is cached for ten minutes.
            if (Date.now() - polledAt >= 600_000) lookedUp = new Set()
            const calls = countAll(relay)
            for (const bucket of BUCKET_MINUTES) {
              const activity = await count(`bucket=${bucket}`)
              expectOwn(activity, own, lookedUp)
              // An eviction loses that nothing was newer.
              expect(activity.asOf).toBeLessThan(polledAt + 1_000)
              seen += activity.counted
            }
            expect(countAll(relay)).toBe(calls)
          }
        },
      ),
      { numRuns: times(2) },
    )
    expect(seen).toBeGreaterThan(100)
  })

  it('are none, without a call, where nothing is cached', async () => {
    const { relay, request } = await open()
    for (const headers of [{}, { 'Cache-Control': 'no-cache' }]) {
      const answer = await request('/v1/activity?bucket=168', headers)
      expect(sourceOf(answer)).toEqual({ provider: 'persona', environment: 'sandbox', state: 'stale' })
      const activity = await readActivity(answer)
      expect(activity).toMatchObject({ since: null, all: 0, counted: 0 })
      expect(barsOf(activity)).toEqual(Array.from({ length: 60 }, () => [0, 0, 0, 0]))
    }
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('ask no provider when they are old: they say how old, and that they are stale', async () => {
    const { relay, request, list } = await open()
    await list()
    const calls = countAll(relay)
    const fresh = await request('/v1/activity')
    expect(sourceOf(fresh)?.state).toBe('fresh')
    expect(statusOf(fresh)).toMatch(/^inquiry-lens-gateway; hit; ttl=\d+$/)
    advanceClock(3 * 3_600)
    const stale = await request('/v1/activity', { 'Cache-Control': 'no-cache' })
    expect(sourceOf(stale)?.state).toBe('stale')
    expect(statusOf(stale)).toMatch(/^inquiry-lens-gateway; hit; ttl=-\d+$/)
    expect(ageOf(stale)).toBeGreaterThanOrEqual(3 * 3_600)
    expect((await readActivity(stale)).all).toBe((await readActivity(fresh)).all)
    expect(countAll(relay)).toBe(calls)
  })

  it('reach back to a gap and no further', async () => {
    const { count, list, control } = await open()
    control.emit({ event: { name: 'inquiry.created' } })
    await list()
    expect((await count('bucket=1')).all).toBeGreaterThan(0)
    advanceClock(7_200)
    const begin = Math.floor(Date.now() / 60_000) * 60_000
    for (let one = 0; one < 130; one++) control.emit({ event: { name: 'inquiry.created' } })
    await list()
    const activity = await count('bucket=24')
    expect(activity.all).toBeLessThanOrEqual(100)
    expect(Date.parse(activity.since ?? '')).toBeGreaterThanOrEqual(begin)
    const before = await count(
      `bucket=1&from=${new Date(begin - 3_600_000).toISOString()}&to=${new Date(begin).toISOString()}`,
    )
    expect(before).toMatchObject({ since: null, all: 0 })
  })

  it('take a state from a look-up where events leave it open, until something happens', async () => {
    const { count, list, lookUp, control } = await open()
    advanceClock(7_200)
    const event = { name: 'inquiry.transitioned' }
    const { inquiry } = control.emit({ event })
    const read = async () => {
      const { all, counted } = await count('bucket=1')
      return { all, counted }
    }
    await list()
    expect(await read()).toEqual({ all: 1, counted: 0 })
    await lookUp([inquiry])
    expect(await read()).toEqual({ all: 1, counted: 1 })
    advanceClock(80)
    control.emit({ inquiry, event })
    await list()
    expect(await read()).toEqual({ all: 1, counted: 0 })
    await lookUp([inquiry])
    expect(await read()).toEqual({ all: 1, counted: 1 })
  })

  it('leave a session’s expiry to its session, and follow a later look-up that says otherwise than the events', async () => {
    const { count, list, lookUp, control } = await open({ rows: 0 })
    advanceClock(7_200)
    const read = async () => {
      const { buckets } = await count('bucket=1')
      const sum = (bar: 'customer' | 'us' | 'endedBadly' | 'done') =>
        buckets.reduce((total, one) => total + one[bar], 0)
      return { customer: sum('customer'), us: sum('us'), endedBadly: sum('endedBadly'), done: sum('done') }
    }
    const { inquiry } = control.emit({ session: true, event: { name: 'inquiry.completed' } })
    const approved = control.emit({ session: true, event: { name: 'inquiry.approved' } })
    for (const one of [inquiry, approved.inquiry])
      control.emit({ inquiry: one, event: { name: 'inquiry-session.expired' } })
    await list()
    expect(await read()).toEqual({ customer: 0, us: 1, endedBadly: 0, done: 1 })
    // At the provider it changes without an event.
    control.emit({ inquiry, session: true, attributes: { status: 'approved' } })
    // Its answer may still be from before the last event.
    await lookUp([inquiry])
    expect(await read()).toEqual({ customer: 0, us: 1, endedBadly: 0, done: 1 })
    advanceClock(1_200)
    expect((await lookUp([inquiry])).get(inquiry)).toBe('approved')
    expect(await read()).toEqual({ customer: 0, us: 0, endedBadly: 0, done: 2 })
  })

  it('are the same after an eviction', async () => {
    const { count, list } = await open()
    const end = await list()
    await list(end ?? undefined)
    const before = await count('bucket=168')
    expect(before.counted).toBeGreaterThan(5)
    await evictDurableObject(personaGateway())
    expect(await count('bucket=168')).toEqual(before)
  })

  it('have no case of a family that was closed since', async () => {
    const { relay } = await open()
    const { control } = relay.providers
    control.emit({ event: { name: 'inquiry.created' } })
    const read = (settings: object) =>
      runInDurableObject(personaGateway(), async (_, state) => {
        const gateway = new ProviderGateway(state, { ...env, ...settings })
        const to = Math.ceil((Date.now() + 1) / 60_000) * 60_000
        const window = { from: to - 3_600_000, to, bucketMs: 60_000 }
        const listing = { kind: 'events', provider: 'persona', filter: {}, limit: 100 } as const
        const counts = { kind: 'activity', provider: 'persona', window } as const
        const before = await gateway.answer(counts, false, 'ada')
        await gateway.answer(listing, false, 'ada')
        const answers = [before, await gateway.answer(counts, false, 'ada')]
        return answers.map(
          (one) => v.parse(ActivitySchema, JSON.parse(one.ok ? one.body : '')).since !== null,
        )
      })
    expect(await read({ OPEN_EVENT_FAMILIES: 'transaction' })).toEqual([false, true])
    advanceClock(1)
    expect(await read({ OPEN_EVENT_FAMILIES: 'transaction' })).toEqual([true, true])
    expect(await read({ OPEN_EVENT_FAMILIES: '' })).toEqual([false, true])
  })
})

describe('the failures', () => {
  it('are customers by the hour, each once, as the provider’s own rows say; an old hour is one that is cached whole', async () => {
    const { relay, count, list, control } = await open()
    control.scenario({ rows: 0, rateLimit: 1_000 })
    advanceClock(60 - (Math.floor(Date.now() / 1_000) % 60))
    const emitted: { inquiry: string; at: number }[] = []
    const fail = (times: number) => {
      for (let one = 0; one < times; one++) {
        const { inquiry, createdAt } = control.emit({ event: { name: 'inquiry.declined' } })
        emitted.push({ inquiry, at: Date.parse(createdAt) })
        control.emit({ inquiry, event: { name: 'inquiry.declined' } })
      }
    }
    for (const times of [1, 2, 0, 1, 6]) {
      advanceClock(3_600)
      fail(times)
    }
    advanceClock(70)
    await list()
    const calls = countAll(relay)
    const { failures, failuresSince } = await count()
    expect(failures).toEqual([{ cause: 'declined', hours: [6, 1, 0, 2] }])
    const since = Date.parse(failuresSince ?? '')
    expect(since).toBe(Math.min(...emitted.map(({ at }) => at)) + 1)
    advanceClock(3_600)
    expect((await count()).failures).toEqual([])
    expect(countAll(relay)).toBe(calls)
  })

  it('are unknown where nothing is cached', async () => {
    const { count } = await open()
    expect(await count()).toMatchObject({ failures: [], failuresSince: null })
  })
})

describe('a request', () => {
  it('leaves an entry of the list kind with the window and no ID; unchanged, none', async () => {
    const { request, list } = await open()
    await list()
    const first = await request('/v1/activity?bucket=1')
    const again = await request('/v1/activity?bucket=1', { 'If-None-Match': first.headers.get('ETag') ?? '' })
    expect([first.status, again.status, await again.text()]).toEqual([200, 304, ''])
    const body = await readActivity(first)
    const entries = (await readAuditLog()).filter(({ about }) => about.kind === 'activity')
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      action: 'list',
      about: { provider: 'persona', from: body.from, to: body.to, bucket: 1, count: body.all },
    })
    expect(JSON.stringify([body, entries[0]?.about])).not.toMatch(/"(inq|iqse|evt)_/)
  })

  it.each([
    ['bucket=7', 'invalid-parameter', 'bucket'],
    ['from=yesterday', 'invalid-parameter', 'from'],
    ['to=2026-11-21', 'invalid-parameter', 'to'],
    ['from=2026-11-21T08:00:00Z&to=2026-11-20T08:00:00Z', 'invalid-parameter', 'to'],
    ['from=2026-11-01T08:00:00Z&to=2026-11-20T08:00:00Z', 'invalid-parameter', 'from'],
    ['from=2020-01-01T00:00:00Z', 'invalid-parameter', 'from'],
    ['provider=absent', 'invalid-parameter', 'provider'],
    ['limit=10', 'unknown-parameter', 'limit'],
    ['inquiry=inq_ABC123', 'unknown-parameter', 'inquiry'],
  ])('%s: %s names %s', async (query, code, parameter) => {
    const { request } = await open()
    const answer = await request(`/v1/activity?${query}`)
    expect(await readProblem(answer)).toMatchObject({ status: 400, code, parameter })
  })
})
