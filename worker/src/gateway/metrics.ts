/** What the gate counts for its admins: kinds and numbers, never whose. Kept across evictions. */
import * as v from 'valibot'
import type { Dropped } from '../providers/provider.ts'

/** How an answer came about. `stale`: shown since the provider could not be asked, which a hit must not hide. */
export const USES = ['fresh', 'revalidating', 'stale', 'collapsed', 'fetched', 'refused'] as const
export type CacheUse = (typeof USES)[number]

const CountsSchema = v.record(v.string(), v.number())
const MetricsSchema = v.object({
  /** Milliseconds since the epoch. */
  since: v.number(),
  answers: v.object({
    fresh: v.number(),
    revalidating: v.number(),
    stale: v.number(),
    collapsed: v.number(),
    fetched: v.number(),
    refused: v.number(),
  }),
  calls: v.number(),
  repeated: v.number(),
  /** By a problem's code. */
  failed: CountsSchema,
  /** By the name that the projection gave it. */
  dropped: CountsSchema,
})
export type MetricsState = v.InferOutput<typeof MetricsSchema>

/** A provider that invents names must not fill the relay with them. */
const MAX_NAMES = 200
const OTHERS = 'others'

export interface Metrics {
  countAnswer(use: CacheUse, times?: number): void
  countCall(): void
  countRepetition(): void
  countFailure(code: string): void
  countDropped(dropped: Dropped): void
  read(): MetricsState
}

/** `kept`: what `read` gave to an earlier one. */
export function createMetrics(kept: unknown, now: number): Metrics {
  const parsed = v.safeParse(MetricsSchema, kept)
  const state: MetricsState = parsed.success
    ? parsed.output
    : {
        since: now,
        answers: { fresh: 0, revalidating: 0, stale: 0, collapsed: 0, fetched: 0, refused: 0 },
        calls: 0,
        repeated: 0,
        failed: {},
        dropped: {},
      }
  const add = (counts: Record<string, number>, name: string, count: number) => {
    const isRoom = Object.hasOwn(counts, name) || Object.keys(counts).length < MAX_NAMES
    const counted = isRoom ? name : OTHERS
    counts[counted] = (counts[counted] ?? 0) + count
  }
  return {
    countAnswer: (use, times = 1) => {
      state.answers[use] += times
    },
    countCall: () => void state.calls++,
    countRepetition: () => void state.repeated++,
    countFailure: (code) => add(state.failed, code, 1),
    countDropped: (dropped) => {
      for (const [name, count] of Object.entries(dropped)) add(state.dropped, name, count)
    },
    read: () => state,
  }
}
