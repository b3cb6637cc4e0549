/**
 * The desk: one Durable Object that every request with a token passes. It admits, counts, asks the gate, and writes the
 * line before the answer may leave: no line, no answer. (Nothing leaves before what was written is durable:
 * developers.cloudflare.com, "Durable Objects: output gates".)
 */
import { DurableObject } from 'cloudflare:workers'
import type {
  AddAgent,
  AddedAgent,
  Agents,
  Me,
  Paired,
  RevokedCount,
} from '@inquiry-lens/shared/contract/api.ts'
import type {
  AuditExport,
  AuditPage,
  AuditQuery,
  AuditSegments,
  Copied,
  ExportedSegments,
} from '@inquiry-lens/shared/contract/audit.ts'
import type { GatewaySnapshot } from '@inquiry-lens/shared/contract/gateway.ts'
import type { Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import type { Query } from '../gateway/query.ts'
import { providerOfId } from '../providers/provider.ts'
import type { Caller } from './authenticate.ts'
import type { AuthorizedQuery, Conditions } from './queries.ts'
import { type Err, err, ok, type Result } from './result.ts'
import { createServices, type Services } from './services.ts'
import type { AuthorizedAnswer } from './with-authorization.ts'

export type { Caller } from './authenticate.ts'
export type { AuthorizedAnswer } from './with-authorization.ts'

export class AccessControl extends DurableObject<Env> {
  #services: Services

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#services = createServices(ctx, env)
  }

  /** Midnight: days close, and old ones go, even while nobody asks anything. */
  override alarm(): void {
    this.#services.record.tidy()
  }

  async read(
    caller: Caller,
    question: Query,
    conditions: Conditions,
  ): Promise<AuthorizedAnswer<AuthorizedQuery>> {
    return this.#services.enter(caller, 'read', (visitor) => {
      const provider = this.#findProvider(question.provider)
      return isProvider(provider) ? this.#services.read(visitor, provider, question, conditions) : provider
    })
  }

  async reveal(caller: Caller, request: RevealRequest): Promise<AuthorizedAnswer<Revealed>> {
    return this.#services.enter(caller, 'reveal', (visitor) => {
      const provider = this.#findProvider(providerOfId(request.id))
      return isProvider(provider) ? this.#services.reveal(visitor, provider, request) : provider
    })
  }

  /** What an agent is about to take along. */
  async recordCopy(caller: Caller, { action, form, ids }: Copied): Promise<AuthorizedAnswer<null>> {
    return this.#services.enter(caller, 'case:copy', ({ email: agent, requestId }) => {
      this.#services.record.write({ agent, action, requestId, about: { form, ids } })
      return ok(null)
    })
  }

  async me(caller: Caller): Promise<AuthorizedAnswer<Me>> {
    return this.#services.enter(caller, 'self:read', this.#services.standing.describeOneself)
  }

  async snapshotGateways(caller: Caller): Promise<AuthorizedAnswer<GatewaySnapshot>> {
    return this.#services.enter(caller, 'gateway:read', this.#services.standing.snapshotGateways)
  }

  /** For what needs somebody who may do this, but discloses nothing about anybody. Answers the record's public key. */
  async admit(caller: Caller, permission: Permission): Promise<AuthorizedAnswer<{ auditKey: string }>> {
    return this.#services.enter(caller, permission, () => ok({ auditKey: this.#services.auditKey }))
  }

  async pair(code: string, keepSignedIn: boolean, requestId: string): Promise<Result<Paired>> {
    const paired = this.#services.signIns.pair(code, keepSignedIn, requestId)
    return 'code' in paired ? err(paired) : ok(paired)
  }

  async signOut({ token, requestId }: Caller): Promise<void> {
    this.#services.signIns.signOut(this.#services.admissions.findSignIn(token), requestId)
  }

  async listAgents(caller: Caller): Promise<AuthorizedAnswer<Agents>> {
    return this.#services.enter(caller, 'agents:list', (actor) =>
      ok({ items: this.#services.signIns.list(actor) }),
    )
  }

  async addAgent(caller: Caller, agent: AddAgent): Promise<AuthorizedAnswer<AddedAgent>> {
    return this.#services.enter(caller, 'agents:manage', (actor) => {
      const added = this.#services.signIns.add(actor, agent)
      return 'agent' in added ? ok(added) : err(added)
    })
  }

  async revokeAgent(caller: Caller, email: string): Promise<AuthorizedAnswer<null>> {
    return this.#services.enter(caller, 'agents:manage', (actor) => {
      const problem = this.#services.signIns.revoke(actor, email)
      return problem ? err(problem) : ok(null)
    })
  }

  async revokeAll(caller: Caller): Promise<AuthorizedAnswer<RevokedCount>> {
    return this.#services.enter(caller, 'agents:manage', (actor) =>
      ok(this.#services.signIns.revokeAll(actor, actor.signIn)),
    )
  }

  async searchRecord(caller: Caller, query: AuditQuery): Promise<AuthorizedAnswer<AuditPage>> {
    return this.#services.enter(caller, 'audit:read', (visitor) =>
      this.#services.auditReview.search(visitor, query),
    )
  }

  async describeDays(caller: Caller): Promise<AuthorizedAnswer<AuditSegments>> {
    return this.#services.enter(caller, 'audit:read', () => ok(this.#services.record.describeDays()))
  }

  async noteRecordCopy(caller: Caller, copy: AuditExport): Promise<AuthorizedAnswer<ExportedSegments>> {
    return this.#services.enter(caller, 'audit:export', (visitor) =>
      this.#services.auditReview.noteCopy(visitor, copy),
    )
  }

  #findProvider(id: ProviderId): ProviderConfiguration | Err {
    return (
      this.#services.providers.find((provider) => provider.id === id) ??
      err({ code: 'no-provider', detail: `The relay has no key for ${id}.` })
    )
  }
}

const isProvider = (found: ProviderConfiguration | Err): found is ProviderConfiguration => 'id' in found
