/**
 * No entry, no answer: every route with every method, role and conditional header, and the entries that it wrote against
 * what it sent. At a relay with Persona alone, and at one with both providers.
 */

import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createHash } from 'node:crypto'
import type { AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { can, ROLES, type Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { isThorough, sample, times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { DEEPIDV_DOCUMENTED_ID } from '@inquiry-lens/test/fake-providers/app.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it, vi } from 'vitest'
import { accessControl, readAuditLog } from '../../../testing/read-audit-log.ts'
import { json, openRelay, type RelayUnderTest } from '../../../testing/relay-under-test.ts'
import { app } from '../../app.ts'

const HAS_DEEPIDV = 'DEEPIDV_API_KEY' in env

interface Ask {
  path: string
  init?: ReturnType<typeof json>
}
const get = (...paths: string[]): Ask[] => paths.map((path) => ({ path }))
const post = (path: string, ...bodies: object[]): Ask[] => bodies.map((body) => ({ path, init: json(body) }))

/**
 * What is asked of each route. `facts`: its answers tell facts about people, so that each leaves an entry that names what
 * it showed. `silent`: they tell none. `managing`: what is done to agents or the audit log, an entry for each success.
 */
const ROUTES: Record<string, { tells: 'facts' | 'silent' | 'managing'; asks: Ask[] }> = {
  'GET /healthz': { tells: 'silent', asks: get('/healthz') },
  'POST /access/pair': { tells: 'silent', asks: post('/access/pair', { code: '00000-0000-0000' }) },
  'POST /access/sign-out': { tells: 'silent', asks: [] },
  'GET /v1/me': { tells: 'silent', asks: get('/v1/me') },
  'GET /v1/live': { tells: 'silent', asks: get('/v1/live') },
  'GET /v1/config': { tells: 'silent', asks: get('/v1/config') },
  'GET /v1/gateway': { tells: 'silent', asks: get('/v1/gateway') },
  'GET /v1/audit/segments': { tells: 'silent', asks: get('/v1/audit/segments') },
  'GET /v1/sessions': {
    tells: 'facts',
    asks: get(
      '/v1/sessions?provider=persona&limit=100',
      '/v1/sessions?provider=persona&inquiry=inq_ABC123',
      '/v1/sessions?provider=persona&inquiry=inq_None1234',
      ...(HAS_DEEPIDV
        ? ['/v1/sessions?provider=deepidv&limit=100', '/v1/sessions?provider=deepidv&externalId=cust-700001']
        : []),
    ),
  },
  'GET /v1/sessions/:id': {
    tells: 'facts',
    asks: get(
      '/v1/sessions/iqse_ABC123',
      '/v1/sessions/iqse_None1234',
      ...(HAS_DEEPIDV
        ? [`/v1/sessions/${DEEPIDV_DOCUMENTED_ID}`, '/v1/sessions/00000000-0000-4000-8000-000000000000']
        : []),
    ),
  },
  'POST /hooks/persona': { tells: 'silent', asks: post('/hooks/persona', {}) },
  'POST /hooks/deepidv': { tells: 'silent', asks: post('/hooks/deepidv', {}) },
  'GET /v1/events': {
    tells: 'facts',
    asks: get(
      '/v1/events?provider=persona&limit=3',
      '/v1/events?provider=persona&limit=100',
      '/v1/events?object=inq_ABC123',
      '/v1/events?object=inq_ABC123,iqse_ABC123',
      '/v1/events?id=evt_ABC123',
      '/v1/events?name=inquiry.approved,inquiry.declined',
    ),
  },
  'GET /v1/events/:id': { tells: 'facts', asks: get('/v1/events/evt_ABC123', '/v1/events/evt_None1234') },
  'GET /v1/inquiries': {
    tells: 'facts',
    asks: get(
      '/v1/inquiries?state=approved',
      '/v1/inquiries?account=act_ABC123',
      '/v1/inquiries?account=act_ABC123&state=declined',
      '/v1/inquiries?reference=cust-700001',
    ),
  },
  'GET /v1/activity': {
    tells: 'facts',
    asks: get(
      '/v1/activity?provider=persona',
      '/v1/activity?provider=persona&bucket=1',
      ...(HAS_DEEPIDV ? ['/v1/activity?provider=deepidv&bucket=168'] : []),
    ),
  },
  'GET /v1/cases/:id': {
    tells: 'facts',
    asks: get(
      '/v1/cases/inq_ABC123',
      '/v1/cases/iqse_ABC123',
      '/v1/cases/inq_None1234',
      ...(HAS_DEEPIDV ? [`/v1/cases/${DEEPIDV_DOCUMENTED_ID}`] : []),
    ),
  },
  'POST /v1/lookups': {
    tells: 'facts',
    asks: post(
      '/v1/lookups',
      { ids: ['inq_ABC123', 'iqse_ABC123', 'evt_ABC123', 'inq_None1234'] },
      ...(HAS_DEEPIDV ? [{ ids: ['iqse_ABC123', DEEPIDV_DOCUMENTED_ID] }] : []),
    ),
  },
  'GET /v1/watches': { tells: 'facts', asks: get('/v1/watches') },
  'POST /v1/watches': {
    tells: 'facts',
    asks: post(
      '/v1/watches',
      { id: 'inq_ABC123' },
      { id: 'iqse_ABC123', name: 'The refund' },
      { id: 'inq_None1234' },
      ...(HAS_DEEPIDV ? [{ id: DEEPIDV_DOCUMENTED_ID }] : []),
    ),
  },
  // No watch is left of the tests before: there is nothing to do, and no entry.
  'POST /v1/watches/:id': { tells: 'managing', asks: post('/v1/watches/inq_ABC123', { name: 'The refund' }) },
  'DELETE /v1/watches/:id': { tells: 'managing', asks: [] },
  'POST /v1/reveals': {
    tells: 'facts',
    asks: post(
      '/v1/reveals',
      { id: 'iqse_ABC123', fields: ['ip-address'], reason: 'for this test' },
      { id: 'inq_None1234', fields: ['note'], reason: 'for this test' },
    ),
  },
  'POST /v1/audit': {
    tells: 'managing',
    asks: post('/v1/audit', { action: 'copy', form: 'summary', ids: ['inq_ABC123'] }),
  },
  'GET /v1/audit': { tells: 'managing', asks: get('/v1/audit?limit=5', '/v1/audit?id=inq_ABC123') },
  'POST /v1/audit/exports': { tells: 'managing', asks: [] },
  'GET /v1/agents': { tells: 'managing', asks: get('/v1/agents') },
  'POST /v1/agents': {
    tells: 'managing',
    asks: post('/v1/agents', { email: 'new@example.com', role: 'agent' }),
  },
  // Both would end the agents of this test.
  'DELETE /v1/agents': { tells: 'managing', asks: [] },
  'DELETE /v1/agents/:email': { tells: 'managing', asks: [] },
}

const FOUND = [
  ...new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ),
]

it('covers every route', () => {
  expect(FOUND.toSorted()).toEqual(Object.keys(ROUTES).toSorted())
})

/** Every ID of an object that stands anywhere in an answer's JSON. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const object = classifyObjectId(value)
    return object ? [object.id] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}

const namesOf = ({ about }: AuditEntry): string[] => Object.values(about).flat().map(String)

const PagedSchema = v.object({ next: v.nullable(v.string()) })

const digest = (body: string) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`

interface Answered {
  request: Ask
  answer: Response
  text: string
  etag: string
  entries: AuditEntry[]
}

/** Asks one after the other, and reads then which entries each of them left. */
async function requestAll(
  relay: RelayUnderTest,
  asks: readonly Ask[],
  token: string,
  headersOf: (request: Ask) => Record<string, string> = () => ({}),
): Promise<Answered[]> {
  const last = await readLastSeq()
  const answered: Omit<Answered, 'entries'>[] = []
  for (const request of asks) {
    const { path, init } = request
    const answer = await relay.request(path, {
      token,
      ...init,
      headers: { ...init?.headers, ...headersOf(request) },
    })
    const text = await answer.text()
    answered.push({ request, answer, text, etag: answer.headers.get('ETag') ?? '' })
  }
  const entries = Map.groupBy(await readAuditLog(last), ({ requestId }) => requestId)
  const all = answered.map((one) => ({
    ...one,
    entries: entries.get(one.answer.headers.get('X-Request-Id') ?? '') ?? [],
  }))
  expect(all.flatMap((one) => one.entries)).toHaveLength([...entries.values()].flat().length)
  return all
}

const readLastSeq = () =>
  runInDurableObject(
    accessControl(),
    (_, { storage }) =>
      storage.sql.exec<{ seq: number }>('SELECT COALESCE(MAX(seq), 0) AS seq FROM entries').one().seq,
  )

/** Checks one answer against the entries that it left. */
function checkFacts(what: string, agent: string, { answer, text, entries }: Answered): void {
  expect(
    entries.filter((entry) => entry.agent !== agent),
    what,
  ).toEqual([])
  const written = entries.filter(({ action }) => action !== 'denied')
  const ids = idsIn(text === '' || !text.startsWith('{') ? null : JSON.parse(text))
  switch (answer.status) {
    case 200: {
      expect(written.length, what).toBeGreaterThan(0)
      const named = new Set(written.flatMap(namesOf))
      expect(
        ids.filter((id) => !named.has(id)),
        what,
      ).toEqual([])
      break
    }
    case 404:
      expect(
        written.map(({ about }) => about.outcome ?? about.phase),
        what,
      ).toContain('not-found')
      for (const name of ['Cache-Status', 'Lens-Source', 'Age', 'ETag', 'Lens-Recent-Viewers'])
        expect(answer.headers.get(name), `${what} ${name}`).toBeNull()
      break
    case 304:
      expect(text, what).toBe('')
      expect(entries, what).toEqual([])
      expect(answer.headers.get('Lens-Recent-Viewers'), what).toBeNull()
      break
    default:
      expect(answer.status, what).toBeGreaterThanOrEqual(400)
      expect(answer.headers.get('Lens-Source'), what).toBeNull()
      expect(written, what).toEqual([])
  }
}

const CONDITIONS: Record<
  string,
  (known: { etag: string; body: string; all: string[] }) => Record<string, string>
> = {
  none: () => ({}),
  '*': () => ({ 'If-None-Match': '*' }),
  'a list with *': ({ all }) => ({ 'If-None-Match': ['*', ...all].join(', ') }),
  'the digest of the empty list': () => ({ 'If-None-Match': digest('{"items":[],"next":null}') }),
  'the digest of the very body': ({ body }) => ({ 'If-None-Match': digest(body) }),
  'another agent’s tag': ({ etag }) => ({ 'If-None-Match': etag }),
  'another agent’s tag, weak': ({ etag }) => ({ 'If-None-Match': `W/${etag}` }),
  'all tags of another agent': ({ all }) => ({ 'If-None-Match': all.join(', ') }),
  'If-Modified-Since': () => ({ 'If-Modified-Since': new Date(Date.now() + 1_000).toUTCString() }),
  'If-Match': ({ etag }) => ({ 'If-Match': etag || '*' }),
  'If-Match that fails': () => ({ 'If-Match': '"none"', 'If-Unmodified-Since': new Date(0).toUTCString() }),
  Range: ({ etag }) => ({ Range: 'bytes=0-0', 'If-Range': etag || '"none"' }),
  'only-if-cached': () => ({ 'Cache-Control': 'only-if-cached, max-age=0' }),
  'method override': () => ({ 'X-HTTP-Method-Override': 'HEAD', 'X-Request-Id': 'none' }),
}

const factual = Object.entries(ROUTES).filter(([, { tells }]) => tells === 'facts')
const ASKS = factual.flatMap(([, { asks }]) => asks)
const nameOf = ({ path, init }: Ask) => `${path} ${init?.body ?? ''}`

/** Both providers, every role. */
const HELD_ROLES = ROLES.filter((role) => HAS_DEEPIDV || role === 'agent' || isThorough())
const READERS = ROLES.filter((role) => can(role, 'read'))

it.each(HELD_ROLES)(
  'to the role %s: with every conditional header, an entry for each fact',
  async (role: Role) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay({ rows: 120 })
    const other = await relay.signIn('ada@example.com', 'investigator')
    const responses = await requestAll(relay, ASKS, other)
    const known = new Map(responses.map(({ request, etag, text }) => [request, { etag, body: text }]))
    const all = [...known.values()].flatMap(({ etag }) => etag || [])
    let shown = 0
    const conditions = sample(Object.entries(CONDITIONS), READERS.length, Math.max(0, READERS.indexOf(role)))
    for (const [number, [name, make]] of conditions.entries()) {
      if (number % 4 === 0) vi.setSystemTime(Date.now() + 61_000)
      const agent = `eve-${number}@example.com`
      const token = await relay.signIn(agent, role)
      const headersOf = (request: Ask) => make({ ...(known.get(request) ?? { etag: '', body: '' }), all })
      for (const answered of await requestAll(relay, ASKS, token, headersOf)) {
        const what = `${nameOf(answered.request)} with ${name}`
        const { status } = answered.answer
        expect([206, 304], what).not.toContain(status)
        checkFacts(what, agent, answered)
        if (status === 200) shown++
      }
    }
    // Proves that requests are not merely refused.
    if (can(role, 'read')) expect(shown).toBeGreaterThan(10 * conditions.length)
    else expect(shown).toBe(0)
  },
)

it('an agent’s own tag is answered with 304 for its own question alone, behind an entry for the same', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const relay = openRelay({ rows: 120 })
  const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
  const gets = ASKS.filter(({ init }) => init === undefined)
  await requestAll(relay, gets, ada)
  const tagged = (await requestAll(relay, gets, ada)).filter(({ etag }) => etag !== '')
  const tags = new Map(tagged.map(({ request, etag }) => [request, etag]))
  expect(new Set(tags.values()).size).toBe(tags.size)
  expect(tags.size).toBeGreaterThan(12)
  for (const write of [(tag: string) => tag, (tag: string) => `W/${tag}`, (tag: string) => `"x", ${tag}`]) {
    const headersOf = (request: Ask) => ({ 'If-None-Match': write(tags.get(request) ?? '') })
    for (const again of await requestAll(relay, [...tags.keys()], ada, headersOf)) {
      expect(again.answer.status, nameOf(again.request)).toBe(304)
      checkFacts(nameOf(again.request), 'ada@example.com', again)
    }
  }
  const own = new Map((await requestAll(relay, gets, bob)).map(({ request, etag }) => [request, etag]))
  const headersOf = (request: Ask) => ({
    'If-None-Match': [...own].flatMap(([one, tag]) => (one === request || tag === '' ? [] : tag)).join(', '),
  })
  for (const crossed of await requestAll(relay, gets, bob, headersOf)) {
    expect(crossed.answer.status, nameOf(crossed.request)).not.toBe(304)
    checkFacts(nameOf(crossed.request), 'bob@example.com', crossed)
  }
})

