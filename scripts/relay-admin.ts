/** The relay's `/v1/agents` and `/access/pair`, as scripts use them. Throws an `Error` with the problem's own words. */
import {
  type AddedAgent,
  AddedAgentSchema,
  type Agents,
  AgentsSchema,
  type Paired,
  PairedSchema,
  type Role,
} from '@inquiry-lens/shared/api.ts'
import { codeOfType, PROBLEM_TYPES, ProblemSchema } from '@inquiry-lens/shared/problem.ts'
import * as v from 'valibot'

export interface RelayAdmin {
  add(email: string, role: Role): Promise<AddedAgent>
  list(): Promise<Agents>
  revoke(email: string): Promise<void>
  /** Pairs with a code; for scripts that need a bearer token. */
  pair(code: string): Promise<Paired>
}

export function createRelayAdmin(relay: string, token: string): RelayAdmin {
  async function send(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(new URL(path, relay), {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(15_000),
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      throw new Error(`There is no answer from ${relay} (${error.message}). Is the relay running there?`)
    })
    const text = await answer.text()
    if (answer.ok) return text === '' ? null : JSON.parse(text)
    const problem = v.safeParse(v.pipe(v.string(), v.parseJson(), ProblemSchema), text)
    if (!problem.success) throw new Error(`${relay} answered ${answer.status} and is no Inquiry Lens relay.`)
    const code = codeOfType(problem.output.type)
    throw new Error(
      `${problem.output.title}: ${problem.output.detail} ${code ? PROBLEM_TYPES[code].nextStep : ''}`,
    )
  }

  return {
    add: async (email, role) => v.parse(AddedAgentSchema, await send('POST', '/v1/agents', { email, role })),
    list: async () => v.parse(AgentsSchema, await send('GET', '/v1/agents')),
    revoke: async (email) => {
      await send('DELETE', `/v1/agents/${encodeURIComponent(email)}`)
    },
    pair: async (code) => v.parse(PairedSchema, await send('POST', '/access/pair', { code })),
  }
}
