/**
 * One request to a relay, with its time limit and retry, and its answer decoded: the address need not be a relay's. The only
 * code in the extension that opens a connection.
 */
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { type Health, HealthSchema } from '@inquiry-lens/shared/contract/config.ts'
import {
  COMPLETE_SINCE_HEADER,
  parseCompleteSince,
  parseSource,
  REQUEST_ID_HEADER,
  SOURCE_HEADER,
} from '@inquiry-lens/shared/contract/headers.ts'
import { ProblemSchema } from '@inquiry-lens/shared/contract/problems.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { Api } from '@inquiry-lens/worker/client-type'
import { hc } from 'hono/client'
import * as v from 'valibot'
import { err, type Failure, ok, type Result } from '../../messages/failure.ts'
import type { AuditCheckpoints } from '../session/audit-checkpoints.ts'
import { failureOfProblem, localFailure, problemFailure } from './failures.ts'

/** The sign-in of a request. `abort` aborts when it ends. */
export interface Credentials {
  relay: string
  token: string
  abort: AbortSignal
}

export interface RelayHttpParts {
  fetch: typeof fetch
  now: () => number
  isOnline: () => boolean
  /** Aborts after this many milliseconds. */
  timeLimit: (milliseconds: number) => AbortSignal
  /** What the relay's ALLOWED_ORIGINS must have. */
  ownOrigin: string
  /** Checks the audit checkpoint of each answer to an agent. */
  beginCheck: AuditCheckpoints['beginCheck']
}

/** The relay gives up on a list after 10 s; 2 s are for the way. */
const DEFAULT_LIMIT_MS = 12_000
const HEALTH_LIMIT_MS = 6_000

export type RelayRequest = (api: ReturnType<typeof hc<Api>>) => Promise<Response>

interface RelayResponse<T> {
  relay: string
  token?: string
  abort?: AbortSignal
  /** Milliseconds. */
  limit?: number
  headers?: Record<string, string>
  call: RelayRequest
  read: (response: Response) => Promise<Result<T>>
}

interface RelayHttp {
  now(): number
  /** Needs no sign-in. */
  health(relay: string): Promise<Result<Health>>
  /** Changes nothing, and so may be sent twice. */
  read<T>(request: RelayResponse<T>): Promise<Result<T>>
  /** Sent once: the first try may have arrived though its answer did not. */
  write<T>(request: RelayResponse<T>): Promise<Result<T>>
  /** Sent once, without a diagnosis of a failure. */
  attempt<T>(request: RelayResponse<T>): Promise<Result<T>>
}

export function createRelayHttp({
  fetch,
  now,
  isOnline,
  timeLimit,
  ownOrigin,
  beginCheck,
}: RelayHttpParts): RelayHttp {
  /** `undefined`: no answer, for a reason that the browser does not tell. */
  async function tryOnce<T>({
    relay,
    token,
    abort: signedOut,
    limit: milliseconds = DEFAULT_LIMIT_MS,
    headers,
    call,
    read,
  }: RelayResponse<T>): Promise<Result<T> | undefined> {
    const verify = token === undefined ? undefined : await beginCheck(relay)
    if (signedOut?.aborted) return err(problemFailure('signed-out'))
    const limit = timeLimit(milliseconds)
    const abort = AbortSignal.any(signedOut ? [limit, signedOut] : [limit])
    const api = hc<Api>(relay, {
      fetch,
      buildSearchParams,
      headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      // No `cache: 'no-store'`: with it Chromium adds `Cache-Control: no-cache` to each request (measured; Fetch
      // standard, "HTTP-network-or-cache fetch"), by which the relay would ask the provider every time. The relay
      // forbids storing on every answer. A redirect is never followed; "manual" lets us say that there was one.
      init: { credentials: 'omit', redirect: 'manual', signal: abort },
    })
    let result: Result<T> | undefined
    try {
      const response = await call(api)
      void verify?.(response.headers.get(CHECKPOINT_HEADER))
      result = await read(response)
    } catch {
      result = undefined
    }
    if (result && !result.ok && result.error.code === 'origin-refused') return err(refusedOrigin(relay))
    if (result?.ok || !abort.aborted) return result
    if (signedOut?.aborted) return err(problemFailure('signed-out'))
    return err(localFailure('relay-timeout', `No answer within ${milliseconds / 1000} seconds.`))
  }

  async function health(relay: string): Promise<Result<Health>> {
    const result = await tryOnce({
      relay,
      limit: HEALTH_LIMIT_MS,
      call: (api) => api.healthz.$get(),
      async read(response) {
        const health = await readValue(response, HealthSchema)
        if (health.ok || health.error.code !== 'relay-unreadable') return health
        // A failing gateway does not show what is behind it.
        const code = response.status >= 500 ? 'relay-unreachable' : 'not-a-relay'
        return err(
          localFailure(code, `${relay} answered with status ${response.status}, but not as a relay does.`),
        )
      },
    })
    return result ?? err(noAnswerAtAll(relay))
  }

  /**
   * The browser does not tell a refused origin from a broken connection. But `/healthz` is open to every origin: if only
   * that answers, the origin may be refused. Not with a token: the relay gave it to this extension.
   */
  async function sendRequest<T>(
    request: RelayResponse<T>,
    { twice }: { twice: boolean },
  ): Promise<Result<T>> {
    const first = await tryOnce(request)
    if (first) return first
    if (!isOnline()) return err(noAnswerAtAll(request.relay))
    const alive = await health(request.relay)
    if (!alive.ok) return alive
    const second = twice ? await tryOnce(request) : undefined
    return second ?? err(request.token === undefined ? refusedOrigin(request.relay) : noAnswer(request.relay))
  }

  const refusedOrigin = (relay: string) =>
    problemFailure(
      'origin-refused',
      `${relay} is there but does not answer this extension: most likely its ALLOWED_ORIGINS lacks ${ownOrigin}`,
    )

  const noAnswer = (relay: string) =>
    localFailure(
      'relay-unreachable',
      `${relay} is there, but this request got no answer. If this keeps happening, check that its ALLOWED_ORIGINS has ${ownOrigin}`,
    )

  const noAnswerAtAll = (relay: string) =>
    isOnline() ? localFailure('relay-unreachable', `No answer from ${relay}.`) : localFailure('offline')

  return {
    now,
    health,
    read: (request) => sendRequest(request, { twice: true }),
    write: (request) => sendRequest(request, { twice: false }),
    attempt: async (request) => (await tryOnce(request)) ?? err(noAnswerAtAll(request.relay)),
  }
}

/** Several values are joined by commas; an empty filter is left out. */
function buildSearchParams(query: Record<string, unknown>): URLSearchParams {
  const pairs = Object.entries(query).map(([name, value]) => [name, [value ?? ''].flat().join(',')])
  return new URLSearchParams(pairs.filter(([, value]) => value !== ''))
}

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

/** Without a body it is `null`. */
export async function readValue<T>(
  response: Response,
  schema: v.GenericSchema<unknown, T>,
): Promise<Result<T>> {
  if (!response.ok) return err(await readFailure(response))
  const json = response.status === 204 ? null : await readJson(response)
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
