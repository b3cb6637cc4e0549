import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../messages/failure.ts'
import { MESSAGES } from '../messages/table.ts'
import { classifySender, type Sender } from '../platform/sender.ts'
import {
  CARD_TOKEN,
  deferred,
  HELP_DESK,
  INQUIRY_ID,
  NOW,
  pageSender,
  SOURCE,
  sessionsPage,
} from './fixtures.ts'
import { problemFailure } from './relay/failures.ts'
import { createRouter, type Handlers, listenerOf, type RouterParts } from './router.ts'

const self = { id: 'own', origin: 'chrome-extension://own' }
const popup: Sender = { id: 'own', origin: self.origin, url: `${self.origin}/popup.html` }
const script: Sender = {
  id: 'own',
  origin: HELP_DESK,
  url: `${HELP_DESK}/`,
  frameId: 0,
  documentId: 'D0',
  tab: { id: 4, windowId: 1, url: `${HELP_DESK}/` },
}
const card: Sender = {
  id: 'own',
  origin: self.origin,
  url: `${self.origin}/card.html#${CARD_TOKEN}`,
  frameId: 7,
  documentId: 'C1',
  tab: { id: 4, windowId: 1 },
}
const stranger: Sender = { ...popup, id: 'other' }

const SUBJECT = { id: INQUIRY_ID, isReference: false }
const listing = { ...sessionsPage(1), source: SOURCE, asOf: NOW }

const NAMES_WITH_HANDLER = Object.entries(MESSAGES).flatMap(([name, one]) => ('route' in one ? [] : [name]))

/** Spies that answer `null` unless the test gives another handler. */
function handlersOf(more: Partial<Handlers>): Handlers {
  const handlers = Object.fromEntries(
    NAMES_WITH_HANDLER.map((name) => [name, vi.fn(Reflect.get(more, name) ?? (async () => ok(null)))]),
  )
  if (!isComplete(handlers)) throw new Error('A message has no handler')
  return handlers
}

const isComplete = (handlers: object): handlers is Handlers =>
  NAMES_WITH_HANDLER.every((name) => Object.hasOwn(handlers, name))

function setUp(more: Partial<Handlers> = {}, parts: Partial<RouterParts> = {}) {
  const handlers = handlersOf(more)
  const report = vi.fn()
  const open = vi.fn()
  const forward = vi.fn<RouterParts['forward']>(async () => ok(null))
  const route = createRouter({
    handlers,
    forward,
    inGesture: new Map([
      ['page:open-panel', open],
      ['card:open-panel', open],
    ]),
    classify: (sender) => classifySender(sender, self),
    isAllowed: async () => true,
    checkGuards: async () => undefined,
    report,
    ...parts,
  })
  const expectNoRequest = () => {
    for (const handler of [forward, ...Object.values(handlers)]) expect(handler).not.toHaveBeenCalled()
  }
  return { handlers, forward, report, route, open, expectNoRequest }
}

const refused = (detail: string) => ({
  ok: false,
  error: expect.objectContaining({ code: 'extension-error', detail: expect.stringContaining(detail) }),
})

