/** What the gate asks of a provider. Everything that is peculiar to one stays behind this, in its own folder. */

import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import type { CaseFile, Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { CallLimit } from '../config/call-limit.ts'
import type { EventsFilter, InquiriesFilter, RevealedFields, SessionsFilter } from '../gateway/query.ts'

/** What a projection left out, by name: fields of no known disclosure, rows of closed families, unreadable rows. */
export type Dropped = Readonly<Record<string, number>>

/** Rows newest first. Both cursors are the provider's own, of rows *seen*, whether they are shown or were dropped. */
export interface UpstreamPage<TItem> {
  items: TItem[]
  /** Of the newest row of the page; `null`: it has none. */
  newest: string | null
  /** Behind the last row; `null`: there is nothing behind it. */
  next: string | null
  /** The provider ignored a cursor: this may not be all, and is not to be believed for long. */
  isDoubtful?: boolean
}

/** The IDs that are in neither are not in this environment. */
export interface FoundInquiries {
  items: readonly Inquiry[]
  /** IDs of which the answer doesn't say whether they exist: its row could not be read, or was refused among others. */
  unknown: ReadonlySet<string>
}

/** How much of its limit the provider says is left. */
export interface Allowance {
  limit: number
  remaining: number
  resetsInSeconds: number
}

export interface UpstreamProblem extends ProblemReport {
  /** The provider has this request, and says no; asking again at once cannot help. */
  final?: boolean
  /** The answer was larger than the relay reads: a smaller page may be readable. */
  tooLarge?: boolean
}

/** `status`: of the HTTP answer, where there was one. */
export type Fetched<TValue> = { allowance: Allowance | undefined; status?: number | undefined } & (
  | {
      ok: true
      value: TValue
      dropped: Dropped
      /** Nothing was found since the answer can't be read: what was seen of the object before is not disproved. */
      isUnreadable?: true
    }
  | { ok: false; problem: UpstreamProblem }
)

export const mapFetched = <TFrom, TTo>(
  fetched: Fetched<TFrom>,
  change: (value: TFrom) => TTo,
): Fetched<TTo> => (fetched.ok ? { ...fetched, value: change(fetched.value) } : fetched)

/**
 * The way to the provider for one question. Every single request goes through it: it may refuse one, counts it, ends it
 * in time, and repeats it where that helps.
 */
export interface UpstreamCall {
  send<TValue>(request: (abort: AbortSignal) => Promise<Fetched<TValue>>): Promise<Fetched<TValue>>
}

export interface ListRequest<TFilter> {
  filter: TFilter
  /** A cursor of the provider's own. */
  after: string | null
  /** ISO 8601: when the row that `after` names was made, where that is known. */
  afterTime?: string | null
  /** How many rows the asker would like; a page may hold fewer and still have a `next`. */
  wanted: number
}

export interface Provider {
  readonly id: ProviderId
  readonly environment: Environment
  /** A call must be within all of them, and within what the provider says is left. */
  readonly limits: readonly CallLimit[]
  listSessions(
    request: ListRequest<SessionsFilter>,
    line: UpstreamCall,
  ): Promise<Fetched<UpstreamPage<Session>>>
  listEvents(
    request: ListRequest<EventsFilter>,
    line: UpstreamCall,
  ): Promise<Fetched<UpstreamPage<ProviderEvent>>>
  /**
   * Those newer than a row, in one request. `isWhole`: up to the newest there is; else there are more of them, and these
   * may be the nearest or the newest.
   */
  listEventsBefore(
    newest: string,
    line: UpstreamCall,
  ): Promise<Fetched<{ items: ProviderEvent[]; newest: string | null; isWhole: boolean }>>
  listInquiries(
    request: ListRequest<InquiriesFilter>,
    line: UpstreamCall,
  ): Promise<Fetched<UpstreamPage<Inquiry>>>
  /** At most 100, in one call unless the provider refuses it for one of the IDs. */
  findInquiries(ids: readonly string[], line: UpstreamCall): Promise<Fetched<FoundInquiries>>
  /** By the ID of what this provider's cases are about. `null`: there is none that may be shown. */
  findCase(id: string, line: UpstreamCall): Promise<Fetched<CaseFile | null>>
  findSession(id: string, line: UpstreamCall): Promise<Fetched<Session | null>>
  findEvent(id: string, line: UpstreamCall): Promise<Fetched<ProviderEvent | null>>
  /** Of these fields alone, and by the field table only such as may be revealed. `null`: there is no such object. */
  findSensitive(
    kind: RevealKind,
    id: string,
    fields: readonly string[],
    line: UpstreamCall,
  ): Promise<Fetched<RevealedFields | null>>
}
