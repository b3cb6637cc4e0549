import type { Watch } from '@inquiry-lens/shared/contract/watches.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../../messages/failure.ts'
import type { Account } from '../../messages/messages.ts'
import type { Feature } from '../../platform/policy.ts'
import { accountKey, activeAt, IDLE_PURGE_MS, storedWatches } from '../../stored.ts'
import { ACCOUNT, deferred, INQUIRY_ID, NOW, RELAY, TOKEN } from '../fixtures.ts'
import type { Live } from '../live/live.ts'
import type { RelayClient, WatchesAnswer } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import { createWatches } from './watches.ts'

const watchOf = (id: string, ended: Watch['ended'] = null): Watch => ({
  ...{ id, provider: 'persona', environment: 'sandbox', name: null, ended },
  createdAt: new Date(NOW - 60_000).toISOString(),
  until: new Date(NOW + 30 * 86_400_000).toISOString(),
})
const APPROVED = { caseState: 'approved', at: new Date(NOW).toISOString() } as const

const tagOf = (items: readonly Watch[]) => `"${items.map(({ ended }) => (ended ? 'x' : 'o')).join('')}"`

/** The relay’s own list, answered by its tag; and a background that may be another one each time. */
function setUp() {
  const world = {
    now: NOW,
    account: ACCOUNT as Account,
    items: [] as Watch[],
    off: [] as Feature[],
    signIn: new AbortController(),
  }
  const asked: (string | undefined)[] = []
  const alarms: boolean[] = []
  const followed: string[] = []
  const watches = vi.fn<RelayClient['watches']>(async (_, { etag }) => {
    asked.push(etag)
    const own = tagOf(world.items)
    return ok(etag === own ? undefined : { items: world.items, etag: own })
  })
  const relay = {
    watches,
    addWatch: vi.fn<RelayClient['addWatch']>(async (_, { id }) => {
      world.items = [watchOf(id), ...world.items]
      return ok(watchOf(id))
    }),
    renameWatch: vi.fn<RelayClient['renameWatch']>(async () => ok(null)),
    endWatch: vi.fn<RelayClient['endWatch']>(async (_, id) => {
      world.items = world.items.filter((one) => one.id !== id)
      return ok(null)
    }),
  }
  const follow: Live['follow'] = (_, __, topic) => void followed.push(topic)
  const showEnded = vi.fn(async () => {})
  const begin = () =>
    createWatches({
      account: {
        use: (run) => run({ relay: RELAY, token: TOKEN, abort: world.signIn.signal }, world.account),
      },
      relay,
      follow,
      readManaged: async () => ({ off: world.off }),
      setAlarm: async (isOn) => void alarms.push(isOn),
      showEnded,
      now: () => world.now,
    })
  return { world, asked, alarms, followed, relay, showEnded, begin }
}

beforeEach(async () => {
  fakeBrowser.reset()
  await activeAt.set(NOW)
})

describe('what the relay says of them', () => {
  it('is stored for this agent, asked for by its tag, and not again within seconds', async () => {
    const { world, asked, alarms, followed, begin } = setUp()
    world.items = [watchOf('inq_Open'), watchOf(INQUIRY_ID, APPROVED)]
    await begin().check()
    expect(await storedWatches.get()).toMatchObject({
      ...{ owner: accountKey(ACCOUNT), items: world.items, ended: 1, open: 1 },
    })
    expect(followed).toEqual(['case inq_Open'])
    expect(alarms).toEqual([true])
    // Another window, and another life of the background.
    await begin().check()
    expect(asked).toHaveLength(1)
    world.now += 60_000
    await begin().checkIfDue()
    expect(asked).toEqual([undefined, tagOf(world.items)])
    expect(await storedWatches.get()).toMatchObject({ items: world.items, ended: 1, checkedAt: world.now })
    // The topic is held on.
    expect(followed).toEqual(['case inq_Open', 'case inq_Open'])
  })

  it('is asked for seldom while there are none', async () => {
    const { world, asked, alarms, begin } = setUp()
    await begin().checkIfDue()
    world.now += 4 * 60_000
    await begin().checkIfDue()
    await begin().checkEnded()
    expect(asked).toHaveLength(1)
    expect(alarms).toEqual([false])
    world.now += 2 * 60_000
    await begin().checkIfDue()
    expect(asked).toHaveLength(2)
    // Another browser has begun one.
    world.items = [watchOf(INQUIRY_ID)]
    await begin().checkNow()
    expect(asked).toHaveLength(3)
    expect(alarms.at(-1)).toBe(true)
  })

  it('stays as it was where the relay can’t be asked', async () => {
    const { world, relay, begin } = setUp()
    world.items = [watchOf(INQUIRY_ID, APPROVED)]
    const watches = begin()
    await watches.check()
    const before = await storedWatches.get()
    relay.watches.mockResolvedValueOnce(err(problemFailure('relay-busy')))
    world.now += 60_000
    expect((await watches.checkIfDue()).ok).toBe(false)
    expect(await storedWatches.get()).toEqual(before)
  })

  it('is not asked for by a role that has none, nor where the administrator has switched it off', async () => {
    const { world, asked, alarms, begin } = setUp()
    world.items = [watchOf(INQUIRY_ID)]
    await begin().check()
    world.off = ['watch']
    await begin().checkEnded()
    expect(await storedWatches.get()).toBeUndefined()
    world.off = []
    world.account = { ...ACCOUNT, role: 'auditor' }
    await begin().check()
    expect(asked).toHaveLength(1)
    expect(alarms.at(-1)).toBe(false)
  })
})

