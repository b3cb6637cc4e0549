/**
 * What each agent uses of an hour: IDs looked up, and bytes of the audit log. Saved with each change: an agent who waits
 * until the object’s memory ends gains nothing.
 */
import type { AgentStore } from '../agents/agent-store.ts'

export const HOURLY_USE = {
  windowMs: 3_600_000,
  /** Different IDs. Sixty tickets with thirty IDs each need fewer. */
  lookups: 2_000,
  /** A busy hour with every list open writes less than half of it. */
  logBytes: 4_000_000,
} as const

const MAX_REMEMBERED = 1_000

export interface HourlyUse {
  /** When the hour began, in milliseconds since the epoch. */
  beganAt: number
  bytes: number
  /** Hashes of the IDs. */
  ids: Set<number>
}

export interface ReservedLookups {
  /** In their order. */
  allowed: string[]
  /** Seconds until the others may be looked up. */
  retryAfter: number | undefined
  /** To be called once, with the IDs of which the answer says something: these count. */
  settle(answered: readonly string[]): void
}

export type HourlyUses = ReturnType<typeof createHourlyUses>

export function createHourlyUses({
  book,
  now,
}: {
  book: Pick<AgentStore, 'findUse' | 'keepUse'>
  now: () => number
}) {
  const remembered = new Map<string, HourlyUse>()
  /** By agent: hashes of IDs whose answers are under way, once for each. */
  const underWay = new Map<string, number[]>()

  const isOver = ({ beganAt }: HourlyUse): boolean =>
    now() < beganAt || now() - beganAt >= HOURLY_USE.windowMs

  function useOf(agent: string): HourlyUse {
    const known = remembered.get(agent)
    if (known && !isOver(known)) return known
    const stored = known ? undefined : book.findUse(agent)
    const use = stored && !isOver(stored) ? stored : { beganAt: now(), bytes: 0, ids: new Set<number>() }
    if (remembered.size >= MAX_REMEMBERED) {
      for (const [other, one] of remembered) if (isOver(one)) remembered.delete(other)
    }
    remembered.set(agent, use)
    return use
  }

  const secondsLeft = ({ beganAt }: HourlyUse): number =>
    Math.max(1, Math.ceil((beganAt + HOURLY_USE.windowMs - now()) / 1000))

  return {
    /** Counts those under way as well, so that several requests at once gain nothing. */
    reserveLookups(agent: string, ids: readonly string[]): ReservedLookups {
      const { ids: known } = useOf(agent)
      const others = underWay.get(agent) ?? []
      const taken = new Set([...known, ...others])
      const own = new Set<number>()
      const allowed = ids.filter((id) => {
        const hash = hashId(id)
        const isAllowed = taken.has(hash) || taken.size < HOURLY_USE.lookups
        if (isAllowed) taken.add(hash)
        if (isAllowed && !known.has(hash)) own.add(hash)
        return isAllowed
      })
      underWay.set(agent, [...others, ...own])
      return {
        allowed,
        retryAfter: allowed.length < ids.length ? secondsLeft(useOf(agent)) : undefined,
        settle(answered) {
          const rest = [...(underWay.get(agent) ?? [])]
          for (const hash of own) rest.splice(rest.indexOf(hash), 1)
          if (rest.length > 0) underWay.set(agent, rest)
          else underWay.delete(agent)
          const use = useOf(agent)
          const before = use.ids.size
          for (const id of answered) use.ids.add(hashId(id))
          if (use.ids.size > before) book.keepUse(agent, use)
        },
      }
    },

    chargeLog(agent: string, bytes: number): void {
      const use = useOf(agent)
      use.bytes += bytes
      book.keepUse(agent, use)
    },

    /** Seconds until the agent may leave another entry, where the hour's bytes are used up. */
    whenLogFrees(agent: string): number | undefined {
      const use = useOf(agent)
      return use.bytes < HOURLY_USE.logBytes ? undefined : secondsLeft(use)
    },
  }
}

/** FNV-1a, to 30 bits: a small integer takes the least memory, and one ID in half a million counts as known. */
function hashId(id: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  return hash >>> 2
}
