import { expect, it } from 'vitest'
import { LruMap } from './lru.ts'

it('keeps the most recently used entries', () => {
  const map = new LruMap<string, number>(2)
  map.set('a', 1).set('b', 2)
  expect(map.get('a')).toBe(1)
  map.set('c', 3)
  expect([...map]).toEqual([
    ['a', 1],
    ['c', 3],
  ])
  expect(map.get('b')).toBeUndefined()
})

it('replaces a value without making room', () => {
  const map = new LruMap<string, number>(2)
  map.set('a', 1).set('b', 2).set('a', 3)
  expect([...map.values()]).toEqual([2, 3])
})
