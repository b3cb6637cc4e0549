/** A resource read through the field table, and its values one by one: whatever they are, nothing here throws. */
import { FIELDS, type FieldsOf, type FieldTable } from '@inquiry-lens/shared/fields.ts'
import * as v from 'valibot'
import { ReferenceSchema, ReferencesSchema, type Resource } from './wire.ts'

/** Longer than any honest value, short enough that a strange one cannot fill the relay's memory. */
const LONGEST_TEXT = 200

type Basic<TObject extends keyof typeof FIELDS> = Partial<Record<FieldsOf<TObject, 'basic'>, unknown>>

export function takeBasic<TObject extends keyof typeof FIELDS>(
  object: TObject,
  { attributes, relationships }: Resource,
) {
  const table: FieldTable = FIELDS[object]
  const basic: Basic<TObject> = {}
  const unknown: string[] = []
  for (const [field, value] of [...Object.entries(attributes), ...Object.entries(relationships)]) {
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

/** `null` where there is none, in either of Persona's ways of saying so. */
export const referred = (relationship: unknown): { type: string; id: string } | null => {
  const reference = v.safeParse(ReferenceSchema, dataOf(relationship))
  if (!reference.success) return null
  const { type, id } = reference.output
  return { type: type.slice(0, LONGEST_TEXT), id }
}

export const referredId = (relationship: unknown): string | null => referred(relationship)?.id ?? null

export const referredIds = (relationship: unknown): string[] | null => {
  const references = v.safeParse(ReferencesSchema, dataOf(relationship))
  return references.success ? references.output.map(({ id }) => id) : null
}

export const countOf = (relationship: unknown): number | null => referredIds(relationship)?.length ?? null

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_TEXT) : null

export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)

/** A time that cannot be read is as good as none; the row still is one. */
export const instant = (value: unknown): string | null => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
