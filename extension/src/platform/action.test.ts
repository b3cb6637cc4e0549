import { beforeEach, expect, it, vi } from 'vitest'
import { showBadge } from './action.ts'
import { browser } from './browser.ts'

const action = {
  setBadgeText: vi.fn(async () => {}),
  setBadgeBackgroundColor: vi.fn(async () => {}),
  setTitle: vi.fn(async () => {}),
}
// The fake browser has no toolbar.
Object.assign(browser, { action })

beforeEach(() => vi.clearAllMocks())

it.each([
  [0, '', 'Inquiry Lens'],
  [3, '3', 'Inquiry Lens: 3 on this page'],
  [99, '99', 'Inquiry Lens: 99 on this page'],
  [100, '99+', 'Inquiry Lens: 100 on this page'],
])('%i is shown as “%s”, and said in words', async (count, text, title) => {
  await showBadge(4, count)
  expect(action.setBadgeText).toHaveBeenCalledExactlyOnceWith({ tabId: 4, text })
  expect(action.setTitle).toHaveBeenCalledExactlyOnceWith({ tabId: 4, title })
})

it('does not mind a tab that was closed meanwhile', async () => {
  action.setBadgeText.mockRejectedValueOnce(new Error('No tab with id: 4.'))
  await showBadge(4, 1)
})
