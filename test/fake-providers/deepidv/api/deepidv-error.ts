import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { JsonObject } from '../../common/json.ts'

/** deepidv has at least five ways to say what went wrong; which one comes when is not documented. */
export class DeepidvError extends Error {
  readonly status: ContentfulStatusCode
  /** text: no JSON at all */
  readonly body: JsonObject | string

  constructor(status: ContentfulStatusCode, body: JsonObject | string) {
    super(typeof body === 'string' ? body : JSON.stringify(body))
    this.status = status
    this.body = body
  }
}

export const badRequest = (error: string) => new DeepidvError(400, { error })
/** Of a query that its schema refuses: `assets/openapi.yaml`, ValidationErrorResponse. */
export const invalid = (hint: string) =>
  new DeepidvError(400, { message: 'Validation failed', hints: [{ message: hint }] })
export const keyUnknown = () => new DeepidvError(401, { error: 'Invalid API key.' })
export const keyRevoked = () => new DeepidvError(401, { detail: 'Unauthorized' })
/** 401 in the pages of its endpoints, 403 in its OpenAPI document. */
export const keyMissing = () => new DeepidvError(403, { error: 'API key is missing.' })
export const notFound = (code: string) => new DeepidvError(404, { error: 'Not found', code })
/** Of a hosted session, and of one without a workflow. */
export const noExecutionState = () =>
  new DeepidvError(404, {
    error: 'No workflow execution state exists for this session',
    code: 'EXECUTION_STATE_NOT_FOUND',
  })
export const foreign = () => new DeepidvError(403, { message: 'Session belongs to a different organization' })
export const sandboxWrite = () =>
  new DeepidvError(403, {
    error: 'This is a sandbox API key. Use a live API key to create or modify resources.',
  })
/** At the gateway, before anything of deepidv's own: no `Retry-After`. */
export const tooMany = () => new DeepidvError(429, { message: 'Too Many Requests' })
export const quotaUsedUp = (quota: number, resetsAt: number) =>
  new DeepidvError(429, {
    error: 'Quota exceeded',
    code: 'QUOTA_EXCEEDED',
    quota,
    used: quota,
    remaining: 0,
    resets_at: new Date(resetsAt).toISOString(),
  })
export const noBalance = () => new DeepidvError(402, 'Insufficient token balance')
export const unavailable = (status: ContentfulStatusCode) =>
  new DeepidvError(status, { error: 'Something went wrong' })
