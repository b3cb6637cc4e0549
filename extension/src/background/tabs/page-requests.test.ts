import { hintOf } from '@inquiry-lens/shared/domain/ids/uuid-hint.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../../messages/failure.ts'
import type { LookupsView } from '../../messages/messages.ts'
import type { LookUp } from '../../page/background-port.ts'
import type { Inner } from '../../page/card/frame-place.ts'
import { accountIn, accountKey, cachedList, cachedProviders, SAMPLE_RELAY } from '../../stored.ts'
import {
  ACCOUNT,
  CARD_TOKEN,
  found,
  INQUIRY_ID,
  INQUIRY_ID as id,
  NOW,
  pageSender,
  SOURCE,
  sessionOf,
} from '../fixtures.ts'
import { createKnownConfig } from '../queries/config.ts'
import { problemFailure } from '../relay/failures.ts'
import { createFinderHints, createPageHandlers, cutFailure, cutLookup } from './page-requests.ts'

describe('page requests', () => {
  const LOOKED: LookupsView = { items: [found(INQUIRY_ID)], source: SOURCE, asOf: NOW }

  function setUp(more: Partial<Parameters<typeof createPageHandlers>[0]> = {}) {
    const parts = {
      lookups: { lookUpMarks: vi.fn(async () => ok(LOOKED)) },
      reports: { take: vi.fn(async () => ok(null)) },
      tokens: { register: vi.fn(async () => ok(null)) },
      runOverlay: vi.fn(async () => {}),
      runCard: vi.fn(async () => {}),
      findInParent: vi.fn(async (_tabId: number, path: readonly number[], inner: Inner) =>
        path[0] === 9 ? undefined : { ...inner, width: inner.width * 2 },
      ),
      commands: { drawCard: vi.fn(async () => 'open' as const) },
      findHints: vi.fn<Parameters<typeof createPageHandlers>[0]['findHints']>(async () => undefined),
      runFinder: vi.fn(async () => {}),
      showPanel: vi.fn(async () => ok(null)),
    }
    return { parts, handlers: createPageHandlers({ ...parts, ...more }) }
  }

  it('answers a look-up with meanings', async () => {
    const { handlers } = setUp()
    expect(await handlers['page:lookup']({ ids: [INQUIRY_ID] }, pageSender())).toEqual(
      ok({ items: [{ id: INQUIRY_ID, outcome: 'found', state: 'approved' }] }),
    )
  })

  it('passes on that there is no answer', async () => {
    const failure = err(problemFailure('signed-out'))
    const { handlers } = setUp({ lookups: { lookUpMarks: async () => failure } })
    expect(await handlers['page:lookup']({ ids: [INQUIRY_ID] }, pageSender())).toEqual(failure)
  })

  it('does the rest for the very document that asks', async () => {
    const { handlers, parts } = setUp()
    const page = pageSender({ frameId: 7, documentId: 'D7' })
    for (const reply of [
      await handlers['page:found']({ count: 3 }, page),
      await handlers['page:load-overlay'](null, page),
      await handlers['page:load-card'](null, page),
      await handlers['page:card']({ cardToken: CARD_TOKEN }, page),
      await handlers['page:open-panel']({ id: INQUIRY_ID, isReference: false }, page),
    ]) {
      expect(reply).toEqual(ok(null))
    }
    expect(parts.reports.take).toHaveBeenCalledExactlyOnceWith(page, 3)
    expect(parts.runOverlay).toHaveBeenCalledExactlyOnceWith(4, 'D7')
    expect(parts.runCard).toHaveBeenCalledExactlyOnceWith(4, 'D7')
    expect(parts.tokens.register).toHaveBeenCalledExactlyOnceWith(page, CARD_TOKEN)
    expect(parts.showPanel).toHaveBeenCalledExactlyOnceWith(1, { id: INQUIRY_ID, isReference: false })
  })

  describe('a card to be drawn by the top frame', () => {
    const box = { left: 1, top: 2, right: 3, bottom: 4 }
    const rest = {
      id: INQUIRY_ID,
      isReference: false,
      state: 'open',
      takeFocus: false,
      isPointed: true,
      movedAt: 0,
    } as const
    const page = pageSender({ frameId: 7, documentId: 'D7' })

    it('is asked of it in the asker’s name, with the place in its own child', async () => {
      const { handlers, parts } = setUp()
      expect(await handlers['page:card-above']({ ...rest, path: [2], box, width: 100 }, page)).toEqual(
        ok('open'),
      )
      expect(parts.findInParent).not.toHaveBeenCalled()
      expect(parts.commands.drawCard).toHaveBeenCalledExactlyOnceWith(4, {
        ...rest,
        from: 'D7',
        index: 2,
        box,
        width: 100,
      })
    })

    it('is placed frame by frame, from the inside out', async () => {
      const { handlers, parts } = setUp()
      await handlers['page:card-above']({ ...rest, path: [2, 0, 5], box, width: 100 }, page)
      expect(parts.findInParent.mock.calls.map(([tabId, path]) => [tabId, path.length])).toEqual([
        [4, 3],
        [4, 2],
      ])
      expect(parts.commands.drawCard).toHaveBeenCalledExactlyOnceWith(4, {
        ...rest,
        from: 'D7',
        index: 2,
        box,
        width: 400,
      })
    })

    it('is not drawn within a frame that we may not enter', async () => {
      const { handlers, parts } = setUp()
      expect(await handlers['page:card-above']({ ...rest, path: [9, 0], box, width: 100 }, page)).toEqual(
        ok('closed'),
      )
      expect(parts.commands.drawCard).not.toHaveBeenCalled()
    })
  })

  it('finds more than IDs only where there is anything to find', async () => {
    const { handlers, parts } = setUp()
    const page = pageSender({ frameId: 7, documentId: 'D7' })
    expect(await handlers['page:load-finder'](null, page)).toEqual(ok(null))
    expect(parts.runFinder).not.toHaveBeenCalled()

    const hints = {
      uuids: { salt: 'salt', known: ['0123456789ab'], words: [] },
      patterns: ['cust-######'],
    }
    parts.findHints.mockResolvedValue(hints)
    expect(await handlers['page:load-finder'](null, page)).toEqual(ok(hints))
    expect(parts.runFinder).toHaveBeenCalledExactlyOnceWith(4, 'D7')
  })
})

