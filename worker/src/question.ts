/** A read of a provider, as the routes, the desk and the gate speak of it to each other. */
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

export interface SessionsFilter {
  inquiry?: string | undefined
}

/** Values sorted and without doubles, so that one question is one cache entry. */
export interface EventsFilter {
  name?: string[] | undefined
  object?: string[] | undefined
  id?: string[] | undefined
}

interface Paging {
  /** Sealed by the gate, see `gate/cursor.ts`. */
  cursor?: string | undefined
  limit: number
}

export type ListQuestion =
  | ({ kind: 'sessions'; provider: ProviderId; filter: SessionsFilter } & Paging)
  | ({ kind: 'events'; provider: ProviderId; filter: EventsFilter } & Paging)

export interface ObjectQuestion {
  kind: 'session' | 'event'
  provider: ProviderId
  id: string
}

export type Question = ListQuestion | ObjectQuestion

export const isListQuestion = (question: Question): question is ListQuestion =>
  question.kind === 'sessions' || question.kind === 'events'
