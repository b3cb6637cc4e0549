/** A provider's JSON API: GET at one fixed origin, with a provider's own refusals and limits described by its folder. */
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { countDropped, isUnreadable, type Projection } from './projection.ts'
import type { Allowance, Dropped, Fetched, UpstreamCall, UpstreamProblem } from './provider.ts'
import { type JsonBody, readJson } from './read-json.ts'

export type SearchParameters = Readonly<Record<string, string | null | undefined>>

interface Refusal {
  status: number
  headers: Headers
  body: unknown
  allowance: Allowance | undefined
}

export interface JsonApiOptions {
  provider: ProviderId
  origin: string
  headers: Readonly<Record<string, string>>
  fetch: (request: Request) => Promise<Response>
  now: () => number
  missing: ReadonlySet<number>
  readAllowance?: (headers: Headers) => Allowance | undefined
  requestIdHeader?: string
  /** `undefined`: what every provider means by this status. */
  describeRefusal(refusal: Refusal): Omit<UpstreamProblem, 'provider'> | undefined
}

export function createJsonApi({ provider, origin, headers, fetch, now, missing, ...quirks }: JsonApiOptions) {
  const { name } = PROVIDERS[provider]

  const problemOf = (code: UpstreamProblem['code'], detail: string): UpstreamProblem => ({
    code,
    detail,
    provider,
  })
  const unreadable = (what: string) => problemOf('provider-unreadable', `${name}’s answer was ${what}.`)

  async function request<TValue>(
    path: string,
    parameters: SearchParameters,
    readBody: (response: Response) => Promise<JsonBody<TValue>>,
    { isOfOne, abort }: { isOfOne: boolean; abort: AbortSignal },
  ): Promise<Fetched<TValue>> {
    const url = new URL(path, origin)
    for (const [parameter, value] of Object.entries(parameters))
      if (value != null) url.searchParams.set(parameter, value)
    let status: number | undefined
    try {
      // A redirect would carry the key to another address.
      const response = await fetch(new Request(url, { headers, redirect: 'manual', signal: abort }))
      status = response.status
      const allowance = quirks.readAllowance?.(response.headers)
      if (!response.ok) {
        const body = await readJson(response)
        const refusal = {
          status: isOfOne && missing.has(status) ? 404 : status,
          headers: response.headers,
          body: body.kind === 'read' ? body.value : undefined,
          allowance,
        }
        return { ok: false, allowance, status, problem: describeRefusal(refusal) }
      }
      const body = await readBody(response)
      if (body.kind === 'read') return { ok: true, allowance, status, value: body.value, dropped: {} }
      const problem =
        body.kind === 'too-large' ? { ...unreadable('too large'), tooLarge: true } : unreadable('no JSON')
      return { ok: false, allowance, status, problem: { ...problem, final: isOfOne } }
    } catch {
      const problem = abort.aborted
        ? problemOf('provider-timeout', `${name} did not answer in time.`)
        : problemOf('provider-unavailable', `The connection to ${name} failed.`)
      return { ok: false, allowance: undefined, status, problem }
    }
  }

  function describeRefusal(refusal: Refusal): UpstreamProblem {
    const { requestIdHeader = '' } = quirks
    const requestId = requestIdHeader && refusal.headers.get(requestIdHeader)
    const providerRequestId = /^[\w-]{1,80}$/.exec(requestId || '')?.[0]
    return {
      ...(quirks.describeRefusal(refusal) ?? describeStatus(refusal.status)),
      provider,
      ...(providerRequestId && { providerRequestId }),
    }
  }

  function describeStatus(status: number): UpstreamProblem {
    switch (status) {
      case 400:
      case 422:
        return { ...problemOf('invalid-parameter', `${name} refused the request.`), final: true }
      case 401:
      case 403:
        return {
          ...problemOf('provider-key-refused', `${name} answered ${status} to the relay’s key.`),
          final: true,
        }
      case 404:
        return { ...problemOf('not-found', `${name} knows no such object.`), final: true }
      default:
        return problemOf('provider-unavailable', `${name} answered with status ${status}.`)
    }
  }

  return {
    problemOf,
    unreadable,

    getList: <TValue>(
      path: string,
      parameters: SearchParameters,
      readBody: (response: Response) => Promise<JsonBody<TValue>>,
      call: UpstreamCall,
    ): Promise<Fetched<TValue>> =>
      call.send((abort) => request(path, parameters, readBody, { isOfOne: false, abort })),

    /** `null`: it does not exist, or must not be shown. A text from `read` says what is wrong with the answer. */
    async find<TItem>(
      path: string,
      parameters: SearchParameters,
      read: (body: unknown) => Projection<TItem> | string,
      call: UpstreamCall,
    ): Promise<Fetched<TItem | null>> {
      const fetched = await call.send((abort) =>
        request(path, parameters, readJson, { isOfOne: true, abort }),
      )
      const { allowance, status } = fetched
      if (!fetched.ok)
        return fetched.problem.code === 'not-found' ? { ...found(null), allowance, status } : fetched
      const projected = read(fetched.value)
      return typeof projected === 'string'
        ? { ok: false, allowance, problem: unreadable(projected) }
        : { ...found(projected.item, projected.dropped), allowance }
    },

    /**
     * Finds an object that may be hidden from agents. Unless it is visible, every answer about it (also a refusal, or an
     * unreadable one) becomes "does not exist" before it is judged or retried; else a broken answer would disclose it.
     * `read` gets `undefined` for an unreadable body.
     */
    findHideable: <TItem>(
      path: string,
      read: (body: unknown) => Projection<TItem>,
      call: UpstreamCall,
    ): Promise<Fetched<TItem | null>> =>
      call.send(async (abort): Promise<Fetched<TItem | null>> => {
        const fetched = await request(path, {}, readJson, { isOfOne: true, abort })
        const { allowance, status } = fetched
        if (!fetched.ok && !isAboutOneObject(status, fetched.problem)) return fetched
        const isRefused = status !== undefined && status >= 300
        const { item, dropped } = isRefused ? NOTHING : read(fetched.ok ? fetched.value : undefined)
        if (item !== null) return { ...found(item, dropped), allowance, status }
        // No allowance and no counts: both would tell a hidden object from an absent one.
        return dropped.some(isUnreadable) ? { ...found(null), isUnreadable: true } : found(null)
      }),
  }
}

