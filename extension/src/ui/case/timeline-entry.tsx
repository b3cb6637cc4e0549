/** What happened last, where there is no room for all of it, and what is tried often. */
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
import type { CaseView } from '../../messages/messages.ts'
import { describeCountry, describeDevice, listRiskFlags } from '../format/device.ts'
import {
  describeMissingHistory,
  describeStepDetail,
  describeTimelineEntry,
  listPatterns,
} from '../format/timeline-messages.ts'
import { Ago, At, Chip, ToneMark } from '../primitives/badge.tsx'
import { ChevronIcon, ClockIcon, DashedRingIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'

const LAST = 3

export function BriefTimeline({ view }: { view: CaseView }) {
  const told = useMemo(() => buildTimeline(view), [view])
  const missingHistory = useMissingHistory(told, view)
  return (
    <div class="timeline timeline-brief">
      <AttemptPatterns attempts={told.attempts} isBrief />
      {told.missingHistory?.reason === 'missing' && <p class="quiet">{missingHistory}</p>}
      <ol aria-label="What happened last">
        {listHappened(told)
          .slice(-LAST)
          .map((entry) => (
            <li key={entry.key} class="moment">
              <div class="moment-row">
                <TimelineEntryRow entry={entry} isOver={isCaseOver(view)} isBrief />
              </div>
            </li>
          ))}
      </ol>
    </div>
  )
}

interface MomentRowProps {
  entry: TimelineEntry
  isOver: boolean
  /** One line, for where there is no room for two. */
  isBrief?: boolean
  /** Whether there is more to it. */
  isOpenable?: boolean
}

/** A moment in a sentence, with its time; of a session where from, of a step why. */
export function TimelineEntryRow({ entry, isOver, isBrief = false, isOpenable = false }: MomentRowProps) {
  const { now } = useSurface()
  const { sentence, tone } = describeTimelineEntry(entry, isOver, now.value)
  return (
    <>
      <span class="row-first">
        <span class="event">
          <Mark entry={entry} tone={tone} />
          <span class="moment-sentence">{sentence}</span>
        </span>
        {isBrief || entry.kind === 'end' ? <Ago iso={entry.iso} /> : <At iso={entry.iso} />}
        {!isBrief && <span class="moment-more">{isOpenable && <ChevronIcon />}</span>}
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
  if (entry.kind === 'visit') return <Whereabouts session={entry.session} />
  const detail = entry.kind === 'attempt' ? describeStepDetail(entry) : ''
  return detail === '' ? null : <span class="moment-detail">{detail}</span>
}

function Whereabouts({ session: { device, network } }: { session: Session }) {
  const country = describeCountry(network.country)
  return (
    <span class="moment-detail">
      <span>{describeDevice(device)}</span>
      {country && <span>{country}</span>}
      {listRiskFlags(network).map((flag) => (
        <Chip key={flag.label} {...flag} />
      ))}
    </span>
  )
}

interface TryPatternsProps {
  attempts: readonly Attempt[]
  /** Without what went as it should. */
  isBrief?: boolean
}

export function AttemptPatterns({ attempts, isBrief = false }: TryPatternsProps) {
  const patterns = listPatterns(attempts, isBrief)
  if (patterns.length === 0) return null
  return (
    <ul class="patterns" aria-label="What was tried">
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

/** What is not known of a case, in a sentence. */
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
