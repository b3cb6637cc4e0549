import { afterEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { openSidePanel } from './side-panel.ts'

afterEach(() => void vi.stubGlobal('chrome', fakeBrowser))

it('opens the panel at once: after an await the browser would refuse', () => {
  const open = vi.fn(async () => {})
  vi.stubGlobal('chrome', { sidePanel: { open } })
  void openSidePanel(7)
  expect(open).toHaveBeenCalledExactlyOnceWith({ windowId: 7 })
})
