import { overlayPacks } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import { accountIn, accountKey, cachedProviders } from '../../platform/stored.ts'
import { ACCOUNT } from '../fixtures.ts'
import { createKnownConfig } from './known-config.ts'

const idPatterns = [{ provider: 'persona' as const, pattern: 'cust-\\d{6}' }]
const remember = (account = ACCOUNT) =>
  cachedProviders.set({ owner: accountKey(account), providers: [], idPatterns })

beforeEach(() => fakeBrowser.reset())

it('asks nobody for what is known, nor for nobody', async () => {
  const readConfig = vi.fn(async () => {})
  const known = createKnownConfig({ readConfig })
  await remember()
  expect(await known.readIdPatterns()).toEqual([])
  await accountIn.session.set(ACCOUNT)
  expect(await known.readIdPatterns()).toEqual(idPatterns)
  expect(readConfig).not.toHaveBeenCalled()
})

it('asks where it is not known, or somebody else’s, and makes do with an answer that failed', async () => {
  await accountIn.session.set(ACCOUNT)
  await remember({ ...ACCOUNT, email: 'somebody-else@example.com' })
  const readConfig = vi.fn(async () => {})
  const known = createKnownConfig({ readConfig })
  expect(await known.readIdPatterns()).toEqual([])
  readConfig.mockImplementation(() => remember())
  expect(await known.readIdPatterns()).toEqual(idPatterns)
  expect(readConfig).toHaveBeenCalledTimes(2)
})

it('has the words that are remembered for this account, and else ours, and asks nobody', async () => {
  const readConfig = vi.fn(async () => {})
  const { readTexts } = createKnownConfig({ readConfig })
  const ours = ok(overlayPacks({ replies: {}, replyLanguages: {} }))
  expect(await readTexts()).toEqual(ours)
  const ownWords = { replies: { expired: 'A new link?' }, replyLanguages: {} }
  await cachedProviders.set({ owner: accountKey(ACCOUNT), providers: [], ownWords })
  expect(await readTexts()).toEqual(ours)
  await accountIn.session.set(ACCOUNT)
  expect(await readTexts()).toEqual(ok(overlayPacks(ownWords)))
  await cachedProviders.set({ owner: 'somebody else', providers: [], ownWords })
  expect(await readTexts()).toEqual(ours)
  expect(readConfig).not.toHaveBeenCalled()
})
