/** The provider as the gate asks it: within a deadline, never before a limit it named is over, and with a memory of how it was. */
import type { ProviderState } from '@inquiry-lens/shared/api.ts'
import type { ProblemCode, ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { Fetched, Provider } from '../providers/provider.ts'

/** Lists may take a while; whoever looks something up has a customer waiting. */
export const LIST_DEADLINE_MS = 10_000
export const LOOKUP_DEADLINE_MS = 4_000

export type Told<TValue> = { ok: true; value: TValue } | { ok: false; problem: ProblemReport }

export interface Upstream {
  ask<TValue>(
    deadlineMs: number,
    request: (provider: Provider, signal: AbortSignal) => Promise<Fetched<TValue>>,
  ): Promise<Told<TValue>>
  state(): ProviderState
  /** In the same words for what does not exist and for what may not be shown. */
  missing(): ProblemReport
}

export function createUpstream(provider: Provider, now: () => number): Upstream {
  let blockedUntil = 0
  let state: ProviderState['state'] = 'untried'
  let reason: ProblemCode | undefined

  const rateLimited = (): ProblemReport => ({
    code: 'provider-rate-limited',
    detail: `${PROVIDERS[provider.id].name}’s request limit for this environment is used up.`,
    provider: provider.id,
    retryAfter: Math.ceil((blockedUntil - now()) / 1000),
  })

  return {
    async ask(deadlineMs, request) {
      if (now() < blockedUntil) return { ok: false, problem: rateLimited() }
      const fetched = await request(provider, AbortSignal.timeout(deadlineMs))
      const { allowance } = fetched
      if (allowance?.remaining === 0) blockedUntil = now() + allowance.resetsInSeconds * 1000
      if (fetched.ok) {
        state = 'answering'
        reason = undefined
        return { ok: true, value: fetched.value }
      }
      const { final, ...problem } = fetched.problem
      if (problem.retryAfter !== undefined) {
        blockedUntil = Math.max(blockedUntil, now() + problem.retryAfter * 1000)
      }
      // A refusal of this one question says nothing about the provider's health.
      if (!final || problem.code === 'provider-key-refused') {
        state = 'failing'
        reason = problem.code
      }
      return { ok: false, problem }
    },

    state: () => ({
      provider: provider.id,
      environment: provider.environment,
      state,
      ...(reason && { reason }),
    }),

    missing: () => ({
      code: 'not-found',
      detail: `Not in ${provider.environment.toUpperCase()}: a wrong ID, or one of another environment.`,
      provider: provider.id,
    }),
  }
}