describe('a watch', () => {
  it.each(['add', 'end'] as const)('is there, or gone, at once: %s', async (what) => {
    const { world, begin } = setUp()
    if (what === 'end') world.items = [watchOf(INQUIRY_ID)]
    const watches = begin()
    await watches.check()
    expect(await watches[what]({ id: INQUIRY_ID })).toEqual(ok(null))
    expect((await storedWatches.get())?.items?.map(({ id }) => id)).toEqual(
      what === 'add' ? [INQUIRY_ID] : [],
    )
  })

  it('that the relay refuses fails, and what it has is shown', async () => {
    const { world, relay, begin } = setUp()
    world.items = [watchOf('inq_Other')]
    relay.addWatch.mockResolvedValueOnce(err(problemFailure('watches-full')))
    const refused = await begin().add({ id: INQUIRY_ID })
    expect(refused.ok ? undefined : refused.error.code).toBe('watches-full')
    expect((await storedWatches.get())?.open).toBe(1)
  })

  it('that another browser has ended is gone here, too, and no failure', async () => {
    const { world, relay, begin } = setUp()
    const watches = begin()
    await watches.add({ id: INQUIRY_ID })
    world.items = []
    relay.endWatch.mockResolvedValueOnce(err(problemFailure('not-found')))
    expect(await watches.end({ id: INQUIRY_ID })).toEqual(ok(null))
    expect((await storedWatches.get())?.items).toEqual([])
  })

  it('that is added while the relay is asked is not lost to the older answer', async () => {
    const { relay, begin } = setUp()
    const older = deferred<ReturnType<typeof ok<WatchesAnswer>>>()
    relay.watches.mockReturnValueOnce(older.promise)
    const watches = begin()
    const checked = watches.check()
    const added = watches.add({ id: INQUIRY_ID })
    await vi.waitFor(() => expect(relay.addWatch).toHaveBeenCalled())
    older.resolve(ok({ items: [], etag: '"older"' }))
    await Promise.all([checked, added])
    expect((await storedWatches.get())?.items?.map(({ id }) => id)).toEqual([INQUIRY_ID])
  })
})

describe('while the agent is away', () => {
  it('numbers alone are kept, and go on; the list is back when they are', async () => {
    const { world, begin, showEnded } = setUp()
    world.items = [watchOf(INQUIRY_ID), watchOf('inq_Other')]
    await begin().check()
    world.now = NOW + IDLE_PURGE_MS + 1
    await begin().hide()
    expect(JSON.stringify(await storedWatches.get())).not.toContain('inq_')
    world.items = [watchOf(INQUIRY_ID, APPROVED), watchOf('inq_Other')]
    showEnded.mockClear()
    // An alarm of a background that knows nothing any more; twice.
    for (const _ of [1, 2]) {
      world.now += 60_000
      await begin().checkIfDue()
      expect(await storedWatches.get()).toMatchObject({ ended: 1, open: 1 })
      expect(JSON.stringify(await storedWatches.get())).not.toContain('"items"')
    }
    expect(showEnded).toHaveBeenCalled()
    await activeAt.set(world.now)
    await begin().check()
    expect((await storedWatches.get())?.items).toEqual(world.items)
  })

  it('an answer that was under way when they left is stored without a name', async () => {
    const { world, relay, begin } = setUp()
    const late = deferred<ReturnType<typeof ok<WatchesAnswer>>>()
    relay.watches.mockReturnValueOnce(late.promise)
    const watches = begin()
    const checked = watches.check()
    await vi.waitFor(() => expect(relay.watches).toHaveBeenCalled())
    world.now = NOW + IDLE_PURGE_MS + 1
    await watches.hide()
    late.resolve(ok({ items: [watchOf(INQUIRY_ID, APPROVED)], etag: '"1"' }))
    await checked
    expect(await storedWatches.get()).toEqual({
      ...{ owner: accountKey(ACCOUNT), ended: 1, open: 0, etag: '"1"', checkedAt: world.now },
    })
  })
})

describe('a sign-out', () => {
  it('removes all of it, also what was under way', async () => {
    const { world, relay, alarms, begin } = setUp()
    const late = deferred<ReturnType<typeof ok<WatchesAnswer>>>()
    relay.watches.mockReturnValueOnce(late.promise)
    const watches = begin()
    const checked = watches.check()
    await vi.waitFor(() => expect(relay.watches).toHaveBeenCalled())
    world.signIn.abort()
    await watches.forget()
    late.resolve(ok({ items: [watchOf(INQUIRY_ID, APPROVED)], etag: '"1"' }))
    await checked
    expect(await storedWatches.get()).toBeUndefined()
    expect(alarms).toEqual([false])
  })

  it('also while the surfaces are being emptied, in either order', async () => {
    for (const order of [['hide', 'forget'] as const, ['forget', 'hide'] as const]) {
      const { world, begin } = setUp()
      world.items = [watchOf(INQUIRY_ID, APPROVED)]
      const watches = begin()
      await watches.check()
      await Promise.all(order.map((what) => watches[what]()))
      expect(await storedWatches.get()).toBeUndefined()
    }
  })

  it('is no way to another agent’s watches', async () => {
    const { world, asked, begin } = setUp()
    world.items = [watchOf(INQUIRY_ID, APPROVED)]
    await begin().check()
    world.account = { ...ACCOUNT, email: 'bob@example.com' }
    world.items = []
    await begin().check()
    expect(asked).toEqual([undefined, undefined])
    expect(await storedWatches.get()).toMatchObject({ owner: accountKey(world.account), items: [], ended: 0 })
  })
})
