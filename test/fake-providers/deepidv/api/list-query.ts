import type { Call, FaultList } from '../../faults/fault-list.ts'
import { takePlaces, type Walk, walkAll, walkPlaces, walkWhere } from '../../feed/walk.ts'
import type { SessionRow, World } from '../world.ts'
import { badRequest, invalid } from './deepidv-error.ts'
import { type Position, readToken, writeToken } from './next-token.ts'

const DEFAULT_LIMIT = 50
const MOST = 500

export type ListedSessions = { readonly rows: readonly SessionRow[]; readonly nextToken: string | null }

/** `GET /v1/sessions`. https://docs.deepidv.com/api-reference/sessions/list-sessions */
export function listSessions(
  query: URLSearchParams,
  world: World,
  call: Call,
  faults: FaultList,
): ListedSessions {
  const { sessions } = world
  const limit = readLimit(query.get('limit'), call, faults)
  const isShifting = faults.take('tokens-shift', call) !== undefined
  const walk = orderWalk(
    walkSessions(query, world, faults.take('end-date-ignored', call) !== undefined),
    world,
    call,
    faults,
  )
  const token = query.get('next_token')
  const after = token === null ? -1 : placeOf(readToken(token, query, call, faults), walk, world)
  const places = takePlaces(walk.older, after, limit)
  const last = places.at(-1)
  const isMore = last !== undefined && walk.older(last) !== undefined
  const rows = places.map((place) => sessions.at(place))
  return {
    rows: arrange(rows, call, faults),
    nextToken:
      last === undefined || !isMore
        ? null
        : writeToken(isShifting ? { offset: walk.offsetOf(last) } : { id: sessions.at(last).id }, query),
  }
}

/** `older`: to the row that is listed next. `offsetOf`: how many rows are listed up to and with this one. */
type OrderedWalk = Pick<Walk, 'older'> & { offsetOf(place: number): number; atOffset(offset: number): number }

/** Newest first, as no document says; by a fault in another order. */
function orderWalk(walk: Walk, { sessions }: World, call: Call, faults: FaultList): OrderedWalk {
  const isOldestFirst = faults.take('deepidv-oldest-first', call) !== undefined
  const isById = faults.take('deepidv-by-id', call) !== undefined
  if (!isOldestFirst && !isById)
    return { older: walk.older, offsetOf: (place) => place, atOffset: (place) => place }
  const newestFirst = takePlaces(walk.older, -1, sessions.length)
  const ids = new Map(newestFirst.map((place) => [place, sessions.at(place).id]))
  const places = isOldestFirst
    ? newestFirst.toReversed()
    : newestFirst.toSorted((one, other) => ((ids.get(one) ?? '') < (ids.get(other) ?? '') ? -1 : 1))
  const indexOf = new Map(places.map((place, index) => [place, index]))
  return {
    older: (place) => places[(indexOf.get(place) ?? -1) + 1],
    offsetOf: (place) => (indexOf.get(place) ?? -1) + 1,
    atOffset: (offset) => places[offset - 1] ?? -1,
  }
}

/** The place behind which the list goes on. */
function placeOf(position: Position, walk: OrderedWalk, { sessions }: World): number {
  const place = 'offset' in position ? walk.atOffset(position.offset) : sessions.placeOf(position.id)
  if (place === undefined) throw badRequest('Invalid next_token')
  return place
}

/** By their IDs, so that one page is the same disorder again; pages by ID hide their order within each page. */
function arrange(rows: readonly SessionRow[], call: Call, faults: FaultList): readonly SessionRow[] {
  if (faults.take('deepidv-unsorted', call) !== undefined)
    return rows.toSorted((one, other) => one.id.localeCompare(other.id))
  return faults.take('deepidv-by-id', call) === undefined
    ? rows
    : rows.toSorted((one, other) => other.createdAt - one.createdAt)
}

function readLimit(text: string | null, call: Call, faults: FaultList): number {
  if (text === null) return DEFAULT_LIMIT
  if (faults.take('page-size-refused', call) !== undefined) throw badRequest('limit is not permitted')
  if (faults.take('page-size-ignored', call) !== undefined) return DEFAULT_LIMIT
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > MOST) throw invalid(`limit must be between 1 and ${MOST}`)
  return limit
}

/** Of the filters, one holds and the others are ignored: external ID, workflow, organisation, sender, in this order. */
function walkSessions(query: URLSearchParams, world: World, ignoresEnd: boolean): Walk {
  const { sessions } = world
  const from = readDate(query, 'start_date')
  const to = readDate(query, 'end_date')
  const isWithin = ({ createdAt }: SessionRow) =>
    (from === undefined || createdAt >= from) && (ignoresEnd || to === undefined || createdAt <= to)
  const where = (walk: Walk, keep: (row: SessionRow) => boolean) =>
    walkWhere(walk, (place) => {
      const row = sessions.at(place)
      return isWithin(row) && keep(row)
    })
  const externalId = query.get('external_id')
  if (externalId !== null) {
    const places = world.listIdsOfExternal(externalId).map((id) => sessions.placeOf(id) ?? -1)
    return where(walkPlaces(places), () => true)
  }
  const all = walkAll(sessions.length)
  const workflowId = query.get('workflow_id')
  if (workflowId !== null) return where(all, (row) => row.workflowId === workflowId)
  if (readBoolean(query, 'by_organization')) return where(all, () => true)
  return where(all, (row) => row.isOfKeyOwner)
}

/** ISO 8601: a calendar date, or one with a time. */
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/

function readDate(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const time = DATE.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw invalid(`${name} must be an ISO 8601 date`)
  return time
}

function readBoolean(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? 'false'
  if (text !== 'true' && text !== 'false') throw invalid(`${name} must be true or false`)
  return text === 'true'
}
