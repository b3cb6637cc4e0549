/** When the audit log closes and purges its segments, and what it still has room for. Pure. */
import type { AuditCapacity } from '@inquiry-lens/shared/contract/audit.ts'
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'

/** The entries of one UTC day, after it ended. */
export interface ClosedSegment {
  /** `2026-11-21` */
  day: string
  first: number
  last: number
  /** The hash of the entry before the first. */
  previous: string
  hash: string
  /** Milliseconds since the epoch. */
  exportedAt: number | null
  purgedAt: number | null
}

/** `at`: milliseconds since the epoch. */
export interface NewestEntry {
  seq: number
  hash: string
  at: number
}

const DAY_MS = 86_400_000

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

export const endOfDay = (at: number): number => (Math.floor(at / DAY_MS) + 1) * DAY_MS

/** The segment to close, if its day has ended. `closed`: the end of the last closed segment. */
export function closeSegment(
  newest: NewestEntry,
  closed: Pick<ClosedSegment, 'last' | 'hash'>,
  now: number,
): ClosedSegment | undefined {
  if (newest.seq === closed.last || now < endOfDay(newest.at)) return undefined
  return {
    day: dayOf(newest.at),
    first: closed.last + 1,
    last: newest.seq,
    previous: closed.hash,
    hash: newest.hash,
    exportedAt: null,
    purgedAt: null,
  }
}

export const isOverdue = ({ day }: Pick<ClosedSegment, 'day'>, keepDays: number, now: number): boolean =>
  Date.parse(day) + (keepDays + 1) * DAY_MS <= now

/**
 * The oldest segment, if it was exported and is old, or room is needed. A segment that was never exported stays and
 * keeps the later ones, so that the rest of the chain is unbroken. `segments`: oldest first.
 */
export function choosePurge(
  segments: readonly ClosedSegment[],
  { keepDays, needsRoom, now }: { keepDays: number; needsRoom: boolean; now: number },
): ClosedSegment | undefined {
  const oldest = segments.find(({ purgedAt }) => purgedAt === null)
  if (!oldest || oldest.exportedAt === null) return undefined
  return needsRoom || isOverdue(oldest, keepDays, now) ? oldest : undefined
}

/** The segments that an export of these entries covers completely, and that were not exported before. */
export const findExported = (
  segments: readonly ClosedSegment[],
  first: number,
  last: number,
): ClosedSegment[] =>
  segments.filter((segment) => segment.exportedAt === null && segment.first >= first && segment.last <= last)

const WARNING_SHARE = 0.7
/** Shares of the capacity, on top of it: for requests that free room or end an agent's access, and for auditors. */
const RESERVE = 0.05
const READING_RESERVE = 0.04

const CAPACITIES: readonly AuditCapacity[] = ['ok', 'warning', 'full', 'exhausted']

export const fullest = (all: readonly AuditCapacity[]): AuditCapacity =>
  CAPACITIES.findLast((capacity) => all.includes(capacity)) ?? 'ok'

/** Both in bytes. */
export function capacityOf(used: number, capacity: number): AuditCapacity {
  if (used < capacity * WARNING_SHARE) return 'ok'
  if (used < capacity) return 'warning'
  return used < capacity * (1 + RESERVE) ? 'full' : 'exhausted'
}

/** How far above the capacity each permission may go; by default not at all. */
const RESERVES: Readonly<Partial<Record<Permission, number>>> = {
  // These two leave no entry.
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
