import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { succeed } from '../../messages/failure.ts'
import { type Managed, NOTHING_MANAGED } from '../../platform/policy.ts'
import { DESK, deferred, INQUIRY_ID, pageAsker } from '../fixtures.ts'
import { createPageDocuments } from './documents.ts'
import { createPageReports } from './page-reports.ts'
import { createPageViewer } from './page-viewer.ts'

interface Given {
  url?: string
  patterns?: string[]
  policy?: Partial<Managed>
}

function setUp({ url, patterns = [], policy = {} }: Given = {}) {
  const limit = new AbortController()
  const ids = new Map<string, string[]>()
  const documents = createPageDocuments({
    orders: { list: async ({ documentId }) => ({ ids: ids.get(documentId) ?? [], hidden: [] }) },
  })
  const reports = createPageReports({
    documents,
    orders: { apply: async () => {} },
    readTreatment: async () => ({ states: 'in-view' }),
    refreshBadge: async () => {},
  })
  const run = vi.fn(async () => ['D0'])
  const viewer = createPageViewer({
    sites: {
      list: async () => patterns,
      isOff: async () => policy.off?.includes('marks') ?? false,
    },
    documents,
    reports,
    findTab: async (id) => ({ id, url }),
    run,
    timeLimit: () => limit.signal,
    readManaged: async () => ({ ...NOTHING_MANAGED, ...policy }),
  })
  const find = async (...found: string[]) => {
    ids.set('D0', found)
    await reports.take(pageAsker(), found.length)
  }
  return { viewer, run, limit, find }
}

beforeEach(() => fakeBrowser.reset())

describe('look', () => {
  it.each([
    [`${DESK}/tickets/1`, [`${DESK}/*`], 'granted', 'desk.example.com', `${DESK}/*`],
    [`${DESK}/tickets/1`, ['https://*.example.com/*'], 'granted', 'desk.example.com', `${DESK}/*`],
    [`${DESK}/tickets/1`, [], 'grantable', 'desk.example.com', `${DESK}/*`],
    ['http://127.0.0.1:5000/', [], 'grantable', '127.0.0.1:5000', 'http://127.0.0.1:5000/*'],
    ['chrome://extensions/', [`${DESK}/*`], 'closed', '', null],
    ['http://desk.example.com/', [], 'closed', '', null],
    [undefined, [`${DESK}/*`], 'closed', '', null],
  ])('at %s with %j: %s', async (url, patterns, site, host, pattern) => {
    const { viewer } = setUp({ patterns, ...(url !== undefined && { url }) })
    expect(await viewer.look(4)).toEqual(succeed({ site, host, pattern, ids: [], hidden: [], numbers: [] }))
  })

  it('names the IDs that were found', async () => {
    const { viewer, find } = setUp({ url: `${DESK}/`, patterns: [`${DESK}/*`] })
    await find(INQUIRY_ID)
    expect(await viewer.look(4)).toMatchObject({ value: { ids: [INQUIRY_ID] } })
  })
})

describe('scan', () => {
  it('waits for the page to have found something', async () => {
    const { viewer, run, find } = setUp()
    const scan = viewer.scan(4)
    await vi.waitFor(() => expect(run).toHaveBeenCalledExactlyOnceWith(4))
    await find(INQUIRY_ID)
    expect(await scan).toEqual(succeed({ ids: [INQUIRY_ID], hidden: [], numbers: [] }))
  })

  it('answers at once where all is known', async () => {
    const { viewer, find } = setUp()
    await find(INQUIRY_ID)
    expect(await viewer.scan(4)).toEqual(succeed({ ids: [INQUIRY_ID], hidden: [], numbers: [] }))
  })

  it('does not wait for ever for a page without an ID', async () => {
    const { viewer, run, limit } = setUp()
    const scan = viewer.scan(4)
    await vi.waitFor(() => expect(run).toHaveBeenCalled())
    limit.abort()
    expect(await scan).toEqual(succeed({ ids: [], hidden: [], numbers: [] }))
  })

  it('says what to do where the browser lets nobody in', async () => {
    const { viewer, run } = setUp()
    run.mockRejectedValueOnce(new Error('Cannot access a chrome:// URL'))
    expect(await viewer.scan(4)).toMatchObject({ ok: false, error: { code: 'page-closed' } })
    expect(await viewer.hasScanned(pageAsker())).toBe(false)
  })

  it('knows its documents, also when they speak before the browser has named them', async () => {
    const entered = deferred<string[]>()
    const { viewer, run, limit } = setUp()
    run.mockReturnValueOnce(entered.promise)
    const scan = viewer.scan(4)
    const early = viewer.hasScanned(pageAsker())
    const elsewhere = viewer.hasScanned(pageAsker({ tabId: 5 }))
    expect(await elsewhere).toBe(false)
    entered.resolve(['D0'])
    expect(await early).toBe(true)
    expect(await viewer.hasScanned(pageAsker({ documentId: 'D1' }))).toBe(false)
    limit.abort()
    await scan
  })
})

describe('an administrator’s policy', () => {
  const url = `${DESK}/tickets/1`
  it.each<[Partial<Managed>, string, string | null]>([
    [{ sites: ['https://*.example.com/*'] }, 'grantable', 'https://*.example.com/*'],
    [{ sites: ['https://other.example/*'] }, 'withheld', null],
    [{ sites: [] }, 'withheld', null],
    [{ off: ['marks'] }, 'off', null],
    [{ isLocked: true }, 'withheld', null],
    [{ isLocked: true, sites: [`${DESK}/*`] }, 'grantable', `${DESK}/*`],
    [{ off: ['copy'] }, 'grantable', `${DESK}/*`],
  ])('with %j the page is %s', async (policy, site, pattern) => {
    const { viewer } = setUp({ url, policy })
    expect(await viewer.look(4)).toMatchObject({ value: { site, pattern } })
  })

  it.each<[Partial<Managed>, boolean]>([
    [{ sites: ['https://*.example.com/*'] }, true],
    [{ isLocked: true }, true],
    [{ sites: ['https://other.example/*'] }, false],
    [{ off: ['marks'] }, false],
  ])('with %j looking through it once: %s', async (policy, isAllowed) => {
    const { viewer, run, limit } = setUp({ url, policy })
    limit.abort()
    expect((await viewer.scan(4)).ok).toBe(isAllowed)
    expect(run).toHaveBeenCalledTimes(isAllowed ? 1 : 0)
  })
})
