import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withGatewayStorage } from '../../../testing/gateway.ts'
import { createEventCache, type EventCache, type EventStore, openEventStore } from './event-cache.ts'

const START = Date.parse('2026-11-01T00:00:00.000Z')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const PAGE = 10
const any = () => true

interface Listed {
  id: string
  isOpen: boolean
  at: number
}

const toEvent = ({ id, at }: Listed): ProviderEvent => ({
  provider: 'persona',
  id,
  name: 'inquiry.created',
  createdAt: new Date(at).toISOString(),
  object: null,
})
const openOf = (rows: readonly Listed[]) => rows.filter(({ isOpen }) => isOpen).map(toEvent)

function createWorld(store: EventStore) {
  let now = START
  let count = 0
  let rows: Listed[] = []
  const create = () => createEventCache({ store, now: () => now, keptDays: 3 })
  let cache: EventCache = create()

  const indexOf = (id: string | null) => rows.findIndex((row) => row.id === id)

  function readNewest() {
    const page = rows.slice(0, PAGE)
    const reachesEnd = rows.length <= PAGE
    const below = reachesEnd ? null : (page.at(-1)?.id ?? null)
    return cache.add({ above: page[0]?.id ?? null, rows: openOf(page), below, reachesEnd, isNewest: true })
  }

  function readNewer() {
    const newest = cache.newest()
    const index = newest ? indexOf(newest.id) : -1
    if (!newest || index < 0 || index >= PAGE) return readNewest()
    const page = rows.slice(0, index)
    const above = page[0]?.id ?? newest.id
    return cache.add({ above, rows: openOf(page), below: newest.id, reachesEnd: false, isNewest: true })
  }

  function readBehind(after: string) {
    const from = indexOf(after) + 1
    const page = rows.slice(from, from + PAGE)
    const reachesEnd = from + PAGE >= rows.length
    const below = reachesEnd ? null : (page.at(-1)?.id ?? null)
    return cache.add({ above: after, rows: openOf(page), below, reachesEnd, isNewest: false })
  }

  function walk(limit: number) {
    const walked: ProviderEvent[] = []
    const cursors = new Set<string>()
    let page = readNewest()(null, limit, any)
    while (page) {
      walked.push(...page.rows)
      if (page.next === null) return walked
      if (cursors.has(page.next)) throw new Error(`The cursor ${page.next} leads to itself`)
      cursors.add(page.next)
      const after: string = page.next
      page = cache.read(after, limit, any)
      if (!page?.isComplete) page = readBehind(cache.endBehind(after))(after, limit, any)
    }
    throw new Error('A page is missing')
  }

  return {
    walk,
    readNewer,
    open: () => openOf(rows),
    count: () => cache.count(),
    sweep: () => cache.sweep(),
    evict: () => {
      cache = create()
    },
    pass: (ms: number) => {
      now += ms
    },
    arrive(number: number, isOpen: boolean) {
      for (let index = 0; index < number; index++) rows = [{ id: `evt_${count++}`, isOpen, at: now }, ...rows]
    },
    arriveLate(index: number) {
      rows = [...rows.slice(0, index), { id: `evt_${count++}`, isOpen: true, at: now }, ...rows.slice(index)]
      readNewest()
    },
  }
}

const step = fc.oneof(
  fc.record({ what: fc.constant('arrive' as const), number: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ what: fc.constant('arrive-closed' as const), number: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ what: fc.constant('arrive-late' as const), number: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ what: fc.constant('poll' as const), number: fc.constant(0) }),
  fc.record({ what: fc.constant('walk' as const), number: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ what: fc.constant('evict' as const), number: fc.constant(0) }),
  fc.record({ what: fc.constant('sweep' as const), number: fc.constant(0) }),
  fc.record({ what: fc.constant('days' as const), number: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ what: fc.constant('clock-back' as const), number: fc.integer({ min: 1, max: 30 }) }),
)

