/**
 * A page of sessions, whatever the list does: rows in no order are put in order, rows that come twice come once, an
 * end that is not heard is kept here. A page ends between two instants, so that the next one neither skips nor repeats
 * a row, however many arrive in front meanwhile.
 */
import type { Session } from '@inquiry-lens/shared/model.ts'
import * as v from 'valibot'
import type { SessionsFilter } from '../../question.ts'
import { countDropped } from '../count-dropped.ts'
import type { Projection } from '../projection.ts'
import type { Fetched, UpstreamPage } from '../provider.ts'
import { isBehind, newestFirst, type Place } from './place.ts'
import { refused, unreadable } from './read-answer.ts'
import { ListSchema } from './wire.ts'

const PAGE_SIZE = 100
/** deepidv's most: for the way to a place that its dates do not lead to. */
const LARGEST_PAGE = 500
/** Where dates or the size are not obeyed, this many requests make one answer at most. */
const MOST_REQUESTS_A_PAGE = 10

export type Parameters = Readonly<Record<string, string | null | undefined>>

export interface SessionLister {
  get(parameters: Parameters): Promise<Fetched<unknown>>
  project(raw: unknown): Projection<Session>
}

export interface SessionsPageRequest {
  filter: Omit<SessionsFilter, 'inquiry'>
  after: Place | null
  wanted: number
}

export async function listSessions(
  { filter, after, wanted }: SessionsPageRequest,
  { get, project }: SessionLister,
): Promise<Fetched<UpstreamPage<Session>>> {
  const rows = new Map<string, Session>()
  const dropped = countDropped()
  const fits = (session: Session) => isWithin(session, filter) && (after === null || isBehind(session, after))
  let token: string | null = null
  let seen = 0
  for (let request = 0; request < MOST_REQUESTS_A_PAGE; request++) {
    const fetched: Fetched<unknown> = await get({
      ...parametersOf(filter, after, request),
      next_token: token,
    })
    // What has come is not given up for what has not.
    if (!fetched.ok && hasInstants(rows)) break
    if (!fetched.ok) return fetched
    const page = v.safeParse(ListSchema, fetched.value)
    if (!page.success) return refused(unreadable('a list without rows'))
    for (const raw of page.output.sessions) {
      const projected = project(raw)
      dropped.add(projected.dropped)
      if (projected.item !== null && fits(projected.item)) rows.set(projected.item.id, projected.item)
    }
    seen += page.output.sessions.length
    token = page.output.next_token ?? null
    const suffices = hasInstants(rows) && (rows.size > wanted || seen >= PAGE_SIZE)
    if (token === null || suffices) break
  }
  const sorted = [...rows.values()].sort(newestFirst)
  if (token === null) return pageOf(sorted, null, dropped.all)
  if (!hasInstants(rows)) return refused(unreadable('a list that leads nowhere'))
  return pageOf(...cutAtInstant(sorted), dropped.all)
}

const pageOf = (items: Session[], next: string | null, dropped: Readonly<Record<string, number>>) => ({
  ok: true as const,
  allowance: undefined,
  value: { items, newest: items[0]?.id ?? null, next },
  dropped,
})

/** Of the last instant, not all rows may have come: it is left to the next page, as are rows without a time. */
function cutAtInstant(sorted: Session[]): [items: Session[], next: string | null] {
  const timed = sorted.filter(({ createdAt }) => createdAt !== null)
  const last = timed.at(-1)?.createdAt
  const items = timed.filter(({ createdAt }) => createdAt !== last)
  return [items, items.at(-1)?.createdAt ?? null]
}

/** Else there is nothing to cut between. */
function hasInstants(rows: ReadonlyMap<string, Session>): boolean {
  const instants = new Set([...rows.values()].map(({ createdAt }) => createdAt))
  instants.delete(null)
  return instants.size > 1
}

/** deepidv obeys one of external ID, workflow, organisation and its key's own user, in this order. */
function parametersOf(
  { externalId, workflow, scope, from, to }: SessionsPageRequest['filter'],
  after: Place | null,
  request: number,
): Parameters {
  return {
    external_id: externalId,
    workflow_id: workflow,
    by_organization: scope === 'key-owner' ? null : 'true',
    start_date: from,
    end_date: after && (to === undefined || after.createdAt < to) ? after.createdAt : to,
    limit: String(request === 0 ? PAGE_SIZE : LARGEST_PAGE),
  }
}

/** Of a row that says no time, nobody can say that it is not. */
const isWithin = ({ createdAt }: Session, { from, to }: SessionsPageRequest['filter']): boolean =>
  createdAt === null || ((from === undefined || createdAt >= from) && (to === undefined || createdAt <= to))
