/**
 * What Persona's answers say besides their rows: whether it worked, why not, how much of the limit is left, and where
 * the list goes on. Source: docs.withpersona.com (errors, rate limiting, pagination).
 */
import * as v from 'valibot'
import type { Allowance, Fetched, UpstreamProblem } from '../provider.ts'
import { type JsonBody, readJson } from '../read-json.ts'
import { readRetryAfter } from '../retry-after.ts'
import { ErrorsSchema, IdentifiedSchema } from './wire.ts'

/** Where nothing says how long. */
const RETRY_SECONDS = 5

export interface AnswerParts<TValue> {
  readBody: (response: Response) => Promise<JsonBody<TValue>>
  /** Of one object by its ID; else of a list. */
  isOfOne: boolean
  now: number
}

export async function readAnswer<TValue>(
  response: Response,
  { readBody, isOfOne, now }: AnswerParts<TValue>,
): Promise<Fetched<TValue>> {
  const allowance = allowanceOf(response.headers)
  const { status } = response
  if (!response.ok) {
    const body = await readJson(response)
    const problem = problemOfAnswer(response, body, {
      isOfOne,
      retryAfter: allowance?.resetsInSeconds ?? readRetryAfter(response.headers, now) ?? RETRY_SECONDS,
    })
    return { ok: false, allowance, status, problem }
  }
  const body = await readBody(response)
  switch (body.kind) {
    case 'read':
      return { ok: true, allowance, status, value: body.value, dropped: {} }
    case 'too-large': {
      const problem = { ...unreadable('too large'), tooLarge: true, final: isOfOne }
      return { ok: false, allowance, status, problem }
    }
    case 'no-json':
      return { ok: false, allowance, status, problem: { ...unreadable('no JSON'), final: isOfOne } }
  }
}

function problemOfAnswer(
  response: Response,
  body: JsonBody<unknown>,
  { isOfOne, retryAfter }: { isOfOne: boolean; retryAfter: number },
): UpstreamProblem {
  const errors = v.safeParse(ErrorsSchema, body.kind === 'read' ? body.value : undefined)
  const title = errors.success ? errors.output.errors[0]?.title : undefined
  const providerRequestId = requestIdOf(response.headers)
  const report = (code: UpstreamProblem['code'], detail: string): UpstreamProblem => ({
    ...problemOf(code, detail),
    ...(providerRequestId && { providerRequestId }),
  })
  // A key that may not see one object may see others: what is refused to it alone is not there.
  const status = isOfOne && response.status === 403 ? 404 : response.status
  switch (status) {
    case 400:
    case 422:
      return { ...report('invalid-parameter', `Persona refused ${nameParameters(title)}.`), final: true }
    case 401:
    case 403:
      return {
        ...report('provider-key-refused', `Persona answered ${status} to the relay’s key.`),
        final: true,
      }
    case 404:
      return { ...report('not-found', 'Persona knows no such object.'), final: true }
    case 429:
      return {
        ...report('provider-rate-limited', 'Persona’s request limit for this environment is used up.'),
        retryAfter,
      }
    default:
      return report('provider-unavailable', `Persona answered with status ${status}.`)
  }
}

/** Persona's own words stay here, since they may repeat a value: only names of parameters that the relay sends. */
const PARAMETERS = [
  ...['page[size]', 'page[after]', 'page[before]', 'include'],
  ...['name', 'object-id', 'id', 'inquiry-id', 'reference-id', 'account-id', 'status'].map(
    (one) => `filter[${one}]`,
  ),
  ...['filter[created-at-start]', 'filter[created-at-end]'],
]

function nameParameters(title = ''): string {
  const named = PARAMETERS.filter((name) => title.includes(name))
  return named.length > 0 ? named.join(', ') : 'the request'
}

export const problemOf = (code: UpstreamProblem['code'], detail: string): UpstreamProblem => ({
  code,
  detail,
  provider: 'persona',
})

export const unreadable = (what: string) => problemOf('provider-unreadable', `Persona’s answer was ${what}.`)

const requestIdOf = (headers: Headers): string | undefined =>
  /^[\w-]{1,80}$/.exec(headers.get('Request-Id') ?? '')?.[0]

/** docs.withpersona.com, "Rate limiting": `RateLimit-Reset` is in seconds from now. */
function allowanceOf(headers: Headers): Allowance | undefined {
  const [limit, remaining, resetsInSeconds] = ['Limit', 'Remaining', 'Reset'].map((name) =>
    Number.parseInt(headers.get(`RateLimit-${name}`) ?? '', 10),
  )
  const isWhole = (value: number | undefined): value is number => value !== undefined && value >= 0
  return isWhole(limit) && isWhole(remaining) && isWhole(resetsInSeconds)
    ? { limit, remaining, resetsInSeconds }
    : undefined
}

/** Of `links.next` only the cursor is taken: a returned address is never followed. */
export function cursorOf(link: string | null | undefined): string | null {
  if (!link || !URL.canParse(link, 'https://cursor.invalid')) return null
  const cursor = new URL(link, 'https://cursor.invalid').searchParams.get('page[after]')
  return cursor !== null && /^[A-Za-z0-9_]{1,80}$/.test(cursor) ? cursor : null
}

/** A row's own ID is a cursor, whether the row may be shown or not (docs.withpersona.com, "Pagination"). */
export function idOf(raw: unknown): string | null {
  const row = v.safeParse(IdentifiedSchema, raw)
  return row.success ? row.output.id : null
}
