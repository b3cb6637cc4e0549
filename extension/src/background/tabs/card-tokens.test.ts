import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PageSender } from '../../platform/sender.ts'
import { isHostListed } from '../../platform/site-pattern.ts'
import { cardSender, HELP_DESK, pageSender, TICKET } from '../fixtures.ts'
import { createCardTokens, createPageAccess } from './card-tokens.ts'
import { cardTokens } from './stored-pages.ts'

describe('card tokens', () => {
  const OTHER = 'c1c0a9a6-5a1e-4d53-8f6e-0f9b2f8f6c22'

  beforeEach(() => fakeBrowser.reset())

  it('lets in the first card that comes with a ticket, again and again, even after the background was stopped', async () => {
    expect(await createCardTokens().admit(pageSender(), TICKET)).toMatchObject({ ok: true })
    expect(await createCardTokens().admits(cardSender(), TICKET)).toBe(true)
    expect(await createCardTokens().admits(cardSender(), TICKET)).toBe(true)
  })

  it('lets in no second card with it', async () => {
    const tickets = createCardTokens()
    await tickets.admit(pageSender(), TICKET)
    const both = await Promise.all([
      tickets.admits(cardSender({ documentId: 'C1' }), TICKET),
      tickets.admits(cardSender({ documentId: 'C2' }), TICKET),
    ])
    expect(both).toEqual([true, false])
  })

  it('lets in none with a ticket of another tab, or with one that nobody told', async () => {
    const tickets = createCardTokens()
    await tickets.admit(pageSender(), TICKET)
    expect(await tickets.admits(cardSender({ tabId: 5 }), TICKET)).toBe(false)
    expect(await tickets.admits(cardSender(), OTHER)).toBe(false)
    // Neither has used it up.
    expect(await tickets.admits(cardSender(), TICKET)).toBe(true)
  })

  it('takes a ticket that is told twice, but not one that is in use or another tab’s', async () => {
    const tickets = createCardTokens()
    await tickets.admit(pageSender(), TICKET)
    expect(await tickets.admit(pageSender(), TICKET)).toMatchObject({ ok: true })
    expect(await tickets.admit(pageSender({ tabId: 5 }), TICKET)).toMatchObject({ ok: false })
    await tickets.admits(cardSender(), TICKET)
    expect(await tickets.admit(pageSender(), TICKET)).toMatchObject({ ok: false })
    expect(await tickets.admits(cardSender({ documentId: 'C2' }), TICKET)).toBe(false)
  })

  it('takes none from a sandboxed frame, where a card could ask nothing', async () => {
    const tickets = createCardTokens()
    expect(await tickets.admit(pageSender({ origin: 'null' }), TICKET)).toMatchObject({ ok: false })
    expect(await tickets.admits(cardSender(), TICKET)).toBe(false)
  })

  it('keeps the newest of a tab, and none of one that was closed', async () => {
    const tickets = createCardTokens()
    await tickets.admit(pageSender({ tabId: 5 }), OTHER)
    const many = Array.from({ length: 60 }, () => crypto.randomUUID())
    for (const ticket of many) await tickets.admit(pageSender(), ticket)
    expect((await cardTokens.get())?.filter(({ tabId }) => tabId === 4)).toHaveLength(50)
    expect(await tickets.admits(cardSender(), many[0] ?? '')).toBe(false)
    expect(await tickets.admits(cardSender(), many.at(-1) ?? '')).toBe(true)
    await tickets.forgetTab(4)
    expect((await cardTokens.get())?.map(({ ticket }) => ticket)).toEqual([OTHER])
  })
})

describe('page access', () => {
  function setUp({ patterns = [`${HELP_DESK}/*`], scanned = [] as string[], off = [] as string[] } = {}) {
    const tickets = { admits: vi.fn(async () => true) }
    const admits = createPageAccess({
      sites: {
        list: async () => patterns,
        isOff: async (...addresses) => addresses.some((address) => isHostListed(off, address)),
      },
      refreshOff: async () => {},
      viewer: { hasScanned: async ({ documentId }: PageSender) => scanned.includes(documentId) },
      tickets,
    })
    return { admits, tickets }
  }

  describe('a page', () => {
    it.each<[string, Partial<PageSender>, boolean]>([
      ['on a site', {}, true],
      ['on another', { origin: 'https://evil.example.com' }, false],
      [
        'on another, in a tab of the site',
        { origin: 'https://ads.example.com', tabUrl: `${HELP_DESK}/tickets/1`, frameId: 3 },
        false,
      ],
      ['of the site, in a tab of another', { tabUrl: undefined, frameId: 3 }, true],
      ['in a sandboxed frame of the site', { origin: 'null', frameId: 3 }, true],
      ['in a sandboxed frame of another', { origin: 'null', tabUrl: 'https://evil.example.com/' }, false],
      ['in a sandboxed frame of who knows what', { origin: 'null', tabUrl: undefined }, false],
      ['over http', { origin: 'http://desk.example.com' }, false],
    ])('%s: %s', async (_what, more, isAdmitted) => {
      expect(await setUp().admits(pageSender(more), null)).toBe(isAdmitted)
    })

    it('that was scanned once is admitted, and no other document of its tab', async () => {
      const { admits } = setUp({ patterns: [], scanned: ['D0'] })
      expect(await admits(pageSender(), null)).toBe(true)
      expect(await admits(pageSender({ documentId: 'D1' }), null)).toBe(false)
    })
  })

  describe('where marking is switched off', () => {
    it.each<[string, Partial<PageSender>]>([
      ['a page', {}],
      ['a frame of another host', { origin: 'https://mail.example.com', frameId: 3 }],
      ['a frame without an origin', { origin: 'null', frameId: 3 }],
    ])('%s is refused, though it was allowed or scanned', async (_what, more) => {
      const { admits } = setUp({
        patterns: ['https://*.example.com/*'],
        scanned: ['D0'],
        off: ['desk.example.com'],
      })
      expect(await admits(pageSender({ tabUrl: `${HELP_DESK}/tickets/1`, ...more }), null)).toBe(false)
    })

    it('a card is refused, whatever its ticket', async () => {
      const { admits } = setUp({ off: ['*'] })
      expect(await admits(cardSender(), { ticket: TICKET })).toBe(false)
    })
  })

  describe('a card', () => {
    it('is known by its ticket', async () => {
      const { admits, tickets } = setUp()
      expect(await admits(cardSender(), { ticket: TICKET, id: 'x' })).toBe(true)
      expect(tickets.admits).toHaveBeenCalledExactlyOnceWith(cardSender(), TICKET)
      tickets.admits.mockResolvedValueOnce(false)
      expect(await admits(cardSender(), { ticket: TICKET })).toBe(false)
    })

    it.each([null, undefined, {}, { ticket: 7 }, TICKET])('is not let in with %j', async (payload) => {
      const { admits, tickets } = setUp()
      expect(await admits(cardSender(), payload)).toBe(false)
      expect(tickets.admits).not.toHaveBeenCalled()
    })
  })

  it('our own pages are let in as they are', async () => {
    expect(await setUp({ patterns: [] }).admits({ kind: 'app' }, null)).toBe(true)
  })
})
