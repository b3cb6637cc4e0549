/**
 * The only way to the provider. Each request has a deadline; each of its calls passes quota, breaker, fair share and the
 * semaphore, and is retried once where that can help.
 */
import type { ProviderHealth, ProviderState } from '@inquiry-lens/shared/contract/config.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { CallLimit } from '../../config/providers.ts'
import type { Fetched, Provider, UpstreamCall, UpstreamProblem } from '../../providers/provider.ts'
import type { KeyValueStore } from '../cache/cache.ts'
import type { Metrics } from '../metrics.ts'
import {
  type AgentUsage,
  countMiss,
  countUse,
  judgeShare,
  type MayMiss,
  type ShareVerdict,
} from './fair-shares.ts'
import { createPrioritySemaphore, type UpstreamContext } from './priority-semaphore.ts'
import { describeQuota, noteAnswer, readWindows, shareLeft } from './quota.ts'
import {
  boundReported,
  clampPolicy,
  countSent,
  describeBreaker,
  drawBackoff,
  isRetryable,
  judgeBreaker,
  judgePolicy,
  noteFetched,
  restorePolicy,
  takeRetry,
  type UpstreamPolicyState,
  type UpstreamPolicyVerdict,
} from './upstream-policy.ts'

export const LIST_DEADLINE_MS = 10_000
export const LOOKUP_DEADLINE_MS = 4_000
/** No call starts with less time left: a timeout from queueing would count as the provider's. */
const MIN_CALL_MS = 2_000

const MAX_CONCURRENT = 6
const BUSY_SECONDS = 2
const TURN_WAIT_MS = 100
const MAX_TURN_WAITS = 15
const POLICY_KEY = 'upstream-policy'
const LACKS_KEY = 'lacks'
const LacksSchema = v.fallback(v.array(v.string()), [])

type Verdict = UpstreamPolicyVerdict | Extract<ShareVerdict, { ok: false }>
type Refusal = Extract<Verdict, { ok: false }>

export interface Forwarded {
  status: number | undefined
}

/** `forwarded`: `undefined` if the provider was not asked. */
export type UpstreamResult<TValue> = { forwarded: Forwarded | undefined } & (
  | { ok: true; value: TValue; isUnreadable?: true | undefined }
  | { ok: false; problem: ProblemReport }
)

interface RunningRequest {
  context: UpstreamContext
  mayMiss: MayMiss
  callCount: number
  deadline: AbortSignal
  lastStart: AbortSignal
  hasQueued: boolean
}

interface Sent<TValue> {
  wasSent: boolean
  fetched: Fetched<TValue>
}

export type Upstream = ReturnType<typeof createUpstream>

