/**
 * How full the record is, and what that means for who asks: no line, no answer. A nearly full record is said long
 * before it refuses; a full one still serves those who can make room, out of a reserve. Pure.
 */
import type { AuditCapacity } from '@inquiry-lens/shared/contract/api.ts'
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'

const NEARLY_FULL = 0.7
/** Of the capacity, on top of it: for the lines of those who make room. */
const RESERVE = 0.05
/** So far reading may use it. The rest is for acts that free room or end somebody's access. */
const READING_RESERVE = 0.04

/** Both in bytes. */
export function capacityOf(used: number, capacity: number): AuditCapacity {
  if (used < capacity * NEARLY_FULL) return 'ok'
  if (used < capacity) return 'warning'
  return used < capacity * (1 + RESERVE) ? 'full' : 'exhausted'
}

/** Whether days that were copied out are to go before their time. */
export const needsRoom = (fill: AuditCapacity): boolean => fill !== 'ok'

/** Above the capacity, how far each act may go; those that are not named, not at all. */
const RESERVES: Readonly<Partial<Record<Permission, number>>> = {
  // Without an entry.
  'self:read': Number.POSITIVE_INFINITY,
  'gateway:read': Number.POSITIVE_INFINITY,
  'audit:read': READING_RESERVE,
  'agents:list': READING_RESERVE,
  'audit:export': RESERVE,
  'agents:manage': RESERVE,
}

/** Both in bytes. */
export const hasRoomFor = (permission: Permission, used: number, capacity: number): boolean =>
  used < capacity * (1 + (RESERVES[permission] ?? 0))
