import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { pageCommands } from './page-commands.ts'

const send = vi.fn(async (): Promise<unknown> => null)
const PLACE = { tabId: 4, documentId: 'D0' }

beforeEach(() => {
  send.mockReset().mockResolvedValue(null)
  vi.stubGlobal('chrome', { ...fakeBrowser, tabs: { ...fakeBrowser.tabs, sendMessage: send } })
})
afterEach(() => void vi.stubGlobal('chrome', fakeBrowser))

describe('an order', () => {
  it('goes to one document, by the name that it has there', async () => {
    const list = { ids: ['inq_Fictional1'], hidden: [] }
    send.mockResolvedValueOnce(list)
    expect(await pageCommands.list(PLACE)).toEqual(list)
    expect(send).toHaveBeenLastCalledWith(4, { name: 'to-page:list', payload: null }, { documentId: 'D0' })

    send.mockResolvedValueOnce(true)
    expect(await pageCommands.walk(PLACE, { to: 'next', enter: false })).toBe(true)
    expect(send).toHaveBeenLastCalledWith(
      4,
      { name: 'to-page:walk', payload: { to: 'next', enter: false } },
      { documentId: 'D0' },
    )
    await pageCommands.apply(PLACE, { states: 'on-hover' })
    expect(send).toHaveBeenLastCalledWith(
      4,
      { name: 'to-page:settings', payload: { states: 'on-hover' } },
      { documentId: 'D0' },
    )
  })

  it('goes to every frame of a tab, of which not all may be known', async () => {
    const toTab = vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValueOnce()
    await pageCommands.requestAccess(4)
    expect(toTab).toHaveBeenLastCalledWith(4, { name: 'to-page:ask-leave', payload: null })
  })

  it.each([null, 'inq_Fictional1', [7], { length: 1 }])('takes %j for no list', async (reply) => {
    send.mockResolvedValueOnce(reply)
    expect(await pageCommands.list(PLACE)).toBeUndefined()
  })

  it('has no answer where nobody is there any more', async () => {
    send.mockRejectedValue(new Error('Could not establish connection.'))
    expect(await pageCommands.list(PLACE)).toBe('gone')
    expect(await pageCommands.walk(PLACE, { to: 'next', enter: true })).toBe(false)
    vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockRejectedValueOnce(
      new Error('Could not establish connection.'),
    )
    await pageCommands.requestAccess(4)
  })

  it('waits two seconds for a frame that hangs, and no longer', async () => {
    const limit = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal)
    send.mockReturnValueOnce(new Promise(() => {}))
    const listed = pageCommands.list(PLACE)
    limit.abort()
    expect(await listed).toBeUndefined()
    expect(timeout).toHaveBeenCalledExactlyOnceWith(2_000)
  })
})
