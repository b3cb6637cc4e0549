import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../messages/failure.ts'
import { MESSAGES } from '../messages/messages.ts'
import { classifySender, type Sender } from '../platform/sender.ts'
import {
  ACCOUNT,
  caseFileOf,
  deferred,
  HELP_DESK,
  INQUIRY_ID,
  NOW,
  pageSender,
  SOURCE,
  sessionsPage,
  TICKET,
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
  url: `${self.origin}/card.html#${TICKET}`,
  frameId: 7,
  documentId: 'C1',
  tab: { id: 4, windowId: 1 },
}
const stranger: Sender = { ...popup, id: 'other' }

const SUBJECT = { id: INQUIRY_ID, isReference: false }
const listing = { ...sessionsPage(1), source: SOURCE, asOf: NOW }
const view = { ...caseFileOf(INQUIRY_ID), source: SOURCE, asOf: NOW }

function handlersOf(more: Partial<Handlers>) {
  const nothing = async () => ok(null)
  const noSites = async () => ok({ sites: [], off: [] })
  const handlers: Handlers = {
    'app:account.pair': async () => ok(ACCOUNT),
    'app:account.try-samples': async () => ok(ACCOUNT),
    'app:samples.list': async () => ok({ items: [] }),
    'app:account.sign-out': nothing,
    'app:relay.check': async () => ok({ address: 'a', build: 'b' }),
    'app:connection.test': async () => err(problemFailure('internal')),
    'app:config.get': async () => err(problemFailure('signed-out')),
    'app:texts.get': async () => err(problemFailure('signed-out')),
    'app:sessions.list': async () => ok(listing),
    'app:events.list': async () => err(problemFailure('internal')),
    'app:lookup': async () => ok({ items: [], source: SOURCE, asOf: NOW }),
    'app:case.get': async () => ok(view),
    'app:reveal': async () => err(problemFailure('role-refused')),
    'app:recents.note': nothing,
    'app:recents.clear': nothing,
    'app:copy.record': nothing,
    'app:witness.find': nothing,
    'app:witness.resolve': nothing,
    'app:lock': nothing,
    'app:panel.show': nothing,
    'app:page.look': async () =>
      ok({ site: 'closed', host: '', pattern: null, ids: [], hidden: [], numbers: [] }),
    'app:page.scan': async () => ok({ ids: [], hidden: [], numbers: [] }),
    'app:sites.list': noSites,
    'app:sites.add': noSites,
    'app:sites.remove': noSites,
    'app:settings.get': async () => ok({ states: 'in-view' }),
    'app:settings.set': nothing,
    'app:health.get': async () => ok([]),
    'app:agents.list': async () => ok({ items: [] }),
    'app:agents.add': async () => err(problemFailure('role-refused')),
    'app:agents.revoke': nothing,
    'app:agents.revoke-all': async () => ok({ signIns: 0 }),
    'app:audit.search': async () => ok({ items: [], next: null }),
    'app:audit.status': async () => err(problemFailure('role-refused')),
    'app:gateway.snapshot': async () => ok({ items: [] }),
    'card:case.get': async () => ok(view),
    'card:config.get': async () => err(problemFailure('signed-out')),
    'card:texts.get': async () => err(problemFailure('signed-out')),
    'card:open-panel': nothing,
    'card:copy.record': nothing,
    'card:lock': nothing,
    'page:lookup': async () => ok({ items: [] }),
    'page:found': nothing,
    'page:load-card': nothing,
    'page:load-finder': nothing,
    'app:customer.find': async () => err(problemFailure('internal')),
    'app:person.find': async () => err(problemFailure('internal')),
    'card:customer.find': async () => err(problemFailure('internal')),
    'page:card': nothing,
    'page:open-panel': nothing,
    ...more,
  }
  /** The same, each of them a spy. */
  for (const name of Object.keys(handlers)) if (isName(name)) vi.spyOn(handlers, name)
  return handlers
}

const isName = (name: string): name is keyof Handlers => Object.hasOwn(MESSAGES, name)

function setUp(more: Partial<Handlers> = {}, parts: Partial<RouterParts> = {}) {
  const handlers = handlersOf(more)
  const report = vi.fn()
  const open = vi.fn()
  const route = createRouter({
    handlers,
    inGesture: new Map([
      ['page:open-panel', open],
      ['card:open-panel', open],
    ]),
    classify: (sender) => classifySender(sender, self),
    admits: async () => true,
    report,
    ...parts,
  })
  const expectNoRequest = () => {
    for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled()
  }
  return { handlers, report, route, open, expectNoRequest }
}

const refused = (detail: string) => ({
  ok: false,
  error: expect.objectContaining({ code: 'extension-error', detail: expect.stringContaining(detail) }),
})

describe('the router', () => {
  it('hands a message to its handler and gives back the reply', async () => {
    const { route, handlers } = setUp()
    const payload = { inquiry: INQUIRY_ID, limit: 5 }
    expect(await route({ name: 'app:sessions.list', payload }, popup)).toEqual(ok(listing))
    expect(handlers['app:sessions.list']).toHaveBeenCalledExactlyOnceWith(payload, { kind: 'app' })
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
    ['nobody’s revocation', { name: 'app:agents.revoke', payload: { email: '' } }, 'payload'],
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
    const { route, expectNoRequest } = setUp({}, { admits: async () => false })
    expect(await route({ name, payload: { ticket: TICKET, id: INQUIRY_ID } }, sender)).toMatchObject({
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
    'role escalation by message: %s reveals nothing and manages nobody, by whatever name',
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
            payload: payload && { ...payload, ticket: TICKET },
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
    expect(await route({ name: 'card:case.get', payload: { ticket: TICKET, id: INQUIRY_ID } }, card)).toEqual(
      err(failure),
    )
  })

  describe.each([
    ['page:open-panel', script, SUBJECT],
    ['card:open-panel', card, { ticket: TICKET, subject: SUBJECT }],
  ] as const)('%s', (name, sender, payload) => {
    it('opens the panel before anything is waited for: later it is no gesture any more', () => {
      const { route, open } = setUp({}, { admits: () => deferred<boolean>().promise })
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

  it('lets nobody in where it cannot find out whether they may', async () => {
    const { route, expectNoRequest, report } = setUp(
      {},
      { admits: () => Promise.reject(new Error('no storage')) },
    )
    expect(await route({ name: 'page:found', payload: { count: 1 } }, script)).toMatchObject({ ok: false })
    expectNoRequest()
    expect(report).toHaveBeenCalledOnce()
  })

  it('answers as the browser expects it', async () => {
    fakeBrowser.reset()
    const reply = ok('there')
    fakeBrowser.runtime.onMessage.addListener(listenerOf(async () => reply))
    expect(await fakeBrowser.runtime.sendMessage({ name: 'app:config.get' })).toEqual(reply)
  })
})
