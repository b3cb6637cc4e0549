import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { openSidePanel } from './pages.ts'
import { answerCalls, findOwnPanel, openPanelTab, openSidePanelAt } from './side-panel.ts'

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

it('is the panel of the window that it stands in, whichever window is in front', async () => {
  vi.spyOn(fakeBrowser.tabs, 'getCurrent').mockImplementation(async () => undefined)
  vi.spyOn(fakeBrowser.windows, 'getCurrent').mockImplementation(async () => ({ id: 7 }))
  vi.spyOn(fakeBrowser.windows, 'getLastFocused').mockImplementation(async () => ({ id: 8 }))
  expect(await findOwnPanel()).toBe('w7')
})

it('answers calls for its own window alone', () => {
  const addListener = vi.fn()
  vi.stubGlobal('chrome', { runtime: { onMessage: { addListener } } })
  answerCalls('w7')
  const reply = vi.fn()
  const call = (payload: unknown) =>
    addListener.mock.lastCall?.[0]({ name: 'to-panel:call', payload }, {}, reply)
  call('w8')
  call('t7')
  expect(reply).not.toHaveBeenCalled()
  call('w7')
  expect(reply).toHaveBeenCalledExactlyOnceWith(true)
})
