import { runInDurableObject } from 'cloudflare:test'
import { expect, it } from 'vitest'
import { accessControl } from '../../../testing/read-audit-log.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { openAgentStore } from '../agents/agent-store.ts'
import { createHourlyUses, HOURLY_USE, type HourlyUses } from './hourly-use.ts'

const ADA = 'ada@example.com'
const batch = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => `inq_Made${first + index}`)

const withUses = (
  permission: (uses: HourlyUses, clock: { now: number }, reopen: () => HourlyUses) => void,
) => {
  openRelay()
  return runInDurableObject(accessControl(), (_, { storage }) => {
    const clock = { now: Date.parse('2026-11-21T12:00:00Z') }
    const reopen = () => createHourlyUses({ book: openAgentStore(storage.sql), now: () => clock.now })
    permission(reopen(), clock, reopen)
  })
}

const reserve = (uses: HourlyUses, ids: readonly string[], agent = ADA) => {
  const { allowed, retryAfter, settle } = uses.reserveLookups(agent, ids)
  settle(allowed)
  return { allowed, retryAfter }
}

/** In requests of a hundred; how many IDs were let through. */
function lookUp(uses: HourlyUses, first: number, count: number): number {
  let allowed = 0
  for (let at = first; at < first + count; at += 100) allowed += reserve(uses, batch(at, 100)).allowed.length
  return allowed
}

it('counts different IDs and not requests, and says how long until there are more', async () => {
  await withUses((uses, clock) => {
    for (let minute = 0; minute < 20; minute++) expect(lookUp(uses, 0, 1_000)).toBe(1_000)
    expect(lookUp(uses, 1_000, 5_000)).toBe(HOURLY_USE.lookups - 1_000)
    clock.now += 600_000
    const mixed = ['inq_Made7', 'inq_Another', 'inq_Made8']
    expect(reserve(uses, mixed)).toEqual({ allowed: ['inq_Made7', 'inq_Made8'], retryAfter: 3_000 })
    expect(reserve(uses, batch(0, 100)).retryAfter).toBeUndefined()
    expect(reserve(uses, ['inq_Another'], 'bob@example.com').retryAfter).toBeUndefined()
    clock.now += 3_000_000
    expect(reserve(uses, ['inq_Another']).retryAfter).toBeUndefined()
  })
})

it('counts what is under way, and of it what was answered', async () => {
  await withUses((uses) => {
    const most = batch(0, HOURLY_USE.lookups)
    const [first, second] = [uses.reserveLookups(ADA, most), uses.reserveLookups(ADA, most)]
    expect(uses.reserveLookups(ADA, ['inq_Another']).allowed).toEqual([])
    first.settle([])
    expect(uses.reserveLookups(ADA, ['inq_Another']).allowed).toEqual([])
    second.settle(batch(0, 5))
    const { allowed, settle } = uses.reserveLookups(ADA, batch(10_000, HOURLY_USE.lookups))
    expect(allowed).toHaveLength(HOURLY_USE.lookups - 5)
    settle([])
    expect(reserve(uses, ['inq_Another']).allowed).toEqual(['inq_Another'])
  })
})

it('forgets nothing with the object’s memory', async () => {
  await withUses((_uses, clock, reopen) => {
    let allowed = 0
    let bytes = 0
    for (let round = 0; round < 50; round++) {
      clock.now += 60_000
      allowed += lookUp(reopen(), round * 100, 100)
      if (reopen().whenLogFrees(ADA) !== undefined) continue
      reopen().chargeLog(ADA, 150_000)
      bytes += 150_000
    }
    expect(allowed).toBe(HOURLY_USE.lookups)
    expect(bytes).toBeLessThan(HOURLY_USE.logBytes + 150_000)
  })
})

it('a clock that was set back begins a new hour', async () => {
  await withUses((uses, clock) => {
    uses.chargeLog(ADA, HOURLY_USE.logBytes)
    expect(uses.whenLogFrees(ADA)).toBe(3_600)
    clock.now -= 86_400_000
    expect(uses.whenLogFrees(ADA)).toBeUndefined()
  })
})
