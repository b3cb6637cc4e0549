import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createUpdater } from './background-storage.ts'
import { createItem, isPresent } from './storage.ts'

const item = createItem<number[]>('session', 'numbers', isPresent)

beforeEach(() => fakeBrowser.reset())

it('loses no change of those that are made at once', async () => {
  const update = createUpdater(item, [])
  await Promise.all([1, 2, 3].map((number) => update((numbers) => [...numbers, number])))
  expect(await item.get()).toEqual([1, 2, 3])
})

it('leaves the value as it is where there is nothing to change', async () => {
  const update = createUpdater(item, [])
  expect(await update(() => undefined)).toEqual([])
  expect(await item.get()).toBeUndefined()
})

it('goes on after a change that failed', async () => {
  const update = createUpdater(item, [])
  const failed = update(() => {
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  expect(await update((numbers) => [...numbers, 1])).toEqual([1])
})
