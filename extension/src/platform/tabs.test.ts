import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { browser } from './browser.ts'
import { findTab, findTabs } from './tabs.ts'

beforeEach(() => fakeBrowser.reset())

describe('findTabs', () => {
  it('asks for those of some sites, awake ones alone', async () => {
    const query = vi.spyOn(browser.tabs, 'query').mockResolvedValueOnce([])
    await findTabs(['https://desk.example.com/*'])
    expect(query).toHaveBeenCalledExactlyOnceWith({ discarded: false, url: ['https://desk.example.com/*'] })
  })

  it('finds none of no site, without asking: to the browser no pattern would be every tab', async () => {
    const query = vi.spyOn(browser.tabs, 'query')
    expect(await findTabs([])).toEqual([])
    expect(query).not.toHaveBeenCalled()
  })
})

it('finds no tab that was closed', async () => {
  const { id = 0 } = await fakeBrowser.tabs.create({ url: 'https://desk.example.com/' })
  expect(await findTab(id)).toEqual({ id, url: 'https://desk.example.com/' })
  vi.spyOn(browser.tabs, 'get').mockRejectedValueOnce(new Error('No tab with id'))
  expect(await findTab(id)).toBeUndefined()
})
