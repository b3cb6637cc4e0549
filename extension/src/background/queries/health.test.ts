import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../../messages/failure.ts'
import { NOTHING_MANAGED } from '../../platform/policy.ts'
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
        health: async () => succeed({ ...HEALTH, api: [1] }),
        pair: async () => succeed(PAIRED),
        signOut: async () => succeed(null),
      },
      forgetShown: async () => {},
      tellPages: async () => {},
      readManaged: async () => NOTHING_MANAGED,
      now: () => NOW,
    })
    const area = keepSignedIn ? 'local' : 'session'
    await accountIn[area].set({ ...ACCOUNT, keepSignedIn })
    await fakeBrowser.storage[area].set({ token: TOKEN })
    const agent = { email: ACCOUNT.email, role: 'investigator' } as const
    const readHealth = createHealthReader({
      account,
      relay: { me: async () => succeed({ agent, expiresAt: ACCOUNT.expiresAt, providers: [] }) },
    })
    expect(await readHealth()).toEqual(succeed([]))
    expect(await readAccount()).toEqual({ ...ACCOUNT, keepSignedIn, role: 'investigator' })
  },
)
