import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import type { DisplayMode } from '../../page/background-port.ts'
import { NO_POLICY, type Policy } from '../../platform/policy.ts'
import { deferred, HELP_DESK, INQUIRY_ID, pageSender } from '../fixtures.ts'
import { createPageDocuments } from './documents.ts'
import { createPageReports, createPageViewer } from './scan.ts'

describe('the page view', () => {
  interface Given {
    url?: string
    patterns?: string[]
    policy?: Partial<Policy>
    beside?: { ids: string[]; frames: string[] }
  }

  function setUp({ url, patterns = [], policy = {}, beside = { ids: [], frames: [] } }: Given = {}) {
    const limit = new AbortController()
    const ids = new Map<string, string[]>()
    const documents = createPageDocuments({
      commands: { list: async ({ documentId }) => ({ ids: ids.get(documentId) ?? [], hidden: [] }) },
    })
    const reports = createPageReports({
      documents,
      commands: { apply: async () => {} },
      readDisplayMode: async () => ({ states: 'in-view' }),
      refreshBadge: async () => {},
    })
    const run = vi.fn(async () => ['D0'])
    const readBeside = vi.fn(async () => beside)
    const viewer = createPageViewer({
      sites: {
        list: async () => patterns,
        isOff: async () => policy.off?.includes('marks') ?? false,
      },
      documents,
      reports,
      findTab: async (id) => ({ id, url }),
      run,
      readBeside,
      timeLimit: () => limit.signal,
      readManaged: async () => ({ ...NO_POLICY, ...policy }),
    })
    const find = async (...found: string[]) => {
      ids.set('D0', found)
      await reports.take(pageSender(), found.length)
    }
    return { viewer, run, limit, find }
  }

  beforeEach(() => fakeBrowser.reset())

  describe('what is beside the marks', () => {
    const OTHER = 'inq_InAnAddressAlone00000'
    const beside = {
      ids: [INQUIRY_ID, OTHER, 'inq_', 'not-an-id'],
      frames: [
        'https://mail.example.net/1',
        'https://mail.example.net/2',
        `${HELP_DESK}/inner`,
        'http://plain.example.net/',
        'about:blank',
      ],
    }

    it('adds IDs of addresses and fields, and offers the sites of frames that we may not enter', async () => {
      const { viewer, find } = setUp({ url: `${HELP_DESK}/tickets/1`, patterns: [`${HELP_DESK}/*`], beside })
      await find(INQUIRY_ID)
      expect(await viewer.look(4)).toMatchObject({
        value: { ids: [INQUIRY_ID, OTHER], frames: ['https://mail.example.net/*'] },
      })
    })

    it('offers no site that the administrator has not named', async () => {
      const { viewer } = setUp({
        url: `${HELP_DESK}/tickets/1`,
        patterns: [`${HELP_DESK}/*`],
        policy: { sites: [`${HELP_DESK}/*`] },
        beside,
      })
      expect(await viewer.look(4)).not.toHaveProperty('value.frames')
    })

    it('is not read on a page that is none of ours', async () => {
      const { viewer } = setUp({ url: `${HELP_DESK}/tickets/1`, beside })
      expect(await viewer.look(4)).toMatchObject({ value: { ids: [] } })
    })
  })

  describe('look', () => {
    it.each([
      [`${HELP_DESK}/tickets/1`, [`${HELP_DESK}/*`], 'granted', 'desk.example.com', `${HELP_DESK}/*`],
      [
        `${HELP_DESK}/tickets/1`,
        ['https://*.example.com/*'],
        'granted',
        'desk.example.com',
        `${HELP_DESK}/*`,
      ],
      [`${HELP_DESK}/tickets/1`, [], 'grantable', 'desk.example.com', `${HELP_DESK}/*`],
      ['http://127.0.0.1:5000/', [], 'grantable', '127.0.0.1:5000', 'http://127.0.0.1:5000/*'],
      ['chrome://extensions/', [`${HELP_DESK}/*`], 'closed', '', null],
      ['http://desk.example.com/', [], 'closed', '', null],
      [undefined, [`${HELP_DESK}/*`], 'closed', '', null],
    ])('at %s with %j: %s', async (url, patterns, site, host, pattern) => {
      const { viewer } = setUp({ patterns, ...(url !== undefined && { url }) })
      expect(await viewer.look(4)).toEqual(ok({ site, host, pattern, ids: [], hidden: [], numbers: [] }))
    })

    it('names the IDs that were found', async () => {
      const { viewer, find } = setUp({ url: `${HELP_DESK}/`, patterns: [`${HELP_DESK}/*`] })
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
      expect(await scan).toEqual(ok({ ids: [INQUIRY_ID], hidden: [], numbers: [] }))
    })

    it('answers at once where all is known', async () => {
      const { viewer, find } = setUp()
      await find(INQUIRY_ID)
      expect(await viewer.scan(4)).toEqual(ok({ ids: [INQUIRY_ID], hidden: [], numbers: [] }))
    })

    it('does not wait for ever for a page without an ID', async () => {
      const { viewer, run, limit } = setUp()
      const scan = viewer.scan(4)
      await vi.waitFor(() => expect(run).toHaveBeenCalled())
      limit.abort()
      expect(await scan).toEqual(ok({ ids: [], hidden: [], numbers: [] }))
    })

    it('explains what to do where the browser allows no script', async () => {
      const { viewer, run } = setUp()
      run.mockRejectedValueOnce(new Error('Cannot access a chrome:// URL'))
      expect(await viewer.scan(4)).toMatchObject({ ok: false, error: { code: 'page-closed' } })
      expect(await viewer.hasScanned(pageSender())).toBe(false)
    })

    it('knows its documents, also when they speak before the browser has named them', async () => {
      const entered = deferred<string[]>()
      const { viewer, run, limit } = setUp()
      run.mockReturnValueOnce(entered.promise)
      const scan = viewer.scan(4)
      const early = viewer.hasScanned(pageSender())
      const elsewhere = viewer.hasScanned(pageSender({ tabId: 5 }))
      expect(await elsewhere).toBe(false)
      entered.resolve(['D0'])
      expect(await early).toBe(true)
      expect(await viewer.hasScanned(pageSender({ documentId: 'D1' }))).toBe(false)
      limit.abort()
      await scan
    })
  })

  describe('an administrator’s policy', () => {
    const url = `${HELP_DESK}/tickets/1`
    it.each<[Partial<Policy>, string, string | null]>([
      [{ sites: ['https://*.example.com/*'] }, 'grantable', 'https://*.example.com/*'],
      [{ sites: ['https://other.example/*'] }, 'withheld', null],
      [{ sites: [] }, 'withheld', null],
      [{ off: ['marks'] }, 'off', null],
      [{ isLocked: true }, 'withheld', null],
      [{ isLocked: true, sites: [`${HELP_DESK}/*`] }, 'grantable', `${HELP_DESK}/*`],
      [{ off: ['copy'] }, 'grantable', `${HELP_DESK}/*`],
    ])('with %j the page is %s', async (policy, site, pattern) => {
      const { viewer } = setUp({ url, policy })
      expect(await viewer.look(4)).toMatchObject({ value: { site, pattern } })
    })

    it.each<[Partial<Policy>, boolean]>([
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
})

describe('reports of pages', () => {
  function setUp() {
    const parts = {
      documents: { note: vi.fn(async () => {}) },
      commands: { apply: vi.fn(async () => {}) },
      readDisplayMode: vi.fn(async (): Promise<DisplayMode> => ({ states: 'on-hover' })),
      refreshBadge: vi.fn(async () => {}),
    }
    return { ...parts, reports: createPageReports(parts) }
  }

  beforeEach(() => fakeBrowser.reset())

  it('stores the count, shows it, and sends the page its display mode', async () => {
    const { reports, documents, commands, refreshBadge } = setUp()
    expect(await reports.take(pageSender(), 3)).toEqual(ok(null))
    expect(documents.note).toHaveBeenCalledExactlyOnceWith(pageSender(), 3)
    expect(commands.apply).toHaveBeenCalledExactlyOnceWith(pageSender(), { states: 'on-hover' })
    expect(refreshBadge).toHaveBeenCalledExactlyOnceWith(4)
  })

  it('sends nothing to a page that ends', async () => {
    const { reports, commands, refreshBadge } = setUp()
    await reports.take(pageSender(), 0)
    expect(commands.apply).not.toHaveBeenCalled()
    expect(refreshBadge).toHaveBeenCalledOnce()
  })

  it('does not wait for a page that never answers', async () => {
    const { reports, commands } = setUp()
    commands.apply.mockReturnValueOnce(new Promise(() => {}))
    expect(await reports.take(pageSender(), 1)).toEqual(ok(null))
  })

  it('wakes those who wait for the tab, and ends a wait in vain', async () => {
    const { reports } = setUp()
    const end = new AbortController()
    const settled = vi.fn()
    const waits = [
      reports.nextFrom(4, end.signal).then(() => settled('here')),
      reports.nextFrom(5, end.signal).then(() => settled('elsewhere')),
    ]
    await reports.take(pageSender(), 1)
    await vi.waitFor(() => expect(settled.mock.calls).toEqual([['here']]))
    end.abort()
    await Promise.all(waits)
    expect(settled).toHaveBeenLastCalledWith('elsewhere')
    await reports.nextFrom(4, end.signal)
  })
})
