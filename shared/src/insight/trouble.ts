/** Many customers who fail at one thing within an hour: one plain rule over counts by hour. */
import { caseOf } from '../domain/case-group.ts'
import type { FailedTry, ProviderEvent, Session } from '../domain/model.ts'
import { parseInstant } from '../lib/time.ts'
import { isForReview, kindOfCheck, placeOfFailedTry } from './steps.ts'

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

export const isCause = (name: string): name is Cause => CAUSES.some((cause) => cause === name)

export interface FailedOnce {
  cause: Cause
  /** The company's own number for the customer, else the case. */
  customer: string
  /** Of the case. */
  id: string
  /** Milliseconds since the epoch. */
  at: number
}

/** One at an unknown time, for an unknown reason, or of no case is none. */
export const failuresOfEvents = (events: readonly ProviderEvent[]): FailedOnce[] =>
  events.flatMap((event) => {
    const cause = causeOfEvent(event)
    const id = cause && caseOf(event)
    const at = cause && parseInstant(event.createdAt)
    return cause && id !== undefined && at !== undefined ? { cause, customer: id, id, at } : []
  })

export const failuresOfSession = ({ id, flow }: Pick<Session, 'id' | 'flow'>): FailedOnce[] =>
  [...(flow?.failures ?? []), ...(flow?.decline ? [flow.decline] : [])].flatMap((one) => {
    const cause = causeOfTry(one)
    const at = parseInstant(one.at)
    return cause && at !== undefined ? { cause, customer: flow?.externalId ?? id, id, at } : []
  })

const ENDS: Readonly<Record<string, Cause>> = { 'inquiry.declined': 'declined', 'inquiry.failed': 'failed' }
const FAILED_CHECK: ReadonlySet<string> = new Set(['verification.failed', 'verification.requires-retry'])

export const isFailedCheck = ({ name }: ProviderEvent): boolean => FAILED_CHECK.has(name)

const toCause = (name = ''): Cause | undefined => (isCause(name) ? name : undefined)

const causeOfEvent = (event: ProviderEvent): Cause | undefined =>
  isFailedCheck(event) ? toCause(kindOfCheck(event.object?.type ?? '')) : ENDS[event.name]

/** `undefined`: for review, or of no step that is counted. */
export const causeOfTry = (failed: FailedTry): Cause | undefined =>
  isForReview(failed.code) ? undefined : toCause(placeOfFailedTry(failed))

export const HOUR_MS = 3_600_000

/** `times`: the usual. `hours`: with fewer whole hours before, nothing is usual; more say no more of today. */
export const TROUBLE_RULE = { customers: 5, times: 3, hours: { min: 3, max: 24 } } as const

export interface FailureCount {
  cause: Cause
  /** Customers who failed, each once an hour: within the last 60 minutes first, then in each hour before. */
  hours: number[]
}

/** Over the whole hours between `since` and `now`, in milliseconds. Causes of the last hour alone. */
export function countFailures(failures: readonly FailedOnce[], since: number, now: number): FailureCount[] {
  const count = Math.min(Math.floor((now - since) / HOUR_MS), TROUBLE_RULE.hours.max + 1)
  if (!(count >= 1)) return []
  const hoursOf = new Map<Cause, Set<string>[]>()
  for (const { cause, customer, at } of failures) {
    const hour = Math.floor((now - at) / HOUR_MS)
    if (hour < 0 || hour >= count) continue
    const hours = hoursOf.get(cause) ?? Array.from({ length: count }, () => new Set<string>())
    hoursOf.set(cause, hours)
    hours[hour]?.add(customer)
  }
  return [...hoursOf].flatMap(([cause, customers]) => {
    const hours = customers.map(({ size }) => size)
    return hours[0] ? { cause, hours } : []
  })
}

export interface Judged {
  customers: number
  /** The median of the hours before. */
  usual: number
  before: number[]
}

/** `undefined`: no trouble, or too little is known to say what is usual. */
export function judgeFailures([customers = 0, ...before]: readonly number[]): Judged | undefined {
  const { customers: least, times, hours } = TROUBLE_RULE
  const usual = medianOf(before)
  const isTrouble = before.length >= hours.min && customers >= least && customers >= times * usual
  return isTrouble ? { customers, usual, before } : undefined
}

/** The upper one of two in the middle: rather no alarm than a false one. */
const medianOf = (counts: readonly number[]): number =>
  counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
