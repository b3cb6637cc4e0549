/** A read of a provider, as the routes, the desk and the gate speak of it to each other. */
import type { SCOPES } from '@inquiry-lens/shared/contract/api.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

/** Each provider has its own of these: see its description in `shared/src/providers/`. */
export interface SessionsFilter {
  inquiry?: string | undefined
  externalId?: string | undefined
  workflow?: string | undefined
  scope?: (typeof SCOPES)[number] | undefined
  /** ISO 8601, UTC; of a session's making, both included. */
  from?: string | undefined
  to?: string | undefined
}

/** Values sorted and without doubles, so that one question is one cache entry. */
export interface EventsFilter {
  name?: string[] | undefined
  object?: string[] | undefined
  id?: string[] | undefined
}

export const isEventAskedFor = (event: ProviderEvent, { name, object, id }: EventsFilter): boolean =>
  (!name || name.includes(event.name)) &&
  (!object || (event.object !== null && object.includes(event.object.id))) &&
  (!id || id.includes(event.id))

export interface InquiriesFilter {
  reference?: string | undefined
  account?: string[] | undefined
  /** The provider's own statuses. */
  state?: string[] | undefined
  /** ISO 8601, UTC; of an inquiry's making, both included. */
  from?: string | undefined
  to?: string | undefined
}

interface Paging {
  /** Sealed by the gate, see `gateway/queries/cursor.ts`. */
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
export interface CaseQuery {
  kind: 'case'
  provider: ProviderId
  id: string
}

/** What each of these objects is, in a line. */
export interface LookupsQuery {
  kind: 'lookups'
  provider: ProviderId
  ids: string[]
}

export type Query = ListQuery | ObjectQuery | CaseQuery | LookupsQuery