it('another method discloses nothing, and causes no entry or upstream call', async () => {
  const relay = openRelay({ rows: 20 })
  const token = await relay.signIn('ada@example.com', 'admin')
  const known = new Set(FOUND)
  const before = await readAuditLog()
  for (const route of FOUND) {
    const [, pattern = ''] = route.split(' ')
    const path = pattern.replace(':id', 'inq_ABC123').replace(':email', 'ada%40example.com')
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'PROPFIND']) {
      if (known.has(`${method} ${pattern}`)) continue
      const answer = await relay.request(path, { method, token, headers: { 'If-None-Match': '*' } })
      if (method === 'HEAD' && path === '/healthz') continue
      expect(answer.status, `${method} ${path}`).toBe(405)
      for (const name of ['ETag', 'Lens-Source', 'Cache-Status', 'Age'])
        expect(answer.headers.get(name), `${method} ${path} ${name}`).toBeNull()
    }
  }
  expect(await readAuditLog()).toEqual(before)
  expect(relay.providers.control.calls()).toEqual({})
})

it.each(ROLES)(
  'what the role %s does to agents or the audit log leaves an entry; the rest names no object',
  async (role) => {
    const relay = openRelay({ rows: 20 })
    const token = await relay.signIn('eve@example.com', role)
    for (const [route, { tells, asks }] of Object.entries(ROUTES)) {
      if (tells === 'facts') continue
      for (const { answer, text, entries } of await requestAll(relay, asks, token)) {
        const written = entries.filter(({ action }) => action !== 'denied')
        if (tells === 'silent') {
          expect(written, route).toEqual([])
          if (answer.status === 200) expect(idsIn(JSON.parse(text)), route).toEqual([])
        } else {
          expect(written.length, route).toBe(answer.ok ? 1 : 0)
          for (const { agent } of written) expect(agent, route).toBe('eve@example.com')
        }
      }
    }
  },
)

