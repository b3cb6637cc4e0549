import { signal } from '@preact/signals'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { activeAt, IDLE_PURGE_MS } from '../../../platform/stored.ts'
import { watchLock } from './lock.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const MINUTE = 60_000

beforeEach(() => fakeBrowser.reset())

async function setUp(at = NOW) {
  const clock = signal(at)
  const view = new EventTarget()
  const notifyLock = vi.fn()
  const surface = new AbortController()
  const lock = watchLock({ view, now: () => clock.value, activeAt, notifyLock }, clock, surface.signal)
  await vi.waitFor(() => expect(lock.isLocked.value).toBeDefined())
  const pass = (ms: number) => {
    clock.value += ms
  }
  return { lock, view, notifyLock, surface, clock, pass }
}

describe('the lock', () => {
  it('shuts when nobody has touched anything for a quarter of an hour, and has what was shown forgotten', async () => {
    const { lock, notifyLock, pass } = await setUp()
    pass(IDLE_PURGE_MS)
    expect(lock.isLocked.value).toBe(false)
    expect(notifyLock).not.toHaveBeenCalled()
    pass(1)
    expect(lock.isLocked.value).toBe(true)
    expect(notifyLock).toHaveBeenCalledOnce()
  })

  it.each(['pointerdown', 'pointermove', 'keydown', 'wheel'])('stays open at a %s', async (touch) => {
    const { lock, view, pass } = await setUp()
    pass(10 * MINUTE)
    view.dispatchEvent(new Event(touch))
    expect(await activeAt.get()).toBe(NOW + 10 * MINUTE)
    pass(10 * MINUTE)
    expect(lock.isLocked.value).toBe(false)
  })

  it('writes down a touch now and then, not each', async () => {
    const { view, pass } = await setUp()
    const set = vi.spyOn(fakeBrowser.storage.local, 'set')
    for (let move = 0; move < 100; move++) {
      pass(200)
      view.dispatchEvent(new Event('pointermove'))
    }
    expect(set).toHaveBeenCalledOnce()
  })

  it('once shut is opened by a word, and not by a touch', async () => {
    const { lock, view, pass } = await setUp()
    pass(IDLE_PURGE_MS + 1)
    view.dispatchEvent(new Event('pointerdown'))
    lock.touch()
    expect(lock.isLocked.value).toBe(true)
    lock.open()
    expect(lock.isLocked.value).toBe(false)
    expect(await activeAt.get()).toBe(NOW + IDLE_PURGE_MS + 1)
  })

  it('says so when it is opened, once that is written down', async () => {
    const { lock, notifyLock, pass } = await setUp()
    pass(IDLE_PURGE_MS + 1)
    notifyLock.mockClear()
    const written: unknown[] = []
    notifyLock.mockImplementation(async () => written.push(await activeAt.get()))
    lock.open()
    expect(notifyLock).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(written).toEqual([NOW + IDLE_PURGE_MS + 1]))
  })

  it('is one for all surfaces: what is touched or opened on one is so on the others', async () => {
    const one = await setUp()
    const other = await setUp()
    for (const { pass } of [one, other]) pass(10 * MINUTE)
    one.lock.touch()
    await vi.waitFor(async () => expect(await activeAt.get()).toBe(NOW + 10 * MINUTE))
    for (const { pass } of [one, other]) pass(10 * MINUTE)
    expect(other.lock.isLocked.value).toBe(false)
  })

  it('is shut already for a surface that opens after a long while', async () => {
    await activeAt.set(NOW - IDLE_PURGE_MS - 1)
    const { lock } = await setUp()
    expect(lock.isLocked.value).toBe(true)
    expect(await activeAt.get()).toBe(NOW - IDLE_PURGE_MS - 1)
  })

  it('opening a surface is a touch', async () => {
    await activeAt.set(NOW - 10 * MINUTE)
    await setUp()
    await vi.waitFor(async () => expect(await activeAt.get()).toBe(NOW))
  })

  it('begins anew with a new sign-in', async () => {
    const { lock, pass } = await setUp()
    pass(14 * MINUTE)
    await activeAt.remove()
    pass(10 * MINUTE)
    expect(lock.isLocked.value).toBe(false)
  })

  it('ends with its surface', async () => {
    const { view, surface, pass } = await setUp()
    surface.abort()
    pass(MINUTE)
    view.dispatchEvent(new Event('keydown'))
    expect(await activeAt.get()).toBe(NOW)
  })
})
