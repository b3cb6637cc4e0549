/** Hostile requests: see `docs/threat-model.md`. */
import { SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { readAuditLog } from '../../../testing/read-audit-log.ts'
import { codeOf, json, openRelay, RELAY } from '../../../testing/relay-under-test.ts'

describe('hostile IDs, cursors and parameters', () => {
  const EVIL = {
    'a way up': '..%2finquiries',
    'a way up, all encoded': '%2e%2e%2finquiries',
    'a way up, encoded twice': '..%252finquiries',
    NUL: 'inq_ABC%00123',
    'a new line': 'inq_ABC123%0d%0aX-Evil:%201',
    'ten kilobytes': `inq_${'A'.repeat(10_000)}`,
    'another host': '%2f%2fevil.example%2finq_ABC123',
    'user info': 'inq_ABC123%40evil.example',
    'a fragment': 'inq_ABC123%23',
    'one more parameter': 'inq_ABC123%26fields%5Binquiry%5D%3Dfields',
    'full-width letters': 'inq_%EF%BC%A1%EF%BC%A2%EF%BC%A3123',
  }
  const ADDRESSES = [
    '/v1/sessions/',
    '/v1/events/',
    '/v1/cases/',
    '/v1/sessions?inquiry=',
    '/v1/sessions?cursor=',
    '/v1/events?object=',
    '/v1/events?id=',
    '/v1/events?cursor=',
    '/v1/inquiries?account=',
    '/v1/inquiries?state=',
    '/v1/inquiries?cursor=',
  ]

  it.each(Object.entries(EVIL))('%s is refused by every route, without an upstream call', async (_, text) => {
    const relay = openRelay()
    const token = await relay.signIn()
    for (const address of ADDRESSES) {
      const answer = await relay.request(`${address}${text}`, { token })
      expect([400, 404], `${address}${text.slice(0, 40)}`).toContain(answer.status)
      expect(answer.headers.get('X-Evil')).toBeNull()
    }
    const ids = [decodeURIComponent(text)]
    expect((await relay.request('/v1/lookups', { token, ...json({ ids }) })).status).toBe(400)
    expect(relay.providers.control.calls()).toEqual({})
  })

  it.each([
    'filter%5Binquiry-id%5D=inq_ABC123',
    'include=account',
    'fields%5Binquiry%5D=fields',
    'page%5Bsize%5D=1',
    'page%5Bafter%5D=inq_ABC123',
    'limit=1&limit=100',
    'inquiry=inq_ABC123&inquiry=inq_Other12345',
    'provider=persona&provider=persona',
  ])('smuggled upstream parameter %s', async (query) => {
    const relay = openRelay()
    const token = await relay.signIn()
    expect((await relay.request(`/v1/sessions?${query}`, { token })).status).toBe(400)
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('a cursor of another list, or altered in one letter, opens nothing', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const page = await relay.request('/v1/sessions?limit=5', { token })
    const { next } = v.parse(SessionsPageSchema, await page.json())
    const altered = `${next?.slice(0, -1)}${next?.endsWith('A') ? 'B' : 'A'}`
    for (const path of [
      `/v1/events?cursor=${next}`,
      `/v1/sessions?cursor=${altered}`,
      `/v1/sessions?inquiry=inq_ABC123&cursor=${next}`,
    ]) {
      expect(await codeOf(await relay.request(path, { token })), path).toBe('invalid-cursor')
    }
  })
})

describe('a hostile page', () => {
  it.each([
    ['http://evil.example', undefined],
    ['http://192.168.0.7:8787', undefined],
    ['http://127.0.0.1.evil.example', undefined],
    [RELAY, 'evil.example'],
  ])('DNS rebinding: %s with Host %s opens no admin route', async (origin, host) => {
    const relay = openRelay()
    const admin = await relay.signIn('root@example.com', 'admin')
    const doors = [
      ['GET', '/v1/agents'],
      ['POST', '/v1/agents'],
      ['DELETE', '/v1/agents'],
      ['GET', '/v1/audit'],
      ['GET', '/v1/audit/segments'],
      ['POST', '/v1/audit/exports'],
    ] as const
    for (const [method, path] of doors) {
      const answer = await relay.request(`${origin}${path}`, {
        method,
        token: admin,
        headers: host === undefined ? {} : { Host: host },
      })
      expect(await codeOf(answer), `${method} ${path}`).toBe('host-refused')
    }
    expect((await relay.request('http://127.0.0.1:8787/v1/agents', { token: admin })).status).toBe(200)
    expect((await relay.request('http://localhost/v1/agents', { token: admin })).status).toBe(200)
  })

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', ''])(
    'a form that posts (%s): a body that is not said to be JSON is none',
    async (type) => {
      const relay = openRelay()
      const admin = await relay.signIn('root@example.com', 'admin')
      const body = new TextEncoder().encode(JSON.stringify({ email: 'eve@example.com', role: 'admin' }))
      const headers: Record<string, string> = type === '' ? {} : { 'Content-Type': type }
      const answer = await relay.request('/v1/agents', { method: 'POST', token: admin, body, headers })
      expect(await codeOf(answer)).toBe('invalid-body')
      expect(await (await relay.request('/v1/agents', { token: admin })).text()).not.toContain(
        'eve@example.com',
      )
    },
  )

  it.each([
    'https://evil.example',
    'null',
    'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep.evil.example',
  ])('a foreign origin %s is answered nothing, with a good token too', async (origin) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const answer = await relay.request('/v1/sessions', { token, headers: { Origin: origin } })
    expect(await codeOf(answer)).toBe('origin-refused')
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('a body without end and without a length', async () => {
    const relay = openRelay()
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++sent > 200) controller.close()
        else controller.enqueue(new TextEncoder().encode('"'.padEnd(1024, 'A')))
      },
    })
    const answer = await relay.request('/access/pair', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(await codeOf(answer)).toBe('body-too-large')
  })
})

