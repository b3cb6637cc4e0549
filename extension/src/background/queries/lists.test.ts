import type { Page, Session, Source } from '@inquiry-lens/shared/domain/model.ts'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account } from '../../messages/messages.ts'
import { IDLE_PURGE_MS, MAX_CACHED_ROWS, readCachedList, seenSessions } from '../../stored.ts'
import { ACCOUNT, deferred, NOW, RELAY, SOURCE, sessionOf, sessionsPage, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import type { RelayAnswer } from '../relay/http.ts'
import { createSitePages } from '../tabs/display-mode.ts'
import { createListReader, createNewSessions, foldNewest } from './lists.ts'
import { createQueryCache } from './query-cache.ts'

describe('lists', () => {
  const STALE = { ...SOURCE, state: 'stale', reason: 'provider-timeout' } as const

  type SessionsAnswer = Result<RelayAnswer<Page<Session>>>
  const answerOf = (
    count: number,
    { next = null, asOf = NOW }: { next?: string | null; asOf?: number } = {},
  ): SessionsAnswer =>
    ok({ unchanged: false, value: sessionsPage(count, next), etag: `"${count}"`, source: SOURCE, asOf })
  const unchanged: SessionsAnswer = ok({ unchanged: true, source: STALE, asOf: NOW + 5_000 })

  function setUp(...answers: (SessionsAnswer | Promise<SessionsAnswer>)[]) {
    const signIn = new AbortController()
    const live = { follow: () => {}, changes: vi.fn(() => 0) }
    const request = vi.fn<RelayClient['lists']['app:sessions.list']>(async () => {
      const answer = answers.shift()
      if (!answer) throw new Error('asked once too often')
      return answer
    })
    const list = createListReader('app:sessions.list', {
      account: { use: (read) => read({ relay: RELAY, token: TOKEN, abort: signIn.signal }, ACCOUNT) },
      relay: { lists: { 'app:sessions.list': request, 'app:events.list': vi.fn() } },
      cache: createQueryCache({ now: () => NOW }),
      live,
    })
    const questions = () => request.mock.calls.map(([, question]) => question)
    return { list, request, questions, signIn, live }
  }

  const remembered = (inquiry?: string) =>
    readCachedList('app:sessions.list', inquiry ? { inquiry } : {}, ACCOUNT, NOW)

  beforeEach(() => fakeBrowser.reset())

  describe('a list', () => {
    it('is asked for with its filter, and answered as the relay did', async () => {
      const { list, questions } = setUp(answerOf(2, { next: 'more' }))
      expect(await list({ inquiry: 'inq_Fictional1', limit: 10 })).toEqual(
        ok({ ...sessionsPage(2, 'more'), source: SOURCE, asOf: NOW }),
      )
      expect(questions()).toEqual([
        { inquiry: 'inq_Fictional1', cursor: undefined, limit: 10, fresh: undefined, etag: undefined },
      ])
    })

    it('is one flight for two surfaces with one question, and two for two questions', async () => {
      const flying = deferred<SessionsAnswer>()
      const { list, request } = setUp(flying.promise, answerOf(1), answerOf(1))
      const popup = list({})
      const panel = list({ limit: 25 })
      const forced = list({ fresh: true })
      const older = list({ cursor: 'cursor' })
      flying.resolve(answerOf(3))
      expect(await popup).toEqual(await panel)
      await Promise.all([forced, older])
      expect(request).toHaveBeenCalledTimes(3)
    })

    it('is asked again by the next to ask once the relay has told of a change', async () => {
      const flying = deferred<SessionsAnswer>()
      const { list, request, live } = setUp(flying.promise, answerOf(3))
      const before = list({})
      live.changes.mockReturnValue(1)
      expect(await list({})).toMatchObject({ value: { items: { length: 3 } } })
      flying.resolve(answerOf(2))
      await before
      expect(request).toHaveBeenCalledTimes(2)
      expect((await remembered())?.items).toHaveLength(3)
    })

    it('is asked again once it has landed, failed or not', async () => {
      const { list, request } = setUp(err(problemFailure('provider-timeout')), answerOf(1))
      expect(await list({})).toMatchObject({ ok: false, error: { code: 'provider-timeout' } })
      expect(await list({})).toMatchObject({ ok: true })
      expect(request).toHaveBeenCalledTimes(2)
    })

    it('is remembered while it is the newest page, and not behind a cursor', async () => {
      const { list } = setUp(answerOf(2), answerOf(1))
      await list({})
      await list({ inquiry: 'inq_Fictional1', cursor: 'cursor' })
      expect(await remembered()).toMatchObject({ items: sessionsPage(2).items, asOf: NOW })
      expect(await remembered('inq_Fictional1')).toBeUndefined()
    })

    it('shows the remembered rows with new freshness where the relay says that nothing changed', async () => {
      const { list, questions } = setUp(answerOf(2, { next: 'more' }), unchanged, unchanged)
      await list({})
      const again = ok({ ...sessionsPage(2, 'more'), source: STALE, asOf: NOW + 5_000 })
      expect(await list({})).toEqual(again)
      expect(await remembered()).toEqual(again.ok && again.value)
      expect(await list({})).toEqual(again)
      expect(questions().map(({ etag }) => etag)).toEqual([undefined, '"2"', '"2"'])
    })

    it('offers no ETag for a question of another length, nor for rows behind a cursor', async () => {
      const { list, questions } = setUp(answerOf(2), answerOf(1), answerOf(1))
      await list({ limit: 50 })
      await list({ limit: 5 })
      await list({ limit: 50, cursor: 'cursor' })
      expect(questions().map(({ etag }) => etag)).toEqual([undefined, undefined, undefined])
    })

    it('does not take “not modified” for an answer to a question that had no ETag', async () => {
      const { list } = setUp(unchanged)
      expect(await list({})).toMatchObject({ ok: false, error: { code: 'relay-unreadable' } })
    })

    it('keeps what was remembered when the relay fails', async () => {
      const { list } = setUp(answerOf(2), err(problemFailure('provider-unavailable')))
      await list({})
      await list({})
      expect(await remembered()).toMatchObject({ items: sessionsPage(2).items })
    })

    it('is not remembered if the agent signs out before it arrives', async () => {
      const flying = deferred<SessionsAnswer>()
      const { list, signIn } = setUp(flying.promise)
      const answer = list({})
      signIn.abort()
      flying.resolve(answerOf(2))
      await answer
      expect(await remembered()).toBeUndefined()
    })
  })
})

describe('newest rows', () => {
  const look = (
    ids: number[],
    next: string | null,
    more: { asOf?: number; etag?: string | null; limit?: number; completeSince?: string } = {},
  ) => ({
    items: ids.map((id) => ({ id: String(id) })),
    next,
    source: SOURCE,
    asOf: 100,
    etag: '"e"',
    limit: 25,
    ...more,
  })
  const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => Number(id))

  describe('foldNewest', () => {
    it('puts a short page on top of a longer one that it meets', () => {
      const held = look([8, 7, 6, 5, 4], 'behind-4', { asOf: 50, limit: 5 })
      const folded = foldNewest(held, look([9, 8, 7], 'behind-7', { asOf: 90, limit: 3 }))
      expect(idsOf(folded)).toEqual([9, 8, 7, 6, 5, 4])
      expect(folded).toMatchObject({ next: 'behind-4', asOf: 50, etag: null, limit: 5 })
    })

    it('replaces the old rows where the two do not meet: rows between them may be missing', () => {
      const looked = look([9, 8], 'behind-8', { limit: 2 })
      expect(foldNewest(look([3, 2, 1], null), looked)).toEqual(looked)
    })

    it('takes the new look alone where the list ends with it', () => {
      const looked = look([3, 2], null, { limit: 5 })
      expect(foldNewest(look([3, 2, 1], 'behind-1'), looked)).toEqual(looked)
    })

    it('loses no rows to an incomplete page', () => {
      const completeSince = '2026-11-21T08:00:00Z'
      const held = look([4, 3, 2, 1], 'behind-1', { asOf: 50 })
      const met = foldNewest(held, look([5, 4], 'behind-4', { completeSince }))
      expect(idsOf(met)).toEqual([5, 4, 3, 2, 1])
      expect(met).toMatchObject({ next: 'behind-1', asOf: 50, etag: null })
      expect(met).not.toHaveProperty('completeSince')
      expect(foldNewest(held, look([], 'behind-9', { completeSince }))).toBe(held)
      expect(foldNewest(held, look([9, 8], 'behind-8', { completeSince }))).toBe(held)
      const further = look([4, 3, 2, 1, 0], null, { completeSince })
      expect(foldNewest(held, further)).toEqual(further)
    })

    it('replaces a look that was no longer, ETag and all', () => {
      const later = look([4, 3], 'behind-3', { etag: '"later"' })
      expect(foldNewest(look([3, 2], 'behind-2'), later)).toEqual(later)
    })

    it('never repeats a row, never exceeds the bound, begins with the new look, and has an ETag only as one answer', () => {
      const rows = fc
        .uniqueArray(fc.integer({ min: 0, max: 260 }), { maxLength: 150 })
        .map((ids) => ids.sort((a, b) => b - a))
      fc.assert(
        fc.property(rows, rows, fc.boolean(), fc.boolean(), (before, after, isEnd, isShort) => {
          const looked = look(after, isEnd ? null : 'more', { limit: isShort ? 5 : 50 })
          const folded = foldNewest(look(before, 'behind'), looked)
          const ids = idsOf(folded)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.length).toBeLessThanOrEqual(MAX_CACHED_ROWS)
          expect(ids.slice(0, after.length)).toEqual(after.slice(0, MAX_CACHED_ROWS))
          expect([...ids].sort((a, b) => b - a)).toEqual(ids)
          if (folded.etag !== null) expect(folded).toEqual(looked)
        }),
      )
    })
  })
})

