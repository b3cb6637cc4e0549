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

export function problemResponse(c: Context<AppEnv>, { code, ...report }: ProblemReport): Response {
  const { status, title } = PROBLEM_TYPES[code]
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
    // RFC 9110 §15.5.2: required on a 401.
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
  })
}
