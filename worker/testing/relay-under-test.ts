/**
 * The whole relay in workerd, with the fake providers in the network's place. One for each test: storage is fresh. Its clock
 * stands still until the test moves it. A test of how long an answer takes lets it run: `vi.useRealTimers()`.
 */
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

export interface Ask extends Omit<RequestInit, 'headers'> {
  token?: string
  headers?: Record<string, string>
}

export interface RelayUnderTest {
  providers: Providers
  /** Every line the relay has logged, joined. */
  log(): string
  request(path: string, init?: Ask): Promise<Response>
  signIn(email?: string, role?: Role): Promise<string>
  addAgent(email: string, role?: Role): Promise<string>
}

export function openRelay(options: ProviderOptions = {}): RelayUnderTest {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] })
  const providers = createProviders(options)
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => providers.fetch(new Request(input, init)))
  vi.spyOn(scheduler, 'wait').mockImplementation(pause)
  const lines: unknown[][] = []
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...line) => void lines.push(line))
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
    log: () => lines.map((line) => line.map(String).join(' ')).join('\n'),
    request,
    addAgent,
    async signIn(email = 'ada@example.com', role = 'agent') {
      const answer = await request('/access/pair', json({ code: await addAgent(email, role) }))
      return v.parse(PairedSchema, await answer.json()).token
    },
  }
}

/** However many relays a test opens. */
let endsWithTest = false

async function end(): Promise<void> {
  endsWithTest = false
  vi.restoreAllMocks()
  vi.useRealTimers()
  await reset()
}

const waitForReal = scheduler.wait.bind(scheduler)

/** A pause of the relay moves a clock that stands still, and takes no time. */
async function pause(ms: number): Promise<void> {
  if (!vi.isFakeTimers()) return waitForReal(ms)
  const endsAt = Date.now() + ms
  await waitForReal(0)
  if (Date.now() < endsAt) vi.setSystemTime(endsAt)
}

export const json = (body: unknown) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
})

/** A problem's code and parameter, checked to be one. */
export async function readProblem(answer: Response) {
  const problem = v.parse(ProblemSchema, await answer.json())
  if (problem.status !== answer.status) throw new Error('The problem and its answer differ in status')
  return { ...problem, code: codeOfType(problem.type) }
}
