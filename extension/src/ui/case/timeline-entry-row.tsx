import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import type { Moment } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { describeCountry } from '../format/country.ts'
import { describeDevice } from '../format/device.ts'
import { listRiskFlags } from '../format/network.ts'
import { describeMoment, describeStepDetail } from '../format/timeline-messages.ts'
import { Chip } from '../primitives/chip.tsx'
import { ChevronIcon, ClockIcon, DashedRingIcon } from '../primitives/icons.tsx'
import { ToneMark } from '../primitives/status-mark.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import { Ago, At } from '../primitives/time.tsx'

interface MomentRowProps {
  moment: Moment
  isOver: boolean
  /** One line, for where there is no room for two. */
  isBrief?: boolean
  /** Whether there is more to it. */
  isOpenable?: boolean
}

/** A moment in a sentence, with its time; of a session where from, of a step why. */
export function MomentRow({ moment, isOver, isBrief = false, isOpenable = false }: MomentRowProps) {
  const { now } = useSurface()
  const { sentence, tone } = describeMoment(moment, isOver, now.value)
  return (
    <>
      <span class="row-first">
        <span class="event">
          <Mark moment={moment} tone={tone} />
          <span class="moment-sentence">{sentence}</span>
        </span>
        {isBrief || moment.kind === 'end' ? <Ago iso={moment.iso} /> : <At iso={moment.iso} />}
        {!isBrief && <span class="moment-more">{isOpenable && <ChevronIcon />}</span>}
      </span>
      {!isBrief && <Detail moment={moment} />}
    </>
  )
}

function Mark({
  moment: { kind },
  tone,
}: {
  moment: Moment
  tone: ReturnType<typeof describeMoment>['tone']
}) {
  if (kind !== 'ahead' && kind !== 'end') return <ToneMark tone={tone} />
  return (
    <span class="tone-mark" data-tone={tone}>
      {kind === 'ahead' ? <DashedRingIcon /> : <ClockIcon />}
    </span>
  )
}

function Detail({ moment }: { moment: Moment }) {
  if (moment.kind === 'visit') return <Whereabouts session={moment.session} />
  const detail = moment.kind === 'attempt' ? describeStepDetail(moment) : ''
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
