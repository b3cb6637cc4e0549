/**
 * The provider as the gate asks it. Every single call passes here: six at a time, within its deadline, none that the
 * budget or the breaker forbids, and repeated once where that helps.
 */
import type { ProviderHealth, ProviderState } from '@inquiry-lens/shared/contract/api.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { CallLimit } from '../../config/providers.ts'
import type { Fetched, Provider, UpstreamCall, UpstreamProblem } from '../../providers/provider.ts'
import type { KeyValueStore } from '../cache/key-value-store.ts'
import type { Metrics } from '../metrics.ts'
import type { AgentUsage } from './agent-usage.ts'
import { boundReported } from './bound-wait.ts'
import { describeBreaker, judgeBreaker } from './circuit-breaker.ts'
import { countMiss, countUse, judgeShare, type MayMiss, type ShareVerdict } from './fair-shares.ts'
import { formatWait } from './format-wait.ts'
import { MIN_CALL_MS, type UpstreamContext } from './priority.ts'
import { createPrioritySemaphore } from './priority-semaphore.ts'
import { describeQuota, noteAnswer, readWindows, shareLeft } from './quota.ts'
import { drawBackoff, isRetryable } from './retry-budget.ts'
import {
  admit,
  healPolicy,
  judge,
  note,
  revivePolicy,
  takeRetry,
  type UpstreamPolicyState,
  type UpstreamPolicyVerdict,
} from './upstream-policy.ts'

const MAX_CONCURRENT = 6
/** By then, those who wait have been answered or refused. */
const BUSY_SECONDS = 2
const TURN_WAIT_MS = 100
const MAX_TURN_WAITS = 15

type Refusal = Exclude<UpstreamPolicyVerdict | ShareVerdict, { ok: true }>

/** That the provider was asked, and the status of its last answer, where there was one. */
export interface Forwarded {
  status: number | undefined
}

/** `forwarded`: `undefined` where nobody was asked. */
export type Told<TValue> = { forwarded: Forwarded | undefined } & (
  | { ok: true; value: TValue; isUnreadable?: true | undefined }
  | { ok: false; problem: ProblemReport }
)

export interface UpstreamRequest extends UpstreamContext {
  deadlineMs: number
}

/** An errand under way. */
interface Trip {
  asking: UpstreamContext
  mayMiss: MayMiss
  /** How many calls have departed. */
  calls: number
  /** Ends every call of it. */
  deadline: AbortSignal
  /** From then on, none departs. */
  lastDeparture: AbortSignal
  /** A call of it had to wait for others. */
  hasQueued: boolean
}

export interface Upstream {
  /** `isMiss`: whether nothing was found; its calls count as misses of the asker. Left out where it would be no miss. */
  request<TValue>(
    upstreamRequest: UpstreamRequest,
    request: (provider: Provider, line: UpstreamCall) => Promise<Fetched<TValue>>,
    isMiss?: (value: TValue) => boolean,
  ): Promise<Told<TValue>>
  /** Why this asker may not ask for what is known to exist; `undefined`: they may. */
  refusal(asking: UpstreamContext): ProblemReport | undefined
  /** What is left of the provider's budget, from 0 to 1. */
  share(): number
  state(): ProviderState
  /** The same, with what any agent may know of why it is not asked. */
  health(): ProviderHealth
  describe(): {
    budget: ReturnType<typeof describeQuota>
    breaker: ReturnType<typeof describeBreaker>
  }
  /** In the same words for what does not exist and for what may not be shown. */
  missing(): ProblemReport
  /** Of one object, whose row can't be read. */
  unreadable(): ProblemReport
}

export interface UpstreamParts {
  provider: Provider
  missLimits: readonly CallLimit[]
  uses: AgentUsage
  keyValueStore: KeyValueStore
  metrics: Metrics
  now: () => number
  /** From 0 to 1. */
  random: () => number
}

