import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'

export interface Err {
  ok: false
  problem: ProblemReport
  /** The `Cache-Status` header, if the request reached the provider gateway. */
  cacheStatus?: string | undefined
}

export type Result<TValue> = { ok: true; value: TValue } | Err

export const ok = <TValue>(value: TValue): Result<TValue> => ({ ok: true, value })

export const err = (problem: ProblemReport): Err => ({ ok: false, problem })
