import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { cachedCase, IDLE_PURGE_MS, LIST_KEY_PREFIX } from '../../platform/stored.ts'
import { ACCOUNT, caseFileOf, eventOf, NOW, SOURCE, sessionsPage } from '../fixtures.ts'
import { createListCache, type Look } from './lists.ts'
import { type CachedSize, createViewCache, planEvictions } from './query-cache.ts'

describe('view cache', () => {
  const going = new AbortController().signal
  const ended = AbortSignal.abort()

  function setUp(mostBytes?: number) {
    const clock = { now: NOW }
    const shown = createViewCache({ now: () => clock.now, ...(mostBytes && { mostBytes }) })
    const { recall: recallList, remember: rememberList } = createListCache(shown)
    return { clock, memory: { ...shown, recallList, rememberList } }
  }

  const lookOf = <TRow>(items: TRow[]): Look<TRow> => ({
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
    it('gives back what it was told, each question apart, even after the background was stopped', async () => {
      const { memory } = setUp()
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      await memory.rememberList(
        'app:events.list',
        { names: ['inquiry.started'] },
        ACCOUNT,
        lookOf([eventOf('evt_1')]),
        going,
      )
      const woken = setUp().memory
      expect(await woken.recallList('app:sessions.list', {}, ACCOUNT)).toMatchObject(look)
      expect(
        await woken.recallList('app:sessions.list', { inquiry: 'inq_Fictional1' }, ACCOUNT),
      ).toBeUndefined()
      expect(
        (await woken.recallList('app:events.list', { names: ['inquiry.started'] }, ACCOUNT))?.items,
      ).toEqual([eventOf('evt_1')])
    })

    it('is for the eyes of the one it was shown to', async () => {
      const { memory } = setUp()
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      const bob = { ...ACCOUNT, email: 'bob@example.com' }
      expect(await memory.recallList('app:sessions.list', {}, bob)).toBeUndefined()
    })

    it('keeps nothing for a sign-in that has ended', async () => {
      const { memory } = setUp()
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, ended)
      expect(await keysHeld()).toEqual([])
    })

    it('leaves nothing when a write and a purge meet', async () => {
      const { memory } = setUp()
      const signIn = new AbortController()
      const writes = ['a', 'b', 'c'].map((inquiry) =>
        memory.rememberList('app:sessions.list', { inquiry }, ACCOUNT, look, signIn.signal),
      )
      signIn.abort()
      await Promise.all([memory.forgetAll(), ...writes])
      expect(await keysHeld()).toEqual([])
    })

    it('stays within its bytes, whatever it is told, and across stops', async () => {
      const most = 8_000
      for (let round = 0; round < 30; round += 1) {
        const { memory, clock } = setUp(most)
        clock.now = NOW + round
        const rows = sessionsPage(1 + (round % 5)).items
        await memory.rememberList(
          'app:sessions.list',
          { inquiry: `inq_Ünïcode${round}` },
          ACCOUNT,
          lookOf(rows),
          going,
        )
        expect(await bytesHeld()).toBeLessThanOrEqual(most)
      }
      const newest = await setUp().memory.recallList(
        'app:sessions.list',
        { inquiry: 'inq_Ünïcode29' },
        ACCOUNT,
      )
      expect(newest).toBeDefined()
    })

    it('shares its bytes, its clock and its purge with the cases', async () => {
      const { memory, clock } = setUp(8_000)
      const keep = (id: string) =>
        memory.remember(
          cachedCase(id),
          ACCOUNT,
          (_held, stamp) => ({ file: caseFileOf(id), source: SOURCE, asOf: NOW, etag: null, ...stamp }),
          going,
        )
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      for (let number = 0; number < 10; number++) {
        clock.now += 1
        await keep(`inq_Fictional${number}`)
        expect(await bytesHeld()).toBeLessThanOrEqual(8_000)
      }
      // The longest unused went first.
      expect(await memory.recallList('app:sessions.list', {}, ACCOUNT)).toBeUndefined()
      expect(await memory.recall(cachedCase('inq_Fictional9'), ACCOUNT)).toBeDefined()
      await memory.forgetAll()
      expect(await fakeBrowser.storage.session.get()).toEqual({})
    })

    it('drops a list that grew too large rather than keep its older self', async () => {
      const { memory } = setUp(4_000)
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      expect(await keysHeld()).toHaveLength(1)
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, lookOf(sessionsPage(40).items), going)
      expect(await keysHeld()).toEqual([])
    })

    it('forgets what nobody looked at for a quarter of an hour', async () => {
      const { memory, clock } = setUp()
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      clock.now += IDLE_PURGE_MS
      await memory.rememberList('app:sessions.list', { inquiry: 'inq_Fictional1' }, ACCOUNT, look, going)
      expect(await memory.recallList('app:sessions.list', {}, ACCOUNT)).toBeDefined()
      clock.now += 1
      expect(await memory.recallList('app:sessions.list', {}, ACCOUNT)).toBeUndefined()
      await memory.forgetIdle()
      expect(await keysHeld()).toHaveLength(1)
    })

    it('goes on after a write that failed', async () => {
      const { memory } = setUp()
      const { set } = fakeBrowser.storage.session
      fakeBrowser.storage.session.set = async () => {
        throw new Error('QUOTA_BYTES quota exceeded')
      }
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
      expect(await keysHeld()).toEqual([])
      fakeBrowser.storage.session.set = set
      await memory.rememberList('app:sessions.list', {}, ACCOUNT, look, going)
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
  const memory = fc
    .dictionary(fc.constantFrom(...'abcdefghij'), heldSize)
    .map((entries) => new Map(Object.entries(entries)))

  it('keeps the bound, drops the longest unused, and no more than needed', () => {
    fc.assert(
      fc.property(
        memory,
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
