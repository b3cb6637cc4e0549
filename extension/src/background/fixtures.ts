/** Fictional data for the tests of this folder. */
import type { Paired } from '@inquiry-lens/shared/contract/config.ts'
import { formatSource, SOURCE_HEADER } from '@inquiry-lens/shared/contract/headers.ts'
import { PROBLEM_TYPES, type ProblemCode, typeOfCode } from '@inquiry-lens/shared/contract/problems.ts'
import type {
  Inquiry,
  InquiryCase,
  Page,
  ProviderEvent,
  Session,
  Source,
} from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup, Summary } from '@inquiry-lens/shared/domain/summary.ts'
import {
  madeDevice,
  madeInquiry,
  madeInquiryCase,
  madeNetwork,
  madeSession,
} from '@inquiry-lens/shared/testing/made-rows.ts'
import type { Account } from '../messages/messages.ts'
import type { CardSender, PageSender } from '../platform/sender.ts'

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

export const INQUIRY_ID = 'inq_Fictional1'

export const sessionOf = (id: string): Session =>
  madeSession({
    id,
    inquiryId: INQUIRY_ID,
    createdAt: '2026-11-21T11:00:00Z',
    device: madeDevice({ type: 'smartphone', os: { name: 'Android', version: null } }),
    network: madeNetwork({
      proxy: false,
      tor: false,
      datacenter: false,
      threatLevel: 'low',
      country: { code: 'DE', name: 'Germany' },
    }),
  })

export const eventOf = (id: string): ProviderEvent => ({
  provider: 'persona',
  id,
  name: 'inquiry.started',
  createdAt: '2026-11-21T11:00:00Z',
  object: { type: 'inquiry', id: INQUIRY_ID },
})

export const inquiryOf = (id: string, status = 'approved'): Inquiry =>
  madeInquiry({
    id,
    status,
    createdAt: '2026-11-21T11:00:00Z',
    templateName: 'Fictional template',
    counts: { sessions: 1, verifications: 0, documents: 0, selfies: 0 },
  })

export const caseFileOf = (id: string, status?: string): InquiryCase =>
  madeInquiryCase({
    inquiry: inquiryOf(id, status),
    sessions: [sessionOf('iqse_0')],
    events: [eventOf('evt_0')],
  })

export const summaryOf = (id: string, more: Partial<Summary> = {}): Summary => ({
  provider: 'persona',
  kind: 'inquiry',
  id,
  inquiryId: id,
  status: 'approved',
  name: null,
  at: '2026-11-21T11:00:00Z',
  redacted: false,
  flow: null,
  ...more,
})

export const found = (id: string, more?: Partial<Summary>): Lookup => ({
  id,
  outcome: 'found',
  summary: summaryOf(id, more),
})

export const HELP_DESK = 'https://desk.example.com'

export const pageSender = (more: Partial<PageSender> = {}): PageSender => ({
  kind: 'page',
  tabId: 4,
  windowId: 1,
  frameId: 0,
  documentId: 'D0',
  origin: HELP_DESK,
  tabUrl: `${HELP_DESK}/tickets/1`,
  ...more,
})

export const cardSender = (more: Partial<CardSender> = {}): CardSender => ({
  kind: 'card',
  tabId: 4,
  windowId: 1,
  documentId: 'C1',
  tabUrl: `${HELP_DESK}/tickets/1`,
  ...more,
})

export const CARD_TOKEN = '5e0d7c4e-2f4f-4d55-9a51-0a8a7d9d3d11'

export const sessionsPage = (count: number, next: string | null = null): Page<Session> => ({
  items: Array.from({ length: count }, (_, index) => sessionOf(`iqse_${index}`)),
  next,
})

/** An answer with an ETag and what is known of its freshness. */
export function taggedAnswer(
  body: unknown,
  { etag = '"one"', age = '0', source = SOURCE }: { etag?: string; age?: string; source?: Source } = {},
): Response {
  return Response.json(body, { headers: { ETag: etag, Age: age, [SOURCE_HEADER]: formatSource(source) } })
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

/** A promise that the test resolves. */
export const deferred = <T>() => Promise.withResolvers<T>()