describe('the event cache', () => {
  it('reads the provider’s list, each row once, through arrivals, late rows, trims, evictions and clock jumps', () =>
    withGatewayStorage((sql) => {
      const store = openEventStore(sql)
      fc.assert(
        fc.property(
          fc.array(step, { maxLength: 30 }),
          fc.integer({ min: 1, max: 30 }),
          fc.nat(60),
          (steps, limit, length) => {
            store.rewrite([])
            const world = createWorld(store)
            world.arrive(length, true)
            for (const { what, number } of steps) {
              world.pass(MINUTE)
              if (what === 'arrive') world.arrive(number, true)
              else if (what === 'arrive-closed') world.arrive(number, false)
              else if (what === 'arrive-late') world.arriveLate(number)
              else if (what === 'poll') world.readNewer()
              else if (what === 'evict') world.evict()
              else if (what === 'sweep') world.sweep()
              else if (what === 'days') world.pass(number * DAY)
              else if (what === 'clock-back') world.pass(-number * MINUTE)
              else expectPages(world.walk(number), world.open())
            }
            expectPages(world.walk(limit), world.open())
          },
        ),
        { numRuns: 150 },
      )
    }))

  it('writes nothing for polls that find closed families alone, and keeps no position for them', () =>
    withGatewayStorage((sql) => {
      const writes = countWrites(openEventStore(sql))
      const world = createWorld(writes.store)
      world.arrive(30, true)
      world.walk(10)
      const [positions, written] = [world.count(), writes.all()]
      for (let poll = 0; poll < 200; poll++) {
        world.arrive(1, false)
        world.readNewer()
        world.pass(MINUTE)
      }
      expect(world.count()).toBe(positions)
      expect(writes.all()).toBe(written)
      world.arrive(1, true)
      world.readNewer()
      world.evict()
      expect(world.walk(10)).toEqual(world.open())
    }))

  it('sweeps without a write when nothing has expired', () =>
    withGatewayStorage((sql) => {
      const writes = countWrites(openEventStore(sql))
      const world = createWorld(writes.store)
      world.arrive(1_200, true)
      world.walk(100)
      world.evict()
      const written = writes.all()
      for (let hour = 0; hour < 23; hour++) {
        world.pass(60 * MINUTE)
        world.sweep()
      }
      expect(writes.all()).toBe(written)
    }))

  it('counts a read of the newest range as a use, and no peek at it', () =>
    withGatewayStorage((sql) => {
      let now = START
      const cache = createEventCache({ store: openEventStore(sql), now: () => now, keptDays: 3 })
      expect(cache.peekNewest()).toBeUndefined()
      const row = toEvent({ id: 'evt_1', isOpen: true, at: START })
      cache.add({ above: row.id, rows: [row], below: row.id, reachesEnd: false, isNewest: true })
      now += MINUTE
      expect(cache.peekNewest()?.positions).toMatchObject([{ row }])
      expect(cache.peekNewest()?.usedAt).toBe(START)
      cache.read(null, 1, any)
      expect(cache.peekNewest()?.usedAt).toBe(now)
    }))

  it('rewrites rarely when it is full', () =>
    withGatewayStorage((sql) => {
      const writes = countWrites(openEventStore(sql))
      const world = createWorld(writes.store)
      const cache = createEventCache({ store: writes.store, now: () => START, keptDays: 3 })
      const rows = (from: number, number: number) =>
        Array.from({ length: number }, (_, index) =>
          toEvent({ id: `evt_${from + number - index}`, isOpen: true, at: START }),
        )
      const first = rows(0, 20_000)
      cache.add({ above: 'evt_20000', rows: first, below: null, reachesEnd: true, isNewest: true })
      for (let poll = 0; poll < 150; poll++) {
        const newest = `evt_${20_001 + poll}`
        const report = { rows: rows(20_000 + poll, 1), below: `evt_${20_000 + poll}`, reachesEnd: false }
        cache.add({ above: newest, ...report, isNewest: true })
      }
      expect(writes.rewrites()).toBeLessThanOrEqual(2)
      expect(cache.count()).toBeLessThanOrEqual(20_000)
      expect(world.count()).toBeGreaterThan(0)
    }))
})

/** By ID: late rows are as old as their list says. */
function expectPages(walked: readonly ProviderEvent[], listed: readonly ProviderEvent[]) {
  expect(walked.map(({ id }) => id)).toEqual(listed.map(({ id }) => id))
}

function countWrites(store: EventStore) {
  let [appends, rewrites] = [0, 0]
  const counted: EventStore = {
    ...store,
    append(range) {
      appends++
      store.append(range)
    },
    rewrite(ranges) {
      rewrites++
      store.rewrite(ranges)
    },
  }
  return { store: counted, all: () => appends + rewrites, rewrites: () => rewrites }
}
