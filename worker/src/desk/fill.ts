/**
 * How full the record is, and what that means for who asks: no line, no answer. A nearly full record is said long
 * before it refuses; a full one still serves those who can make room, out of a reserve. Pure.
 */
import type { RecordFill } from '@inquiry-lens/shared/api.ts'
import type { Act } from '@inquiry-lens/shared/roles.ts'

const NEARLY_FULL = 0.7
/** Of the capacity, on top of it: for the lines of those who make room. */
const RESERVE = 0.05

/** Both in bytes. */
export function judgeFill(used: number, capacity: number): RecordFill {
  if (used < capacity * NEARLY_FULL) return 'roomy'
  if (used < capacity) return 'nearly-full'
  return used < capacity * (1 + RESERVE) ? 'full' : 'at-end'
}

/** Whether days that were copied out are to go before their time. */
export const needsRoom = (fill: RecordFill): boolean => fill !== 'roomy'

const MAKE_ROOM: ReadonlySet<Act> = new Set([
  'know-oneself',
  'read-record',
  'keep-record',
  'list-agents',
  'manage-agents',
])

export function mayActWhen(fill: RecordFill, act: Act): boolean {
  if (fill === 'roomy' || fill === 'nearly-full') return true
  return fill === 'full' && MAKE_ROOM.has(act)
}
