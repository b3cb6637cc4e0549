import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../../messages/failure.ts'
import { NO_POLICY } from '../../platform/policy.ts'
import { ACCOUNT, CARD_TOKEN, HEALTH, INQUIRY_ID, NOW, problemAnswer, RELAY, TOKEN } from '../fixtures.ts'
import { createRelayClient, type RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import type { AccountKeeper } from './account.ts'
import { createAdminHandlers, createRecordCopy, createRevealer } from './requests.ts'

describe('admin requests', () => {
  const APP = { kind: 'app' } as const
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
    const handlers = createAdminHandlers({ use: (request) => request(credentials, ACCOUNT) }, relay)
    return {
      handlers,
      asked: () => requests.map(({ method, url }) => `${method} ${url.slice(RELAY.length)}`),
    }
  }

  describe('agents', () => {
    it('are listed', async () => {
      const { handlers, asked } = setUp(Response.json({ items: [] }))
      expect(await handlers['app:agents.list'](null, APP)).toEqual({ ok: true, value: { items: [] } })
      expect(asked()).toEqual(['GET /v1/agents'])
    })

    it('are added once, even without an answer: a second try would make another code', async () => {
      const { handlers, asked } = setUp()
      const added = await handlers['app:agents.add']({ email: 'bob@example.com', role: 'auditor' }, APP)
      expect(added.ok).toBe(false)
      expect(asked()).toEqual(['POST /v1/agents'])
    })

    it('are revoked one by one, whatever their address holds', async () => {
      const { handlers, asked } = setUp(new Response(null, { status: 204 }))
      const revoked = await handlers['app:agents.revoke']({ email: "o'b/r?i#a%n@example.com" }, APP)
      expect(revoked).toEqual({ ok: true, value: null })
      expect(asked()).toEqual(["DELETE /v1/agents/o'b%2Fr%3Fi%23a%25n%40example.com"])
    })

    it('are never all revoked by an empty address', async () => {
      const { handlers, asked } = setUp(problemAnswer('invalid-parameter'))
      expect(await handlers['app:agents.revoke']({ email: '' }, APP)).toMatchObject({
        error: { code: 'invalid-parameter' },
      })
      expect(asked()).toEqual(['DELETE /v1/agents/-'])
    })

    it('are all revoked by that name alone', async () => {
      const { handlers, asked } = setUp(Response.json({ signIns: 12 }))
      expect(await handlers['app:agents.revoke-all'](null, APP)).toEqual({ ok: true, value: { signIns: 12 } })
      expect(asked()).toEqual(['DELETE /v1/agents'])
    })
  })

  describe('the record', () => {
    it('is searched as the contract says', async () => {
      const { handlers, asked } = setUp(Response.json({ items: [], next: '9-1' }))
      const search = {
        agent: 'ada@example.com',
        actions: ['open', 'reveal'],
        viewed: true,
        from: '2026-11-21T00:00:00Z',
        order: 'oldest',
        limit: 50,
        cursor: '90-1',
      } satisfies Parameters<(typeof handlers)['app:audit.search']>[0]
      expect(await handlers['app:audit.search'](search, APP)).toEqual({
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
      const { handlers } = setUp(Response.json(DAYS, { headers: { 'Lens-Audit-Checkpoint': header } }))
      expect(await handlers['app:audit.status'](null, APP)).toEqual({ ok: true, value: { ...DAYS, head } })
    })
  })

  it('returns the relay’s own error code', async () => {
    const { handlers } = setUp(problemAnswer('role-refused'))
    expect(await handlers['app:gateway.snapshot'](null, APP)).toMatchObject({
      error: { code: 'role-refused' },
    })
  })
})

describe('record copy', () => {
  it('has the relay write down what is taken, and nothing of who asked', async () => {
    const recordCopy = vi.fn<RelayClient['recordCopy']>(async () => ok(null))
    const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
    const account: Pick<AccountKeeper, 'use'> = { use: (request) => request(credentials, ACCOUNT) }
    const record = createRecordCopy(account, { recordCopy }, async () => NO_POLICY)
    const taken: Copied = { action: 'copy', form: 'reply', ids: [INQUIRY_ID] }
    const fromCard = { ...taken, cardToken: CARD_TOKEN }
    expect(await record(fromCard)).toEqual(ok(null))
    expect(recordCopy).toHaveBeenCalledExactlyOnceWith(credentials, taken)

    recordCopy.mockResolvedValueOnce(err(problemFailure('audit-full')))
    expect(await record(taken)).toMatchObject({ ok: false, error: { code: 'audit-full' } })
  })

  it('has no entry written of what the policy has switched off', async () => {
    const recordCopy = vi.fn<RelayClient['recordCopy']>(async () => ok(null))
    const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
    const account: Pick<AccountKeeper, 'use'> = { use: (request) => request(credentials, ACCOUNT) }
    const record = createRecordCopy(account, { recordCopy }, async () => ({ off: ['export'] }))
    const taken: Copied = { action: 'export', form: 'rows', ids: [INQUIRY_ID] }
    expect(await record(taken)).toMatchObject({ ok: false, error: { code: 'switched-off' } })
    expect(await record({ ...taken, action: 'copy' })).toEqual(ok(null))
    expect(recordCopy).toHaveBeenCalledExactlyOnceWith(credentials, { ...taken, action: 'copy' })
  })
})

describe('reveals', () => {
  const REQUEST = { id: INQUIRY_ID, fields: ['note', 'tags'], reason: 'Customer asks for it' }
  const REVEALED = {
    provider: 'persona' as const,
    id: INQUIRY_ID,
    values: [{ field: 'note', value: 'a secret' }],
  }

  function setUp(answer: Awaited<ReturnType<RelayClient['reveal']>>) {
    const asked: unknown[] = []
    const reveal = createRevealer(
      {
        use: (request) =>
          request({ relay: RELAY, token: TOKEN, abort: new AbortController().signal }, ACCOUNT),
      },
      {
        reveal: async (_credentials, request) => {
          asked.push(request)
          return answer
        },
      },
    )
    return { reveal, asked }
  }

  beforeEach(() => fakeBrowser.reset())

  it('hands on what the relay reveals, asks each time, and keeps nothing', async () => {
    const { reveal, asked } = setUp(ok(REVEALED))
    expect(await reveal(REQUEST)).toEqual(ok(REVEALED))
    expect(await reveal(REQUEST)).toEqual(ok(REVEALED))
    expect(asked).toEqual([REQUEST, REQUEST])
    expect(await fakeBrowser.storage.session.get()).toEqual({})
    expect(await fakeBrowser.storage.local.get()).toEqual({})
  })

  it.each([
    ['another object', { ...REVEALED, id: 'inq_Another1' }],
    ['a field that was not requested', { ...REVEALED, values: [{ field: 'reviewer-comment', value: 'x' }] }],
  ])('does not show %s', async (_, answer) => {
    expect(await setUp(ok(answer)).reveal(REQUEST)).toMatchObject({ error: { code: 'relay-unreadable' } })
  })

  it('says why there is nothing to show', async () => {
    const refused = err(problemFailure('role-refused'))
    expect(await setUp(refused).reveal(REQUEST)).toEqual(refused)
  })
})
