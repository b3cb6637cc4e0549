/** Polls while a surface is visible: soon while the answers change, seldom while they do not. */

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import { translateFailure } from '../../../locales/surface.ts'
import { type Failure, pageFailure, type Result } from '../../../messages/failure.ts'
import type { LiveKey, LiveState } from '../../../stored.ts'
import { effectUntil, type PollPace, type ProviderResource, runAfter } from './resource.ts'

/** `refresh` asks the provider again, as far as the relay allows. */
export type Poll = Pick<ProviderResource<unknown>, 'error' | 'isFetching' | 'retryAt' | 'refresh' | 'pace'>

/** What an answer says about the next one: `final` will not change any more. */
export type Pace = 'changed' | 'unchanged' | 'final'

export interface PollFrame {
  now(): number
  random(): number
  /** Whether the surface is visible. */
  active: ReadonlySignal<boolean>
  online: ReadonlySignal<boolean>
  /** What the relay has said unasked. */
  live?: ReadonlySignal<LiveState | undefined>
  abort: AbortSignal
}

export interface PollParts<TValue> extends PollFrame {
  /** Of what it polls, in `live`. */
  liveKey?: LiveKey
  fetch(fresh: boolean, abort: AbortSignal): Promise<Result<TValue>>
  take(value: TValue): Pace
  onFailure?(failure: Failure): void
}

const MIN_DELAY_MS = 15_000
const MAX_DELAY_MS = 60_000
const JITTER = 0.2
/** Without a change: as seldom as it gets. */
const MANY = 10

/** `unchanged`: answers in a row without a change. `random` is in [0, 1). */
export function pollDelay(unchanged: number, random: number): number {
  return evenDelay(unchanged) * (1 - JITTER + 2 * JITTER * random)
}

const evenDelay = (unchanged: number): number => Math.min(MAX_DELAY_MS, MIN_DELAY_MS * 2 ** unchanged)

/** Never earlier than the relay asked; spread over one second after that. */
export function retryDelay(retryAfterSeconds: number, random: number): number {
  return retryAfterSeconds * 1000 + random * 1000
}

/** Only a person can resolve these, and some of them cost an audit entry each time. */
const NOT_RETRIED: ReadonlySet<Failure['code']> = new Set([
  'signed-out',
  'locked',
  'client-too-old',
  'role-refused',
])

export function createPoll<TValue>(parts: PollParts<TValue>): Poll {
  const { now, random, active, online, live, liveKey, abort } = parts
  const isFetching = signal(false)
  const error = signal<Failure | undefined>(undefined)
  const retryAt = signal<number | undefined>(undefined)
  const every = signal<number | undefined>(undefined)

  let unchanged = 0
  /** What `live` said when it was asked for last. */
  let asked = 0
  const told = () => liveKey && live?.value?.changed[liveKey]
  const version = () => told() || (liveKey && live?.value?.found?.[liveKey]) || 0
  /** `undefined`: no further poll. */
  let dueAt: number | undefined = now()
  let wait = new AbortController()

  function schedule(): void {
    wait.abort()
    if (abort.aborted || dueAt === undefined || isFetching.peek() || !active.peek() || !online.peek()) return
    wait = new AbortController()
    runAfter(Math.max(0, dueAt - now()), () => void poll(false), AbortSignal.any([wait.signal, abort]))
  }

  function pollAgainIn(ms: number | undefined): void {
    dueAt = ms === undefined ? undefined : now() + ms
    schedule()
  }

  async function poll(fresh: boolean): Promise<void> {
    if (isFetching.peek() || abort.aborted) return
    wait.abort()
    isFetching.value = true
    asked = version()
    const result = await parts.fetch(fresh, abort)
    if (abort.aborted) return
    batch(() => {
      isFetching.value = false
      if (result.ok) takeValue(result.value)
      else takeFailure(result.error)
    })
  }

  function takeValue(value: TValue): void {
    error.value = undefined
    retryAt.value = undefined
    const pace = parts.take(value)
    unchanged = pace === 'changed' ? 0 : unchanged + 1
    const isSlow = pace === 'final' || told() !== undefined
    const slowness = isSlow ? MANY : unchanged
    every.value = evenDelay(slowness)
    pollAgainIn(version() === asked ? pollDelay(slowness, random()) : 0)
  }

  function takeFailure(failure: Failure): void {
    error.value = failure
    every.value = undefined
    parts.onFailure?.(failure)
    unchanged += 1
    const { code, retryAfter } = failure
    const ms = retryAfter === undefined ? pollDelay(unchanged, random()) : retryDelay(retryAfter, random())
    retryAt.value = retryAfter === undefined ? undefined : now() + ms
    pollAgainIn(NOT_RETRIED.has(code) ? undefined : ms)
  }

  let wasOnline = online.peek()
  effectUntil(abort, () => {
    // Neither a change nor a connection that is back waits for the next turn, unless the relay named a time.
    const isDue = active.value && (version() !== asked || (online.value && !wasOnline))
    wasOnline = online.value
    if (isDue && dueAt !== undefined && retryAt.peek() === undefined) dueAt = now()
    schedule()
  })

  return {
    isFetching,
    error: computed(() => (online.value ? error.value : translateFailure(pageFailure('offline')))),
    retryAt,
    pace: computed((): PollPace | undefined => (told() === undefined ? every.value : 'told')),
    refresh: () => void poll(true),
  }
}
