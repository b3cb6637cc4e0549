/** Helpers for tests of the gateway. */
import { env } from 'cloudflare:workers'
import { parseSource, SOURCE_HEADER } from '@inquiry-lens/shared/contract/headers.ts'
import { vi } from 'vitest'
import type { RelayUnderTest } from './relay-under-test.ts'

export const SESSIONS = 'GET /api/v1/inquiry-sessions'
export const EVENTS = 'GET /api/v1/events'

export const personaGateway = () => env.PROVIDER_GATEWAY.getByName('persona:sandbox')

export const countOf = (relay: RelayUnderTest, call: string) => relay.providers.control.calls()[call] ?? 0
export const countAll = (relay: RelayUnderTest) =>
  Object.values(relay.providers.control.calls()).reduce((sum, count) => sum + count, 0)
export const statusOf = (answer: Response) => answer.headers.get('Cache-Status')
export const sourceOf = (answer: Response) => parseSource(answer.headers.get(SOURCE_HEADER))
export const ageOf = (answer: Response) => Number(answer.headers.get('Age'))

/** Moves the relay's and the provider's clock. */
export function advanceClock(seconds: number) {
  vi.setSystemTime(Date.now() + seconds * 1000)
}
