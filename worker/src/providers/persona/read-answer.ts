/**
 * What Persona's answers say besides their rows: whether it worked, why not, how much of the limit is left, and where
 * the list goes on. Source: docs.withpersona.com (errors, rate limiting, pagination).
 */
import * as v from 'valibot'
import type { Allowance, Fetched, UpstreamProblem } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { ErrorsSchema, IdentifiedSchema } from './wire.ts'

export async function readAnswer(response: Response): Promise<Fetched<unknown>> {
  const allowance = allowanceOf(response.headers)
  const body = await readJson(response)
  const { status } = response
  if (!response.ok)
    return { ok: false, allowance, status, problem: problemOfAnswer(response, body, allowance) }
  if (body === undefined) return { ok: false, allowance, status, problem: unreadable('no JSON') }
  return { ok: true, allowance, status, value: body, dropped: {} }
}

function problemOfAnswer(
  response: Response,
  body: unknown,
  allowance: Allowance | undefined,
): UpstreamProblem {
  const told = v.safeParse(ErrorsSchema, body)
  const first = told.success ? told.output.errors[0] : undefined
  const providerRequestId = requestIdOf(response.headers)
  const report = (code: UpstreamProblem['code'], detail: string): UpstreamProblem => ({
    ...problemOf(code, detail),
    ...(providerRequestId && { providerRequestId }),
  })
  switch (response.status) {
    case 400:
    case 422:
      // Its words, since they say which parameter; its `details` may hold values, which stay here.
      return {
        ...report('invalid-parameter', `Persona refused the request: ${first?.title ?? 'Bad Request'}.`),
        final: true,
      }
    case 401:
    case 403:
      return {
        ...report('provider-key-refused', `Persona answered ${response.status} to the relay’s key.`),
        final: true,
      }
    case 404:
      return { ...report('not-found', 'Persona knows no such object.'), final: true }
    case 429:
      return {
        ...report('provider-rate-limited', 'Persona’s request limit for this environment is used up.'),
        retryAfter: Math.max(1, allowance?.resetsInSeconds ?? 5),
      }
    default:
      return report('provider-unavailable', `Persona answered with status ${response.status}.`)
  }
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
