/** The agents, and what an admin does to them. Listing them is a line in the record, so it is never done by itself. */
import type { AddedAgent, Agents, Role } from '@inquiry-lens/shared/api.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Failure, Result } from '../../failure.ts'
import type { Ask } from '../../platform/ask.ts'
import { parseInstant } from '../format/time.ts'
import { runAfter } from '../state/timer.ts'

export type Agent = Agents['items'][number]

export interface AgentsState {
  /** `undefined` until they are known. Those last seen stand first, those who are revoked last. */
  agents: ReadonlySignal<readonly Agent[] | undefined>
  email: Signal<string>
  role: Signal<Role>
  emailProblem: ReadonlySignal<string | undefined>
  /** Whom the typed address belongs to already. */
  known: ReadonlySignal<Agent | undefined>
  /** Something is being done to an agent; another thing has to wait. */
  isBusy: ReadonlySignal<boolean>
  /** Of whatever was done last. */
  failure: ReadonlySignal<Failure | undefined>
  /** What came of it, in words. */
  said: ReadonlySignal<string>
  /** To be passed on. It is kept nowhere, and goes by itself when it ends. */
  code: ReadonlySignal<AddedAgent | undefined>
  load(): void
  add(): void
  /** A further code for somebody there is; one who was revoked is let back in by it. */
  giveCode(agent: Pick<Agent, 'email' | 'role'>): void
  dismissCode(): void
  revoke(email: string): void
  revokeAll(): void
}

export interface AgentsParts {
  ask: Ask
  now(): number
  signal: AbortSignal
}

export function createAgents({ ask, now, signal: ended }: AgentsParts): AgentsState {
  const agents = signal<readonly Agent[] | undefined>(undefined)
  const email = signal('')
  const role = signal<Role>('agent')
  const verdict = signal<{ on: string; problem: string } | undefined>(undefined)
  const isBusy = signal(false)
  const failure = signal<Failure | undefined>(undefined)
  const said = signal('')
  const code = signal<AddedAgent | undefined>(undefined)
  let shown = new AbortController()
  let reading = new AbortController()

  const known = computed(() =>
    agents.value?.find((agent) => agent.email === email.value.trim().toLowerCase()),
  )

  /** What is done to agents, one thing at a time; what it changed is read anew. */
  async function perform<TValue>(
    act: () => Promise<Result<TValue>>,
    take: (value: TValue) => void,
  ): Promise<void> {
    if (isBusy.peek() || ended.aborted) return
    // Nobody waits for a list that is about to be another one.
    reading.abort()
    batch(() => {
      isBusy.value = true
      failure.value = undefined
      said.value = ''
    })
    const result = await act()
    if (ended.aborted) return
    const after = result.ok ? await ask('app:agents.list', null, ended) : undefined
    if (ended.aborted) return
    batch(() => {
      isBusy.value = false
      if (result.ok) take(result.value)
      else failure.value = result.error
      if (after) takeList(after)
    })
  }

  async function load(): Promise<void> {
    if (isBusy.peek() || ended.aborted) return
    reading.abort()
    reading = new AbortController()
    const flight = AbortSignal.any([reading.signal, ended])
    const result = await ask('app:agents.list', null, flight)
    if (flight.aborted) return
    batch(() => {
      failure.value = undefined
      takeList(result)
    })
  }

  function takeList(result: Result<Agents>): void {
    if (result.ok) agents.value = sortAgents(result.value.items)
    else failure.value = result.error
  }

  const giveCode: AgentsState['giveCode'] = (agent) =>
    void perform(
      () => ask('app:agents.add', { email: agent.email, role: agent.role }, ended),
      (added) => {
        code.value = added
        shown.abort()
        shown = new AbortController()
        const endsIn = Math.max(0, (parseInstant(added.expiresAt) ?? 0) - now())
        runAfter(endsIn, dismissCode, AbortSignal.any([shown.signal, ended]))
        if (email.peek().trim().toLowerCase() === added.agent.email) email.value = ''
      },
    )

  function dismissCode(): void {
    shown.abort()
    code.value = undefined
  }

  return {
    agents,
    email,
    role,
    emailProblem: computed(() => (verdict.value?.on === email.value ? verdict.value.problem : undefined)),
    known,
    isBusy,
    failure,
    said,
    code,
    load: () => void load(),
    add() {
      const typed = email.peek()
      const address = typed.trim().toLowerCase()
      if (LOOKS_LIKE_EMAIL.test(address)) giveCode({ email: address, role: role.peek() })
      else verdict.value = { on: typed, problem: 'That is no e-mail address. It looks like ada@example.com.' }
    },
    giveCode,
    dismissCode,
    revoke: (whom) =>
      void perform(
        () => ask('app:agents.revoke', { email: whom }, ended),
        () => {
          said.value = `${whom} is signed out everywhere, from the next request.`
        },
      ),
    revokeAll: () =>
      void perform(
        () => ask('app:agents.revoke-all', null, ended),
        ({ signIns }) => {
          const many = signIns === 1 ? '1 sign-in has' : `${signIns} sign-ins have`
          said.value = `${many} ended, from the next request. Yours goes on. Let people back in with a new code.`
        },
      ),
  }
}

/** For a slip of the hand; whether it is one is for the contract to say. */
const LOOKS_LIKE_EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

function sortAgents(agents: readonly Agent[]): Agent[] {
  const rank = ({ lastSeenAt, createdAt, revokedAt }: Agent) =>
    revokedAt === null ? (parseInstant(lastSeenAt) ?? parseInstant(createdAt) ?? 0) : Number.NEGATIVE_INFINITY
  return agents.toSorted((one, other) => {
    const [before, after] = [rank(one), rank(other)]
    return before === after ? one.email.localeCompare(other.email) : after - before
  })
}

/** By a part of the address, or by a role's whole name. */
export function findAgents(agents: readonly Agent[], text: string): readonly Agent[] {
  const wanted = text.trim().toLowerCase()
  return wanted === ''
    ? agents
    : agents.filter(({ email, role }) => email.includes(wanted) || role === wanted)
}
