/** What routes, AccessControl and ProviderGateway ask each other: queries, whose answers are cached, and reveals. */
import type { SCOPES } from '@inquiry-lens/shared/contract/lists.ts'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import type { ActivityWindow } from '@inquiry-lens/shared/domain/activity.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

export interface SessionsFilter {
  inquiry?: string | undefined
  externalId?: string | undefined
  workflow?: string | undefined
  scope?: (typeof SCOPES)[number] | undefined
  /** When the session was created: ISO 8601, UTC, inclusive. */
  from?: string | undefined
  to?: string | undefined
}

/** Values are sorted and unique, so that one query is one cache entry. */
export interface EventsFilter {
  name?: string[] | undefined
  object?: string[] | undefined
  id?: string[] | undefined
}

export const matchesFilter = (event: ProviderEvent, { name, object, id }: EventsFilter): boolean =>
  (!name || name.includes(event.name)) &&
  (!object || (event.object !== null && object.includes(event.object.id))) &&
  (!id || id.includes(event.id))

export interface InquiriesFilter {
  reference?: string | undefined
  account?: string[] | undefined
  state?: string[] | undefined
  /** When the inquiry was created: ISO 8601, UTC, inclusive. */
  from?: string | undefined
  to?: string | undefined
}

interface Paging {
  cursor?: string | undefined
  limit: number
}

export type ListQuery =
  | ({ kind: 'sessions'; provider: ProviderId; filter: SessionsFilter } & Paging)
  | ({ kind: 'events'; provider: ProviderId; filter: EventsFilter } & Paging)
  | ({ kind: 'inquiries'; provider: ProviderId; filter: InquiriesFilter } & Paging)

export interface ObjectQuery {
  kind: 'session' | 'event'
  provider: ProviderId
  id: string
}

/** The case file of an inquiry, or of the inquiry that a session belongs to. */
interface CaseQuery {
  kind: 'case'
  provider: ProviderId
  id: string
}

export interface LookupsQuery {
  kind: 'lookups'
  provider: ProviderId
  ids: string[]
  /** No agent waits for it. */
  isBackground?: true
}

/** Counts over cached rows. */
export interface ActivityQuery {
  kind: 'activity'
  provider: ProviderId
  window: ActivityWindow
}

export type Query = ListQuery | ObjectQuery | CaseQuery | LookupsQuery | ActivityQuery

export interface RevealQuery {
  provider: ProviderId
  kind: RevealKind
  id: string
  /** Names of the field table, sensitive or by pattern. */
  fields: readonly string[]
}

export interface RevealedFields {
  inquiryId: string | null
  /** By field; `null`: the provider has no value. */
  values: Readonly<Record<string, string | null>>
}

export type RevealAnswer = { ok: true; revealed: RevealedFields } | { ok: false; problem: ProblemReport }
