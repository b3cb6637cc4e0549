import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, succeed } from '../../failure.ts'
import { stubAsk } from '../state/ask-stub.ts'
import { type Agent, createAgents, findAgents } from './agents.ts'

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
const REFUSED = fail({ code: 'role-refused', title: 'No', detail: '', nextStep: '' })
const ADDED = {
  agent: { email: 'new@example.com', role: 'agent' as const },
  code: '7K2QX-9MBD-4TPR',
  expiresAt: '2026-11-21T12:10:00Z',
}

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

function setUp(answers: Parameters<typeof stubAsk>[0] = {}) {
  const { ask, asked } = stubAsk({ 'app:agents.list': () => succeed({ items: [EVE, ADA, BOB] }), ...answers })
  const ended = new AbortController()
  const agents = createAgents({ ask, now: Date.now, signal: ended.signal })
  const settle = () => vi.advanceTimersByTimeAsync(0)
  return { agents, ended, settle, names: () => asked.map(({ name }) => name), asked }
}

describe('agents', () => {
  it('are listed when told to and not by themselves, those last seen first, the revoked last', async () => {
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

  it('what is done while they are still being listed is done, and the late list is no longer wanted', async () => {
    const late = Promise.withResolvers<void>()
    let isFirst = true
    const { agents, names, settle } = setUp({
      'app:agents.list': async () => {
        if (!isFirst) return succeed({ items: [ADA] })
        isFirst = false
        await late.promise
        return succeed({ items: [BOB] })
      },
      'app:agents.add': () => succeed(ADDED),
    })
    agents.load()
    agents.email.value = 'new@example.com'
    agents.add()
    await settle()
    expect(names()).toEqual(['app:agents.list', 'app:agents.add', 'app:agents.list'])
    expect(agents.code.value).toEqual(ADDED)
    late.resolve()
    await settle()
    expect(agents.agents.value).toEqual([ADA])
  })

  it('a code is shown until it ends, and the list is read anew', async () => {
    const { agents, names, settle, asked } = setUp({ 'app:agents.add': () => succeed(ADDED) })
    agents.email.value = ' New@Example.com '
    agents.add()
    await settle()
    expect(asked[0]?.payload).toEqual({ email: 'new@example.com', role: 'agent' })
    expect(names()).toEqual(['app:agents.add', 'app:agents.list'])
    expect(agents.code.value).toEqual(ADDED)
    expect(agents.email.value).toBe('')
    await vi.advanceTimersByTimeAsync(599_000)
    expect(agents.code.value).toEqual(ADDED)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(agents.code.value).toBeUndefined()
  })

  it('what was refused changes nothing and says why', async () => {
    const { agents, names, settle } = setUp({ 'app:agents.revoke': () => REFUSED })
    agents.load()
    await settle()
    agents.revoke('ada@example.com')
    await settle()
    expect(agents.failure.value?.code).toBe('role-refused')
    expect(agents.said.value).toBe('')
    expect(agents.agents.value).toHaveLength(3)
    expect(names()).toEqual(['app:agents.list', 'app:agents.revoke'])
  })

  it('one thing is done at a time', async () => {
    const { agents, names, settle } = setUp({ 'app:agents.revoke-all': () => succeed({ signIns: 1 }) })
    agents.revokeAll()
    agents.revokeAll()
    await settle()
    expect(names()).toEqual(['app:agents.revoke-all', 'app:agents.list'])
    expect(agents.said.value).toContain('1 sign-in has ended')
  })

  it('who signs out meanwhile is shown nothing more', async () => {
    const { agents, ended, settle } = setUp()
    agents.load()
    ended.abort()
    await settle()
    expect(agents.agents.value).toBeUndefined()
  })
})
