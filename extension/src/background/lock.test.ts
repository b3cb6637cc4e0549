import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../failure.ts'
import { activeAt, IDLE_PURGE_MS } from '../stored.ts'
import { NOW } from './fixtures.ts'
import { createLock } from './lock.ts'

function setUp() {
  const clock = { now: NOW }
  const forgetShown = vi.fn(async () => {})
  const handle = vi.fn(async (payload: string) => succeed(payload))
  const { guard, lock } = createLock({ now: () => clock.now, forgetShown })
  const ask = guard(handle)
  return { clock, forgetShown, handle, lock, ask: () => ask('x', { kind: 'app' }) }
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

it('gives nothing out after that, and forgets what was shown', async () => {
  const { ask, clock, handle, forgetShown } = setUp()
  await activeAt.set(NOW)
  clock.now += IDLE_PURGE_MS + 1
  expect(await ask()).toMatchObject(LOCKED)
  expect(handle).not.toHaveBeenCalled()
  expect(forgetShown).toHaveBeenCalled()
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
