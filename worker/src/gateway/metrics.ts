/** What the gateway counts for admins: kinds and numbers, nothing about a person. Survives an eviction. */
import { AnswerCountsSchema, type GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import * as v from 'valibot'
import type { Dropped } from '../providers/provider.ts'
import { delayWrites, type KeyValueStore } from './cache/cache.ts'

/** How an answer came about; the contract describes each. */
export type CacheUse = keyof GatewayState['answers']

const CountsSchema = v.record(v.string(), v.number())
const WebhookCountsSchema = v.object({
  received: v.number(),
  applied: v.number(),
  /** When the last one came, in milliseconds since the epoch. */
  lastAt: v.nullable(v.number()),
  /** Of the last ones, in milliseconds: from the event to its arrival. */
  delays: v.array(v.number()),
})
const NO_WEBHOOKS = { received: 0, applied: 0, lastAt: null, delays: [] }
const MAX_DELAYS = 100
const MetricsSchema = v.object({
  /** Milliseconds since the epoch. */
  since: v.number(),
  answers: AnswerCountsSchema,
  calls: v.number(),
  retried: v.number(),
  failed: CountsSchema,
  dropped: CountsSchema,
  webhooks: v.optional(WebhookCountsSchema, NO_WEBHOOKS),
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
        webhooks: NO_WEBHOOKS,
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
    /** `at`: milliseconds since the epoch. */
    countWebhook(isApplied: boolean, at: number, delayMs: number | undefined) {
      const { received, applied, delays } = counts.webhooks
      counts.webhooks = {
        received: received + 1,
        applied: applied + Number(isApplied),
        lastAt: at,
        delays: delayMs === undefined ? delays : [...delays, Math.max(0, delayMs)].slice(-MAX_DELAYS),
      }
    },
    /** After an upstream call or a webhook: answers alone are no reason to write. */
    store: writes.noteChange,
    flush: writes.flush,

    snapshot(): Pick<GatewayState, 'since' | 'answers' | 'upstream' | 'webhooks' | 'droppedRows' | 'drift'> {
      const dropped = Object.entries(counts.dropped)
      return {
        since: new Date(counts.since).toISOString(),
        answers: { ...counts.answers },
        upstream: { calls: counts.calls, retried: counts.retried, failed: { ...counts.failed } },
        webhooks: describeWebhooks(counts.webhooks),
        droppedRows: Object.fromEntries(dropped.filter(([name]) => !isField(name))),
        drift: dropped
          .filter(([name]) => isField(name))
          .map(([name, count]) => ({ ...splitField(name), count, ...sinceOf(counts.droppedSince[name]) })),
      }
    },
  }
}

function describeWebhooks({ received, applied, lastAt, delays }: v.InferOutput<typeof WebhookCountsSchema>) {
  const sorted = delays.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0) / 1000
  return {
    received,
    applied,
    lastAt: lastAt === null ? null : new Date(lastAt).toISOString(),
    delay: sorted.length > 0 ? { median: at(0.5), p95: at(0.95) } : null,
  }
}

/** A projection names a field `persona.session: new-field`, and a row `session row: unreadable`. */
const isField = (name: string): boolean => /^\w+\.[\w-]+: /.test(name)

function splitField(name: string): { object: string; field: string; code?: string } {
  const [object = '', field = '', code] = name.split(': ')
  return { object, field, ...(code !== undefined && { code }) }
}

const sinceOf = (at: number | undefined) => at !== undefined && { since: new Date(at).toISOString() }
