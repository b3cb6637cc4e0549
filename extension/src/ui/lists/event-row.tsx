import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { describeEvent } from '../format/event-sentence.ts'
import { shortenId } from '../format/object-id.ts'
import { ToneMark } from '../primitives/status-mark.tsx'
import { Ago } from '../primitives/time.tsx'

export function EventRow({ event }: { event: ProviderEvent }) {
  const { sentence, tone } = describeEvent(event.name)
  return (
    <>
      <span class="row-first">
        <span class="event">
          <ToneMark tone={tone} />
          <span class="event-sentence">{sentence}</span>
        </span>
        <Ago iso={event.createdAt} />
      </span>
      <span class="row-second">
        <span class="row-about">
          <span class="said">{event.name}</span>
        </span>
        {event.object && <span class="id">{shortenId(event.object.id)}</span>}
      </span>
    </>
  )
}
