/**
 * deepidv's answers, with as little of their shape as the relay needs. Its documents and its own code disagree on the
 * spelling of fields, so all are read in snake case.
 */
import {
  type Disclosure,
  FIELDS,
  type FieldsOf,
  type FieldTable,
} from '@inquiry-lens/shared/domain/fields.ts'
import * as v from 'valibot'
import { unknownField } from '../projection.ts'

/** Its sandbox has words as IDs. */
export const IdSchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]{1,80}$/),
  v.transform((id) => id.toLowerCase()),
)

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `applicantSubmissionIP` is `applicant_submission_ip`. */
export const normaliseField = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

/** One level of an object; of a field in both spellings, the documented one unless it is empty. */
export function normaliseFields(value: unknown): Fields {
  if (!isFields(value)) return {}
  const normalised: Record<string, unknown> = {}
  const entries = Object.entries(value).map(([name, inner]) => {
    const key = normaliseField(name)
    return { key, inner, isNormalised: Number(key === name) }
  })
  for (const { key, inner } of entries.sort((one, other) => one.isNormalised - other.isNormalised)) {
    if (inner != null || !Object.hasOwn(normalised, key)) normalised[key] = inner
  }
  return normalised
}

const envelopeOf = <TSchema extends v.GenericSchema>(schema: TSchema) =>
  v.pipe(v.unknown(), v.check(isFields), v.transform(normaliseFields), schema)

export const ListSchema = envelopeOf(v.object({ next_token: v.nullish(v.string()) }))

export const SessionSchema = envelopeOf(v.looseObject({ session_record: v.unknown() }))

export const StepsSchema = envelopeOf(
  v.object({
    steps: v.array(v.unknown()),
    attempts_remaining: v.nullish(v.unknown()),
    session_id: v.optional(v.unknown()),
  }),
)

/** Undocumented: whether a workflow has an envelope. */
export const WorkflowSchema = v.pipe(
  v.unknown(),
  v.check(isFields),
  v.transform(normaliseFields),
  v.transform((body) => (isFields(body.workflow) ? normaliseFields(body.workflow) : body)),
)

/** Four forms of an error are known; the relay needs the code and the time alone. */
export const ErrorSchema = v.fallback(
  envelopeOf(
    v.object({ code: v.fallback(v.optional(v.string()), undefined), resets_at: v.optional(v.unknown()) }),
  ),
  {},
)

type DeepidvObject = Extract<keyof typeof FIELDS, `deepidv.${string}`>
type Taken<TObject extends DeepidvObject> = Partial<Record<FieldsOf<TObject, Disclosure>, unknown>>

/** The fields of these disclosures, by their names in the field table, and the names of those that it does not list. */
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
      if (isFields(value) && holdsFields(table, field)) visit(value, `${field}.`)
      else if (isFieldOf(object, field)) {
        if (disclosures.some((disclosure) => disclosure === table[field])) taken[field] = value
      } else if (!holdsFields(table, field)) unknown.push(unknownField(object, field))
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
