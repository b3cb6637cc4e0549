import type { ProviderEvent } from '@inquiry-lens/shared/model.ts'
import { describeEvent } from '../format/event-sentence.ts'
import { ToneMark } from './status-mark.tsx'
import { Ago } from './time.tsx'

/** An event in one line, for where there is no room for two. */
export function EventLine({ event }: { event: ProviderEvent }) {
  const { sentence, tone } = describeEvent(event.name)
  return (
    <li class="row-first">
      <span class="event">
        <ToneMark tone={tone} />
        <span class="event-sentence">{sentence}</span>
      </span>
      <Ago iso={event.createdAt} />
    </li>
  )
}
