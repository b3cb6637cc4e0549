import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { registerPageScript, runCardScript, runPageScript } from './scripts.ts'

const scripting = {
  getRegisteredContentScripts: vi.fn(async (): Promise<object[]> => []),
  registerContentScripts: vi.fn(async () => {}),
  updateContentScripts: vi.fn(async () => {}),
  unregisterContentScripts: vi.fn(async () => {}),
  insertCSS: vi.fn(async () => {}),
  executeScript: vi.fn(async () => [{ documentId: 'D0' }, { documentId: 'D9' }]),
}

beforeEach(() => {
  vi.clearAllMocks()
  vi.stubGlobal('chrome', { scripting })
})
afterEach(() => void vi.stubGlobal('chrome', fakeBrowser))

const SITES = ['https://desk.example.com/*']
const script = expect.objectContaining({
  id: 'page',
  matches: SITES,
  excludeMatches: ['*://off.example/*', '*://*.off.example/*'],
  js: ['page.js'],
  css: ['assets/page.css'],
  allFrames: true,
  matchOriginAsFallback: true,
})

describe('registering', () => {
  it('is done once, and then changed', async () => {
    await registerPageScript(SITES, ['off.example', '*.off.example'])
    expect(scripting.registerContentScripts).toHaveBeenCalledExactlyOnceWith([script])
    scripting.getRegisteredContentScripts.mockResolvedValueOnce([{ id: 'page' }])
    await registerPageScript(SITES, ['off.example', '*.off.example'])
    expect(scripting.registerContentScripts).toHaveBeenCalledOnce()
    expect(scripting.updateContentScripts).toHaveBeenCalledExactlyOnceWith([script])
  })

  it('is undone with the last site, and only if it was done', async () => {
    await registerPageScript([], [])
    expect(scripting.unregisterContentScripts).not.toHaveBeenCalled()
    scripting.getRegisteredContentScripts.mockResolvedValueOnce([{ id: 'page' }])
    await registerPageScript([], [])
    expect(scripting.unregisterContentScripts).toHaveBeenCalledExactlyOnceWith({ ids: ['page'] })
  })
})

it('runs the page’s script in every frame, its style before it, and says in which documents', async () => {
  expect(await runPageScript(4)).toEqual(['D0', 'D9'])
  const target = { tabId: 4, allFrames: true }
  expect(scripting.insertCSS).toHaveBeenCalledExactlyOnceWith({ target, files: ['assets/page.css'] })
  expect(scripting.executeScript).toHaveBeenCalledExactlyOnceWith({ target, files: ['page.js'] })
})

it('runs the card’s script in one document alone', async () => {
  await runCardScript(4, 'D9')
  expect(scripting.executeScript).toHaveBeenCalledExactlyOnceWith({
    target: { tabId: 4, documentIds: ['D9'] },
    files: ['page-card.js'],
  })
})
