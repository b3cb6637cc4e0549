/** The relay, as the rest of the background asks it: the only place in the extension that opens a connection. */
import {
  type Config,
  ConfigSchema,
  EventsPageSchema,
  type Health,
  HealthSchema,
  LookupsSchema,
  type Me,
  MeSchema,
  type Paired,
  PairedSchema,
  SessionsPageSchema,
} from '@inquiry-lens/shared/api.ts'
import { type CaseFile, CaseFileSchema, type Lookup, type Page } from '@inquiry-lens/shared/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Api } from '@inquiry-lens/worker/client-type'
import { hc } from 'hono/client'
import { fail, localFailure, type Result, succeed } from '../failure.ts'
import type { ListFilter, ListName, ListRows } from '../messages.ts'
import { problemFailure } from './problem-failure.ts'
import {
  type Answer,
  type Freshness,
  readAnswer,
  readFailure,
  readTimeToLive,
  readValue,
} from './relay-answer.ts'

/** Who asks, of which relay. The signal ends with the sign-in, and so does every flight that it pays for. */
export interface Credentials {
  relay: string
  token: string
  signal: AbortSignal
}

/** On which terms something is asked for. */
interface Terms {
  /** Ask the provider anew, as far as its budget allows. */
  fresh?: boolean | undefined
  /** Of the answer that the asker holds. */
  etag?: string | undefined
}

export type ListQuestion<TName extends ListName> = ListFilter<TName> &
  Terms & {
    provider?: ProviderId | undefined
    cursor?: string | undefined
    limit: number
  }

export interface LookupsAnswer extends Freshness {
  items: Lookup[]
  /** Seconds that it stays fresh, where the relay said so. */
  timeToLive: number | undefined
}

export interface RelayClient {
  health(relay: string): Promise<Result<Health>>
  pair(relay: string, request: { code: string; keepSignedIn: boolean }): Promise<Result<Paired>>
  signOut(credentials: Pick<Credentials, 'relay' | 'token'>): Promise<Result<null>>
  me(credentials: Credentials): Promise<Result<Me>>
  config(credentials: Credentials): Promise<Result<Config>>
  lists: {
    [TName in ListName]: (
      credentials: Credentials,
      question: ListQuestion<TName>,
    ) => Promise<Result<Answer<Page<ListRows[TName]>>>>
  }
  lookUp(credentials: Credentials, ids: string[]): Promise<Result<LookupsAnswer>>
  /** `id`: an inquiry's, or a session's that leads to its inquiry. */
  caseFile(credentials: Credentials, question: Terms & { id: string }): Promise<Result<Answer<CaseFile>>>
}

export interface RelayClientParts {
  fetch: typeof fetch
  now: () => number
  isOnline: () => boolean
  /** A signal that aborts after so many milliseconds. */
  timeLimit: (milliseconds: number) => AbortSignal
  /** What the relay must have in ALLOWED_ORIGINS. */
  ownOrigin: string
}

/** The relay itself gives up on a list after 10 s, on a look-up after 4; 2 s are for the way. */
const LIMIT_MS = { usual: 12_000, lookUp: 6_000, health: 6_000, signOut: 5_000 } as const

type Call = (api: ReturnType<typeof hc<Api>>) => Promise<Response>

interface Exchange<T> {
  relay: string
  token?: string
  signal?: AbortSignal
  limit?: number
  headers?: Record<string, string>
  call: Call
  read: (response: Response) => Promise<Result<T>>
}

