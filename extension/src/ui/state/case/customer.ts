/** A customer's cases: those of the company's own number, and those of the person of an open case. */
import type { Result } from '../../../messages/failure.ts'
import type { CustomerView, Payload, PersonView } from '../../../messages/messages.ts'
import type { SessionFilters } from '../lists/lists.ts'
import { createResource, isSame, type Resource } from '../resource/resource.ts'

export interface CustomerCases extends Resource<CustomerView> {
  reference: string
}

export type FetchCustomer = (reference: string, abort: AbortSignal) => Promise<Result<CustomerView>>

export function findCustomer(reference: string, fetch: FetchCustomer, abort: AbortSignal): CustomerCases {
  const cases = createResource(
    (ended) => fetch(reference, ended),
    abort,
    ({ asOf }) => asOf,
  )
  cases.refresh()
  return { ...cases, reference }
}

/** The ID of the only match, if the search was complete. */
export function soleMatch(found: CustomerView | undefined): string | undefined {
  const [only, another] = found?.matches ?? []
  return found && !another && !found.isMore && found.failures.length === 0 ? only?.lookup.id : undefined
}

export type PersonQuery = Payload<'app:person.find'>
export type FindPerson = (query: PersonQuery) => Resource<PersonView>

export interface Others {
  find: FindPerson
  /** Opens another case of the person; going back leads to the one before. */
  open(id: string): void
  /** The case that was left for this one by going back. */
  cameFrom: string | undefined
  /** Filters the lists. */
  narrow(to: SessionFilters): void
}

export interface PersonParts {
  fetch(query: PersonQuery, abort: AbortSignal): Promise<Result<PersonView>>
  now(): number
  abort: AbortSignal
}

const KEEP_MS = 5 * 60_000

/** Keeps the last answer for five minutes, so that moving among a person's cases asks once. */
export function createPersonFinder({ fetch, now, abort }: PersonParts): FindPerson {
  let last: { query: PersonQuery; at: number; found: Resource<PersonView> } | undefined
  let current = new AbortController()

  return (query) => {
    if (last && isSame(last.query, query) && now() - last.at < KEEP_MS) return last.found
    current.abort()
    current = new AbortController()
    const found = createResource((ended) => fetch(query, ended), AbortSignal.any([current.signal, abort]))
    last = { query, at: now(), found }
    found.refresh()
    return found
  }
}
