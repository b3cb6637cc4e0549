/** Many customers who fail at one thing within an hour: found by one plain rule in the cases at hand. */
import type { FailedTry, ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { isForReview, kindOfCheck, placeOfFailedTry } from '@inquiry-lens/shared/insight/steps.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { CaseRow } from './cases.ts'

/** Steps that a customer fails at, and ends without a step. No other is counted, since its name may be a secret. */
export const CAUSES = [
  'government-id',
  'government-id-nfc',
  'document',
  'second-document',
  'third-document',
  'selfie',
  'camera-check',
  'phone-number',
  'email-address',
  'declined',
  'failed',
] as const
export type Cause = (typeof CAUSES)[number]

export const HOUR_MS = 3_600_000

/** `times`: the usual. `hours`: with fewer whole hours before, nothing is usual; more say no more of today. */
export const TROUBLE_RULE = { customers: 5, times: 3, hours: { min: 3, max: 24 } } as const

export interface Trouble {
  provider: ProviderId
  cause: Cause
  /** Who failed within the last hour, each once. */
  customers: number
  /** The median of the hours before. */
  usual: number
  /** Customers in each whole hour before, the last one first. */
  before: readonly number[]
  /** Their cases. */
  ids: ReadonlySet<string>
  /** How many cases of the provider are at hand. */
  cases: number
  /** Milliseconds since the epoch: none is missing from here on. */
  since: number
}

interface Failed {
  cause: Cause
  customer: string
  id: string
  at: number
}

/** The worst first. `now`: milliseconds since the epoch. */
export function findTroubles(rows: readonly CaseRow[], now: number): Trouble[] {
  const providers = [...new Set(rows.map(({ provider }) => provider))]
  return providers
    .flatMap((provider) =>
      findOfProvider(
        provider,
        rows.filter((row) => row.provider === provider),
        now,
      ),
    )
    .sort(
      (a, b) =>
        b.customers - b.usual - (a.customers - a.usual) ||
        // A step says more than an end.
        CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause),
    )
}

function findOfProvider(provider: ProviderId, rows: readonly CaseRow[], now: number): Trouble[] {
  const since = completeSince(provider, rows)
  const hours = Math.min(Math.floor((now - since) / HOUR_MS) - 1, TROUBLE_RULE.hours.max)
  if (!(hours >= TROUBLE_RULE.hours.min)) return []
  const failures = rows.flatMap(listFailures).filter(({ at }) => at <= now)
  return CAUSES.flatMap((cause) => {
    const customersOf = Array.from({ length: hours + 1 }, () => new Set<string>())
    const ids = new Set<string>()
    for (const one of failures) {
      if (one.cause !== cause) continue
      const hour = Math.floor((now - one.at) / HOUR_MS)
      customersOf[hour]?.add(one.customer)
      if (hour === 0) ids.add(one.id)
    }
    const [customers = 0, ...before] = customersOf.map(({ size }) => size)
    const usual = medianOf(before)
    const isTrouble = customers >= TROUBLE_RULE.customers && customers >= TROUBLE_RULE.times * usual
    return isTrouble ? [{ provider, cause, customers, usual, before, ids, cases: rows.length, since }] : []
  })
}

/** Of the rows that tell of failures: events, or sessions where these are the cases. */
function completeSince(provider: ProviderId, rows: readonly CaseRow[]): number {
  const times = rows.flatMap(({ session, events }) =>
    PROVIDERS[provider].casesAbout === 'session'
      ? (parseInstant(session?.createdAt ?? null) ?? [])
      : events.flatMap(({ createdAt }) => parseInstant(createdAt) ?? []),
  )
  return times.reduce((oldest, at) => Math.min(oldest, at), Number.POSITIVE_INFINITY)
}

/** One at an unknown time, or for an unknown reason, is none. */
function listFailures({ id, session, events }: CaseRow): Failed[] {
  const { externalId, failures = [], decline } = session?.flow ?? {}
  const customer = externalId ?? id
  const told = [
    ...events.map((event) => ({ cause: causeOfEvent(event), at: event.createdAt })),
    ...[...failures, ...(decline ? [decline] : [])].map((one) => ({ cause: causeOfTry(one), at: one.at })),
  ]
  return told.flatMap(({ cause, at: iso }) => {
    const at = parseInstant(iso)
    return cause && at !== undefined ? { cause, customer, id, at } : []
  })
}

const ENDS: Readonly<Record<string, Cause>> = { 'inquiry.declined': 'declined', 'inquiry.failed': 'failed' }
const FAILED_CHECK: ReadonlySet<string> = new Set(['verification.failed', 'verification.requires-retry'])

const toCause = (name: string | undefined): Cause | undefined => CAUSES.find((cause) => cause === name)

const causeOfEvent = ({ name, object }: ProviderEvent): Cause | undefined =>
  FAILED_CHECK.has(name) ? toCause(kindOfCheck(object?.type ?? '')) : ENDS[name]

const causeOfTry = (failed: FailedTry): Cause | undefined =>
  isForReview(failed.code) ? undefined : toCause(placeOfFailedTry(failed))

/** The upper one of two in the middle: rather no alarm than a false one. */
const medianOf = (counts: readonly number[]): number =>
  counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