describe('the router', () => {
  it('hands a message to its handler and gives back the reply', async () => {
    const { route, handlers } = setUp({ 'app:sessions.list': async () => ok(listing) })
    const payload = { inquiry: INQUIRY_ID, limit: 5 }
    expect(await route({ name: 'app:sessions.list', payload }, popup)).toEqual(ok(listing))
    expect(handlers['app:sessions.list']).toHaveBeenCalledExactlyOnceWith(payload, { kind: 'app' })
  })

  it('forwards a message that has a route, once it is checked, and has no handler for it', async () => {
    const { route, handlers, forward } = setUp()
    const payload = { email: 'Bob@example.com', more: 1 }
    expect(await route({ name: 'app:agents.revoke', payload }, popup)).toEqual(ok(null))
    expect(forward).toHaveBeenCalledExactlyOnceWith('app:agents.revoke', { email: 'bob@example.com' })
    expect(handlers).not.toHaveProperty(['app:agents.revoke'])
  })

  it('forwards nothing while locked', async () => {
    const locked = problemFailure('signed-out')
    const { route, expectNoRequest } = setUp({}, { checkGuards: async () => locked })
    expect(await route({ name: 'app:agents.revoke-all', payload: null }, popup)).toEqual(err(locked))
    expectNoRequest()
  })

  it('says who asks, where that is of a page', async () => {
    const { route, handlers } = setUp()
    await route({ name: 'page:found', payload: { count: 3 } }, script)
    expect(handlers['page:found']).toHaveBeenCalledExactlyOnceWith(
      { count: 3 },
      pageSender({ tabUrl: `${HELP_DESK}/` }),
    )
  })

  it('hands on no part of a payload that its schema does not name', async () => {
    const { route, handlers } = setUp()
    await route({ name: 'app:relay.check', payload: { relay: 'x', token: 'y' } }, popup)
    expect(handlers['app:relay.check']).toHaveBeenCalledWith({ relay: 'x' }, { kind: 'app' })
  })

  it.each([
    ['a name that is not there', { name: 'app:token.get', payload: null }, 'no message'],
    ['a name that every object has', { name: 'app:toString', payload: null }, 'no message'],
    ['a payload of another shape', { name: 'app:account.pair', payload: { relay: 1 } }, 'payload'],
    ['no payload', { name: 'app:account.pair' }, 'payload'],
    ['an ID that is none', { name: 'app:lookup', payload: { ids: ['<script>'] } }, 'payload'],
    [
      'more IDs than the relay takes',
      { name: 'app:lookup', payload: { ids: Array(101).fill(INQUIRY_ID) } },
      'payload',
    ],
    ['a site that is every site', { name: 'app:sites.add', payload: { pattern: 'https://*/*' } }, 'payload'],
    ['a revocation without an address', { name: 'app:agents.revoke', payload: { email: '' } }, 'payload'],
    [
      'a role that is none',
      { name: 'app:agents.add', payload: { email: 'a@example.com', role: 'root' } },
      'payload',
    ],
    [
      'a search for what is no filter',
      { name: 'app:audit.search', payload: { order: 'newest', limit: 5, all: true } },
      'payload',
    ],
    ['no name', { payload: null }, 'without a name'],
    ['a text', 'app:config.get', 'without a name'],
    ['nothing', undefined, 'without a name'],
  ])('refuses %s', async (_what, message, detail) => {
    const { route, expectNoRequest } = setUp()
    expect(await route(message, popup)).toEqual(refused(detail))
    expectNoRequest()
  })

  const NAMES = [...Object.keys(MESSAGES), 'app:nothing', 'page:nothing', '__proto__']
  it.each<[string, Sender, string]>([
    ['a stranger', stranger, ''],
    ['a content script', script, 'page:'],
    ['a card', card, 'card:'],
    ['a page of ours', popup, 'app:'],
  ])('lets %s ask only what is theirs, and tells them nothing of the rest', async (_who, sender, own) => {
    const { route, expectNoRequest, open } = setUp()
    const others = NAMES.filter((name) => own === '' || !name.startsWith(own))
    const replies = await Promise.all(others.map((name) => route({ name, payload: null }, sender)))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(replies[0]).toMatchObject({ ok: false, error: { code: 'extension-error' } })
    expectNoRequest()
    expect(open).not.toHaveBeenCalled()
  })

  it.each([
    ['a page that we may not be in', 'page:lookup', script],
    ['a card that is none of ours', 'card:case.get', card],
  ])('lets %s ask nothing', async (_who, name, sender) => {
    const { route, expectNoRequest } = setUp({}, { isAllowed: async () => false })
    expect(await route({ name, payload: { cardToken: CARD_TOKEN, id: INQUIRY_ID } }, sender)).toMatchObject({
      ok: false,
      error: { code: 'extension-error' },
    })
    expectNoRequest()
  })

  const REVEAL = { id: INQUIRY_ID, fields: ['note'], reason: 'The customer asked' }
  const ADD = { email: 'eve@example.com', role: 'admin' }
  it.each<[string, string, Record<string, unknown>]>([
    ['a reveal under another role', 'app:reveal', { ...REVEAL, role: 'investigator' }],
    ['a reveal in another’s name', 'app:reveal', { ...REVEAL, agent: 'ines@example.com' }],
    ['a reveal with a token along', 'app:reveal', { ...REVEAL, token: 'lens_x' }],
    ['an agent added in another’s name', 'app:agents.add', { ...ADD, by: 'root@example.com' }],
    ['a standing that no agent has', 'app:agents.add', { ...ADD, role: 'bootstrap' }],
  ])('role escalation by message: %s is refused, from our own pages too', async (_what, name, payload) => {
    const { route, expectNoRequest } = setUp()
    expect(await route({ name, payload }, popup)).toEqual(refused('payload'))
    expectNoRequest()
  })

  it.each<[string, Sender]>([
    ['a content script', script],
    ['a card', card],
  ])(
    'role escalation by message: %s reveals nothing and manages no agent under any message name',
    async (_who, sender) => {
      const { route, expectNoRequest } = setUp()
      for (const kind of ['app', 'card', 'page']) {
        for (const [name, payload] of [
          ['reveal', REVEAL],
          ['agents.add', ADD],
          ['agents.revoke', { email: ADD.email }],
          ['agents.revoke-all', null],
          ['record.search', { order: 'newest', limit: 5 }],
        ] as const) {
          const claimed = {
            name: `${kind}:${name}`,
            payload: payload && { ...payload, cardToken: CARD_TOKEN },
            sender: popup,
          }
          expect(await route(claimed, sender), claimed.name).toMatchObject({ ok: false })
          expect(await route({ name: `${kind}:${name}`, payload }, sender), name).toMatchObject({ ok: false })
        }
      }
      expectNoRequest()
    },
  )

  it('tells a page of a failure no more than when to come back', async () => {
    const failure = {
      ...problemFailure('agent-rate-limited', 'secret-detail'),
      retryAfter: 7,
      requestId: 'req-1',
    }
    const { route } = setUp({
      'page:lookup': async () => err(failure),
      'card:case.get': async () => err(failure),
    })
    expect(await route({ name: 'page:lookup', payload: { ids: [INQUIRY_ID] } }, script)).toEqual({
      ok: false,
      error: { code: 'agent-rate-limited', retryAfter: 7 },
    })
    expect(
      await route({ name: 'card:case.get', payload: { cardToken: CARD_TOKEN, id: INQUIRY_ID } }, card),
    ).toEqual(err(failure))
  })

  describe.each([
    ['page:open-panel', script, SUBJECT],
    ['card:open-panel', card, { cardToken: CARD_TOKEN, subject: SUBJECT }],
  ] as const)('%s', (name, sender, payload) => {
    it('opens the panel before anything is waited for: later it is no gesture any more', () => {
      const { route, open } = setUp({}, { isAllowed: () => deferred<boolean>().promise })
      void route({ name, payload }, sender)
      expect(open).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ tabId: 4 }))
    })
  })

  it.each([
    ['throws', () => Promise.reject(new Error('secret-detail'))],
    [
      'throws at once',
      () => {
        throw new Error('secret-detail')
      },
    ],
  ])('keeps an error to itself when a handler %s', async (_what, handler) => {
    const { route, report } = setUp({ 'app:config.get': handler })
    const reply = await route({ name: 'app:config.get', payload: null }, popup)
    expect(reply).toEqual(refused('failed unexpectedly'))
    expect(JSON.stringify(reply)).not.toContain('secret-detail')
    expect(report).toHaveBeenCalledOnce()
  })

  it('rejects a message when the permission check fails', async () => {
    const { route, expectNoRequest, report } = setUp(
      {},
      { isAllowed: () => Promise.reject(new Error('no storage')) },
    )
    expect(await route({ name: 'page:found', payload: { count: 1 } }, script)).toMatchObject({ ok: false })
    expectNoRequest()
    expect(report).toHaveBeenCalledOnce()
  })

  it('refuses what a guard of the message refuses, after its payload was checked', async () => {
    const checkGuards = vi.fn(async () => problemFailure('agent-rate-limited'))
    const { route, expectNoRequest } = setUp({}, { checkGuards })
    expect(await route({ name: 'card:case.get', payload: {} }, card)).toEqual(refused('payload'))
    expect(checkGuards).not.toHaveBeenCalled()
    const payload = { cardToken: CARD_TOKEN, id: INQUIRY_ID }
    expect(await route({ name: 'card:case.get', payload }, card)).toMatchObject({
      error: { code: 'agent-rate-limited' },
    })
    expect(checkGuards).toHaveBeenCalledExactlyOnceWith(['marks', 'hover', 'unlocked'])
    expectNoRequest()
  })

  it('guards every message that answers with facts about a person, or with the audit log', () => {
    const open = Object.entries(MESSAGES).flatMap(([name, { guards }]) =>
      guards.some((guard) => guard === 'unlocked') ? [] : [name],
    )
    const withoutFacts =
      /^app:(account\.|samples\.|relay\.check|connection\.test|config\.|texts\.|recents\.clear|witness\.|lock|panel\.|page\.|sites\.|settings\.|health\.)|^card:(config\.|texts\.|open-panel|lock)|^page:(found|load-|card|open-panel)/
    expect(
      open.filter((name) => !withoutFacts.test(name)),
      'give the message the guard unlocked, or name it in withoutFacts if its answers have no facts',
    ).toEqual([])
  })

  it('answers as the browser expects it', async () => {
    fakeBrowser.reset()
    const reply = ok('there')
    fakeBrowser.runtime.onMessage.addListener(listenerOf(async () => reply))
    expect(await fakeBrowser.runtime.sendMessage({ name: 'app:config.get' })).toEqual(reply)
  })
})
