import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, ok } from '../../../../messages/failure.ts'
import { stubRequest } from '../../../state/testing.ts'
import { type Agent, type AgentsState, ALL_AGENTS, createAgents, findAgents } from './agents.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const agent = (email: string, more: Partial<Agent> = {}): Agent => ({
  email,
  role: 'agent',
  createdAt: '2026-11-01T00:00:00Z',
  lastSeenAt: null,
  signIns: 0,
  revokedAt: null,
  ...more,
})
const ADA = agent('ada@example.com', { lastSeenAt: '2026-11-20T00:00:00Z', signIns: 1 })
const BOB = agent('bob@example.com', { lastSeenAt: '2026-11-21T00:00:00Z', role: 'admin' })
const EVE = agent('eve@example.com', {
  lastSeenAt: '2026-11-21T11:00:00Z',
  revokedAt: '2026-11-21T11:30:00Z',
})
const REFUSED = err({ code: 'role-refused', title: 'No', detail: '', nextStep: '' })
const ADDED = {
  agent: { email: 'new@example.com', role: 'agent' as const },
  code: '7K2QX-9MBD-4TPR',
  expiresAt: '2026-11-21T12:10:00Z',
}

const revoke = (agents: AgentsState, email: string) =>
  agents.act({
    target: email,
    message: 'app:agents.revoke',
    payload: { email },
    failed: `${email} was not revoked`,
    done: () => `${email} is revoked`,
  })
const revokeAll = (agents: AgentsState) =>
  agents.act({
    target: ALL_AGENTS,
    message: 'app:agents.revoke-all',
    payload: null,
    failed: 'Not revoked',
    done: ({ signIns }) => `${signIns} sign-in has ended`,
  })

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

function setUp(answers: Parameters<typeof stubRequest>[0] = {}) {
  const { request, asked } = stubRequest({
    'app:agents.list': () => ok({ items: [EVE, ADA, BOB] }),
    ...answers,
  })
  const ended = new AbortController()
  const agents = createAgents({ request, now: Date.now, abort: ended.signal })
  const settle = () => vi.advanceTimersByTimeAsync(0)
  return { agents, ended, settle, names: () => asked.map(({ name }) => name), asked }
}

