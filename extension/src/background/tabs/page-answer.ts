/** What a page's script gets of what the background knows: what an ID means, and when to come back. */

import { stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/model.ts'
import type { Failure } from '../../messages/failure.ts'
import type { LookUp } from '../../page/background-port.ts'

export type PageFailure = Pick<Failure, 'code' | 'retryAfter'>

/** The relay asks for so many at once and no more; some kinds and forms can’t be looked up. None is a failure. */
const LEFT_OUT: ReadonlySet<string> = new Set(['lookup-limit', 'no-lookup', 'no-id'])

/** Never the provider's word, a time or a name: what is drawn beside an ID is for every eye on the screen. */
export function cutLookup(lookup: Lookup): LookUp {
  const { id, outcome } = lookup
  if (outcome === 'found') return { id, outcome, caseState: stateOfSummary(lookup.summary) ?? 'unknown' }
  if (outcome === 'not-found') return { id, outcome }
  return { id, outcome: LEFT_OUT.has(lookup.reason) ? 'not-asked' : 'unanswered' }
}

/** Its words may name the relay, or a request there. */
export const cutFailure = ({ code, retryAfter }: Failure): PageFailure => ({
  code,
  ...(retryAfter !== undefined && { retryAfter }),
})
