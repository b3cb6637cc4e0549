/** What the gate answers, whichever way it came by it. */
import { createHash } from 'node:crypto'
import type { Source } from '@inquiry-lens/shared/model.ts'
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { type CacheStatus, formatCacheStatus } from './cache-status.ts'

/** A body, and what the record is to say of it: counts and IDs. */
export interface Rendered {
  /** JSON: `{items, next}`, `{items}` or one object. */
  body: string
  shown: Readonly<Record<string, string | number | null>>
}

export interface GateSuccess extends Rendered {
  ok: true
  /** Strong, quoted; over the body alone. */
  etag: string
  /** Seconds since the provider said it; of several things, the oldest. */
  age: number
  source: Source
  cacheStatus: string
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
})

export const refuse = (problem: ProblemReport): GateFailure => ({ ok: false, problem })

const etagOf = (body: string) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
