/**
 * At most so many at a time; the others wait, those of an earlier lane first, and of one lane those whose agent has
 * fewest inside. No agent takes all places from others. Workers let one object wait for the
 * headers of six connections (developers.cloudflare.com/workers/platform/limits), local ones for any number.
 */
import { PRIORITIES, type Priority, type UpstreamContext } from './priority.ts'

export interface PrioritySemaphore {
  /** `false`: the signal came first, and there is nothing to leave. */
  enter(asking: UpstreamContext, abort: AbortSignal): Promise<boolean>
  /** Whether the next one would have to wait. */
  isFull(): boolean
  leave(asking: UpstreamContext): void
}

interface Waiting {
  priority: Priority
  sender: string
  admit: () => void
}

/** Of the places, so many are not for one agent while others wait. */
const KEPT_FOR_OTHERS = 2

export function createPrioritySemaphore(most: () => number): PrioritySemaphore {
  let inside = 0
  const insideBy = new Map<string, number>()
  const insideOf = (sender: string) => insideBy.get(sender) ?? 0
  let queue: readonly Waiting[] = []

  function admitNext() {
    while (inside < most()) {
      const within = queue.filter(({ sender }) => insideOf(sender) < most() - KEPT_FOR_OTHERS)
      const [next] = PRIORITIES.flatMap((priority) =>
        // Sorting is stable: who waits longest comes first.
        (within.length > 0 ? within : queue)
          .filter((one) => one.priority === priority)
          .sort((one, other) => insideOf(one.sender) - insideOf(other.sender)),
      )
      if (!next) return
      queue = queue.filter((one) => one !== next)
      inside++
      insideBy.set(next.sender, insideOf(next.sender) + 1)
      next.admit()
    }
  }

  return {
    enter: ({ priority, sender }, abort) =>
      new Promise((settle) => {
        if (abort.aborted) return settle(false)
        const giveUp = () => {
          queue = queue.filter((one) => one !== waiting)
          settle(false)
        }
        const waiting: Waiting = {
          priority,
          sender,
          admit: () => {
            abort.removeEventListener('abort', giveUp)
            settle(true)
          },
        }
        abort.addEventListener('abort', giveUp, { once: true })
        queue = [...queue, waiting]
        admitNext()
      }),

    isFull: () => inside >= most(),

    leave({ sender }) {
      inside--
      const others = insideOf(sender) - 1
      if (others > 0) insideBy.set(sender, others)
      else insideBy.delete(sender)
      admitNext()
    },
  }
}
