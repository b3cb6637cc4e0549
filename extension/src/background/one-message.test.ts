/**
 * However many ask the same at once (popup, panel, a page, its card), the relay hears it once: through the real router,
 * the real readers and the real client, with nothing made up but the network and who is signed in.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../messages/failure.ts'
import { classifySender, type Sender } from '../platform/sender.ts'
import {
  ACCOUNT,
  CARD_TOKEN,
  caseFileOf,
  found,
  HELP_DESK,
  INQUIRY_ID,
  NOW,
  notModified,
  RELAY,
  sessionsPage,
  TOKEN,
  taggedAnswer,
} from './fixtures.ts'
import { createCaseReader } from './queries/cases.ts'
import { createHealthReader } from './queries/config.ts'
import { createListReader } from './queries/lists.ts'
import { createLookupReader } from './queries/lookups.ts'
import { createQueryCache } from './queries/query-cache.ts'
import { createRelayClient } from './relay/client.ts'
import { createRouter, type Handlers } from './router.ts'
import { createPageHandlers } from './tabs/page-requests.ts'

const self = { id: 'own', origin: 'chrome-extension://own' }
const pageOf = (file: string): Sender => ({ id: self.id, origin: self.origin, url: `${self.origin}/${file}` })
const popup = pageOf('popup.html')
const panel = pageOf('sidepanel.html')
const script: Sender = {
  id: self.id,
  origin: HELP_DESK,
  url: `${HELP_DESK}/`,
  frameId: 0,
  documentId: 'D0',
  tab: { id: 4, windowId: 1, url: `${HELP_DESK}/` },
}
const card: Sender = {
  id: self.id,
  origin: self.origin,
  url: `${self.origin}/card.html#${CARD_TOKEN}`,
  frameId: 7,
  documentId: 'C1',
  tab: { id: 4, windowId: 1 },
}

const unused = async (): Promise<never> => {
  throw new Error('No test here sends this request')
}

/** A network that holds its answers back until `land()`. */
function setUp() {
  const asked: Request[] = []
  const landing = Promise.withResolvers<void>()
  const answers: Record<string, () => Response> = {
    '/v1/sessions': () => taggedAnswer(sessionsPage(3)),
    [`/v1/cases/${INQUIRY_ID}`]: () => taggedAnswer(caseFileOf(INQUIRY_ID)),
    '/v1/lookups': () => taggedAnswer({ items: [found(INQUIRY_ID)] }),
    '/v1/me': () => Response.json({ agent: ACCOUNT, expiresAt: ACCOUNT.expiresAt, providers: [] }),
  }
  const relay = createRelayClient({
    fetch: vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      asked.push(request)
      await landing.promise
      const answer = answers[new URL(request.url).pathname]
      if (!answer) throw new TypeError('Failed to fetch')
      return answer()
    }),
    now: () => NOW,
    isOnline: () => true,
    timeLimit: () => new AbortController().signal,
    ownOrigin: self.origin,
    beginCheck: async () => async () => {},
  })
  const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
  const account = {
    use: <T>(request: (c: typeof credentials, a: typeof ACCOUNT) => T) => request(credentials, ACCOUNT),
  }
  const shown = createQueryCache({ now: () => NOW })
  const lookups = createLookupReader({
    account,
    relay,
    followMarks: () => {},
    now: () => NOW,
    gather: async () => {},
  })
  const readCase = createCaseReader({
    account,
    relay,
    lookups,
    cache: shown,
    live: { follow: () => {}, changes: () => 0 },
  })
  const lists = { account, relay, cache: shown, live: { follow: () => {}, changes: () => 0 } }
  const handlers: Partial<Handlers> = {
    'app:sessions.list': createListReader('app:sessions.list', lists),
    'app:lookup': ({ ids }) => lookups.lookUp(ids),
    'app:case.get': readCase,
    'app:health.get': createHealthReader({ account: { ...account, keepRole: async () => {} }, relay }),
    'card:case.get': readCase,
    ...createPageHandlers({
      lookups,
      reports: { take: async () => ok(null) },
      tokens: { register: unused },
      runOverlay: unused,
      runCard: unused,
      findInParent: unused,
      commands: { drawCard: unused },
      findHints: () => Promise.reject(),
      runFinder: () => Promise.reject(),
      showPanel: unused,
    }),
  }
  const route = createRouter({
    handlers: new Proxy({} as Handlers, { get: (_, name) => Reflect.get(handlers, name) ?? unused }),
    forward: unused,
    inGesture: new Map(),
    classify: (sender) => classifySender(sender, self),
    isAllowed: async () => true,
    checkGuards: async () => undefined,
    report: (error) => {
      throw error
    },
  })
  return { route, asked, answers, land: () => landing.resolve() }
}

