/**
 * How many different people an agent opens in an hour, against what is usual for them: somebody who works through
 * tickets opens a few, somebody who collects opens all they can. Beyond three times the usual there is a line, and from
 * then on one new person in half a minute. Whoever was opened within the hour stays open. Pure.
 */
import * as v from 'valibot'

export const PACE = {
  windowMs: 3_600_000,
  /** Nobody is asked to work slower than this, however quiet their hours were: a look at a card is an opening too. */
  least: 60,
  /** Nobody works faster than this, whatever their hours were: else who collects could make it the usual. */
  most: 240,
  timesUsual: 3,
  slowMs: 30_000,
} as const

/** Of how much the newest hour counts in what is usual. */
const WEIGHT = 0.2

export const PaceSchema = v.object({
  /** When the hour began, in milliseconds since the epoch. */
  beganAt: v.number(),
  /** Whom the agent opened in it. */
  people: v.array(v.string()),
  /** Different people in an hour, of the hours in which there were any. */
  usual: v.nullable(v.number()),
  /** Before this, nobody new. */
  slowedUntil: v.number(),
})
export type Pace = v.InferOutput<typeof PaceSchema>

export type PaceVerdict =
  | { open: true; unusual: boolean }
  /** Seconds until somebody new may be opened. */
  | { open: false; retryAfter: number }

/** So many in an hour are not unusual. */
export const allowanceOf = (usual: number | null): number =>
  Math.min(PACE.most, Math.max(PACE.least, Math.ceil(PACE.timesUsual * (usual ?? 0))))

/** `unusual`: this is the person that makes it so; it is said once in the hour. */
export function countOpening(pace: Pace | undefined, person: string, now: number): [Pace, PaceVerdict] {
  const current = enterHour(pace, now)
  if (current.people.includes(person)) return [current, { open: true, unusual: false }]
  const allowance = allowanceOf(current.usual)
  if (now < current.slowedUntil) {
    return [current, { open: false, retryAfter: Math.ceil((current.slowedUntil - now) / 1000) }]
  }
  const people = [...current.people, person]
  const isSlow = people.length > allowance
  return [
    { ...current, people, slowedUntil: isSlow ? now + PACE.slowMs : current.slowedUntil },
    { open: true, unusual: people.length === allowance + 1 },
  ]
}

function enterHour(pace: Pace | undefined, now: number): Pace {
  if (!pace) return { beganAt: now, people: [], usual: null, slowedUntil: 0 }
  if (now - pace.beganAt < PACE.windowMs) return pace
  const count = pace.people.length
  const usual = pace.usual === null ? count : pace.usual + WEIGHT * (count - pace.usual)
  // Who was slowed when the hour ended is not free the second after.
  return { beganAt: now, people: [], usual: count === 0 ? pace.usual : usual, slowedUntil: pace.slowedUntil }
}
