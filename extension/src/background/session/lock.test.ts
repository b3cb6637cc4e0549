import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../../messages/failure.ts'
import { accountIn, activeAt, IDLE_PURGE_MS } from '../../platform/stored.ts'
import { ACCOUNT, NOW } from '../fixtures.ts'
import { createLock, isAnybodyThere } from './lock.ts'

function setUp() {
  const clock = { now: NOW }
  const forgetShown = vi.fn(async () => {})
  const handle = vi.fn(async (payload: string) => succeed(payload))
  const tellPages = vi.fn(async () => {})
  const { guard, lock } = createLock({ now: () => clock.now, forgetShown, tellPages })
  const ask = guard(handle)
  return { clock, forgetShown, tellPages, handle, lock, ask: () => ask('x', { kind: 'app' }) }
}

const LOCKED = { ok: false, error: { code: 'locked' } }

beforeEach(() => fakeBrowser.reset())

it('stays open to somebody who was there within the quarter of an hour, or who has just signed in', async () => {
  const { ask, clock, forgetShown } = setUp()
  expect(await ask()).toEqual(succeed('x'))
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS
  expect(await ask()).toEqual(succeed('x'))
  expect(forgetShown).not.toHaveBeenCalled()
})

it('gives nothing out after that, forgets what was shown, and tells pages', async () => {
  const { ask, clock, handle, forgetShown, tellPages } = setUp()
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS + 1
  expect(await ask()).toMatchObject(LOCKED)
  expect(handle).not.toHaveBeenCalled()
  expect(forgetShown).toHaveBeenCalled()
  expect(tellPages).toHaveBeenCalled()
})

it('opens when somebody says that they are there', async () => {
  const { ask, clock } = setUp()
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS + 1
  expect(await ask()).toMatchObject(LOCKED)
  await activeAt.set(clock.now)
  expect(await ask()).toEqual(succeed('x'))
})

it('forgets as soon as a surface has seen the time pass, and not because one says so too early', async () => {
  const { lock, clock, forgetShown } = setUp()
  await activeAt.set(NOW)
  await lock()
  expect(forgetShown).not.toHaveBeenCalled()
  clock.now += IDLE_PURGE_MS + 1
  await lock()
  expect(forgetShown).toHaveBeenCalledOnce()
})

it('tells pages when a surface has seen it go shut, and when one has opened it', async () => {
  const { lock, clock, tellPages } = setUp()
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS + 1
  await lock()
  expect(tellPages).toHaveBeenCalledOnce()
  await activeAt.set(clock.now)
  await lock()
  expect(tellPages).toHaveBeenCalledTimes(2)
})

it('takes nobody for there who is signed out, or has not been there for a quarter of an hour', async () => {
  expect(await isAnybodyThere(NOW)).toBe(false)
  await accountIn.session.set(ACCOUNT)
  expect(await isAnybodyThere(NOW)).toBe(true)
  await activeAt.set(NOW)
  expect(await isAnybodyThere(NOW + IDLE_PURGE_MS)).toBe(true)
  expect(await isAnybodyThere(NOW + IDLE_PURGE_MS + 1)).toBe(false)
})
