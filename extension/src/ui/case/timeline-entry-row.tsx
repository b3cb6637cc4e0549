import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import type { TimelineEntry } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { describeCountry } from '../format/country.ts'
import { describeDevice } from '../format/device.ts'
import { listRiskFlags } from '../format/network.ts'
import { describeStepDetail, describeTimelineEntry } from '../format/timeline-messages.ts'
import { Chip } from '../primitives/chip.tsx'
import { ChevronIcon, ClockIcon, DashedRingIcon } from '../primitives/icons.tsx'
import { ToneMark } from '../primitives/status-mark.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import { Ago, At } from '../primitives/time.tsx'

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