export function createUpstream({
  provider,
  missLimits,
  uses,
  keyValueStore,
  metrics,
  now,
  random,
}: UpstreamParts): Upstream {
  const { limits } = provider
  const shareLimits = { limits, missLimits }
  const { name } = PROVIDERS[provider.id]
  let guard = revivePolicy(keyValueStore.read('guard'))
  // Until the provider has said once how much is left, one call at a time cannot be one too many.
  const semaphore = createPrioritySemaphore(() => (guard.budget.isUntried ? 1 : MAX_CONCURRENT))

  function keep(next: UpstreamPolicyState) {
    guard = next
    keyValueStore.write('guard', next)
  }

  function current(): UpstreamPolicyState {
    const healed = healPolicy(guard, now())
    if (healed !== guard) keep(healed)
    return guard
  }

  function judgeAll(
    { sender, priority }: UpstreamContext,
    mayMiss: MayMiss,
  ): UpstreamPolicyVerdict | Refusal {
    const verdict = judge(current(), now(), priority, limits)
    if (!verdict.ok) return verdict
    const books = readWindows(guard.budget, now(), limits)
    const share = judgeShare(uses.read(sender), now(), mayMiss, books, shareLimits)
    return share.ok ? verdict : share
  }

  function describeRefusal(verdict: Refusal): UpstreamProblem {
    const { retryAfter } = verdict
    const report = { provider: provider.id, retryAfter }
    const wait = formatWait(retryAfter)
    switch (verdict.why) {
      case 'used-up':
        return {
          ...report,
          code: 'provider-rate-limited',
          detail: `${name}’s request limit for this environment is used up. More requests ${wait}.`,
        }
      case 'kept':
        return {
          ...report,
          code: 'provider-limit-near',
          detail: `${name}’s request limit for this environment is nearly used up. More requests ${wait}.`,
        }
      case 'share-used':
        return {
          ...report,
          code: 'agent-share-used',
          detail: `You have used your share of the requests to ${name}. More requests ${wait}.`,
        }
      case 'misses-used':
        return {
          ...report,
          code: 'agent-share-used',
          detail: `You have looked for too much that ${name} does not have. More such requests ${wait}.`,
        }
      case 'broken':
        return {
          ...report,
          code: guard.reason ?? 'provider-unavailable',
          detail: `${name} has been failing. It is asked again ${wait}.`,
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

  function countMisses({ asking: { sender }, calls }: Trip) {
    let use = uses.read(sender)
    for (let call = 0; call < calls; call++) use = countMiss(use, now(), missLimits)
    uses.write(sender, use)
  }

  /** Ours: nothing of it speaks of the provider’s health. */
  const describeLate = ({ hasQueued }: Trip): UpstreamProblem =>
    hasQueued
      ? {
          code: 'relay-busy',
          detail: `Too many requests to ${name} were waiting.`,
          provider: provider.id,
          retryAfter: BUSY_SECONDS,
        }
      : {
          code: 'provider-timeout',
          detail: `${name} answered too slowly: no time was left for the next request.`,
          provider: provider.id,
        }

  /** A mistake of ours must not leave a call in flight for ever. */
  function loseCall(error: unknown): never {
    const state = current()
    keep({ ...state, budget: noteAnswer(state.budget, now(), { allowance: undefined }, limits) })
    throw error
  }

  /** What ends within a second is waited for, as a limit of so many calls a second does. */
  async function waitForTurn({ asking, mayMiss, lastDeparture }: Trip): Promise<ReturnType<typeof judgeAll>> {
    for (let waits = 0; ; waits++) {
      const verdict = judgeAll(asking, mayMiss)
      const isBrief = !verdict.ok && verdict.why !== 'broken' && verdict.retryAfter <= 1
      if (!isBrief || waits >= MAX_TURN_WAITS || lastDeparture.aborted) return verdict
      await scheduler.wait(TURN_WAIT_MS)
    }
  }

  /** `hasDeparted`: the provider was asked. */
  async function sendOnce<TValue>(
    trip: Trip,
    request: (abort: AbortSignal) => Promise<Fetched<TValue>>,
  ): Promise<{ hasDeparted: boolean; fetched: Fetched<TValue> }> {
    const { asking, mayMiss } = trip
    const early = await waitForTurn(trip)
    if (!early.ok) return { hasDeparted: false, fetched: refused(describeRefusal(early)) }
    trip.hasQueued ||= semaphore.isFull()
    if (!(await semaphore.enter(asking, trip.lastDeparture))) {
      if (trip.hasQueued) metrics.countFailure('relay-busy')
      return { hasDeparted: false, fetched: refused(describeLate(trip)) }
    }
    try {
      const verdict = judgeAll(asking, mayMiss)
      if (!verdict.ok) return { hasDeparted: false, fetched: refused(describeRefusal(verdict)) }
      const { isProbe } = verdict
      metrics.countCall()
      keep(admit(current(), now(), isProbe, limits))
      uses.write(asking.sender, countUse(uses.read(asking.sender), now(), limits))
      trip.calls++
      const fetched = boundReported(await request(trip.deadline).catch(loseCall), now())
      if (!fetched.ok) metrics.countFailure(fetched.problem.code)
      keep(note(current(), now(), fetched, { isProbe, limits }))
      keyValueStore.write('tally', metrics.read())
      return { hasDeparted: true, fetched }
    } finally {
      semaphore.leave(asking)
    }
  }

  async function send<TValue>(
    trip: Trip,
    request: (abort: AbortSignal) => Promise<Fetched<TValue>>,
  ): Promise<{ hasDeparted: boolean; fetched: Fetched<TValue> }> {
    const first = await sendOnce(trip, request)
    if (!first.hasDeparted || first.fetched.ok || !isRetryable(first.fetched.problem)) return first
    const [spent, mayRepeat] = takeRetry(guard)
    if (!mayRepeat) return first
    guard = spent
    await scheduler.wait(drawBackoff(random))
    const second = await sendOnce(trip, request)
    if (second.hasDeparted) metrics.countRepetition()
    return second.hasDeparted ? second : first
  }

  return {
    async request({ deadlineMs, ...asking }, request, isMiss) {
      const deadline = new AbortController()
      const lastDeparture = new AbortController()
      const queueMs = deadlineMs - MIN_CALL_MS
      if (queueMs < 0) lastDeparture.abort()
      const timers = [
        setTimeout(() => lastDeparture.abort(), queueMs),
        setTimeout(() => deadline.abort(), deadlineMs),
      ]
      const trip: Trip = {
        asking,
        mayMiss: isMiss ? (asking.isForMarks ? 'marks' : 'opened') : 'never',
        calls: 0,
        deadline: deadline.signal,
        lastDeparture: lastDeparture.signal,
        hasQueued: false,
      }
      let forwarded: Forwarded | undefined
      try {
        const fetched = await request(provider, {
          async send(single) {
            const sent = await send(trip, single)
            if (sent.hasDeparted) forwarded = { status: sent.fetched.status }
            return sent.fetched
          },
        })
        if (fetched.ok) {
          metrics.countDropped(fetched.dropped)
          if (isMiss?.(fetched.value)) countMisses(trip)
          return { ok: true, value: fetched.value, isUnreadable: fetched.isUnreadable, forwarded }
        }
        const { final: _, tooLarge: __, ...problem } = fetched.problem
        return { ok: false, problem, forwarded }
      } finally {
        for (const timer of timers) clearTimeout(timer)
      }
    },

    refusal(asking) {
      const verdict = judgeAll(asking, 'never')
      return verdict.ok ? undefined : describeRefusal(verdict)
    },

    share: () => shareLeft(current().budget, now(), limits),

    state,

    health() {
      const verdict = judgeBreaker(guard.breaker, now())
      return {
        ...state(),
        quota: describeQuota(current().budget, now(), limits),
        ...(!verdict.ok && { pausedFor: verdict.retryAfter }),
      }
    },

    describe: () => ({
      budget: describeQuota(current().budget, now(), limits),
      breaker: describeBreaker(guard.breaker, now()),
    }),

    unreadable: () => ({
      code: 'provider-unreadable',
      detail: `${name}’s answer does not say whether this object exists.`,
      provider: provider.id,
    }),

    missing: () => ({
      code: 'not-found',
      detail: `Not in ${provider.environment.toUpperCase()}: a wrong ID, or one of another environment.`,
      provider: provider.id,
    }),
  }
}
