import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import { accountIn, activeAt, IDLE_PURGE_MS } from '../../platform/stored.ts'
import { ACCOUNT, NOW } from '../fixtures.ts'
import { createLock, isAgentActive } from './lock.ts'

function setUp() {
  const clock = { now: NOW }
  const forgetShown = vi.fn(async () => {})
  const handle = vi.fn(async (payload: string) => ok(payload))
  const notifyPages = vi.fn(async () => {})
  const { guard, lock } = createLock({ now: () => clock.now, forgetShown, notifyPages })
  const request = guard(handle)
  return { clock, forgetShown, notifyPages, handle, lock, request: () => request('x', { kind: 'app' }) }
}

const LOCKED = { ok: false, error: { code: 'locked' } }

beforeEach(() => fakeBrowser.reset())

it('stays open to somebody who was there within the quarter of an hour, or who has just signed in', async () => {
  const { request, clock, forgetShown } = setUp()
  expect(await request()).toEqual(ok('x'))
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS
  expect(await request()).toEqual(ok('x'))
  expect(forgetShown).not.toHaveBeenCalled()
})

it('gives nothing out after that, forgets what was shown, and tells pages', async () => {
  const { request, clock, handle, forgetShown, notifyPages } = setUp()
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS + 1
  expect(await request()).toMatchObject(LOCKED)
  expect(handle).not.toHaveBeenCalled()
  expect(forgetShown).toHaveBeenCalled()
  expect(notifyPages).toHaveBeenCalled()
})

it('opens when somebody says that they are there', async () => {
  const { request, clock } = setUp()
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS + 1
  expect(await request()).toMatchObject(LOCKED)
  await activeAt.set(clock.now)
  expect(await request()).toEqual(ok('x'))
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
  const { lock, clock, notifyPages } = setUp()
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS + 1
  await lock()
  expect(notifyPages).toHaveBeenCalledOnce()
  await activeAt.set(clock.now)
  await lock()
  expect(notifyPages).toHaveBeenCalledTimes(2)
})

it('takes nobody for there who is signed out, or has not been there for a quarter of an hour', async () => {
  expect(await isAgentActive(NOW)).toBe(false)
  await accountIn.session.set(ACCOUNT)
  expect(await isAgentActive(NOW)).toBe(true)
  await activeAt.set(NOW)
  expect(await isAgentActive(NOW + IDLE_PURGE_MS)).toBe(true)
  expect(await isAgentActive(NOW + IDLE_PURGE_MS + 1)).toBe(false)
})
