/** A problem as `application/problem+json` (RFC 9457). */
import { REQUEST_ID_HEADER } from '@inquiry-lens/shared/contract/headers.ts'
import {
  PROBLEM_TYPES,
  type Problem,
  type ProblemReport,
  typeOfCode,
} from '@inquiry-lens/shared/contract/problems.ts'
import type { Context } from 'hono'
import type { AppEnv } from './middleware.ts'

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
  return c.body(JSON.stringify(problem), status, {
    'Content-Type': 'application/problem+json',
    [REQUEST_ID_HEADER]: requestId,
    ...(report.retryAfter !== undefined && { 'Retry-After': String(report.retryAfter) }),
    // RFC 9110 §15.5.2: required on a 401; webhooks have no scheme.
    ...(code === 'signed-out' && { 'WWW-Authenticate': 'Bearer' }),
  })
}
