import { runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accessControl } from '../../../testing/read-audit-log.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'
import { type AgentStore, openAgentStore } from '../agents/agent-store.ts'
import {
  AGENT_LIMIT,
  countInWindow,
  createHourlyUsage,
  createRateLimiter,
  HOURLY_LIMIT,
  type HourlyUsage,
  type Window,
} from './rate-limit.ts'

it('never allows more than the limit in any window, and always opens again', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 900 }), (gaps) => {
      let window: Window | undefined
      let now = 0
      const counted = new Map<number, number>()
      for (const gap of gaps) {
        now += gap
        const [next, rateLimit] = countInWindow(window, now)
        window = next
        if (rateLimit.isWithin) counted.set(next.beganAt, (counted.get(next.beganAt) ?? 0) + 1)
        expect(rateLimit.resetsInSeconds).toBeGreaterThan(0)
        expect(rateLimit.resetsInSeconds).toBeLessThanOrEqual(AGENT_LIMIT.windowSeconds)
      }
      for (const count of counted.values()) expect(count).toBeLessThanOrEqual(AGENT_LIMIT.requests)
      expect(countInWindow(window, now + AGENT_LIMIT.windowSeconds * 1000)[1].isWithin).toBe(true)
    }),
  )
})

const ADA = 'ada@example.com'
const batch = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => `inq_Made${first + index}`)

const withUsage = (run: (usage: HourlyUsage, clock: { now: number }, reopen: () => HourlyUsage) => void) => {
  openRelay()
  return runInDurableObject(accessControl(), (_, { storage }) => {
    const clock = { now: Date.parse('2026-11-21T12:00:00Z') }
    let store: AgentStore | undefined
    const reopen = () => {
      store?.flush()
      store = openAgentStore(storage.sql, () => undefined)
      return createHourlyUsage(store, () => clock.now)
    }
    run(reopen(), clock, reopen)
  })
}

const reserve = (usage: HourlyUsage, ids: readonly string[], agent = ADA) => {
  const { allowed, retryAfter, commit } = usage.reserveLookups(agent, ids)
  commit(allowed)
  return { allowed, retryAfter }
}

function lookUp(usage: HourlyUsage, first: number, count: number): number {
  let allowed = 0
  for (let at = first; at < first + count; at += 100) allowed += reserve(usage, batch(at, 100)).allowed.length
  return allowed
}

it('counts different IDs rather than requests, and returns the wait', async () => {
  await withUsage((usage, clock) => {
    for (let minute = 0; minute < 20; minute++) expect(lookUp(usage, 0, 1_000)).toBe(1_000)
    expect(lookUp(usage, 1_000, 5_000)).toBe(HOURLY_LIMIT.lookups - 1_000)
    clock.now += 600_000
    const mixed = ['inq_Made7', 'inq_Another', 'inq_Made8']
    expect(reserve(usage, mixed)).toEqual({ allowed: ['inq_Made7', 'inq_Made8'], retryAfter: 3_000 })
    expect(reserve(usage, batch(0, 100)).retryAfter).toBeUndefined()
    expect(reserve(usage, ['inq_Another'], 'bob@example.com').retryAfter).toBeUndefined()
    clock.now += 3_000_000
    expect(reserve(usage, ['inq_Another']).retryAfter).toBeUndefined()
  })
})

it('counts pending look-ups, and then those that were answered', async () => {
  await withUsage((usage) => {
    const max = batch(0, HOURLY_LIMIT.lookups)
    const [first, second] = [usage.reserveLookups(ADA, max), usage.reserveLookups(ADA, max)]
    expect(usage.reserveLookups(ADA, ['inq_Another']).allowed).toEqual([])
    first.commit([])
    expect(usage.reserveLookups(ADA, ['inq_Another']).allowed).toEqual([])
    second.commit(batch(0, 5))
    const { allowed, commit } = usage.reserveLookups(ADA, batch(10_000, HOURLY_LIMIT.lookups))
    expect(allowed).toHaveLength(HOURLY_LIMIT.lookups - 5)
    commit([])
    expect(reserve(usage, ['inq_Another']).allowed).toEqual(['inq_Another'])
  })
})

