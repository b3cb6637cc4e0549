import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { openPanelTab, openSidePanel, openSidePanelAt } from './side-panel.ts'

const open = vi.fn(async () => {})

beforeEach(() => {
  fakeBrowser.reset()
  open.mockClear()
  vi.stubGlobal('chrome', { sidePanel: { open } })
})
afterEach(() => void vi.stubGlobal('chrome', fakeBrowser))

it('opens the panel at once: after an await the browser would refuse', () => {
  void openSidePanel(7)
  expect(open).toHaveBeenLastCalledWith({ windowId: 7 })
  void openSidePanelAt(4)
  expect(open).toHaveBeenLastCalledWith({ tabId: 4 })
})

it('opens it in a tab where it cannot stand at the side', async () => {
  await openPanelTab()
  expect((await fakeBrowser.tabs.query({})).map(({ url }) => url)).toContainEqual(
    expect.stringMatching(/\/sidepanel\.html$/),
  )
})
