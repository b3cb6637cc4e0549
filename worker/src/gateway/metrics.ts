/** What the gateway counts for admins: kinds and numbers, nothing about a person. Survives an eviction. */
import { AnswerCountsSchema, type GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import * as v from 'valibot'
import type { Dropped } from '../providers/provider.ts'
import { delayWrites, type KeyValueStore } from './cache/cache.ts'

/** How an answer came about; the contract describes each. */
export type CacheUse = keyof GatewayState['answers']

const CountsSchema = v.record(v.string(), v.number())
const MetricsSchema = v.object({
  /** Milliseconds since the epoch. */
  since: v.number(),
  answers: AnswerCountsSchema,
  calls: v.number(),
  retried: v.number(),
  failed: CountsSchema,
  dropped: CountsSchema,
  /** When each of them was first dropped, in milliseconds since the epoch. */
  droppedSince: v.optional(CountsSchema, {}),
})

/** A provider that invents names must not fill the relay with them. */
const MAX_NAMES = 200
const OTHERS = 'others'
const KEY = 'metrics'

export type Metrics = ReturnType<typeof openMetrics>

export function openMetrics(keyValueStore: KeyValueStore, now: () => number) {
  const stored = v.safeParse(MetricsSchema, keyValueStore.read(KEY))
  const counts = stored.success
    ? stored.output
    : {
        since: now(),
        answers: { fresh: 0, revalidating: 0, stale: 0, collapsed: 0, fetched: 0, refused: 0 },
        calls: 0,
        retried: 0,
        failed: {},
        dropped: {},
        droppedSince: {},
      }
  const add = (to: Record<string, number>, name: string, count: number) => {
    const hasRoom = Object.hasOwn(to, name) || Object.keys(to).length < MAX_NAMES
    const counted = hasRoom ? name : OTHERS
    to[counted] = (to[counted] ?? 0) + count
    return counted
  }
  const writes = delayWrites(keyValueStore, KEY, () => counts, now)
  return {
    countAnswer(use: CacheUse, times = 1) {
      counts.answers[use] += times
    },
    countCall: () => void counts.calls++,
    countRetry: () => void counts.retried++,
    countFailure: (code: string) => void add(counts.failed, code, 1),
    /** `at`: milliseconds since the epoch. */
    countDropped(dropped: Dropped, at: number) {
      for (const [name, count] of Object.entries(dropped))
        counts.droppedSince[add(counts.dropped, name, count)] ??= at
    },
    /** After an upstream call or a webhook: answers alone are no reason to write. */
    store: writes.noteChange,
    flush: writes.flush,

    snapshot(): Pick<GatewayState, 'since' | 'answers' | 'upstream' | 'droppedRows' | 'drift'> {
      const dropped = Object.entries(counts.dropped)
      return {
        since: new Date(counts.since).toISOString(),
        answers: { ...counts.answers },
        upstream: { calls: counts.calls, retried: counts.retried, failed: { ...counts.failed } },
        droppedRows: Object.fromEntries(dropped.filter(([name]) => !isField(name))),
        drift: dropped
          .filter(([name]) => isField(name))
          .map(([name, count]) => ({ ...splitField(name), count, ...sinceOf(counts.droppedSince[name]) })),
      }
    },
  }
}

/** A projection names a field `persona.session: new-field`, and a row `session row: unreadable`. */
const isField = (name: string): boolean => /^\w+\.[\w-]+: /.test(name)

function splitField(name: string): { object: string; field: string; code?: string } {
  const [object = '', field = '', code] = name.split(': ')
  return { object, field, ...(code !== undefined && { code }) }
}

const sinceOf = (at: number | undefined) => at !== undefined && { since: new Date(at).toISOString() }
