/** From Persona's resources to our model, through the field table: what is not `basic` there does not get past here. */
import type { OpenFamilies } from '@inquiry-lens/shared/event-families.ts'
import { FIELDS, type FieldsOf, type FieldTable } from '@inquiry-lens/shared/fields.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import * as v from 'valibot'
import { ReferenceSchema, type Resource, ResourceSchema } from './wire.ts'

/** Longer than any honest value, short enough that a strange one cannot fill the relay's memory. */
const LONGEST_TEXT = 200

export interface Projection<TItem> {
  item: TItem | null
  /** Names for the relay's count of what it left out; never a value. */
  dropped: string[]
}

type Basic<TObject extends keyof typeof FIELDS> = Partial<Record<FieldsOf<TObject, 'basic'>, unknown>>

export function projectSession(raw: unknown): Projection<Session> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['session row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.session', resource.output)
  const inquiry = v.safeParse(ReferenceSchema, dataOf(resource.output.relationships.inquiry))
  return {
    dropped: unknown,
    item: {
      provider: 'persona',
      id: resource.output.id,
      inquiryId: inquiry.success ? inquiry.output.id : null,
      status: text(basic.status) ?? 'unknown',
      createdAt: instant(basic['created-at']),
      startedAt: instant(basic['started-at']),
      expiredAt: instant(basic['expired-at']),
      device: {
        type: text(basic['device-type']),
        name: text(basic['device-name']),
        os: { name: text(basic['os-name']), version: text(basic['os-full-version']) },
        browser: { name: text(basic['browser-name']), version: text(basic['browser-full-version']) },
        mobileSdk: { name: text(basic['mobile-sdk-name']), version: text(basic['mobile-sdk-full-version']) },
        handoff: text(basic['device-handoff-method']),
      },
      network: {
        proxy: flag(basic['is-proxy']),
        vpn: flag(basic['is-vpn']),
        tor: flag(basic['is-tor']),
        datacenter: flag(basic['is-datacenter']),
        threatLevel: text(basic['threat-level']),
        connectionType: text(basic['ip-connection-type']),
        country: { code: text(basic['country-code']), name: text(basic['country-name']) },
      },
    },
  }
}

/** An event of a closed family becomes nothing but a count: its very name is the secret. */
export function projectEvent(raw: unknown, families: OpenFamilies): Projection<ProviderEvent> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['event row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.event', resource.output)
  const name = text(basic.name)
  if (name === null) return { item: null, dropped: ['event row: without a name'] }
  if (!families.isOpenEvent(name)) return { item: null, dropped: ['event row: closed family'] }
  const object = v.safeParse(ReferenceSchema, dataOf(resource.output.attributes.payload))
  const shown = object.success && families.isOpenObject(object.output.type)
  return {
    dropped: unknown,
    item: {
      provider: 'persona',
      id: resource.output.id,
      name,
      createdAt: instant(basic['created-at']),
      object: shown ? { type: object.output.type.slice(0, LONGEST_TEXT), id: object.output.id } : null,
    },
  }
}

function takeBasic<TObject extends keyof typeof FIELDS>(object: TObject, { attributes }: Resource) {
  const table: FieldTable = FIELDS[object]
  const basic: Basic<TObject> = {}
  const unknown: string[] = []
  for (const [field, value] of Object.entries(attributes)) {
    if (!Object.hasOwn(table, field)) unknown.push(`${object}: ${field.slice(0, LONGEST_TEXT)}`)
    else if (isBasic(object, field)) basic[field] = value
  }
  return { basic, unknown }
}

const isBasic = <TObject extends keyof typeof FIELDS>(
  object: TObject,
  field: string,
): field is FieldsOf<TObject, 'basic'> & string => {
  const table: FieldTable = FIELDS[object]
  return table[field] === 'basic'
}

const dataOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_TEXT) : null

const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)

/** A time that cannot be read is as good as none; the row still is one. */
const instant = (value: unknown): string | null => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
