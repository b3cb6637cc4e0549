import * as v from 'valibot'
import { type FIELDS, listFields } from '../domain/fields.ts'
import { classifyObjectId } from '../domain/ids/object-id.ts'
import { isReason, REASON_LENGTH } from './permissions.ts'
import { ProviderIdSchema } from './schema.ts'

/** `POST /v1/reveals`: sensitive fields of one object, with a reason; always fetched from the provider, never cached. */

/** Objects with revealable fields, as the field table names them. */
export const REVEAL_OBJECTS = [
  'persona.session',
  'persona.inquiry',
  'deepidv.session',
] as const satisfies readonly (keyof typeof FIELDS)[]
export type RevealObject = (typeof REVEAL_OBJECTS)[number]
export type RevealKind = 'session' | 'inquiry'

const REASON_RULE = `Must be a reason of ${REASON_LENGTH.min} to ${REASON_LENGTH.max} characters on one line`
const ID_RULE = 'Must be the ID of an inquiry or a session'

/** Fields that the table calls sensitive, always or by the admin's pattern. */
export const listRevealable = (object: RevealObject): string[] =>
  listFields(object, 'sensitive', 'by-pattern')

/** `undefined`: the object has no revealable fields. */
export function revealObjectOf(id: string): RevealObject | undefined {
  const found = classifyObjectId(id)
  return found && REVEAL_OBJECTS.find((object) => object === `${found.provider}.${found.kind}`)
}

const MAX_FIELDS = Math.max(...REVEAL_OBJECTS.map((object) => listRevealable(object).length))

export const RevealRequestSchema = v.pipe(
  v.strictObject({
    id: v.pipe(
      v.string(ID_RULE),
      v.check((text) => revealObjectOf(text) !== undefined, ID_RULE),
      v.transform((text) => classifyObjectId(text)?.id ?? text),
    ),
    fields: v.pipe(
      v.array(v.string('Must be names of fields'), 'Must be a list of fields'),
      v.minLength(1, 'Must name a field at least'),
      v.maxLength(MAX_FIELDS, `Takes at most ${MAX_FIELDS} fields`),
      v.transform((fields) => [...new Set(fields)].sort()),
    ),
    reason: v.pipe(v.string(REASON_RULE), v.trim(), v.check(isReason, REASON_RULE)),
  }),
  v.forward(
    v.check(({ id, fields }) => {
      const object = revealObjectOf(id)
      const revealable = object === undefined ? [] : listRevealable(object)
      return fields.every((field) => revealable.includes(field))
    }, 'May only name what is shown on request'),
    ['fields'],
  ),
)

export type RevealRequest = v.InferOutput<typeof RevealRequestSchema>

/** `POST /v1/reveals`, in the requested order, as text; `null`: the provider has no value. */
export const RevealedSchema = /* @__PURE__ */ (() =>
  v.object({
    provider: ProviderIdSchema,
    id: v.string(),
    values: v.array(v.object({ field: v.string(), value: v.nullable(v.string()) })),
  }))()

export type Revealed = v.InferOutput<typeof RevealedSchema>
