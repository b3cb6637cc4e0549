import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { NO_POLICY, type Policy } from '../../platform/policy.ts'
import type { BrowserTab } from '../../platform/tabs.ts'
import { accountIn } from '../../stored.ts'
import { ACCOUNT, deferred, HELP_DESK, NOW, pageSender, RELAY } from '../fixtures.ts'
import { makeSampleSignIn } from '../samples/sample-relay.ts'
import { createPageDocuments } from './documents.ts'
import { createSites, createSitesOff, storedSites, wantedSites } from './sites.ts'

describe('sites', () => {
  const SITE = `${HELP_DESK}/*`
  const OTHER = 'https://help.example.com/*'

  /** A browser with open tabs and granted hosts; each `wake()` restarts the background. */
  function setUp({ granted = [] as string[], open = [] as BrowserTab[] } = {}) {
    const allowed = new Set(granted)
    const clock = { now: NOW }
    const policy: Policy = { ...NO_POLICY }
    const off: string[] = []
    const run = vi.fn(async () => ['D0'])
    const register = vi.fn(async () => {})
    const requestAccess = vi.fn(async (_tabId: number) => {})
    const refreshBadge = vi.fn(async () => {})
    const documents = createPageDocuments({ commands: { list: async () => undefined } })
    const isOn = (url: string | undefined, patterns: readonly string[]) =>
      patterns.some((pattern) => url?.startsWith(pattern.slice(0, -1)))
    const wake = () =>
      createSites({
        permissions: {
          isGranted: async (pattern) => allowed.has(pattern),
          giveBack: async (pattern) => void allowed.delete(pattern),
        },
        scripts: { register, run },
        // The browser tells the addresses of those tabs alone that we may enter.
        findTabs: async (patterns) =>
          open
            .map(({ id, url }) => ({ id, url: isOn(url, [...allowed]) ? url : undefined }))
            .filter(({ url }) => !patterns || isOn(url, patterns)),
        commands: { requestAccess },
        documents,
        refreshBadge,
        readManaged: async () => policy,
        readOff: async () => off,
        now: () => clock.now,
      })
    return { allowed, clock, policy, off, run, register, requestAccess, documents, refreshBadge, wake }
  }

  const ticketTab: BrowserTab = { id: 4, url: `${HELP_DESK}/tickets/1` }
  const otherTab: BrowserTab = { id: 5, url: 'https://help.example.com/' }

  beforeEach(() => fakeBrowser.reset())

  describe('add', () => {
    it('begins at once where it is granted already: in open tabs, and in those to come', async () => {
      const { wake, run, register } = setUp({ granted: [SITE], open: [ticketTab, otherTab] })
      expect(await wake().add(SITE)).toEqual([SITE])
      expect(register).toHaveBeenLastCalledWith([SITE], [])
      expect(run.mock.calls).toEqual([[4]])
      expect(await wake().list()).toEqual([SITE])
      expect(await storedSites.get()).toEqual([SITE])
    })

    it('waits for the browser to grant it, even if the background stops in between', async () => {
      const { wake, allowed, run } = setUp({ open: [ticketTab] })
      expect(await wake().add(SITE)).toEqual([])
      expect(run).not.toHaveBeenCalled()
      allowed.add(SITE)
      await wake().reconcile()
      expect(await storedSites.get()).toEqual([SITE])
      expect(run.mock.calls).toEqual([[4]])
      expect(await wantedSites.get()).toEqual([])
    })

    it('takes no site for granted that was refused, and is later granted for another reason', async () => {
      const { wake, allowed, clock } = setUp()
      const sites = wake()
      await sites.add(SITE)
      await sites.remove(SITE)
      allowed.add(SITE)
      expect(await sites.list()).toEqual([])

      await sites.add(OTHER)
      clock.now += 10 * 60_000 + 1
      allowed.add(OTHER)
      expect(await sites.list()).toEqual([])
    })

    it('loses none of those that are added at once, and has each once', async () => {
      const { wake } = setUp({ granted: [SITE, OTHER] })
      const sites = wake()
      await Promise.all([sites.add(SITE), sites.add(OTHER), sites.add(SITE)])
      expect(await sites.list()).toEqual([SITE, OTHER])
    })

    it('continues when a tab can’t be entered', async () => {
      const { wake, run } = setUp({ granted: [SITE], open: [ticketTab, { id: 6, url: `${HELP_DESK}/gone` }] })
      run.mockRejectedValueOnce(new Error('Frame with ID 0 is showing error page'))
      expect(await wake().add(SITE)).toEqual([SITE])
      expect(run).toHaveBeenCalledTimes(2)
    })

    it('waits for no page that is still loading', async () => {
      const { wake, run } = setUp({ granted: [SITE], open: [ticketTab] })
      run.mockReturnValueOnce(new Promise(() => {}))
      expect(await wake().add(SITE)).toEqual([SITE])
    })
  })

  describe('remove', () => {
    it('gives the permission back, and lets our script ask wherever it may be', async () => {
      const { wake, allowed, register, requestAccess } = setUp({
        granted: [SITE, OTHER],
        open: [ticketTab, otherTab],
      })
      const sites = wake()
      await sites.add(SITE)
      await sites.add(OTHER)
      expect(await sites.remove(SITE)).toEqual([OTHER])
      expect([...allowed]).toEqual([OTHER])
      expect(register).toHaveBeenLastCalledWith([OTHER], [])
      // In the other tab too, whose frames may be of this site.
      expect(requestAccess.mock.calls).toEqual([[4], [5]])
    })

    it('forgets what was found in frames within other pages too', async () => {
      const { wake, documents, refreshBadge } = setUp({ granted: [SITE, OTHER], open: [otherTab] })
      const sites = wake()
      await sites.add(SITE)
      await sites.add(OTHER)
      const framed = pageSender({ tabId: 5, frameId: 3, documentId: 'D3' })
      await documents.note(framed, 1)
      await documents.note(pageSender({ tabId: 5, documentId: 'D5', origin: 'https://help.example.com' }), 1)
      await sites.remove(SITE)
      expect((await documents.inTab(5)).map(({ documentId }) => documentId)).toEqual(['D5'])
      expect(refreshBadge.mock.calls).toEqual([[5]])
    })

    it('forgets what was found in sandboxed frames of its pages', async () => {
      const { wake, documents } = setUp({ granted: [SITE, OTHER], open: [ticketTab, otherTab] })
      const sites = wake()
      await sites.add(SITE)
      await sites.add(OTHER)
      await documents.note(pageSender({ documentId: 'here', frameId: 3, origin: 'null' }), 1)
      await documents.note(pageSender({ documentId: 'there', tabId: 5, frameId: 3, origin: 'null' }), 1)
      await sites.remove(SITE)
      expect((await documents.everywhere()).map(({ documentId }) => documentId)).toEqual(['there'])
    })

    it('keeps what was found in a page that was scanned once', async () => {
      const { wake, documents } = setUp({ granted: [SITE], open: [ticketTab, { id: 9, url: undefined }] })
      const sites = wake()
      await sites.add(SITE)
      await documents.noteScanned(9, ['D9'])
      await documents.note(pageSender({ tabId: 9, documentId: 'D9' }), 1)
      await sites.remove(SITE)
      expect((await documents.everywhere()).map(({ documentId }) => documentId)).toEqual(['D9'])
    })
  })

  describe('a permission that was taken back in the browser', () => {
    it('takes its site with it, for good', async () => {
      const { wake, allowed, register, requestAccess } = setUp({
        granted: [SITE, OTHER],
        open: [ticketTab, otherTab],
      })
      await wake().add(SITE)
      await wake().add(OTHER)
      // Added once more in between, as the options do with a site that is on the list.
      await wake().add(SITE)
      allowed.delete(SITE)
      await wake().reconcile()
      expect(register).toHaveBeenLastCalledWith([OTHER], [])
      // The tab of the removed site gets the command too, though its address is unreadable now.
      expect(requestAccess.mock.calls).toEqual([[4], [5]])
      allowed.add(SITE)
      expect(await wake().list()).toEqual([OTHER])
    })
  })

  it('makes the registrations what they should be at each start, whatever they were', async () => {
    const { wake, register } = setUp({ granted: [SITE] })
    await wake().reconcile()
    expect(register).toHaveBeenLastCalledWith([], [])
    await wake().add(SITE)
    register.mockClear()
    await wake().reconcile()
    expect(register).toHaveBeenCalledExactlyOnceWith([SITE], [])
  })

  it('runs the script again in open tabs after an update', async () => {
    const { wake, run } = setUp({ granted: [SITE], open: [ticketTab, otherTab] })
    await wake().add(SITE)
    run.mockClear()
    await wake().restart()
    expect(run.mock.calls).toEqual([[4]])
  })

  describe('an administrator’s policy', () => {
    it('puts its sites in place of the agent’s, as far as they are granted, and gives them back', async () => {
      const { wake, policy, run, register, requestAccess } = setUp({
        granted: [SITE, OTHER],
        open: [ticketTab, otherTab],
      })
      await wake().add(SITE)
      run.mockClear()
      Object.assign(policy, { sites: [OTHER, 'https://not-granted.example/*'] })
      await wake().reconcile()
      expect(register).toHaveBeenLastCalledWith([OTHER], [])
      expect(run.mock.calls).toEqual([[otherTab.id]])
      expect(requestAccess.mock.calls).toEqual([[ticketTab.id], [otherTab.id]])
      Object.assign(policy, { sites: undefined })
      expect(await wake().list()).toEqual([SITE])
      expect(register).toHaveBeenLastCalledWith([SITE], [])
    })
  })

  describe('hosts that are switched off', () => {
    it('are left, forgotten and kept out of, and entered again once they are on', async () => {
      const { wake, off, run, register, requestAccess, documents, refreshBadge } = setUp({
        granted: [SITE, OTHER],
        open: [ticketTab, otherTab],
      })
      const sites = wake()
      await sites.add(SITE)
      await sites.add(OTHER)
      await documents.note(pageSender(), 1)
      await documents.noteScanned(4, ['D0'])
      await documents.note(
        pageSender({ documentId: 'framed', frameId: 3, origin: 'https://help.example.com' }),
        1,
      )
      await documents.note(pageSender({ tabId: 5, documentId: 'D5', origin: 'https://help.example.com' }), 1)
      run.mockClear()
      off.push('desk.example.com')
      await wake().reconcile()
      expect(register).toHaveBeenLastCalledWith([SITE, OTHER], off)
      expect(requestAccess.mock.calls).toEqual([[4], [5]])
      // The scanned page and the frame of another host in it, too.
      expect((await documents.everywhere()).map(({ documentId }) => documentId)).toEqual(['D5'])
      expect(refreshBadge.mock.calls).toEqual([[4]])
      expect(run).not.toHaveBeenCalled()

      off.pop()
      await wake().reconcile()
      expect(register).toHaveBeenLastCalledWith([SITE, OTHER], [])
      expect(run.mock.calls).toContainEqual([4])
    })

    it('are left out of the registration when another site is added', async () => {
      const { wake, off, register } = setUp({ granted: [SITE, OTHER] })
      off.push('desk.example.com')
      await wake().add(SITE)
      expect(register).toHaveBeenLastCalledWith([SITE], off)
      await wake().add(OTHER)
      expect(register).toHaveBeenLastCalledWith([SITE, OTHER], off)
    })

    it('are every host where there is a star; the list of the agent waits', async () => {
      const { wake, off, register, requestAccess } = setUp({ granted: [SITE], open: [ticketTab] })
      await wake().add(SITE)
      off.push('*')
      await wake().reconcile()
      expect(register).toHaveBeenLastCalledWith([], off)
      expect(requestAccess.mock.calls).toEqual([[ticketTab.id]])
      expect(await storedSites.get()).toEqual([SITE])
      off.pop()
      expect(await wake().list()).toEqual([SITE])
    })
  })
})

