/**
 * How much of a provider's quota one agent may take. An agent is refused after taking more than twice what is left of a
 * window (dynamic thresholds, Choudhury and Hahne, 1998): all pass while half is left, one agent alone gets two thirds, and a
 * newcomer always finds a part. Calls that found nothing have a lower limit of their own. The rules are pure.
 */
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import { delayWrites, type KeyValueStore } from '../cache/cache.ts'
import {
  addCall,
  clampParts,
  dropOldParts,
  findTime,
  leftBy,
  PARTS,
  type QuotaWindow,
  secondsUntil,
  type WindowParts,
  WindowPartsSchema,
} from './quota.ts'

/** The calls of one agent, for each limit in its order. */
export interface AgentUse {
  calls: readonly WindowParts[]
  misses: readonly WindowParts[]
}

export interface ShareLimits {
  limits: readonly CallLimit[]
  missLimits: readonly CallLimit[]
}

/** Whether a call may find nothing: marks leave a part of the limit to objects that the agent opens. */
export type MayMiss = 'never' | 'marks' | 'opened'

export type ShareVerdict =
  | { ok: true }
  /** `retryAfter`: seconds. */
  | { ok: false; why: 'share-used' | 'misses-used'; retryAfter: number }

export const NO_USE: AgentUse = { calls: [], misses: [] }

const MAX_TIMES_LEFT = 2
const MARKS_SHARE = 2 / 3

/** An agent's calls count one part longer than the total: else they would be lent too early. */
const countedFor = (seconds: number): number => seconds + seconds / PARTS

const advance = (
  windows: readonly WindowParts[],
  limits: readonly CallLimit[],
  now: number,
  lengthOf = (seconds: number) => seconds,
) =>
  limits.map(({ seconds }, index) =>
    dropOldParts(clampParts(windows[index] ?? [], now), lengthOf(seconds), now),
  )

export function judgeShare(
  use: AgentUse,
  now: number,
  mayMiss: MayMiss,
  windows: readonly QuotaWindow[],
  { limits, missLimits }: ShareLimits,
): ShareVerdict {
  const calls = advance(use.calls, limits, now, countedFor)
  const shareAt = Math.max(
    now,
    ...windows.map((window, index) => {
      // The provider's window is compared with the relay's own count over the same time.
      const own =
        index < limits.length ? index : limits.findIndex(({ seconds }) => seconds === window.windowSeconds)
      const isWithin = (taken: number, time: number) =>
        taken < MAX_TIMES_LEFT * Math.max(1, leftBy(window, time))
      const at = findTime(calls[own] ?? [], countedFor(window.windowSeconds), now, isWithin)
      // By then all calls have left, and the whole limit is available.
      return Math.min(at, now + window.windowSeconds * 1000)
    }),
  )
  if (shareAt > now) return { ok: false, why: 'share-used', retryAfter: secondsUntil(shareAt, now) }
  if (mayMiss === 'never') return { ok: true }

  const misses = advance(use.misses, missLimits, now)
  const missAt = Math.max(
    now,
    ...missLimits.map(({ calls: limit, seconds }, index) => {
      const max = mayMiss === 'marks' ? Math.ceil(limit * MARKS_SHARE) : limit
      return findTime(misses[index] ?? [], seconds, now, (missed) => missed < max)
    }),
  )
  return missAt > now
    ? { ok: false, why: 'misses-used', retryAfter: secondsUntil(missAt, now) }
    : { ok: true }
}

export const countUse = (use: AgentUse, now: number, limits: readonly CallLimit[]): AgentUse => ({
  ...use,
  calls: advance(use.calls, limits, now, countedFor).map((parts, index) =>
    addCall(parts, limits[index]?.seconds ?? 1, now),
  ),
})

export const countMiss = (use: AgentUse, now: number, missLimits: readonly CallLimit[]): AgentUse => ({
  ...use,
  misses: advance(use.misses, missLimits, now).map((parts, index) =>
    addCall(parts, missLimits[index]?.seconds ?? 1, now),
  ),
})

export type AgentUsage = ReturnType<typeof openAgentUsage>

const MAX_AGENTS = 500
const MAX_WINDOW_MS = 30 * 60 * 60_000
const KEY = 'agent-usage'

const UsageSchema = v.fallback(
  v.array(
    v.tuple([
      v.string(),
      v.object({ calls: v.array(WindowPartsSchema), misses: v.array(WindowPartsSchema) }),
    ]),
  ),
  [],
)

/** By an opaque key of the agent. Survives an eviction, but for the last minute of agents who were refused nothing. */
export function openAgentUsage(keyValueStore: KeyValueStore, now: () => number) {
  const uses = new LruMap<string, AgentUse>(MAX_AGENTS)
  for (const [sender, use] of v.parse(UsageSchema, keyValueStore.read(KEY) ?? [])) uses.set(sender, use)

  const isRecent = ({ calls, misses }: AgentUse) =>
    [...calls, ...misses].some((parts) => (parts.at(-1)?.beganAt ?? 0) >= now() - MAX_WINDOW_MS)
  const writes = delayWrites(keyValueStore, KEY, () => [...uses].filter(([, use]) => isRecent(use)), now)

  return {
    read: (sender: string) => uses.get(sender) ?? NO_USE,

    write(sender: string, use: AgentUse) {
      uses.set(sender, use)
      writes.noteChange()
    },

    flush: writes.flush,
  }
}
