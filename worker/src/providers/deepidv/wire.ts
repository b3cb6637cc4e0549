/**
 * deepidv's answers, as little of their shape as is needed to find our way in them. Its documents and its own code
 * disagree on the spelling of fields, so that everything is read in one spelling: snake case.
 */
import * as v from 'valibot'

/** In its sandbox, IDs may be words. */
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

/** One level of an object; where a field came in both spellings, the documented one that says something. */
export function normaliseFields(value: unknown): Fields {
  if (!isFields(value)) return {}
  const spelled: Record<string, unknown> = {}
  const entries = Object.entries(value).sort(
    ([one], [other]) => Number(isSpelled(one)) - Number(isSpelled(other)),
  )
  for (const [name, inner] of entries) {
    const key = normaliseField(name)
    if (inner != null || !Object.hasOwn(spelled, key)) spelled[key] = inner
  }
  return spelled
}

const isSpelled = (name: string): boolean => normaliseField(name) === name

const envelopeOf = <TSchema extends v.GenericSchema>(schema: TSchema) =>
  v.pipe(v.unknown(), v.check(isFields), v.transform(normaliseFields), schema)

/** A list without its rows. */
export const ListSchema = envelopeOf(v.object({ next_token: v.nullish(v.string()) }))

/** Retrieve: the record, and beside it what is nobody's business here. */
export const SessionSchema = envelopeOf(v.looseObject({ session_record: v.unknown() }))

export const StepsSchema = envelopeOf(
  v.object({
    steps: v.array(v.unknown()),
    attempts_remaining: v.nullish(v.unknown()),
    session_id: v.optional(v.unknown()),
  }),
)

/** Whether a workflow stands by itself or in an envelope, no document says. */
export const WorkflowSchema = v.pipe(
  v.unknown(),
  v.check(isFields),
  v.transform(normaliseFields),
  v.transform((body) => (isFields(body.workflow) ? normaliseFields(body.workflow) : body)),
)

/** Four forms of an error are known; all that is needed of any is a code and when to come back. */
export const ErrorSchema = v.fallback(
  envelopeOf(
    v.object({ code: v.fallback(v.optional(v.string()), undefined), resets_at: v.optional(v.unknown()) }),
  ),
  {},
)
