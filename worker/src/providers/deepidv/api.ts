/** How deepidv refuses. Source: docs.deepidv.com. */
import * as v from 'valibot'
import { createJsonApi, type JsonApiOptions, readRetryAfter, secondsUntil } from '../json-api.ts'
import { ErrorSchema } from './wire.ts'

/** Where deepidv names no time: its limit is per second, its quota per day. */
const RATE_SECONDS = 1
const QUOTA_SECONDS = 600

export const createDeepidvApi = ({
  key,
  ...options
}: Pick<JsonApiOptions, 'origin' | 'fetch' | 'now'> & { key: string }) =>
  createJsonApi({
    ...options,
    provider: 'deepidv',
    headers: { Accept: 'application/json', 'x-api-key': key },
    // No valid ID (400), another organisation's (403), or none (404).
    missing: new Set([400, 403, 404]),
    // Its own texts are not passed on: they may repeat a value.
    describeRefusal({ status, headers, body }) {
      if (status === 402) {
        const detail = 'The organisation’s balance at deepidv is used up.'
        return { code: 'provider-unavailable', detail, final: true }
      }
      if (status !== 429) return undefined
      const { code, resets_at } = v.parse(ErrorSchema, body)
      const isQuota = code === 'QUOTA_EXCEEDED'
      return {
        code: 'provider-rate-limited',
        detail: isQuota ? 'deepidv’s quota for the day is used up.' : 'deepidv’s request limit is used up.',
        retryAfter:
          secondsUntil(resets_at, options.now()) ??
          readRetryAfter(headers, options.now()) ??
          (isQuota ? QUOTA_SECONDS : RATE_SECONDS),
      }
    },
  })
