/** An order that does not depend on how things came: by time, and where that is the same, by a fixed rank, then by name. */

export interface Placed {
  /** Milliseconds since the epoch; `undefined`: nobody has said, so it stands behind all that is dated. */
  at: number | undefined
  /** What happens before what within one instant. */
  rank: number
  key: string
}

export const inOrder = (one: Placed, other: Placed): number =>
  compareTimes(one.at, other.at) || one.rank - other.rank || compareText(one.key, other.key)

function compareTimes(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
  return one - other
}

/** No locale's: the same on every machine. */
const compareText = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
