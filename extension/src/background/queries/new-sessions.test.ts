import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Account } from '../../messages/messages.ts'
import { IDLE_PURGE_MS, seenSessions } from '../../platform/stored.ts'
import { ACCOUNT, NOW, sessionOf } from '../fixtures.ts'
import { createSitePages } from '../tabs/site-pages.ts'
import { createNewSessions } from './new-sessions.ts'
import { createViewCache } from './view-cache.ts'

const SITE = 'https://desk.example.com/*'
const SOURCE: Source = { provider: 'deepidv', environment: 'production', state: 'fresh' }
const going = new AbortController().signal

beforeEach(() => fakeBrowser.reset())

/** One life of the background: session storage outlives it. */
function setUp() {
  const clock = { now: NOW }
  const learn = vi.fn(async () => {})
  const findTabs = vi.fn(async () => [
    { id: 4, url: undefined },
    { id: 5, url: undefined },
  ])
  const notifySites = createSitePages({ sites: { list: async () => [SITE] }, findTabs, commands: { learn } })
  const memory = createViewCache({ now: () => clock.now })
  const noteAs = createNewSessions({ notifySites, memory })
  const note = (
    ids: string[],
    {
      account = ACCOUNT,
      abort = going,
      source = SOURCE,
    }: { account?: Account; abort?: AbortSignal; source?: Source } = {},
  ) => noteAs(ids.map(sessionOf), source, account, abort)
  return { note, findTabs, learn, memory, clock }
}

it('tells the pages of our sites once of what is new, and nothing of what is not', async () => {
  const { note, findTabs, learn } = setUp()
  await note(['one'])
  expect(findTabs).toHaveBeenCalledExactlyOnceWith([SITE])
  expect(learn.mock.calls).toEqual([[4], [5]])
  await note(['one'])
  await note([])
  await note(['one'])
  expect(learn).toHaveBeenCalledTimes(2)
})

it('tells pages nothing of a list that has not changed since an earlier life of the background', async () => {
  await setUp().note(['one', 'two'])
  const { note, findTabs } = setUp()
  await note(['one', 'two'])
  await note(['two'])
  expect(findTabs).not.toHaveBeenCalled()
  await note(['three', 'one'])
  expect(findTabs).toHaveBeenCalledOnce()
})

it('tells pages nothing of two lists that alternate', async () => {
  const { note, findTabs } = setUp()
  await note(['one', 'two'])
  await note(['three'])
  for (const ids of [['one', 'two'], ['three'], ['two']]) await note(ids)
  expect(findTabs).toHaveBeenCalledTimes(2)
})

it.each([
  { provider: 'persona' as const },
  { environment: 'sandbox' as const },
  { environment: 'unknown' as const },
])('has nothing to tell of %j', async (more) => {
  const { note, learn } = setUp()
  await note(['one'], { source: { ...SOURCE, ...more } })
  expect(learn).not.toHaveBeenCalled()
  expect(await fakeBrowser.storage.session.get()).toEqual({})
})

describe('the seen IDs', () => {
  it('are purged with everything that was shown', async () => {
    const { note, findTabs, memory } = setUp()
    await note(['one'])
    await memory.forgetAll()
    expect(await fakeBrowser.storage.session.get()).toEqual({})
    await note(['one'])
    expect(findTabs).toHaveBeenCalledTimes(2)
  })

  it('are purged when they are idle', async () => {
    const { note, clock, memory } = setUp()
    await note(['one'])
    clock.now += IDLE_PURGE_MS
    await memory.forgetIdle()
    expect(await fakeBrowser.storage.session.get()).not.toEqual({})
    clock.now += 1
    await memory.forgetIdle()
    expect(await fakeBrowser.storage.session.get()).toEqual({})
  })

  it('belong to one account', async () => {
    const { note, findTabs } = setUp()
    await note(['one'])
    await note(['one'], { account: { ...ACCOUNT, email: 'bob@example.com' } })
    expect(findTabs).toHaveBeenCalledTimes(2)
  })

  it('are not kept, nor are pages told, once the account has signed out', async () => {
    const { note, findTabs } = setUp()
    await note(['one'], { abort: AbortSignal.abort() })
    expect(findTabs).not.toHaveBeenCalled()
    expect(await fakeBrowser.storage.session.get()).toEqual({})
  })

  it('stay within a bound, the newest first', async () => {
    const { note, findTabs } = setUp()
    for (let page = 0; page < 12; page++)
      await note(Array.from({ length: 100 }, (_, nth) => `session-${page}-${nth}`))
    const ids = (await seenSessions.get())?.ids
    expect(ids).toHaveLength(1000)
    expect(ids?.[0]).toBe('session-11-0')
    expect(findTabs).toHaveBeenCalledTimes(12)
  })
})
