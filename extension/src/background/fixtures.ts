/** Fictional data and parts for the tests of this folder. */
import type { Paired } from '@inquiry-lens/shared/api.ts'
import type { Page, ProviderEvent, Session, Source } from '@inquiry-lens/shared/model.ts'
import { PROBLEM_TYPES, type ProblemCode, typeOfCode } from '@inquiry-lens/shared/problem.ts'
import { formatSource, SOURCE_HEADER } from '@inquiry-lens/shared/source.ts'
import type { Account } from '../messages.ts'

export const RELAY = 'https://lens.example.com'
export const NOW = Date.parse('2026-11-21T12:00:00Z')
export const TOKEN = 'token-of-ada'
export const SOURCE: Source = { provider: 'persona', environment: 'sandbox', state: 'fresh' }

export const ACCOUNT: Account = {
  relay: RELAY,
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2026-12-01T00:00:00Z',
  keepSignedIn: false,
}

export const PAIRED: Paired = {
  token: TOKEN,
  agent: { email: ACCOUNT.email, role: ACCOUNT.role },
  expiresAt: ACCOUNT.expiresAt,
}

export const HEALTH = { service: 'inquiry-lens-relay', api: [1], build: '0.1.0' } as const

export const sessionOf = (id: string): Session => ({
  provider: 'persona',
  id,
  inquiryId: 'inq_Fictional1',
  status: 'active',
  createdAt: '2026-11-21T11:00:00Z',
  startedAt: null,
  expiredAt: null,
  device: {
    type: 'smartphone',
    name: null,
    os: { name: 'Android', version: null },
    browser: { name: null, version: null },
    mobileSdk: { name: null, version: null },
    handoff: null,
  },
  network: {
    proxy: false,
    vpn: null,
    tor: false,
    datacenter: false,
    threatLevel: 'low',
    connectionType: null,
    country: { code: 'DE', name: 'Germany' },
  },
})

export const eventOf = (id: string): ProviderEvent => ({
  provider: 'persona',
  id,
  name: 'inquiry.started',
  createdAt: '2026-11-21T11:00:00Z',
  object: { type: 'inquiry', id: 'inq_Fictional1' },
})

export const sessionsPage = (count: number, next: string | null = null): Page<Session> => ({
  items: Array.from({ length: count }, (_, index) => sessionOf(`iqse_${index}`)),
  next,
})

export function listAnswer(
  page: Page<unknown>,
  { etag = '"one"', age = '0', source = SOURCE }: { etag?: string; age?: string; source?: Source } = {},
): Response {
  return Response.json(page, { headers: { ETag: etag, Age: age, [SOURCE_HEADER]: formatSource(source) } })
}

export const notModified = (age: string): Response =>
  new Response(null, { status: 304, headers: { Age: age, [SOURCE_HEADER]: formatSource(SOURCE) } })

export function problemAnswer(code: ProblemCode, more: Record<string, unknown> = {}): Response {
  const { status, title } = PROBLEM_TYPES[code]
  const body = { type: typeOfCode(code), title, status, detail: `About ${code}.`, ...more }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}

/** A promise to be settled from outside. */
export function deferred<T>() {
  return Promise.withResolvers<T>()
}
