/** How much an agent may request in a minute, and look up and write in an hour. Both windows start with the first use. */
import type { AgentStore } from '../agents/agent-store.ts'
import { hashText } from '../shards.ts'

export interface WindowLimit {
  requests: number
  windowSeconds: number
}

export const AGENT_LIMIT = { requests: 240, windowSeconds: 60 } as const satisfies WindowLimit

export interface Window {
  /** Milliseconds since the epoch. */
  beganAt: number
  count: number
}

export interface RateLimit {
  isWithin: boolean
  remaining: number
  resetsInSeconds: number
}

export function countInWindow(
  window: Window | undefined,
  now: number,
  { requests, windowSeconds }: WindowLimit = AGENT_LIMIT,
): [Window, RateLimit] {
  const windowMs = windowSeconds * 1000
  const isOpen = window !== undefined && now >= window.beganAt && now - window.beganAt < windowMs
  const next = isOpen ? { ...window, count: window.count + 1 } : { beganAt: now, count: 1 }
  return [
    next,
    {
      isWithin: next.count <= requests,
      remaining: Math.max(0, requests - next.count),
      resetsInSeconds: Math.max(1, Math.ceil((next.beganAt + windowMs - now) / 1000)),
    },
  ]
}

export type RateLimiter = (key: string, limit: WindowLimit) => RateLimit

/** With more, those that have ended go. One that is open stays: what is not saved of it would be forgiven. */
const MANY_WINDOWS = 2_000

/**
 * Saves every twelfth request of a limit, so that usual work writes few rows. Until the windows from before a restart are
 * over, as many requests as may not have been saved count as used, so that a restart forgives none.
 */
export function createRateLimiter(
  store: Pick<AgentStore, 'isNew' | 'findWindow' | 'saveWindow'>,
  now: () => number,
): RateLimiter {
  const beganAt = store.isNew ? Number.NEGATIVE_INFINITY : now()
  const cached = new Map<string, Window & { endsAt: number }>()
  let many = MANY_WINDOWS

  function dropEnded(): void {
    for (const [key, { endsAt }] of cached) if (endsAt <= now()) cached.delete(key)
    many = Math.max(MANY_WINDOWS, 2 * cached.size)
  }

  /** The window from before a restart. */
  function recall(key: string, windowMs: number, step: number): Window | undefined {
    const isOver = now() - beganAt >= windowMs
    if (isOver) return undefined
    const stored = store.findWindow(key)
    const isOpen = stored !== undefined && now() - stored.beganAt < windowMs
    const unsaved = step - 1
    return isOpen ? { ...stored, count: stored.count + unsaved } : { beganAt: now(), count: unsaved }
  }

  return (key, limit) => {
    const step = Math.max(1, Math.floor(limit.requests / 12))
    const windowMs = limit.windowSeconds * 1000
    const before = cached.get(key) ?? recall(key, windowMs, step)
    const [window, rateLimit] = countInWindow(before, now(), limit)
    if (cached.size >= many) dropEnded()
    cached.set(key, { ...window, endsAt: window.beganAt + windowMs })
    if (rateLimit.isWithin && window.count % step === 0) store.saveWindow(key, window)
    return rateLimit
  }
}

export const HOURLY_LIMIT = {
  windowMs: 3_600_000,
  /** Different IDs. Sixty tickets with thirty IDs each need fewer. */
  lookups: 2_000,
  /** Of the audit log; a busy hour with every list open writes less than half of it. */
  logBytes: 4_000_000,
} as const

const MAX_CACHED_AGENTS = 1_000
/** An agent's bytes are saved in such steps, so that most entries write no second row. A restart counts one more. */
const LOG_STEP_BYTES = 8_000

export interface HourlyUse {
  /** Milliseconds since the epoch. */
  beganAt: number
  bytes: number
  ids: Set<number>
}

export interface ReservedLookups {
  allowed: string[]
  /** Seconds until the others may be looked up. */
  retryAfter: number | undefined
  /** Call once, with the IDs that the answer says something about: only these count. */
  commit(answered: readonly string[]): void
}

export type HourlyUsage = ReturnType<typeof createHourlyUsage>

export function createHourlyUsage(
  store: Pick<AgentStore, 'findHourlyUse' | 'saveHourlyUse'>,
  now: () => number,
) {
  const cached = new Map<string, HourlyUse>()
  /** By agent: hashes of the IDs in requests that are not yet answered, once for each. */
  const pending = new Map<string, number[]>()

  const isOver = ({ beganAt }: HourlyUse): boolean =>
    now() < beganAt || now() - beganAt >= HOURLY_LIMIT.windowMs

  function useOf(agent: string): HourlyUse {
    const known = cached.get(agent)
    if (known && !isOver(known)) return known
    const stored = known ? undefined : store.findHourlyUse(agent)
    const use =
      stored && !isOver(stored) ? { ...stored } : { beganAt: now(), bytes: 0, ids: new Set<number>() }
    // What was not saved before a restart.
    if (!known) use.bytes += LOG_STEP_BYTES
    if (cached.size >= MAX_CACHED_AGENTS) {
      for (const [other, one] of cached) if (isOver(one)) cached.delete(other)
    }
    cached.set(agent, use)
    return use
  }

  const secondsLeft = ({ beganAt }: HourlyUse): number =>
    Math.max(1, Math.ceil((beganAt + HOURLY_LIMIT.windowMs - now()) / 1000))

  return {
    /** Counts pending requests too, so that parallel requests gain nothing. */
    reserveLookups(agent: string, ids: readonly string[]): ReservedLookups {
      const { ids: known } = useOf(agent)
      const others = pending.get(agent) ?? []
      const taken = new Set([...known, ...others])
      const own = new Set<number>()
      const allowed = ids.filter((id) => {
        const hash = hashId(id)
        const isAllowed = taken.has(hash) || taken.size < HOURLY_LIMIT.lookups
        if (isAllowed) taken.add(hash)
        if (isAllowed && !known.has(hash)) own.add(hash)
        return isAllowed
      })
      pending.set(agent, [...others, ...own])
      return {
        allowed,
        retryAfter: allowed.length < ids.length ? secondsLeft(useOf(agent)) : undefined,
        commit(answered) {
          const rest = [...(pending.get(agent) ?? [])]
          for (const hash of own) rest.splice(rest.indexOf(hash), 1)
          if (rest.length > 0) pending.set(agent, rest)
          else pending.delete(agent)
          const use = useOf(agent)
          const before = use.ids.size
          for (const id of answered) use.ids.add(hashId(id))
          if (use.ids.size > before) store.saveHourlyUse(agent, use)
        },
      }
    },

    chargeLog(agent: string, bytes: number): void {
      const use = useOf(agent)
      const step = Math.floor(use.bytes / LOG_STEP_BYTES)
      use.bytes += bytes
      if (Math.floor(use.bytes / LOG_STEP_BYTES) > step) store.saveHourlyUse(agent, use)
    },

    /** Seconds until the agent may cause another entry; `undefined`: now. */
    waitForLog(agent: string): number | undefined {
      const use = useOf(agent)
      return use.bytes < HOURLY_LIMIT.logBytes ? undefined : secondsLeft(use)
    },
  }
}

/** 30 bits: a small integer takes the least memory, and one ID in half a million counts as known. */
const hashId = (id: string): number => hashText(id) >>> 2