describe('agents', () => {
  it('are listed on demand, last active first, revoked last', async () => {
    const { agents, names, settle } = setUp()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(names()).toEqual([])
    agents.load()
    await settle()
    expect(agents.agents.value).toEqual([BOB, ADA, EVE])
  })

  it('are found by a part of the address, or by the whole of a role', () => {
    const all = [ADA, BOB]
    expect(findAgents(all, ' ADA@ ')).toEqual([ADA])
    expect(findAgents(all, 'admin')).toEqual([BOB])
    expect(findAgents(all, 'adm')).toEqual([])
    expect(findAgents(all, '')).toBe(all)
  })

  it.each(['', 'ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com'])(
    'an address such as “%s” is not sent',
    async (typed) => {
      const { agents, names, settle } = setUp()
      agents.email.value = typed
      agents.add()
      await settle()
      expect(agents.emailProblem.value).toBeDefined()
      expect(names()).toEqual([])
      agents.email.value = 'ada@example.com'
      expect(agents.emailProblem.value).toBeUndefined()
    },
  )

  it('an act while they are still being listed is done, and the late list is no longer wanted', async () => {
    const late = Promise.withResolvers<void>()
    let isFirst = true
    const { agents, names, settle } = setUp({
      'app:agents.list': async () => {
        if (!isFirst) return ok({ items: [ADA] })
        isFirst = false
        await late.promise
        return ok({ items: [BOB] })
      },
      'app:agents.add': () => ok(ADDED),
    })
    agents.load()
    agents.giveCode(BOB)
    await settle()
    expect(names()).toEqual(['app:agents.list', 'app:agents.add', 'app:agents.list'])
    expect(agents.code.value).toEqual(ADDED)
    late.resolve()
    await settle()
    expect(agents.agents.value).toEqual([ADA])
  })

  it('shows a code until it expires, and reads the list again', async () => {
    const { agents, names, settle, asked } = setUp({ 'app:agents.add': () => ok(ADDED) })
    agents.email.value = ' New@Example.com '
    agents.add()
    await settle()
    // Who is there already is known before anything is changed.
    expect(names()).toEqual(['app:agents.list', 'app:agents.add', 'app:agents.list'])
    expect(asked[1]?.payload).toEqual({ email: 'new@example.com', role: 'agent' })
    expect(agents.code.value).toEqual(ADDED)
    expect(agents.email.value).toBe('')
    await vi.advanceTimersByTimeAsync(599_000)
    expect(agents.code.value).toEqual(ADDED)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(agents.code.value).toBeUndefined()
  })

  it('a rejected action changes nothing and shows why until it succeeds', async () => {
    let isRefused = true
    const { agents, names, settle } = setUp({
      'app:agents.revoke': () => (isRefused ? REFUSED : ok(null)),
    })
    agents.load()
    await settle()
    expect(await revoke(agents, 'ada@example.com')).toBe(false)
    expect(agents.failures.value).toMatchObject([
      { about: 'ada@example.com was not revoked', failure: { code: 'role-refused' } },
    ])
    expect(agents.message.value).toBe('')
    expect(agents.agents.value).toHaveLength(3)
    expect(names()).toEqual(['app:agents.list', 'app:agents.revoke'])
    isRefused = false
    expect(await revoke(agents, 'ada@example.com')).toBe(true)
    expect(agents.failures.value).toEqual([])
  })

  it('the same act pressed twice is one', async () => {
    const { agents, names, settle } = setUp({ 'app:agents.revoke-all': () => ok({ signIns: 1 }) })
    void revokeAll(agents)
    void revokeAll(agents)
    await settle()
    expect(names()).toEqual(['app:agents.revoke-all', 'app:agents.list'])
    expect(agents.message.value).toContain('1 sign-in has ended')
  })

  type Permissions = Record<
    string,
    { name: string; run: (agents: ReturnType<typeof createAgents>) => unknown }
  >
  const PERMISSIONS: Permissions = {
    'a code for ada': { name: 'app:agents.add', run: (agents) => agents.giveCode(ADA) },
    'a code for bob': { name: 'app:agents.add', run: (agents) => agents.giveCode(BOB) },
    'revoking ada': { name: 'app:agents.revoke', run: (agents) => revoke(agents, ADA.email) },
    'revoking bob': { name: 'app:agents.revoke', run: (agents) => revoke(agents, BOB.email) },
    'revoking everybody': { name: 'app:agents.revoke-all', run: (agents) => revokeAll(agents) },
  }
  const pairs = Object.keys(PERMISSIONS).flatMap((one) =>
    Object.keys(PERMISSIONS).map((other) => [one, other] as const),
  )

  it.each(pairs.filter(([one, other]) => one !== other))(
    'while %s is slow, %s is not dropped and not done twice',
    async (one, other) => {
      const [slow, quick] = [PERMISSIONS[one], PERMISSIONS[other]]
      const release = Promise.withResolvers<void>()
      let isFirst = true
      const answer =
        <T>(value: T) =>
        async () => {
          if (isFirst) {
            isFirst = false
            await release.promise
          }
          return ok(value)
        }
      const { agents, names, settle } = setUp({
        'app:agents.add': answer(ADDED),
        'app:agents.revoke': answer(null),
        'app:agents.revoke-all': answer({ signIns: 2 }),
      })
      slow?.run(agents)
      await settle()
      quick?.run(agents)
      quick?.run(agents)
      await settle()
      const permissions = () => names().filter((name) => name !== 'app:agents.list')
      // Another agent is not waited for; what touches the same one is in order.
      const isSame =
        one.endsWith('everybody') || other.endsWith('everybody') || one.slice(-3) === other.slice(-3)
      expect(permissions()).toEqual(isSame ? [slow?.name] : [slow?.name, quick?.name])
      release.resolve()
      await settle()
      expect(permissions()).toEqual([slow?.name, quick?.name])
      expect(agents.pending.value.size).toBe(0)
      expect(names().at(-1)).toBe('app:agents.list')
    },
  )

  it('a list that is asked for while an act is slow is read', async () => {
    const { agents, names, settle } = setUp({ 'app:agents.add': () => new Promise(() => {}) })
    agents.giveCode(ADA)
    await settle()
    agents.load()
    await settle()
    expect(names()).toEqual(['app:agents.add', 'app:agents.list'])
    expect(agents.agents.value).toHaveLength(3)
  })

  it('shows nothing after a sign-out', async () => {
    const { agents, ended, settle } = setUp()
    agents.load()
    ended.abort()
    await settle()
    expect(agents.agents.value).toBeUndefined()
  })
})