describe('sites off', () => {
  function setUp() {
    const policy = { ...NO_POLICY }
    const clock = { now: NOW }
    const readConfig = vi.fn(async (): Promise<unknown> => undefined)
    const onChange = vi.fn()
    const sitesOff = createSitesOff({
      readManaged: async () => policy,
      readConfig,
      onChange,
      now: () => clock.now,
    })
    return { policy, clock, readConfig, onChange, sitesOff }
  }

  beforeEach(() => fakeBrowser.reset())

  it('are what the relay said last, and every host by policy', async () => {
    const { policy, onChange, sitesOff } = setUp()
    expect(await sitesOff.read()).toEqual([])
    await sitesOff.keep(RELAY, ['a.example'])
    await sitesOff.keep(RELAY, ['a.example'])
    expect(await sitesOff.read()).toEqual(['a.example'])
    expect(onChange).toHaveBeenCalledOnce()
    Object.assign(policy, { off: ['marks'] })
    expect(await sitesOff.read()).toEqual(['*'])
  })

  it('stay off however old the last answer is', async () => {
    const { clock, sitesOff } = setUp()
    await sitesOff.keep(RELAY, ['a.example'])
    clock.now += 30 * 24 * 60 * 60_000
    expect(await sitesOff.read()).toEqual(['a.example'])
  })

  describe('asking the relay', () => {
    it('is waited for where it has never answered', async () => {
      const { readConfig, sitesOff } = setUp()
      await accountIn.session.set(ACCOUNT)
      await sitesOff.keep('https://earlier.example.com', ['a.example'])
      const answer = deferred<unknown>()
      readConfig.mockReturnValue(answer.promise)
      const done = vi.fn()
      const both = Promise.all([sitesOff.refresh().then(done), sitesOff.refresh()])
      await vi.waitFor(() => expect(readConfig).toHaveBeenCalledOnce())
      expect(done).not.toHaveBeenCalled()
      answer.resolve(undefined)
      await both
    })

    it('is done when the agent turns to another page, while anything is off', async () => {
      const { clock, readConfig, sitesOff } = setUp()
      await accountIn.session.set(ACCOUNT)
      await sitesOff.keep(RELAY, [])
      clock.now += 60_000
      await sitesOff.refreshWhileOff()
      expect(readConfig).not.toHaveBeenCalled()
      await sitesOff.keep(RELAY, ['a.example'])
      await sitesOff.refreshWhileOff()
      expect(readConfig).not.toHaveBeenCalled()
      clock.now += 60_000
      await sitesOff.refreshWhileOff()
      expect(readConfig).toHaveBeenCalledOnce()
    })

    it('is done once a minute, without a wait', async () => {
      const { clock, readConfig, sitesOff } = setUp()
      await accountIn.session.set(ACCOUNT)
      await sitesOff.keep(RELAY, [])
      await sitesOff.refresh()
      expect(readConfig).not.toHaveBeenCalled()
      clock.now += 60_000
      readConfig.mockReturnValue(new Promise(() => {}))
      await sitesOff.refresh()
      expect(readConfig).toHaveBeenCalledOnce()
    })

    it('is left where there is no relay to ask', async () => {
      const { readConfig, sitesOff } = setUp()
      await sitesOff.refresh()
      await accountIn.session.set(makeSampleSignIn(NOW).account)
      await sitesOff.refresh()
      expect(readConfig).not.toHaveBeenCalled()
    })
  })
})
