/** The interface of a provider. A provider's quirks stay in its own folder. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type {
  CaseFile,
  Inquiry,
  ProviderEvent,
  Session,
  Verification,
} from '@inquiry-lens/shared/domain/model.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { CallLimit } from '../config/providers.ts'
import type { EventsFilter, InquiriesFilter, RevealedFields, SessionsFilter } from '../gateway/query.ts'

/** Counts of what projections left out, by name: unknown fields, hidden rows, unreadable rows. */
export type Dropped = Readonly<Record<string, number>>

/** Rows newest first. Both cursors are the provider's own, and count dropped rows too. */
export interface UpstreamPage<TItem> {
  items: TItem[]
  newest: string | null
  next: string | null
  /** The provider ignored a cursor: rows may be missing, so the page is cached briefly. */
  isDoubtful?: boolean
}

/** IDs in neither do not exist in this environment. */
export interface FoundInquiries {
  items: readonly Inquiry[]
  /** IDs whose row could not be read, or was refused among others: they may exist. */
  unknown: ReadonlySet<string>
}

/** What the provider says is left of its limit. */
export interface Allowance {
  limit: number
  remaining: number
  resetsInSeconds: number
}

export interface UpstreamProblem extends ProblemReport {
  final?: boolean
  /** The answer was larger than the relay reads; a smaller page may work. */
  tooLarge?: boolean
}

/** `status`: the HTTP status, where there was an answer. */
export type Fetched<TValue> = { allowance: Allowance | undefined; status?: number | undefined } & (
  | {
      ok: true
      value: TValue
      dropped: Dropped
      isUnreadable?: true
    }
  | { ok: false; problem: UpstreamProblem }
)

export const mapFetched = <TFrom, TTo>(
  fetched: Fetched<TFrom>,
  change: (value: TFrom) => TTo,
): Fetched<TTo> => (fetched.ok ? { ...fetched, value: change(fetched.value) } : fetched)

/** A part of a case as a webhook has it. */
export type ChangedPart =
  | { kind: 'inquiry'; item: Inquiry }
  | { kind: 'session'; item: Session }
  | { kind: 'verification'; item: Verification }

/** `caseId`: the main object of the case that it is about. */
export type Webhook =
  | {
      kind: 'event'
      event: ProviderEvent & { createdAt: string; object: NonNullable<ProviderEvent['object']> }
      caseId: string | null
      /** `null`: the webhook has not all of it. `other`: of a kind that a case has no more of than its events. */
      part: ChangedPart | 'other' | null
      dropped: Dropped
    }
  /** `isSure`: agents may know of the case. Of any other, only what is cached says so. */
  | { kind: 'hint'; caseId: string; isSure: boolean }
  /** Unreadable, or `isClosed`: shown to no one. */
  | { kind: 'nothing'; id: string | null; dropped: Dropped; isClosed: boolean }

/** The upstream policy for one query: each request passes it to be limited, counted, timed out and retried. */
export interface UpstreamCall {
  send<TValue>(request: (abort: AbortSignal) => Promise<Fetched<TValue>>): Promise<Fetched<TValue>>
}

export interface ListRequest<TFilter> {
  filter: TFilter
  after: string | null
  /** ISO 8601: when the row that `after` names was created, if known. */
  afterTime?: string | null
  /** How many rows are wanted; a page may hold fewer and still have a `next`. */
  wanted: number
}

export interface Provider {
  readonly id: ProviderId
  readonly environment: Environment
  readonly limits: readonly CallLimit[]
  /** `body`: as JSON, from the provider without doubt. */
  readWebhook(body: unknown): Webhook
  /** Optional permissions that its key lacks, by the provider's names; `undefined`: unknown as yet. */
  lacks?(): readonly string[] | undefined
  /** Asks for what `lacks` does not know, in at most two calls. A refusal of the call itself leaves it unknown. */
  checkPermissions?(call: UpstreamCall): Promise<void>
  listSessions(
    request: ListRequest<SessionsFilter>,
    call: UpstreamCall,
  ): Promise<Fetched<UpstreamPage<Session>>>
  listEvents(
    request: ListRequest<EventsFilter>,
    call: UpstreamCall,
  ): Promise<Fetched<UpstreamPage<ProviderEvent>>>
  /** Events newer than a row, in one request. Unless `isWhole` there are more, and these may be the nearest or the newest. */
  listEventsBefore(
    newest: string,
    call: UpstreamCall,
  ): Promise<Fetched<{ items: ProviderEvent[]; newest: string | null; isWhole: boolean }>>
  listInquiries(
    request: ListRequest<InquiriesFilter>,
    call: UpstreamCall,
  ): Promise<Fetched<UpstreamPage<Inquiry>>>
  /** At most 100 IDs; one call, unless the provider refuses it because of one ID. */
  findInquiries(ids: readonly string[], call: UpstreamCall): Promise<Fetched<FoundInquiries>>
  /** By the ID of the provider's main object. `null`: none that may be shown. */
  findCase(id: string, call: UpstreamCall): Promise<Fetched<CaseFile | null>>
  findSession(id: string, call: UpstreamCall): Promise<Fetched<Session | null>>
  findEvent(id: string, call: UpstreamCall): Promise<Fetched<ProviderEvent | null>>
  findSensitive(
    kind: RevealKind,
    id: string,
    fields: readonly string[],
    call: UpstreamCall,
  ): Promise<Fetched<RevealedFields | null>>
}

/** For an ID that passed its schema: two providers' IDs are never alike. */
export function providerOfId(id: string): ProviderId {
  const found = classifyObjectId(id)
  if (!found) throw new Error('An ID of no known provider passed the schema')
  return found.provider
}
