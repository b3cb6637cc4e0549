/** A timeline entry as a row, the newest entries of a case, and its attempts at a glance. */
import { isCaseOver } from '@inquiry-lens/shared/domain/case-file.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import type { Attempt } from '@inquiry-lens/shared/insight/timeline/attempts.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import {
  listHappened,
  type Timeline,
  type TimelineEntry,
} from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { useMemo } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import type { CaseView } from '../../messages/messages.ts'
import { describeDevice, listRiskFlags } from '../format/device.ts'
import { describeCountry } from '../format/labels.ts'
import {
  describeMissingHistory,
  describeStepDetail,
  describeTimelineEntry,
  listPatterns,
} from '../format/timeline-messages.ts'
import { Ago, At, Chip, ToneMark } from '../primitives/badge.tsx'
import { ChevronIcon, ClockIcon, DashedRingIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'

const BRIEF_COUNT = 3

export function BriefTimeline({ view }: { view: CaseView }) {
  const timeline = useMemo(() => buildTimeline(view), [view])
  const missingHistory = useMissingHistory(timeline, view)
  return (
    <div class="timeline timeline-brief">
      <AttemptPatterns attempts={timeline.attempts} isBrief />
      {timeline.missingHistory?.reason === 'missing' && <p class="quiet">{missingHistory}</p>}
      <ol aria-label={caseWords.happenedLast}>
        {listHappened(timeline)
          .slice(-BRIEF_COUNT)
          .map((entry) => (
            <li key={entry.key} class="timeline-entry">
              <div class="entry-row">
                <TimelineEntryRow entry={entry} isOver={isCaseOver(view)} isBrief />
              </div>
            </li>
          ))}
      </ol>
    </div>
  )
}

interface TimelineEntryRowProps {
  entry: TimelineEntry
  isOver: boolean
  /** One line. */
  isBrief?: boolean
  isOpenable?: boolean
}

/** A sentence with its time; below it where a session came from, or why a step failed. */
export function TimelineEntryRow({
  entry,
  isOver,
  isBrief = false,
  isOpenable = false,
}: TimelineEntryRowProps) {
  const { now } = useSurface()
  const { sentence, tone } = describeTimelineEntry(entry, isOver, now.value)
  return (
    <>
      <span class="row-first">
        <span class="event">
          <Mark entry={entry} tone={tone} />
          <span class="entry-sentence">{sentence}</span>
        </span>
        {isBrief || entry.kind === 'end' ? <Ago iso={entry.iso} /> : <At iso={entry.iso} />}
        {!isBrief && <span class="entry-more">{isOpenable && <ChevronIcon />}</span>}
      </span>
      {!isBrief && <Detail entry={entry} />}
    </>
  )
}

function Mark({
  entry: { kind },
  tone,
}: {
  entry: TimelineEntry
  tone: ReturnType<typeof describeTimelineEntry>['tone']
}) {
  if (kind !== 'ahead' && kind !== 'end') return <ToneMark tone={tone} />
  return (
    <span class="tone-mark" data-tone={tone}>
      {kind === 'ahead' ? <DashedRingIcon /> : <ClockIcon />}
    </span>
  )
}

function Detail({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === 'visit') return <DeviceAndNetwork session={entry.session} />
  const detail = entry.kind === 'attempt' ? describeStepDetail(entry) : ''
  return detail === '' ? null : <span class="entry-detail">{detail}</span>
}

function DeviceAndNetwork({ session: { device, network } }: { session: Session }) {
  const country = describeCountry(network.country)
  return (
    <span class="entry-detail">
      <span>{describeDevice(device)}</span>
      {country && <span>{country}</span>}
      {listRiskFlags(network).map((flag) => (
        <Chip key={flag.label} {...flag} />
      ))}
    </span>
  )
}

interface AttemptPatternsProps {
  attempts: readonly Attempt[]
  /** Leaves out attempts that succeeded. */
  isBrief?: boolean
}

export function AttemptPatterns({ attempts, isBrief = false }: AttemptPatternsProps) {
  const patterns = listPatterns(attempts, isBrief)
  if (patterns.length === 0) return null
  return (
    <ul class="patterns" aria-label={caseWords.timeline.tried}>
      {patterns.map(({ name, marks, more, words }) => (
        <li key={name} class="pattern">
          <span class="pattern-marks" aria-hidden="true">
            {more > 0 && <span class="quiet">+{more}</span>}
            {marks.map(({ tone }, index) => (
              <ToneMark key={index} tone={tone} />
            ))}
          </span>
          <span class="pattern-name">
            {name}: <span class="pattern-words">{words}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Names the history that is missing. */
export function useMissingHistory({ missingHistory }: Timeline, view: CaseView): string | undefined {
  const { now } = useSurface()
  if (!missingHistory || view.about !== 'inquiry') return undefined
  return describeMissingHistory(
    missingHistory,
    view.provider,
    parseInstant(view.inquiry.createdAt),
    now.value,
  )
}
