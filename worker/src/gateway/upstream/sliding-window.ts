/**
 * Counts calls in a window that slides. Time has twelve parts a window, and the calls of a part leave together with its
 * latest: each at most one part too late, never too soon, and all of them within a window from now. Pure. Times are
 * milliseconds since the epoch.
 */
export interface WindowPart {
  /** When the latest of its calls began. */
  beganAt: number
  calls: number
}

export type WindowParts = readonly WindowPart[]

export const PARTS = 12

const partOf = (time: number, seconds: number) => Math.floor((time * PARTS) / (seconds * 1000))
const leavesAt = ({ beganAt }: WindowPart, seconds: number) => beganAt + seconds * 1000

/** Without the parts that have left the window. */
export const settleParts = (parts: WindowParts, seconds: number, now: number): WindowParts =>
  parts.filter((part) => now < leavesAt(part, seconds))

/** A part of the future is the work of a clock that was set back: it counts from now on, and no longer than others. */
export const healParts = (parts: WindowParts, now: number): WindowParts =>
  parts.some(({ beganAt }) => beganAt > now)
    ? parts.map(({ beganAt, calls }) => ({ beganAt: Math.min(beganAt, now), calls }))
    : parts

export function addCall(parts: WindowParts, seconds: number, now: number): WindowParts {
  const last = parts.at(-1)
  return last && partOf(last.beganAt, seconds) === partOf(now, seconds)
    ? [...parts.slice(0, -1), { beganAt: now, calls: last.calls + 1 }]
    : [...parts, { beganAt: now, calls: 1 }]
}

export const sumOf = (parts: WindowParts): number => parts.reduce((sum, { calls }) => sum + calls, 0)

/** The first time at which `isEnough` holds of the calls that the window still counts; `now` where it holds already. */
export function findTime(
  parts: WindowParts,
  seconds: number,
  now: number,
  isEnough: (calls: number, time: number) => boolean,
): number {
  let calls = sumOf(parts)
  if (isEnough(calls, now)) return now
  let time = now
  for (const part of parts) {
    calls -= part.calls
    time = leavesAt(part, seconds)
    if (isEnough(calls, time)) return time
  }
  return time
}
