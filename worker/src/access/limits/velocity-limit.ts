/**
 * How many different people an agent views in an hour, against their usual number: working through tickets needs a few,
 * collecting takes many. Beyond the allowance, one new person every half minute; people viewed within the hour stay open.
 */
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import * as v from 'valibot'
import { type Err, err } from '../../result.ts'
import type { AgentStore } from '../agents/agent-store.ts'
import type { Actor, RecordDenial } from '../authenticate.ts'

export const VELOCITY_LIMIT = {
  windowMs: 3_600_000,
  /** The allowance of an agent whose hours were quiet: a card that opens on hover counts too. */
  min: 60,
  /** The allowance of any agent: otherwise collecting could become the usual. */
  max: 240,
  timesUsual: 3,
  throttleMs: 30_000,
} as const

/** One person has few: their account, the company's own number. */
const MAX_ALIASES = 1_000

/** The weight of the newest hour in the usual number. */
const WEIGHT = 0.2

export const ViewCountsSchema = v.object({
  /** Milliseconds since the epoch. */
  beganAt: v.number(),
  /** Each by the ID, or the hashed number, of the first view. */
  people: v.array(v.string()),
  /** Other IDs and numbers of the same people. */
  aliases: v.optional(v.array(v.string()), []),
  /** Different people in an hour, over the hours that had any. */
  usual: v.nullable(v.number()),
  /** No new person before. */
  throttledUntil: v.number(),
})
export type ViewCounts = v.InferOutput<typeof ViewCountsSchema>

export interface Person {
  key: string
  /** IDs that the answer shows: a person who was viewed by one of these is the same person. */
  related: readonly string[]
}

export type VelocityVerdict =
  /** `unusual`: the first view beyond the allowance, once an hour. */
  | { open: true; unusual: boolean }
  /** `retryAfter`: seconds. `left`: how many new people one query may still be about. */
  | { open: false; retryAfter: number; left: number }

/** Different people in an hour. */
export const allowanceOf = (usual: number | null): number =>
  Math.min(
    VELOCITY_LIMIT.max,
    Math.max(VELOCITY_LIMIT.min, Math.ceil(VELOCITY_LIMIT.timesUsual * (usual ?? 0))),
  )

/** Pure. A query about several people needs room for all of them. */
export function countCaseViews(
  before: ViewCounts | undefined,
  persons: readonly Person[],
  now: number,
): [ViewCounts, VelocityVerdict] {
  const counts = startHour(before, now)
  const known = new Set([...counts.people, ...counts.aliases])
  const others = persons.filter(({ key }) => !known.has(key))
  const isKnown = ({ related }: Person) => related.some((id) => known.has(id))
  const added = others.filter((person) => !isKnown(person)).map(({ key }) => key)
  const renamed = others.filter(isKnown).map(({ key }) => key)
  const aliases = renamed.length > 0 ? [...counts.aliases, ...renamed].slice(-MAX_ALIASES) : counts.aliases
  if (added.length === 0)
    return [
      { ...counts, aliases },
      { open: true, unusual: false },
    ]
  if (now < counts.throttledUntil) {
    return [counts, { open: false, retryAfter: Math.ceil((counts.throttledUntil - now) / 1000), left: 0 }]
  }
  const allowance = allowanceOf(counts.usual)
  const left = Math.max(1, allowance - counts.people.length)
  if (added.length > left) {
    const retryAfter = Math.ceil((counts.beganAt + VELOCITY_LIMIT.windowMs - now) / 1000)
    return [counts, { open: false, retryAfter, left }]
  }
  const people = [...counts.people, ...added]
  const isBeyond = people.length > allowance
  const throttledUntil = isBeyond ? now + VELOCITY_LIMIT.throttleMs : counts.throttledUntil
  return [
    { ...counts, people, aliases, throttledUntil },
    { open: true, unusual: isBeyond && counts.people.length <= allowance },
  ]
}

function startHour(before: ViewCounts | undefined, now: number): ViewCounts {
  if (!before) return { beganAt: now, people: [], aliases: [], usual: null, throttledUntil: 0 }
  const age = now - before.beganAt
  // A clock that was set back starts a new hour, and throttles no longer than an hour.
  const throttledUntil = Math.min(before.throttledUntil, now + VELOCITY_LIMIT.windowMs)
  if (age >= 0 && age < VELOCITY_LIMIT.windowMs) return { ...before, throttledUntil }
  const count = before.people.length
  const usual = before.usual === null ? count : before.usual + WEIGHT * (count - before.usual)
  return { beganAt: now, people: [], aliases: [], usual: count === 0 ? before.usual : usual, throttledUntil }
}

/** Refuses an agent who views too many different people. `isFound`: false counts nothing, but is refused alike. */
export type CheckVelocity = (
  by: Actor,
  persons: readonly Person[],
  permission: Permission,
  isFound?: boolean,
) => Err | undefined

export const createVelocityLimit =
  (store: AgentStore, recordDenial: RecordDenial, now: () => number): CheckVelocity =>
  (by, persons, permission, isFound = true) => {
    if (persons.length === 0) return undefined
    const before = store.findViewCounts(by.email)
    const [counts, verdict] = countCaseViews(before, persons, now())
    if (isFound && (counts.people !== before?.people || counts.aliases !== before.aliases))
      store.saveViewCounts(by.email, counts)
    if (!verdict.open) {
      recordDenial(by, { permission, why: 'throttled' })
      const { left, retryAfter } = verdict
      const detail =
        left > 0
          ? `More different people than are left to you within the hour. Ask about ${left} at most.`
          : 'More different people within the hour than is usual for you.'
      return err({ code: 'views-throttled', detail, retryAfter })
    }
    if (isFound && verdict.unusual) recordDenial(by, { permission, why: 'unusual' })
    return undefined
  }
