/**
 * Many customers who fail at one thing: by the relay's counts over all that it has cached, or over the cases at hand where it
 * says none.
 */
import {
  CAUSES,
  type Cause,
  countFailures,
  type FailedOnce,
  type FailureCount,
  failuresOfEvents,
  failuresOfSession,
  HOUR_MS,
  isCause,
  judgeFailures,
} from '@inquiry-lens/shared/insight/trouble.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { ActivityView } from '../../../messages/messages.ts'
import { createItem, isPresent } from '../../../platform/storage.ts'
import type { SendRequest } from '../../request.ts'
import { effectUntil, runAfter } from '../resource/resource.ts'
import type { CaseFeed, CaseRow } from './cases.ts'

export interface Trouble {
  provider: ProviderId
  cause: Cause
  /** Who failed within the last hour, each once. */
  customers: number
  /** The median of the hours before. */
  usual: number
  /** Customers in each whole hour before, the last one first. */
  before: readonly number[]
  /** Their cases, of those at hand. */
  ids: ReadonlySet<string>
  /** How many cases the provider has had since then. */
  cases: number
  /** Milliseconds since the epoch: none is missing from here on. */
  since: number
}

/** What the agent put away. */
export interface HiddenTrouble {
  /** `accountKey` of the only account that they are hidden from. */
  owner: string
  /** `at`: milliseconds since the epoch. */
  all: readonly { provider: ProviderId; cause: string; customers: number; at: number }[]
}

export const hiddenTrouble = createItem<HiddenTrouble>('session', 'hiddenTrouble', isPresent)

export interface RelayFailures {
  view: ActivityView
  /** Milliseconds since the epoch. */
  askedAt: number
}

/** Each request may leave an audit entry. */
const ASK_EVERY_MS = 5 * 60_000
/** Older counts tell nothing of the last hour. */
const MAX_AGE_MS = 3 * ASK_EVERY_MS

interface FailuresParts {
  request: SendRequest
  cases: ReadonlySignal<Pick<CaseFeed, 'streams'>>
  now(): number
  /** The cases are in sight. */
  active: ReadonlySignal<boolean>
  abort: AbortSignal
}

/** The relay's counts, by provider. Asks rarely: it causes no call to the provider. */
export function followFailures({ request, cases, now, active, abort }: FailuresParts) {
  const answers = signal<ReadonlyMap<ProviderId, RelayFailures>>(new Map())
  let askedAt = Number.NEGATIVE_INFINITY

  async function ask(): Promise<void> {
    askedAt = now()
    const providers = new Set(cases.peek().streams.map(({ provider }) => provider))
    await Promise.all(
      [...providers].map(async (provider) => {
        const result = await request('app:activity.get', { ...(provider && { provider }), bucket: 24 }, abort)
        if (!result.ok || abort.aborted) return
        const view = result.value
        answers.value = new Map(answers.peek()).set(view.source.provider, { view, askedAt: now() })
      }),
    )
  }

  effectUntil(abort, () => {
    if (!active.value || cases.value.streams.length === 0) return
    const ended = new AbortController()
    const goOn = () => {
      void ask()
      runAfter(ASK_EVERY_MS, goOn, AbortSignal.any([ended.signal, abort]))
    }
    runAfter(Math.max(0, askedAt + ASK_EVERY_MS - now()), goOn, AbortSignal.any([ended.signal, abort]))
    return () => ended.abort()
  })
  return answers
}

/** The worst first. `now`: milliseconds since the epoch. */
export function findTroubles(
  rows: readonly CaseRow[],
  answers: ReadonlyMap<ProviderId, RelayFailures>,
  now: number,
): Trouble[] {
  const providers = new Set([...answers.keys(), ...rows.map(({ provider }) => provider)])
  return [...providers]
    .flatMap((provider) => {
      const own = rows.filter((row) => row.provider === provider)
      const failures = own.flatMap(failuresOfCase)
      const { counts, cases, since } = readFailures(answers.get(provider), now) ?? {
        ...countAtHand(provider, own, failures, now),
        cases: own.length,
      }
      return counts.flatMap(({ cause, hours }) => {
        const judged = isCause(cause) ? judgeFailures(hours) : undefined
        if (!isCause(cause) || !judged) return []
        const recent = failures.filter((one) => one.cause === cause && now - one.at < HOUR_MS)
        return { provider, cause, ...judged, ids: new Set(recent.map(({ id }) => id)), cases, since }
      })
    })
    .sort(
      (a, b) =>
        b.customers - b.usual - (a.customers - a.usual) ||
        // A step says more than an end.
        CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause),
    )
}

function readFailures(answer: RelayFailures | undefined, now: number) {
  const { failures, failuresSince, all } = answer?.view ?? {}
  const since = parseInstant(failuresSince ?? null)
  if (!answer || !failures || all === undefined || now - answer.askedAt > MAX_AGE_MS) return undefined
  // They are of the cases of a day.
  return since === undefined
    ? undefined
    : { counts: failures, cases: all, since: Math.max(since, now - 25 * HOUR_MS) }
}

function countAtHand(
  provider: ProviderId,
  rows: readonly CaseRow[],
  failures: readonly FailedOnce[],
  now: number,
): { counts: FailureCount[]; since: number } {
  const since = completeSince(provider, rows)
  return { counts: countFailures(failures, since, now), since }
}

/** Under the case of the row, to which a session that is named in an event belongs. */
function failuresOfCase({ id, session, events }: CaseRow): FailedOnce[] {
  const own = session ? failuresOfSession(session) : []
  return [...failuresOfEvents(events).map((one) => ({ ...one, customer: id })), ...own].map((one) => ({
    ...one,
    id,
  }))
}

/** Of the rows that tell of failures: events, or sessions where these are the cases. */
function completeSince(provider: ProviderId, rows: readonly CaseRow[]): number {
  const isOfSessions = PROVIDERS[provider].casesAbout === 'session'
  let oldest = Number.POSITIVE_INFINITY
  for (const { session, events } of rows) {
    const iso = isOfSessions ? session?.createdAt : events.findLast(({ createdAt }) => createdAt)?.createdAt
    oldest = Math.min(oldest, parseInstant(iso ?? null) ?? oldest)
  }
  return oldest
}
