/** How often one agent may ask: a fixed window that begins with its first request. Pure. */
export const AGENT_LIMIT = { requests: 240, windowSeconds: 60 } as const

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

export function countRequest(window: Window | undefined, now: number): [Window, Allowed] {
  const windowMs = AGENT_LIMIT.windowSeconds * 1000
  const isOpen = window !== undefined && now - window.beganAt < windowMs
  const next = isOpen ? { ...window, count: window.count + 1 } : { beganAt: now, count: 1 }
  return [
    next,
    {
      within: next.count <= AGENT_LIMIT.requests,
      remaining: Math.max(0, AGENT_LIMIT.requests - next.count),
      resetsInSeconds: Math.max(1, Math.ceil((next.beganAt + windowMs - now) / 1000)),
    },
  ]
}
