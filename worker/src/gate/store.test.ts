import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStore } from './store.ts'

const entry = (storedAt: number) => ({ storedAt, content: 'anything' })

describe('the store', () => {
  it('holds the most recently used, and never more than it may', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(12))), (steps) => {
        const store = createStore<string>(5)
        let recent: string[] = []
        for (const [isWrite, number] of steps) {
          const key = `key ${number}`
          if (isWrite) store.set(key, entry(number))
          const held = recent.includes(key)
          if (!isWrite) expect(store.get(key) !== undefined).toBe(held)
          if (isWrite || held) recent = [...recent.filter((one) => one !== key), key].slice(-5)
        }
      }),
    )
  })

  it('lists what begins alike, newest first', () => {
    const store = createStore<string>(10)
    store.set('one ', entry(1))
    store.set('one A', entry(3))
    store.set('one B', entry(2))
    store.set('oneself A', entry(4))
    expect(store.startingWith('one ').map(({ storedAt }) => storedAt)).toEqual([3, 2, 1])
  })
})
