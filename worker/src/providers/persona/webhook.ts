/** What a webhook of Persona’s says, through the field table (docs.withpersona.com, "Webhooks"). */

import type { OpenFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { FIELDS, type FieldTable } from '@inquiry-lens/shared/domain/fields.ts'
import * as v from 'valibot'
import { countDropped, isHidden, type Projection } from '../projection.ts'
import type { ChangedPart, Webhook } from '../provider.ts'
import { projectInquiry, projectSession, projectVerification, type Shown } from './project.ts'
import { projectEvent } from './project-event.ts'
import { idOf, ObjectSchema } from './wire.ts'

const EventSchema = v.object({
  attributes: v.object({
    payload: v.looseObject({
      data: v.looseObject({ type: v.string(), attributes: v.record(v.string(), v.unknown()) }),
    }),
  }),
})

const RELATIONSHIPS: ReadonlySet<string> = new Set([
  'account',
  'inquiry',
  'inquiry-template',
  'sessions',
  'verifications',
  'documents',
  'selfies',
  'reviewer',
])
/** Documented after version 2025-12-08. */
const LATER: ReadonlySet<string> = new Set(['gps-country-code'])

/** All attributes that every role sees: with another spelling, version or blocklist they are not all there. */
function isWhole(object: 'persona.inquiry' | 'persona.session' | 'persona.verification', attributes: object) {
  const table: FieldTable = FIELDS[object]
  return Object.entries(table).every(
    ([field, disclosure]) =>
      disclosure !== 'basic' ||
      RELATIONSHIPS.has(field) ||
      LATER.has(field) ||
      Object.hasOwn(attributes, field),
  )
}

export function readPersonaWebhook(body: unknown, families: OpenFamilies, shown: Shown): Webhook {
  const read = v.safeParse(ObjectSchema, body)
  const raw = read.success ? read.output.data : undefined
  const { item: event, dropped } = projectEvent(raw, families, shown.showName)
  if (!event?.object || event.createdAt === null) {
    return {
      kind: 'nothing',
      id: idOf(raw),
      dropped: countDropped(dropped).all,
      isClosed: dropped.some(isHidden),
    }
  }
  const part = readPart(raw, shown)
  return {
    kind: 'event',
    event: { ...event, createdAt: event.createdAt, object: event.object },
    caseId: event.object.type === 'inquiry' ? event.object.id : (event.inquiryId ?? null),
    part: part === 'other' ? part : part.item,
    dropped: countDropped([...dropped, ...(part === 'other' ? [] : part.dropped)]).all,
  }
}

const NOT_WHOLE = { item: null, dropped: [] }

function readPart(event: unknown, shown: Shown): Projection<ChangedPart> | 'other' {
  const read = v.safeParse(EventSchema, event)
  if (!read.success) return NOT_WHOLE
  const { data } = read.output.attributes.payload
  if (data.type === 'inquiry') {
    if (!isWhole('persona.inquiry', data.attributes)) return NOT_WHOLE
    const { item, dropped } = projectInquiry(data, shown)
    return { item: item && { kind: 'inquiry', item }, dropped }
  }
  if (data.type === 'inquiry-session') {
    if (!isWhole('persona.session', data.attributes)) return NOT_WHOLE
    const { item, dropped } = projectSession(data)
    return { item: item && { kind: 'session', item }, dropped }
  }
  if (data.type.startsWith('verification/')) {
    if (!isWhole('persona.verification', data.attributes)) return NOT_WHOLE
    const { item, dropped } = projectVerification(data, shown.showName)
    return { item: item && { kind: 'verification', item }, dropped }
  }
  return 'other'
}
