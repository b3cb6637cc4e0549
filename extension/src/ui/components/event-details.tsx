import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/model.ts'
import { describeObjectType } from '../format/object-kind.ts'
import { Fact, IdFact } from './facts.tsx'
import { InquiryActions } from './inquiry-actions.tsx'
import { ExactTime } from './time.tsx'

interface EventDetailsProps {
  event: ProviderEvent
  config: Config | undefined
  onFilter: ((inquiry: string) => void) | undefined
}

/** Only an inquiry has a page of its own at the provider, and lists of its own here. */
export const inquiryOf = (event: ProviderEvent): string | undefined =>
  event.object?.type === 'inquiry' ? event.object.id : undefined

const baseOf = (type: string): string => type.split('/', 1)[0] ?? type

export function EventDetails({ event, config, onFilter }: EventDetailsProps) {
  const { object } = event
  const inquiry = inquiryOf(event)
  return (
    <>
      <dl class="facts">
        <Fact name="Happened">
          <ExactTime iso={event.createdAt} />
        </Fact>
        <Fact name="Name">
          <code>{event.name}</code>
        </Fact>
        {object ? (
          <>
            {object.type.includes('/') && <Fact name="About">{describeObjectType(object.type)}</Fact>}
            <IdFact name={describeObjectType(baseOf(object.type))} id={object.id} />
          </>
        ) : (
          <Fact name="About">
            <span class="unsaid">Not said</span>
          </Fact>
        )}
        <IdFact name="Event" id={event.id} />
      </dl>
      {inquiry !== undefined && (
        <InquiryActions provider={event.provider} inquiry={inquiry} config={config} onFilter={onFilter} />
      )}
    </>
  )
}
