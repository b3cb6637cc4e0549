/** A resource read through the field table, and what it refers to: whatever that is, nothing here throws. */
import { FIELDS, type FieldsOf, type FieldTable } from '@inquiry-lens/shared/domain/fields.ts'
import * as v from 'valibot'
import { MAX_TEXT_LENGTH } from '../projection.ts'
import { ReferenceSchema, ReferencesSchema, type Resource } from './wire.ts'

type Basic<TObject extends keyof typeof FIELDS> = Partial<Record<FieldsOf<TObject, 'basic'>, unknown>>

export function takeBasic<TObject extends keyof typeof FIELDS>(
  object: TObject,
  { attributes, relationships }: Resource,
) {
  const table: FieldTable = FIELDS[object]
  const basic: Basic<TObject> = {}
  const unknown: string[] = []
  for (const [field, value] of [...Object.entries(attributes), ...Object.entries(relationships)]) {
    if (!Object.hasOwn(table, field)) unknown.push(`${object}: ${field.slice(0, MAX_TEXT_LENGTH)}`)
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
  return { type: type.slice(0, MAX_TEXT_LENGTH), id }
}

export const referredId = (relationship: unknown): string | null => referred(relationship)?.id ?? null

/** Of a whole object in a document: the inquiry that it names as its own. */
export const inquiryOf = (document: unknown): string | undefined => {
  const object = dataOf(document)
  const relationships =
    typeof object === 'object' && object !== null && 'relationships' in object
      ? object.relationships
      : undefined
  const inquiry =
    typeof relationships === 'object' && relationships !== null && 'inquiry' in relationships
      ? referred(relationships.inquiry)
      : null
  return inquiry?.type === 'inquiry' ? inquiry.id : undefined
}

export const referredIds = (relationship: unknown): string[] | null => {
  const references = v.safeParse(ReferencesSchema, dataOf(relationship))
  return references.success ? references.output.map(({ id }) => id) : null
}

export const countOf = (relationship: unknown): number | null => referredIds(relationship)?.length ?? null
