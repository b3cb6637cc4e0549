/** The states of the inquiries whose sessions are in sight: a session's own status does not say how its inquiry stands. */

import { isFinal, stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/model.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { runAfter } from '../resource/timer.ts'
import { createLookups, type LookupsParts } from './lookups.ts'

/** Rows that come into sight together are asked for together. */
const GATHER_MS = 50
/** An open inquiry changes while its row is in sight. */
const RENEW_MS = 60_000

export interface InquiryStates {
  /** Until the returned function is called. */
  want(id: string): () => void
  /** `undefined`: not known yet; `null`: it could not be found out. */
  of(id: string): Lookup | null | undefined
}

export interface InquiryStatesParts extends Pick<LookupsParts, 'request' | 'abort'> {
  visible: ReadonlySignal<boolean>
}

export function createInquiryStates({ request, visible, abort: ended }: InquiryStatesParts): InquiryStates {
  /** How many rows want each. */
  const wanted = new Map<string, number>()
  const ids = signal<readonly string[]>([])
  const seen = computed(() => (visible.value ? ids.value : []))
  const lookups = createLookups({ request, ids: seen, restMs: GATHER_MS, abort: ended })

  function change(id: string, by: number): void {
    const count = (wanted.get(id) ?? 0) + by
    if (count > 0) wanted.set(id, count)
    else wanted.delete(id)
    ids.value = [...wanted.keys()]
  }

  const isOpen = (id: string): boolean => {
    const lookup = lookups.data.peek().get(id)
    const caseState = lookup?.outcome === 'found' ? stateOfSummary(lookup.summary) : undefined
    return caseState === undefined || !isFinal(caseState)
  }

  const stop = effect(() => {
    if (!visible.value) return
    const turn = new AbortController()
    const renew = (): void => {
      if (seen.peek().some(isOpen)) lookups.refresh()
      runAfter(RENEW_MS, renew, turn.signal)
    }
    runAfter(RENEW_MS, renew, turn.signal)
    return () => turn.abort()
  })
  ended.addEventListener('abort', stop, { once: true })

  return {
    want(id) {
      change(id, 1)
      return () => change(id, -1)
    },
    of(id) {
      const lookup = lookups.data.value.get(id)
      return lookup ?? (lookups.error.value ? null : undefined)
    },
  }
}
