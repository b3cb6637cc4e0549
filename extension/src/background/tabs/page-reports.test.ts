import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../../messages/failure.ts'
import type { PageTreatment } from '../../page/background-port.ts'
import { pageAsker } from '../fixtures.ts'
import { createPageReports } from './page-reports.ts'

function setUp() {
  const parts = {
    documents: { note: vi.fn(async () => {}) },
    orders: { apply: vi.fn(async () => {}) },
    readTreatment: vi.fn(async (): Promise<PageTreatment> => ({ states: 'on-hover' })),
    refreshBadge: vi.fn(async () => {}),
  }
  return { ...parts, reports: createPageReports(parts) }
}

beforeEach(() => fakeBrowser.reset())

it('notes what was found, shows it, and tells the page how it is to be treated', async () => {
  const { reports, documents, orders, refreshBadge } = setUp()
  expect(await reports.take(pageAsker(), 3)).toEqual(succeed(null))
  expect(documents.note).toHaveBeenCalledExactlyOnceWith(pageAsker(), 3)
  expect(orders.apply).toHaveBeenCalledExactlyOnceWith(pageAsker(), { states: 'on-hover' })
  expect(refreshBadge).toHaveBeenCalledExactlyOnceWith(4)
})

it('tells nothing to a page that goes', async () => {
  const { reports, orders, refreshBadge } = setUp()
  await reports.take(pageAsker(), 0)
  expect(orders.apply).not.toHaveBeenCalled()
  expect(refreshBadge).toHaveBeenCalledOnce()
})

it('does not wait for a page that never answers', async () => {
  const { reports, orders } = setUp()
  orders.apply.mockReturnValueOnce(new Promise(() => {}))
  expect(await reports.take(pageAsker(), 1)).toEqual(succeed(null))
})

it('wakes those who wait for the tab, and ends a wait in vain', async () => {
  const { reports } = setUp()
  const end = new AbortController()
  const settled = vi.fn()
  const waits = [
    reports.nextFrom(4, end.signal).then(() => settled('here')),
    reports.nextFrom(5, end.signal).then(() => settled('elsewhere')),
  ]
  await reports.take(pageAsker(), 1)
  await vi.waitFor(() => expect(settled.mock.calls).toEqual([['here']]))
  end.abort()
  await Promise.all(waits)
  expect(settled).toHaveBeenLastCalledWith('elsewhere')
  await reports.nextFrom(4, end.signal)
})
