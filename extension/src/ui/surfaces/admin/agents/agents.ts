/** The agents and an admin's actions. Never refreshed automatically: listing them adds an audit entry. */

import type { AddAgent, AddedAgent, Agents } from '@inquiry-lens/shared/contract/admin.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { adminWords } from '../../../../locales/admin.ts'
import { noticeWords } from '../../../../locales/surface.ts'
import type { Failure, Result } from '../../../../messages/failure.ts'
import type { MessageName, Payload, Replies } from '../../../../messages/messages.ts'
import type { SendRequest } from '../../../request.ts'
import { runAfter } from '../../../state/resource/resource.ts'

export type Agent = Agents['items'][number]

export interface AgentsState {
  /** `undefined`: loading. Last active first, revoked last. */
  agents: ReadonlySignal<readonly Agent[] | undefined>
  email: Signal<string>
  /** As chosen, or else an existing agent's own. */
  role: ReadonlySignal<Role>
  chooseRole(role: Role): void
  emailProblem: ReadonlySignal<string | undefined>
  /** The existing agent with the typed address. */
  known: ReadonlySignal<Agent | undefined>
  /** Email addresses with an action in progress, or `ALL_AGENTS`. */
  pending: ReadonlySignal<ReadonlySet<string>>
  /** Why the list is missing. */
  error: ReadonlySignal<Failure | undefined>
  /** Failed actions, until they are tried again. */
  failures: ReadonlySignal<readonly { about: string; failure: Failure }[]>
  /** The results of the last actions. */
  message: ReadonlySignal<string>
  /** What the form does only after a confirmation. */
  question: ReadonlySignal<AgentConfirmation | undefined>
  /** Removed when it expires. Stored nowhere. */
  code: ReadonlySignal<AddedAgent | undefined>
  load(): void
  /** Submits the form, or asks for a confirmation first. Actions on the same agent run in order. */
  add(): void
  answer(isYes: boolean): void
  /** A new code for an existing agent; reinstates a revoked one. */
  giveCode(agent: Agent): void
  dismissCode(): void
  /** Resolves to whether the relay did it. Twice at once, the same action on the same agent is sent once. */
  act<TName extends AgentMessage>(action: AgentAction<TName>): Promise<boolean>
}

type AgentMessage = Extract<MessageName, `app:agents.${string}`>

export interface AgentAction<TName extends AgentMessage> {
  /** Email address, or `ALL_AGENTS`. */
  target: string
  message: TName
  payload: Payload<TName>
  /** What was not done, if it fails. */
  failed: string
  done(value: Replies[TName]): string
}

export interface AgentConfirmation {
  email: string
  role: Role
  /** The agent's current role. */
  before: Role
  isRevoked: boolean
}

/** In place of an email address. */
export const ALL_AGENTS = '*'

export interface AgentsParts {
  request: SendRequest
  now(): number
  abort: AbortSignal
}

