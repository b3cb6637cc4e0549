/**
 * Persona's API, read-only by construction: a request is one of the paths below, asked with GET, at one fixed origin.
 * Nothing of a caller's request reaches it but values that have passed a schema.
 * Source: docs.withpersona.com, version 2025-12-08 (pagination, rate limiting, errors, events, inquiry sessions).
 */
import type { OpenFamilies } from '@inquiry-lens/shared/event-families.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { Allowance, Fetched, ListRequest, Provider, UpstreamPage, UpstreamProblem } from '../provider.ts'
import { type Projection, projectEvent, projectSession } from './project.ts'
import { ErrorsSchema, ListSchema, ObjectSchema } from './wire.ts'

const PATHS = {
  sessions: () => '/api/v1/inquiry-sessions',
  session: (id: string) => `/api/v1/inquiry-sessions/${encodeURIComponent(id)}`,
  events: () => '/api/v1/events',
  event: (id: string) => `/api/v1/events/${encodeURIComponent(id)}`,
}

/** Pinned: what a later version adds or renames must be read by a person first. */
const HEADERS = {
  Accept: 'application/json',
  'Persona-Version': '2025-12-08',
  'Key-Inflection': 'kebab',
}

/** Persona's most. Its usual 10 would cost ten times the requests. */
const PAGE_SIZE = 100
/** Where the size is ignored, or nothing on a page may be shown, this many requests make one answer at most. */
const MOST_REQUESTS_A_PAGE = 10
const LARGEST_ANSWER_BYTES = 2_000_000

export interface PersonaParts {
  key: string
  origin: string
  environment: Environment
  families: OpenFamilies
  fetch: (request: Request) => Promise<Response>
}

type Parameters = Record<string, string | null | undefined>

export function createPersona({ key, origin, environment, families, fetch }: PersonaParts): Provider {
  /** Persona documents no `page[size]` for sessions. Once it has refused one, it is not sent again. */
  let sessionSizeRefused = false

  async function get(path: string, parameters: Parameters, signal: AbortSignal): Promise<Fetched<unknown>> {
    const url = new URL(path, origin)
    for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
    // A redirect would carry the key to wherever it points.
    const request = new Request(url, {
      headers: { ...HEADERS, Authorization: `Bearer ${key}` },
      redirect: 'manual',
      signal,
    })
    try {
      return await readAnswer(await fetch(request))
    } catch {
      const problem = signal.aborted
        ? problemOf('provider-timeout', 'Persona did not answer in time.')
        : problemOf('provider-unavailable', 'The connection to Persona failed.')
      return { ok: false, allowance: undefined, problem }
    }
  }

  async function list<TItem>(
    path: string,
    filter: Parameters,
    { after, wanted }: Pick<ListRequest<unknown>, 'after' | 'wanted'>,
    project: (raw: unknown) => Projection<TItem>,
    size: () => string | null,
    signal: AbortSignal,
  ): Promise<Fetched<UpstreamPage<TItem>>> {
    const items: TItem[] = []
    const dropped = createCount()
    let next = after
    let seen = 0
    let allowance: Allowance | undefined
    for (let request = 0; request < MOST_REQUESTS_A_PAGE; request++) {
      const fetched = await get(path, { ...filter, 'page[size]': size(), 'page[after]': next }, signal)
      allowance = fetched.allowance ?? allowance
      if (!fetched.ok) return { ...fetched, allowance }
      const page = v.safeParse(ListSchema, fetched.value)
      if (!page.success) return { ok: false, allowance, problem: unreadable('a list without rows') }
      for (const raw of page.output.data) {
        const projected = project(raw)
        dropped.add(projected.dropped)
        if (projected.item !== null) items.push(projected.item)
      }
      seen += page.output.data.length
      next = cursorOf(page.output.links.next)
      // A short page is honest, and costs no second request; an empty one with more behind it helps nobody.
      const suffices = items.length >= wanted || (items.length > 0 && seen >= PAGE_SIZE)
      if (next === null || suffices) break
    }
    return { ok: true, allowance, value: { items, next }, dropped: dropped.all }
  }

  async function find<TItem>(
    path: string,
    project: (raw: unknown) => Projection<TItem>,
    signal: AbortSignal,
  ): Promise<Fetched<TItem | null>> {
    const fetched = await get(path, {}, signal)
    if (!fetched.ok) {
      return fetched.problem.code === 'not-found'
        ? { ok: true, allowance: fetched.allowance, value: null, dropped: {} }
        : fetched
    }
    const body = v.safeParse(ObjectSchema, fetched.value)
    if (!body.success) return { ...fetched, ok: false, problem: unreadable('an answer without data') }
    const { item, dropped } = project(body.output.data)
    const count = createCount()
    count.add(dropped)
    return { ok: true, allowance: fetched.allowance, value: item, dropped: count.all }
  }

  return {
    id: 'persona',
    environment,

    async listSessions(request, signal) {
      const filter = { 'filter[inquiry-id]': request.filter.inquiry }
      const size = () => (sessionSizeRefused ? null : String(PAGE_SIZE))
      const first = await list(PATHS.sessions(), filter, request, projectSession, size, signal)
      if (first.ok || first.problem.code !== 'invalid-parameter' || sessionSizeRefused) return first
      sessionSizeRefused = true
      const second = await list(PATHS.sessions(), filter, request, projectSession, size, signal)
      // It was not the size, then.
      if (!second.ok && second.problem.code === 'invalid-parameter') sessionSizeRefused = false
      return second
    },

    listEvents: (request, signal) =>
      list(
        PATHS.events(),
        {
          'filter[name]': request.filter.name?.join(','),
          'filter[object-id]': request.filter.object?.join(','),
          'filter[id]': request.filter.id?.join(','),
        },
        request,
        (raw) => projectEvent(raw, families),
        () => String(PAGE_SIZE),
        signal,
      ),

    findSession: (id, signal) => find(PATHS.session(id), projectSession, signal),
    findEvent: (id, signal) => find(PATHS.event(id), (raw) => projectEvent(raw, families), signal),
  }
}

async function readAnswer(response: Response): Promise<Fetched<unknown>> {
  const allowance = allowanceOf(response.headers)
  const body = await readJson(response)
  if (!response.ok) return { ok: false, allowance, problem: problemOfAnswer(response, body, allowance) }
  if (body === undefined) return { ok: false, allowance, problem: unreadable('no JSON') }
  return { ok: true, allowance, value: body, dropped: {} }
}

/** `undefined` for what is no JSON, or more of it than any page of ours holds. */
async function readJson(response: Response): Promise<unknown> {
  if (!response.headers.get('Content-Type')?.includes('json') || response.body === null) return undefined
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > LARGEST_ANSWER_BYTES) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(await new Blob(chunks).text())
  } catch {
    return undefined
  }
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

const problemOf = (code: UpstreamProblem['code'], detail: string): UpstreamProblem => ({
  code,
  detail,
  provider: 'persona',
})

const unreadable = (what: string) => problemOf('provider-unreadable', `Persona’s answer was ${what}.`)

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
function cursorOf(link: string | null | undefined): string | null {
  if (!link || !URL.canParse(link, 'https://cursor.invalid')) return null
  const cursor = new URL(link, 'https://cursor.invalid').searchParams.get('page[after]')
  return cursor !== null && /^[A-Za-z0-9_]{1,80}$/.test(cursor) ? cursor : null
}

function createCount() {
  const all: Record<string, number> = {}
  return {
    all,
    add(names: readonly string[]) {
      for (const name of names) all[name] = (all[name] ?? 0) + 1
    },
  }
}
