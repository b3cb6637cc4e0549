import type { Call, FaultList } from '../../faults/fault-list.ts'
import type { Feed } from '../../feed/feed.ts'
import { badRequest } from './deepidv-error.ts'

/** Opaque; the documents' own example is `{"id":"abc123"}` in base64. One that shifts counts rows from the newest. */
export const writeToken = (id: string, place: number, isShifting: boolean): string =>
  btoa(JSON.stringify(isShifting ? { offset: place } : { id }))

/** The place behind which the list goes on. */
export function readToken(token: string, feed: Feed<unknown>, call: Call, faults: FaultList): number {
  if (faults.take('gone-cursor', call, ({ cursor }) => (cursor ?? token) === token) !== undefined) {
    throw badRequest('Invalid next_token')
  }
  const place = placeOf(parse(token), feed)
  if (place === undefined) throw badRequest('Invalid next_token')
  return place
}

function parse(token: string): object {
  try {
    return Object(JSON.parse(atob(token)))
  } catch {
    return {}
  }
}

function placeOf(told: object, feed: Feed<unknown>): number | undefined {
  if ('offset' in told && typeof told.offset === 'number') return told.offset
  return 'id' in told && typeof told.id === 'string' ? feed.placeOf(told.id) : undefined
}
