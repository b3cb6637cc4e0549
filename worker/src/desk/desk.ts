/**
 * The desk: one Durable Object that every request with a token passes. It admits, counts, asks the gate, and writes the
 * line before the answer may leave: no line, no answer.
 */
import { DurableObject } from 'cloudflare:workers'
import type { AddedAgent, Agents, Me, Paired, Role } from '@inquiry-lens/shared/api.ts'
import type { ProblemCode, ProblemReport } from '@inquiry-lens/shared/problem.ts'
import {
  type Configuration,
  gateName,
  type ProviderConfiguration,
  readConfiguration,
} from '../configuration.ts'
import type { GateSuccess } from '../gate/answer.ts'
import type { Gate } from '../gate/gate.ts'
import type { Question } from '../question.ts'
import { aboutOf, actionOf } from './about-question.ts'
import { type Book, openBook, type SignIn } from './book.ts'
import { AGENT_LIMIT, type Allowed, countRequest, type Window } from './limit.ts'
import { CODE_LIFE_MS, formatCode, judgeAttempt, mintCode, parseCode } from './pairing.ts'
import { chainEntry, type RecordAction, type RecordEntry, type RecordHead } from './record.ts'
import { type Act, mayRole } from './roles.ts'
import { equalSecrets, expiryOf, hashToken, looksLikeToken, mintToken, whyTokenEnded } from './tokens.ts'

/** Who asks: what the request carried. */
export interface Caller {
  token: string | undefined
  requestId: string
}

/** `allowed`: what is left of the agent's own limit, where there was an agent to count for. */
export type DeskAnswer<TValue> = { allowed?: Allowed } & (
  | { ok: true; value: TValue }
  | { ok: false; problem: ProblemReport }
)

export interface Reading extends Omit<GateSuccess, 'ok' | 'shown'> {
  /** The asker has this body already: nothing is disclosed, and there is no line. */
  unchanged: boolean
}

interface Admitted {
  email: string
  role: Role | 'bootstrap'
  signIn?: SignIn
}

