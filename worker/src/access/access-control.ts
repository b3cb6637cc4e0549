/**
 * The desk: one Durable Object that every request with a token passes. It admits, counts, asks the gate, and writes the
 * line before the answer may leave: no line, no answer. (Nothing leaves before what was written is durable:
 * developers.cloudflare.com, "Durable Objects: output gates".)
 */
import { DurableObject } from 'cloudflare:workers'
import type { AddAgent, AddedAgent, Agents, Me, Paired, Revoked } from '@inquiry-lens/shared/contract/api.ts'
import type {
  RecordCopied,
  RecordCopy,
  RecordDays,
  RecordPage,
  RecordQuery,
  Taken,
} from '@inquiry-lens/shared/contract/audit.ts'
import type { GateReport } from '@inquiry-lens/shared/contract/gateway.ts'
import type { Act } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import type { Question } from '../gateway/query.ts'
import { providerOfId } from '../providers/provider-of-id.ts'
import type { Caller } from './authenticate.ts'
import type { Conditions, Reading } from './queries.ts'
import { accept, type Outcome, type Refused, refuse } from './result.ts'
import { type Furniture, furnishDesk } from './services.ts'
import type { DeskAnswer } from './with-authorization.ts'

export type { Caller } from './authenticate.ts'
export type { DeskAnswer } from './with-authorization.ts'

export class Desk extends DurableObject<Env> {
  #desk: Furniture

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#desk = furnishDesk(ctx, env)
  }

  /** Midnight: days close, and old ones go, even while nobody asks anything. */
  override alarm(): void {
    this.#desk.record.tidy()
  }

  async read(caller: Caller, question: Question, conditions: Conditions): Promise<DeskAnswer<Reading>> {
    return this.#desk.enter(caller, 'read', (visitor) => {
      const provider = this.#findProvider(question.provider)
      return isProvider(provider) ? this.#desk.read(visitor, provider, question, conditions) : provider
    })
  }

  async reveal(caller: Caller, request: RevealRequest): Promise<DeskAnswer<Revealed>> {
    return this.#desk.enter(caller, 'reveal', (visitor) => {
      const provider = this.#findProvider(providerOfId(request.id))
      return isProvider(provider) ? this.#desk.reveal(visitor, provider, request) : provider
    })
  }

  /** What an agent is about to take along. */
  async noteTaken(caller: Caller, { action, form, ids }: Taken): Promise<DeskAnswer<null>> {
    return this.#desk.enter(caller, 'take', ({ email: agent, requestId }) => {
      this.#desk.record.write({ agent, action, requestId, about: { form, ids } })
      return accept(null)
    })
  }

  async me(caller: Caller): Promise<DeskAnswer<Me>> {
    return this.#desk.enter(caller, 'know-oneself', this.#desk.standing.describeOneself)
  }

  async describeGates(caller: Caller): Promise<DeskAnswer<GateReport>> {
    return this.#desk.enter(caller, 'see-gate', this.#desk.standing.describeGates)
  }

  /** For what needs somebody who may do this, but discloses nothing about anybody. Answers the record's public key. */
  async admit(caller: Caller, act: Act): Promise<DeskAnswer<{ recordKey: string }>> {
    return this.#desk.enter(caller, act, () => accept({ recordKey: this.#desk.recordKey }))
  }

  async pair(code: string, keepSignedIn: boolean, requestId: string): Promise<Outcome<Paired>> {
    const paired = this.#desk.signIns.pair(code, keepSignedIn, requestId)
    return 'code' in paired ? refuse(paired) : accept(paired)
  }

  async signOut({ token, requestId }: Caller): Promise<void> {
    this.#desk.signIns.signOut(this.#desk.admissions.findSignIn(token), requestId)
  }

  async listAgents(caller: Caller): Promise<DeskAnswer<Agents>> {
    return this.#desk.enter(caller, 'list-agents', (doer) => accept({ items: this.#desk.signIns.list(doer) }))
  }

  async addAgent(caller: Caller, agent: AddAgent): Promise<DeskAnswer<AddedAgent>> {
    return this.#desk.enter(caller, 'manage-agents', (doer) => {
      const added = this.#desk.signIns.add(doer, agent)
      return 'agent' in added ? accept(added) : refuse(added)
    })
  }

  async revokeAgent(caller: Caller, email: string): Promise<DeskAnswer<null>> {
    return this.#desk.enter(caller, 'manage-agents', (doer) => {
      const problem = this.#desk.signIns.revoke(doer, email)
      return problem ? refuse(problem) : accept(null)
    })
  }

  async revokeAll(caller: Caller): Promise<DeskAnswer<Revoked>> {
    return this.#desk.enter(caller, 'manage-agents', (doer) =>
      accept(this.#desk.signIns.revokeAll(doer, doer.signIn)),
    )
  }

  async searchRecord(caller: Caller, query: RecordQuery): Promise<DeskAnswer<RecordPage>> {
    return this.#desk.enter(caller, 'read-record', (visitor) => this.#desk.recordRoom.search(visitor, query))
  }

  async describeDays(caller: Caller): Promise<DeskAnswer<RecordDays>> {
    return this.#desk.enter(caller, 'read-record', () => accept(this.#desk.record.describeDays()))
  }

  async noteRecordCopy(caller: Caller, copy: RecordCopy): Promise<DeskAnswer<RecordCopied>> {
    return this.#desk.enter(caller, 'keep-record', (visitor) => this.#desk.recordRoom.noteCopy(visitor, copy))
  }

  #findProvider(id: ProviderId): ProviderConfiguration | Refused {
    return (
      this.#desk.providers.find((provider) => provider.id === id) ??
      refuse({ code: 'no-provider', detail: `The relay has no key for ${id}.` })
    )
  }
}

const isProvider = (found: ProviderConfiguration | Refused): found is ProviderConfiguration => 'id' in found
