/** Moments in their order, whatever order they were found in. */

import type { ProviderEvent } from '../../domain/model.ts'
import { parseInstant } from '../../lib/instant.ts'
import { inOrder, type Placed } from './order.ts'
import type { TimelineEntry, TimelineEntryCommon } from './timeline.ts'

/** `at`: where it stands in the line, which may be known where its time is not. */
export interface MergeEntry extends Omit<Placed, 'key'> {
  entry: TimelineEntry
}

/** What happens before what within one instant. */
export const RANK = {
  created: 0,
  link: 1,
  visit: 2,
  started: 3,
  attempt: 4,
  event: 5,
  completed: 6,
  review: 7,
  decided: 8,
  failed: 9,
  expired: 10,
  sessionExpired: 11,
  account: 12,
  redacted: 13,
} as const

export const entryOf = (
  entry: TimelineEntry,
  rank: number,
  at: number | undefined = entry.at,
): MergeEntry => ({
  entry,
  rank,
  at,
})

/** What is still to come stands behind all that happened, and what ends the link behind that. */
export function mergeEntries(
  merging: readonly MergeEntry[],
  ahead: readonly TimelineEntry[],
): TimelineEntry[] {
  const entries = merging
    .map((entry) => ({ ...entry, key: entry.entry.key }))
    .sort(inOrder)
    .map(({ entry }) => entry)
  const isEndLast = entries.at(-1)?.kind === 'end'
  return isEndLast ? [...entries.slice(0, -1), ...ahead, ...entries.slice(-1)] : [...entries, ...ahead]
}

/** What every moment has, at a time that the provider wrote. */
export const commonOf = (
  key: string,
  iso: string | null,
  events: readonly ProviderEvent[] = [],
): TimelineEntryCommon => ({
  key,
  at: parseInstant(iso),
  iso,
  isAside: false,
  events,
})
