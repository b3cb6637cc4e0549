/** From Persona's events to our model. Apart from the other projections, since events are kept for longer than Persona does. */
import { baseOf, type OpenFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { Projection } from '../projection.ts'
import { instant, text } from '../projection.ts'
import type { ShowName } from '../shown-names.ts'
import { inquiryOf, referred, takeBasic } from './take-basic.ts'
import { ResourceSchema } from './wire.ts'

const NamedSchema = v.object({ attributes: v.object({ name: v.string() }) })

const CLOSED = { item: null, dropped: ['event row: closed family'] }

/** An event of a closed family becomes nothing but a count: its very name is the secret. */
export function projectEvent(
  raw: unknown,
  families: OpenFamilies,
  showName: ShowName,
): Projection<ProviderEvent> {
  // First, so that a hidden row that can't be read is a hidden one, and does not make its list an error.
  const said = v.safeParse(NamedSchema, raw)
  if (said.success && !families.isOpenEvent(said.output.attributes.name)) return CLOSED
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['event row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.event', resource.output)
  const name = text(basic.name)
  if (name === null) return { item: null, dropped: ['event row: without a name'] }
  if (!families.isOpenEvent(name)) return CLOSED
  const { payload } = resource.output.attributes
  const named = referred(payload)
  const object = named && families.isOpenObject(named.type) ? named : null
  const inquiryId = object ? inquiryOf(payload) : undefined
  return {
    dropped: unknown,
    item: {
      provider: 'persona',
      id: resource.output.id,
      name,
      createdAt: instant(basic['created-at']),
      object: object && { type: showName(object.type) ?? baseOf(object.type), id: object.id },
      ...(inquiryId !== undefined && { inquiryId }),
    },
  }
}
