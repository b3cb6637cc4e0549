/** What changed in an open case since the agent last saw it: while it is open, or since it was open before. */
import { stateOfCase } from '@inquiry-lens/shared/domain/case-file.ts'
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { isSubmitted } from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import { listHappened, type TimelineEntry } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/instant.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { CaseView } from '../../../messages/messages.ts'
import type { Case } from './case.ts'

export interface Change {
  /** Where it stands elsewhere than before. */
  to: CaseState | undefined
  /** How many things happened that were not known, where it stands as before. */
  count: number
  /** Milliseconds since the epoch: when the last of them did, as far as the provider says. */
  at: number
}

export interface CaseChange {
  change: ReadonlySignal<Change | undefined>
  /** The agent has seen it. */
  see(): void
}

export function followChange({ data: view }: Pick<Case, 'data'>, ended: AbortSignal): CaseChange {
  const seen = signal<CaseView | undefined>(undefined)
  const stop = effect(() => {
    if (view.value && !seen.peek()) seen.value = view.value
  })
  ended.addEventListener('abort', stop, { once: true })
  return {
    change: computed(() => (seen.value && view.value ? findChange(seen.value, view.value) : undefined)),
    see: () => {
      seen.value = view.peek()
    },
  }
}

export function findChange(before: CaseView, after: CaseView): Change | undefined {
  const caseState = stateOfCase(after)
  const to = caseState === stateOfCase(before) ? undefined : caseState
  const known = new Set(listHappenings(before).map(({ what }) => what))
  const since = isHalfTold(before) ? before.asOf : Number.NEGATIVE_INFINITY
  const unread = listHappenings(after).filter(({ what, at = 0 }) => !known.has(what) && at > since)
  if (to === undefined && unread.length === 0) return undefined
  const times = unread.flatMap(({ at }) => at ?? [])
  return {
    to,
    count: to === undefined ? unread.length : 0,
    // No later than it was told, however the provider’s clock goes.
    at: times.length > 0 ? Math.min(Math.max(...times), after.asOf) : after.asOf,
  }
}

/** What comes to light once the provider tells the rest is no news. */
const isHalfTold = (view: CaseView): boolean =>
  (view.about === 'inquiry' ? view.eventsMissing : view.stepsMissing) === true

interface Happening {
  /** The same for as long as there is nothing more to say of it. */
  what: string
  at: number | undefined
}

const listHappenings = (view: CaseView): Happening[] => [
  ...listHappened(buildTimeline(view)).map((entry) => ({ what: tellApart(entry), at: entry.at })),
  // What stands beside the case is on no line of its own.
  ...(view.about === 'session' ? view.related : []).map(({ id, createdAt }) => ({
    what: id,
    at: parseInstant(createdAt),
  })),
]

/** A link that is opened and a try that is handed in, repeated or decided stay the same moment. */
function tellApart(entry: TimelineEntry): string {
  if (entry.kind === 'visit') return `${entry.key} ${entry.visit}`
  if (entry.kind !== 'attempt') return entry.key
  const { key, attempt, tries } = entry
  return `${key} ${attempt.outcome} ${isSubmitted(attempt)} ${tries}`
}
