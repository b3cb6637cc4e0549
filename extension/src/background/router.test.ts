import { describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { fail, succeed } from '../failure.ts'
import { MESSAGES } from '../messages.ts'
import { classifySender, type Sender } from '../platform/sender.ts'
import { ACCOUNT, NOW, SOURCE, sessionsPage } from './fixtures.ts'
import { problemFailure } from './problem-failure.ts'
import { createRouter, type Handlers, listenerOf } from './router.ts'

const self = { id: 'own', origin: 'chrome-extension://own' }
const popup: Sender = { id: 'own', origin: self.origin, url: `${self.origin}/popup.html` }
const page: Sender = {
  id: 'own',
  origin: 'https://desk.example.com',
  url: 'https://desk.example.com/',
  frameId: 0,
}

function setUp(more: Partial<Handlers> = {}) {
  const listing = { ...sessionsPage(1), source: SOURCE, asOf: NOW }
  const handlers = {
    'app:account.pair': vi.fn<Handlers['app:account.pair']>(async () => succeed(ACCOUNT)),
    'app:account.sign-out': vi.fn<Handlers['app:account.sign-out']>(async () => succeed(null)),
    'app:relay.check': vi.fn<Handlers['app:relay.check']>(async () => succeed({ address: 'a', build: 'b' })),
    'app:connection.test': vi.fn<Handlers['app:connection.test']>(async () =>
      fail(problemFailure('internal')),
    ),
    'app:config.get': vi.fn<Handlers['app:config.get']>(async () => fail(problemFailure('signed-out'))),
    'app:sessions.list': vi.fn<Handlers['app:sessions.list']>(async () => succeed(listing)),
    'app:events.list': vi.fn<Handlers['app:events.list']>(async () => fail(problemFailure('internal'))),
    ...more,
  }
  const report = vi.fn()
  const route = createRouter({ handlers, report, classify: (sender) => classifySender(sender, self) })
  return { handlers, report, route, listing }
}

const refused = (detail: string) => ({
  ok: false,
  error: expect.objectContaining({ code: 'extension-error', detail: expect.stringContaining(detail) }),
})

describe('the router', () => {
  it('hands a message to its handler and gives back the reply', async () => {
    const { route, handlers, listing } = setUp()
    const payload = { inquiry: 'inq_Fictional1', limit: 5 }
    expect(await route({ name: 'app:sessions.list', payload }, popup)).toEqual(succeed(listing))
    expect(handlers['app:sessions.list']).toHaveBeenCalledExactlyOnceWith(payload)
  })

  it('hands on no part of a payload that its schema does not name', async () => {
    const { route, handlers } = setUp()
    await route({ name: 'app:relay.check', payload: { relay: 'x', token: 'y' } }, popup)
    expect(handlers['app:relay.check']).toHaveBeenCalledWith({ relay: 'x' })
  })

  it.each([
    ['a name that is not there', { name: 'app:token.get', payload: null }, 'no message'],
    ['a name that every object has', { name: 'app:toString', payload: null }, 'no message'],
    ['a payload of another shape', { name: 'app:account.pair', payload: { relay: 1 } }, 'payload'],
    ['no payload', { name: 'app:account.pair' }, 'payload'],
    ['no name', { payload: null }, 'without a name'],
    ['a text', 'app:config.get', 'without a name'],
    ['nothing', undefined, 'without a name'],
  ])('refuses %s', async (_what, message, detail) => {
    const { route, handlers } = setUp()
    expect(await route(message, popup)).toEqual(refused(detail))
    for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled()
  })

  it('lets a stranger ask nothing, and learn nothing of what there is to ask', async () => {
    const { route, handlers } = setUp()
    const names = [...Object.keys(MESSAGES), 'app:nothing', 'page:lookup', '__proto__']
    const replies = await Promise.all(names.map((name) => route({ name, payload: null }, page)))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(replies[0]).toEqual(refused('may not ask'))
    for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled()
  })

  it('lets our own pages ask only what is theirs', async () => {
    expect(await setUp().route({ name: 'page:lookup', payload: null }, popup)).toEqual(refused('may not ask'))
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

  it('answers as the browser expects it', async () => {
    fakeBrowser.reset()
    const reply = succeed('there')
    fakeBrowser.runtime.onMessage.addListener(listenerOf(async () => reply))
    expect(await fakeBrowser.runtime.sendMessage({ name: 'app:config.get' })).toEqual(reply)
  })
})
