/**
 * What a webhook of deepidv’s says: its signature is not over the body, so that all it can be is a hint that a session
 * changed (docs.deepidv.com, "Webhooks: event object").
 */
import * as v from 'valibot'
import type { Webhook } from '../provider.ts'
import { IdSchema, isFields, normaliseFields } from './wire.ts'

const IdsSchema = v.object({ id: IdSchema })

export function readWebhook(body: unknown): Webhook {
  const data = normaliseFields(isFields(body) ? body.data : undefined)
  const read = v.safeParse(
    IdsSchema,
    isFields(data.session_record) ? normaliseFields(data.session_record) : data,
  )
  return read.success ? { kind: 'hint', caseId: read.output.id } : { kind: 'nothing', dropped: {} }
}
