/** What tests of the gate ask of an answer, and the one clock that they move. */
import { parseSource, SOURCE_HEADER } from '@inquiry-lens/shared/contract/headers.ts'
import { vi } from 'vitest'
import type { RelayUnderTest } from './relay-under-test.ts'

export const SESSIONS = 'GET /api/v1/inquiry-sessions'
export const EVENTS = 'GET /api/v1/events'

export const countOf = (relay: RelayUnderTest, call: string) => relay.providers.control.calls()[call] ?? 0
export const countAll = (relay: RelayUnderTest) =>
  Object.values(relay.providers.control.calls()).reduce((sum, count) => sum + count, 0)
export const statusOf = (answer: Response) => answer.headers.get('Cache-Status')
export const sourceOf = (answer: Response) => parseSource(answer.headers.get(SOURCE_HEADER))
export const ageOf = (answer: Response) => Number(answer.headers.get('Age'))

/** Moves every clock there is, the relay's and the provider's alike. */
export function passTime(seconds: number) {
  vi.setSystemTime(Date.now() + seconds * 1000)
}
