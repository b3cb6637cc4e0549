/**
 * The provider as the gate asks it. Every single call passes here: six at a time, within its deadline, none that the
 * budget or the breaker forbids, and repeated once where that helps.
 */
import type { ProviderHealth, ProviderState } from '@inquiry-lens/shared/api.ts'
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { Fetched, Line, Provider, UpstreamProblem } from '../providers/provider.ts'
import { judgeBreaker, wordOfBreaker } from './breaker.ts'
import { describeBudget, shareLeft } from './budget.ts'
import {
  admit,
  type GuardState,
  type GuardVerdict,
  judge,
  note,
  reviveGuard,
  takeRepetition,
} from './guard.ts'
import type { Lane } from './lane.ts'
import type { Notebook } from './notebook.ts'
import { drawPause, isWorthRepeating } from './retry.ts'
import { createSemaphore } from './semaphore.ts'
import type { Tally } from './tally.ts'

const MOST_AT_A_TIME = 6

/** That the provider was asked, and the status of its last answer, where there was one. */
export interface Forwarded {
  status: number | undefined
}

/** `forwarded`: `undefined` where nobody was asked. */
export type Told<TValue> = { forwarded: Forwarded | undefined } & (
  | { ok: true; value: TValue }
  | { ok: false; problem: ProblemReport }
)

export interface Errand {
  lane: Lane
  deadlineMs: number
}

export interface Upstream {
  ask<TValue>(
    errand: Errand,
    request: (provider: Provider, line: Line) => Promise<Fetched<TValue>>,
  ): Promise<Told<TValue>>
  /** Why nobody of this lane may ask now; `undefined`: they may. */
  refusal(lane: Lane): ProblemReport | undefined
  /** What is left of the provider's budget, from 0 to 1. */
  share(): number
  state(): ProviderState
  /** The same, with what any agent may know of why it is not asked. */
  health(): ProviderHealth
  describe(): {
    budget: ReturnType<typeof describeBudget>
    breaker: ReturnType<typeof wordOfBreaker>
  }
  /** In the same words for what does not exist and for what may not be shown. */
  missing(): ProblemReport
}

export interface UpstreamParts {
  provider: Provider
  notebook: Notebook
  tally: Tally
  now: () => number
  /** From 0 to 1. */
  random: () => number
}

export function createUpstream({ provider, notebook, tally, now, random }: UpstreamParts): Upstream {
  const { limits } = provider
  const { name } = PROVIDERS[provider.id]
  let guard = reviveGuard(notebook.read('guard'))
  // Until the provider has said once how much is left, one call at a time cannot be one too many.
  const semaphore = createSemaphore(() => (guard.budget.isUntried ? 1 : MOST_AT_A_TIME))

  function keep(next: GuardState) {
    guard = next
    notebook.write('guard', next)
  }

  function describeRefusal(verdict: Exclude<GuardVerdict, { ok: true }>): UpstreamProblem {
    const { retryAfter } = verdict
    const report = { provider: provider.id, retryAfter }
    switch (verdict.why) {
      case 'used-up':
        return {
          ...report,
          code: 'provider-rate-limited',
          detail: `${name}’s request limit for this environment is used up.`,
        }
      case 'kept':
        return {
          ...report,
          code: 'provider-limit-near',
          detail: `${name}’s request limit for this environment is nearly used up.`,
        }
      case 'broken':
        return {
          ...report,
          code: guard.reason ?? 'provider-unavailable',
          detail: `${name} has been failing. It is asked again in ${retryAfter} s.`,
        }
    }
  }

  const state = (): ProviderState => ({
    provider: provider.id,
    environment: provider.environment,
    state: guard.standing,
    ...(guard.reason && { reason: guard.reason }),
  })

  const refused = (problem: UpstreamProblem) => ({ ok: false as const, allowance: undefined, problem })

  /** `hasDeparted`: the provider was asked. */
  async function sendOnce<TValue>(
    lane: Lane,
    signal: AbortSignal,
    request: (signal: AbortSignal) => Promise<Fetched<TValue>>,
  ): Promise<{ hasDeparted: boolean; fetched: Fetched<TValue> }> {
    const early = judge(guard, now(), lane, limits)
    if (!early.ok) return { hasDeparted: false, fetched: refused(describeRefusal(early)) }
    if (!(await semaphore.enter(lane, signal))) {
      const detail = `There was no time left to ask ${name}.`
      const problem: UpstreamProblem = { code: 'provider-timeout', detail, provider: provider.id }
      return { hasDeparted: false, fetched: refused(problem) }
    }
    try {
      const [admitted, verdict] = admit(guard, now(), lane, limits)
      if (!verdict.ok) return { hasDeparted: false, fetched: refused(describeRefusal(verdict)) }
      tally.countCall()
      keep(admitted)
      const fetched = await request(signal)
      if (!fetched.ok) tally.countFailure(fetched.problem.code)
      keep(note(guard, now(), fetched, { isProbe: verdict.isProbe, limits }))
      notebook.write('tally', tally.read())
      return { hasDeparted: true, fetched }
    } finally {
      semaphore.leave()
    }
  }

  async function send<TValue>(
    lane: Lane,
    signal: AbortSignal,
    request: (signal: AbortSignal) => Promise<Fetched<TValue>>,
  ): Promise<{ hasDeparted: boolean; fetched: Fetched<TValue> }> {
    const first = await sendOnce(lane, signal, request)
    if (!first.hasDeparted || first.fetched.ok || !isWorthRepeating(first.fetched.problem)) return first
    const [spent, mayRepeat] = takeRepetition(guard)
    if (!mayRepeat) return first
    guard = spent
    await new Promise((settle) => setTimeout(settle, drawPause(random)))
    const second = await sendOnce(lane, signal, request)
    if (second.hasDeparted) tally.countRepetition()
    return second.hasDeparted ? second : first
  }

  return {
    async ask({ lane, deadlineMs }, request) {
      const signal = AbortSignal.timeout(deadlineMs)
      let forwarded: Forwarded | undefined
      const fetched = await request(provider, {
        async send(single) {
          const sent = await send(lane, signal, single)
          if (sent.hasDeparted) forwarded = { status: sent.fetched.status }
          return sent.fetched
        },
      })
      if (fetched.ok) {
        tally.countDropped(fetched.dropped)
        return { ok: true, value: fetched.value, forwarded }
      }
      const { final: _, ...problem } = fetched.problem
      return { ok: false, problem, forwarded }
    },

    refusal(lane) {
      const verdict = judge(guard, now(), lane, limits)
      return verdict.ok ? undefined : describeRefusal(verdict)
    },

    share: () => shareLeft(guard.budget, now(), limits),

    state,

    health() {
      const verdict = judgeBreaker(guard.breaker, now())
      return {
        ...state(),
        quota: describeBudget(guard.budget, now(), limits),
        ...(!verdict.ok && { pausedFor: verdict.retryAfter }),
      }
    },

    describe: () => ({
      budget: describeBudget(guard.budget, now(), limits),
      breaker: wordOfBreaker(guard.breaker, now()),
    }),

    missing: () => ({
      code: 'not-found',
      detail: `Not in ${provider.environment.toUpperCase()}: a wrong ID, or one of another environment.`,
      provider: provider.id,
    }),
  }
}
