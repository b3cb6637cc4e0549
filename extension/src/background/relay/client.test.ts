import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { describe, expect, it, vi } from 'vitest'
import type { Payload } from '../../messages/messages.ts'
import { SAMPLE_RELAY } from '../../stored.ts'
import {
  caseFileOf,
  deferred,
  HEALTH,
  INQUIRY_ID,
  NOW,
  notModified,
  PAIRED,
  problemAnswer,
  RELAY,
  SOURCE,
  sessionsPage,
  TOKEN,
  taggedAnswer,
} from '../fixtures.ts'
import { createSampleRelay } from '../samples/sample-relay.ts'
import { createLiveOrSample, createRelayClient, type RelayClient } from './client.ts'

describe('client', () => {
  const OWN_ORIGIN = 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep'
  const NO_NETWORK = new TypeError('Failed to fetch')

  type Answer = Response | Error | Promise<Response>

  /** A network that answers each path with what is left for it. */
  function setUp(answers: Record<string, Answer[]>, { isOnline = true } = {}) {
    const requests: Request[] = []
    const limits: { milliseconds: number; controller: AbortController }[] = []
    const checkpoints: [relay: string, header: string | null][] = []
    const fetch = vi.fn((input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      requests.push(request)
      const answer = answers[new URL(request.url).pathname]?.shift() ?? NO_NETWORK
      return new Promise<Response>((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason))
        if (answer instanceof Error) reject(answer)
        // Not `resolve(answer)`: that would leave no way to be aborted.
        else void Promise.resolve(answer).then(resolve)
      })
    })
    const relay = createRelayClient({
      fetch,
      now: () => NOW,
      isOnline: () => isOnline,
      timeLimit(milliseconds) {
        const controller = new AbortController()
        limits.push({ milliseconds, controller })
        return controller.signal
      },
      ownOrigin: OWN_ORIGIN,
      beginCheck: async (relay) => async (header) => void checkpoints.push([relay, header]),
    })
    const signOut = new AbortController()
    const credentials = { relay: RELAY, token: TOKEN, abort: signOut.signal }
    return {
      relay,
      credentials,
      requests,
      fetch,
      limits,
      checkpoints,
      signOut,
      pathsAsked: () => requests.map(({ url }) => new URL(url).pathname),
    }
  }

  const sessionsOf = ({ relay, credentials }: ReturnType<typeof setUp>, more = {}) =>
    relay.lists['app:sessions.list'](credentials, { limit: 25, ...more })

  describe('every answer', () => {
    it('reports its audit checkpoint, a failure too; /healthz does not', async () => {
      const failure = problemAnswer('audit-full')
      failure.headers.set('Lens-Audit-Checkpoint', 'of the failure')
      const at = setUp({
        '/healthz': [Response.json(HEALTH, { headers: { 'Lens-Audit-Checkpoint': 'of no agent' } })],
        '/v1/sessions': [failure, taggedAnswer(sessionsPage(1))],
      })
      await at.relay.health(RELAY)
      expect(at.checkpoints).toEqual([])
      await sessionsOf(at)
      await sessionsOf(at)
      expect(at.checkpoints).toEqual([
        [RELAY, 'of the failure'],
        [RELAY, null],
      ])
    })
  })

  describe('a list', () => {
    it('is asked as the contract says', async () => {
      const at = setUp({ '/v1/events': [taggedAnswer({ items: [], next: null })] })
      await at.relay.lists['app:events.list'](at.credentials, {
        limit: 50,
        cursor: 'cursor-cursor-cursor',
        names: ['inquiry.started', 'inquiry.expired'],
        objects: [],
      })
      const [request] = at.requests
      expect(request?.url).toBe(
        `${RELAY}/v1/events?cursor=cursor-cursor-cursor&limit=50&name=inquiry.started%2Cinquiry.expired`,
      )
      expect(Object.fromEntries(request?.headers ?? [])).toEqual({ authorization: `Bearer ${TOKEN}` })
      expect(request).toMatchObject({
        method: 'GET',
        credentials: 'omit',
        redirect: 'manual',
        cache: 'default',
      })
      expect(at.limits.map(({ milliseconds }) => milliseconds)).toEqual([12_000])
    })

    it('of counts is asked with its range, and its tag', async () => {
      const at = setUp({ '/v1/activity': [notModified('7')] })
      const query = { provider: 'persona', bucket: 24, from: '2026-11-21T08:00:00Z' } as const
      expect(await at.relay.activity(at.credentials, { ...query, etag: '"held"' })).toEqual({
        ok: true,
        value: { unchanged: true, source: SOURCE, asOf: NOW - 7_000 },
      })
      const [request] = at.requests
      expect(request?.url).toBe(
        `${RELAY}/v1/activity?provider=persona&bucket=24&from=2026-11-21T08%3A00%3A00Z`,
      )
      expect(request?.headers.get('If-None-Match')).toBe('"held"')
    })

    it('sends no-cache and If-None-Match only on request', async () => {
      const at = setUp({ '/v1/sessions': [taggedAnswer(sessionsPage(1))] })
      await sessionsOf(at, { fresh: true, etag: '"held"', inquiry: 'inq_Fictional1', provider: 'persona' })
      expect(at.requests[0]?.headers.get('Cache-Control')).toBe('no-cache')
      expect(at.requests[0]?.headers.get('If-None-Match')).toBe('"held"')
      expect(new URL(at.requests[0]?.url ?? '').search).toBe(
        '?provider=persona&limit=25&inquiry=inq_Fictional1',
      )
    })

    it('comes with its rows, its ETag and how old it is', async () => {
      const page = sessionsPage(2, 'more')
      const at = setUp({ '/v1/sessions': [taggedAnswer(page, { etag: '"two"', age: '30' })] })
      expect(await sessionsOf(at)).toEqual({
        ok: true,
        value: { unchanged: false, value: page, etag: '"two"', source: SOURCE, asOf: NOW - 30_000 },
      })
    })

    it('says how far back was looked, where the provider could not be asked', async () => {
      const answer = taggedAnswer(sessionsPage(1))
      answer.headers.set('Lens-Complete-Since', '@1790000000')
      const at = setUp({ '/v1/sessions': [answer] })
      expect(await sessionsOf(at)).toMatchObject({
        value: { completeSince: new Date(1_790_000_000_000).toISOString() },
      })
    })

    it('says with a 304 that nothing changed, and how fresh that is', async () => {
      const at = setUp({ '/v1/sessions': [notModified('5')] })
      expect(await sessionsOf(at, { etag: '"held"' })).toEqual({
        ok: true,
        value: { unchanged: true, source: SOURCE, asOf: NOW - 5_000 },
      })
    })
  })

  describe('a look-up', () => {
    const ids = [INQUIRY_ID, 'iqse_Fictional2']
    const looked = (headers: Record<string, string>) =>
      Response.json(
        { items: ids.map((id) => ({ id, outcome: 'not-found' })) },
        { headers: { Age: '3', 'Lens-Source': 'persona; environment=sandbox; state=fresh', ...headers } },
      )

    it('is one request for all its IDs, and ends before a list would', async () => {
      const at = setUp({ '/v1/lookups': [looked({})] })
      expect(await at.relay.lookUp(at.credentials, ids)).toEqual({
        ok: true,
        value: {
          items: ids.map((id) => ({ id, outcome: 'not-found' })),
          source: SOURCE,
          asOf: NOW - 3_000,
          timeToLive: undefined,
        },
      })
      expect(at.requests[0]?.method).toBe('POST')
      expect(await at.requests[0]?.json()).toEqual({ ids })
      expect(at.limits.map(({ milliseconds }) => milliseconds)).toEqual([6_000])
    })

    it.each([
      ['inquiry-lens-gateway; hit; ttl=25', 25],
      ['inquiry-lens-gateway; hit; ttl=-4; detail=stale-while-revalidate', -4],
      ['inquiry-lens-gateway; fwd=miss; stored', undefined],
      ['other; detail=ttl', undefined],
    ])('says how long it holds: %s', async (status, timeToLive) => {
      const at = setUp({ '/v1/lookups': [looked({ 'Cache-Status': status })] })
      expect(await at.relay.lookUp(at.credentials, ids)).toMatchObject({ value: { timeToLive } })
    })

    it('is never answered with “not modified”', async () => {
      const at = setUp({ '/v1/lookups': [notModified('0')] })
      expect(await at.relay.lookUp(at.credentials, ids)).toMatchObject({
        ok: false,
        error: { code: 'relay-unreadable' },
      })
    })
  })

  describe('a case file', () => {
    it('is requested by its ID, with If-None-Match and no-cache on request', async () => {
      const at = setUp({
        [`/v1/cases/${INQUIRY_ID}`]: [taggedAnswer(caseFileOf(INQUIRY_ID)), notModified('5')],
      })
      expect(await at.relay.caseFile(at.credentials, { id: INQUIRY_ID })).toEqual({
        ok: true,
        value: {
          seen: [],
          unchanged: false,
          value: caseFileOf(INQUIRY_ID),
          etag: '"one"',
          source: SOURCE,
          asOf: NOW,
        },
      })
      expect(await at.relay.caseFile(at.credentials, { id: INQUIRY_ID, fresh: true, etag: '"one"' })).toEqual(
        {
          ok: true,
          value: { seen: [], unchanged: true, source: SOURCE, asOf: NOW - 5_000 },
        },
      )
      expect(
        at.requests.map(({ headers }) => [headers.get('If-None-Match'), headers.get('Cache-Control')]),
      ).toEqual([
        [null, null],
        ['"one"', 'no-cache'],
      ])
    })

    it('of another shape is unreadable', async () => {
      const at = setUp({
        [`/v1/cases/${INQUIRY_ID}`]: [taggedAnswer({ ...caseFileOf(INQUIRY_ID), sessions: null })],
      })
      expect(await at.relay.caseFile(at.credentials, { id: INQUIRY_ID })).toMatchObject({
        ok: false,
        error: { code: 'relay-unreadable' },
      })
    })
  })

  describe('what the relay says is wrong', () => {
    it.each([
      'signed-out',
      'invalid-cursor',
      'unknown-parameter',
      'provider-key-refused',
      'provider-unavailable',
      'no-provider',
    ] as const)('reaches the agent as it is: %s', async (code) => {
      const at = setUp({ '/v1/sessions': [problemAnswer(code, { requestId: 'req-1' })] })
      expect(await sessionsOf(at)).toMatchObject({
        ok: false,
        error: { code, detail: `About ${code}.`, requestId: 'req-1' },
      })
      expect(at.fetch).toHaveBeenCalledTimes(1)
    })

    it('says when to try again, from the body or from the header', async () => {
      const withHeader = problemAnswer('agent-rate-limited')
      withHeader.headers.set('Retry-After', '17')
      const at = setUp({
        '/v1/sessions': [problemAnswer('provider-rate-limited', { retryAfter: 9 }), withHeader],
      })
      expect(await sessionsOf(at)).toMatchObject({ ok: false, error: { retryAfter: 9 } })
      expect(await sessionsOf(at)).toMatchObject({
        ok: false,
        error: { code: 'agent-rate-limited', retryAfter: 17 },
      })
    })

    it('of the agent’s own limit says when there will be more, by whichever header tells', async () => {
      const limited = problemAnswer('agent-rate-limited')
      limited.headers.set('RateLimit', '"agent";r=0;t=37')
      const elsewhere = problemAnswer('provider-timeout')
      elsewhere.headers.set('RateLimit', '"agent";r=12;t=37')
      const at = setUp({ '/v1/sessions': [limited, elsewhere] })
      expect(await sessionsOf(at)).toMatchObject({ error: { code: 'agent-rate-limited', retryAfter: 37 } })
      expect(await sessionsOf(at)).not.toHaveProperty('error.retryAfter')
    })

    it('says which origin ALLOWED_ORIGINS lacks', async () => {
      const at = setUp({ '/access/pair': [problemAnswer('origin-refused')] })
      const result = await at.relay.pair(RELAY, { code: 'ABCD', keepSignedIn: false })
      expect(result).toMatchObject({
        ok: false,
        error: { code: 'origin-refused', detail: expect.stringContaining(OWN_ORIGIN) },
      })
    })
  })

  describe('an answer that is none', () => {
    const html = (status: number) =>
      new Response('<h1>Bad gateway</h1>', {
        status,
        headers: { 'Content-Type': 'text/html', 'X-Request-Id': 'req-9' },
      })
    const cut = () =>
      new Response('{"items":[{"id":"iqse_', {
        headers: { 'Lens-Source': 'persona; environment=sandbox; state=fresh' },
      })
    const foreign = () =>
      Response.json(
        { items: 'none', next: null },
        { headers: { 'Lens-Source': 'persona; environment=sandbox; state=fresh' } },
      )
    const sourceless = () => Response.json(sessionsPage(1), { headers: { Age: '0' } })
    const unmarked401 = () =>
      Response.json(
        { type: 'urn:inquiry-lens:problem:signed-out', title: 'Out', status: 401, detail: '' },
        { status: 401 },
      )
    const strange401 = () => new Response('Login', { status: 401, headers: { 'Content-Type': 'text/html' } })

    it.each<[string, () => Response]>([
      ['a page of a gateway', () => html(502)],
      ['a login that is not the relay’s', strange401],
      ['a refusal that is not marked as a problem', unmarked401],
      ['JSON that is cut short', cut],
      ['JSON of another shape', foreign],
      ['rows of who knows which environment', sourceless],
      [
        'a problem that is none',
        () => new Response('{', { status: 503, headers: { 'Content-Type': 'application/problem+json' } }),
      ],
    ])('%s is unreadable, never a sign-out', async (_what, answer) => {
      const at = setUp({ '/v1/sessions': [answer()] })
      expect(await sessionsOf(at)).toMatchObject({ ok: false, error: { code: 'relay-unreadable' } })
    })

    it('keeps the request ID for the admin', async () => {
      const at = setUp({ '/v1/me': [html(502)] })
      expect(await at.relay.me(at.credentials)).toMatchObject({ ok: false, error: { requestId: 'req-9' } })
    })

    it('that the time limit cuts off in mid-body is a time-out', async () => {
      let stream: ReadableStreamDefaultController<Uint8Array> | undefined
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          stream = controller
          controller.enqueue(new TextEncoder().encode('{"agent":'))
        },
      })
      const at = setUp({ '/v1/me': [new Response(body)] })
      const result = at.relay.me(at.credentials)
      await vi.waitFor(() => expect(at.fetch).toHaveBeenCalled())
      at.limits[0]?.controller.abort()
      stream?.error(new DOMException('The user aborted a request.', 'AbortError'))
      expect(await result).toMatchObject({ ok: false, error: { code: 'relay-timeout' } })
    })
  })

  describe('silence', () => {
    it('of a slow relay is a time-out', async () => {
      const at = setUp({ '/v1/sessions': [deferred<Response>().promise] })
      const result = sessionsOf(at)
      await vi.waitFor(() => expect(at.fetch).toHaveBeenCalled())
      at.limits[0]?.controller.abort()
      expect(await result).toMatchObject({ ok: false, error: { code: 'relay-timeout' } })
    })

    it('after a sign-out is a sign-out', async () => {
      const at = setUp({ '/v1/sessions': [deferred<Response>().promise] })
      const result = sessionsOf(at)
      at.signOut.abort()
      expect(await result).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    })

    it('is a failure of `offline` while the browser is offline, without a second request', async () => {
      const at = setUp({}, { isOnline: false })
      expect(await sessionsOf(at)).toMatchObject({ ok: false, error: { code: 'offline' } })
      expect(at.fetch).toHaveBeenCalledTimes(1)
    })

    it('of everything is an unreachable relay', async () => {
      const at = setUp({})
      expect(await sessionsOf(at)).toMatchObject({ ok: false, error: { code: 'relay-unreachable' } })
    })

    it('of all but /healthz is an unreachable relay to an agent who is signed in', async () => {
      const at = setUp({ '/healthz': [Response.json(HEALTH)] })
      expect(await sessionsOf(at)).toMatchObject({
        ok: false,
        error: { code: 'relay-unreachable', detail: expect.stringContaining(OWN_ORIGIN) },
      })
      expect(at.pathsAsked()).toEqual(['/v1/sessions', '/healthz', '/v1/sessions'])
    })

    it('that was a hiccup is nothing at all', async () => {
      const at = setUp({
        '/v1/sessions': [NO_NETWORK, taggedAnswer(sessionsPage(1))],
        '/healthz': [Response.json(HEALTH)],
      })
      expect(await sessionsOf(at)).toMatchObject({ ok: true })
    })

    it('never sends a pairing code twice', async () => {
      const at = setUp({ '/healthz': [Response.json(HEALTH)] })
      const result = await at.relay.pair(RELAY, { code: 'ABCD', keepSignedIn: true })
      expect(result).toMatchObject({ ok: false, error: { code: 'origin-refused' } })
      expect(at.pathsAsked()).toEqual(['/access/pair', '/healthz'])
    })
  })

  describe('health', () => {
    it('is asked without a token', async () => {
      const at = setUp({ '/healthz': [Response.json(HEALTH)] })
      expect(await at.relay.health(RELAY)).toEqual({ ok: true, value: HEALTH })
      expect([...(at.requests[0]?.headers ?? [])]).toEqual([])
    })

    it.each<[string, Answer, string]>([
      ['another web site', new Response('<h1>Hello</h1>'), 'not-a-relay'],
      ['another site’s “not found”', new Response('no', { status: 404 }), 'not-a-relay'],
      ['another service', Response.json({ service: 'other', api: [1], build: '1' }), 'not-a-relay'],
      ['a gateway in trouble', new Response('oops', { status: 502 }), 'relay-unreachable'],
      ['no network', NO_NETWORK, 'relay-unreachable'],
      ['a relay without its configuration', problemAnswer('relay-not-configured'), 'relay-not-configured'],
    ])('%s', async (_what, answer, code) => {
      const at = setUp({ '/healthz': [answer] })
      expect(await at.relay.health(RELAY)).toMatchObject({ ok: false, error: { code } })
    })

    it('never follows a redirect', async () => {
      const redirect = new Response(null)
      Object.defineProperties(redirect, {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
        ok: { value: false },
      })
      const at = setUp({ '/healthz': [redirect] })
      expect(await at.relay.health(RELAY)).toMatchObject({
        ok: false,
        error: { code: 'not-a-relay', detail: expect.stringContaining('redirects') },
      })
    })
  })

  describe('access', () => {
    it('pairs', async () => {
      const at = setUp({ '/access/pair': [Response.json(PAIRED)] })
      expect(await at.relay.pair(RELAY, { code: 'ABCD', keepSignedIn: true })).toEqual({
        ok: true,
        value: PAIRED,
      })
      expect(await at.requests[0]?.json()).toEqual({ code: 'ABCD', keepSignedIn: true })
      expect(at.requests[0]?.method).toBe('POST')
    })

    it('signs out', async () => {
      const at = setUp({ '/access/sign-out': [new Response(null, { status: 204 })] })
      expect(await at.relay.signOut(at.credentials)).toEqual({ ok: true, value: null })
      expect(at.requests[0]?.headers.get('Authorization')).toBe(`Bearer ${TOKEN}`)
    })

    it('never lets the token into a failure', async () => {
      for (const answer of [NO_NETWORK, problemAnswer('internal'), new Response('x', { status: 500 })]) {
        const at = setUp({ '/v1/me': [answer], '/access/sign-out': [answer] })
        const failures = [await at.relay.me(at.credentials), await at.relay.signOut(at.credentials)]
        expect(JSON.stringify(failures)).not.toContain(TOKEN)
      }
    })
  })

  describe('what leaves a line first', () => {
    const request = { id: INQUIRY_ID, fields: ['note'], reason: 'Customer asks for it' }
    const taken: Copied = { action: 'copy', form: 'summary', ids: [INQUIRY_ID] }

    it('is revealed with a reason, and what cannot be seen in it is made visible', async () => {
      const body = { provider: 'persona', id: INQUIRY_ID, values: [{ field: 'note', value: 'a\u202Eb' }] }
      const at = setUp({ '/v1/reveals': [Response.json(body)] })
      expect(await at.relay.reveal(at.credentials, request)).toMatchObject({
        ok: true,
        value: { values: [{ field: 'note', value: 'a‹U+202E›b' }] },
      })
      expect(await at.requests[0]?.json()).toEqual(request)
    })

    it('is noted before it is taken', async () => {
      const at = setUp({ '/v1/audit': [new Response(null, { status: 204 }), problemAnswer('audit-full')] })
      expect(await at.relay.recordCopy(at.credentials, taken)).toEqual({ ok: true, value: null })
      expect(await at.requests[0]?.json()).toEqual(taken)
      expect(await at.relay.recordCopy(at.credentials, taken)).toMatchObject({
        error: { code: 'audit-full' },
      })
    })

    it('is asked for once, though nothing came back', async () => {
      const at = setUp({ '/healthz': [Response.json(HEALTH), Response.json(HEALTH)] })
      expect(await at.relay.reveal(at.credentials, request)).toMatchObject({ ok: false })
      expect(await at.relay.recordCopy(at.credentials, taken)).toMatchObject({ ok: false })
      expect(at.pathsAsked()).toEqual(['/v1/reveals', '/healthz', '/v1/audit', '/healthz'])
    })
  })

  it('a case comes with who else opened it lately', async () => {
    const answer = taggedAnswer(caseFileOf(INQUIRY_ID))
    answer.headers.set('Lens-Recent-Viewers', '"bob@example.com";at=@1790000000')
    const unchanged = notModified('1')
    const path = `/v1/cases/${INQUIRY_ID}`
    const at = setUp({ [path]: [answer, unchanged, taggedAnswer(caseFileOf(INQUIRY_ID))] })
    const request = async () => {
      const result = await at.relay.caseFile(at.credentials, { id: INQUIRY_ID })
      return result.ok ? result.value.seen.map(({ agent }) => agent) : result.error
    }
    expect(await request()).toEqual(['bob@example.com'])
    expect(await request()).toEqual([])
    expect(await request()).toEqual([])
  })
})

