import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Account, ListFilter, ListName, ListRows } from '../../messages/messages.ts'
import { activeAt, cachedCase, cachedList, IDLE_PURGE_MS, LIST_KEY_PREFIX } from '../../stored.ts'
import { ACCOUNT, caseFileOf, eventOf, NOW, SOURCE, sessionsPage } from '../fixtures.ts'
import { foldNewest, type NewestRows } from './lists.ts'
import { type CachedSize, createQueryCache, planEvictions, type QueryCache } from './query-cache.ts'

describe('what was begun earlier', () => {
  beforeEach(() => fakeBrowser.reset())
  const item = cachedCase('inq_1')
  const write = (cache: QueryCache, etag: string, begun?: number) =>
    cache.write(
      item,
      ACCOUNT,
      (_, stamp) => ({ file: caseFileOf('inq_1'), source: SOURCE, asOf: NOW, etag, ...stamp }),
      new AbortController().signal,
      begun,
    )

  it.each<[string, (cache: QueryCache) => Promise<void>, string | undefined]>([
    ['what was begun later', (cache) => write(cache, 'new'), 'new'],
    ['forgetting it', (cache) => cache.forget(item), undefined],
    ['forgetting all', (cache) => cache.forgetAll(), undefined],
  ])('and arrives after %s is not stored', async (_what, change, etag) => {
    const cache = createQueryCache({ now: () => NOW })
    const begun = cache.begin()
    await change(cache)
    await write(cache, 'old', begun)
    expect((await cache.read(item, ACCOUNT))?.etag).toBe(etag)
    await write(cache, 'next', cache.begin())
    expect((await cache.read(item, ACCOUNT))?.etag).toBe('next')
  })
})

describe('query cache', () => {
  const going = new AbortController().signal
  const ended = AbortSignal.abort()

  function setUp(maxBytes?: number) {
    const clock = { now: NOW }
    const shown = createQueryCache({ now: () => clock.now, ...(maxBytes && { maxBytes }) })
    const recallList = <TName extends ListName>(name: TName, filter: ListFilter<TName>, account: Account) =>
      shown.read(cachedList(name, filter), account)
    const rememberList = <TName extends ListName>(
      name: TName,
      filter: ListFilter<TName>,
      account: Account,
      newest: NewestRows<ListRows[TName]>,
      abort: AbortSignal,
    ) =>
      shown.write(
        cachedList(name, filter),
        account,
        (cached, stamp) => ({ ...foldNewest(cached, newest), ...stamp }),
        abort,
      )
    return { clock, cache: { ...shown, recallList, rememberList } }
  }

  const lookOf = <TRow>(items: TRow[]): NewestRows<TRow> => ({
    items,
    next: null,
    source: SOURCE,
    asOf: NOW,
    etag: '"e"',
    limit: 25,
  })
  const look = lookOf(sessionsPage(3).items)

  const keysHeld = async () =>
    Object.keys(await fakeBrowser.storage.session.get()).filter((key) => key.startsWith(LIST_KEY_PREFIX))
  const bytesHeld = async () =>
    Object.entries(await fakeBrowser.storage.session.get()).reduce(
      (sum, [key, value]) => sum + key.length + JSON.stringify(value).length,
      0,
    )

  beforeEach(() => fakeBrowser.reset())

  describe('what was shown', () => {
    it('returns what was stored, by filter, also after the background was stopped', async () => {
      const { cache } = setUp()
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      await cache.rememberList(
        'app:events.list',
        { names: ['inquiry.started'] },
        ACCOUNT,
        lookOf([eventOf('evt_1')]),
        going,
      )
      const woken = setUp().cache
      expect(await woken.recallList('app:sessions.list', {}, ACCOUNT)).toMatchObject(look)
      expect(
        await woken.recallList('app:sessions.list', { inquiry: 'inq_Fictional1' }, ACCOUNT),
      ).toBeUndefined()
      expect(
        (await woken.recallList('app:events.list', { names: ['inquiry.started'] }, ACCOUNT))?.items,
      ).toEqual([eventOf('evt_1')])
    })

    it('is for the eyes of the one it was shown to', async () => {
      const { cache } = setUp()
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      const bob = { ...ACCOUNT, email: 'bob@example.com' }
      expect(await cache.recallList('app:sessions.list', {}, bob)).toBeUndefined()
    })

    it('keeps nothing for a sign-in that has ended', async () => {
      const { cache } = setUp()
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, ended)
      expect(await keysHeld()).toEqual([])
    })

    it('keeps nothing that arrives after a surface has locked', async () => {
      const { cache } = setUp()
      await activeAt.set(NOW - IDLE_PURGE_MS - 1)
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      expect(await keysHeld()).toEqual([])
    })

    it('leaves nothing when a write and a purge meet', async () => {
      const { cache } = setUp()
      const signIn = new AbortController()
      const writes = ['a', 'b', 'c'].map((inquiry) =>
        cache.rememberList('app:sessions.list', { inquiry }, ACCOUNT, look, signIn.signal),
      )
      signIn.abort()
      await Promise.all([cache.forgetAll(), ...writes])
      expect(await keysHeld()).toEqual([])
    })

    it('stays within its bytes, whatever is stored, and over restarts', async () => {
      const most = 8_000
      for (let round = 0; round < 30; round += 1) {
        const { cache, clock } = setUp(most)
        clock.now = NOW + round
        const rows = sessionsPage(1 + (round % 5)).items
        await cache.rememberList(
          'app:sessions.list',
          { inquiry: `inq_Ünïcode${round}` },
          ACCOUNT,
          lookOf(rows),
          going,
        )
        expect(await bytesHeld()).toBeLessThanOrEqual(most)
      }
      const newest = await setUp().cache.recallList(
        'app:sessions.list',
        { inquiry: 'inq_Ünïcode29' },
        ACCOUNT,
      )
      expect(newest).toBeDefined()
    })

    it('shares its bytes, its clock and its purge with the cases', async () => {
      const { cache, clock } = setUp(8_000)
      const keep = (id: string) =>
        cache.write(
          cachedCase(id),
          ACCOUNT,
          (_held, stamp) => ({ file: caseFileOf(id), source: SOURCE, asOf: NOW, etag: null, ...stamp }),
          going,
        )
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      for (let number = 0; number < 10; number++) {
        clock.now += 1
        await keep(`inq_Fictional${number}`)
        expect(await bytesHeld()).toBeLessThanOrEqual(8_000)
      }
      // The longest unused went first.
      expect(await cache.recallList('app:sessions.list', {}, ACCOUNT)).toBeUndefined()
      expect(await cache.read(cachedCase('inq_Fictional9'), ACCOUNT)).toBeDefined()
      await cache.forgetAll()
      expect(await fakeBrowser.storage.session.get()).toEqual({})
    })

    it('drops a list that grew too large rather than keep its older self', async () => {
      const { cache } = setUp(4_000)
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      expect(await keysHeld()).toHaveLength(1)
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, lookOf(sessionsPage(40).items), going)
      expect(await keysHeld()).toEqual([])
    })

    it('forgets what was not shown for 15 minutes', async () => {
      const { cache, clock } = setUp()
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      clock.now += IDLE_PURGE_MS
      await cache.rememberList('app:sessions.list', { inquiry: 'inq_Fictional1' }, ACCOUNT, look, going)
      expect(await cache.recallList('app:sessions.list', {}, ACCOUNT)).toBeDefined()
      clock.now += 1
      expect(await cache.recallList('app:sessions.list', {}, ACCOUNT)).toBeUndefined()
      await cache.forgetIdle()
      expect(await keysHeld()).toHaveLength(1)
    })

    it('goes on after a write that failed', async () => {
      const { cache } = setUp()
      const { set } = fakeBrowser.storage.session
      fakeBrowser.storage.session.set = async () => {
        throw new Error('QUOTA_BYTES quota exceeded')
      }
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      expect(await keysHeld()).toEqual([])
      fakeBrowser.storage.session.set = set
      await cache.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      expect(await keysHeld()).toHaveLength(1)
    })
  })
})

