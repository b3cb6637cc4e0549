export type RateState = { readonly limit: number; readonly remaining: number; readonly reset: number }

export type RateWindow = {
  /** Counts a request; refused when none was left. */
  take(now: number): RateState & { readonly allowed: boolean }
  /** Uses up what is left, as other traffic of the same environment would. */
  drain(now: number): void
  setLimit(limit: number): void
  reset(): void
}

const WINDOW = 60_000

export const DEFAULT_LIMIT = 300

/** A fixed window that starts with its first request. https://docs.withpersona.com/rate-limiting */
export function createRateWindow(): RateWindow {
  let limit = DEFAULT_LIMIT
  let used = 0
  let startedAt: number | undefined

  function open(now: number): number {
    if (startedAt === undefined || now >= startedAt + WINDOW || now < startedAt) {
      startedAt = now
      used = 0
    }
    return startedAt
  }

  return {
    take(now) {
      const start = open(now)
      const allowed = used < limit
      if (allowed) used++
      return { allowed, limit, remaining: limit - used, reset: Math.ceil((start + WINDOW - now) / 1000) }
    },
    drain(now) {
      open(now)
      used = limit
    },
    setLimit(next) {
      limit = next
      used = Math.min(used, next)
    },
    reset() {
      limit = DEFAULT_LIMIT
      used = 0
      startedAt = undefined
    },
  }
}
