import { expect, it, vi } from 'vitest'
import { err, ok } from '../../messages/failure.ts'
import type { LookupsView } from '../../messages/messages.ts'
import { found, INQUIRY_ID, NOW, pageSender, SOURCE, TICKET } from '../fixtures.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { createPageHandlers, type PageRequestParts } from './page-requests.ts'

const LOOKED: LookupsView = { items: [found(INQUIRY_ID)], source: SOURCE, asOf: NOW }

function setUp(more: Partial<PageRequestParts> = {}) {
  const parts = {
    lookups: { lookUp: vi.fn(async () => ok(LOOKED)) },
    reports: { take: vi.fn(async () => ok(null)) },
    tickets: { admit: vi.fn(async () => ok(null)) },
    runCard: vi.fn(async () => {}),
    findHints: vi.fn<PageRequestParts['findHints']>(async () => undefined),
    runFinder: vi.fn(async () => {}),
    showPanel: vi.fn(async () => ok(null)),
  }
  return { parts, handlers: createPageHandlers({ ...parts, ...more }) }
}

it('answers a look-up with meanings', async () => {
  const { handlers } = setUp()
  expect(await handlers['page:lookup']({ ids: [INQUIRY_ID] }, pageSender())).toEqual(
    ok({ items: [{ id: INQUIRY_ID, outcome: 'found', caseState: 'approved' }] }),
  )
})

it('passes on that there is no answer', async () => {
  const failure = err(problemFailure('signed-out'))
  const { handlers } = setUp({ lookups: { lookUp: async () => failure } })
  expect(await handlers['page:lookup']({ ids: [INQUIRY_ID] }, pageSender())).toEqual(failure)
})

it('does the rest for the very document that asks', async () => {
  const { handlers, parts } = setUp()
  const page = pageSender({ frameId: 7, documentId: 'D7' })
  for (const reply of [
    await handlers['page:found']({ count: 3 }, page),
    await handlers['page:load-card'](null, page),
    await handlers['page:card']({ ticket: TICKET }, page),
    await handlers['page:open-panel']({ id: INQUIRY_ID, isReference: false }, page),
  ]) {
    expect(reply).toEqual(ok(null))
  }
  expect(parts.reports.take).toHaveBeenCalledExactlyOnceWith(page, 3)
  expect(parts.runCard).toHaveBeenCalledExactlyOnceWith(4, 'D7')
  expect(parts.tickets.admit).toHaveBeenCalledExactlyOnceWith(page, TICKET)
  expect(parts.showPanel).toHaveBeenCalledExactlyOnceWith(1, { id: INQUIRY_ID, isReference: false })
})

it('finds more than IDs only where there is anything to find', async () => {
  const { handlers, parts } = setUp()
  const page = pageSender({ frameId: 7, documentId: 'D7' })
  expect(await handlers['page:load-finder'](null, page)).toEqual(ok(null))
  expect(parts.runFinder).not.toHaveBeenCalled()

  const hints = {
    uuids: { salt: 'salt', known: ['0123456789ab'], words: [] },
    patterns: ['cust-\\d{6}'],
  }
  parts.findHints.mockResolvedValue(hints)
  expect(await handlers['page:load-finder'](null, page)).toEqual(ok(hints))
  expect(parts.runFinder).toHaveBeenCalledExactlyOnceWith(4, 'D7')
})