describe('plan evictions', () => {
  const bytesOf = (held: Iterable<CachedSize>): number => [...held].reduce((sum, { bytes }) => sum + bytes, 0)

  const heldSize = fc.record({
    bytes: fc.integer({ min: 1, max: 500 }),
    usedAt: fc.integer({ min: 0, max: 50 }),
  })
  const cache = fc
    .dictionary(fc.constantFrom(...'abcdefghij'), heldSize)
    .map((entries) => new Map(Object.entries(entries)))

  it('keeps the bound, drops the longest unused, and no more than needed', () => {
    fc.assert(
      fc.property(
        cache,
        fc.constantFrom(...'abcdefghij'),
        fc.integer({ min: 1, max: 1200 }),
        (held, key, bytes) => {
          const most = 1000
          const incoming = { bytes, usedAt: 51 }
          const drops = planEvictions(held, key, incoming, most)
          expect(drops === undefined).toBe(bytes > most)
          if (!drops) return

          expect(drops).not.toContain(key)
          const others = new Map([...held].filter(([other]) => other !== key))
          const kept = new Map([...others].filter(([other]) => !drops.includes(other)))
          expect(bytesOf(kept.values()) + bytes).toBeLessThanOrEqual(most)

          const usedAtOf = (name: string) => others.get(name)?.usedAt ?? Number.NaN
          const youngestDropped = Math.max(...drops.map(usedAtOf))
          for (const { usedAt } of kept.values()) expect(usedAt).toBeGreaterThanOrEqual(youngestDropped)

          const last = drops.at(-1)
          if (last !== undefined) {
            const withLast = bytesOf(kept.values()) + bytes + (others.get(last)?.bytes ?? 0)
            expect(withLast).toBeGreaterThan(most)
          }
        },
      ),
    )
  })
})