export function createRelayClient({
  fetch,
  now,
  isOnline,
  timeLimit,
  ownOrigin,
}: RelayClientParts): RelayClient {
  /** `undefined`: nothing came back at all, for a reason that the browser keeps to itself. */
  async function tryOnce<T>({
    relay,
    token,
    signal: wanted,
    limit: milliseconds = LIMIT_MS.usual,
    headers,
    call,
    read,
  }: Exchange<T>): Promise<Result<T> | undefined> {
    const limit = timeLimit(milliseconds)
    const signal = AbortSignal.any(wanted ? [limit, wanted] : [limit])
    const api = hc<Api>(relay, {
      fetch,
      buildSearchParams,
      headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      // No `cache: 'no-store'`: with it Chromium adds `Cache-Control: no-cache` to each request (measured; Fetch
      // standard, "HTTP-network-or-cache fetch"), by which the relay would ask the provider every time. The relay
      // forbids storing on every answer. A redirect is never followed; "manual" lets us say that there was one.
      init: { credentials: 'omit', redirect: 'manual', signal },
    })
    let result: Result<T> | undefined
    try {
      result = await read(await call(api))
    } catch {
      result = undefined
    }
    if (result && !result.ok && result.error.code === 'origin-refused') return fail(refusedOrigin(relay))
    if (result?.ok || !signal.aborted) return result
    if (wanted?.aborted) return fail(problemFailure('signed-out'))
    return fail(localFailure('relay-timeout', `No answer within ${milliseconds / 1000} seconds.`))
  }

  async function health(relay: string): Promise<Result<Health>> {
    const result = await tryOnce({
      relay,
      limit: LIMIT_MS.health,
      call: (api) => api.healthz.$get(),
      async read(response) {
        const health = await readValue(response, HealthSchema)
        if (health.ok || health.error.code !== 'relay-unreadable') return health
        // A gateway in trouble says nothing of what stands behind it.
        const code = response.status >= 500 ? 'relay-unreachable' : 'not-a-relay'
        return fail(
          localFailure(code, `${relay} answered with status ${response.status}, but not as a relay does.`),
        )
      },
    })
    return result ?? fail(silence(relay))
  }

  /**
   * The browser does not tell an origin that the relay refuses from a broken connection. But `/healthz` is open to
   * every origin: where that answers and the rest stays silent, it is the origin. A read is tried a second time before
   * saying so, since a hiccup must not send anyone to their admin.
   */
  async function exchange<T>(request: Exchange<T>, { twice }: { twice: boolean }): Promise<Result<T>> {
    const first = await tryOnce(request)
    if (first) return first
    if (!isOnline()) return fail(silence(request.relay))
    const alive = await health(request.relay)
    if (!alive.ok) return alive
    const second = twice ? await tryOnce(request) : undefined
    return second ?? fail(refusedOrigin(request.relay))
  }

  const refusedOrigin = (relay: string) =>
    problemFailure(
      'origin-refused',
      `${relay} is there but does not answer this extension: most likely its ALLOWED_ORIGINS lacks ${ownOrigin}`,
    )

  const silence = (relay: string) =>
    isOnline() ? localFailure('relay-unreachable', `No answer from ${relay}.`) : localFailure('offline')

  const read = <T>(request: Exchange<T>) => exchange(request, { twice: true })

  function ask<T>(
    credentials: Credentials,
    { fresh, etag }: Terms,
    call: Call,
    schema: Parameters<typeof readAnswer<T>>[1],
  ): Promise<Result<Answer<T>>> {
    return read({
      ...credentials,
      headers: { ...(etag && { 'If-None-Match': etag }), ...(fresh && { 'Cache-Control': 'no-cache' }) },
      call,
      read: (response) => readAnswer(response, schema, now()),
    })
  }

  return {
    health,

    pair: (relay, json) =>
      exchange(
        {
          relay,
          call: (api) => api.access.pair.$post({ json }),
          read: (response) => readValue(response, PairedSchema),
        },
        // The first try may have used the code up.
        { twice: false },
      ),

    async signOut({ relay, token }) {
      const result = await tryOnce({
        relay,
        token,
        limit: LIMIT_MS.signOut,
        call: (api) => api.access['sign-out'].$post(),
        read: async (response) => (response.ok ? succeed(null) : fail(await readFailure(response))),
      })
      return result ?? fail(silence(relay))
    },

    me: (credentials) =>
      read({
        ...credentials,
        call: (api) => api.v1.me.$get(),
        read: (response) => readValue(response, MeSchema),
      }),

    config: (credentials) =>
      read({
        ...credentials,
        call: (api) => api.v1.config.$get(),
        read: (response) => readValue(response, ConfigSchema),
      }),

    lists: {
      'app:sessions.list': (credentials, question) =>
        ask(
          credentials,
          question,
          (api) => api.v1.sessions.$get({ query: { ...paging(question), inquiry: question.inquiry } }),
          SessionsPageSchema,
        ),
      'app:events.list': (credentials, question) =>
        ask(
          credentials,
          question,
          (api) =>
            api.v1.events.$get({
              query: { ...paging(question), name: question.names, object: question.objects },
            }),
          EventsPageSchema,
        ),
    },

    lookUp: (credentials, ids) =>
      // A POST, since that many IDs fit no address; it changes nothing, so that it may be asked twice.
      read({
        ...credentials,
        limit: LIMIT_MS.lookUp,
        call: (api) => api.v1.lookups.$post({ json: { ids } }),
        async read(response) {
          const answer = await readAnswer(response, LookupsSchema, now())
          if (!answer.ok) return answer
          // A POST is never answered with “not modified” (RFC 9110, section 13.1.2).
          if (answer.value.unchanged) return fail(localFailure('relay-unreadable'))
          const { source, asOf, value } = answer.value
          return succeed({ source, asOf, items: value.items, timeToLive: readTimeToLive(response) })
        },
      }),

    caseFile: (credentials, { id, ...terms }) =>
      ask(credentials, terms, (api) => api.v1.cases[':id'].$get({ param: { id } }), CaseFileSchema),
  }
}

const paging = ({ provider, cursor, limit }: ListQuestion<ListName>) => ({ provider, cursor, limit })

/** The relay takes several values as one, with commas between; a filter without a value is none. */
function buildSearchParams(query: Record<string, unknown>): URLSearchParams {
  const pairs = Object.entries(query).map(([name, value]) => [name, [value ?? ''].flat().join(',')])
  return new URLSearchParams(pairs.filter(([, value]) => value !== ''))
}
