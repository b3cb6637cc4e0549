/**
 * The desk: one Durable Object that every request with a token passes. It admits, counts, asks the gate, and writes the
 * line before the answer may leave: no line, no answer. (Nothing leaves before what was written is durable:
 * developers.cloudflare.com, "Durable Objects: output gates".)
 */
import { DurableObject } from 'cloudflare:workers'
import type { AddedAgent, Agents, Me, Paired, Revoked, Role } from '@inquiry-lens/shared/api.ts'
import type { GateReport } from '@inquiry-lens/shared/gate-api.ts'
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type {
  RecordCopied,
  RecordCopy,
  RecordDays,
  RecordPage,
  RecordQuery,
  Taken,
} from '@inquiry-lens/shared/record-api.ts'
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/reveal-api.ts'
import { revealKindOf } from '@inquiry-lens/shared/reveal-api.ts'
import { type Act, mayRole } from '@inquiry-lens/shared/roles.ts'
import type { Sighting } from '@inquiry-lens/shared/seen.ts'
import {
  type Configuration,
  gateName,
  type ProviderConfiguration,
  readConfiguration,
} from '../configuration.ts'
import type { GateSuccess } from '../gate/answer.ts'
import type { Gate } from '../gate/gate.ts'
import { inJurisdiction } from '../jurisdiction.ts'
import type { Question } from '../question.ts'
import { aboutOf, actionOf, personOf } from './about-question.ts'
import { type Admissions, type Admitted, type Caller, createAdmissions } from './admission.ts'
import { type Book, openBook } from './book.ts'
import { createHeadSigner, type HeadSigner } from './head-signer.ts'
import type { Allowed } from './limit.ts'
import { countOpening } from './pace.ts'
import { createRecorder, type Recorder } from './record.ts'
import { openRecordBook } from './record-book.ts'
import { createSignIns, type SignIns } from './sign-ins.ts'
import { expiryOf, hashToken } from './tokens.ts'

export type { Caller } from './admission.ts'

type Outcome<TValue> = { ok: true; value: TValue } | { ok: false; problem: ProblemReport }

/**
 * `allowed`: what is left of the agent's own limit, where there was an agent to count for. `head`: the record's newest
 * line, signed, for everybody who was let in.
 */
export type DeskAnswer<TValue> = Outcome<TValue> & {
  allowed?: Allowed | undefined
  head?: string | undefined
}

export interface Reading extends Omit<GateSuccess, 'ok' | 'shown'> {
  /** The asker has this body already: nothing is disclosed, and there is no line. */
  unchanged: boolean
  /** Of a case: which others opened it lately. */
  seen?: Sighting[] | undefined
}

