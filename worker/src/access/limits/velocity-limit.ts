/**
 * How many different people an agent opens in an hour, against what is usual for them: somebody who works through
 * tickets opens a few, somebody who collects opens all they can. Beyond three times the usual there is a line, and from
 * then on one new person in half a minute. Whoever was opened within the hour stays open. Pure.
 */
import * as v from 'valibot'

export const VELOCITY_LIMIT = {
  windowMs: 3_600_000,
  /** Nobody is asked to work slower than this, however quiet their hours were: a look at a card is an opening too. */
  least: 60,
  /** Nobody works faster than this, whatever their hours were: else who collects could make it the usual. */
  most: 240,
  timesUsual: 3,
  slowMs: 30_000,
} as const

/** A person has few: their account, the company's own number. */
const MAX_ALIASES = 1_000

/** Of how much the newest hour counts in what is usual. */
const WEIGHT = 0.2

export const ViewCountsSchema = v.object({
  /** When the hour began, in milliseconds since the epoch. */
  beganAt: v.number(),
  /** Whom the agent opened in it, each by the ID or the hashed number that they were first asked for by. */
  people: v.array(v.string()),
  /** Other IDs and numbers of the same people. */
  aliases: v.optional(v.array(v.string()), []),
  /** Different people in an hour, of the hours in which there were any. */
  usual: v.nullable(v.number()),
  /** Before this, nobody new. */
  slowedUntil: v.number(),
})
export type ViewCounts = v.InferOutput<typeof ViewCountsSchema>

/** A person whom a question is about. */
export interface Person {
  key: string
  /** IDs that the answer shows: a person opened by one of these is the same person. */
  related: readonly string[]
}

export type VelocityVerdict =
  | { open: true; unusual: boolean }
  /** Seconds until it may be asked again. `left`: so many may be opened at once now. */
  | { open: false; retryAfter: number; left: number }

/** So many in an hour are not unusual. */
export const allowanceOf = (usual: number | null): number =>
  Math.min(
    VELOCITY_LIMIT.most,
    Math.max(VELOCITY_LIMIT.least, Math.ceil(VELOCITY_LIMIT.timesUsual * (usual ?? 0))),
  )

/** `unusual`: one of these makes it so; it is said once in the hour. A question about several needs room for all of them. */
export function countCaseView(
  pace: ViewCounts | undefined,
  persons: readonly Person[],
  now: number,
): [ViewCounts, VelocityVerdict] {
  const current = enterHour(pace, now)
  const known = new Set([...current.people, ...current.aliases])
  const others = persons.filter(({ key }) => !known.has(key))
  const isKnown = ({ related }: Person) => related.some((id) => known.has(id))
  const fresh = others.filter((person) => !isKnown(person)).map(({ key }) => key)
  const named = others.filter(isKnown).map(({ key }) => key)
  const aliases = named.length > 0 ? [...current.aliases, ...named].slice(-MAX_ALIASES) : current.aliases
  if (fresh.length === 0)
    return [
      { ...current, aliases },
      { open: true, unusual: false },
    ]
  if (now < current.slowedUntil) {
    return [current, { open: false, retryAfter: Math.ceil((current.slowedUntil - now) / 1000), left: 0 }]
  }
  const allowance = allowanceOf(current.usual)
  const left = Math.max(1, allowance - current.people.length)
  if (fresh.length > left) {
    const retryAfter = Math.ceil((current.beganAt + VELOCITY_LIMIT.windowMs - now) / 1000)
    return [current, { open: false, retryAfter, left }]
  }
  const people = [...current.people, ...fresh]
  const isBeyond = people.length > allowance
  return [
    {
      ...current,
      people,
      aliases,
      slowedUntil: isBeyond ? now + VELOCITY_LIMIT.slowMs : current.slowedUntil,
    },
    { open: true, unusual: current.people.length <= allowance && isBeyond },
  ]
}

function enterHour(pace: ViewCounts | undefined, now: number): ViewCounts {
  if (!pace) return { beganAt: now, people: [], aliases: [], usual: null, slowedUntil: 0 }
  const age = now - pace.beganAt
  // A clock that was set back begins a new hour, and slows nobody for as long as it jumped.
  const slowedUntil = Math.min(pace.slowedUntil, now + VELOCITY_LIMIT.windowMs)
  if (age >= 0 && age < VELOCITY_LIMIT.windowMs) return { ...pace, slowedUntil }
  const count = pace.people.length
  const usual = pace.usual === null ? count : pace.usual + WEIGHT * (count - pace.usual)
  // Who was slowed when the hour ended is not free the second after.
  return { beganAt: now, people: [], aliases: [], usual: count === 0 ? pace.usual : usual, slowedUntil }
}