describe('admin requests', () => {
  const HEAD = { seq: 17, hash: 'a'.repeat(64), signature: 'b'.repeat(86) }
  const DAYS = {
    items: [],
    capacity: 'warning',
    usedBytes: 7,
    capacityBytes: 10,
    keepDays: 365,
    unexported: 2,
    key: 'k'.repeat(43),
  }

  /** A relay that answers each request with what is left, and then not at all. */
  function setUp(...answers: Response[]) {
    const requests: Request[] = []
    const relay = createRelayClient({
      fetch: vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
        const request = new Request(input, init)
        if (new URL(request.url).pathname === '/healthz') return Response.json(HEALTH)
        requests.push(request)
        const answer = answers.shift()
        if (!answer) throw new TypeError('Failed to fetch')
        return answer
      }),
      now: () => NOW,
      isOnline: () => true,
      timeLimit: () => new AbortController().signal,
      ownOrigin: 'chrome-extension://own',
      beginCheck: async () => async () => {},
    })
    const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
    return {
      relay,
      credentials,
      asked: () => requests.map(({ method, url }) => `${method} ${url.slice(RELAY.length)}`),
    }
  }

  describe('agents', () => {
    it('are listed', async () => {
      const { relay, credentials, asked } = setUp(Response.json({ items: [] }))
      expect(await relay.forward(credentials, 'app:agents.list', null)).toEqual({
        ok: true,
        value: { items: [] },
      })
      expect(asked()).toEqual(['GET /v1/agents'])
    })

    it('are added once, even without an answer: a second try would make another code', async () => {
      const { relay, credentials, asked } = setUp()
      const added = await relay.forward(credentials, 'app:agents.add', {
        email: 'bob@example.com',
        role: 'auditor',
      })
      expect(added.ok).toBe(false)
      expect(asked()).toEqual(['POST /v1/agents'])
    })

    it('are revoked one by one, whatever their address holds', async () => {
      const { relay, credentials, asked } = setUp(new Response(null, { status: 204 }))
      const revoked = await relay.forward(credentials, 'app:agents.revoke', {
        email: "o'b/r?i#a%n@example.com",
      })
      expect(revoked).toEqual({ ok: true, value: null })
      expect(asked()).toEqual(["DELETE /v1/agents/o'b%2Fr%3Fi%23a%25n%40example.com"])
    })

    it('are never all revoked by an empty address', async () => {
      const { relay, credentials, asked } = setUp(problemAnswer('invalid-parameter'))
      expect(await relay.forward(credentials, 'app:agents.revoke', { email: '' })).toMatchObject({
        error: { code: 'invalid-parameter' },
      })
      expect(asked()).toEqual(['DELETE /v1/agents/-'])
    })

    it('are all revoked by that name alone', async () => {
      const { relay, credentials, asked } = setUp(Response.json({ signIns: 12 }))
      expect(await relay.forward(credentials, 'app:agents.revoke-all', null)).toEqual({
        ok: true,
        value: { signIns: 12 },
      })
      expect(asked()).toEqual(['DELETE /v1/agents'])
    })
  })

  describe('the record', () => {
    it('is searched as the contract says', async () => {
      const { relay, credentials, asked } = setUp(Response.json({ items: [], next: '9-1' }))
      const search = {
        agent: 'ada@example.com',
        actions: ['open', 'reveal'],
        viewed: true,
        from: '2026-11-21T00:00:00Z',
        order: 'oldest',
        limit: 50,
        cursor: '90-1',
      } satisfies Payload<'app:audit.search'>
      expect(await relay.forward(credentials, 'app:audit.search', search)).toEqual({
        ok: true,
        value: { items: [], next: '9-1' },
      })
      const [request = ''] = asked()
      expect(Object.fromEntries(new URL(request.slice(4), RELAY).searchParams)).toEqual({
        agent: 'ada@example.com',
        action: 'open,reveal',
        viewed: 'true',
        from: '2026-11-21T00:00:00Z',
        order: 'oldest',
        limit: '50',
        cursor: '90-1',
      })
    })

    it.each([
      ['signed', formatCheckpoint(HEAD), HEAD],
      ['not signed', '17;hash="x"', null],
    ])('stands with its newest line, where that is %s', async (_what, header, head) => {
      const { relay, credentials } = setUp(
        Response.json(DAYS, { headers: { 'Lens-Audit-Checkpoint': header } }),
      )
      expect(await relay.auditStatus(credentials)).toEqual({ ok: true, value: { ...DAYS, head } })
    })
  })

  it('returns the relay’s own error code', async () => {
    const { relay, credentials } = setUp(problemAnswer('role-refused'))
    expect(await relay.forward(credentials, 'app:gateway.snapshot', null)).toMatchObject({
      error: { code: 'role-refused' },
    })
  })
})

