/** Attacks specific to deepidv; the others are in the files that `docs/threat-model.md` names. */

import { SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { ROLES } from '@inquiry-lens/shared/contract/permissions.ts'
import { listRevealable } from '@inquiry-lens/shared/contract/reveals.ts'
import { SessionCaseSchema } from '@inquiry-lens/shared/domain/model.ts'
import {
  FAKE_DEEPIDV_SANDBOX_KEY,
  DEEPIDV_DOCUMENTED_ID as ID,
} from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { readAgentEntries } from '../../../testing/read-audit-log.ts'
import { answerWith, codeOf, json, openRelay, readProblem } from '../../../testing/relay-under-test.ts'
import { VELOCITY_LIMIT } from '../../access/limits/velocity-limit.ts'

const LIST = '/v1/sessions?provider=deepidv'

describe('hostile UUIDs, tokens and parameters', () => {
  const EVIL = {
    'a way up in a UUID’s place': '..%2fworkflows',
    'a way up, all encoded': '%2e%2e%2fauth%2fverify',
    'a way up behind a UUID': `${ID}%2f..%2f..%2fworkflows`,
    'a path behind a UUID': `${ID}%2fworkflow`,
    NUL: `${ID.slice(0, -1)}%00`,
    'a new line': `${ID}%0d%0ax-api-key:%201`,
    'ten kilobytes': 'a'.repeat(10_000),
    'another host': `%2f%2fevil.example%2f${ID}`,
    'user info': `${ID}%40evil.example`,
    'a fragment': `${ID}%23`,
    'one more parameter': `${ID}%26by_organization%3Dfalse`,
    'full-width digits': ID.replace('1', '%EF%BC%91'),
    'a path behind a word of the sandbox’s': 'test_verified%2fworkflow',
  }
  const ADDRESSES = ['/v1/sessions/', '/v1/cases/', `${LIST}&cursor=`]

  it.each(Object.entries(EVIL))('%s is refused by every route, without an upstream call', async (_, text) => {
    const relay = openRelay()
    const token = await relay.signIn('ines@example.com', 'investigator')
    for (const address of ADDRESSES) {
      const answer = await relay.request(`${address}${text}`, { token })
      expect([400, 404], `${address}${text.slice(0, 50)}`).toContain(answer.status)
      expect(answer.headers.get('x-api-key')).toBeNull()
    }
    const id = decodeURIComponent(text)
    const reveal = { id, fields: ['external_id'], reason: 'The customer asked' }
    expect(await codeOf(await relay.request('/v1/lookups', { token, ...json({ ids: [id] }) }))).toBe(
      'invalid-body',
    )
    expect(await codeOf(await relay.request('/v1/reveals', { token, ...json(reveal) }))).toBe('invalid-body')
    expect(relay.providers.control.calls()).toEqual({})
    expect((await readAgentEntries()).filter(({ action }) => action !== 'denied')).toEqual([])
  })

  it.each([
    ['NUL', '%00'],
    ['a new line', '%0d%0ax-api-key:%201'],
    ['an escape', '%1b%5b31m'],
    ['a control of the second kind', '%c2%85'],
    ['256 characters', 'a'.repeat(256)],
    ['nothing', ''],
  ])('an external ID with %s is refused, and nothing is asked', async (_, text) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const answer = await relay.request(`${LIST}&externalId=${text}`, { token })
    expect(await readProblem(answer)).toMatchObject({
      code: 'invalid-parameter',
      detail: expect.stringContaining('externalId'),
    })
    expect(relay.providers.control.calls()).toEqual({})
  })

  it.each(['..', '.', '..%2f..%2fauth', `${ID}%00`, '%2a', 'a'.repeat(81)])(
    'a workflow %j is refused, and nothing is asked',
    async (text) => {
      const relay = openRelay()
      const token = await relay.signIn()
      expect(await codeOf(await relay.request(`${LIST}&workflow=${text}`, { token }))).toBe(
        'invalid-parameter',
      )
      expect(relay.providers.control.calls()).toEqual({})
    },
  )

  it.each([
    'next_token=0',
    'by_organization=false',
    'external_id=cust-800001',
    'end_date=2020-01-01T00:00:00Z',
    'x-api-key=mine',
    'externalId=cust-800001&externalId=cust-800002',
    'scope=key-owner&externalId=cust-800001',
    'scope=everybody',
    'inquiry=inq_ABC123',
  ])('smuggled upstream parameter %s', async (query) => {
    const relay = openRelay()
    const token = await relay.signIn()
    expect((await relay.request(`${LIST}&${query}`, { token })).status).toBe(400)
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('a cursor altered in one letter, of another filter or of the provider’s own making opens nothing', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const { next } = v.parse(
      SessionsPageSchema,
      await (await relay.request(`${LIST}&limit=5`, { token })).json(),
    )
    for (const cursor of [
      `${next?.slice(0, -1)}${next?.endsWith('A') ? 'B' : 'A'}`,
      ID,
      '20260101T000000Z',
    ]) {
      expect(await codeOf(await relay.request(`${LIST}&cursor=${cursor}`, { token })), cursor).toBe(
        'invalid-cursor',
      )
    }
    expect(await codeOf(await relay.request(`${LIST}&workflow=one&cursor=${next}`, { token }))).toBe(
      'invalid-cursor',
    )
  })
})

describe('role escalation', () => {
  const body = { id: ID, fields: listRevealable('deepidv.session'), reason: 'The customer asked' }

  it.each(ROLES.filter((role) => role !== 'investigator'))(
    'role escalation by header and body: %s reveals nothing of deepidv’s',
    async (role) => {
      const relay = openRelay()
      const token = await relay.signIn('eve@example.com', role)
      const reveal = json(body)
      const headers = { ...reveal.headers, 'X-Role': 'investigator', Cookie: 'role=investigator' }
      expect(await codeOf(await relay.request('/v1/reveals', { token, ...reveal, headers }))).toBe(
        'role-refused',
      )
      const claimed = json({ ...body, role: 'investigator' })
      expect(await codeOf(await relay.request('/v1/reveals', { token, ...claimed }))).toBe('invalid-body')
      expect(relay.providers.control.calls()).toEqual({})
      expect(await readAgentEntries()).toMatchObject([{ action: 'denied', agent: 'eve@example.com' }])
    },
  )

  it.each(['user', 'analysis_data.id_analysis_data.id_extracted_text', 'status', '__proto__', '*'])(
    'a reveal of %s, which the table does not let out, is refused',
    async (field) => {
      const relay = openRelay()
      const token = await relay.signIn('ines@example.com', 'investigator')
      const answer = await relay.request('/v1/reveals', { token, ...json({ ...body, fields: [field] }) })
      expect(await codeOf(answer)).toBe('invalid-body')
      expect(relay.providers.control.calls()).toEqual({})
    },
  )
})

describe('requests to deepidv', () => {
  const rowOf = (fields: object = {}) => ({
    id: ID,
    status: 'PENDING',
    created_at: '2026-11-01T00:00:00Z',
    ...fields,
  })

  it.each([
    [401, 'application/json'],
    [403, 'application/json'],
    [429, 'application/json'],
    [500, 'application/json'],
    [500, 'text/html'],
    [200, 'application/json'],
  ])('the key is never echoed: deepidv answers %i (%s) with it in header and body', async (status, type) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const key = FAKE_DEEPIDV_SANDBOX_KEY
    const text = JSON.stringify({
      message: `bad key ${key}`,
      code: key,
      sessions: [{ ...rowOf(), [key]: key }],
    })
    answerWith(
      relay,
      () =>
        new Response(text, {
          status,
          headers: { 'Content-Type': type, 'x-api-key': key, 'x-request-id': key },
        }),
    )
    for (const path of [LIST, `/v1/sessions/${ID}`, `/v1/cases/${ID}`, '/v1/me']) {
      const answer = await relay.request(path, { token, headers: { 'x-api-key': 'mine' } })
      expect(answer.headers.get('x-api-key'), path).toBeNull()
      expect(JSON.stringify([...answer.headers]) + (await answer.text()), path).not.toContain(key)
    }
    expect(relay.log()).not.toContain(key)
  })

  it.each(['..', '.', '../..', '%2e%2e', '//evil.example', `a\r\nx-api-key: 1`, 'a?b=c', 'a'.repeat(500)])(
    'SSRF by a workflow’s ID %j: it is no part of any path',
    async (workflow_id) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const requests = answerWith(relay, ({ pathname }) =>
        Response.json(
          pathname.endsWith('/workflow') ? { steps: [] } : { session_record: rowOf({ workflow_id }) },
        ),
      )
      const file = v.parse(
        SessionCaseSchema,
        await (await relay.request(`/v1/cases/${ID}`, { token })).json(),
      )
      expect(file.session.id).toBe(ID)
      expect(
        requests
          .map(({ url }) => new URL(url))
          .map(({ origin, pathname }) => origin + pathname)
          .toSorted(),
      ).toEqual([`http://127.0.0.1:9/v1/sessions/${ID}`, `http://127.0.0.1:9/v1/sessions/${ID}/workflow`])
    },
  )

  it.each(['../../auth/verify', `${ID}/workflow`, 'a&b=c', `${ID}\r\nX-Evil: 1`, '', null, { $ne: 1 }])(
    'a row whose ID is %j is dropped, and never requested',
    async (id) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const requests = answerWith(relay, () =>
        Response.json({ sessions: [rowOf({ id }), rowOf()], next_token: null }),
      )
      const page = v.parse(SessionsPageSchema, await (await relay.request(LIST, { token })).json())
      expect(page.items.map((item) => item.id)).toEqual([ID])
      const paths = requests.map(({ url }) => new URL(url)).map(({ origin, pathname }) => origin + pathname)
      expect(new Set(paths)).toEqual(new Set(['http://127.0.0.1:9/v1/sessions']))
    },
  )

  it.each(['x'.repeat(10_000), '\u0000', '\r\nx-api-key: 1', '&external_id=cust-1', 'https://evil.example/'])(
    'a token %j of deepidv’s is one value, and no cursor of ours',
    async (next_token) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const rows = [rowOf(), rowOf({ id: ID.replace(/^./, 'f'), created_at: '2026-10-01T00:00:00Z' })]
      let asks = 0
      const requests = answerWith(relay, () =>
        Response.json({ sessions: asks++ === 0 ? rows : [], next_token: asks === 1 ? next_token : null }),
      )
      const text = await (await relay.request(`${LIST}&limit=2`, { token })).text()
      expect(text).not.toContain(JSON.stringify(next_token).slice(1, -1))
      const [, second] = requests
      const url = new URL(second?.url ?? '')
      expect([url.origin, url.pathname]).toEqual(['http://127.0.0.1:9', '/v1/sessions'])
      expect(url.searchParams.getAll('next_token')).toEqual([next_token])
      expect(url.searchParams.has('external_id')).toBe(false)
      expect(Object.fromEntries(second?.headers ?? [])).toEqual({
        accept: 'application/json',
        'x-api-key': FAKE_DEEPIDV_SANDBOX_KEY,
      })
    },
  )

  it.each([7, { a: 1 }, ['a'], true])(
    'a token that is %j is no answer, and nothing more is asked',
    async (next_token) => {
      const relay = openRelay()
      const token = await relay.signIn()
      const requests = answerWith(relay, () => Response.json({ sessions: [rowOf()], next_token }))
      expect(await codeOf(await relay.request(LIST, { token }))).toBe('provider-unreadable')
      expect(requests.length).toBeLessThanOrEqual(2)
    },
  )

  it('stored XSS in status, type, step and workflow: JSON with nosniff, and no unknown name', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const script = '<img src=x onerror=alert(1)>'
    const steps = [{ step_id: script, status: script, failure: { code: script } }]
    answerWith(relay, ({ pathname }) =>
      Response.json(
        pathname.endsWith('/workflow')
          ? { steps }
          : pathname.includes('/workflows/')
            ? { name: script }
            : { session_record: rowOf({ status: script, type: script, workflow_id: 'one' }) },
      ),
    )
    const answer = await relay.request(`/v1/cases/${ID}`, { token })
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    const { session } = v.parse(SessionCaseSchema, await answer.json())
    expect([session.status, session.flow?.type, session.flow?.workflow?.name]).toEqual([
      'unknown',
      null,
      null,
    ])
  })
})

describe('an agent who collects data', () => {
  it('opening far more different deepidv sessions than usual: an entry, then one per half minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay({ rows: 400 })
    const token = await relay.signIn()
    const page = await (await relay.request(`${LIST}&limit=100`, { token })).json()
    const ids = v.parse(SessionsPageSchema, page).items.map(({ id }) => id)
    const open = (id = '') => relay.request(`/v1/sessions/${id}`, { token })
    for (const id of ids.slice(0, VELOCITY_LIMIT.min + 1)) {
      vi.setSystemTime(Date.now() + 20_000)
      expect((await open(id)).status).toBe(200)
    }
    expect((await readAgentEntries()).filter(({ action }) => action === 'denied')).toMatchObject([
      { agent: 'ada@example.com', about: { permission: 'read', why: 'unusual' } },
    ])
    expect(await codeOf(await open(ids[VELOCITY_LIMIT.min + 1]))).toBe('views-throttled')
    expect((await open(ids[0])).status).toBe(200)
  })
})
