/** Who waits for an answer, and so how much of the provider's limit may be spent on it. First come those ahead. */
export const LANES = ['lookup', 'list', 'background'] as const
export type Lane = (typeof LANES)[number]

/** The share of the limit that has to be left for a lane to be let through; a look-up takes the last one. */
export const LEAST_SHARE: Readonly<Record<Lane, number>> = { lookup: 0, list: 0.15, background: 0.3 }

/** Lists may take a while; whoever looks something up has a customer waiting. */
export const LIST_DEADLINE_MS = 10_000
export const LOOKUP_DEADLINE_MS = 4_000