export function createAgents({ request, now, abort: ended }: AgentsParts): AgentsState {
  const agents = signal<readonly Agent[] | undefined>(undefined)
  const email = signal('')
  const chosenRole = signal<{ for: string; role: Role } | undefined>(undefined)
  const verdict = signal<{ on: string; problem: string } | undefined>(undefined)
  const pending = signal<ReadonlySet<string>>(new Set())
  const failure = signal<Failure | undefined>(undefined)
  const undone = signal<readonly { about: string; failure: Failure }[]>([])
  const message = signal('')
  const question = signal<AgentConfirmation | undefined>(undefined)
  const code = signal<AddedAgent | undefined>(undefined)
  let shown = new AbortController()
  let reading = new AbortController()
  let lastRead: Promise<void> | undefined
  /** Running actions, by name and email. */
  const started = new Map<string, Promise<boolean>>()

  const address = computed(() => email.value.trim().toLowerCase())
  const known = computed(() => agents.value?.find((agent) => agent.email === address.value))
  /** Adding an existing agent again must not change their role by accident. */
  const role = computed(() =>
    chosenRole.value && (!known.value || chosenRole.value.for === address.value)
      ? chosenRole.value.role
      : (known.value?.role ?? 'agent'),
  )

  /**
   * Runs an action after those before it on the same agent, then reads the list again. The same action twice at once runs
   * once.
   */
  function perform<TValue>(
    target: string,
    action: {
      name: string
      about: string
      request: () => Promise<Result<TValue>>
      take: (value: TValue) => void
    },
  ): Promise<boolean> {
    const key = `${action.name} ${target}`
    const same = started.get(key)
    if (same) return same
    const before = [...started].filter(
      ([one]) => target === ALL_AGENTS || [target, ALL_AGENTS].includes(one.split(' ')[1] ?? ''),
    )
    const work = run(target, action, Promise.all(before.map(([, promise]) => promise))).finally(() =>
      started.delete(key),
    )
    started.set(key, work)
    return work
  }

  async function run<TValue>(
    target: string,
    {
      about,
      request: send,
      take,
    }: { about: string; request: () => Promise<Result<TValue>>; take: (value: TValue) => void },
    before: Promise<unknown>,
  ): Promise<boolean> {
    batch(() => {
      if (pending.peek().size === 0) message.value = ''
      undone.value = undone.peek().filter((one) => one.about !== about)
      mark(target, true)
    })
    await before
    if (ended.aborted) return false
    const result = await send()
    if (ended.aborted) return false
    batch(() => {
      mark(target, [...started.keys()].filter((key) => key.endsWith(` ${target}`)).length > 1)
      if (result.ok) take(result.value)
      else undone.value = [...undone.peek(), { about, failure: result.error }]
    })
    if (result.ok) void load()
    return result.ok
  }

  function mark(target: string, isPending: boolean): void {
    const others = [...pending.peek()].filter((one) => one !== target)
    pending.value = new Set(isPending ? [...others, target] : others)
  }

  const say = (text: string) => {
    message.value = `${message.peek()} ${text}`.trim()
  }

  function load(): Promise<void> {
    const read = readList().finally(() => {
      if (lastRead === read) lastRead = undefined
    })
    lastRead = read
    return read
  }

  async function readList(): Promise<void> {
    if (ended.aborted) return
    reading.abort()
    reading = new AbortController()
    const flight = AbortSignal.any([reading.signal, ended])
    const result = await request('app:agents.list', null, flight)
    if (flight.aborted) return
    batch(() => {
      failure.value = result.ok ? undefined : result.error
      if (result.ok) agents.value = sortAgents(result.value.items)
    })
  }

  /** An active agent's role is left to the relay, where it may have changed; a revoked one gets theirs again. */
  const giveCode = ({ email, role: own, revokedAt }: Agent): Promise<void> =>
    makeCode(revokedAt === null ? { email } : { email, role: own, letBackIn: true })

  /** Sends only confirmations that the admin gave. */
  async function makeCode(agent: AddAgent): Promise<void> {
    await perform(agent.email, {
      name: 'add',
      about: adminWords.agents.noCode(agent.email),
      request: () => request('app:agents.add', agent, ended),
      take(added) {
        code.value = added
        shown.abort()
        shown = new AbortController()
        const endsIn = Math.max(0, (parseInstant(added.expiresAt) ?? 0) - now())
        runAfter(endsIn, dismissCode, AbortSignal.any([shown.signal, ended]))
        if (address.peek() !== added.agent.email) return
        email.value = ''
        chosenRole.value = undefined
      },
    })
  }

  function dismissCode(): void {
    shown.abort()
    code.value = undefined
  }

  async function add(): Promise<void> {
    const typed = email.peek()
    const target = address.peek()
    if (!LOOKS_LIKE_EMAIL.test(target)) {
      verdict.value = { on: typed, problem: adminWords.addAgent.emailProblem }
      return
    }
    // Only the list says whether this changes a role or reinstates an agent.
    if (agents.peek() === undefined) {
      mark(target, true)
      for (let read: Promise<void> | undefined = lastRead ?? load(); read; read = lastRead) await read
      mark(target, false)
    }
    const all = agents.peek()
    if (!all) return
    const there = all.find((agent) => agent.email === target)
    const chosen = chosenRole.peek()
    const wanted = chosen && (!there || chosen.for === target) ? chosen.role : (there?.role ?? 'agent')
    if (!there) await makeCode({ email: target, role: wanted })
    else if (there.role === wanted) await giveCode(there)
    else {
      const isRevoked = there.revokedAt !== null
      question.value = { email: target, role: wanted, before: there.role, isRevoked }
    }
  }

  return {
    agents,
    email,
    role,
    chooseRole(chosen) {
      chosenRole.value = { for: address.peek(), role: chosen }
    },
    emailProblem: computed(() => (verdict.value?.on === email.value ? verdict.value.problem : undefined)),
    known,
    pending,
    error: failure,
    failures: undone,
    message,
    question: computed(() => {
      const asked = question.value
      return asked?.email === address.value && asked.role === role.value ? asked : undefined
    }),
    code,
    load: () => void load(),
    add: () => void add(),
    answer(isYes) {
      const asked = question.peek()
      question.value = undefined
      if (!isYes || !asked) return
      const { email, role: wanted, isRevoked } = asked
      void makeCode({ email, role: wanted, changeRole: true, ...(isRevoked && { letBackIn: true }) })
    },
    giveCode: (agent) => void giveCode(agent),
    dismissCode,
    act: ({ target, message: name, payload, failed, done }) =>
      perform(target, {
        name,
        about: failed,
        request: () => request(name, payload, ended),
        take: (value) => say(done(value)),
      }),
  }
}

/** Catches typing errors; the relay validates. */
const LOOKS_LIKE_EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/

function sortAgents(agents: readonly Agent[]): Agent[] {
  const rank = ({ lastSeenAt, createdAt, revokedAt }: Agent) =>
    revokedAt === null ? (parseInstant(lastSeenAt) ?? parseInstant(createdAt) ?? 0) : Number.NEGATIVE_INFINITY
  return agents.toSorted((one, other) => {
    const [before, after] = [rank(one), rank(other)]
    return before === after ? one.email.localeCompare(other.email) : after - before
  })
}

/** By part of the email address, or by role, in its name on screen or the relay's. */
export function findAgents(agents: readonly Agent[], text: string): readonly Agent[] {
  const wanted = text.trim().toLowerCase()
  const isRole = (role: Role) => role === wanted || noticeWords.roles[role].toLowerCase() === wanted
  return wanted === '' ? agents : agents.filter(({ email, role }) => email.includes(wanted) || isRole(role))
}
