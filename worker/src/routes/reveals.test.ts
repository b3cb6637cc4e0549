import { RevealedSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { CANARY, CANARY_NUMBERS } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { readAgentEntries } from '../../testing/read-audit-log.ts'
import { json, openRelay, readProblem } from '../../testing/relay-under-test.ts'

const REASON = 'Customer asks where they signed in from'

async function openScene() {
  const relay = openRelay()
  const token = await relay.signIn('ines@example.com', 'investigator')
  const stories = Object.values(relay.providers.control.known().persona.sandbox)
  const story = stories.find(({ sessions }) => sessions.length > 0)
  const [session = '', inquiry = ''] = [story?.sessions[0], story?.inquiry]
  const reveal = (body: object, withToken = token) =>
    relay.request('/v1/reveals', { token: withToken, ...json({ reason: REASON, ...body }) })
  return { relay, token, session, inquiry, reveal }
}

it('shows the requested fields in their order, and writes intent and outcome', async () => {
  const { session, inquiry, reveal } = await openScene()
  const answer = await reveal({ id: session, fields: ['user-agent', 'ip-address', 'latitude'] })
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(answer.headers.get('ETag')).toBeNull()
  const { id, values } = v.parse(RevealedSchema, await answer.json())
  expect(id).toBe(session)
  expect(values.map(({ field }) => field)).toEqual(['ip-address', 'latitude', 'user-agent'])
  expect(values[0]?.value).toContain(CANARY)
  expect(CANARY_NUMBERS.map(String)).toContain(values[1]?.value)
  const [intent, outcome, ...others] = await readAgentEntries()
  expect(others).toEqual([])
  expect(intent).toMatchObject({
    action: 'reveal',
    agent: 'ines@example.com',
    about: { phase: 'intent', kind: 'session', id: session, reason: REASON, environment: 'sandbox' },
  })
  expect(outcome).toMatchObject({
    action: 'reveal',
    about: {
      phase: 'outcome',
      intent: intent?.seq,
      outcome: 'shown',
      fields: ['ip-address', 'latitude', 'user-agent'],
    },
  })
  expect(JSON.stringify([intent, outcome])).not.toContain(CANARY)
  expect(inquiry).not.toBe('')
})

it('asks the provider each time, for these fields alone', async () => {
  const { relay, session, reveal } = await openScene()
  const requests: URL[] = []
  const { fetch } = relay.providers
  relay.providers.fetch = (request) => {
    requests.push(new URL(request.url))
    return fetch(request)
  }
  await Promise.all([1, 2, 3].map(() => reveal({ id: session, fields: ['ip-address'] })))
  expect(requests).toHaveLength(3)
  expect(new Set(requests.map(({ searchParams }) => searchParams.get('fields[inquiry-session]')))).toEqual(
    new Set(['ip-address,inquiry']),
  )
})

it('returns notes and tags of an inquiry as text, and no other field', async () => {
  const { inquiry, reveal } = await openScene()
  const { values } = v.parse(RevealedSchema, await (await reveal({ id: inquiry, fields: ['tags'] })).json())
  expect(values).toEqual([
    { field: 'tags', value: expect.toSatisfy((value) => value === null || typeof value === 'string') },
  ])
})

it('leaves intent and failure of a reveal that fails, and shows nothing', async () => {
  const { relay, session, reveal } = await openScene()
  relay.providers.control.faults([{ fault: 'key-refused' }])
  const answer = await reveal({ id: session, fields: ['ip-address'] })
  expect((await readProblem(answer)).code).toBe('provider-key-refused')
  relay.providers.control.faults([])
  expect((await readProblem(await reveal({ id: 'iqse_DoesNotExist', fields: ['ip-address'] }))).code).toBe(
    'not-found',
  )
  expect((await readAgentEntries()).map(({ about }) => about.outcome ?? about.phase)).toEqual([
    'intent',
    'provider-key-refused',
    'intent',
    'not-found',
  ])
})

describe('is refused without an upstream call', () => {
  it.each([
    ['a field that every role sees', { fields: ['status'] }, 'fields'],
    ['a field that never leaves', { fields: ['browser-fingerprint'] }, 'fields'],
    ['an unknown field', { fields: ['__proto__'] }, 'fields'],
    ['another object’s field', { fields: ['note'] }, 'fields'],
    ['two in one', { fields: ['ip-address,browser-fingerprint'] }, 'fields'],
    ['no field', { fields: [] }, 'fields'],
    ['an event', { id: 'evt_ABC123' }, 'id'],
    ['a path', { id: '../inquiries' }, 'id'],
    ['no reason', { reason: '' }, 'reason'],
    ['a reason of spaces', { reason: '      ' }, 'reason'],
    ['a reason of two lines', { reason: 'because\nof this' }, 'reason'],
    ['a reason without end', { reason: 'x'.repeat(301) }, 'reason'],
    ['a role of one’s own choice', { role: 'admin' }, 'role'],
  ])('%s', async (_, change, parameter) => {
    const { relay, session, reveal } = await openScene()
    const answer = await reveal({ id: session, fields: ['ip-address'], ...change })
    expect(await readProblem(answer)).toMatchObject({ code: 'invalid-body', parameter })
    expect(relay.providers.control.calls()).toEqual({})
    expect(await readAgentEntries()).toEqual([])
  })

  it.each(['agent', 'auditor', 'admin'] as const)('to the role %s, with an entry', async (role) => {
    const { relay, session, reveal } = await openScene()
    const token = await relay.signIn('other@example.com', role)
    const answer = await reveal({ id: session, fields: ['ip-address'] }, token)
    expect((await readProblem(answer)).code).toBe('role-refused')
    expect(relay.providers.control.calls()).toEqual({})
    expect(await readAgentEntries()).toMatchObject([
      { action: 'denied', about: { permission: 'reveal', why: 'role', role } },
    ])
  })
})
