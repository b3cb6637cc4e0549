/** What the gate answers, whichever way it came by it. */
import { createHash } from 'node:crypto'
import type { Source } from '@inquiry-lens/shared/model.ts'
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { type CacheStatus, formatCacheStatus } from './cache-status.ts'
import type { Use } from './tally.ts'

/** A body, and what the record is to say of it: counts and IDs. */
export interface Rendered {
  /** JSON: `{items, next}`, `{items}` or one object. */
  body: string
  shown: Readonly<Record<string, string | number | null>>
  /** Of a list that held rows answered as far as they go: nothing that happened before was looked at. ISO 8601. */
  reach?: string
}

export interface GateSuccess extends Rendered {
  ok: true
  /** Strong, quoted; over the body alone. */
  etag: string
  /** Seconds since the provider said it; of several things, the oldest. */
  age: number
  source: Source
  cacheStatus: string
  use: Use
}

export interface GateFailure {
  ok: false
  problem: ProblemReport
}

export type GateAnswer = GateSuccess | GateFailure

export const present = (
  rendered: Rendered,
  { age, source, status }: Pick<GateSuccess, 'age' | 'source'> & { status: CacheStatus },
): GateSuccess => ({
  ok: true,
  ...rendered,
  etag: etagOf(rendered.body),
  age,
  source,
  cacheStatus: formatCacheStatus(status),
  use: useOf(status, source),
})

function useOf(status: CacheStatus, { state, reason }: Source): Use {
  if (reason) return 'stale'
  if (status.hit) return state === 'stale' ? 'revalidating' : 'fresh'
  return status.collapsed ? 'collapsed' : 'fetched'
}

export const refuse = (problem: ProblemReport): GateFailure => ({ ok: false, problem })

const etagOf = (body: string) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
