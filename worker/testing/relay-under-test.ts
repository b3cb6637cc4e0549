/** The relay in workerd with fake providers, fresh storage, and a clock that only the test moves. */
import { reset } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { AddedAgentSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { PairedSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { codeOfType, ProblemSchema } from '@inquiry-lens/shared/contract/problems.ts'
import {
  createProviders,
  type ProviderOptions,
  type Providers,
} from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { onTestFinished, vi } from 'vitest'

export const RELAY = 'https://relay.test'
export const ORIGIN = 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep'

interface RelayRequest extends Omit<RequestInit, 'headers'> {
  token?: string
  headers?: Record<string, string>
}

export interface RelayUnderTest {
  providers: Providers
  log(): string
  request(path: string, init?: RelayRequest): Promise<Response>
  signIn(email?: string, role?: Role): Promise<string>
  addAgent(email: string, role?: Role): Promise<string>
}

export function openRelay(options: ProviderOptions = {}): RelayUnderTest {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] })
  const providers = createProviders(options)
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => providers.fetch(new Request(input, init)))
  vi.spyOn(scheduler, 'wait').mockImplementation((ms) => pause(ms))
  const logged: unknown[][] = []
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...args) => void logged.push(args))
  }
  if (!endsWithTest) onTestFinished(end)
  endsWithTest = true

  const request: RelayUnderTest['request'] = (path, { token, headers, ...init } = {}) =>
    exports.default.fetch(
      new Request(new URL(path, RELAY), {
        ...init,
        headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
      }),
    )
  const addAgent: RelayUnderTest['addAgent'] = async (email, role = 'agent') => {
    const answer = await request('/v1/agents', { token: env.BOOTSTRAP_TOKEN, ...json({ email, role }) })
    return v.parse(AddedAgentSchema, await answer.json()).code
  }
  return {
    providers,
    log: () => logged.map((args) => args.map(String).join(' ')).join('\n'),
    request,
    addAgent,
    async signIn(email = 'ada@example.com', role = 'agent') {
      const answer = await request('/access/pair', json({ code: await addAgent(email, role) }))
      return v.parse(PairedSchema, await answer.json()).token
    },
  }
}

let endsWithTest = false

async function end(): Promise<void> {
  endsWithTest = false
  vi.restoreAllMocks()
  vi.useRealTimers()
  await reset()
}

const waitForReal = scheduler.wait.bind(scheduler)

/** When each wait ends; `undefined`: a wait takes no time. */
let waits: Map<object, number> | undefined

async function pause(ms: number, isNeeded = () => true): Promise<void> {
  const wakesAt = Date.now() + ms
  if (waits) {
    const wait = {}
    waits.set(wait, wakesAt)
    // In turns of its own: workerd ends a timer only in the Durable Object that set it.
    while (Date.now() < wakesAt && isNeeded()) await waitForReal(1)
    waits?.delete(wait)
    return
  }
  await waitForReal(0)
  if (Date.now() < wakesAt) vi.setSystemTime(wakesAt)
}

/** For how many turns of the event loop nothing must happen until the relay and the providers wait for nothing but time. */
const QUIET_TURNS = 10

/** Time passes while `run` waits for nothing else, so no load counts: its result, and how long it took. */
export async function passTime<TResult>(
  run: () => Promise<TResult>,
): Promise<{ result: TResult; ms: number }> {
  const began = Date.now()
  const timers = new Set<number>()
  let timerCount = 0
  waits = new Map()
  vi.stubGlobal('setTimeout', (callback: () => void, ms: number) => {
    const timer = ++timerCount
    timers.add(timer)
    void pause(ms, () => timers.has(timer)).then(() => timers.delete(timer) && callback())
    return timer
  })
  vi.stubGlobal('clearTimeout', (timer: number) => timers.delete(timer))
  let isRunning = true
  const running = run().finally(() => {
    isRunning = false
  })
  while (isRunning) {
    for (let quiet = 0, before = 0; quiet < QUIET_TURNS && isRunning; quiet++) {
      await waitForReal(1)
      const now = vi.mocked(fetch).mock.calls.length + timerCount + waits.size * 1e6
      if (now !== before) quiet = 0
      before = now
    }
    if (isRunning) vi.setSystemTime(Math.min(...waits.values()))
  }
  waits = undefined
  vi.unstubAllGlobals()
  return { result: await running, ms: Date.now() - began }
}

export const json = (body: unknown) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
})

export async function readProblem(answer: Response) {
  const problem = v.parse(ProblemSchema, await answer.json())
  if (problem.status !== answer.status) throw new Error('The problem and its answer differ in status')
  return { ...problem, code: codeOfType(problem.type) }
}

export const codeOf = async (answer: Response) => (await readProblem(answer)).code

/** Replaces the fake providers' answers; returns the requests that they get. */
export function answerWith(relay: RelayUnderTest, answer: (url: URL) => Response): Request[] {
  const requests: Request[] = []
  relay.providers.fetch = async (request) => {
    requests.push(request)
    return answer(new URL(request.url))
  }
  return requests
}
