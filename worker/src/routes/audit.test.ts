/** The audit log over HTTP: roles, filters, checkpoints, exports and recent viewers. */
import { Buffer } from 'node:buffer'
import { createPublicKey, verify } from 'node:crypto'
import { CHECKPOINT_HEADER, checkpointPayload } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { AuditPageSchema, type AuditQuery, AuditSegmentsSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { ConfigSchema } from '@inquiry-lens/shared/contract/config.ts'
import {
  parseCheckpoint,
  parseRecentViewers,
  RECENT_VIEWERS_HEADER,
} from '@inquiry-lens/shared/contract/headers.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { readAuditLog } from '../../testing/read-audit-log.ts'
import { json, openRelay, type RelayUnderTest, readProblem } from '../../testing/relay-under-test.ts'
import { AUDIT_CHAIN } from '../access/audit/audit-log.ts'

const search = async (relay: RelayUnderTest, token: string, query = '') =>
  v.parse(AuditPageSchema, await (await relay.request(`/v1/audit${query}`, { token })).json())

/** Ada opens a case twice, Bob lists and looks up, an auditor is signed in. */
async function openScene() {
  const relay = openRelay()
  const [ada, bob, auditor] = [
    await relay.signIn('ada@example.com'),
    await relay.signIn('bob@example.com'),
    await relay.signIn('audit@example.com', 'auditor'),
  ]
  await relay.request('/v1/cases/inq_ABC123', { token: ada })
  await relay.request('/v1/sessions', { token: bob })
  await relay.request('/v1/lookups', { token: bob, ...json({ ids: ['inq_ABC123', 'inq_DoesNotExist'] }) })
  await relay.request('/v1/sessions/iqse_ABC123', { token: ada })
  return { relay, ada, bob, auditor }
}

describe('search', () => {
  it.each<[string, string[]]>([
    ['?agent=bob%40example.com&action=list,mark', ['mark', 'list']],
    ['?action=open', ['open', 'open']],
    ['?id=inq_ABC123', ['open', 'mark', 'open']],
    ['?id=inq_ABC12', []],
    ['?id=inq_ABC123&agent=ada%40example.com', ['open', 'open']],
    ['?id=inq_ABC123&order=oldest', ['open', 'mark', 'open']],
    ['?id=inq_ABC123&viewed=true', ['open', 'open']],
    ['?viewed=true&action=list,open', ['open', 'open']],
    ['?viewed=true&action=list', []],
    ['?action=reveal', []],
    ['?from=2000-01-01T00:00:00Z&to=2000-02-01T00:00:00Z', []],
    ['?from=2999-01-01T00:00:00Z', []],
    ['?action=open&from=2000-01-01T00:00:00Z', ['open', 'open']],
  ])('%s', async (query, actions) => {
    const { relay, auditor } = await openScene()
    const { items } = await search(relay, auditor, query)
    expect(items.map(({ action }) => action)).toEqual(actions)
  })

  it('returns each entry once, page by page, without the entries of this search', async () => {
    const { relay, auditor } = await openScene()
    const before = await readAuditLog()
    for (const order of ['newest', 'oldest'] as const satisfies AuditQuery['order'][]) {
      const walked: number[] = []
      let cursor = ''
      let until = 0
      for (let page = 0; page < 20; page++) {
        until ||= (await readAuditLog()).length
        const { items, next } = await search(relay, auditor, `?order=${order}&limit=4${cursor}`)
        walked.push(...items.map(({ seq }) => seq))
        if (next === null) break
        cursor = `&cursor=${next}`
      }
      const ordered = order === 'newest' ? walked.toReversed() : walked
      expect(ordered).toEqual(Array.from({ length: until }, (_, index) => index + 1))
    }
    expect(before.length).toBeGreaterThan(8)
  })

  it('leaves an entry with the filters and the range that was shown', async () => {
    const { relay, auditor } = await openScene()
    await search(relay, auditor, '?id=inq_ABC123&action=open')
    expect((await readAuditLog()).at(-1)).toMatchObject({
      agent: 'audit@example.com',
      action: 'admin',
      about: { what: 'audit:read', id: 'inq_ABC123', actions: ['open'], count: 2 },
    })
  })

  it.each([
    ['limit=1001', 'limit'],
    ['cursor=..%2f..', 'cursor'],
    ['cursor=1-2-3', 'cursor'],
    ['id=inq_', 'id'],
    ['action=look', 'action'],
    ['agent=two%0alines', 'agent'],
    ['from=yesterday', 'from'],
    ['from=2026-11-21T08:00:00Z&to=2026-11-20T08:00:00Z', 'to'],
    ['viewed=no', 'viewed'],
    ['who=ada', 'who'],
  ])('%s is refused by name', async (query, parameter) => {
    const { relay, auditor } = await openScene()
    const answer = await relay.request(`/v1/audit?${query}`, { token: auditor })
    expect(await readProblem(answer)).toMatchObject({ status: 400, parameter })
  })
})

describe('the checkpoint', () => {
  it('is on every answer to a known caller, on a 304 and an error too, and on no other', async () => {
    const { relay, ada } = await openScene()
    const checkpoints: number[] = []
    const note = (answer: Response) => {
      const head = parseCheckpoint(answer.headers.get(CHECKPOINT_HEADER))
      expect(head).toBeDefined()
      checkpoints.push(head?.seq ?? 0)
      return answer
    }
    const first = note(await relay.request('/v1/cases/inq_ABC123', { token: ada }))
    const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
    expect(note(await relay.request('/v1/cases/inq_ABC123', { token: ada, headers })).status).toBe(304)
    expect(note(await relay.request('/v1/cases/inq_DoesNotExist', { token: ada })).status).toBe(404)
    expect(note(await relay.request('/v1/agents', { token: ada })).status).toBe(403)
    for (const path of ['/v1/me', '/v1/config']) note(await relay.request(path, { token: ada }))
    // The case, the missing case and the refusal: a 304 discloses nothing.
    expect(checkpoints.map((seq) => seq - (checkpoints[0] ?? 0))).toEqual([0, 0, 1, 2, 2, 2])
    for (const token of [undefined, `lens_${'A'.repeat(43)}`]) {
      const answer = await relay.request('/v1/me', token === undefined ? {} : { token })
      expect(answer.headers.get(CHECKPOINT_HEADER)).toBeNull()
    }
    expect(first.headers.get('Access-Control-Expose-Headers')).toContain(CHECKPOINT_HEADER)
  })

  it('is the newest entry, signed by the key of the configuration', async () => {
    const { relay, ada } = await openScene()
    const answer = await relay.request('/v1/config', { token: ada })
    const { auditKey = '' } = v.parse(ConfigSchema, await answer.json())
    const head = parseCheckpoint(answer.headers.get(CHECKPOINT_HEADER))
    if (!head) throw new Error('No head')
    expect((await readAuditLog()).at(-1)).toMatchObject({ seq: head.seq, hash: head.hash })
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: auditKey } })
    const check = (text: string) =>
      verify(null, Buffer.from(text), key, Buffer.from(head.signature, 'base64url'))
    expect(check(checkpointPayload(head))).toBe(true)
    expect(check(checkpointPayload({ ...head, seq: head.seq + 1 }))).toBe(false)
  })
})

