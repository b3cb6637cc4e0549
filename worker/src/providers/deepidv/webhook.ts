/**
 * What a webhook of deepidv’s says: its signature is not over the body, so that all it can be is a hint that a session
 * changed (docs.deepidv.com, "Webhooks: event object").
 */
import * as v from 'valibot'
import type { Webhook } from '../provider.ts'
import { VisibleRecord } from './project.ts'
import { IdSchema, isFields, normaliseFields } from './wire.ts'

/** Without its type, a session may be one that screens. */
const RecordSchema = v.object({ id: IdSchema, type: v.pipe(v.string(), v.nonEmpty()) })

export function readDeepidvWebhook(body: unknown): Webhook {
  const data = normaliseFields(isFields(body) ? body.data : undefined)
  const { item: caseId } = VisibleRecord.project(data.session_record ?? data, ({ fields }) => {
    const read = v.safeParse(RecordSchema, fields)
    return { item: read.success ? read.output.id : null, dropped: [] }
  })
  return caseId === null ? { kind: 'nothing', dropped: {} } : { kind: 'hint', caseId }
}