describe('new sessions', () => {
  const SITE = 'https://desk.example.com/*'
  const SOURCE: Source = { provider: 'deepidv', environment: 'production', state: 'fresh' }
  const going = new AbortController().signal

  beforeEach(() => fakeBrowser.reset())

  /** One life of the background: session storage outlives it. */
  function setUp() {
    const clock = { now: NOW }
    const reloadHints = vi.fn(async () => {})
    const findTabs = vi.fn(async () => [
      { id: 4, url: undefined },
      { id: 5, url: undefined },
    ])
    const notifySites = createSitePages({
      sites: { list: async () => [SITE] },
      findTabs,
      commands: { reloadHints },
    })
    const cache = createQueryCache({ now: () => clock.now })
    const noteAs = createNewSessions({ notifySites, cache })
    const note = (
      ids: string[],
      {
        account = ACCOUNT,
        abort = going,
        source = SOURCE,
      }: { account?: Account; abort?: AbortSignal; source?: Source } = {},
    ) => noteAs(ids.map(sessionOf), source, account, abort)
    return { note, findTabs, reloadHints, cache, clock }
  }

  it('notifies the pages of our sites once of new sessions, and not of known ones', async () => {
    const { note, findTabs, reloadHints } = setUp()
    await note(['one'])
    expect(findTabs).toHaveBeenCalledExactlyOnceWith([SITE])
    expect(reloadHints.mock.calls).toEqual([[4], [5]])
    await note(['one'])
    await note([])
    await note(['one'])
    expect(reloadHints).toHaveBeenCalledTimes(2)
  })

  it('does not notify pages of a list that has not changed since before a restart', async () => {
    await setUp().note(['one', 'two'])
    const { note, findTabs } = setUp()
    await note(['one', 'two'])
    await note(['two'])
    expect(findTabs).not.toHaveBeenCalled()
    await note(['three', 'one'])
    expect(findTabs).toHaveBeenCalledOnce()
  })

  it('does not notify pages of two lists that alternate', async () => {
    const { note, findTabs } = setUp()
    await note(['one', 'two'])
    await note(['three'])
    for (const ids of [['one', 'two'], ['three'], ['two']]) await note(ids)
    expect(findTabs).toHaveBeenCalledTimes(2)
  })

  it.each([
    { provider: 'persona' as const },
    { environment: 'sandbox' as const },
    { environment: 'unknown' as const },
  ])('has nothing to tell of %j', async (more) => {
    const { note, reloadHints } = setUp()
    await note(['one'], { source: { ...SOURCE, ...more } })
    expect(reloadHints).not.toHaveBeenCalled()
    expect(await fakeBrowser.storage.session.get()).toEqual({})
  })

  describe('the seen IDs', () => {
    it('are purged with everything that was shown', async () => {
      const { note, findTabs, cache } = setUp()
      await note(['one'])
      await cache.forgetAll()
      expect(await fakeBrowser.storage.session.get()).toEqual({})
      await note(['one'])
      expect(findTabs).toHaveBeenCalledTimes(2)
    })

    it('are purged when they are idle', async () => {
      const { note, clock, cache } = setUp()
      await note(['one'])
      clock.now += IDLE_PURGE_MS
      await cache.forgetIdle()
      expect(await fakeBrowser.storage.session.get()).not.toEqual({})
      clock.now += 1
      await cache.forgetIdle()
      expect(await fakeBrowser.storage.session.get()).toEqual({})
    })

    it('belong to one account', async () => {
      const { note, findTabs } = setUp()
      await note(['one'])
      await note(['one'], { account: { ...ACCOUNT, email: 'bob@example.com' } })
      expect(findTabs).toHaveBeenCalledTimes(2)
    })

    it('stores and notifies nothing once the account has signed out', async () => {
      const { note, findTabs } = setUp()
      await note(['one'], { abort: AbortSignal.abort() })
      expect(findTabs).not.toHaveBeenCalled()
      expect(await fakeBrowser.storage.session.get()).toEqual({})
    })

    it('stay within a bound, the newest first', async () => {
      const { note, findTabs } = setUp()
      for (let page = 0; page < 12; page++)
        await note(Array.from({ length: 100 }, (_, nth) => `session-${page}-${nth}`))
      const ids = (await seenSessions.get())?.ids
      expect(ids).toHaveLength(1000)
      expect(ids?.[0]).toBe('session-11-0')
      expect(findTabs).toHaveBeenCalledTimes(12)
    })
  })
})
