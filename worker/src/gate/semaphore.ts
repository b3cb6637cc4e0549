/**
 * At most so many at a time; the others wait, those of an earlier lane first. Workers let one object wait for the
 * headers of six connections (developers.cloudflare.com/workers/platform/limits), local ones for any number.
 */
import { LANES, type Lane } from './lane.ts'

export interface Semaphore {
  /** `false`: the signal came first, and there is nothing to leave. */
  enter(lane: Lane, signal: AbortSignal): Promise<boolean>
  leave(): void
}

interface Waiting {
  lane: Lane
  admit: () => void
}

export function createSemaphore(most: () => number): Semaphore {
  let inside = 0
  let queue: readonly Waiting[] = []

  function admitNext() {
    while (inside < most()) {
      const next = LANES.flatMap((lane) => queue.filter((one) => one.lane === lane))[0]
      if (!next) return
      queue = queue.filter((one) => one !== next)
      inside++
      next.admit()
    }
  }

  return {
    enter: (lane, signal) =>
      new Promise((settle) => {
        if (signal.aborted) return settle(false)
        const giveUp = () => {
          queue = queue.filter((one) => one !== waiting)
          settle(false)
        }
        const waiting: Waiting = {
          lane,
          admit: () => {
            signal.removeEventListener('abort', giveUp)
            settle(true)
          },
        }
        signal.addEventListener('abort', giveUp, { once: true })
        queue = [...queue, waiting]
        admitNext()
      }),

    leave() {
      inside--
      admitNext()
    },
  }
}
