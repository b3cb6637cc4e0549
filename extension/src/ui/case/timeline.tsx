/** Everything that happened in a case, oldest first, each entry with its details; the attempts stand above. */

import { isCaseOver } from '@inquiry-lens/shared/domain/case-file.ts'
import type { ProviderEvent, Session, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import { entitleFailureCode, nameStepStatus } from '@inquiry-lens/shared/insight/step-names.ts'
import { isForReview } from '@inquiry-lens/shared/insight/steps.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import {
  type Line,
  layoutTimeline,
  type TimelineEntry,
} from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import type { CaseView } from '../../messages/messages.ts'
import { describeEvent } from '../format/sentences.ts'
import { describeGap } from '../format/timeline-messages.ts'
import { SessionMark } from '../lists/rows.tsx'
import { ExactTime } from '../primitives/badge.tsx'
import { useDisclosures } from '../primitives/disclosure.tsx'
import { Fact } from '../primitives/section.tsx'
import { EventDetails, SessionDetails } from './case-facts.tsx'
import { AttemptPatterns, TimelineEntryRow, useMissingHistory } from './timeline-entry.tsx'

interface TimelineProps {
  view: CaseView
  /** Below a session’s own details. */
  onRequest?(session: Session): ComponentChildren
}

/** A longer timeline folds its middle, so that the end stays in sight. */
const MAX_UNFOLDED = 16
const FIRST = 3
const LAST = 9

export function Timeline({ view, onRequest = () => null }: TimelineProps) {
  const timeline = useMemo(() => buildTimeline(view), [view])
  const [isEverything, setIsEverything] = useState(false)
  const [isWhole, setIsWhole] = useState(false)
  const all = useMemo(() => layoutTimeline(timeline, isEverything), [timeline, isEverything])
  const between = all.length > MAX_UNFOLDED ? all.length - FIRST - LAST : 0
  const lines = between > 0 && !isWhole ? [...all.slice(0, FIRST), ...all.slice(-LAST)] : all
  const { onKeyDown, rowOf } = useDisclosures(
    lines.flatMap(({ entry }) => (hasDetails(entry) ? [entry.key] : [])),
  )
  const missingHistory = useMissingHistory(timeline, view)
  const aside = timeline.entries.filter(({ isMinor }) => isMinor).length
  const isOver = isCaseOver(view)
  return (
    <div class="timeline">
      <AttemptPatterns attempts={timeline.attempts} />
      {missingHistory !== undefined && timeline.missingHistory?.until === undefined && (
        <p class="missing-history">{missingHistory}</p>
      )}
      <ol aria-label={caseWords.happenedOldestFirst} onKeyDown={onKeyDown}>
        {lines.map((line, index) => {
          const { entry } = line
          const { isOpen, detailsId, button } = rowOf(entry.key)
          const isOpenable = hasDetails(entry)
          const row = <TimelineEntryRow entry={entry} isOver={isOver} isOpenable={isOpenable} />
          return (
            <li key={entry.key} class="timeline-entry" data-kind={entry.kind}>
              {between > 0 && index === FIRST && (
                <button type="button" class="timeline-between" onClick={() => setIsWhole(!isWhole)}>
                  {isWhole
                    ? caseWords.timeline.hideBetween(between)
                    : caseWords.timeline.showBetween(between)}
                </button>
              )}
              <Between line={line} missingHistory={missingHistory} />
              {isOpenable ? (
                <button {...button} class="row entry-row">
                  {row}
                </button>
              ) : (
                <div class="entry-row">{row}</div>
              )}
              {isOpen && (
                <div id={detailsId} class="details">
                  <TimelineEntryDetails entry={entry} onRequest={onRequest} />
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {aside > 0 && (
        <button type="button" class="button timeline-more" onClick={() => setIsEverything(!isEverything)}>
          {isEverything ? caseWords.timeline.hideMinor(aside) : caseWords.timeline.showMinor(aside)}
        </button>
      )}
    </div>
  )
}

function Between({
  line: { gap, isAfterMissing },
  missingHistory,
}: {
  line: Line
  missingHistory: string | undefined
}) {
  return (
    <>
      {gap && (
        <p class="timeline-gap" data-size={gap.size}>
          {describeGap(gap)}
        </p>
      )}
      {isAfterMissing && missingHistory !== undefined && <p class="missing-history">{missingHistory}</p>}
    </>
  )
}

interface TimelineEntryDetailsProps {
  entry: TimelineEntry
  onRequest(session: Session): ComponentChildren
}

const hasDetails = (entry: TimelineEntry): boolean =>
  entry.events.length > 0 ||
  (entry.kind === 'visit' && entry.session.flow === null) ||
  (entry.kind === 'attempt' && entry.attempt.step !== undefined)

function TimelineEntryDetails({ entry, onRequest }: TimelineEntryDetailsProps) {
  const { events } = entry
  return (
    <>
      {entry.kind === 'visit' && (
        <>
          <SessionMark session={entry.session} />
          <SessionDetails session={entry.session} isOfCase />
          {onRequest(entry.session)}
        </>
      )}
      {entry.kind === 'attempt' && entry.attempt.step && <StepDetails step={entry.attempt.step} />}
      {events.map((event) => (
        <EventPart key={event.id} event={event} isAlone={entry.kind === 'event' && events.length === 1} />
      ))}
    </>
  )
}

function EventPart({ event, isAlone }: { event: ProviderEvent; isAlone: boolean }) {
  return (
    <div class="entry-event">
      {!isAlone && <p>{describeEvent(event.name).sentence}</p>}
      <EventDetails event={event} />
    </div>
  )
}

function StepDetails({
  step: { step, status, attempts, startedAt, completedAt, failure },
}: {
  step: WorkflowStep
}) {
  const reason = failure?.code ? entitleFailureCode(failure.code) : undefined
  return (
    <dl class="facts">
      <Fact name={caseWords.facts.step}>
        <code>{step}</code>
      </Fact>
      <Fact name={caseWords.facts.state}>
        {nameStepStatus(status)} <code class="verbatim">{status}</code>
      </Fact>
      {attempts !== null && <Fact name={caseWords.facts.tries}>{attempts}</Fact>}
      <Fact name={caseWords.facts.started}>
        <ExactTime iso={startedAt} />
      </Fact>
      <Fact name={caseWords.facts.ended}>
        <ExactTime iso={completedAt} />
      </Fact>
      {reason !== undefined && (
        <Fact name={caseWords.facts.reason}>
          {reason} {!isForReview(failure?.code ?? null) && <code class="verbatim">{failure?.code}</code>}
        </Fact>
      )}
    </dl>
  )
}
