import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { cardSender, pageSender, TICKET } from '../fixtures.ts'
import { createCardTokens } from './card-tokens.ts'
import { cardTokens } from './stored-pages.ts'

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
