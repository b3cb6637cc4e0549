import { expect, it, vi } from 'vitest'
import { fail, succeed } from '../failure.ts'
import type { LookupsView } from '../messages.ts'
import { found, INQUIRY_ID, NOW, pageAsker, SOURCE, TICKET } from './fixtures.ts'
import { createPageHandlers, type PageRequestParts } from './page-requests.ts'
import { problemFailure } from './problem-failure.ts'

const LOOKED: LookupsView = { items: [found(INQUIRY_ID)], source: SOURCE, asOf: NOW }

function setUp(more: Partial<PageRequestParts> = {}) {
  const parts = {
    lookups: { lookUp: vi.fn(async () => succeed(LOOKED)) },
    reports: { take: vi.fn(async () => succeed(null)) },
    tickets: { admit: vi.fn(async () => succeed(null)) },
    runCard: vi.fn(async () => {}),
    findUuidHints: vi.fn<PageRequestParts['findUuidHints']>(async () => undefined),
    runUuids: vi.fn(async () => {}),
    focusPanel: vi.fn(async () => {}),
  }
  return { parts, handlers: createPageHandlers({ ...parts, ...more }) }
}

it('answers a look-up with meanings', async () => {
  const { handlers } = setUp()
  expect(await handlers['page:lookup']({ ids: [INQUIRY_ID] }, pageAsker())).toEqual(
    succeed({ items: [{ id: INQUIRY_ID, outcome: 'found', meaning: 'approved' }] }),
  )
})

it('passes on that there is no answer', async () => {
  const failure = fail(problemFailure('signed-out'))
  const { handlers } = setUp({ lookups: { lookUp: async () => failure } })
  expect(await handlers['page:lookup']({ ids: [INQUIRY_ID] }, pageAsker())).toEqual(failure)
})

it('does the rest for the very document that asks', async () => {
  const { handlers, parts } = setUp()
  const page = pageAsker({ frameId: 7, documentId: 'D7' })
  for (const reply of [
    await handlers['page:found']({ count: 3 }, page),
    await handlers['page:load-card'](null, page),
    await handlers['page:card']({ ticket: TICKET }, page),
    await handlers['page:open-panel']({ id: INQUIRY_ID }, page),
  ]) {
    expect(reply).toEqual(succeed(null))
  }
  expect(parts.reports.take).toHaveBeenCalledExactlyOnceWith(page, 3)
  expect(parts.runCard).toHaveBeenCalledExactlyOnceWith(4, 'D7')
  expect(parts.tickets.admit).toHaveBeenCalledExactlyOnceWith(page, TICKET)
  expect(parts.focusPanel).toHaveBeenCalledExactlyOnceWith(INQUIRY_ID)
})

it('tells UUIDs apart only where any counts', async () => {
  const { handlers, parts } = setUp()
  const page = pageAsker({ frameId: 7, documentId: 'D7' })
  expect(await handlers['page:load-uuids'](null, page)).toEqual(succeed(null))
  expect(parts.runUuids).not.toHaveBeenCalled()

  const hints = { salt: 'salt', known: ['0123456789ab'], words: [] }
  parts.findUuidHints.mockResolvedValue(hints)
  expect(await handlers['page:load-uuids'](null, page)).toEqual(succeed(hints))
  expect(parts.runUuids).toHaveBeenCalledExactlyOnceWith(4, 'D7')
})
