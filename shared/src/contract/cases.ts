/** One object: `GET /v1/sessions/:id`, `/v1/events/:id`, `/v1/cases/:id`; and many at once: `POST /v1/lookups`. */
import * as v from 'valibot'
import { isObjectId } from '../domain/object-id.ts'
import { LookupSchema } from '../domain/summary.ts'
import { idOf, normaliseId } from './lists.ts'

export const SessionIdSchema = v.object({ id: idOf('session') })
export const EventIdSchema = v.object({ id: idOf('event') })

/** A Persona session leads to its inquiry; a deepidv session is a case of its own. */
export const CaseIdSchema = v.object({ id: idOf('inquiry', 'session') })

export const MAX_LOOKUPS = 100
const MAX_ID_LENGTH = 500
export const LOOKUPS_RULE = 'Must be a list of 1 to 100 object IDs such as inq_ABC123'

/** IDs from a page or a paste. An ID of unknown form gets `not-asked`. */
export const LookupsRequestSchema = v.strictObject({
  ids: v.pipe(
    v.array(
      v.pipe(v.string(LOOKUPS_RULE), v.maxLength(MAX_ID_LENGTH, LOOKUPS_RULE), v.transform(normaliseId)),
      LOOKUPS_RULE,
    ),
    v.maxLength(MAX_LOOKUPS, LOOKUPS_RULE),
    v.check((ids) => ids.some((id) => isObjectId(id)), LOOKUPS_RULE),
  ),
})

/** One for each ID, in request order, duplicates too. */
export const LookupsSchema = v.object({ items: v.array(LookupSchema) })

export type LookupsRequest = v.InferOutput<typeof LookupsRequestSchema>
export type Lookups = v.InferOutput<typeof LookupsSchema>
