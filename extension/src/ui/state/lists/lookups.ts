/** Looks up the IDs in view: each ID once, in as few requests as the relay allows. */
import { isFinal, stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { LiveState } from '../../../stored.ts'
import type { SendRequest } from '../../request.ts'
import { effectUntil, type Resource, runAfter } from '../resource/resource.ts'

/** The relay's limit. */
const MAX_PER_REQUEST = 100
/** As many as a list shows before it is scrolled. */
export const FIRST_IDS = 30

/** `data` is by ID, and has those that were answered. */
export interface Lookups extends Pick<Resource<never>, 'error' | 'isFetching' | 'refresh'> {
  data: ReadonlySignal<ReadonlyMap<string, Lookup>>
  source: ReadonlySignal<Source | undefined>
  /** How many of the IDs are in view, from the first; only these are looked up. */
  shownCount: ReadonlySignal<number>
  showMore(): void
  /** Asks again for these alone. */
  renew(ids: readonly string[]): void
}

export interface LookupsParts {
  request: SendRequest
  ids: ReadonlySignal<readonly string[]>
  /** How long the IDs must stay the same first: while typing, each letter makes another ID. */
  restMs?: number
  abort: AbortSignal
}

export function createLookups({ request, ids, restMs = 0, abort }: LookupsParts): Lookups {
  const data = signal<ReadonlyMap<string, Lookup>>(new Map())
  const source = signal<Source | undefined>(undefined)
  const error = signal<Failure | undefined>(undefined)
  const isFetching = signal(false)
  const shownCount = signal(FIRST_IDS)
  let planned = new AbortController()
  /** Asked for again, and not answered yet. */
  const renewed = new Set<string>()
  /** The request that each ID waits for: an answer to an earlier one may be from before what happened since. */
  const inFlight = new Map<string, object>()

  async function lookUp(wanted: readonly string[]): Promise<void> {
    const asked = wanted.slice(0, MAX_PER_REQUEST)
    const mine = {}
    for (const id of asked) inFlight.set(id, mine)
    isFetching.value = true
    const result = await request('app:lookup', { ids: asked }, abort)
    if (abort.aborted) return
    const answered = new Set(asked.filter((id) => inFlight.get(id) === mine && inFlight.delete(id)))
    batch(() => {
      isFetching.value = inFlight.size > 0
      error.value = result.ok ? undefined : result.error
      if (!result.ok) return
      source.value = result.value.source
      const known = new Map(data.peek())
      for (const item of result.value.items) {
        if (!answered.has(item.id)) continue
        renewed.delete(item.id)
        known.set(item.id, item)
      }
      data.value = known
    })
    if (!result.ok && result.error.retryAfter !== undefined) plan(result.error.retryAfter * 1000)
    if (result.ok && wanted.length > MAX_PER_REQUEST) plan(0)
  }

  /** Of those that are in view then. */
  function plan(ms: number): void {
    planned.abort()
    planned = new AbortController()
    const findMissing = () =>
      ids
        .peek()
        .slice(0, shownCount.peek())
        .filter((id) => !inFlight.has(id) && (!data.peek().has(id) || renewed.has(id)))
    if (findMissing().length === 0) error.value = undefined
    else runAfter(ms, () => void lookUp(findMissing()), AbortSignal.any([planned.signal, abort]))
  }

  effectUntil(abort, () => {
    void [ids.value, shownCount.value]
    plan(restMs)
  })

  function renew(wanted: readonly string[]): void {
    for (const id of wanted) {
      renewed.add(id)
      inFlight.delete(id)
    }
    plan(0)
  }

  return {
    data,
    source,
    isFetching,
    error,
    shownCount,
    showMore: () => {
      shownCount.value += FIRST_IDS
    },
    renew,
    refresh: () => renew(ids.peek().slice(0, shownCount.peek())),
  }
}

/** Rows that come into view together are looked up together. */
const GATHER_MS = 50
/** An open inquiry can change while its row is in view. */
const REFRESH_MS = 60_000

/** The states of the inquiries whose sessions are in view: a session's status does not say its inquiry's. */
export interface InquiryStates {
  /** Until the returned function is called. `lastActivity`: asked again where it was another when it was asked before. */
  want(id: string, lastActivity?: string): () => void
  /** `undefined`: not known yet; `null`: the look-up failed. */
  of(id: string): Lookup | null | undefined
  /** Something new happened in it. */
  renew(id: string): void
  /** How many have been answered. */
  count: ReadonlySignal<number>
}

export interface InquiryStatesParts extends Pick<LookupsParts, 'request' | 'abort'> {
  visible: ReadonlySignal<boolean>
  /** Whether to look them up again each minute; absent: while visible. */
  polls?: ReadonlySignal<boolean>
  live?: ReadonlySignal<LiveState | undefined>
}

export function createInquiryStates({
  request,
  visible,
  polls = visible,
  live,
  abort,
}: InquiryStatesParts): InquiryStates {
  /** How many rows want each. */
  const wanted = new Map<string, number>()
  const activities = new Map<string, string>()
  const ids = signal<readonly string[]>([])
  const shown = computed(() => (visible.value ? ids.value : []))
  const lookups = createLookups({ request, ids: shown, restMs: GATHER_MS, abort })

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

  effectUntil(abort, () => {
    if (!polls.value) return
    const turn = new AbortController()
    const refresh = (): void => {
      if (shown.peek().some(isOpen)) lookups.refresh()
      runAfter(REFRESH_MS, refresh, turn.signal)
    }
    runAfter(REFRESH_MS, refresh, turn.signal)
    return () => turn.abort()
  })

  let told: LiveState['changed'] = {}
  effectUntil(abort, () => {
    const before = told
    told = live?.value?.changed ?? {}
    const news = [...wanted.keys()].filter((id) => (told[`case ${id}`] ?? 0) > (before[`case ${id}`] ?? 0))
    if (news.length > 0) lookups.renew(news)
  })

  return {
    want(id, lastActivity) {
      change(id, 1)
      const before = activities.get(id)
      if (lastActivity !== undefined) activities.set(id, lastActivity)
      if ((before ?? lastActivity) !== lastActivity) lookups.renew([id])
      return () => change(id, -1)
    },
    of(id) {
      return lookups.data.value.get(id) ?? (lookups.error.value ? null : undefined)
    },
    renew: (id) => lookups.renew([id]),
    count: computed(() => lookups.data.value.size),
  }
}
