import type { Feed } from '../../feed/feed.ts'
import { type Walk, walkAll, walkPlaces, walkWhere } from '../../feed/walk.ts'
import type { InquiryRow } from '../resource/rows.ts'
import { readReference } from '../story/reference.ts'
import { KEY_VERSION } from '../versions.ts'
import type { World } from '../world.ts'
import { badRequest } from './persona-error.ts'

const MAX_INQUIRY_IDS = 100

/** The one filter there is, and one ID only: a list of them is an ID that does not exist. */
export function walkSessions(query: URLSearchParams, world: World): Walk {
  const inquiryId = query.get('filter[inquiry-id]')
  if (inquiryId === null) return walkAll(world.sessions.length)
  return walkPlaces(findPlaces(world.sessions, world.listSessionIds(inquiryId)))
}

/**
 * Persona does not say how filters combine; here all must hold. `filter[object-id]` means events about that very
 * object: those about an inquiry's sessions are found by the sessions' IDs.
 */
export function walkEvents(query: URLSearchParams, world: World, isWide = false): Walk {
  const ids = readList(query, 'filter[id]')
  const named = readList(query, 'filter[object-id]')
  const objectIds = isWide ? named?.flatMap((id) => [id, ...world.listSessionIds(id)]) : named
  const names = readList(query, 'filter[name]')
  let walk = walkAll(world.events.length)
  if (objectIds !== undefined) {
    walk = walkPlaces(findPlaces(world.events, objectIds.flatMap(world.listEventIds)))
  }
  if (ids !== undefined) {
    const places = findPlaces(world.events, ids)
    const wanted = new Set(places)
    walk = objectIds === undefined ? walkPlaces(places) : walkWhere(walk, (place) => wanted.has(place))
  }
  if (names === undefined) return walk
  const wanted = new Set(names)
  return walkWhere(walk, (place) => wanted.has(world.events.at(place).name))
}

/** https://docs.withpersona.com/api-reference/inquiries/list-all-inquiries */
export function walkInquiries(query: URLSearchParams, world: World): Walk {
  const { inquiries } = world
  const note = query.get('filter[note]')
  if (note !== null) return walkNote(query, note, world)
  let walk = walkBetween(query, inquiries)
  const keep = (test: (row: InquiryRow) => boolean) => {
    walk = walkWhere(walk, (place) => test(inquiries.at(place)))
  }
  const narrow = (places: readonly number[]) => {
    const within = walk
    const wanted = places.filter((place) => within.older(place - 1) === place)
    walk = walkPlaces(wanted)
  }

  const inquiryIds = readList(query, 'filter[inquiry-id]')
  if (inquiryIds !== undefined && inquiryIds.length > MAX_INQUIRY_IDS) {
    throw badRequest(`a maximum of ${MAX_INQUIRY_IDS} inquiry_ids can be passed in at a time`)
  }
  if (inquiryIds !== undefined) narrow(findPlaces(inquiries, inquiryIds))
  const accountIds = readList(query, 'filter[account-id]')
  if (accountIds !== undefined)
    narrow(findPlaces(inquiries, accountIds.flatMap(world.listInquiryIdsOfAccount)))
  const reference = query.get('filter[reference-id]')
  if (reference !== null) {
    narrow(listReferenceCandidates(reference, world))
    keep((row) => readAttribute(row, 'reference-id', world) === reference)
  }
  const templateIds = readList(query, 'filter[inquiry-template-id]')
  if (templateIds !== undefined) keep((row) => templateIds.includes(row.templateId))
  // Legacy templates are of another age: no inquiry here was made from one.
  if (query.has('filter[template-id]')) keep(() => false)
  const statuses = readList(query, 'filter[status]')
  if (statuses !== undefined) keep((row) => statuses.includes(row.status))
  return walk
}

function walkNote(query: URLSearchParams, note: string, world: World): Walk {
  const filters = [...query.keys()].filter((key) => key.startsWith('filter['))
  if (filters.length > 1) throw badRequest('filter[note] must be the only filter')
  return walkWhere(
    walkAll(world.inquiries.length),
    (place) => readAttribute(world.inquiries.at(place), 'note', world) === note,
  )
}

/** Rows are in the order of their making, so times are places: no row outside them is looked at. */
function walkBetween(query: URLSearchParams, feed: Feed<InquiryRow>): Walk {
  const start = readTime(query, 'filter[created-at-start]') ?? Number.NEGATIVE_INFINITY
  const end = readTime(query, 'filter[created-at-end]') ?? Number.POSITIVE_INFINITY
  const first = countNewer(feed, (row) => row.createdAt > end)
  const last = countNewer(feed, (row) => row.createdAt >= start)
  return walkAll(last, first)
}

/** How many rows from the newest on pass a test that no older row passes again. */
function countNewer(feed: Feed<InquiryRow>, test: (row: InquiryRow) => boolean): number {
  let low = 0
  let high = feed.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (test(feed.at(middle))) low = middle + 1
    else high = middle
  }
  return low
}

/** Those that the reference itself points at, those added since, and the documents' example. */
function listReferenceCandidates(reference: string, world: World): readonly number[] {
  const account = readReference(reference)
  const told = account === undefined ? [] : world.listInquiryIdsOfAccount(world.writeAccountId(account))
  const added = Array.from({ length: world.added.inquiries.length }, (_, place) => place)
  const oldest = world.inquiries.length > 0 ? [world.inquiries.length - 1] : []
  return [...added, ...findPlaces(world.inquiries, told), ...oldest]
}

function readAttribute(row: InquiryRow, name: string, { ids }: World): unknown {
  return row.write({ ids, version: KEY_VERSION }).attributes[name]
}

/** IDs that do not exist are silently absent. */
function findPlaces(feed: Feed<unknown>, ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => feed.placeOf(id) ?? [])
}

function readList(query: URLSearchParams, name: string): readonly string[] | undefined {
  return query
    .get(name)
    ?.split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}

function readTime(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw badRequest(`${name} must be an ISO 8601 date-time`)
  return time
}
