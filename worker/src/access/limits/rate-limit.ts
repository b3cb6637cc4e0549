/** How often something may happen: a fixed window that begins with the first time. */
import type { AgentStore } from '../agents/agent-store.ts'

export interface WindowLimit {
  requests: number
  windowSeconds: number
}

/** One agent's requests. */
export const AGENT_LIMIT = { requests: 240, windowSeconds: 60 } as const satisfies WindowLimit

export interface Window {
  /** Milliseconds since the epoch. */
  beganAt: number
  count: number
}

export interface Allowed {
  within: boolean
  remaining: number
  resetsInSeconds: number
}

export function countRequest(
  window: Window | undefined,
  now: number,
  { requests, windowSeconds }: WindowLimit = AGENT_LIMIT,
): [Window, Allowed] {
  const windowMs = windowSeconds * 1000
  const isOpen = window !== undefined && now >= window.beganAt && now - window.beganAt < windowMs
  const next = isOpen ? { ...window, count: window.count + 1 } : { beganAt: now, count: 1 }
  return [
    next,
    {
      within: next.count <= requests,
      remaining: Math.max(0, requests - next.count),
      resetsInSeconds: Math.max(1, Math.ceil((next.beganAt + windowMs - now) / 1000)),
    },
  ]
}

export type CountInWindow = (key: string, limit: WindowLimit) => Allowed

const MAX_REMEMBERED = 2_000

/**
 * Saves each twelfth of a limit: with the object's memory an agent gains less than that, and usual work costs no row.
 * What may happen a few times a minute is saved each time.
 */
export function createWindows({
  book,
  now,
}: {
  book: Pick<AgentStore, 'findWindow' | 'keepWindow'>
  now: () => number
}): CountInWindow {
  const remembered = new Map<string, Window>()

  return (key, limit) => {
    const [window, allowed] = countRequest(remembered.get(key) ?? book.findWindow(key), now(), limit)
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(key, window)
    const grain = Math.max(1, Math.floor(limit.requests / 12))
    if (allowed.within && window.count % grain === 0) book.keepWindow(key, window)
    return allowed
  }
}
