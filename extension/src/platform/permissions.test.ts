import { expect, it, vi } from 'vitest'
import { browser } from './browser.ts'
import { requestOrigin } from './permissions.ts'

// The fake browser has no permissions.
const request = vi.fn<typeof browser.permissions.request>()
Object.assign(browser, { permissions: { request } })

it.each([true, false])('asks for the one origin, and says %s as the browser does', async (answer) => {
  request.mockResolvedValueOnce(answer)
  expect(await requestOrigin('https://lens.example.com:8443')).toBe(answer)
  expect(request).toHaveBeenLastCalledWith({ origins: ['https://lens.example.com:8443/*'] })
})

it('takes a prompt that cannot be shown for a refusal', async () => {
  request.mockRejectedValueOnce(new Error('This function must be called during a user gesture'))
  expect(await requestOrigin('https://lens.example.com')).toBe(false)
})
