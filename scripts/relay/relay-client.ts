/** The relay's API as scripts call it. Every call throws an `Error` that says what to do. */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AddAgent,
  type AddedAgent,
  AddedAgentSchema,
  type Agents,
  AgentsSchema,
  type RevokedCount,
  RevokedCountSchema,
} from '@inquiry-lens/shared/contract/admin.ts'
import {
  AUDIT_LIMIT,
  type AuditExport,
  type AuditPage,
  AuditPageSchema,
  type AuditSegments,
  AuditSegmentsSchema,
  type ExportedSegments,
  ExportedSegmentsSchema,
} from '@inquiry-lens/shared/contract/audit.ts'
import { type Paired, PairedSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import {
  codeOfType,
  type ProblemCode,
  ProblemSchema,
  NEXT_STEPS as STEPS_OF_SURFACES,
} from '@inquiry-lens/shared/contract/problems.ts'
import * as v from 'valibot'
import { isLoopback } from '../../worker/src/config/providers.ts'

/** Why no token or pairing code may be sent there; `undefined`: they may. */
export function refusePlainHttp({ protocol, hostname, origin }: URL): string | undefined {
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return undefined
  return `${origin} is not https, so others could read the token. Plain http is only for a relay on this machine.`
}

export interface RelayRequest {
  method?: string
  token?: string
  headers?: Record<string, string>
  body?: string
}

/** Rejects plain http to another machine, and redirects. */
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
type RelayCall = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>

const MAX_WAITS = 3
const MAX_WAIT_SECONDS = 60

function createRelayCall(
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
        throw new Error(`No answer from ${relay} (${error.message}). Is the relay running there?`)
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
          : `${title}: ${detail} ${code ? STEPS_OF_SURFACES[code] : ''}`
        throw new RelayRefusal(message, code)
      }
      await sleep(retryAfter * 1000)
    }
  }
}

export interface RelayAdmin {
  /** Without a role, an agent keeps theirs. Only `confirmed` changes a role, or lets a revoked agent back in. */
  add(email: string, role?: Role, confirmed?: Pick<AddAgent, 'changeRole' | 'letBackIn'>): Promise<AddedAgent>
  list(): Promise<Agents>
  revoke(email: string): Promise<void>
  revokeAll(): Promise<RevokedCount>
  pair(code: string): Promise<Paired>
}

const NEXT_STEPS = {
  'signed-out': 'BOOTSTRAP_TOKEN must be the one that this relay was deployed with.',
  'not-found': 'To see who there is: npm run agents -- list',
  'role-not-confirmed':
    'To change it: npm run agents -- add EMAIL --role ROLE --change-role. Without --role they keep theirs.',
  'agent-revoked': 'To let them back in with that role: npm run agents -- add EMAIL --let-back-in',
}

export function createRelayAdmin(relay: string, token: string): RelayAdmin {
  const call = createRelayCall(relay, token, NEXT_STEPS)
  return {
    add: async (email, role, confirmed) =>
      v.parse(AddedAgentSchema, await call('POST', '/v1/agents', { email, role, ...confirmed })),
    list: async () => v.parse(AgentsSchema, await call('GET', '/v1/agents')),
    revoke: async (email) => {
      await call('DELETE', `/v1/agents/${encodeURIComponent(email)}`)
    },
    revokeAll: async () => v.parse(RevokedCountSchema, await call('DELETE', '/v1/agents')),
    pair: async (code) => v.parse(PairedSchema, await call('POST', '/access/pair', { code })),
  }
}

type AuditFilter = Partial<Record<'agent' | 'id' | 'action' | 'from' | 'to' | 'shard', string>>

export interface RelayAudit {
  /** Oldest first, page by page, up to the newest entry at the start. */
  pages(filter: AuditFilter): AsyncGenerator<AuditPage['items']>
  days(): Promise<AuditSegments>
  noteCopy(copy: AuditExport): Promise<ExportedSegments>
  signOut(): Promise<void>
}

export function createRelayAudit(relay: string, token: string): RelayAudit {
  const call = createRelayCall(relay, token)
  return {
    async *pages(filter) {
      const query = new URLSearchParams({ order: 'oldest', limit: String(AUDIT_LIMIT.max) })
      for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value)
      for (;;) {
        const { items, next } = v.parse(AuditPageSchema, await call('GET', `/v1/audit?${query}`))
        yield items
        if (next === null) return
        query.set('cursor', next)
      }
    },
    days: async () => v.parse(AuditSegmentsSchema, await call('GET', '/v1/audit/segments')),
    noteCopy: async (copy) => v.parse(ExportedSegmentsSchema, await call('POST', '/v1/audit/exports', copy)),
    signOut: async () => {
      await call('POST', '/access/sign-out')
    },
  }
}

/** Adds a new person as an auditor. An existing agent keeps their role, and the relay refuses one that may not read the log. */
export async function signInAsAuditor(relay: string, bootstrapToken: string, email: string): Promise<string> {
  const admin = createRelayAdmin(relay, bootstrapToken)
  const { items } = await admin.list()
  const known = items.find((agent) => agent.email === email)
  if (known && known.revokedAt !== null) throw new Error(`${email} was revoked: let them back in first.`)
  const { code } = await admin.add(email, known ? undefined : 'auditor')
  return (await admin.pair(code)).token
}
