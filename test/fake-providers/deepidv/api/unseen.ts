import { CANARY } from '../../common/canary.ts'
import { isObject, type Json, type JsonObject } from '../../common/json.ts'

/** A future record: unknown words, undocumented fields, values of another type. */
export function makeInvisible(record: Json, place: number): Json {
  if (!isObject(record)) return record
  const added: JsonObject = { ...record, unseen_text: CANARY, unseenObject: { inner: CANARY } }
  if (place % 3 === 0) return added
  if (place % 3 === 1) return { ...added, status: 'PONDERING', type: 'carrier-pigeon', location: 7 }
  return {
    ...added,
    uploads: 'all',
    meta_data: [CANARY],
    workflow_steps: { one: CANARY },
    updated_at: 'soon',
  }
}
