import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createItem, holdLocal, STORAGE_VERSION, waitForMigration } from '../../platform/storage.ts'
import { accountIn, activeAt, lastRelay, replyLanguage, signedOut, singleKeys } from '../../stored.ts'
import { readPageSettings } from '../tabs/display-mode.ts'
import { sitesInForce, sitesOff, sitesOffInForce, storedSites } from '../tabs/sites.ts'
import { auditWitnesses } from './audit-checkpoints.ts'
import { migrateStorage } from './migrations.ts'

const RELAY = 'https://lens.example.com'
const ACCOUNT = {
  relay: RELAY,
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2026-12-21T08:00:00.000Z',
  keepSignedIn: true,
}
const WITNESS = {
  relay: RELAY,
  key: 'k'.repeat(43),
  head: { seq: 7, hash: '0'.repeat(64), signature: 's'.repeat(86) },
  seenAt: 1_790_000_000_000,
  alarm: null,
}
/** Everything that 0.1.0 writes, for an agent who stays signed in. */
const FIRST_RELEASE = {
  account: ACCOUNT,
  token: 'a-token',
  relay: RELAY,
  replyLanguage: 'de',
  activeAt: 1_790_000_000_000,
  singleKeys: false,
  recordWitnesses: [WITNESS],
  sites: ['https://desk.example.com/*'],
  sitesInForce: ['https://desk.example.com/*'],
  sitesOff: { relay: RELAY, hosts: ['*.off.example'], at: 1_790_000_000_000 },
  sitesOffInForce: ['*.off.example'],
  pageSettings: { states: 'on-hover' },
}
const { recordWitnesses, ...UNCHANGED } = FIRST_RELEASE
const MIGRATED = { ...UNCHANGED, auditWitnesses: recordWitnesses, version: STORAGE_VERSION }

const { local } = fakeBrowser.storage
beforeEach(() => {
  fakeBrowser.reset()
  holdLocal(Promise.resolve())
})

describe('what 0.1.0 stored', () => {
  it('is read by this release', async () => {
    await local.set(FIRST_RELEASE)
    await migrateStorage()
    expect(await local.get()).toEqual(MIGRATED)
    expect({
      account: await accountIn.local.get(),
      token: MIGRATED.token,
      relay: await lastRelay.get(),
      replyLanguage: await replyLanguage.get(),
      activeAt: await activeAt.get(),
      singleKeys: await singleKeys.get(),
      auditWitnesses: await auditWitnesses.get(),
      sites: await storedSites.get(),
      sitesInForce: await sitesInForce.get(),
      sitesOff: await sitesOff.get(),
      sitesOffInForce: await sitesOffInForce.get(),
      pageSettings: await readPageSettings(),
      version: STORAGE_VERSION,
    }).toEqual(MIGRATED)
  })

  it('keeps the sign-in that ends with the browser, during the update', async () => {
    const passingSignIn = { relay: RELAY, account: { ...ACCOUNT, keepSignedIn: false }, token: 'a-token' }
    await local.set({ passingSignIn })
    await migrateStorage()
    expect(await local.get()).toEqual({ browserSignIn: passingSignIn, version: STORAGE_VERSION })
  })

  it('is migrated once', async () => {
    await local.set(FIRST_RELEASE)
    await migrateStorage()
    const set = vi.spyOn(local, 'set')
    await migrateStorage()
    expect(set).not.toHaveBeenCalled()
    set.mockRestore()
  })
})

it('marks a new installation', async () => {
  await migrateStorage()
  expect(await local.get()).toEqual({ version: STORAGE_VERSION })
})

const NEWER = { ...MIGRATED, version: STORAGE_VERSION + 1, fromTomorrow: { any: 'shape' } }
const { account, token, version, ...SETTINGS } = NEWER

describe('what a newer release stored', () => {
  it('is set aside, and the sign-in ends with a reason', async () => {
    await local.set(NEWER)
    await migrateStorage()
    expect(await local.get()).toEqual({ setAside: { version, stored: SETTINGS }, version: STORAGE_VERSION })
    expect(await signedOut.get()).toEqual({
      relay: account.relay,
      detail: expect.stringContaining('earlier version'),
    })
    expect(JSON.stringify(await local.get())).not.toContain(token)
  })

  it('returns with the release that understands it, under what was stored since', async () => {
    const { recordWitnesses: old, sites, replyLanguage: language } = FIRST_RELEASE
    await local.set({
      setAside: { version: 1, stored: { recordWitnesses: old, sites, replyLanguage: language } },
      replyLanguage: 'fr',
      version: 1,
    })
    await migrateStorage()
    expect(await local.get()).toEqual({
      auditWitnesses: old,
      sites,
      replyLanguage: 'fr',
      version: STORAGE_VERSION,
    })
  })
})

describe.each<[string, Record<string, unknown>]>([
  ['0.1.0', FIRST_RELEASE],
  ['a newer release', NEWER],
])('a migration from %s that is interrupted', (_, stored) => {
  async function expectSameEnd(interrupt: () => Promise<void>) {
    await local.set(stored)
    await migrateStorage()
    const expected = await local.get()
    await local.clear()
    await local.set(stored)
    await interrupt()
    await migrateStorage()
    expect(await local.get()).toEqual(expected)
  }

  it.each(['set', 'remove'] as const)('by a failing %s ends the same at the next start', (write) =>
    expectSameEnd(async () => {
      const spy = vi.spyOn(local, write).mockRejectedValueOnce(new Error('stopped'))
      await expect(migrateStorage()).rejects.toThrow('stopped')
      spy.mockRestore()
    }),
  )

  it('before it stores the version ends the same at the next start', () =>
    expectSameEnd(async () => {
      await migrateStorage()
      await local.remove('version')
      if ('version' in stored) await local.set({ version: stored.version })
    }))
})

describe('readers', () => {
  it('wait for the migration', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    holdLocal(promise)
    await local.set({ count: 1 })
    const reads = vi.fn()
    const read = createItem('local', 'count', (raw) => typeof raw === 'number')
      .get()
      .then(reads)
    await new Promise<void>((then) => setTimeout(then))
    expect(reads).not.toHaveBeenCalled()
    resolve()
    await read
    expect(reads).toHaveBeenCalledExactlyOnceWith(1)
  })

  it('of surfaces wait until the background has migrated', async () => {
    await local.set(FIRST_RELEASE)
    const done = vi.fn()
    const waiting = waitForMigration().then(done)
    await new Promise<void>((then) => setTimeout(then))
    expect(done).not.toHaveBeenCalled()
    await migrateStorage()
    await waiting
    expect(done).toHaveBeenCalledOnce()
  })
})
