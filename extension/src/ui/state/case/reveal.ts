/**
 * A reveal: requested with a reason, shown for a minute, hidden as soon as the agent may have turned away. The values are
 * held only here, and only while they are shown.
 */
import { REVEAL_SECONDS } from '@inquiry-lens/shared/contract/permissions.ts'
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { SendRequest } from '../../request.ts'
import { runAfter } from '../resource/resource.ts'

export interface RevealedValues {
  /** By field; `null`: the provider has no value. */
  values: ReadonlyMap<string, string | null>
  /** As in the audit log. */
  reason: string
  /** Milliseconds since the epoch. */
  until: number
}

export interface Reveal {
  isBusy: ReadonlySignal<boolean>
  shown: ReadonlySignal<RevealedValues | undefined>
  failure: ReadonlySignal<Failure | undefined>
  /** Milliseconds since the epoch: a request before is rejected again. */
  waitUntil: ReadonlySignal<number | undefined>
  /** The last values were hidden, or never shown, because the agent turned away. */
  wasLeft: ReadonlySignal<boolean>
  show(fields: readonly string[], reason: string): void
  hide(): void
}

export interface RevealParts {
  request: SendRequest
  now(): number
  /** Calls back as soon as the agent may have turned away. */
  watchLeaving(onLeave: () => void, abort: AbortSignal): void
}

export function createReveal(
  id: string,
  { request, now, watchLeaving }: RevealParts,
  abort: AbortSignal,
): Reveal {
  const isBusy = signal(false)
  const shown = signal<RevealedValues | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const waitUntil = signal<number | undefined>(undefined)
  const wasLeft = signal(false)
  let current = new AbortController()

  function end(isLeft: boolean): void {
    current.abort()
    batch(() => {
      isBusy.value = false
      shown.value = undefined
      wasLeft.value = isLeft
    })
  }

  async function show(fields: readonly string[], reason: string): Promise<void> {
    if (isBusy.peek() || abort.aborted) return
    end(false)
    current = new AbortController()
    const ended = AbortSignal.any([current.signal, abort])
    batch(() => {
      isBusy.value = true
      failure.value = undefined
      waitUntil.value = undefined
    })
    watchLeaving(() => end(true), ended)
    const result = await request('app:reveal', { id, fields: [...fields], reason }, ended)
    if (ended.aborted) return
    batch(() => {
      isBusy.value = false
      if (result.ok) {
        const values = new Map(result.value.values.map(({ field, value }) => [field, value]))
        shown.value = { values, reason, until: now() + REVEAL_SECONDS * 1000 }
        runAfter(REVEAL_SECONDS * 1000, () => end(false), ended)
        return
      }
      current.abort()
      failure.value = result.error
      const { retryAfter } = result.error
      waitUntil.value = retryAfter === undefined ? undefined : now() + retryAfter * 1000
    })
  }

  abort.addEventListener('abort', () => end(false), { once: true })
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

interface GuardedView extends Pick<EventTarget, 'addEventListener'> {
  document: Pick<EventTarget, 'addEventListener'> & { readonly hidden: boolean }
}

/**
 * Calls back as soon as the agent may have turned away. `watchTabs`: a side panel stays visible when its window shows
 * another tab.
 */
export const createPageHideGuard =
  (view: GuardedView, watchTabs: (onChange: () => void, abort: AbortSignal) => void) =>
  (onLeave: () => void, abort: AbortSignal): void => {
    const listen = { signal: abort }
    view.addEventListener('blur', onLeave, listen)
    view.addEventListener('pagehide', onLeave, listen)
    view.document.addEventListener('visibilitychange', () => view.document.hidden && onLeave(), listen)
    watchTabs(onLeave, abort)
  }
