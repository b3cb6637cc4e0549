/**
 * How full the record is, and what that means for who asks: no line, no answer. A nearly full record is said long
 * before it refuses; a full one still serves those who can make room, out of a reserve. Pure.
 */
import type { RecordFill } from '@inquiry-lens/shared/contract/api.ts'
import type { Act } from '@inquiry-lens/shared/contract/permissions.ts'

const NEARLY_FULL = 0.7
/** Of the capacity, on top of it: for the lines of those who make room. */
const RESERVE = 0.05
/** So far reading may use it. The rest is for acts that free room or end somebody's access. */
const READING_RESERVE = 0.04

/** Both in bytes. */
export function judgeFill(used: number, capacity: number): RecordFill {
  if (used < capacity * NEARLY_FULL) return 'roomy'
  if (used < capacity) return 'nearly-full'
  return used < capacity * (1 + RESERVE) ? 'full' : 'at-end'
}

/** Whether days that were copied out are to go before their time. */
export const needsRoom = (fill: RecordFill): boolean => fill !== 'roomy'

/** Above the capacity, how far each act may go; those that are not named, not at all. */
const RESERVES: Readonly<Partial<Record<Act, number>>> = {
  // Without an entry.
  'know-oneself': Number.POSITIVE_INFINITY,
  'see-gate': Number.POSITIVE_INFINITY,
  'read-record': READING_RESERVE,
  'list-agents': READING_RESERVE,
  'keep-record': RESERVE,
  'manage-agents': RESERVE,
}

/** Both in bytes. */
export const hasRoomFor = (act: Act, used: number, capacity: number): boolean =>
  used < capacity * (1 + (RESERVES[act] ?? 0))
