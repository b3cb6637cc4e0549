import { beforeEach, expect, it, vi } from 'vitest'
import { browser } from './browser.ts'
import { giveBack, isGranted, requestOrigin, requestPattern } from './permissions.ts'

// The fake browser has no permissions.
const request = vi.fn<typeof browser.permissions.request>()
const contains = vi.fn<typeof browser.permissions.contains>()
const remove = vi.fn<typeof browser.permissions.remove>()
Object.assign(browser, { permissions: { request, contains, remove } })

const SITE = 'https://desk.example.com/*'

beforeEach(() => vi.clearAllMocks())

it.each([true, false])('asks for the one origin, and says %s as the browser does', async (answer) => {
  request.mockResolvedValue(answer)
  expect(await requestOrigin('https://lens.example.com:8443')).toBe(answer)
  expect(request).toHaveBeenLastCalledWith({ origins: ['https://lens.example.com:8443/*'] })
  expect(await requestPattern(SITE)).toBe(answer)
  expect(request).toHaveBeenLastCalledWith({ origins: [SITE] })
})

it('takes a prompt that cannot be shown for a refusal', async () => {
  request.mockRejectedValueOnce(new Error('This function must be called during a user gesture'))
  expect(await requestOrigin('https://lens.example.com')).toBe(false)
})

it('knows what is granted', async () => {
  contains.mockResolvedValueOnce(true)
  expect(await isGranted(SITE)).toBe(true)
  expect(contains).toHaveBeenCalledExactlyOnceWith({ origins: [SITE] })
})

it('gives back what can be given back', async () => {
  remove.mockResolvedValueOnce(true)
  await giveBack(SITE)
  remove.mockRejectedValueOnce(new Error('You cannot remove required permissions.'))
  await giveBack(SITE)
  expect(remove).toHaveBeenCalledTimes(2)
})
