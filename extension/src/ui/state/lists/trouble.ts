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
  const failed = new Map<Cause, { customersOf: Set<string>[]; ids: Set<string> }>()
  for (const { id, session, events } of rows) {
    const customer = session?.flow?.externalId ?? id
    const count = (cause: Cause | undefined, iso: string | null) => {
      // Of an unknown reason, or at an unknown time: not counted.
      const at = cause && parseInstant(iso)
      if (!cause || at === undefined || at > now) return
      const hour = Math.floor((now - at) / HOUR_MS)
      if (hour > hours) return
      const known = failed.get(cause)
      const one = known ?? {
        customersOf: Array.from({ length: hours + 1 }, () => new Set<string>()),
        ids: new Set<string>(),
      }
      if (!known) failed.set(cause, one)
      one.customersOf[hour]?.add(customer)
      if (hour === 0) one.ids.add(id)
    }
    for (const event of events) count(causeOfEvent(event), event.createdAt)
    for (const one of session?.flow?.failures ?? []) count(causeOfTry(one), one.at)
    const decline = session?.flow?.decline
    if (decline) count(causeOfTry(decline), decline.at)
  }
  return [...failed].flatMap(([cause, { customersOf, ids }]) => {
    const [customers = 0, ...before] = customersOf.map(({ size }) => size)
    const usual = medianOf(before)
    const isTrouble = customers >= TROUBLE_RULE.customers && customers >= TROUBLE_RULE.times * usual
    return isTrouble ? [{ provider, cause, customers, usual, before, ids, cases: rows.length, since }] : []
  })
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
