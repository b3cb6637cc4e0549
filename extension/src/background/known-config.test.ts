import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { accountIn, accountKey, rememberedProviders } from '../stored.ts'
import { ACCOUNT } from './fixtures.ts'
import { createKnownConfig } from './known-config.ts'

const idPatterns = [{ provider: 'persona' as const, pattern: 'cust-\\d{6}' }]
const remember = (account = ACCOUNT) =>
  rememberedProviders.set({ owner: accountKey(account), providers: [], idPatterns })

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
