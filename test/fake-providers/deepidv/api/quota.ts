export type QuotaVerdict = 'allowed' | 'too-many' | 'used-up'

export type Quota = {
  take(now: number): QuotaVerdict
  /** Uses up what is left of the moment, as other traffic of the same organisation would. */
  drain(now: number): void
  setDaily(calls: number): void
  daily(): { readonly calls: number; readonly resetsAt: number }
}

const PER_SECOND = 25
const BURST = 35
const DAY = 86_400_000

export const DEFAULT_DAILY = 10_000

/** 25 a second, 35 at once, and a day's quota. https://docs.deepidv.com/authentication */
export function createQuota(): Quota {
  let tokens = BURST
  let filledAt: number | undefined
  let most = DEFAULT_DAILY
  let used = 0
  let day = 0

  function settle(now: number) {
    // A clock that was set back gives nothing and takes nothing.
    const passed = Math.max(0, now - (filledAt ?? now))
    tokens = Math.min(BURST, tokens + (passed / 1000) * PER_SECOND)
    filledAt = now
    const today = Math.floor(now / DAY)
    if (today !== day) used = 0
    day = today
  }

  return {
    take(now) {
      settle(now)
      if (used >= most) return 'used-up'
      if (tokens < 1) return 'too-many'
      tokens--
      used++
      return 'allowed'
    },
    drain(now) {
      settle(now)
      tokens = 0
    },
    setDaily(calls) {
      most = calls
    },
    daily: () => ({ calls: most, resetsAt: (day + 1) * DAY }),
  }
}
