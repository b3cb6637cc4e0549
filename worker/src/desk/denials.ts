/**
 * Which refusals leave a line: the first of its kind to an agent in a minute. Whoever has an ended token could otherwise
 * fill the record with them. Pure.
 */
const WINDOW_MS = 60_000

/** When each kind of refusal was last written, in milliseconds since the epoch. */
export type Denials = Readonly<Record<string, number>>

export function countDenial(denials: Denials, kind: string, now: number): [Denials, isWorthALine: boolean] {
  const open = Object.entries(denials).filter(([, at]) => now - at < WINDOW_MS)
  const next = Object.fromEntries(open)
  return Object.hasOwn(next, kind) ? [next, false] : [{ ...next, [kind]: now }, true]
}
