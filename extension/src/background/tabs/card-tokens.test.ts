import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PageSender } from '../../platform/sender.ts'
import { isHostListed } from '../../site-pattern.ts'
import { CARD_TOKEN, cardSender, HELP_DESK, pageSender } from '../fixtures.ts'
import { cardTokens, createAccessCheck, createCardTokens } from './card-tokens.ts'

describe('card tokens', () => {
  const OTHER = 'c1c0a9a6-5a1e-4d53-8f6e-0f9b2f8f6c22'

  beforeEach(() => fakeBrowser.reset())

  it('accepts the first card with a token every time, also after the background was stopped', async () => {
    expect(await createCardTokens().register(pageSender(), CARD_TOKEN)).toMatchObject({ ok: true })
    expect(await createCardTokens().verify(cardSender(), CARD_TOKEN)).toBe(true)
    expect(await createCardTokens().verify(cardSender(), CARD_TOKEN)).toBe(true)
  })

  it('rejects a second card with it', async () => {
    const tokens = createCardTokens()
    await tokens.register(pageSender(), CARD_TOKEN)
    const both = await Promise.all([
      tokens.verify(cardSender({ documentId: 'C1' }), CARD_TOKEN),
      tokens.verify(cardSender({ documentId: 'C2' }), CARD_TOKEN),
    ])
    expect(both).toEqual([true, false])
  })

  it('rejects a token of another tab, and one that was not registered', async () => {
    const tokens = createCardTokens()
    await tokens.register(pageSender(), CARD_TOKEN)
    expect(await tokens.verify(cardSender({ tabId: 5 }), CARD_TOKEN)).toBe(false)
    expect(await tokens.verify(cardSender(), OTHER)).toBe(false)
    // Neither used it up.
    expect(await tokens.verify(cardSender(), CARD_TOKEN)).toBe(true)
  })

  it('accepts a token registered twice, but not one in use or of another tab', async () => {
    const tokens = createCardTokens()
    await tokens.register(pageSender(), CARD_TOKEN)
    expect(await tokens.register(pageSender(), CARD_TOKEN)).toMatchObject({ ok: true })
    expect(await tokens.register(pageSender({ tabId: 5 }), CARD_TOKEN)).toMatchObject({ ok: false })
    await tokens.verify(cardSender(), CARD_TOKEN)
    expect(await tokens.register(pageSender(), CARD_TOKEN)).toMatchObject({ ok: false })
    expect(await tokens.verify(cardSender({ documentId: 'C2' }), CARD_TOKEN)).toBe(false)
  })

  it('rejects a registration from a sandboxed frame, where a card could send nothing', async () => {
    const tokens = createCardTokens()
    expect(await tokens.register(pageSender({ origin: 'null' }), CARD_TOKEN)).toMatchObject({ ok: false })
    expect(await tokens.verify(cardSender(), CARD_TOKEN)).toBe(false)
  })

  it('keeps a tab’s newest tokens, and none of a closed tab', async () => {
    const tokens = createCardTokens()
    await tokens.register(pageSender({ tabId: 5 }), OTHER)
    const many = Array.from({ length: 60 }, () => crypto.randomUUID())
    for (const token of many) await tokens.register(pageSender(), token)
    expect((await cardTokens.get())?.filter(({ tabId }) => tabId === 4)).toHaveLength(50)
    expect(await tokens.verify(cardSender(), many[0] ?? '')).toBe(false)
    expect(await tokens.verify(cardSender(), many.at(-1) ?? '')).toBe(true)
    await tokens.forgetTab(4)
    expect((await cardTokens.get())?.map(({ token }) => token)).toEqual([OTHER])
  })
})

describe('page access', () => {
  function setUp({ patterns = [`${HELP_DESK}/*`], scanned = [] as string[], off = [] as string[] } = {}) {
    const tokens = { verify: vi.fn(async () => true) }
    const isAllowed = createAccessCheck({
      sites: {
        list: async () => patterns,
        isOff: async (...addresses) => addresses.some((address) => isHostListed(off, address)),
      },
      refreshOff: async () => {},
      viewer: { hasScanned: async ({ documentId }: PageSender) => scanned.includes(documentId) },
      tokens,
    })
    return { isAllowed, tokens }
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
    ])('%s: %s', async (_what, more, allowed) => {
      expect(await setUp().isAllowed(pageSender(more), null)).toBe(allowed)
    })

    it('that was scanned once is admitted, and no other document of its tab', async () => {
      const { isAllowed } = setUp({ patterns: [], scanned: ['D0'] })
      expect(await isAllowed(pageSender(), null)).toBe(true)
      expect(await isAllowed(pageSender({ documentId: 'D1' }), null)).toBe(false)
    })
  })

  describe('where marking is switched off', () => {
    it.each<[string, Partial<PageSender>]>([
      ['a page', {}],
      ['a frame of another host', { origin: 'https://mail.example.com', frameId: 3 }],
      ['a frame without an origin', { origin: 'null', frameId: 3 }],
    ])('%s is refused, though it was allowed or scanned', async (_what, more) => {
      const { isAllowed } = setUp({
        patterns: ['https://*.example.com/*'],
        scanned: ['D0'],
        off: ['desk.example.com'],
      })
      expect(await isAllowed(pageSender({ tabUrl: `${HELP_DESK}/tickets/1`, ...more }), null)).toBe(false)
    })

    it('a card is refused, whatever its token', async () => {
      const { isAllowed } = setUp({ off: ['*'] })
      expect(await isAllowed(cardSender(), { cardToken: CARD_TOKEN })).toBe(false)
    })
  })

  describe('a card', () => {
    it('is known by its token', async () => {
      const { isAllowed, tokens } = setUp()
      expect(await isAllowed(cardSender(), { cardToken: CARD_TOKEN, id: 'x' })).toBe(true)
      expect(tokens.verify).toHaveBeenCalledExactlyOnceWith(cardSender(), CARD_TOKEN)
      tokens.verify.mockResolvedValueOnce(false)
      expect(await isAllowed(cardSender(), { cardToken: CARD_TOKEN })).toBe(false)
    })

    it.each([null, undefined, {}, { cardToken: 7 }, CARD_TOKEN])('is rejected with %j', async (payload) => {
      const { isAllowed, tokens } = setUp()
      expect(await isAllowed(cardSender(), payload)).toBe(false)
      expect(tokens.verify).not.toHaveBeenCalled()
    })
  })

  it('allows our own pages without a check', async () => {
    expect(await setUp({ patterns: [] }).isAllowed({ kind: 'app' }, null)).toBe(true)
  })
})