describe('export', () => {
  it('is confirmed by an auditor, marks the segments and leaves an entry', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { relay, auditor } = await openScene()
    vi.setSystemTime(Date.now() + 25 * 3_600_000)
    const late = await relay.signIn('late@example.com', 'auditor')
    const days = async () =>
      v.parse(AuditSegmentsSchema, await (await relay.request('/v1/audit/segments', { token: late })).json())
    expect(await days()).toMatchObject({
      items: [{ first: 1, exportedAt: null }],
      unexported: 1,
      capacity: 'ok',
    })
    const { items } = await search(relay, late, '?order=oldest')
    const [first, last] = [items[0], items.at(-1)].map((line) => line && { seq: line.seq, hash: line.hash })
    const note = (body: object, token = late) => relay.request('/v1/audit/exports', { token, ...json(body) })
    expect(
      (await readProblem(await note({ first, last: { ...last, hash: AUDIT_CHAIN.genesis.hash } }))).parameter,
    ).toBe('last')
    expect(await (await note({ first, last })).json()).toEqual({ segments: 1 })
    expect(await days()).toMatchObject({ items: [{ exportedAt: expect.any(String) }], unexported: 0 })
    expect((await readAuditLog()).at(-1)).toMatchObject({ about: { what: 'audit:export', segments: 1 } })
    expect(auditor).not.toBe(late)
  })
})

describe('recent viewers', () => {
  it('are sent with a case to other agents; a new viewer changes the tag, and a 304 has no such header', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const relay = openRelay()
    const [ada, bob] = [await relay.signIn('ada@example.com'), await relay.signIn('bob@example.com')]
    const seenBy = (answer: Response) =>
      parseRecentViewers(answer.headers.get(RECENT_VIEWERS_HEADER)).map(({ agent }) => agent)
    const first = await relay.request('/v1/cases/inq_ABC123', { token: ada })
    expect(seenBy(first)).toEqual([])
    const openedAt = Math.floor(Date.now() / 1000) * 1000
    vi.setSystemTime(Date.now() + 4 * 60_000)
    // Its session is the same person.
    const second = await relay.request('/v1/cases/iqse_ABC123', { token: bob })
    expect(parseRecentViewers(second.headers.get(RECENT_VIEWERS_HEADER))).toEqual([
      { agent: 'ada@example.com', at: openedAt },
    ])
    expect(second.headers.get('Access-Control-Expose-Headers')).toContain(RECENT_VIEWERS_HEADER)
    const again = (token: string, answer: Response) =>
      relay.request('/v1/cases/inq_ABC123', {
        token,
        headers: { 'If-None-Match': answer.headers.get('ETag') ?? '' },
      })
    const third = await again(ada, first)
    expect([third.status, seenBy(third)]).toEqual([200, ['bob@example.com']])
    const fourth = await again(ada, third)
    expect([fourth.status, fourth.headers.get(RECENT_VIEWERS_HEADER)]).toEqual([304, null])
    // Another view by Ada changes nothing for Bob.
    const fifth = await relay.request('/v1/cases/inq_ABC123', { token: bob })
    expect((await again(bob, fifth)).status).toBe(304)
    vi.setSystemTime(Date.now() + 9 * 3_600_000)
    expect(seenBy(await relay.request('/v1/cases/inq_ABC123', { token: bob }))).toEqual([])
  })
})
