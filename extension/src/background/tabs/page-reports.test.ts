import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import type { DisplayMode } from '../../page/background-port.ts'
import { pageSender } from '../fixtures.ts'
import { createPageReports } from './page-reports.ts'

function setUp() {
  const parts = {
    documents: { note: vi.fn(async () => {}) },
    commands: { apply: vi.fn(async () => {}) },
    readDisplayMode: vi.fn(async (): Promise<DisplayMode> => ({ states: 'on-hover' })),
    refreshBadge: vi.fn(async () => {}),
  }
  return { ...parts, reports: createPageReports(parts) }
}

beforeEach(() => fakeBrowser.reset())

it('notes what was found, shows it, and tells the page how it is to be treated', async () => {
  const { reports, documents, commands, refreshBadge } = setUp()
  expect(await reports.take(pageSender(), 3)).toEqual(ok(null))
  expect(documents.note).toHaveBeenCalledExactlyOnceWith(pageSender(), 3)
  expect(commands.apply).toHaveBeenCalledExactlyOnceWith(pageSender(), { states: 'on-hover' })
  expect(refreshBadge).toHaveBeenCalledExactlyOnceWith(4)
})

it('tells nothing to a page that goes', async () => {
  const { reports, commands, refreshBadge } = setUp()
  await reports.take(pageSender(), 0)
  expect(commands.apply).not.toHaveBeenCalled()
  expect(refreshBadge).toHaveBeenCalledOnce()
})

it('does not wait for a page that never answers', async () => {
  const { reports, commands } = setUp()
  commands.apply.mockReturnValueOnce(new Promise(() => {}))
  expect(await reports.take(pageSender(), 1)).toEqual(ok(null))
})

it('wakes those who wait for the tab, and ends a wait in vain', async () => {
  const { reports } = setUp()
  const end = new AbortController()
  const settled = vi.fn()
  const waits = [
    reports.nextFrom(4, end.signal).then(() => settled('here')),
    reports.nextFrom(5, end.signal).then(() => settled('elsewhere')),
  ]
  await reports.take(pageSender(), 1)
  await vi.waitFor(() => expect(settled.mock.calls).toEqual([['here']]))
  end.abort()
  await Promise.all(waits)
  expect(settled).toHaveBeenLastCalledWith('elsewhere')
  await reports.nextFrom(4, end.signal)
})