it('keeps its counts over evictions', async () => {
  await withUsage((_, clock, reopen) => {
    let allowed = 0
    let bytes = 0
    for (let round = 0; round < 50; round++) {
      clock.now += 60_000
      allowed += lookUp(reopen(), round * 100, 100)
      if (reopen().waitForLog(ADA) !== undefined) continue
      reopen().chargeLog(ADA, 150_000)
      bytes += 150_000
    }
    expect(allowed).toBe(HOURLY_LIMIT.lookups)
    expect(bytes).toBeLessThan(HOURLY_LIMIT.logBytes + 150_000)
  })
})

it('starts a new hour when the clock is set back', async () => {
  await withUsage((usage, clock) => {
    usage.chargeLog(ADA, HOURLY_LIMIT.logBytes)
    expect(usage.waitForLog(ADA)).toBe(3_600)
    clock.now -= 86_400_000
    expect(usage.waitForLog(ADA)).toBeUndefined()
  })
})

it('forgets no open window, however many agents there are, and drops those that have ended', () => {
  let now = 0
  const saved = new Map<string, Window>()
  const count = createRateLimiter(
    {
      isNew: true,
      findWindow: (key) => saved.get(key),
      saveWindow: (key, window) => void saved.set(key, window),
    },
    () => now,
  )
  const agents = Array.from({ length: 5_000 }, (_, index) => `requests ${index}@example.com`)
  const take = () => new Set(agents.map((agent) => count(agent, AGENT_LIMIT).remaining))
  for (let round = 1; round <= 12; round++) {
    expect(take()).toEqual(new Set([AGENT_LIMIT.requests - round]))
    now += 1_000
  }
  now += AGENT_LIMIT.windowSeconds * 1000
  expect(take()).toEqual(new Set([AGENT_LIMIT.requests - 1]))
})

it('forgives nothing at a restart, and writes at most every twelfth request', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(200)), { maxLength: 60 }), (restarts) => {
      let now = 0
      let saves = 0
      const saved = new Map<string, Window>()
      const open = () => {
        const atStart = new Map(saved)
        return createRateLimiter(
          {
            isNew: now === 0,
            findWindow: (key) => atStart.get(key),
            saveWindow(key, window) {
              saves++
              saved.set(key, window)
            },
          },
          () => now,
        )
      }
      const allowed: number[] = []
      let requests = 0
      for (const [count, ms] of [[0, 0], ...restarts] as const) {
        const limiter = open()
        for (let request = 0; request < count; request++) {
          requests++
          if (limiter(ADA, AGENT_LIMIT).isWithin) allowed.push(now)
          now += ms
        }
      }
      const windowMs = AGENT_LIMIT.windowSeconds * 1000
      // Windows begin with the first request, so two of them may touch.
      for (const [index, at] of allowed.entries())
        expect(
          (allowed[index + 2 * AGENT_LIMIT.requests] ?? Number.POSITIVE_INFINITY) - at,
        ).toBeGreaterThanOrEqual(windowMs)
      expect(saves).toBeLessThanOrEqual(requests / 20 + restarts.length)
    }),
  )
})

it('writes few rows for what an agent’s entries take, and a restart forgives nothing', () => {
  const now = () => 0
  let saves = 0
  let stored: Parameters<AgentStore['saveHourlyUse']>[1] | undefined
  const store: Pick<AgentStore, 'findHourlyUse' | 'saveHourlyUse'> = {
    findHourlyUse: () => stored && { ...stored, ids: new Set(stored.ids) },
    saveHourlyUse(_, use) {
      saves++
      stored = { ...use, ids: new Set(use.ids) }
    },
  }
  const usage = createHourlyUsage(store, now)
  for (let entry = 0; entry < 200; entry++) usage.chargeLog(ADA, 500)
  expect(saves).toBeLessThan(20)
  const again = createHourlyUsage(store, now)
  again.chargeLog(ADA, HOURLY_LIMIT.logBytes - 116_000)
  expect(again.waitForLog(ADA)).toBeUndefined()
  again.chargeLog(ADA, 16_000)
  expect(again.waitForLog(ADA)).toBe(3_600)
})
