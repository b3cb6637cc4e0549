/** What is known of a moment beyond its sentence: the session, the step, and the events that tell of it. */
import type { ProviderEvent, Session, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import { describeFailureCode, nameStepStatus } from '@inquiry-lens/shared/insight/steps/deepidv-steps.ts'
import type { TimelineEntry } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import type { ComponentChildren } from 'preact'
import { describeEvent } from '../format/event-sentence.ts'
import { EventDetails } from '../lists/event-details.tsx'
import { SessionDetails } from '../lists/session-details.tsx'
import { SessionMark } from '../lists/session-mark.tsx'
import { Fact } from '../primitives/facts.tsx'
import { ExactTime } from '../primitives/time.tsx'

interface MomentDetailsProps {
  entry: TimelineEntry
  /** Below a session’s own details. */
  onRequest(session: Session): ComponentChildren
}

/** A session that stands for itself has its details elsewhere. */
export const hasDetails = (entry: TimelineEntry): boolean =>
  entry.events.length > 0 ||
  (entry.kind === 'visit' && entry.session.flow === null) ||
  (entry.kind === 'attempt' && entry.attempt.step !== undefined)

export function TimelineEntryDetails({ entry, onRequest }: MomentDetailsProps) {
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
        <EventPart key={event.id} event={event} isAlone={entry.kind === 'told' && events.length === 1} />
      ))}
    </>
  )
}

/** What several events tell together, each says for itself. */
function EventPart({ event, isAlone }: { event: ProviderEvent; isAlone: boolean }) {
  return (
    <div class="moment-event">
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
  const reason = failure?.code ? describeFailureCode(failure.code) : undefined
  return (
    <dl class="facts">
      <Fact name="Step">
        <code>{step}</code>
      </Fact>
      <Fact name="State">
        {nameStepStatus(status)} <code class="said">{status}</code>
      </Fact>
      {attempts !== null && <Fact name="Tries">{attempts}</Fact>}
      <Fact name="Started">
        <ExactTime iso={startedAt} />
      </Fact>
      <Fact name="Ended">
        <ExactTime iso={completedAt} />
      </Fact>
      {reason !== undefined && (
        <Fact name="Reason">
          {reason} <code class="said">{failure?.code}</code>
        </Fact>
      )}
    </dl>
  )
}
