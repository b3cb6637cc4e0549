/** What becomes of the IDs in sight: as few look-ups as the relay allows, and each ID only once. */
import type { Lookup, Source } from '@inquiry-lens/shared/domain/model.ts'
import { batch, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { SendRequest } from '../../request.ts'
import { runAfter } from '../resource/timer.ts'

/** The relay's own limit. */
const MAX_AT_ONCE = 100
/** As many as a list shows before it is scrolled. */
export const FIRST_IDS = 30

export interface Lookups {
  /** By ID, those that were answered. */
  data: ReadonlySignal<ReadonlyMap<string, Lookup>>
  source: ReadonlySignal<Source | undefined>
  isFetching: ReadonlySignal<boolean>
  error: ReadonlySignal<Failure | undefined>
  /** How many of the IDs are in sight, from the first on; only these are asked for. */
  shownCount: ReadonlySignal<number>
  showMore(): void
  /** Asks again for all that are in sight. */
  refresh(): void
}

export interface LookupsParts {
  request: SendRequest
  ids: ReadonlySignal<readonly string[]>
  /** How long the IDs must have stood still: while somebody types, each letter makes another ID. */
  restMs?: number
  abort: AbortSignal
}

export function createLookups({ request, ids, restMs = 0, abort: ended }: LookupsParts): Lookups {
  const found = signal<ReadonlyMap<string, Lookup>>(new Map())
  const source = signal<Source | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const isBusy = signal(false)
  const completeSince = signal(FIRST_IDS)
  let flight = new AbortController()

  async function lookUp(asked: readonly string[], mine: AbortSignal): Promise<void> {
    isBusy.value = true
    const result = await request('app:lookup', { ids: asked.slice(0, MAX_AT_ONCE) }, mine)
    if (mine.aborted) return
    batch(() => {
      isBusy.value = false
      failure.value = result.ok ? undefined : result.error
      if (!result.ok) return
      source.value = result.value.source
      found.value = new Map([...found.peek(), ...result.value.items.map((item) => [item.id, item] as const)])
    })
    if (!result.ok && result.error.retryAfter !== undefined) begin(asked, result.error.retryAfter * 1000)
    if (result.ok && asked.length > MAX_AT_ONCE) begin(asked.slice(MAX_AT_ONCE), 0)
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
    const wanted = ids.value.slice(0, completeSince.value)
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

  return {
    data: found,
    source,
    isFetching: isBusy,
    error: failure,
    shownCount: completeSince,
    showMore: () => {
      completeSince.value += FIRST_IDS
    },
    refresh: () => begin(ids.peek().slice(0, completeSince.peek()), 0),
  }
}
