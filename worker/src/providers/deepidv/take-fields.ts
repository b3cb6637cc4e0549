/** An object of deepidv's read through the field table, in one spelling, however deep a field stands. */
import {
  type Disclosure,
  FIELDS,
  type FieldsOf,
  type FieldTable,
} from '@inquiry-lens/shared/domain/fields.ts'
import { MAX_TEXT_LENGTH } from '../projection.ts'
import { isFields, normaliseFields } from './wire.ts'

type DeepidvObject = Extract<keyof typeof FIELDS, `deepidv.${string}`>
type Taken<TObject extends DeepidvObject> = Partial<Record<FieldsOf<TObject, Disclosure>, unknown>>

/** Of these disclosures, by their names in the table; what the table does not have is named as unknown. */
export function takeFields<TObject extends DeepidvObject>(
  object: TObject,
  raw: unknown,
  disclosures: readonly Disclosure[],
) {
  const table: FieldTable = FIELDS[object]
  const taken: Taken<TObject> = {}
  const unknown: string[] = []
  const visit = (fields: unknown, path: string) => {
    for (const [name, value] of Object.entries(normaliseFields(fields))) {
      const field = path + name
      if (holdsFields(table, field) && isFields(value)) visit(value, `${field}.`)
      else if (isFieldOf(object, field)) {
        if (disclosures.some((disclosure) => disclosure === table[field])) taken[field] = value
      } else if (!holdsFields(table, field)) unknown.push(`${object}: ${field.slice(0, MAX_TEXT_LENGTH)}`)
    }
  }
  visit(raw, '')
  return { taken, unknown }
}

const isFieldOf = <TObject extends DeepidvObject>(
  object: TObject,
  field: string,
): field is FieldsOf<TObject, Disclosure> & string => Object.hasOwn(FIELDS[object], field)

const holdsFields = (table: FieldTable, field: string): boolean =>
  Object.keys(table).some((name) => name.startsWith(`${field}.`))