export class Desk extends DurableObject<Env> {
  #configuration: Configuration
  #book: Book
  #record: Recorder
  #signer: HeadSigner
  #admissions: Admissions
  #signIns: SignIns

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const configuration = readConfiguration(env)
    // The routes answer a broken configuration before they ask the desk anything.
    if (!configuration.ok) throw new Error(configuration.detail)
    const { tokenPepper, bootstrapToken, recordCapacityBytes, recordKeepDays } = configuration.value
    const now = () => Date.now()
    const hash = (text: string) => hashToken(tokenPepper, text)
    this.#configuration = configuration.value
    this.#book = openBook(ctx.storage.sql)
    this.#signer = createHeadSigner(tokenPepper)
    this.#record = createRecorder({
      book: openRecordBook(ctx.storage.sql),
      signer: this.#signer,
      capacityBytes: recordCapacityBytes,
      keepDays: recordKeepDays,
      now,
      wakeAt: (at) => ctx.waitUntil(ctx.storage.setAlarm(at)),
      warn: (fill) => console.warn(JSON.stringify({ record: fill, next: 'npm run record -- export' })),
    })
    const parts = { book: this.#book, record: this.#record, hash, now }
    this.#admissions = createAdmissions({ ...parts, bootstrapToken })
    this.#signIns = createSignIns(parts)
  }

  /** Midnight: days close, and old ones go, even while nobody asks anything. */
  override alarm(): void {
    this.#record.tidy()
  }

  async read(
    caller: Caller,
    question: Question,
    { ifNoneMatch, forced }: { ifNoneMatch: string | undefined; forced: boolean },
  ): Promise<DeskAnswer<Reading>> {
    return this.#serve(caller, 'read', async ({ email }) => {
      const provider = this.#findProvider(question.provider)
      if (!provider) return noProvider(question.provider)
      const answer = await this.#gateOf(provider).answer(question, forced)
      if (!answer.ok) return answer
      const { ok: _, shown, ...reading } = answer
      const person = personOf(question, shown)
      const unchanged = matches(ifNoneMatch, answer.etag)
      if (!unchanged) {
        const slowed = person === null ? undefined : this.#slowDown(email, caller, person, 'read')
        if (slowed) return slowed
        const about = {
          ...aboutOf(question, this.#configuration.referenceIdPattern),
          environment: provider.environment,
          ...shown,
          cache: answer.cacheStatus,
        }
        const { requestId } = caller
        this.#record.write({ agent: email, action: actionOf(question), requestId, about }, person)
      }
      const seen =
        question.kind === 'case' && person !== null ? this.#record.findSightings(person, email) : undefined
      return { ok: true, value: { ...reading, unchanged, seen } }
    })
  }

  /** The intent is written before the provider is asked, the outcome before anything is shown. */
  async reveal(caller: Caller, { id, fields, reason }: RevealRequest): Promise<DeskAnswer<Revealed>> {
    return this.#serve(caller, 'reveal', async ({ email: agent }) => {
      const kind = revealKindOf(id)
      const provider = this.#findProvider('persona')
      if (!kind || !provider) return noProvider('persona')
      const { requestId } = caller
      const what = { kind, provider: provider.id, environment: provider.environment, id, fields }
      const intent = this.#record.write({
        agent,
        action: 'reveal',
        requestId,
        about: { ...what, phase: 'intent', reason },
      })
      const writeOutcome = (outcome: string, shown: readonly string[], person: string | null) =>
        this.#record.write(
          {
            agent,
            action: 'reveal',
            requestId,
            about: { ...what, phase: 'outcome', intent: intent.seq, outcome, fields: shown },
          },
          person,
        )

      const answer = await this.#gateOf(provider).reveal({ provider: provider.id, kind, id, fields })
      if (!answer.ok) {
        writeOutcome(answer.problem.code, [], null)
        return answer
      }
      const { inquiryId, values } = answer.revealed
      const person = kind === 'session' ? (inquiryId ?? id) : id
      const slowed = this.#slowDown(agent, caller, person, 'reveal')
      if (slowed) {
        writeOutcome(slowed.problem.code, [], null)
        return slowed
      }
      const asked = fields.map((field) => ({ field, value: values[field] ?? null }))
      writeOutcome(
        'shown',
        asked.filter(({ value }) => value !== null).map(({ field }) => field),
        person,
      )
      return { ok: true, value: { provider: provider.id, id, values: asked } }
    })
  }

  /** What an agent is about to take along. */
  async noteTaken(caller: Caller, { action, form, ids }: Taken): Promise<DeskAnswer<null>> {
    return this.#serve(caller, 'take', ({ email: agent }) => {
      this.#record.write({ agent, action, requestId: caller.requestId, about: { form, ids } })
      return { ok: true, value: null }
    })
  }

  async me(caller: Caller): Promise<DeskAnswer<Me>> {
    return this.#serve(caller, 'know-oneself', async ({ email, role, signIn }) => {
      if (!signIn || role === 'bootstrap') return refuse('role-refused', 'The bootstrap token is nobody.')
      const providers = await Promise.all(
        this.#configuration.providers.map((provider) => this.#gateOf(provider).state(provider.id)),
      )
      return {
        ok: true,
        value: {
          agent: { email, role },
          expiresAt: new Date(expiryOf(signIn)).toISOString(),
          providers,
          ...(mayRole(role, 'read-record') && { record: this.#record.fill() }),
        },
      }
    })
  }

  async describeGates(caller: Caller): Promise<DeskAnswer<GateReport>> {
    return this.#serve(caller, 'see-gate', async () => {
      const { providers } = this.#configuration
      const items = await Promise.all(providers.map((provider) => this.#gateOf(provider).report(provider.id)))
      return { ok: true, value: { items } }
    })
  }

  /** For what needs somebody who may do this, but discloses nothing about anybody. Answers the record's public key. */
  async admit(caller: Caller, act: Act): Promise<DeskAnswer<{ recordKey: string }>> {
    return this.#serve(caller, act, () => ({ ok: true, value: { recordKey: this.#signer.key } }))
  }

  async pair(code: string, keepSignedIn: boolean, requestId: string): Promise<Outcome<Paired>> {
    const paired = this.#signIns.pair(code, keepSignedIn, requestId)
    return 'code' in paired ? { ok: false, problem: paired } : { ok: true, value: paired }
  }

  async signOut({ token, requestId }: Caller): Promise<void> {
    this.#signIns.signOut(this.#admissions.findSignIn(token), requestId)
  }

  async listAgents(caller: Caller): Promise<DeskAnswer<Agents>> {
    return this.#serve(caller, 'list-agents', ({ email }) => ({
      ok: true,
      value: { items: this.#signIns.list({ email, requestId: caller.requestId }) },
    }))
  }

  async addAgent(caller: Caller, email: string, role: Role): Promise<DeskAnswer<AddedAgent>> {
    return this.#serve(caller, 'manage-agents', (doer) => ({
      ok: true,
      value: this.#signIns.add({ email: doer.email, requestId: caller.requestId }, email, role),
    }))
  }

  async revokeAgent(caller: Caller, email: string): Promise<DeskAnswer<null>> {
    return this.#serve(caller, 'manage-agents', (doer) => {
      const problem = this.#signIns.revoke({ email: doer.email, requestId: caller.requestId }, email)
      return problem ? { ok: false, problem } : { ok: true, value: null }
    })
  }

  async revokeAll(caller: Caller): Promise<DeskAnswer<Revoked>> {
    return this.#serve(caller, 'manage-agents', ({ email, signIn }) => ({
      ok: true,
      value: this.#signIns.revokeAll({ email, requestId: caller.requestId }, signIn),
    }))
  }

  async searchRecord(caller: Caller, query: RecordQuery): Promise<DeskAnswer<RecordPage>> {
    return this.#serve(caller, 'read-record', ({ email: agent }) => {
      const page = this.#record.search(query)
      const { agent: whose, id, action: actions, viewed, from, to, order } = query
      const filter = { whose, id, actions, viewed, from, to, order }
      const range = { from: page.items[0]?.seq ?? null, to: page.items.at(-1)?.seq ?? null }
      this.#record.write({
        agent,
        action: 'admin',
        requestId: caller.requestId,
        about: {
          what: 'read-record',
          ...filter,
          firstLine: range.from,
          lastLine: range.to,
          count: page.items.length,
        },
      })
      return { ok: true, value: page }
    })
  }

  async describeDays(caller: Caller): Promise<DeskAnswer<RecordDays>> {
    return this.#serve(caller, 'read-record', () => ({ ok: true, value: this.#record.describeDays() }))
  }

  async noteRecordCopy(caller: Caller, copy: RecordCopy): Promise<DeskAnswer<RecordCopied>> {
    return this.#serve(caller, 'keep-record', ({ email: agent }) => {
      const copied = this.#record.noteCopy(copy)
      if ('code' in copied) return { ok: false, problem: copied }
      const about = { what: 'copied-out', first: copy.first.seq, last: copy.last.seq, days: copied.days }
      this.#record.write({ agent, action: 'admin', requestId: caller.requestId, about })
      this.#record.tidy()
      return { ok: true, value: copied }
    })
  }

  async #serve<TValue>(
    caller: Caller,
    act: Act,
    work: (agent: Admitted) => Outcome<TValue> | Promise<Outcome<TValue>>,
  ): Promise<DeskAnswer<TValue>> {
    const admission = this.#admissions.admit(caller, act)
    const { allowed } = admission
    if (!admission.ok) {
      const { problem, known } = admission
      return { ok: false, problem, allowed, ...(known && { head: this.#record.head() }) }
    }
    const outcome = await work(admission.agent)
    return { ...outcome, allowed, head: this.#record.head() }
  }

  /** A refusal where the agent opens far more different people than usual, and this is one more. */
  #slowDown(agent: string, caller: Caller, person: string, act: Act) {
    const before = this.#book.findPace(agent)
    const [pace, verdict] = countOpening(before, person, Date.now())
    if (pace !== before) this.#book.keepPace(agent, pace)
    if (!verdict.open) {
      this.#admissions.noteDenial(agent, caller, { act, why: 'slowed' })
      const detail = 'More different people within the hour than is usual for you.'
      return {
        ok: false as const,
        problem: { code: 'opening-slowed' as const, detail, retryAfter: verdict.retryAfter },
      }
    }
    if (verdict.unusual) this.#admissions.noteDenial(agent, caller, { act, why: 'unusual' })
    return undefined
  }

  #findProvider(id: ProviderId): ProviderConfiguration | undefined {
    return this.#configuration.providers.find((provider) => provider.id === id)
  }

  #gateOf(provider: ProviderConfiguration): DurableObjectStub<Gate> {
    return inJurisdiction(this.env.GATE, this.#configuration.jurisdiction).getByName(gateName(provider))
  }
}

const refuse = (code: ProblemReport['code'], detail: string) => ({
  ok: false as const,
  problem: { code, detail },
})
const noProvider = (id: ProviderId) => refuse('no-provider', `The relay has no key for ${id}.`)

/** RFC 9110 §13.1.2; our tags are strong, and a weak one means the same body here. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