it('names each object that an agent was shown in an entry of theirs, for any sequence of reads', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const relay = openRelay({ rows: 150 })
  const names = ['ada', 'bob', 'eve'].map((name) => `${name}@example.com`)
  const tokens = new Map<string, string>()
  for (const name of names) tokens.set(name, await relay.signIn(name))
  const shown = new Map(names.map((name) => [name, new Set<string>()]))
  const seen: string[] = ['inq_ABC123', 'iqse_ABC123', 'evt_ABC123']
  const cursors: string[] = []

  const LISTS = factual.flatMap(([route, { asks }]) =>
    route.includes(':') || asks.some(({ init }) => init) ? [] : asks.map(({ path }) => path),
  )
  const step = fc.record({
    who: fc.constantFrom(...names),
    kind: fc.constantFrom('list', 'page', 'object', 'lookup'),
    pick: fc.nat(100_000),
    gap: fc.nat(40_000),
  })
  const pathsOf = (id: string): string[] => {
    const object = classifyObjectId(id)
    switch (object?.kind) {
      case 'inquiry':
        return [`/v1/cases/${id}`, `/v1/sessions?provider=persona&inquiry=${id}`, `/v1/events?object=${id}`]
      case 'session':
        return [`/v1/cases/${id}`, `/v1/sessions/${id}`]
      case 'event':
        return [`/v1/events/${id}`, `/v1/events?id=${id}`]
      case 'account':
        return [`/v1/inquiries?account=${id}`]
      default:
        return [`/v1/events?object=${id}`]
    }
  }

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      // Whatever is drawn, each of them has seen a list.
      const lists = names.map((who) => ({ who, kind: 'list', pick: 0, gap: 0 }))
      for (const { who, kind, pick, gap } of [...lists, ...steps]) {
        vi.setSystemTime(Date.now() + gap)
        const of = <TItem>(items: readonly TItem[], usual: TItem): TItem =>
          items[pick % items.length] ?? usual
        const id = of(seen, 'inq_ABC123')
        const request: Ask =
          kind === 'lookup'
            ? { path: '/v1/lookups', init: json({ ids: seen.slice(pick % seen.length).slice(0, 20) }) }
            : kind === 'list'
              ? { path: of(LISTS, '/v1/events') }
              : kind === 'page'
                ? { path: of(cursors, '/v1/events') }
                : { path: of(pathsOf(id), '/v1/events') }
        const answer = await relay.request(request.path, { token: tokens.get(who) ?? '', ...request.init })
        const body: unknown = await answer.json()
        if (answer.status !== 200) continue
        for (const one of idsIn(body)) {
          shown.get(who)?.add(one)
          if (!seen.includes(one)) seen.push(one)
        }
        const next = v.is(PagedSchema, body) ? body.next : null
        if (next !== null)
          cursors.push(`${request.path}${request.path.includes('?') ? '&' : '?'}cursor=${next}`)
      }
    }),
    { numRuns: times(2) },
  )
  const entries = await readAuditLog()
  for (const name of names) {
    const own = entries.filter(({ agent }) => agent === name)
    const named = new Set(own.flatMap(namesOf))
    const all = [...(shown.get(name) ?? [])]
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter((id) => !named.has(id))).toEqual([])
  }
})
