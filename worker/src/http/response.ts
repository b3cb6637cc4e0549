/** The relay's answers: the headers that stand on each, and problems as `application/problem+json` (RFC 9457). */
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import {
  COMPLETE_SINCE_HEADER,
  RECENT_VIEWERS_HEADER,
  REQUEST_ID_HEADER,
  SOURCE_HEADER,
} from '@inquiry-lens/shared/contract/headers.ts'
import {
  PROBLEM_TYPES,
  type Problem,
  type ProblemReport,
  typeOfCode,
} from '@inquiry-lens/shared/contract/problems.ts'
import type { Context } from 'hono'
import { type Configuration, cachedConfiguration } from '../config/bindings.ts'

export interface AppEnv {
  Bindings: Env
  Variables: {
    requestId: string
    configuration: Configuration
    /** Those of this answer. Hono’s own would be copied to each response that a middleware rebuilds. */
    headers: Record<string, string>
  }
}

const STANDING_HEADERS = new Headers({
  'Access-Control-Expose-Headers': [
    'ETag',
    'Age',
    'Cache-Status',
    'RateLimit',
    'RateLimit-Policy',
    'Retry-After',
    SOURCE_HEADER,
    COMPLETE_SINCE_HEADER,
    RECENT_VIEWERS_HEADER,
    CHECKPOINT_HEADER,
    REQUEST_ID_HEADER,
  ].join(','),
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=15552000; includeSubDomains',
  Vary: 'Origin',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
})

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET,POST,DELETE',
  'Access-Control-Allow-Headers': 'Authorization,Content-Type,Cache-Control,If-None-Match',
  'Access-Control-Max-Age': '7200',
  Vary: 'Origin, Access-Control-Request-Headers',
}

export const isPublic = (path: string): boolean => path === '/healthz'

/** Before anything else: the request's ID, always the relay's own (the audit log stores it), and who may read the answer. */
export function beginAnswer(c: Context<AppEnv>): void {
  const requestId = crypto.randomUUID()
  c.set('requestId', requestId)
  const origin = allowedOrigin(c)
  c.set('headers', {
    [REQUEST_ID_HEADER]: requestId,
    ...(origin !== undefined && { 'Access-Control-Allow-Origin': origin }),
  })
}

function allowedOrigin(c: Context<AppEnv>): string | undefined {
  const configuration = cachedConfiguration(c.env)
  // An unconfigured relay only explains itself, so any origin may read why.
  if (!configuration.ok || isPublic(c.req.path)) return '*'
  const origin = c.req.header('Origin')
  return origin !== undefined && configuration.value.allowedOrigins.includes(origin) ? origin : undefined
}

/** Call once the answer’s own headers are set. */
export function createResponse(
  c: Context<AppEnv>,
  body: string | Uint8Array | null,
  init: Pick<ResponseInit, 'status' | 'webSocket'>,
): Response {
  // A copy of headers that were checked once costs less than to check them again.
  const response = new Response(body, { ...init, headers: STANDING_HEADERS })
  const { headers } = response
  for (const [name, value] of Object.entries(c.get('headers'))) headers.set(name, value)
  return response
}

export const setHeaders = (c: Context<AppEnv>, headers: Readonly<Record<string, string>>): void =>
  void Object.assign(c.get('headers'), headers)

export const emptyResponse = (c: Context<AppEnv>, status: 204 | 304): Response =>
  createResponse(c, null, { status })

export const answerPreflight = (c: Context<AppEnv>): Response => {
  setHeaders(c, PREFLIGHT_HEADERS)
  return emptyResponse(c, 204)
}

export function jsonResponse(
  c: Context<AppEnv>,
  body: string | Uint8Array,
  { status = 200, type = 'application/json' } = {},
): Response {
  setHeaders(c, { 'Content-Type': type })
  return createResponse(c, body, { status })
}

/** Those that no surface can meet, too. */
export const RELAY_PROBLEM_TYPES = {
  ...PROBLEM_TYPES,
  'signature-refused': {
    status: 401,
    title: 'The webhook’s signature is wrong',
  },
  'upgrade-required': {
    status: 426,
    title: 'This address takes WebSockets only',
  },
} as const

interface RelayProblem extends Omit<ProblemReport, 'code'> {
  code: keyof typeof RELAY_PROBLEM_TYPES
}

export function problemResponse(c: Context<AppEnv>, { code, ...report }: RelayProblem): Response {
  const { status, title } = RELAY_PROBLEM_TYPES[code]
  const requestId = c.get('requestId')
  const problem: Problem = {
    type: typeOfCode(code),
    title,
    status,
    instance: `urn:inquiry-lens:request:${requestId}`,
    requestId,
    ...report,
  }
  if (report.retryAfter !== undefined) setHeaders(c, { 'Retry-After': String(report.retryAfter) })
  // RFC 9110 §15.5.2: required on a 401; webhooks have no scheme.
  if (code === 'signed-out') setHeaders(c, { 'WWW-Authenticate': 'Bearer' })
  return jsonResponse(c, JSON.stringify(problem), { status, type: 'application/problem+json' })
}
