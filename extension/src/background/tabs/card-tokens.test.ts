import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { cardAsker, pageAsker, TICKET } from '../fixtures.ts'
import { createCardTickets } from './card-tokens.ts'
import { cardTickets } from './stored-pages.ts'

const OTHER = 'c1c0a9a6-5a1e-4d53-8f6e-0f9b2f8f6c22'

beforeEach(() => fakeBrowser.reset())

it('lets in the first card that comes with a ticket, again and again, even after the background was stopped', async () => {
  expect(await createCardTickets().admit(pageAsker(), TICKET)).toMatchObject({ ok: true })
  expect(await createCardTickets().admits(cardAsker(), TICKET)).toBe(true)
  expect(await createCardTickets().admits(cardAsker(), TICKET)).toBe(true)
})

it('lets in no second card with it', async () => {
  const tickets = createCardTickets()
  await tickets.admit(pageAsker(), TICKET)
  const both = await Promise.all([
    tickets.admits(cardAsker({ documentId: 'C1' }), TICKET),
    tickets.admits(cardAsker({ documentId: 'C2' }), TICKET),
  ])
  expect(both).toEqual([true, false])
})

it('lets in none with a ticket of another tab, or with one that nobody told', async () => {
  const tickets = createCardTickets()
  await tickets.admit(pageAsker(), TICKET)
  expect(await tickets.admits(cardAsker({ tabId: 5 }), TICKET)).toBe(false)
  expect(await tickets.admits(cardAsker(), OTHER)).toBe(false)
  // Neither has used it up.
  expect(await tickets.admits(cardAsker(), TICKET)).toBe(true)
})

it('takes a ticket that is told twice, but not one that is in use or another tab’s', async () => {
  const tickets = createCardTickets()
  await tickets.admit(pageAsker(), TICKET)
  expect(await tickets.admit(pageAsker(), TICKET)).toMatchObject({ ok: true })
  expect(await tickets.admit(pageAsker({ tabId: 5 }), TICKET)).toMatchObject({ ok: false })
  await tickets.admits(cardAsker(), TICKET)
  expect(await tickets.admit(pageAsker(), TICKET)).toMatchObject({ ok: false })
  expect(await tickets.admits(cardAsker({ documentId: 'C2' }), TICKET)).toBe(false)
})

it('takes none from a sandboxed frame, where a card could ask nothing', async () => {
  const tickets = createCardTickets()
  expect(await tickets.admit(pageAsker({ origin: 'null' }), TICKET)).toMatchObject({ ok: false })
  expect(await tickets.admits(cardAsker(), TICKET)).toBe(false)
})

it('keeps the newest of a tab, and none of one that was closed', async () => {
  const tickets = createCardTickets()
  await tickets.admit(pageAsker({ tabId: 5 }), OTHER)
  const many = Array.from({ length: 60 }, () => crypto.randomUUID())
  for (const ticket of many) await tickets.admit(pageAsker(), ticket)
  expect((await cardTickets.get())?.filter(({ tabId }) => tabId === 4)).toHaveLength(50)
  expect(await tickets.admits(cardAsker(), many[0] ?? '')).toBe(false)
  expect(await tickets.admits(cardAsker(), many.at(-1) ?? '')).toBe(true)
  await tickets.forgetTab(4)
  expect((await cardTickets.get())?.map(({ ticket }) => ticket)).toEqual([OTHER])
})
