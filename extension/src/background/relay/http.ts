/** One request to a relay, with its time limit and retry: the only code in the extension that opens a connection. */
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { type Health, HealthSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Api } from '@inquiry-lens/worker/client-type'
import { hc } from 'hono/client'

import { err, type Result } from '../../messages/failure.ts'
import type { AuditCheckpoints } from '../session/audit-checkpoints.ts'
import { readValue } from './decode.ts'
import { localFailure, problemFailure } from './failures.ts'

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

export interface RelayResponse<T> {
  relay: string
  token?: string
  abort?: AbortSignal
  /** Milliseconds. */
  limit?: number
  headers?: Record<string, string>
  call: RelayRequest
  read: (response: Response) => Promise<Result<T>>
}

export interface RelayHttp {
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
