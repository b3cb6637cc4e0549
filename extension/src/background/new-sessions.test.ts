import type { Source } from '@inquiry-lens/shared/model.ts'
import { expect, it, vi } from 'vitest'
import { sessionOf } from './fixtures.ts'
import { createNewSessions } from './new-sessions.ts'
import { createSitePages } from './site-pages.ts'

const SITE = 'https://desk.example.com/*'
const SOURCE: Source = { provider: 'deepidv', environment: 'production', state: 'fresh' }

function setUp() {
  const learn = vi.fn(async () => {})
  const findTabs = vi.fn(async () => [
    { id: 4, url: undefined },
    { id: 5, url: undefined },
  ])
  const tellSites = createSitePages({ sites: { list: async () => [SITE] }, findTabs, orders: { learn } })
  const note = createNewSessions({ tellSites })
  return { note, findTabs, learn }
}

it('tells the pages of our sites once of what is new, and nothing of what is not', async () => {
  const { note, findTabs, learn } = setUp()
  await note([sessionOf('one')], SOURCE)
  expect(findTabs).toHaveBeenCalledExactlyOnceWith([SITE])
  expect(learn.mock.calls).toEqual([[4], [5]])
  await note([sessionOf('one')], SOURCE)
  await note([], SOURCE)
  expect(learn).toHaveBeenCalledTimes(2)
})

it.each([
  { provider: 'persona' as const },
  { environment: 'sandbox' as const },
  { environment: 'unknown' as const },
])('has nothing to tell of %j', async (more) => {
  const { note, learn } = setUp()
  await note([sessionOf('one')], { ...SOURCE, ...more })
  expect(learn).not.toHaveBeenCalled()
})
