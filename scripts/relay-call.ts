/** A call to the relay, as scripts make it. Throws an `Error` with the problem's own words. */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  codeOfType,
  PROBLEM_TYPES,
  type ProblemCode,
  ProblemSchema,
} from '@inquiry-lens/shared/contract/problems.ts'
import * as v from 'valibot'
import { isLoopback } from '../worker/src/config/binding-schemas.ts'

/** Why no token and no pairing code may go there; `undefined`: they may. */
export function refusePlainHttp({ protocol, hostname, origin }: URL): string | undefined {
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined
  return `${origin} is not https: on the way anyone could read the token. Plain http is for a relay on this machine only.`
}

export interface RelayRequest {
  method?: string
  token?: string
  headers?: Record<string, string>
  body?: string
}

/** Every request of a script to a relay. Rejects where a token could be read on the way, and where it is redirected. */
export async function fetchRelay(
  url: URL,
  { token, headers, ...init }: RelayRequest = {},
  send: (url: string, init: RequestInit) => Promise<Response> = fetch,
): Promise<Response> {
  const refused = refusePlainHttp(url)
  if (refused) throw new Error(refused)
  return send(url.href, {
    ...init,
    headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    redirect: 'error',
    signal: AbortSignal.timeout(15_000),
  })
}

/** `code`: `undefined` for a problem that this version does not know. */
export class RelayRefusal extends Error {
  readonly code: ProblemCode | undefined
  constructor(message: string, code: ProblemCode | undefined) {
    super(message)
    this.code = code
  }
}

/** `null` where the answer has no body. */
export type RelayCall = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>

/** A minute's limit may be used up; more often than this it is something else. */
const MAX_WAITS = 3
const MAX_WAIT_SECONDS = 60

/** `nextSteps`: in place of what the extension’s agents are told to do, where that is no use in a terminal. */
export function createRelayCall(
  relay: string,
  token: string,
  nextSteps: Partial<Record<ProblemCode, string>> = {},
): RelayCall {
  return async (method, path, body) => {
    for (let waits = 0; ; waits++) {
      const answer = await fetchRelay(new URL(path, relay), {
        method,
        token,
        headers: { 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      }).catch((error: Error) => {
        throw new Error(`There is no answer from ${relay} (${error.message}). Is the relay running there?`)
      })
      const text = await answer.text()
      if (answer.ok) return text === '' ? null : JSON.parse(text)
      const problem = v.safeParse(v.pipe(v.string(), v.parseJson(), ProblemSchema), text)
      if (!problem.success)
        throw new Error(`${relay} answered ${answer.status} and is no Inquiry Lens relay.`)
      const { type, title, detail, retryAfter } = problem.output
      const code = codeOfType(type)
      const mayWait =
        code === 'agent-rate-limited' && retryAfter !== undefined && retryAfter <= MAX_WAIT_SECONDS
      if (!mayWait || waits >= MAX_WAITS) {
        const own = code && nextSteps[code]
        const message = own
          ? `${detail} ${own}`
          : `${title}: ${detail} ${code ? PROBLEM_TYPES[code].nextStep : ''}`
        throw new RelayRefusal(message, code)
      }
      await sleep(retryAfter * 1000)
    }
  }
}