const paths = (asked: readonly Request[]) => asked.map(({ url }) => new URL(url).pathname)

beforeEach(() => fakeBrowser.reset())
afterEach(() => void vi.useRealTimers())

describe('one message to the relay', () => {
  it('for one list, asked by popup and panel', async () => {
    const { route, asked, land } = setUp()
    const request = (from: Sender) => route({ name: 'app:sessions.list', payload: {} }, from)
    const replies = Promise.all([request(popup), request(panel), request(panel)])
    land()
    const [first, ...others] = await replies
    expect(first?.ok).toBe(true)
    for (const other of others) expect(other).toEqual(first)
    expect(paths(asked)).toEqual(['/v1/sessions'])
  })

  it('for one ID, marked in the page and looked up in popup and panel', async () => {
    const { route, asked, land } = setUp()
    const payload = { ids: [INQUIRY_ID] }
    const replies = Promise.all([
      route({ name: 'page:lookup', payload }, script),
      route({ name: 'app:lookup', payload }, popup),
      route({ name: 'app:lookup', payload }, panel),
    ])
    land()
    expect((await replies).map(({ ok }) => ok)).toEqual([true, true, true])
    expect(paths(asked)).toEqual(['/v1/lookups'])
    // Still fresh, it is not asked for again.
    await route({ name: 'page:lookup', payload }, script)
    expect(asked).toHaveLength(1)
  })

  it('for one case, on the card and in the panel', async () => {
    const { route, asked, land } = setUp()
    const replies = Promise.all([
      route({ name: 'card:case.get', payload: { cardToken: CARD_TOKEN, id: INQUIRY_ID } }, card),
      route({ name: 'app:case.get', payload: { id: INQUIRY_ID } }, panel),
      route({ name: 'app:case.get', payload: { id: `Ticket says ${INQUIRY_ID}.` } }, popup),
    ])
    land()
    const [onCard, inPanel] = await replies
    expect(onCard).toEqual(inPanel)
    expect(onCard?.ok).toBe(true)
    expect(paths(asked)).toEqual([`/v1/cases/${INQUIRY_ID}`])
  })

  it('for provider health, in popup and panel', async () => {
    const { route, asked, land } = setUp()
    const request = (from: Sender) => route({ name: 'app:health.get', payload: null }, from)
    const replies = Promise.all([request(popup), request(panel)])
    land()
    expect((await replies).map(({ ok }) => ok)).toEqual([true, true])
    expect(paths(asked)).toEqual(['/v1/me'])
  })
})

it('revalidates for one surface what another received', async () => {
  const { route, asked, answers, land } = setUp()
  land()
  const list = (from: Sender) => route({ name: 'app:sessions.list', payload: {} }, from)
  const first = await list(panel)
  answers['/v1/sessions'] = () => notModified('7')
  const second = await list(popup)
  expect(second).toMatchObject({ ok: true, value: { items: sessionsPage(3).items, asOf: NOW - 7_000 } })
  expect(first.ok).toBe(true)

  const onCard = await route(
    { name: 'card:case.get', payload: { cardToken: CARD_TOKEN, id: INQUIRY_ID } },
    card,
  )
  answers[`/v1/cases/${INQUIRY_ID}`] = () => notModified('3')
  const inPanel = await route({ name: 'app:case.get', payload: { id: INQUIRY_ID } }, panel)
  expect(onCard.ok).toBe(true)
  expect(inPanel).toMatchObject({ ok: true, value: { asOf: NOW - 3_000 } })
  expect(asked.map(({ headers }) => headers.get('If-None-Match'))).toEqual([null, '"one"', null, '"one"'])
})
