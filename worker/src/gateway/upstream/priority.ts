/** Who waits for an answer, and so how much of the provider's limit may be spent on it. First come those ahead. */
export const PRIORITIES = ['lookup', 'list', 'background'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The share of the limit that has to be left for a lane to be let through; a look-up takes the last one. */
export const MIN_SHARE: Readonly<Record<Priority, number>> = { lookup: 0, list: 0.15, background: 0.3 }

/** Who asks, and how long they can wait. */
export interface UpstreamContext {
  priority: Priority
  /** An opaque key of the agent, whose share of the limits it counts against. */
  sender: string
  /** For marks of a page, and not for what an agent has opened. */
  isForMarks?: boolean
}

/** Lists may take a while; whoever looks something up has a customer waiting. */
export const LIST_DEADLINE_MS = 10_000
export const LOOKUP_DEADLINE_MS = 4_000

/** No call departs with less time of its own: what it missed would be our queue’s fault, and count as the provider’s. */
export const MIN_CALL_MS = 2_000
