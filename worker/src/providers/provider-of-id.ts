/** Whose an ID is, by its looks: two providers' IDs are never alike. */
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

/** Of an ID that has passed its schema. */
export function providerOfId(id: string): ProviderId {
  const found = classifyObjectId(id)
  if (!found) throw new Error('An ID of no known provider came past the schema')
  return found.provider
}
