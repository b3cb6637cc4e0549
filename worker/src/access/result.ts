/** What the desk's parts answer: a value, or a problem with its next step. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'

export interface Err {
  ok: false
  problem: ProblemReport
  /** Of a question to a provider, where it got as far as the gate. */
  cacheStatus?: string | undefined
}

export type Result<TValue> = { ok: true; value: TValue } | Err

export const ok = <TValue>(value: TValue): Result<TValue> => ({ ok: true, value })

export const err = (problem: ProblemReport): Err => ({ ok: false, problem })
