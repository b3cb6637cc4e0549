import type { Call, FaultList } from '../../faults/fault-list.ts'
import type { Feed } from '../../feed/feed.ts'
import type { Cursor } from '../../feed/page.ts'
import { badRequest, notFound } from './persona-error.ts'

export type PageQuery = { readonly cursor: Cursor; readonly size: number }

const DEFAULT_SIZE = 10
const LARGEST_SIZE = 100

/**
 * Sizes beyond 1 to 100, both cursors at once and cursors that lead nowhere are a 400 here; Persona does not say.
 * https://docs.withpersona.com/pagination
 */
export function readPageQuery(
  query: URLSearchParams,
  feed: Feed<unknown>,
  call: Call,
  faults: FaultList,
): PageQuery {
  const after = query.get('page[after]')
  const before = query.get('page[before]')
  if (after !== null && before !== null) throw badRequest('page[after] and page[before] exclude each other')
  const size = readSize(query.get('page[size]'), call, faults)
  if (faults.take('cursor-ignored', call) !== undefined) return { size, cursor: undefined }
  if (after !== null) return { size, cursor: { after: readCursor('page[after]', after, feed, call, faults) } }
  if (before !== null)
    return { size, cursor: { before: readCursor('page[before]', before, feed, call, faults) } }
  return { size, cursor: undefined }
}

function readCursor(name: string, id: string, feed: Feed<unknown>, call: Call, faults: FaultList): number {
  const gone = faults.take('gone-cursor', call, ({ cursor }) => cursor === undefined || cursor === id)
  if (gone?.status === 404) throw notFound()
  const place = gone === undefined ? feed.placeOf(id) : undefined
  if (place === undefined) throw badRequest(`${name} is not found`)
  return place
}

function readSize(text: string | null, call: Call, faults: FaultList): number {
  if (text === null) return DEFAULT_SIZE
  if (faults.take('page-size-refused', call) !== undefined) throw badRequest('page[size] is not permitted')
  if (faults.take('page-size-ignored', call) !== undefined) return DEFAULT_SIZE
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (size < 1 || size > LARGEST_SIZE) throw badRequest(`page[size] must be between 1 and ${LARGEST_SIZE}`)
  return size
}