export function createUpstream({
  provider,
  missLimits,
  usage,
  keyValueStore,
  metrics,
  now,
  random,
}: {
  provider: Provider
  missLimits: readonly CallLimit[]
  usage: AgentUsage
  keyValueStore: KeyValueStore
  metrics: Metrics
  now: () => number
  random: () => number
}) {
  const { limits } = provider
  const shareLimits = { limits, missLimits }
  const { name } = PROVIDERS[provider.id]
  let policy = restorePolicy(keyValueStore.read(POLICY_KEY))
  let lacks = v.parse(LacksSchema, keyValueStore.read(LACKS_KEY))
  // Until the provider reports a quota, one call at a time.
  const semaphore = createPrioritySemaphore(() => (policy.quota.isUntried ? 1 : MAX_CONCURRENT))

  /** Until when each refused agent waits, in the order of the refusals: a call that comes back serves one of them. */
  const waiting = new Map<string, number>()

  function countAhead(sender: string): number {
    let ahead = 0
    for (const [other, until] of waiting) {
      if (other === sender) break
      if (until < now()) waiting.delete(other)
      else ahead++
    }
    return ahead
  }

  function store(next: UpstreamPolicyState) {
    policy = next
    keyValueStore.write(POLICY_KEY, next)
  }

  /** A call in flight is stored as one that may have been lost: its answer is worth a write only where it tells of more. */
  function noteAnswered(next: UpstreamPolicyState) {
    const hasNews =
      next.state !== policy.state ||
      next.reason !== policy.reason ||
      next.breaker.open !== policy.breaker.open ||
      next.quota.blockedUntil !== policy.quota.blockedUntil ||
      next.quota.isUntried !== policy.quota.isUntried
    if (hasNews) store(next)
    else policy = next
  }

  function current(): UpstreamPolicyState {
    const clamped = clampPolicy(policy, now())
    if (clamped !== policy) store(clamped)
    return policy
  }

  function judge({ sender, priority }: UpstreamContext, mayMiss: MayMiss): Verdict {
    const verdict = judgePolicy(current(), now(), priority, limits, countAhead(sender))
    if (!verdict.ok) return verdict
    const windows = readWindows(policy.quota, now(), limits)
    const share = judgeShare(usage.read(sender), now(), mayMiss, windows, shareLimits)
    return share.ok ? verdict : share
  }

  function describeRefusal({ why, retryAfter }: Refusal): UpstreamProblem {
    const report = { provider: provider.id, retryAfter }
    const wait = formatWait(retryAfter)
    const limit = `${name}’s request limit for this environment`
    switch (why) {
      case 'used-up':
        return {
          ...report,
          code: 'provider-rate-limited',
          detail: `${limit} is used up. More requests ${wait}.`,
        }
      case 'kept':
        return {
          ...report,
          code: 'provider-limit-near',
          detail: `${limit} is nearly used up. More requests ${wait}.`,
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
          code: policy.reason ?? 'provider-unavailable',
          detail: `${name} has been failing. The relay tries again ${wait}.`,
        }
    }
  }

  const state = (): ProviderState => ({
    provider: provider.id,
    environment: provider.environment,
    state: policy.state,
    ...(policy.reason && { reason: policy.reason }),
    ...(lacks.length > 0 && { lacks }),
  })

  /** Stored, since the provider forgets it when the gateway sleeps. */
  function noteLacks() {
    const seen = provider.lacks?.()
    if (seen === undefined || seen.join() === lacks.join()) return
    lacks = [...seen]
    keyValueStore.write(LACKS_KEY, lacks)
  }

  const notSent = (problem: UpstreamProblem) => ({
    wasSent: false,
    fetched: { ok: false as const, allowance: undefined, problem },
  })

  function refuse(refusal: Refusal, { sender }: UpstreamContext) {
    if (refusal.why === 'used-up' || refusal.why === 'kept')
      waiting.set(sender, now() + refusal.retryAfter * 1000)
    // An eviction must not forgive it.
    else usage.flush()
    return notSent(describeRefusal(refusal))
  }

  function countMisses({ context: { sender }, callCount }: RunningRequest) {
    let use = usage.read(sender)
    for (let call = 0; call < callCount; call++) use = countMiss(use, now(), missLimits)
    usage.write(sender, use)
  }

  /** The relay's own problem: it says nothing about the provider's health. */
  const describeLate = ({ hasQueued }: RunningRequest): UpstreamProblem =>
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

  /** A defect of the relay must not leave a call in flight for ever. */
  function countLostCall(error: unknown): never {
    const lost = current()
    store({ ...lost, quota: noteAnswer(lost.quota, now(), { allowance: undefined }, limits) })
    throw error
  }

  /** Waits where a limit ends within a second, as a limit of calls per second does. */
  async function waitForTurn({ context, mayMiss, lastStart }: RunningRequest): Promise<Verdict> {
    for (let waits = 0; ; waits++) {
      const verdict = judge(context, mayMiss)
      const isBrief = !verdict.ok && verdict.why !== 'broken' && verdict.retryAfter <= 1
      if (!isBrief || waits >= MAX_TURN_WAITS || lastStart.aborted) return verdict
      await scheduler.wait(TURN_WAIT_MS)
    }
  }

  async function sendOnce<TValue>(
    running: RunningRequest,
    call: (abort: AbortSignal) => Promise<Fetched<TValue>>,
  ): Promise<Sent<TValue>> {
    const { context, mayMiss } = running
    const early = await waitForTurn(running)
    if (!early.ok) return refuse(early, context)
    running.hasQueued ||= semaphore.isFull()
    if (!(await semaphore.acquire(context, running.lastStart))) {
      if (running.hasQueued) metrics.countFailure('relay-busy')
      return notSent(describeLate(running))
    }
    try {
      const verdict = judge(context, mayMiss)
      if (!verdict.ok) return refuse(verdict, context)
      const { isProbe } = verdict
      waiting.delete(context.sender)
      metrics.countCall()
      store(countSent(current(), now(), isProbe, limits))
      usage.write(context.sender, countUse(usage.read(context.sender), now(), limits))
      running.callCount++
      const fetched = boundReported(await call(running.deadline).catch(countLostCall), now())
      if (!fetched.ok) metrics.countFailure(fetched.problem.code)
      noteAnswered(noteFetched(current(), now(), fetched, { isProbe, limits }))
      metrics.store()
      return { wasSent: true, fetched }
    } finally {
      semaphore.release(context)
    }
  }

  async function send<TValue>(
    running: RunningRequest,
    call: (abort: AbortSignal) => Promise<Fetched<TValue>>,
  ): Promise<Sent<TValue>> {
    const first = await sendOnce(running, call)
    if (!first.wasSent || first.fetched.ok || !isRetryable(first.fetched.problem)) return first
    const afterRetry = takeRetry(policy)
    if (!afterRetry) return first
    policy = afterRetry
    await scheduler.wait(drawBackoff(random))
    const second = await sendOnce(running, call)
    if (second.wasSent) metrics.countRetry()
    return second.wasSent ? second : first
  }

  return {
    /** `isMiss`: whether nothing was found; then its calls count as misses of the agent. Leave it out where that is no miss. */
    async request<TValue>(
      { deadlineMs, ...context }: UpstreamContext & { deadlineMs: number },
      run: (provider: Provider, call: UpstreamCall) => Promise<Fetched<TValue>>,
      isMiss?: (value: TValue) => boolean,
    ): Promise<UpstreamResult<TValue>> {
      const deadline = new AbortController()
      const lastStart = new AbortController()
      const queueMs = deadlineMs - MIN_CALL_MS
      if (queueMs < 0) lastStart.abort()
      const timers = [
        setTimeout(() => lastStart.abort(), queueMs),
        setTimeout(() => deadline.abort(), deadlineMs),
      ]
      const running: RunningRequest = {
        context,
        mayMiss: isMiss ? (context.isForMarks ? 'marks' : 'opened') : 'never',
        callCount: 0,
        deadline: deadline.signal,
        lastStart: lastStart.signal,
        hasQueued: false,
      }
      let forwarded: Forwarded | undefined
      try {
        const fetched = await run(provider, {
          async send(call) {
            const sent = await send(running, call)
            if (sent.wasSent) forwarded = { status: sent.fetched.status }
            return sent.fetched
          },
        })
        noteLacks()
        if (fetched.ok) {
          metrics.countDropped(fetched.dropped, now())
          if (isMiss?.(fetched.value)) countMisses(running)
          return { ok: true, value: fetched.value, isUnreadable: fetched.isUnreadable, forwarded }
        }
        const { final: _, tooLarge: __, ...problem } = fetched.problem
        return { ok: false, problem, forwarded }
      } finally {
        for (const timer of timers) clearTimeout(timer)
      }
    },

    /** Why the agent may not make a call now for an object that is known to exist; `undefined`: it may. */
    refusal(context: UpstreamContext): ProblemReport | undefined {
      const verdict = judge(context, 'never')
      return verdict.ok ? undefined : describeRefusal(verdict)
    },

    share: () => shareLeft(current().quota, now(), limits),

    state,

    health(): ProviderHealth {
      const verdict = judgeBreaker(policy.breaker, now())
      return {
        ...state(),
        quota: describeQuota(current().quota, now(), limits),
        ...(!verdict.ok && { pausedFor: verdict.retryAfter }),
      }
    },

    describe: () => ({
      ...state(),
      quota: describeQuota(current().quota, now(), limits),
      breaker: describeBreaker(policy.breaker, now()),
    }),

    unreadable: (): ProblemReport => ({
      code: 'provider-unreadable',
      detail: `${name}’s answer does not say whether this object exists.`,
      provider: provider.id,
    }),

    /** The same text for an object that does not exist and for one that may not be shown. */
    missing: (): ProblemReport => ({
      code: 'not-found',
      detail: `Not in ${provider.environment.toUpperCase()}: a wrong ID, or one of another environment.`,
      provider: provider.id,
    }),
  }
}

const UNITS = [
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const

/** `in 3 hours`: rounded up, so that it is never too soon. */
function formatWait(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= 2 * one.seconds) ?? UNITS[2]
  const count = Math.max(1, Math.ceil(seconds / unit.seconds))
  return `in ${count} ${unit.name}${count === 1 ? '' : 's'}`
}