describe('live or sample', () => {
  const { signal: abort } = new AbortController()

  /** Everything that a client can be asked, as an agent of this relay. */
  const requestAll = (relay: RelayClient, address: string) => {
    const credentials = { relay: address, token: TOKEN, abort }
    return Promise.all([
      relay.health(address),
      relay.me(credentials),
      relay.config(credentials),
      relay.lists['app:sessions.list'](credentials, { limit: 25 }),
      relay.lists['app:events.list'](credentials, { limit: 25 }),
      relay.activity(credentials, { bucket: 1 }),
      relay.lookUp(credentials, ['inq_7kQ2mXv9pLw4Zt3bNcRy8dHf']),
      relay.caseFile(credentials, { id: 'inq_7kQ2mXv9pLw4Zt3bNcRy8dHf' }),
      relay.signOut(credentials),
      relay.pair(address, { code: 'ABCD', keepSignedIn: false }),
    ])
  }

  function setUp() {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(null, { status: 500 }))
    const makeRelay = vi.fn(() =>
      createRelayClient({
        fetch,
        now: () => NOW,
        isOnline: () => true,
        timeLimit: () => abort,
        ownOrigin: 'chrome-extension://us',
        beginCheck: async () => async () => {},
      }),
    )
    const makeSamples = vi.fn(() => createSampleRelay({ now: () => NOW, readSamples: async () => '[]' }))
    return { fetch, makeRelay, makeSamples, relay: createLiveOrSample(makeRelay, makeSamples) }
  }

  describe('who answers', () => {
    it('is the samples for the samples: no client is made, and nothing is fetched', async () => {
      const { relay, makeRelay, fetch } = setUp()
      await requestAll(relay, SAMPLE_RELAY)
      expect(makeRelay).not.toHaveBeenCalled()
      expect(fetch).not.toHaveBeenCalled()
    })

    it('is the relay for everything else, and no sample gets into it', async () => {
      const { relay, makeRelay, makeSamples, fetch } = setUp()
      await requestAll(relay, RELAY)
      expect(makeRelay).toHaveBeenCalledOnce()
      expect(makeSamples).not.toHaveBeenCalled()
      expect(fetch).toHaveBeenCalled()
    })
  })
})