describe('adding an agent there is', () => {
  function known() {
    const made = setUp({ 'app:agents.add': () => ok(ADDED) })
    made.agents.load()
    return made
  }

  it('leaves their role as it is, whatever the form began with', async () => {
    const { agents, asked, settle } = known()
    await settle()
    agents.email.value = 'bob@example.com'
    expect(agents.role.value).toBe('admin')
    agents.add()
    await settle()
    expect(agents.question.value).toBeUndefined()
    // The relay keeps it.
    expect(asked[1]?.payload).toEqual({ email: 'bob@example.com' })
  })

  it('waits for the list of agents', async () => {
    const late = Promise.withResolvers<void>()
    const { agents, names, settle } = setUp({
      'app:agents.list': async () => {
        await late.promise
        return ok({ items: [BOB] })
      },
      'app:agents.add': () => ok(ADDED),
    })
    agents.load()
    agents.email.value = 'bob@example.com'
    agents.add()
    await settle()
    expect(agents.pending.value).toContain('bob@example.com')
    expect(names()).toEqual(['app:agents.list'])
    late.resolve()
    await settle()
    expect(names()).toEqual(['app:agents.list', 'app:agents.add', 'app:agents.list'])
  })

  it('lets a revoked one back in with the role they had', async () => {
    const { agents, asked, settle } = known()
    await settle()
    agents.giveCode(EVE)
    await settle()
    expect(asked[1]?.payload).toEqual({ email: 'eve@example.com', role: 'agent', letBackIn: true })
  })

  it.each([
    ['lowers', BOB, 'agent', {}],
    ['raises', ADA, 'admin', {}],
    ['lets back in with', EVE, 'auditor', { letBackIn: true }],
  ] as const)(
    'asks before it %s another role, and does nothing without a yes',
    async (_, whom, role, more) => {
      const { agents, asked, names, settle } = known()
      await settle()
      agents.email.value = whom.email
      agents.chooseRole(role)
      agents.add()
      await settle()
      const { email, role: before, revokedAt } = whom
      expect(agents.question.value).toEqual({ email, role, before, isRevoked: revokedAt !== null })
      agents.answer(false)
      await settle()
      expect(names()).toEqual(['app:agents.list'])
      agents.add()
      await settle()
      agents.answer(true)
      await settle()
      expect(asked[1]?.payload).toEqual({ email, role, changeRole: true, ...more })
    },
  )

  it('keeps the role that was chosen when a code for another agent arrives', async () => {
    const { agents, settle } = known()
    await settle()
    agents.email.value = 'bob@example.com'
    agents.chooseRole('agent')
    agents.giveCode(ADA)
    await settle()
    expect(agents.role.value).toBe('agent')
  })

  it('drops the confirmation when the form changes', async () => {
    const { agents, settle } = known()
    await settle()
    agents.email.value = 'bob@example.com'
    agents.chooseRole('agent')
    agents.add()
    await settle()
    agents.email.value = 'ada@example.com'
    expect(agents.question.value).toBeUndefined()
  })

  it('does nothing and shows why while the list is missing', async () => {
    const { agents, names, settle } = setUp({ 'app:agents.list': () => REFUSED })
    agents.email.value = 'bob@example.com'
    agents.add()
    await settle()
    expect(names()).toEqual(['app:agents.list'])
    expect(agents.error.value?.code).toBe('role-refused')
  })
})
