import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../failure.ts'
import { pageAsker } from './fixtures.ts'
import { createPageDocuments } from './page-documents.ts'
import { createSettingsWriter, readPageSettings } from './settings.ts'

beforeEach(() => fakeBrowser.reset())

it('asks for the states in view unless it was told otherwise', async () => {
  expect(await readPageSettings()).toEqual({ states: 'in-view' })
})

it('keeps what was chosen, and tells every page that has something to show', async () => {
  const documents = createPageDocuments({ orders: { list: async () => [] } })
  await documents.note(pageAsker(), 1)
  await documents.note(pageAsker({ tabId: 5, documentId: 'D5' }), 1)
  const apply = vi.fn(async () => {})
  const write = createSettingsWriter({ documents, orders: { apply } })
  expect(await write({ states: 'on-hover' })).toEqual(succeed(null))
  expect(await readPageSettings()).toEqual({ states: 'on-hover' })
  expect(apply.mock.calls).toEqual([
    [expect.objectContaining({ tabId: 4 }), { states: 'on-hover' }],
    [expect.objectContaining({ tabId: 5 }), { states: 'on-hover' }],
  ])
})
