import { reset } from 'cloudflare:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { withGatewayStorage } from '../../../testing/gateway.ts'
import { createCache, openDiskCache } from './cache.ts'

afterEach(() => reset())

const LIFE = 60
const open = (sql: SqlStorage, now: () => number, max = 5, bytes = 1_000_000) => {
  const diskCache = openDiskCache(sql, bytes, now)
  return {
    diskCache,
    store: createCache({ name: 'test', max, diskCache, schema: v.nullable(v.string()), now }),
  }
}

const step = fc.record({
  key: fc.nat(7).map((number) => `key ${number}`),
  what: fc.constantFrom('set', 'get', 'evict', 'sweep'),
  waitMs: fc.oneof(fc.constant(0), fc.nat(40_000)),
})

describe('the cache', () => {
  it('returns stored values through evictions and sweeps, and never after they expire', async () => {
    await withGatewayStorage((sql) =>
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
          sql.exec('DROP TABLE IF EXISTS cached_answers')
          let now = 1_790_000_000_000
          let { diskCache, store } = open(sql, () => now)
          const stored = new Map<string, { content: string; storedAt: number }>()
          for (const [index, { key, what, waitMs }] of steps.entries()) {
            now += waitMs
            if (what === 'evict') ({ diskCache, store } = open(sql, () => now))
            if (what === 'sweep') diskCache.sweep()
            if (what === 'set') {
              store.set(key, `content ${index}`, LIFE)
              stored.set(key, { content: `content ${index}`, storedAt: now })
            }
            for (const [known, expected] of stored) {
              const isExpired = now >= expected.storedAt + LIFE * 1000
              expect(store.get(known)).toEqual(isExpired ? undefined : expected)
            }
          }
          now += LIFE * 1000
          diskCache.sweep()
          expect(diskCache.measure()).toEqual({ answers: 0, bytes: 0 })
        }),
        { numRuns: 40 },
      ),
    )
  })

  it('bounds a hostile spread of keys, and evicts them before entries in use', async () => {
    await withGatewayStorage((sql) => {
      let now = 1_790_000_000_000
      const { diskCache, store } = open(sql, () => now, 3, 20_000)
      store.set('in use', 'x'.repeat(1_000), 86_400)
      for (let number = 0; number < 500; number++) {
        now += 61_000
        store.set(`spread ${number}`, 'y'.repeat(1_000), 86_400)
        store.get('in use')
        expect(diskCache.measure().bytes).toBeLessThanOrEqual(20_000)
      }
      expect(open(sql, () => now).store.get('in use')?.content).toHaveLength(1_000)
      expect(open(sql, () => now).store.get('spread 1')).toBeUndefined()
    })
  })

  it('evicts what is only peeked at as if it were not', async () => {
    await withGatewayStorage((sql) => {
      let now = 1_790_000_000_000
      const { store } = open(sql, () => now, 3, 20_000)
      store.set('list peeked at', 'x'.repeat(1_000), 86_400)
      const keys: string[][] = []
      for (let number = 0; number < 30; number++) {
        now += 61_000
        store.set(`spread ${number}`, 'y'.repeat(1_000), 86_400)
        keys.push([...store.peekStartingWith('list ').keys()])
      }
      expect(keys[0]).toEqual(['peeked at'])
      expect(keys.at(-1)).toEqual([])
      expect(open(sql, () => now).store.peekStartingWith('spread 2').size).toBeGreaterThan(5)
    })
  })

  it('peeks at what is in memory and in storage, and not at what has expired', async () => {
    await withGatewayStorage((sql) => {
      let now = 1_790_000_000_000
      open(sql, () => now).store.set('list stored', 'stored', LIFE)
      const { store } = open(sql, () => now, 2)
      for (const key of ['list ', 'list A']) store.set(key, key, LIFE)
      const peek = () => [...store.peekStartingWith('list ')].map(([key, { content }]) => [key, content])
      expect(peek().toSorted()).toEqual([
        ['', 'list '],
        ['A', 'list A'],
        ['stored', 'stored'],
      ])
      now += LIFE * 1000
      expect(peek()).toEqual([])
    })
  })

  it('lists entries by prefix, newest first, from memory and storage', async () => {
    await withGatewayStorage((sql) => {
      let now = 1_790_000_000_000
      const { store } = open(sql, () => now, 2)
      for (const key of ['one ', 'one B', 'one A', 'oneself A']) {
        now += 1
        store.set(key, key, LIFE)
      }
      expect(store.startingWith('one ').map(({ content }) => content)).toEqual(['one A', 'one B', 'one '])
    })
  })

  it('ignores entries of another schema, and entries from the future', async () => {
    await withGatewayStorage((sql) => {
      let now = 1_790_000_000_000
      const { diskCache, store } = open(sql, () => now)
      diskCache.write('test odd', { storedAt: now, expiresAt: now + 1_000, text: '{"content":1}' })
      expect(store.get('odd')).toBeUndefined()
      store.set('key', 'content', LIFE)
      now -= 300_000
      expect(store.get('key')).toBeUndefined()
    })
  })
})