const NOTHING = { item: null, dropped: [] }

/** Other failures are about the key, a limit, time, or the provider as a whole. */
const isAboutOneObject = (status: number | undefined, { code }: UpstreamProblem): boolean =>
  status !== undefined && status < 500 && !GENERAL_STATUSES.has(status) && code !== 'provider-timeout'

const GENERAL_STATUSES: ReadonlySet<number> = new Set([401, 402, 407, 408, 429])

export const found = <TItem>(value: TItem, dropped: readonly string[] = []) => ({
  ok: true as const,
  allowance: undefined,
  value,
  dropped: countDropped(dropped).all,
})

export function addCounts(counts: readonly Dropped[]): Dropped {
  const sum: Record<string, number> = {}
  for (const one of counts)
    for (const [name, count] of Object.entries(one)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

/** RFC 9110 §10.2.3: `Retry-After` in seconds or as a date, as seconds from now. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('Retry-After')
  return /^\d{1,9}$/.test(value ?? '') ? Number(value) : readSecondsUntil(value, now)
}

/** `then`: a date as text. `undefined` for anything else. */
export function readSecondsUntil(then: unknown, now: number): number | undefined {
  const time = typeof then === 'string' ? Date.parse(then) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.max(1, Math.ceil((time - now) / 1000))
}

const SIZE_KEPT_MS = 10 * 60_000

export interface PageSizeOptions {
  sizes: readonly [number, ...number[]]
  byDefault: number
  now: () => number
}

/** How many rows to ask for. A size that was too large or refused is avoided for ten minutes. */
export function createPageSize({ sizes, byDefault, now }: PageSizeOptions) {
  const [max] = sizes
  /** `null`: the provider takes no size. */
  let learned: { size: number | null; at: number } = { size: max, at: 0 }
  /** Calls whose refusal has another reason than the size: asking without a size would cost a second request. */
  const cleared = new WeakSet<UpstreamCall>()

  const get = (): number | null => {
    const age = now() - learned.at
    return age >= 0 && age < SIZE_KEPT_MS ? learned.size : max
  }
  const expected = () => get() ?? byDefault

  return {
    clear: (call: UpstreamCall): void => void cleared.add(call),

    shrink(atMost = expected() - 1): boolean {
      const size = sizes.find((one) => one <= Math.max(1, atMost)) ?? 1
      if (size >= expected()) return false
      learned = { size, at: now() }
      return true
    },

    async request<TValue>(
      call: UpstreamCall,
      request: (size: number | null) => Promise<Fetched<TValue>>,
    ): Promise<{ fetched: Fetched<TValue>; expected: number }> {
      const size = get()
      const sized = await request(size)
      const isRefused = !sized.ok && sized.problem.code === 'invalid-parameter'
      if (!isRefused || size === null || cleared.has(call))
        return { fetched: sized, expected: size ?? byDefault }
      const fetched = await request(null)
      if (fetched.ok) learned = { size: null, at: now() }
      else cleared.add(call)
      return { fetched, expected: byDefault }
    },
  }
}

export type PageSize = ReturnType<typeof createPageSize>
