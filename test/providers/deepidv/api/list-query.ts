import type { Call, FaultList } from '../../faults/fault-list.ts'
import { takePlaces, type Walk, walkAll, walkPlaces, walkWhere } from '../../feed/walk.ts'
import type { SessionRow, World } from '../world.ts'
import { badRequest } from './deepidv-error.ts'
import { readToken, writeToken } from './next-token.ts'

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
  const walk = walkSessions(query, world, faults.take('end-date-ignored', call) !== undefined)
  const token = query.get('next_token')
  const after = token === null ? -1 : readToken(token, sessions, call, faults)
  const places = takePlaces(walk.older, after, limit)
  const last = places.at(-1)
  const rows = places.map((place) => sessions.at(place))
  const isMore = last !== undefined && walk.older(last) !== undefined
  return {
    rows: faults.take('deepidv-unsorted', call) === undefined ? rows : shuffle(rows),
    nextToken: last !== undefined && isMore ? writeToken(sessions.at(last).id, last, isShifting) : null,
  }
}

/** By their IDs, so that one page is the same disorder again. */
const shuffle = (rows: readonly SessionRow[]): readonly SessionRow[] =>
  rows.toSorted((one, other) => one.id.localeCompare(other.id))

function readLimit(text: string | null, call: Call, faults: FaultList): number {
  if (text === null) return DEFAULT_LIMIT
  if (faults.take('page-size-refused', call) !== undefined) throw badRequest('limit is not permitted')
  if (faults.take('page-size-ignored', call) !== undefined) return DEFAULT_LIMIT
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > MOST) throw badRequest(`limit must be between 1 and ${MOST}`)
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
  if (query.get('by_organization') === 'true') return where(all, () => true)
  return where(all, (row) => row.isOfKeyOwner)
}

function readDate(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw badRequest(`${name} must be an ISO 8601 date`)
  return time
}
