/** What changed in an open case since the agent last saw it: while it is open, or since it was open before. */
import { meaningOfCase } from '@inquiry-lens/shared/domain/case-file.ts'
import type { Meaning } from '@inquiry-lens/shared/domain/case-state.ts'
import { isHandedIn } from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import { listHappened, type Moment } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/instant.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { CaseView } from '../../../messages/messages.ts'
import type { Case } from './case.ts'

export interface Change {
  /** Where it stands elsewhere than before. */
  to: Meaning | undefined
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

export function followChange({ view }: Pick<Case, 'view'>, ended: AbortSignal): CaseChange {
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
  const meaning = meaningOfCase(after)
  const to = meaning === meaningOfCase(before) ? undefined : meaning
  const known = new Set(listHappenings(before).map(({ what }) => what))
  const since = isHalfTold(before) ? before.asOf : Number.NEGATIVE_INFINITY
  const news = listHappenings(after).filter(({ what, at = 0 }) => !known.has(what) && at > since)
  if (to === undefined && news.length === 0) return undefined
  const times = news.flatMap(({ at }) => at ?? [])
  return {
    to,
    count: to === undefined ? news.length : 0,
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
  ...listHappened(buildTimeline(view)).map((moment) => ({ what: tellApart(moment), at: moment.at })),
  // What stands beside the case is on no line of its own.
  ...(view.about === 'session' ? view.related : []).map(({ id, createdAt }) => ({
    what: id,
    at: parseInstant(createdAt),
  })),
]

/** A link that is opened and a try that is handed in, repeated or decided stay the same moment. */
function tellApart(moment: Moment): string {
  if (moment.kind === 'visit') return `${moment.key} ${moment.visit}`
  if (moment.kind !== 'attempt') return moment.key
  const { key, attempt, tries } = moment
  return `${key} ${attempt.outcome} ${isHandedIn(attempt)} ${tries}`
}
