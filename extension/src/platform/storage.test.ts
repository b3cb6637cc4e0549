import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { closeToContentScripts, readByPrefix, removeKeys } from './background-storage.ts'
import { createItem } from './storage.ts'

const count = createItem('session', 'count', (raw) => typeof raw === 'number')

beforeEach(() => fakeBrowser.reset())

describe('createItem', () => {
  it('keeps, gives back and drops a value in its area', async () => {
    await count.set(3)
    expect(await count.get()).toBe(3)
    expect(await fakeBrowser.storage.local.get()).toEqual({})
    await count.remove()
    expect(await count.get()).toBeUndefined()
  })

  it('takes a value of another shape for none', async () => {
    await fakeBrowser.storage.session.set({ count: 'three' })
    expect(await count.get()).toBeUndefined()
  })

  it('tells of its own changes only, and of none after its signal', async () => {
    const listener = vi.fn()
    const end = new AbortController()
    count.watch(listener, end.signal)
    await count.set(1)
    await fakeBrowser.storage.session.set({ other: 1, count: 'not a number' })
    await fakeBrowser.storage.local.set({ count: 5 })
    await fakeBrowser.storage.session.set({ other: 2 })
    await count.remove()
    expect(listener.mock.calls).toEqual([[1], [undefined], [undefined]])
    end.abort()
    await count.set(2)
    expect(listener).toHaveBeenCalledTimes(3)
    expect(fakeBrowser.storage.onChanged.hasListeners()).toBe(false)
  })

  it('never listens for a signal that has ended', () => {
    count.watch(vi.fn(), AbortSignal.abort())
    expect(fakeBrowser.storage.onChanged.hasListeners()).toBe(false)
  })
})

it('reads and removes by key', async () => {
  await fakeBrowser.storage.session.set({ 'list:a': 1, 'list:b': 2, other: 3 })
  expect(await readByPrefix('session', 'list:')).toEqual(
    new Map([
      ['list:a', 1],
      ['list:b', 2],
    ]),
  )
  await removeKeys('session', ['list:a'])
  await removeKeys('session', [])
  expect(await fakeBrowser.storage.session.get()).toEqual({ 'list:b': 2, other: 3 })
})

it('closes what we keep, and the policy, to content scripts', async () => {
  const local = vi.fn(async () => {})
  const session = vi.fn(async () => {})
  const policy = vi.fn(async () => {})
  vi.stubGlobal('chrome', {
    storage: {
      local: { setAccessLevel: local },
      session: { setAccessLevel: session },
      managed: { setAccessLevel: policy },
    },
  })
  await closeToContentScripts()
  vi.stubGlobal('chrome', fakeBrowser)
  for (const setAccessLevel of [local, session, policy]) {
    expect(setAccessLevel).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' })
  }
})