export class Desk extends DurableObject<Env> {
  #book: Book
  #configuration: Configuration
  #head: RecordHead
  /** Lost with the object's memory, which ends after seconds without a request: nothing to gain from that. */
  #windows = new Map<string, Window>()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const configuration = readConfiguration(env)
    // The routes answer a broken configuration before they ask the desk anything.
    if (!configuration.ok) throw new Error(configuration.detail)
    this.#configuration = configuration.value
    this.#book = openBook(ctx.storage.sql)
    this.#head = this.#book.readHead()
  }

  async read(
    caller: Caller,
    question: Question,
    { ifNoneMatch, forced }: { ifNoneMatch: string | undefined; forced: boolean },
  ): Promise<DeskAnswer<Reading>> {
    const admission = this.#admit(caller, 'read')
    if (!admission.ok) return admission
    const { value: agent, ...counted } = admission
    const provider = this.#configuration.providers.find(({ id }) => id === question.provider)
    if (!provider)
      return { ...counted, ...refuse('no-provider', `The relay has no key for ${question.provider}.`) }

    const answer = await this.#gateOf(provider).answer(question, forced)
    if (!answer.ok) return { ...counted, ok: false, problem: answer.problem }
    const { ok: _, shown, ...reading } = answer
    const unchanged = matches(ifNoneMatch, answer.etag)
    if (!unchanged) {
      this.#write(agent.email, caller, actionOf(question), {
        ...aboutOf(question, this.#configuration.referenceIdPattern),
        environment: provider.environment,
        ...shown,
        cache: answer.cacheStatus,
      })
    }
    return { ...counted, value: { ...reading, unchanged } }
  }

  async me(caller: Caller): Promise<DeskAnswer<Me>> {
    const admission = this.#admit(caller, 'read')
    if (!admission.ok) return admission
    const { email, role, signIn } = admission.value
    if (!signIn || role === 'bootstrap') return refuse('role-refused', 'The bootstrap token is nobody.')
    const providers = await Promise.all(
      this.#configuration.providers.map((provider) => this.#gateOf(provider).state(provider.id)),
    )
    return {
      ...admission,
      value: { agent: { email, role }, expiresAt: new Date(expiryOf(signIn)).toISOString(), providers },
    }
  }

  /** For what needs an agent but discloses nothing about anybody. */
  async admit(caller: Caller): Promise<DeskAnswer<null>> {
    const admission = this.#admit(caller, 'read')
    return admission.ok ? { ...admission, value: null } : admission
  }

  async pair(code: string, keepSignedIn: boolean, requestId: string): Promise<DeskAnswer<Paired>> {
    const now = Date.now()
    const parsed = parseCode(code)
    if (!parsed)
      return refuse('pairing-code-wrong', 'A code has 13 letters and digits, such as 7K2QX-9MBD-4TPR.')
    const row = this.#book.findCode(parsed.publicHalf)
    const attempt = judgeAttempt(row, this.#hashCode(parsed.publicHalf, parsed.secretHalf), now)
    const role = row && this.#book.findRole(row.email)
    if (!attempt.ok || !row || !role) {
      if (!attempt.ok && attempt.costsTry) this.#book.countTry(parsed.publicHalf)
      return refuse(
        attempt.ok ? 'pairing-code-wrong' : attempt.code,
        'The relay did not accept this pairing code.',
      )
    }
    const token = mintToken()
    const { email } = row
    this.#book.useCode(parsed.publicHalf, now)
    this.#book.addSignIn(this.#hash(token), email, keepSignedIn, now)
    this.#write(email, { requestId }, 'admin', { what: 'sign-in', keepSignedIn })
    const expiresAt = new Date(expiryOf({ createdAt: now })).toISOString()
    return { ok: true, value: { token, agent: { email, role }, expiresAt } }
  }

  /** Signing out of what has ended already is no error: the agent wants to be out, and is. */
  async signOut(caller: Caller): Promise<DeskAnswer<null>> {
    const signIn = this.#findSignIn(caller.token)
    if (signIn && signIn.ended === null) {
      this.#book.endSignIn(signIn.hash)
      this.#write(signIn.email, caller, 'admin', { what: 'sign-out' })
    }
    return { ok: true, value: null }
  }

  async listAgents(caller: Caller): Promise<DeskAnswer<Agents>> {
    const admission = this.#admit(caller, 'list-agents')
    if (!admission.ok) return admission
    this.#write(admission.value.email, caller, 'admin', { what: 'list-agents' })
    return { ...admission, value: { items: this.#book.listAgents() } }
  }

  async addAgent(caller: Caller, email: string, role: Role): Promise<DeskAnswer<AddedAgent>> {
    const admission = this.#admit(caller, 'manage-agents')
    if (!admission.ok) return admission
    const now = Date.now()
    const code = mintCode()
    const expiresAt = now + CODE_LIFE_MS
    this.#book.putAgent(email, role, now)
    this.#book.addCode(
      code.publicHalf,
      this.#hashCode(code.publicHalf, code.secretHalf),
      email,
      expiresAt,
      now,
    )
    this.#write(admission.value.email, caller, 'admin', { what: 'add-agent', whom: email, role })
    return {
      ...admission,
      value: { agent: { email, role }, code: formatCode(code), expiresAt: new Date(expiresAt).toISOString() },
    }
  }

  async revokeAgent(caller: Caller, email: string): Promise<DeskAnswer<null>> {
    const admission = this.#admit(caller, 'manage-agents')
    if (!admission.ok) return admission
    if (!this.#book.revokeAgent(email, Date.now())) return refuse('not-found', `There is no agent ${email}.`)
    this.#write(admission.value.email, caller, 'admin', { what: 'revoke-agent', whom: email })
    return { ...admission, value: null }
  }

  #admit(caller: Caller, act: Act): DeskAnswer<Admitted> {
    const now = Date.now()
    if (caller.token === undefined) return refuse('signed-out', 'The request carries no token.')
    if (equalSecrets(this.#hash(caller.token), this.#hash(this.#configuration.bootstrapToken))) {
      return this.#judgeRole({ email: 'bootstrap', role: 'bootstrap' }, caller, act)
    }
    const signIn = this.#findSignIn(caller.token)
    if (!signIn) return refuse('signed-out', 'The relay does not know this token.')
    const ended = signIn.agentRevoked ? 'An admin revoked your access.' : whyTokenEnded(signIn, now)
    if (ended) {
      this.#write(signIn.email, caller, 'denied', { act, why: ended })
      return refuse('signed-out', ended)
    }
    const [window, allowed] = countRequest(this.#windows.get(signIn.email), now)
    this.#windows.set(signIn.email, window)
    if (!allowed.within) {
      // One line a window says it all; a flood of them would be a way to fill the record.
      if (window.count === AGENT_LIMIT.requests + 1)
        this.#write(signIn.email, caller, 'denied', { act, why: 'limit' })
      const problem = report('agent-rate-limited', 'Your requests of this minute are used up.')
      return { allowed, ok: false, problem: { ...problem, retryAfter: allowed.resetsInSeconds } }
    }
    this.#book.noteUse(signIn, now)
    return { allowed, ...this.#judgeRole({ email: signIn.email, role: signIn.role, signIn }, caller, act) }
  }

  #judgeRole(admitted: Admitted, caller: Caller, act: Act): DeskAnswer<Admitted> {
    if (mayRole(admitted.role, act)) return { ok: true, value: admitted }
    this.#write(admitted.email, caller, 'denied', { act, why: 'role', role: admitted.role })
    return refuse('role-refused', `The role ${admitted.role} may not do this.`)
  }

  #findSignIn(token: string | undefined): SignIn | undefined {
    return token !== undefined && looksLikeToken(token) ? this.#book.findSignIn(this.#hash(token)) : undefined
  }

  #gateOf(provider: ProviderConfiguration): DurableObjectStub<Gate> {
    return this.env.GATE.getByName(gateName(provider))
  }

  #hash(token: string): string {
    return hashToken(this.#configuration.tokenPepper, token)
  }

  #hashCode(publicHalf: string, secretHalf: string): string {
    return this.#hash(`pairing ${publicHalf} ${secretHalf}`)
  }

  #write(
    agent: string,
    { requestId }: Pick<Caller, 'requestId'>,
    action: RecordAction,
    about: RecordEntry['about'],
  ): void {
    const line = chainEntry(this.#head, { at: new Date().toISOString(), agent, action, requestId, about })
    this.#book.writeLine(line)
    this.#head = { seq: line.seq, hash: line.hash }
  }
}

const report = (code: ProblemCode, detail: string): ProblemReport => ({ code, detail })
const refuse = (code: ProblemCode, detail: string) => ({ ok: false as const, problem: report(code, detail) })

/** RFC 9110 §13.1.2; our tags are strong, and a weak one means the same body here. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
