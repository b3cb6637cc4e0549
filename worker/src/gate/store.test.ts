import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStore, type Entry, keyOfPage } from './store.ts'

const page = (storedAt: number): Entry => ({
  storedAt,
  freshness: 'newest',
  content: { kind: 'page', items: [], next: null },
})

describe('the store', () => {
  it('holds the most recently used, and never more than it may', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(12))), (steps) => {
        const store = createStore(5)
        let recent: string[] = []
        for (const [isWrite, number] of steps) {
          const key = `key ${number}`
          if (isWrite) store.set(key, page(number))
          const held = recent.includes(key)
          if (!isWrite) expect(store.get(key) !== undefined).toBe(held)
          if (isWrite || held) recent = [...recent.filter((one) => one !== key), key].slice(-5)
        }
      }),
    )
  })

  it('lists the pages of one list, newest first, and of no list whose name begins alike', () => {
    const store = createStore()
    store.set(keyOfPage('["events",{}]', null), page(1))
    store.set(keyOfPage('["events",{}]', 'evt_A'), page(3))
    store.set(keyOfPage('["events",{}]', 'evt_B'), page(2))
    store.set(keyOfPage('["events",{"name":["a.b"]}]', null), page(4))
    expect(store.pagesOf('["events",{}]').map(({ storedAt }) => storedAt)).toEqual([3, 2, 1])
    expect(store.pagesOf('["events",{"name":["a.b"]}]')).toHaveLength(1)
  })
})
