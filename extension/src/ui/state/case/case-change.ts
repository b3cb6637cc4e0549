/** What changed in an open case since the agent last saw it, now or when it was open before. */
import { stateOfCase } from '@inquiry-lens/shared/domain/case-file.ts'
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { isSubmitted } from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import { listHappened, type TimelineEntry } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import type { CaseView } from '../../../messages/messages.ts'

export interface Change {
  /** The new state, if it changed. */
  to: CaseState | undefined
  /** How many new timeline entries, if the state did not change. */
  count: number
  /** Milliseconds since the epoch: when the last of them happened, as far as the provider says. */
  at: number
}

export function findChange(before: CaseView, after: CaseView): Change | undefined {
  const caseState = stateOfCase(after)
  const to = caseState === stateOfCase(before) ? undefined : caseState
  const known = new Set(listHappenings(before).map(({ key }) => key))
  // Entries that complete a history are older than its first answer, and no news.
  const since = isIncomplete(before) ? before.asOf : Number.NEGATIVE_INFINITY
  const unread = listHappenings(after).filter(({ key, at = 0 }) => !known.has(key) && at > since)
  if (to === undefined && unread.length === 0) return undefined
  const times = unread.flatMap(({ at }) => at ?? [])
  return {
    to,
    count: to === undefined ? unread.length : 0,
    // The provider's clock may be ahead.
    at: times.length > 0 ? Math.min(Math.max(...times), after.asOf) : after.asOf,
  }
}

const isIncomplete = (view: CaseView): boolean =>
  (view.about === 'inquiry' ? view.eventsMissing : view.stepsMissing) === true

interface Happening {
  /** The same until there is more to report of it. */
  key: string
  at: number | undefined
}

const listHappenings = (view: CaseView): Happening[] => [
  ...listHappened(buildTimeline(view)).map((entry) => ({ key: keyOf(entry), at: entry.at })),
  // Related sessions are not on the timeline.
  ...(view.about === 'session' ? view.related : []).map(({ id, createdAt }) => ({
    key: id,
    at: parseInstant(createdAt),
  })),
]

/** A visit or an attempt stays one entry, and changes with its outcome. */
function keyOf(entry: TimelineEntry): string {
  if (entry.kind === 'visit') return `${entry.key} ${entry.visit}`
  if (entry.kind !== 'attempt') return entry.key
  const { key, attempt, tries } = entry
  return `${key} ${attempt.outcome} ${isSubmitted(attempt)} ${tries}`
}