describe('a request that should tell without leaving an entry', () => {
  const PATHS = [
    '/v1/sessions',
    '/v1/sessions?inquiry=inq_ABC123',
    '/v1/sessions/iqse_ABC123',
    '/v1/events?object=inq_ABC123',
    '/v1/events/evt_ABC123',
    '/v1/inquiries?state=approved',
    '/v1/inquiries?reference=cust-999999999',
    '/v1/cases/inq_ABC123',
  ]

  it('If-None-Match matches only a tag that this agent was given for this question', async () => {
    const relay = openRelay()
    const [ada, eve] = [await relay.signIn('ada@example.com'), await relay.signIn('eve@example.com')]
    const foreign: string[] = []
    for (const path of PATHS) {
      const answer = await relay.request(path, { token: ada })
      foreign.push(answer.headers.get('ETag') ?? '')
      const tag = answer.headers.get('ETag') ?? ''
      for (const ifNoneMatch of [tag, `W/${tag}`, `"x", ${tag}`]) {
        const same = await relay.request(path, { token: ada, headers: { 'If-None-Match': ifNoneMatch } })
        expect(same.status, `${path} ${ifNoneMatch}`).toBe(304)
      }
    }
    const guesses = ['*', '"*"', '"kXL28Crl7LvFqeSHwz51FH"', '""', foreign.join(', '), `*, ${foreign[0]}`]
    for (const path of PATHS) {
      const own = (await relay.request(path, { token: eve })).headers.get('ETag') ?? ''
      expect(foreign).not.toContain(own)
      for (const guess of guesses) {
        const answer = await relay.request(path, { token: eve, headers: { 'If-None-Match': guess } })
        expect(answer.status, `${path} ${guess}`).toBe(200)
        expect((await readAuditLog()).at(-1)).toMatchObject({
          agent: 'eve@example.com',
          requestId: answer.headers.get('X-Request-Id'),
        })
      }
      for (const other of PATHS.filter((one) => one !== path)) {
        const answer = await relay.request(other, { token: eve, headers: { 'If-None-Match': own } })
        expect(answer.status, `${other} with the tag of ${path}`).toBe(200)
      }
    }
  })

  it('HEAD is refused, and discloses nothing', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const before = await readAuditLog()
    for (const path of [...PATHS, '/v1/me', '/v1/config', '/v1/agents', '/v1/audit']) {
      const answer = await relay.request(path, { method: 'HEAD', token })
      expect(answer.status, path).toBe(405)
      expect(answer.headers.get('Allow')?.split(', ')).toContain('GET')
      expect(answer.headers.get('Allow')).not.toContain('HEAD')
    }
    expect((await relay.request('/v1/lookups', { method: 'HEAD', token })).headers.get('Allow')).toBe('POST')
    expect((await relay.request('/healthz', { method: 'HEAD' })).status).toBe(200)
    expect(await readAuditLog()).toEqual(before)
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('a 404 has no Cache-Status: how the provider was asked could tell why', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    for (const path of ['/v1/cases/inq_None1234', '/v1/sessions/iqse_None1234', '/v1/events/evt_None1234']) {
      const answer = await relay.request(path, { token })
      expect([answer.status, answer.headers.get('Cache-Status')], path).toEqual([404, null])
    }
  })

  it('the request ID is the relay’s own, in the entry too', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const headers = { 'X-Request-Id': 'none' }
    const answer = await relay.request('/v1/sessions', { token, headers })
    const id = answer.headers.get('X-Request-Id')
    expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect((await readAuditLog()).at(-1)?.requestId).toBe(id)
    const preflight = await relay.request('/v1/sessions', {
      method: 'OPTIONS',
      headers: {
        Origin: 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep',
        'Access-Control-Request-Method': 'GET',
      },
    })
    expect(preflight.headers.get('Access-Control-Allow-Headers')).not.toContain('X-Request-Id')
  })
})
