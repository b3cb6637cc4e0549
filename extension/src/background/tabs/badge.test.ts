import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PageIdList } from '../../page/background-port.ts'
import { browser } from '../../platform/browser.ts'
import { chosenLanguage, storedWatches } from '../../stored.ts'
import { deferred, pageSender } from '../fixtures.ts'
import { createBadge, createPageDocuments, showBadge } from './documents.ts'

describe('badge', () => {
  const LISTS = new Map<string, PageIdList>([
    ['D0', { ids: ['inq_Fictional1', 'inq_Fictional2'], hidden: [] }],
    ['D9', { ids: ['inq_Fictional2', 'inq_Fictional3'], hidden: [] }],
  ])

  function setUp() {
    const list = vi.fn(async ({ documentId }: { documentId: string }) => LISTS.get(documentId))
    const documents = createPageDocuments({ commands: { list } })
    const show = vi.fn(async () => {})
    return { list, documents, show, refresh: createBadge({ documents, show }) }
  }

  beforeEach(() => fakeBrowser.reset())

  it('is what the only frame with IDs says, without asking it again', async () => {
    const { documents, show, refresh, list } = setUp()
    await documents.note(pageSender(), 2)
    await refresh(4)
    expect(show).toHaveBeenCalledExactlyOnceWith(4, 2)
    expect(list).not.toHaveBeenCalled()
  })

  it('counts an ID once that is in several frames', async () => {
    const { documents, show, refresh } = setUp()
    await documents.note(pageSender(), 2)
    await documents.note(pageSender({ frameId: 9, documentId: 'D9' }), 2)
    await refresh(4)
    expect(show).toHaveBeenLastCalledWith(4, 3)
  })

  it('goes with the last ID', async () => {
    const { documents, show, refresh } = setUp()
    await documents.note(pageSender(), 2)
    await documents.note(pageSender(), 0)
    await refresh(4)
    expect(show).toHaveBeenLastCalledWith(4, 0)
  })

  it('ends with the newest number, whichever was counted first', async () => {
    const { documents, show, refresh, list } = setUp()
    const slow = deferred<PageIdList>()
    await documents.note(pageSender(), 2)
    await documents.note(pageSender({ frameId: 9, documentId: 'D9' }), 2)
    list.mockReturnValueOnce(slow.promise)
    const older = refresh(4)
    await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(2))
    await documents.note(pageSender({ frameId: 9, documentId: 'D9' }), 0)
    await refresh(4)
    slow.resolve(LISTS.get('D0') ?? { ids: [], hidden: [] })
    await older
    expect(show.mock.calls).toEqual([[4, 2]])
  })
})

describe('action', () => {
  const action = {
    setBadgeText: vi.fn(async () => {}),
    setBadgeBackgroundColor: vi.fn(async () => {}),
    setTitle: vi.fn(async () => {}),
  }
  // The fake browser has no toolbar.
  Object.assign(browser, { action })

  beforeEach(() => {
    vi.clearAllMocks()
    fakeBrowser.reset()
  })

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

  it('has its words in the agent’s language', async () => {
    await chosenLanguage.set('de')
    await showBadge(4, 3)
    expect(action.setTitle).toHaveBeenCalledExactlyOnceWith({
      tabId: 4,
      title: 'Inquiry Lens: 3 auf dieser Seite',
    })
  })

  it.each([
    [4, 3, 1, '1!', 'Inquiry Lens: 1 watched case has ended'],
    [undefined, 0, 120, '99+!', 'Inquiry Lens: 120 watched cases have ended'],
    [undefined, 0, 0, '', 'Inquiry Lens'],
  ])(
    'in tab %s with %i IDs, %i watched cases that have ended are “%s”',
    async (tabId, count, ended, text, title) => {
      await storedWatches.set({ owner: 'ada', ended, open: 1, etag: null, checkedAt: 0 })
      await showBadge(tabId, count)
      const where = tabId === undefined ? {} : { tabId }
      expect(action.setBadgeText).toHaveBeenCalledExactlyOnceWith({ ...where, text })
      expect(action.setTitle).toHaveBeenCalledExactlyOnceWith({ ...where, title })
    },
  )

  it('ignores a tab that is closed already', async () => {
    action.setBadgeText.mockRejectedValueOnce(new Error('No tab with id: 4.'))
    await showBadge(4, 1)
  })
})
