/** Who is let in to do what: token, limit, role, and room in the record. What is refused leaves a line. */
import type { ProblemReport } from '@inquiry-lens/shared/problem.ts'
import { type Act, mayRole, type Standing } from '@inquiry-lens/shared/roles.ts'
import type { Book, SignIn } from './book.ts'
import { countDenial, type Denials } from './denials.ts'
import { mayActWhen } from './fill.ts'
import { type Allowed, countRequest, type Window } from './limit.ts'
import type { Recorder } from './record.ts'
import { equalSecrets, looksLikeToken, whyTokenEnded } from './tokens.ts'

/** Who asks: what the request carried. */
export interface Caller {
  token: string | undefined
  requestId: string
}

export interface Admitted {
  email: string
  role: Standing
  /** The bootstrap token has none. */
  signIn?: SignIn
}

/** `allowed`: what is left of the agent's own limit, where there was an agent to count for. */
export type Admission = { allowed?: Allowed } & (
  | { ok: true; agent: Admitted }
  | { ok: false; problem: ProblemReport; known: boolean }
)

export type Denial = { act: Act; why: string; role?: Standing }

export interface AdmissionParts {
  book: Book
  record: Recorder
  hash: (token: string) => string
  bootstrapToken: string
  now: () => number
}

export type Admissions = ReturnType<typeof createAdmissions>

export function createAdmissions({ book, record, hash, bootstrapToken, now }: AdmissionParts) {
  /** Lost with the object's memory, which ends after seconds without a request: nothing to gain from that. */
  const windows = new Map<string, Window>()
  const denials = new Map<string, Denials>()
  const bootstrapHash = hash(bootstrapToken)

  const findSignIn = (token: string, hashed: string): SignIn | undefined =>
    looksLikeToken(token) ? book.findSignIn(hashed) : undefined

  function noteDenial(agent: string, requestId: string, about: Denial): void {
    const [next, isWorthALine] = countDenial(denials.get(agent) ?? {}, `${about.act} ${about.why}`, now())
    denials.set(agent, next)
    if (isWorthALine) record.note({ agent, action: 'denied', requestId, about })
  }

  function judge(agent: Admitted, caller: Caller, act: Act): Admission {
    if (!mayRole(agent.role, act)) {
      noteDenial(agent.email, caller.requestId, { act, why: 'role', role: agent.role })
      return refuse({ code: 'role-refused', detail: `The role ${agent.role} may not do this.` }, true)
    }
    if (!mayActWhen(record.fill(), act)) {
      return refuse(
        { code: 'record-full', detail: 'There is no room for the line that this would leave.' },
        true,
      )
    }
    return { ok: true, agent }
  }

  return {
    findSignIn: (token: string | undefined): SignIn | undefined =>
      token === undefined ? undefined : findSignIn(token, hash(token)),
    noteDenial,

    admit(caller: Caller, act: Act): Admission {
      if (caller.token === undefined)
        return refuse({ code: 'signed-out', detail: 'The request carries no token.' }, false)
      const hashed = hash(caller.token)
      const signIn = findSignIn(caller.token, hashed)
      if (!signIn && equalSecrets(hashed, bootstrapHash)) {
        return judge({ email: 'bootstrap', role: 'bootstrap' }, caller, act)
      }
      if (!signIn) return refuse({ code: 'signed-out', detail: 'The relay does not know this token.' }, false)
      const ended = signIn.agentRevoked ? 'An admin revoked your access.' : whyTokenEnded(signIn, now())
      if (ended) {
        noteDenial(signIn.email, caller.requestId, { act, why: ended })
        return refuse({ code: 'signed-out', detail: ended }, false)
      }
      const [window, allowed] = countRequest(windows.get(signIn.email), now())
      windows.set(signIn.email, window)
      if (!allowed.within) {
        noteDenial(signIn.email, caller.requestId, { act, why: 'limit' })
        const detail = 'Your requests of this minute are used up.'
        const problem = { code: 'agent-rate-limited', detail, retryAfter: allowed.resetsInSeconds } as const
        return { allowed, ...refuse(problem, true) }
      }
      book.noteUse(signIn, now())
      return { allowed, ...judge({ email: signIn.email, role: signIn.role, signIn }, caller, act) }
    },
  }
}

/** `known`: whether the asker is somebody; to nobody else does the record say where it stands. */
const refuse = (problem: ProblemReport, known: boolean) => ({ ok: false as const, problem, known })
