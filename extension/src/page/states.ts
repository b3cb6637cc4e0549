/** The states of IDs: batches look-ups and keeps answers while they are fresh. */
import { MAX_IDS_AT_ONCE, type PagePort, readRetryAfter, readStates } from './background-port.ts'
import { createTimer } from './lifetime.ts'
import type { StateShape } from './shapes.ts'

/** Long enough for a scroll to end, so all IDs that it passed share one look-up. */
const GATHER_MS = 150
const FRESH_MS = 60_000
const PAUSE_AFTER_FAILURE_S = 15

export interface StatesParts {
  request: PagePort['request']
  now: () => number
  onChange: () => void
  abort: AbortSignal
}

export interface StateKeeper {
  of(id: string): StateShape | undefined
  /**
   * Says which IDs are looked at now, in place of those before: what has gone by unasked never is. Cheap to say often,
   * since what is known or on its way is not requested.
   */
  want(ids: Iterable<string>): void
  /** Adds an ID under the pointer, also one that an earlier look-up left out. */
  wantAlso(id: string): void
  /** What is `kept` is shown until it has been asked for again. */
  forget(isKept: boolean): void
}

interface Entry {
  shown: StateShape | undefined
  retryAt: number
}

export function createStates({ request, now, onChange, abort }: StatesParts): StateKeeper {
  const entries = new Map<string, Entry>()
  const wanted = new Set<string>()
  let underWay: string[] = []
  let pausedUntil = 0
  const gather = createTimer(() => void lookUp(), abort)

  function schedule(): void {
    if (wanted.size > 0 && underWay.length === 0 && !gather.isSet())
      gather.set(Math.max(GATHER_MS, pausedUntil - now()))
  }

  async function lookUp(): Promise<void> {
    const ids = [...wanted].slice(0, MAX_IDS_AT_ONCE)
    underWay = ids
    wanted.clear()
    if (ids.length === 0) return
    const answer = await request('page:lookup', { ids })
    // Forgotten since.
    if (underWay !== ids) return
    let states: ReturnType<typeof readStates> | undefined
    if (answer.ok) states = readStates(answer.value)
    else pausedUntil = now() + (readRetryAfter(answer) ?? PAUSE_AFTER_FAILURE_S) * 1000
    for (const id of ids) {
      const shown = states ? states.get(id) : 'no-reply'
      const before = entries.get(id)?.shown
      entries.set(id, {
        // A state of a minute ago says more than none.
        shown: shown === 'no-reply' ? (before ?? shown) : shown,
        retryAt: states ? now() + FRESH_MS : pausedUntil,
      })
    }
    underWay = []
    onChange()
    schedule()
  }

  function add(id: string): void {
    if (!underWay.includes(id) && (entries.get(id)?.retryAt ?? 0) <= now()) wanted.add(id)
  }

  return {
    of: (id) => entries.get(id)?.shown,
    want(ids) {
      wanted.clear()
      for (const id of ids) add(id)
      schedule()
    },
    wantAlso(id) {
      const shown = entries.get(id)?.shown
      if (!shown || shown === 'no-reply') entries.delete(id)
      add(id)
      schedule()
    },
    forget(isKept) {
      if (isKept) for (const entry of entries.values()) entry.retryAt = 0
      else entries.clear()
      wanted.clear()
      underWay = []
      pausedUntil = 0
    },
  }
}
