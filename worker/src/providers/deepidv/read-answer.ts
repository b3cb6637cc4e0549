/** What deepidv's answers say besides their rows: whether it worked, and why not. Source: docs.deepidv.com. */
import * as v from 'valibot'
import type { Fetched, UpstreamProblem } from '../provider.ts'
import { type JsonBody, readJson } from '../read-json.ts'
import { readRetryAfter, secondsUntil } from '../retry-after.ts'
import { ErrorSchema } from './wire.ts'

/** Where nothing says how long: a second's limit is a second, a day's is asked about again in ten minutes. */
const RATE_SECONDS = 1
const QUOTA_SECONDS = 600

/** Of one object: it may be another organisation's (403), there is none (404), it is no ID at all (400). */
const MISSING: ReadonlySet<number> = new Set([400, 403, 404])

/** `isOfOne`: else the same statuses speak of the request, and of the key. */
export async function readAnswer<TValue>(
  response: Response,
  readBody: (response: Response) => Promise<JsonBody<TValue>>,
  asked: { now: number; isOfOne: boolean },
): Promise<Fetched<TValue>> {
  return { ...(await judgeAnswer(response, readBody, asked)), status: response.status }
}

async function judgeAnswer<TValue>(
  response: Response,
  readBody: (response: Response) => Promise<JsonBody<TValue>>,
  { now, isOfOne }: { now: number; isOfOne: boolean },
): Promise<Fetched<TValue>> {
  if (!response.ok) {
    const body = await readJson(response)
    if (isOfOne && MISSING.has(response.status)) {
      return refused({ ...problemOf('not-found', 'deepidv knows no such object.'), final: true })
    }
    return refused(problemOfAnswer(response, body.kind === 'read' ? body.value : {}, now))
  }
  const body = await readBody(response)
  if (body.kind === 'too-large')
    return refused({ ...unreadable('too large'), tooLarge: true, final: isOfOne })
  if (body.kind === 'no-json') return refused({ ...unreadable('no JSON'), final: isOfOne })
  return { ok: true, allowance: undefined, value: body.value, dropped: {} }
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
      const told = secondsUntil(resets_at, now) ?? readRetryAfter(headers, now)
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
