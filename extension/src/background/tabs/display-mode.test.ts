import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import { accountIn, activeAt, IDLE_PURGE_MS } from '../../stored.ts'
import { ACCOUNT, NOW, pageSender } from '../fixtures.ts'
import { createDisplayModes, readPageSettings } from './display-mode.ts'
import { createPageDocuments } from './documents.ts'

beforeEach(() => fakeBrowser.reset())

it('shows the states in view by default', async () => {
  expect(await readPageSettings()).toEqual({ states: 'in-view' })
})

async function setUp() {
  const documents = createPageDocuments({ commands: { list: async () => undefined } })
  await documents.note(pageSender(), 1)
  await documents.note(pageSender({ tabId: 5, documentId: 'D5' }), 1)
  const apply = vi.fn(async () => {})
  const notifySites = vi.fn(async () => {})
  const displayMode = createDisplayModes({ documents, commands: { apply }, notifySites, now: () => NOW })
  const told = (states: string) => [
    [expect.objectContaining({ tabId: 4 }), { states }],
    [expect.objectContaining({ tabId: 5 }), { states }],
  ]
  return { displayMode, apply, notifySites, told }
}

it('stores the choice, and sends it to every page with IDs', async () => {
  await accountIn.session.set(ACCOUNT)
  const { displayMode, apply, told } = await setUp()
  expect(await displayMode.choose({ states: 'on-hover' })).toEqual(ok(null))
  expect(await readPageSettings()).toEqual({ states: 'on-hover' })
  expect(apply.mock.calls).toEqual(told('on-hover'))
})

it('shows nothing while the agent is inactive, and the chosen mode afterwards', async () => {
  const { displayMode, apply, notifySites, told } = await setUp()
  await displayMode.choose({ states: 'on-hover' })
  expect(apply.mock.calls).toEqual(told('none'))
  expect(notifySites).not.toHaveBeenCalled()
  expect(await displayMode.read()).toEqual({ states: 'none' })
  await accountIn.session.set(ACCOUNT)
  expect(await displayMode.read()).toEqual({ states: 'on-hover' })
  await activeAt.set(NOW - IDLE_PURGE_MS - 1)
  expect(await displayMode.read()).toEqual({ states: 'none' })
  await activeAt.set(NOW)
  apply.mockClear()
  await displayMode.notifyPages()
  expect(apply.mock.calls).toEqual(told('on-hover'))
  expect(notifySites).toHaveBeenCalledOnce()
})
