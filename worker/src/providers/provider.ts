/** What the gate asks of a provider. Everything that is peculiar to one stays behind this, in its own folder. */
import type { CaseFile, Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/model.ts'
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { EventsFilter, InquiriesFilter, SessionsFilter } from '../question.ts'

/** What a projection left out, by name: fields of no known disclosure, rows of closed families, unreadable rows. */
export type Dropped = Readonly<Record<string, number>>

/** Rows newest first. `next` is the provider's own cursor behind the last row *seen*, shown or dropped. */
export interface UpstreamPage<TItem> {
  items: TItem[]
  next: string | null
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
}

export type Fetched<TValue> = { allowance: Allowance | undefined } & (
  | { ok: true; value: TValue; dropped: Dropped }
  | { ok: false; problem: UpstreamProblem }
)

export const mapFetched = <TFrom, TTo>(
  fetched: Fetched<TFrom>,
  change: (value: TFrom) => TTo,
): Fetched<TTo> => (fetched.ok ? { ...fetched, value: change(fetched.value) } : fetched)

export interface ListRequest<TFilter> {
  filter: TFilter
  /** A cursor of the provider's own. */
  after: string | null
  /** How many rows the asker would like; a page may hold fewer and still have a `next`. */
  wanted: number
}

export interface Provider {
  readonly id: ProviderId
  readonly environment: Environment
  listSessions(
    request: ListRequest<SessionsFilter>,
    signal: AbortSignal,
  ): Promise<Fetched<UpstreamPage<Session>>>
  listEvents(
    request: ListRequest<EventsFilter>,
    signal: AbortSignal,
  ): Promise<Fetched<UpstreamPage<ProviderEvent>>>
  listInquiries(
    request: ListRequest<InquiriesFilter>,
    signal: AbortSignal,
  ): Promise<Fetched<UpstreamPage<Inquiry>>>
  /** At most 100, in one call. Those that there are; the others are not in this environment. */
  findInquiries(ids: readonly string[], signal: AbortSignal): Promise<Fetched<Inquiry[]>>
  /** `null`: there is none that may be shown. */
  findCase(inquiryId: string, signal: AbortSignal): Promise<Fetched<CaseFile | null>>
  findSession(id: string, signal: AbortSignal): Promise<Fetched<Session | null>>
  findEvent(id: string, signal: AbortSignal): Promise<Fetched<ProviderEvent | null>>
}
