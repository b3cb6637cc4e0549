import { describe, expect, it, vi } from 'vitest'
import type { PageSender } from '../../platform/sender.ts'
import { isHostListed } from '../../platform/site-pattern.ts'
import { cardSender, HELP_DESK, pageSender, TICKET } from '../fixtures.ts'
import { createPageAccess } from './page-access.ts'

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
