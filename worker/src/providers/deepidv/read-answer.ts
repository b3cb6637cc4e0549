/** What deepidv's answers say besides their rows: whether it worked, and why not. Source: docs.deepidv.com. */
import * as v from 'valibot'
import type { Fetched, UpstreamProblem } from '../provider.ts'
import { readJson } from '../read-json.ts'
import { ErrorSchema } from './wire.ts'

/** Where nothing says how long: a second's limit is a second, a day's is asked about again in ten minutes. */
const RATE_SECONDS = 1
const QUOTA_SECONDS = 600
/** As its own programs believe it (deepidv-sdk-ts). */
const LONGEST_RETRY_AFTER = 60

/** Of one object: it may be another organisation's (403), there is none (404), it is no ID at all (400). */
const MISSING: ReadonlySet<number> = new Set([400, 403, 404])

export async function readAnswer(
  response: Response,
  asked: { now: number; isOfOne: boolean },
): Promise<Fetched<unknown>> {
  return { ...(await judgeAnswer(response, asked)), status: response.status }
}

/** `isOfOne`: else the same statuses speak of the request, and of the key. */
async function judgeAnswer(
  response: Response,
  { now, isOfOne }: { now: number; isOfOne: boolean },
): Promise<Fetched<unknown>> {
  const body = await readJson(response)
  if (isOfOne && MISSING.has(response.status)) {
    return refused({ ...problemOf('not-found', 'deepidv knows no such object.'), final: true })
  }
  if (!response.ok) return refused(problemOfAnswer(response, body, now))
  if (body === undefined) return refused(unreadable('no JSON'))
  return { ok: true, allowance: undefined, value: body, dropped: {} }
}

export const refused = (problem: UpstreamProblem) => ({ ok: false as const, allowance: undefined, problem })

/** Its own words stay here: a sentence may name what was asked for, and no form of them is settled. */
function problemOfAnswer({ status, headers }: Response, body: unknown, now: number): UpstreamProblem {
  const { code, resets_at } = v.parse(ErrorSchema, body)
  const final = (problem: UpstreamProblem): UpstreamProblem => ({ ...problem, final: true })
  switch (status) {
    case 400:
    case 422:
      return final(problemOf('invalid-parameter', 'deepidv refused the request.'))
    case 401:
    case 403:
      return final(problemOf('provider-key-refused', `deepidv answered ${status} to the relay’s key.`))
    case 402:
      return final(problemOf('provider-unavailable', 'The organisation’s balance at deepidv is used up.'))
    case 404:
      return final(problemOf('not-found', 'deepidv knows no such object.'))
    case 429: {
      const isQuota = code === 'QUOTA_EXCEEDED'
      const detail = isQuota
        ? 'deepidv’s quota for the day is used up.'
        : 'deepidv’s request limit is used up.'
      const told = secondsUntil(resets_at, now) ?? secondsOf(headers.get('Retry-After'), now)
      return {
        ...problemOf('provider-rate-limited', detail),
        retryAfter: told ?? (isQuota ? QUOTA_SECONDS : RATE_SECONDS),
      }
    }
    default:
      return problemOf('provider-unavailable', `deepidv answered with status ${status}.`)
  }
}

export const problemOf = (code: UpstreamProblem['code'], detail: string): UpstreamProblem => ({
  code,
  detail,
  provider: 'deepidv',
})

export const unreadable = (what: string) => problemOf('provider-unreadable', `deepidv’s answer was ${what}.`)

function secondsUntil(value: unknown, now: number): number | undefined {
  const then = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(then) ? undefined : Math.max(1, Math.ceil((then - now) / 1000))
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function secondsOf(header: string | null, now: number): number | undefined {
  const seconds = /^\d{1,6}$/.test(header ?? '') ? Number(header) : secondsUntil(header, now)
  return seconds === undefined ? undefined : Math.min(LONGEST_RETRY_AFTER, Math.max(1, seconds))
}
