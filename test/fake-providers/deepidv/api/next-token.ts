import { hash } from '../../common/random.ts'
import type { Call, FaultList } from '../../faults/fault-list.ts'
import { DOCUMENTED_ID, DOCUMENTED_TOKEN } from '../resource/documented.ts'
import { badRequest } from './deepidv-error.ts'

/** What a list goes on behind: a row, or a number of rows counted from the first. */
export type Position = { readonly id: string } | { readonly offset: number }

/** Opaque, and good for the very query that it came from. The documents' own example is `{"id":"abc123"}` in base64. */
export const writeToken = (position: Position, query: URLSearchParams): string =>
  btoa(JSON.stringify({ ...position, of: hashQuery(query) }))

export function readToken(token: string, query: URLSearchParams, call: Call, faults: FaultList): Position {
  if (faults.take('gone-cursor', call, ({ cursor }) => (cursor ?? token) === token) !== undefined) {
    throw badRequest('Invalid next_token')
  }
  if (token === DOCUMENTED_TOKEN) return { id: DOCUMENTED_ID }
  const told = parse(token)
  if (!('of' in told) || told.of !== hashQuery(query)) throw badRequest('Invalid next_token')
  if ('offset' in told && typeof told.offset === 'number') return { offset: told.offset }
  if ('id' in told && typeof told.id === 'string') return { id: told.id }
  throw badRequest('Invalid next_token')
}

const hashQuery = (query: URLSearchParams): number => {
  const parameters = [...query].filter(([name]) => name !== 'next_token').sort()
  return hash(0, 'query', JSON.stringify(parameters))
}

function parse(token: string): object {
  try {
    return Object(JSON.parse(atob(token)))
  } catch {
    return {}
  }
}
