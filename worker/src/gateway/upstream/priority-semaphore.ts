/**
 * At most so many calls at a time. The others wait: higher priorities first, then the agent with the fewest running calls.
 * Workers let one object wait for the headers of six connections (developers.cloudflare.com/workers/platform/limits).
 */
export const PRIORITIES = ['lookup', 'list', 'background'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The share of a whole window that is kept from a priority for higher ones; a look-up takes the last call. */
export const MIN_SHARE: Readonly<Record<Priority, number>> = { lookup: 0, list: 0.12, background: 0.3 }

export interface UpstreamContext {
  priority: Priority
  /** An opaque key of the agent, whose share of the quota it counts against. */
  sender: string
  /** For the marks of a page, instead of an object that the agent opened. */
  isForMarks?: boolean
}

interface Waiting {
  priority: Priority
  sender: string
  start: () => void
}

/** Slots that one agent can't take while others wait. */
const KEPT_FOR_OTHERS = 2

export function createPrioritySemaphore(max: () => number) {
  let running = 0
  const runningBy = new Map<string, number>()
  const runningOf = (sender: string) => runningBy.get(sender) ?? 0
  let queue: readonly Waiting[] = []

  function startNext() {
    while (running < max()) {
      const within = queue.filter(({ sender }) => runningOf(sender) < max() - KEPT_FOR_OTHERS)
      const [next] = PRIORITIES.flatMap((priority) =>
        // Sorting is stable: the longest wait comes first.
        (within.length > 0 ? within : queue)
          .filter((one) => one.priority === priority)
          .sort((one, other) => runningOf(one.sender) - runningOf(other.sender)),
      )
      if (!next) return
      queue = queue.filter((one) => one !== next)
      running++
      runningBy.set(next.sender, runningOf(next.sender) + 1)
      next.start()
    }
  }

  return {
    /** Returns false if `abort` came first: then there is nothing to release. */
    acquire: ({ priority, sender }: UpstreamContext, abort: AbortSignal) =>
      new Promise<boolean>((resolve) => {
        if (abort.aborted) return resolve(false)
        const giveUp = () => {
          queue = queue.filter((one) => one !== waiting)
          resolve(false)
        }
        const waiting: Waiting = {
          priority,
          sender,
          start: () => {
            abort.removeEventListener('abort', giveUp)
            resolve(true)
          },
        }
        abort.addEventListener('abort', giveUp, { once: true })
        queue = [...queue, waiting]
        startNext()
      }),

    isFull: () => running >= max(),

    release({ sender }: UpstreamContext) {
      running--
      const others = runningOf(sender) - 1
      if (others > 0) runningBy.set(sender, others)
      else runningBy.delete(sender)
      startNext()
    },
  }
}
