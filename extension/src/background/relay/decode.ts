/** Decodes the answer of a relay's address, which need not be a relay. */

import {
  COMPLETE_SINCE_HEADER,
  parseCompleteSince,
  parseSource,
  REQUEST_ID_HEADER,
  SOURCE_HEADER,
} from '@inquiry-lens/shared/contract/headers.ts'
import { ProblemSchema } from '@inquiry-lens/shared/contract/problems.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import { err, type Failure, ok, type Result } from '../../messages/failure.ts'
import { failureOfProblem, localFailure } from './failures.ts'

export interface Freshness {
  source: Source
  /** Milliseconds since the epoch: when the provider said this. */
  asOf: number
  /** ISO 8601. Set if the relay answered from its stored rows alone: earlier rows are missing. */
  completeSince?: string
}

/** A provider's data. `unchanged`: the value of the request's ETag still holds. */
export type RelayAnswer<T> = Freshness &
  ({ unchanged: true } | { unchanged: false; value: T; etag: string | null })

export async function readValue<T>(
  response: Response,
  schema: v.GenericSchema<unknown, T>,
): Promise<Result<T>> {
  if (!response.ok) return err(await readFailure(response))
  const json = await readJson(response)
  if (json === undefined) return err(unreadable(response, 'It is cut short, or no JSON.'))
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return ok(parsed.output)
  return err(unreadable(response, 'It is not what this version of the contract says.'))
}

/** `now`: the time of the answer, in milliseconds since the epoch. */
export async function readAnswer<T>(
  response: Response,
  schema: v.GenericSchema<unknown, T>,
  now: number,
): Promise<Result<RelayAnswer<T>>> {
  const isUnchanged = response.status === 304
  if (!isUnchanged && !response.ok) return err(await readFailure(response))
  // The environment must never be a guess.
  const source = parseSource(response.headers.get(SOURCE_HEADER))
  if (!source) return err(unreadable(response, `Its ${SOURCE_HEADER} header is missing or unknown.`))
  const completeSince = parseCompleteSince(response.headers.get(COMPLETE_SINCE_HEADER))
  const freshness = { source, asOf: now - readAge(response) * 1000, ...(completeSince && { completeSince }) }
  if (isUnchanged) return ok({ ...freshness, unchanged: true })
  const value = await readValue(response, schema)
  if (!value.ok) return value
  return ok({ ...freshness, unchanged: false, value: value.value, etag: response.headers.get('ETag') })
}

/** Seconds that the answer stays fresh in the relay, if it sent them (RFC 9211, section 2.2.6). */
export function readTimeToLive(response: Response): number | undefined {
  const [, ttl] = /;\s*ttl=(-?\d{1,9})\b/.exec(response.headers.get('Cache-Status') ?? '') ?? []
  return ttl === undefined ? undefined : Number(ttl)
}

/** The failure of an unsuccessful answer; of a foreign page (a proxy's, a login's) only the status is used. */
export async function readFailure(response: Response): Promise<Failure> {
  if (response.type === 'opaqueredirect') {
    return localFailure('not-a-relay', 'The address redirects to another one, which a relay never does.')
  }
  const problem = isProblem(response) ? v.safeParse(ProblemSchema, await readJson(response)) : undefined
  if (!problem?.success)
    return unreadable(response, `It answered with status ${response.status} and no reason.`)
  const failure = failureOfProblem(problem.output)
  const retryAfter =
    failure.retryAfter ?? readSeconds(response.headers.get('Retry-After')) ?? readOwnLimit(response)
  return { ...failure, ...(retryAfter !== undefined && { retryAfter }), ...requestIdOf(response, failure) }
}

/** draft-ietf-httpapi-ratelimit-headers: seconds until this agent may ask again, if nothing is left. */
const readOwnLimit = (response: Response): number | undefined =>
  readSeconds(/^"agent";r=0;t=(\d+)$/.exec(response.headers.get('RateLimit') ?? '')?.[1] ?? null)

const isProblem = (response: Response): boolean =>
  /^application\/problem\+json\b/i.test(response.headers.get('Content-Type') ?? '')

/** `undefined` for a body that is cut short or no JSON, which no schema accepts. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return parseJsonVisibly(await response.text())
  } catch {
    return undefined
  }
}

/** RFC 9111, section 5.1: whole seconds. */
const readAge = (response: Response): number => readSeconds(response.headers.get('Age')) ?? 0

const readSeconds = (header: string | null): number | undefined =>
  header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined

const unreadable = (response: Response, detail: string): Failure => ({
  ...localFailure('relay-unreadable', detail),
  ...requestIdOf(response),
})

function requestIdOf(response: Response, failure?: Failure): { requestId?: string } {
  const requestId = failure?.requestId ?? response.headers.get(REQUEST_ID_HEADER)
  return requestId ? { requestId } : {}
}

/**
 * Invisible characters are made visible: a right-to-left override would reverse a file name, a zero-width space would make
 * two names look alike (Unicode UTR 36, "Bidirectional Text Spoofing"). Line breaks, tabs and emoji joiners stay.
 */
const JOINER_OF_EMOJI = String.raw`(?<=\p{Extended_Pictographic}\uFE0F?)\u200D(?=\p{Extended_Pictographic})`
const INVISIBLE = new RegExp(
  String.raw`(?!\uFE0F|${JOINER_OF_EMOJI})[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}`,
  'gu',
)

export const showInvisible = (text: string): string => text.replace(INVISIBLE, nameCodePoint)

function nameCodePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `‹U+${code}›`
}

/** Throws if the text is no JSON. */
export const parseJsonVisibly = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? showInvisible(value) : value))
