/** Which case an ID leads to. */
import type { Lookup } from '@inquiry-lens/shared/domain/model.ts'
import type { ObjectId } from '@inquiry-lens/shared/domain/object-id.ts'

/** Kinds that a look-up answers. */
export const isLookedUp = ({ kind }: ObjectId): boolean =>
  kind === 'inquiry' || kind === 'session' || kind === 'event'

/** An inquiry and a session lead there by themselves; an event by what a look-up says of it. */
export function caseIdOf({ kind, id }: ObjectId, lookup: Lookup | undefined): string | undefined {
  if (kind === 'inquiry' || kind === 'session') return id
  return lookup?.outcome === 'found' ? (lookup.summary.inquiryId ?? undefined) : undefined
}
