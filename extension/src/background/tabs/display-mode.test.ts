import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../../messages/failure.ts'
import { accountIn, activeAt, IDLE_PURGE_MS } from '../../platform/stored.ts'
import { ACCOUNT, NOW, pageAsker } from '../fixtures.ts'
import { createTreatment, readPageSettings } from './display-mode.ts'
import { createPageDocuments } from './documents.ts'

beforeEach(() => fakeBrowser.reset())

it('asks for the states in view unless it was told otherwise', async () => {
  expect(await readPageSettings()).toEqual({ states: 'in-view' })
})

async function setUp() {
  const documents = createPageDocuments({ orders: { list: async () => undefined } })
  await documents.note(pageAsker(), 1)
  await documents.note(pageAsker({ tabId: 5, documentId: 'D5' }), 1)
  const apply = vi.fn(async () => {})
  const tellSites = vi.fn(async () => {})
  const treatment = createTreatment({ documents, orders: { apply }, tellSites, now: () => NOW })
  const told = (states: string) => [
    [expect.objectContaining({ tabId: 4 }), { states }],
    [expect.objectContaining({ tabId: 5 }), { states }],
  ]
  return { treatment, apply, tellSites, told }
}

it('keeps what was chosen, and tells every page that has something to show', async () => {
  await accountIn.session.set(ACCOUNT)
  const { treatment, apply, told } = await setUp()
  expect(await treatment.choose({ states: 'on-hover' })).toEqual(succeed(null))
  expect(await readPageSettings()).toEqual({ states: 'on-hover' })
  expect(apply.mock.calls).toEqual(told('on-hover'))
})

it('has pages show nothing while nobody is there, and as was chosen when somebody is', async () => {
  const { treatment, apply, tellSites, told } = await setUp()
  await treatment.choose({ states: 'on-hover' })
  expect(apply.mock.calls).toEqual(told('none'))
  expect(tellSites).not.toHaveBeenCalled()
  expect(await treatment.read()).toEqual({ states: 'none' })
  await accountIn.session.set(ACCOUNT)
  expect(await treatment.read()).toEqual({ states: 'on-hover' })
  await activeAt.set(NOW - IDLE_PURGE_MS - 1)
  expect(await treatment.read()).toEqual({ states: 'none' })
  await activeAt.set(NOW)
  apply.mockClear()
  await treatment.tellPages()
  expect(apply.mock.calls).toEqual(told('on-hover'))
  expect(tellSites).toHaveBeenCalledOnce()
})
