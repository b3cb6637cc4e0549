import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { replyLanguage } from '../../../platform/stored.ts'
import { keepReplyLanguage } from './reply-language.ts'

beforeEach(() => fakeBrowser.reset())

it('is not known until it is read, and then none or the last', async () => {
  const first = keepReplyLanguage(replyLanguage)
  expect(first.last.value).toBeUndefined()
  await vi.waitFor(() => expect(first.last.value).toBeNull())
  first.choose('de')
  expect(first.last.value).toBe('de')
  const next = keepReplyLanguage(replyLanguage)
  await vi.waitFor(() => expect(next.last.value).toBe('de'))
})

it('is the choice that was made before the last one was read', async () => {
  let tell = (_language: string | undefined) => {}
  const read = new Promise<string | undefined>((resolve) => {
    tell = resolve
  })
  const { last, choose } = keepReplyLanguage({ get: () => read, set: async () => {} })
  choose('fr')
  tell('de')
  await read
  expect(last.value).toBe('fr')
})

it('is none where another version kept something else', async () => {
  await fakeBrowser.storage.local.set({ replyLanguage: 7 })
  const { last } = keepReplyLanguage(replyLanguage)
  await vi.waitFor(() => expect(last.value).toBeNull())
})
