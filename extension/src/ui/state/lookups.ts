/** What becomes of the IDs in sight: all of them by one look-up, and each only once. */
import type { Lookup, Source } from '@inquiry-lens/shared/model.ts'
import { batch, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../failure.ts'
import type { Ask } from '../../platform/ask.ts'
import { runAfter } from './timer.ts'

/** The relay's own limit. */
const MOST_AT_ONCE = 100

export interface Lookups {
  /** By ID, those that were answered. */
  found: ReadonlySignal<ReadonlyMap<string, Lookup>>
  source: ReadonlySignal<Source | undefined>
  isBusy: ReadonlySignal<boolean>
  failure: ReadonlySignal<Failure | undefined>
  /** Asks for all of them anew. */
  refresh(): void
}

export interface LookupsParts {
  ask: Ask
  ids: ReadonlySignal<readonly string[]>
  /** How long the IDs must have stood still: while somebody types, each letter makes another ID. */
  restMs?: number
  signal: AbortSignal
}

export function createLookups({ ask, ids, restMs = 0, signal: ended }: LookupsParts): Lookups {
  const found = signal<ReadonlyMap<string, Lookup>>(new Map())
  const source = signal<Source | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const isBusy = signal(false)
  let flight = new AbortController()

  async function lookUp(asked: readonly string[], mine: AbortSignal): Promise<void> {
    isBusy.value = true
    const result = await ask('app:lookup', { ids: asked.slice(0, MOST_AT_ONCE) }, mine)
    if (mine.aborted) return
    batch(() => {
      isBusy.value = false
      failure.value = result.ok ? undefined : result.error
      if (!result.ok) return
      source.value = result.value.source
      found.value = new Map([...found.peek(), ...result.value.items.map((item) => [item.id, item] as const)])
    })
    if (!result.ok && result.error.retryAfter !== undefined) begin(asked, result.error.retryAfter * 1000)
  }

  function begin(asked: readonly string[], ms: number): void {
    flight.abort()
    flight = new AbortController()
    if (asked.length === 0) {
      isBusy.value = false
      failure.value = undefined
      return
    }
    const mine = AbortSignal.any([flight.signal, ended])
    runAfter(ms, () => void lookUp(asked, mine), mine)
  }

  const stop = effect(() => {
    const wanted = ids.value
    begin(
      wanted.filter((id) => !found.peek().has(id)),
      restMs,
    )
  })
  ended.addEventListener(
    'abort',
    () => {
      stop()
      flight.abort()
    },
    { once: true },
  )

  return { found, source, isBusy, failure, refresh: () => begin(ids.peek(), 0) }
}
