/** `POST /v1/reveals`: sensitive fields of one object, asked of the provider afresh, with a reason; held by nobody. */
import * as v from 'valibot'
import { listFields } from './fields.ts'
import { classifyObjectId } from './object-id.ts'
import { ProviderIdSchema } from './providers/schemas.ts'
import { isReason, REASON_LENGTH } from './reveal-rules.ts'

/** Of which objects there is something to reveal. */
export type RevealKind = 'session' | 'inquiry'

const REASON_RULE = `Must be a reason of ${REASON_LENGTH.least} to ${REASON_LENGTH.most} characters on one line`
const ID_RULE = 'Must be the ID of an inquiry or a session'

/** Which fields of an object may be asked for: those that the table calls sensitive, always or by the admin's pattern. */
export const listRevealable = (kind: RevealKind): string[] =>
  listFields(`persona.${kind}`, 'sensitive', 'by-pattern')

/** `undefined` for an object of which nothing is revealed. */
export function revealKindOf(id: string): RevealKind | undefined {
  const kind = classifyObjectId(id)?.kind
  return kind === 'session' || kind === 'inquiry' ? kind : undefined
}

const MOST_FIELDS = Math.max(...(['session', 'inquiry'] as const).map((kind) => listRevealable(kind).length))

export const RevealRequestSchema = v.pipe(
  v.strictObject({
    id: v.pipe(
      v.string(ID_RULE),
      v.check((text) => revealKindOf(text) !== undefined, ID_RULE),
    ),
    fields: v.pipe(
      v.array(v.string('Must be names of fields'), 'Must be a list of fields'),
      v.minLength(1, 'Must name a field at least'),
      v.maxLength(MOST_FIELDS, `Takes at most ${MOST_FIELDS} fields`),
      v.transform((fields) => [...new Set(fields)].sort()),
    ),
    reason: v.pipe(v.string(REASON_RULE), v.trim(), v.check(isReason, REASON_RULE)),
  }),
  v.forward(
    v.check(({ id, fields }) => {
      const kind = revealKindOf(id)
      const revealable = kind === undefined ? [] : listRevealable(kind)
      return fields.every((field) => revealable.includes(field))
    }, 'May only name what is shown on request'),
    ['fields'],
  ),
)

/** In the asked order; `null`: the provider says nothing. Texts, whatever they were, to be shown as texts. */
export const RevealedSchema = v.object({
  provider: ProviderIdSchema,
  id: v.string(),
  values: v.array(v.object({ field: v.string(), value: v.nullable(v.string()) })),
})

export type RevealRequest = v.InferOutput<typeof RevealRequestSchema>
export type Revealed = v.InferOutput<typeof RevealedSchema>
