import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import { NO_POLICY } from '../../platform/policy.ts'
import { accountIn, readAccount } from '../../platform/stored.ts'
import { ACCOUNT, HEALTH, NOW, PAIRED, TOKEN } from '../fixtures.ts'
import { createAccountKeeper } from '../session/account.ts'
import { createHealthReader } from './health.ts'

beforeEach(() => fakeBrowser.reset())

it.each([false, true])(
  'keeps the role that the relay names now, kept signed in: %s',
  async (keepSignedIn) => {
    const account = createAccountKeeper({
      relay: {
        health: async () => ok({ ...HEALTH, api: [1] }),
        pair: async () => ok(PAIRED),
        signOut: async () => ok(null),
      },
      forgetShown: async () => {},
      notifyPages: async () => {},
      readManaged: async () => NO_POLICY,
      now: () => NOW,
    })
    const area = keepSignedIn ? 'local' : 'session'
    await accountIn[area].set({ ...ACCOUNT, keepSignedIn })
    await fakeBrowser.storage[area].set({ token: TOKEN })
    const agent = { email: ACCOUNT.email, role: 'investigator' } as const
    const readHealth = createHealthReader({
      account,
      relay: { me: async () => ok({ agent, expiresAt: ACCOUNT.expiresAt, providers: [] }) },
    })
    expect(await readHealth()).toEqual(ok([]))
    expect(await readAccount()).toEqual({ ...ACCOUNT, keepSignedIn, role: 'investigator' })
  },
)
