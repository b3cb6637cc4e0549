/** Keeps one answer fresh while somebody looks: asks, waits, asks again, and says what goes wrong meanwhile. */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { type Failure, pageFailure, type Result } from '../../../messages/failure.ts'
import { pollDelay, retryDelay } from './poll-delay.ts'
import { runAfter } from './timer.ts'

export interface Poll {
  isFetching: ReadonlySignal<boolean>
  /** Why the answer is not newer. */
  error: ReadonlySignal<Failure | undefined>
  /** Milliseconds since the epoch: when it is tried again by itself, where the relay named a time. */
  retryAt: ReadonlySignal<number | undefined>
  /** Asks the provider anew, as far as the relay allows. */
  refresh(): void
}

/** What an answer says of the next one: something happens, nothing did this time, nothing will. */
export type Pace = 'lively' | 'quiet' | 'settled'

/** Where something is shown: whether it can be seen, whether there is a network, and until when. */
export interface PollFrame {
  now(): number
  random(): number
  /** Whether anybody can see it. */
  active: ReadonlySignal<boolean>
  online: ReadonlySignal<boolean>
  abort: AbortSignal
}

export interface PollParts<TValue> extends PollFrame {
  fetch(fresh: boolean, abort: AbortSignal): Promise<Result<TValue>>
  take(value: TValue): Pace
  /** A failure that takes something with it. */
  onFailure?(failure: Failure): void
}

/** Where only a person can help, asking again and again would not; and some of it would be a line each time. */
const FINAL: ReadonlySet<Failure['code']> = new Set([
  'signed-out',
  'locked',
  'client-too-old',
  'role-refused',
])

export function createPoll<TValue>(parts: PollParts<TValue>): Poll {
  const { now, random, active, online, abort: ended } = parts
  const isRefreshing = signal(false)
  const failure = signal<Failure | undefined>(undefined)
  const retryAt = signal<number | undefined>(undefined)

  let quietRounds = 0
  /** When to look again; `undefined` when it would not help. */
  let dueAt: number | undefined = now()
  let wait = new AbortController()

  function schedule(): void {
    wait.abort()
    if (ended.aborted || dueAt === undefined || isRefreshing.peek() || !active.peek() || !online.peek())
      return
    wait = new AbortController()
    runAfter(Math.max(0, dueAt - now()), () => void look(false), AbortSignal.any([wait.signal, ended]))
  }

  function lookAgainIn(ms: number | undefined): void {
    dueAt = ms === undefined ? undefined : now() + ms
    schedule()
  }

  async function look(fresh: boolean): Promise<void> {
    if (isRefreshing.peek() || ended.aborted) return
    wait.abort()
    isRefreshing.value = true
    const result = await parts.fetch(fresh, ended)
    if (ended.aborted) return
    batch(() => {
      isRefreshing.value = false
      if (result.ok) takeValue(result.value)
      else takeFailure(result.error)
    })
  }

  function takeValue(value: TValue): void {
    failure.value = undefined
    retryAt.value = undefined
    const pace = parts.take(value)
    quietRounds = pace === 'lively' ? 0 : quietRounds + 1
    lookAgainIn(pollDelay(pace === 'settled' ? Number.POSITIVE_INFINITY : quietRounds, random()))
  }

  function takeFailure(error: Failure): void {
    failure.value = error
    parts.onFailure?.(error)
    quietRounds += 1
    const { retryAfter } = error
    const ms = retryAfter === undefined ? pollDelay(quietRounds, random()) : retryDelay(retryAfter, random())
    retryAt.value = retryAfter === undefined ? undefined : now() + ms
    lookAgainIn(FINAL.has(error.code) ? undefined : ms)
  }

  const stopPolling = effect(() => {
    if (active.value && online.value) schedule()
    else wait.abort()
  })
  let wasOnline = online.peek()
  const stopListening = effect(() => {
    // Whatever was waited for, a connection that came back is the better moment.
    if (online.value && !wasOnline && dueAt !== undefined && retryAt.peek() === undefined) lookAgainIn(0)
    wasOnline = online.value
  })
  ended.addEventListener(
    'abort',
    () => {
      stopPolling()
      stopListening()
    },
    { once: true },
  )

  return {
    isFetching: isRefreshing,
    error: computed(() => (online.value ? failure.value : pageFailure('offline'))),
    retryAt,
    refresh: () => void look(true),
  }
}
