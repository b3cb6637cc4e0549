import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import { type Feature, NO_POLICY } from '../../platform/policy.ts'
import { accountIn, activeAt, IDLE_PURGE_MS } from '../../stored.ts'
import { ACCOUNT, NOW } from '../fixtures.ts'
import { createLock, isAgentActive, wherePolicyAllows } from './lock.ts'

function setUp(off: Feature[] = []) {
  const clock = { now: NOW }
  const forgetShown = vi.fn(async () => {})
  const notifyPages = vi.fn(async () => {})
  const { checkGuards, lock } = createLock({
    now: () => clock.now,
    forgetShown,
    notifyPages,
    readManaged: async () => ({ off }),
  })
  return { clock, forgetShown, notifyPages, lock, checkGuards, check: () => checkGuards(['unlocked']) }
}

const LOCKED = { code: 'locked' }

beforeEach(() => fakeBrowser.reset())

describe('the lock', () => {
  it('stays open for 15 minutes after the last use, and after signing in', async () => {
    const { check, clock, forgetShown } = setUp()
    expect(await check()).toBeUndefined()
    await activeAt.set(NOW)
    clock.now += IDLE_PURGE_MS
    expect(await check()).toBeUndefined()
    expect(forgetShown).not.toHaveBeenCalled()
  })

  it('refuses after that, forgets what was shown, and notifies pages', async () => {
    const { check, clock, forgetShown, notifyPages } = setUp()
    await activeAt.set(NOW)
    clock.now += IDLE_PURGE_MS + 1
    expect(await check()).toMatchObject(LOCKED)
    expect(forgetShown).toHaveBeenCalled()
    expect(notifyPages).toHaveBeenCalled()
  })

  it('opens when the agent is active again', async () => {
    const { check, clock } = setUp()
    await activeAt.set(NOW)
    clock.now += IDLE_PURGE_MS + 1
    expect(await check()).toMatchObject(LOCKED)
    await activeAt.set(clock.now)
    expect(await check()).toBeUndefined()
  })

  it('forgets when a surface reports the time passed, and not before', async () => {
    const { lock, clock, forgetShown } = setUp()
    await activeAt.set(NOW)
    await lock()
    expect(forgetShown).not.toHaveBeenCalled()
    clock.now += IDLE_PURGE_MS + 1
    await lock()
    expect(forgetShown).toHaveBeenCalledOnce()
  })

  it('notifies pages when a surface locks, and when one unlocks', async () => {
    const { lock, clock, notifyPages } = setUp()
    await activeAt.set(NOW)
    clock.now += IDLE_PURGE_MS + 1
    await lock()
    expect(notifyPages).toHaveBeenCalledOnce()
    await activeAt.set(clock.now)
    await lock()
    expect(notifyPages).toHaveBeenCalledTimes(2)
  })

  it('counts an agent as inactive when signed out or idle for 15 minutes', async () => {
    expect(await isAgentActive(NOW)).toBe(false)
    await accountIn.session.set(ACCOUNT)
    expect(await isAgentActive(NOW)).toBe(true)
    await activeAt.set(NOW)
    expect(await isAgentActive(NOW + IDLE_PURGE_MS)).toBe(true)
    expect(await isAgentActive(NOW + IDLE_PURGE_MS + 1)).toBe(false)
  })
})

describe('the policy', () => {
  it('refuses a message while one of its features is off', async () => {
    const { checkGuards } = setUp(['hover'])
    expect(await checkGuards(['marks', 'hover'])).toMatchObject({ code: 'switched-off' })
    expect(await checkGuards(['marks'])).toBeUndefined()
  })

  it('refuses what the administrator has set', async () => {
    const handle = vi.fn(async (word: string) => ok(word))
    const readManaged = async () => ({ ...NO_POLICY, isLocked: true })
    const refused = wherePolicyAllows(readManaged, ({ isLocked }, word) => !isLocked && word === 'a', handle)
    expect(await refused('a')).toMatchObject({ ok: false, error: { code: 'set-by-administrator' } })
    expect(handle).not.toHaveBeenCalled()
    expect(await wherePolicyAllows(readManaged, (_, word) => word === 'a', handle)('a')).toEqual(ok('a'))
  })
})
