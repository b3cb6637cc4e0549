/** From Persona's events to our model. Separate, since a change here alone makes stored events outdated. */
import { baseOf, type OpenFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { ShowName } from '../projection.ts'
import { instant, isTelltale, type Projection, text } from '../projection.ts'
import { inquiryOf, ResourceSchema, referred, takeBasic } from './wire.ts'

const NamedSchema = v.object({ attributes: v.object({ name: v.string() }) })

const CLOSED = { item: null, dropped: ['event row: closed family'] }

/** An event of a closed family becomes a count: its name is the secret. */
export function projectEvent(
  raw: unknown,
  families: OpenFamilies,
  showName: ShowName,
): Projection<ProviderEvent> {
  // A new name in an open family may name a screening, too.
  const isOpen = (name: string) => families.isOpenEvent(name) && !isTelltale(name)
  // Checked first: an unreadable row of a closed family counts as hidden, not as a reason to fail its list.
  const named = v.safeParse(NamedSchema, raw)
  if (named.success && !isOpen(named.output.attributes.name)) return CLOSED
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['event row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.event', resource.output)
  const name = text(basic.name)
  if (name === null) return { item: null, dropped: ['event row: without a name'] }
  if (!isOpen(name)) return CLOSED
  const { payload } = resource.output.attributes
  const about = referred(payload)
  const object = about && families.isOpenObject(about.type) ? about : null
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
