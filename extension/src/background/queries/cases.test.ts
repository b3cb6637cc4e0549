import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, LookupsView } from '../../messages/messages.ts'
import { activeAt, IDLE_PURGE_MS, MAX_RECENT_CASES, readCachedCase, recentCases } from '../../stored.ts'
import { recentCasesOf } from '../../ui/state/case/recents.ts'
import { ACCOUNT, caseFileOf, deferred, found, INQUIRY_ID, NOW, RELAY, SOURCE, TOKEN } from '../fixtures.ts'
import type { CaseAnswer, RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import { createCaseReader, createRecentCases } from './cases.ts'
import type { LookupCache } from './lookups.ts'
import { createQueryCache } from './query-cache.ts'

describe('cases', () => {
  type CaseResult = Result<CaseAnswer>
  const FILE = caseFileOf(INQUIRY_ID)
  const answer = ok<CaseAnswer>({
    unchanged: false,
    value: FILE,
    etag: '"one"',
    source: SOURCE,
    asOf: NOW,
    seen: [],
  })
  const unchanged = ok<CaseAnswer>({ unchanged: true, source: SOURCE, asOf: NOW + 5_000, seen: [] })
  const view = { ...FILE, source: SOURCE, asOf: NOW }

  function setUp(...answers: (CaseResult | Promise<CaseResult>)[]) {
    const signIn = new AbortController()
    const caseFile = vi.fn<RelayClient['caseFile']>(async () => {
      const next = answers.shift()
      if (!next) throw new Error('asked once too often')
      return next
    })
    const lookUp = vi.fn<LookupCache['lookUp']>(async () => err(problemFailure('internal')))
    const cache = createQueryCache({ now: () => NOW })
    const live = { follow: vi.fn(), changes: vi.fn(() => 0) }
    const read = createCaseReader({
      account: { use: (request) => request({ relay: RELAY, token: TOKEN, abort: signIn.signal }, ACCOUNT) },
      relay: { caseFile },
      lookups: { lookUp },
      cache,
      live,
    })
    const questions = () => caseFile.mock.calls.map(([, question]) => question)
    return { read, caseFile, lookUp, questions, signIn, live }
  }

  const remembered = (id = INQUIRY_ID) => readCachedCase(id, ACCOUNT, NOW)
  const looked = (item: LookupsView['items'][number]) => ok({ items: [item], source: SOURCE, asOf: NOW })

  beforeEach(() => fakeBrowser.reset())

  describe('a case', () => {
    it('is asked for, and remembered to be painted before the next answer', async () => {
      const { read, questions } = setUp(answer)
      expect(await read({ id: INQUIRY_ID })).toEqual(ok(view))
      expect(questions()).toEqual([{ id: INQUIRY_ID, fresh: false, etag: undefined }])
      expect(await remembered()).toEqual(view)
    })

    it('is one flight for two who ask, and another for who wants it fresh', async () => {
      const flying = deferred<CaseResult>()
      const { read, caseFile } = setUp(flying.promise, answer)
      const card = read({ id: INQUIRY_ID })
      const panel = read({ id: INQUIRY_ID })
      const forced = read({ id: INQUIRY_ID, fresh: true })
      flying.resolve(answer)
      expect(await card).toEqual(await panel)
      await forced
      expect(caseFile).toHaveBeenCalledTimes(2)
    })

    it('is asked for again once the relay has told of a change, whose answer has the last word', async () => {
      const flying = deferred<CaseResult>()
      const newer = { ...answer, value: { ...answer.value, asOf: NOW + 1, etag: '"two"' } }
      const { read, questions, live } = setUp(flying.promise, newer, unchanged)
      const before = read({ id: INQUIRY_ID })
      await vi.waitFor(() => expect(questions()).toHaveLength(1))
      live.changes.mockReturnValue(1)
      expect(await read({ id: INQUIRY_ID })).toMatchObject({ value: { asOf: NOW + 1 } })
      flying.resolve(answer)
      await before
      expect(await remembered()).toMatchObject({ asOf: NOW + 1 })
      await read({ id: INQUIRY_ID })
      expect(questions().map(({ etag }) => etag)).toEqual([undefined, undefined, '"two"'])
    })

    it('is shown as it was, with new freshness, where the relay says that nothing changed', async () => {
      const { read, questions } = setUp(answer, unchanged, unchanged)
      await read({ id: INQUIRY_ID })
      const again = { ...view, asOf: NOW + 5_000 }
      expect(await read({ id: INQUIRY_ID, fresh: true })).toEqual(ok(again))
      expect(await remembered()).toEqual(again)
      expect(await read({ id: INQUIRY_ID })).toEqual(ok(again))
      expect(questions().map(({ etag }) => etag)).toEqual([undefined, '"one"', '"one"'])
    })

    it('keeps who else opened it while nothing changes, and shows it with the next look alone', async () => {
      const seen = [{ agent: 'bob@example.com', at: NOW - 240_000 }]
      const at = setUp({ ...answer, value: { ...answer.value, seen } }, unchanged, answer)
      expect(await at.read({ id: INQUIRY_ID })).toEqual(ok({ ...view, seen }))
      expect(await at.read({ id: INQUIRY_ID })).toMatchObject({ ok: true, value: { seen } })
      // What is painted before the relay answers may be an hour old.
      expect(await remembered()).not.toHaveProperty('seen')
      expect(await at.read({ id: INQUIRY_ID })).toEqual(ok(view))
    })

    it('does not take “not modified” for an answer to a question that had no ETag', async () => {
      expect(await setUp(unchanged).read({ id: INQUIRY_ID })).toMatchObject({
        ok: false,
        error: { code: 'relay-unreadable' },
      })
    })

    it('stays remembered when the relay fails, but not when there is no such case any more', async () => {
      const { read } = setUp(
        answer,
        err(problemFailure('provider-timeout')),
        err(problemFailure('not-found')),
      )
      await read({ id: INQUIRY_ID })
      expect(await read({ id: INQUIRY_ID })).toMatchObject({ error: { code: 'provider-timeout' } })
      expect(await remembered()).toEqual(view)
      expect(await read({ id: INQUIRY_ID })).toMatchObject({ error: { code: 'not-found' } })
      expect(await remembered()).toBeUndefined()
    })

    it('is not remembered if the agent signs out before it arrives', async () => {
      const flying = deferred<CaseResult>()
      const { read, signIn } = setUp(flying.promise)
      const reading = read({ id: INQUIRY_ID })
      signIn.abort()
      flying.resolve(answer)
      await reading
      expect(await remembered()).toBeUndefined()
    })
  })

  describe('whatever was pasted', () => {
    const SESSION = 'iqse_7Yt3kNp9QwErTyUiAsDfGhJk'
    const WHOLE = 'inq_7Yt3kNp9QwErTyUiAsDfGhJk'
    const EVENT = 'evt_7Yt3kNp9QwErTyUiAsDfGhJk'

    it.each([
      ['an inquiry', WHOLE, WHOLE],
      ['a session', SESSION, SESSION],
      ['a link', `https://app.withpersona.com/dashboard/inquiries/${WHOLE}?tab=1`, WHOLE],
      ['a line of text', `She says ${WHOLE}, but…`, WHOLE],
      ['an inquiry behind an event', `${EVENT} of ${WHOLE}`, WHOLE],
    ])('leads to a case: %s', async (_what, text, id) => {
      const { read, questions } = setUp(answer)
      expect(await read({ id: text })).toMatchObject({ ok: true })
      expect(questions()).toMatchObject([{ id }])
    })

    it('leads there by a look-up, where an event is all there is', async () => {
      const { read, lookUp, questions } = setUp(answer)
      lookUp.mockResolvedValueOnce(
        looked(found(EVENT, { kind: 'event', inquiryId: INQUIRY_ID, status: null })),
      )
      expect(await read({ id: EVENT })).toEqual(ok(view))
      expect(lookUp).toHaveBeenCalledExactlyOnceWith([EVENT])
      expect(questions()).toMatchObject([{ id: INQUIRY_ID }])
    })

    it.each<[string, Awaited<ReturnType<LookupCache['lookUp']>>, string]>([
      ['does not exist', looked({ id: EVENT, outcome: 'not-found' }), 'not-found'],
      [
        'belongs to no inquiry',
        looked(found(EVENT, { kind: 'event', inquiryId: null, status: null })),
        'no-case',
      ],
      ['cannot be looked up', looked({ id: EVENT, outcome: 'not-asked', reason: 'no-lookup' }), 'no-case'],
      [
        'could not be looked up',
        looked({ id: EVENT, outcome: 'not-asked', reason: 'provider-timeout' }),
        'provider-timeout',
      ],
      ['was looked up while signed out', err(problemFailure('signed-out')), 'signed-out'],
    ])('says so where an event %s', async (_what, result, code) => {
      const { read, lookUp, caseFile } = setUp()
      lookUp.mockResolvedValueOnce(result)
      expect(await read({ id: EVENT })).toMatchObject({ ok: false, error: { code } })
      expect(caseFile).not.toHaveBeenCalled()
    })

    it.each(['', 'Hello', 'inq_'])('says that there is no ID in %j, and sends no request', async (text) => {
      const { read, caseFile, lookUp } = setUp()
      expect(await read({ id: text })).toMatchObject({
        ok: false,
        error: { code: 'id-not-recognised', nextStep: expect.stringContaining('inq_') },
      })
      expect(caseFile).not.toHaveBeenCalled()
      expect(lookUp).not.toHaveBeenCalled()
    })
  })
})

describe('recent cases', () => {
  const BOB: Account = { ...ACCOUNT, email: 'bob@example.com' }

  beforeEach(() => fakeBrowser.reset())

  function setUp() {
    const signIn = new AbortController()
    const credentials = { relay: RELAY, token: TOKEN, abort: signIn.signal }
    const who = { account: ACCOUNT }
    const clock = { now: NOW }
    const recents = createRecentCases({
      account: { use: (request) => request(credentials, who.account) },
      now: () => clock.now,
    })
    const told = (id: string, more: object = {}) => ({
      id,
      provider: 'persona' as const,
      environment: 'sandbox' as const,
      caseState: 'in-progress' as const,
      asOf: clock.now,
      isOpening: true,
      ...more,
    })
    const read = async (account = ACCOUNT) => recentCasesOf(account, await recentCases.get())
    return { recents, told, read, who, clock, signIn }
  }

  it('keeps the newest eight, each once, the last opened in front', async () => {
    const { recents, told, read, clock } = setUp()
    for (let nth = 0; nth < 10; nth++) {
      clock.now = NOW + nth
      expect(await recents.note(told(`inq_${nth}`))).toEqual(ok(null))
    }
    clock.now = NOW + 20
    await recents.note(told('inq_5'))
    const ids = (await read()).map(({ id }) => id)
    expect(ids).toHaveLength(MAX_RECENT_CASES)
    expect(ids.slice(0, 3)).toEqual(['inq_5', 'inq_9', 'inq_8'])
    expect(new Set(ids).size).toBe(ids.length)
    expect((await read())[0]?.openedAt).toBe(NOW + 20)
  })

  it('updates an open case in its place, and never one that was cleared', async () => {
    const { recents, told, read, clock } = setUp()
    await recents.note(told('inq_a'))
    await recents.note(told('inq_b'))
    clock.now = NOW + 5000
    await recents.note(told('inq_a', { caseState: 'approved', isOpening: false }))
    expect(await read()).toMatchObject([
      { id: 'inq_b', caseState: 'in-progress', openedAt: NOW },
      { id: 'inq_a', caseState: 'approved', asOf: NOW + 5000, openedAt: NOW },
    ])
    await recents.clear()
    await recents.note(told('inq_a', { isOpening: false }))
    expect(await read()).toEqual([])
  })

  it('is of this account alone', async () => {
    const { recents, told, read, who } = setUp()
    await recents.note(told('inq_a'))
    expect(await read(BOB)).toEqual([])
    who.account = BOB
    await recents.note(told('inq_b'))
    expect((await read(BOB)).map(({ id }) => id)).toEqual(['inq_b'])
    expect(await read()).toEqual([])
  })

  it('keeps nothing for a sign-in that is over', async () => {
    const { recents, told, read, signIn } = setUp()
    signIn.abort()
    await recents.note(told('inq_a'))
    expect(await read()).toEqual([])
  })

  it('is removed after 15 idle minutes, however long ago a case was opened', async () => {
    const { recents, told, read, clock } = setUp()
    await recents.note(told('inq_a'))
    clock.now = NOW + 2 * IDLE_PURGE_MS
    await activeAt.set(clock.now - IDLE_PURGE_MS)
    await recents.forgetIdle()
    expect(await read()).toHaveLength(1)
    await activeAt.set(clock.now - IDLE_PURGE_MS - 1)
    await recents.forgetIdle()
    expect(await read()).toEqual([])
  })

  it('a purge in the middle of a write has the last word', async () => {
    const { recents, told, read } = setUp()
    const written = recents.note(told('inq_a'))
    await Promise.all([written, recents.forgetAll()])
    expect(await read()).toEqual([])
    expect(await fakeBrowser.storage.session.get(null)).toEqual({})
  })
})
