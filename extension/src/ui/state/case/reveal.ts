/**
 * A reveal as a surface sees it: asked for with a reason, shown for a minute, gone as soon as anybody might look over
 * the agent's shoulder. The values are here and nowhere else, and here no longer than they are shown.
 */
import { REVEAL_SECONDS } from '@inquiry-lens/shared/contract/reveal-rules.ts'
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { SendRequest } from '../../request.ts'
import { runAfter } from '../resource/timer.ts'

export interface RevealedValues {
  /** By field; `null`: the provider says nothing. */
  values: ReadonlyMap<string, string | null>
  /** As it stands in the record. */
  reason: string
  /** Milliseconds since the epoch. */
  until: number
}

export interface Reveal {
  isBusy: ReadonlySignal<boolean>
  shown: ReadonlySignal<RevealedValues | undefined>
  failure: ReadonlySignal<Failure | undefined>
  /** Milliseconds since the epoch: before, asking again is of no use. */
  waitUntil: ReadonlySignal<number | undefined>
  /** The last was hidden, or not shown at all, since the agent turned away. */
  wasLeft: ReadonlySignal<boolean>
  show(fields: readonly string[], reason: string): void
  hide(): void
}

export interface RevealParts {
  request: SendRequest
  now(): number
  /** Tells of the first moment in which the agent may not be looking. */
  watchLeaving(onLeave: () => void, abort: AbortSignal): void
}

export function createReveal(
  id: string,
  { request, now, watchLeaving }: RevealParts,
  ended: AbortSignal,
): Reveal {
  const isBusy = signal(false)
  const shown = signal<RevealedValues | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const waitUntil = signal<number | undefined>(undefined)
  const wasLeft = signal(false)
  let turn = new AbortController()

  function end(isLeft: boolean): void {
    turn.abort()
    batch(() => {
      isBusy.value = false
      shown.value = undefined
      wasLeft.value = isLeft
    })
  }

  async function show(fields: readonly string[], reason: string): Promise<void> {
    if (isBusy.peek() || ended.aborted) return
    end(false)
    turn = new AbortController()
    const mine = AbortSignal.any([turn.signal, ended])
    batch(() => {
      isBusy.value = true
      failure.value = undefined
      waitUntil.value = undefined
    })
    watchLeaving(() => end(true), mine)
    const result = await request('app:reveal', { id, fields: [...fields], reason }, mine)
    if (mine.aborted) return
    batch(() => {
      isBusy.value = false
      if (result.ok) {
        const values = new Map(result.value.values.map(({ field, value }) => [field, value]))
        shown.value = { values, reason, until: now() + REVEAL_SECONDS * 1000 }
        runAfter(REVEAL_SECONDS * 1000, () => end(false), mine)
        return
      }
      turn.abort()
      failure.value = result.error
      const { retryAfter } = result.error
      waitUntil.value = retryAfter === undefined ? undefined : now() + retryAfter * 1000
    })
  }

  ended.addEventListener('abort', () => end(false), { once: true })
  return {
    isBusy,
    shown,
    failure,
    waitUntil,
    wasLeft,
    show: (fields, reason) => void show(fields, reason),
    hide: () => end(false),
  }
}