describe('page answer', () => {
  it.each<[Lookup, LookUp]>([
    [found(id), { id, outcome: 'found', state: 'approved' }],
    [found(id, { status: 'completed' }), { id, outcome: 'found', state: 'waiting-on-us' }],
    [found(id, { redacted: true }), { id, outcome: 'found', state: 'redacted' }],
    [found(id, { status: 'of-tomorrow' }), { id, outcome: 'found', state: 'unknown' }],
    [found(id, { status: null }), { id, outcome: 'found', state: 'unknown' }],
    [found(id, { kind: 'session', status: 'active' }), { id, outcome: 'found', state: 'in-progress' }],
    [
      { id, outcome: 'not-found' },
      { id, outcome: 'not-found' },
    ],
    [
      { id, outcome: 'not-asked', reason: 'lookup-limit' },
      { id, outcome: 'not-asked' },
    ],
    [
      { id, outcome: 'not-asked', reason: 'no-lookup' },
      { id, outcome: 'not-asked' },
    ],
    [
      { id, outcome: 'not-asked', reason: 'provider-timeout' },
      { id, outcome: 'no-reply' },
    ],
  ])('%j', (lookup, cut) => {
    expect(cutLookup(lookup)).toEqual(cut)
  })

  it('lets out neither word nor time nor name', () => {
    const told = JSON.stringify(
      cutLookup(found(id, { status: 'secret-word', name: 'secret-name', at: '2026-01-01' })),
    )
    expect(told).not.toMatch(/secret|2026/)
  })

  it('cuts a failure down to what it is and when to come back', () => {
    const failure = { ...problemFailure('provider-rate-limited', 'secret'), requestId: 'req-1' }
    expect(cutFailure({ ...failure, retryAfter: 4 })).toEqual({
      code: 'provider-rate-limited',
      retryAfter: 4,
    })
    expect(cutFailure(failure)).toEqual({ code: 'provider-rate-limited' })
  })
})

describe('finder hints', () => {
  const ID = '5f3c1a2b-77d0-4e1c-9b2a-0c1d2e3f4a5b'
  const { readKnown } = createKnownConfig({ readConfig: async () => {} })
  const findHints = createFinderHints({ makeSalt: () => 'salt', readKnown })

  async function hold(environment: 'production' | 'sandbox' | 'unknown', account = ACCOUNT): Promise<void> {
    const owner = accountKey(account)
    await accountIn.session.set(account)
    await cachedProviders.set({
      owner,
      providers: [{ provider: 'deepidv', environment }],
      wordsNearUuid: ['Check ID'],
    })
    await cachedList('app:sessions.list', { provider: 'deepidv' }).set({
      owner,
      items: [{ ...sessionOf(ID), provider: 'deepidv' }, sessionOf('iqse_Fictional1')],
      next: null,
      source: SOURCE,
      asOf: NOW,
      etag: null,
      limit: 25,
      usedAt: NOW,
    })
  }

  beforeEach(() => fakeBrowser.reset())

  it('gives away no ID, only hints of those that were shown', async () => {
    await hold('production')
    const hints = await findHints()
    expect(hints).toEqual({
      uuids: { salt: 'salt', known: [hintOf('salt', ID)], words: ['check id'] },
      patterns: [],
    })
    expect(JSON.stringify(hints)).not.toContain(ID.slice(0, 8))
  })

  it.each(['sandbox', 'unknown'] as const)(
    'lets no UUID count in the %s environment',
    async (environment) => {
      await hold(environment)
      expect(await findHints()).toBeUndefined()
    },
  )

  it('returns no hints when signed out, for another account, and for samples', async () => {
    expect(await findHints()).toBeUndefined()
    await hold('production')
    await accountIn.session.set({ ...ACCOUNT, email: 'bo@example.com' })
    expect(await findHints()).toBeUndefined()
    await hold('production', { ...ACCOUNT, relay: SAMPLE_RELAY })
    expect(await findHints()).toBeUndefined()
  })

  it('returns each pattern of customer numbers once, in every environment', async () => {
    await hold('sandbox')
    const held = await cachedProviders.get()
    const pattern = 'cust-######'
    if (held)
      await cachedProviders.set({
        ...held,
        idPatterns: [
          { provider: 'persona', pattern },
          { provider: 'deepidv', pattern },
        ],
      })
    expect(await findHints()).toEqual({ uuids: null, patterns: [pattern] })
  })
})
