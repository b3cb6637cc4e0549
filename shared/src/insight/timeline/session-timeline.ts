/** The line of a session that stands for itself: its own times, and the steps of its workflow where they were done. */

import { isFinal, openingOf, stateOfSession } from '../../domain/case-state.ts'
import type { Session, SessionCase } from '../../domain/model.ts'
import { parseInstant } from '../../lib/instant.ts'
import { type Attempt, listAttempts } from './attempts.ts'
import { commonOf, entryOf, type MergeEntry, mergeEntries, RANK } from './merge-entries.ts'
import type { Timeline, TimelineEntry } from './timeline.ts'

export function sessionTimeline(file: SessionCase): Timeline {
  const attempts = listAttempts(file)
  const { session } = file
  return {
    entries: mergeEntries([...ownEntries(session), ...stepEntries(session, attempts)], listAhead(file)),
    attempts,
    missingHistory: undefined,
    // A step has the time of its last try alone.
    completeFrom: Number.POSITIVE_INFINITY,
  }
}

function ownEntries(session: Session): MergeEntry[] {
  const { flow, createdAt } = session
  const openedAt = openingOf(session) ?? null
  const opened: TimelineEntry = {
    ...commonOf('opened', openedAt),
    kind: 'visit',
    visit: session.device.handoff === null ? 'first' : 'handed-over',
    session,
    previous: undefined,
  }
  const told = (what: string, iso: string | null, rank: number): MergeEntry[] =>
    iso === null ? [] : [entryOf({ ...commonOf(what, iso), kind: 'told', name: `flow.${what}` }, rank)]
  return [
    ...told('created', createdAt, RANK.created),
    ...(openedAt === null ? [] : [entryOf(opened, RANK.visit)]),
    ...told('submitted', flow?.submittedAt ?? null, RANK.completed),
    ...endEntries(session),
  ]
}

/** deepidv does not say when somebody decided, so that stands at the end without a time. */
function endEntries(session: Session): MergeEntry[] {
  const expiresAt = session.flow?.expiresAt ?? session.expiredAt
  const caseState = stateOfSession(session)
  if (isFinal(caseState)) {
    const iso = caseState === 'expired' ? expiresAt : null
    return [entryOf({ ...commonOf(caseState, iso), kind: 'told', name: `flow.${caseState}` }, RANK.decided)]
  }
  if (expiresAt === null || caseState === 'waiting-on-us') return []
  return [entryOf({ ...commonOf('end', expiresAt), kind: 'end' }, RANK.expired)]
}

/** One moment a step, where it ended; one without a time stands behind the step before it. */
function stepEntries(session: Session, attempts: readonly Attempt[]): MergeEntry[] {
  let place = parseInstant(session.flow?.openedAt ?? session.startedAt ?? session.createdAt)
  const lastTries = attempts.filter(({ step }, index) => step !== attempts[index + 1]?.step)
  return lastTries.map((attempt) => {
    place = attempt.at ?? place
    const iso = attempt.step?.completedAt ?? attempt.step?.startedAt ?? null
    const entry: TimelineEntry = {
      ...commonOf(attempt.key, iso),
      at: attempt.at,
      kind: 'attempt',
      attempt,
      tries: attempts.reduce((sum, { step, count }) => (step === attempt.step ? sum + count : sum), 0),
    }
    return entryOf(entry, RANK.attempt, place)
  })
}

const listAhead = ({ steps }: SessionCase): TimelineEntry[] =>
  (steps ?? []).flatMap(({ step, status, attempts }, index): TimelineEntry[] =>
    status === 'PENDING' && !attempts
      ? [{ ...commonOf(`ahead-${index}`, null), kind: 'ahead', of: 'step', what: step ?? '' }]
      : [],
  )
