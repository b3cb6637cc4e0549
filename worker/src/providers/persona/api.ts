/** How Persona refuses, and what it says of its limit. Source: docs.withpersona.com (errors, rate limiting). */
import * as v from 'valibot'
import { createJsonApi, type JsonApiOptions, readRetryAfter } from '../json-api.ts'
import type { Allowance } from '../provider.ts'

/** The version is pinned: a person must read what a later one adds or renames. */
const HEADERS = {
  Accept: 'application/json',
  'Persona-Version': '2025-12-08',
  'Key-Inflection': 'kebab',
}

const RETRY_SECONDS = 5

/** Persona has `details`, not `detail`; neither text is stable. */
const ErrorsSchema = v.object({
  errors: v.array(v.object({ title: v.optional(v.string()), details: v.optional(v.string()) })),
})

export const createPersonaApi = ({
  key,
  ...options
}: Pick<JsonApiOptions, 'origin' | 'fetch' | 'now'> & { key: string }) =>
  createJsonApi({
    ...options,
    provider: 'persona',
    headers: { ...HEADERS, Authorization: `Bearer ${key}` },
    requestIdHeader: 'Request-Id',
    readAllowance,
    // A key may lack access to one object alone.
    missing: new Set([403, 404]),
    describeRefusal({ status, headers, body, allowance }) {
      if (status === 400 || status === 422) {
        const detail = `Persona refused ${nameParameters(body)}.`
        return { code: 'invalid-parameter', detail, final: true }
      }
      if (status !== 429) return undefined
      return {
        code: 'provider-rate-limited',
        detail: 'Persona’s request limit for this environment is used up.',
        retryAfter: allowance?.resetsInSeconds ?? readRetryAfter(headers, options.now()) ?? RETRY_SECONDS,
      }
    },
  })

const PARAMETERS = [
  ...['page[size]', 'page[after]', 'page[before]', 'include'],
  ...['name', 'object-id', 'id', 'inquiry-id', 'reference-id', 'account-id', 'status'].map(
    (one) => `filter[${one}]`,
  ),
  ...['filter[created-at-start]', 'filter[created-at-end]'],
]

/** Persona's own text may repeat a value, so only names of the relay's parameters are taken from it. */
function nameParameters(body: unknown): string {
  const errors = v.safeParse(ErrorsSchema, body)
  const title = (errors.success && errors.output.errors[0]?.title) || ''
  const named = PARAMETERS.filter((name) => title.includes(name))
  return named.length > 0 ? named.join(', ') : 'the request'
}

/** docs.withpersona.com, "Rate limiting": `RateLimit-Reset` is in seconds from now. */
function readAllowance(headers: Headers): Allowance | undefined {
  const [limit, remaining, resetsInSeconds] = ['Limit', 'Remaining', 'Reset'].map((name) =>
    Number.parseInt(headers.get(`RateLimit-${name}`) ?? '', 10),
  )
  const isWhole = (value: number | undefined): value is number => value !== undefined && value >= 0
  return isWhole(limit) && isWhole(remaining) && isWhole(resetsInSeconds)
    ? { limit, remaining, resetsInSeconds }
    : undefined
}
