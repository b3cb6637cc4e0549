/** What the desk's parts answer: a value, or a problem with its next step. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'

export interface Refused {
  ok: false
  problem: ProblemReport
  /** Of a question to a provider, where it got as far as the gate. */
  cacheStatus?: string | undefined
}

export type Outcome<TValue> = { ok: true; value: TValue } | Refused

export const accept = <TValue>(value: TValue): Outcome<TValue> => ({ ok: true, value })

export const refuse = (problem: ProblemReport): Refused => ({ ok: false, problem })
