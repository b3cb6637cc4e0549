/**
 * At most so many at a time; the others wait, those of an earlier lane first, and of one lane those whose agent has
 * fewest inside. No agent takes all places from others. Workers let one object wait for the
 * headers of six connections (developers.cloudflare.com/workers/platform/limits), local ones for any number.
 */
import { type Asking, LANES, type Lane } from './priority.ts'

export interface Semaphore {
  /** `false`: the signal came first, and there is nothing to leave. */
  enter(asking: Asking, signal: AbortSignal): Promise<boolean>
  /** Whether the next one would have to wait. */
  isFull(): boolean
  leave(asking: Asking): void
}

interface Waiting {
  lane: Lane
  asker: string
  admit: () => void
}

/** Of the places, so many are not for one agent while others wait. */
const KEPT_FOR_OTHERS = 2

export function createSemaphore(most: () => number): Semaphore {
  let inside = 0
  const insideBy = new Map<string, number>()
  const insideOf = (asker: string) => insideBy.get(asker) ?? 0
  let queue: readonly Waiting[] = []

  function admitNext() {
    while (inside < most()) {
      const within = queue.filter(({ asker }) => insideOf(asker) < most() - KEPT_FOR_OTHERS)
      const [next] = LANES.flatMap((lane) =>
        // Sorting is stable: who waits longest comes first.
        (within.length > 0 ? within : queue)
          .filter((one) => one.lane === lane)
          .sort((one, other) => insideOf(one.asker) - insideOf(other.asker)),
      )
      if (!next) return
      queue = queue.filter((one) => one !== next)
      inside++
      insideBy.set(next.asker, insideOf(next.asker) + 1)
      next.admit()
    }
  }

  return {
    enter: ({ lane, asker }, signal) =>
      new Promise((settle) => {
        if (signal.aborted) return settle(false)
        const giveUp = () => {
          queue = queue.filter((one) => one !== waiting)
          settle(false)
        }
        const waiting: Waiting = {
          lane,
          asker,
          admit: () => {
            signal.removeEventListener('abort', giveUp)
            settle(true)
          },
        }
        signal.addEventListener('abort', giveUp, { once: true })
        queue = [...queue, waiting]
        admitNext()
      }),

    isFull: () => inside >= most(),

    leave({ asker }) {
      inside--
      const others = insideOf(asker) - 1
      if (others > 0) insideBy.set(asker, others)
      else insideBy.delete(asker)
      admitNext()
    },
  }
}
