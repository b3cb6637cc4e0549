import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { describeObjectType } from '../format/object-type.ts'
import { Fact, IdFact } from '../primitives/facts.tsx'
import { ExactTime } from '../primitives/time.tsx'

const baseOf = (type: string): string => type.split('/', 1)[0] ?? type

export function EventDetails({ event }: { event: ProviderEvent }) {
  const { object } = event
  return (
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
          <span class="missing">Not said</span>
        </Fact>
      )}
      <IdFact name="Event" id={event.id} />
    </dl>
  )
}
