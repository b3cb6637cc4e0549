import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ACCOUNT, caseFileOf, INQUIRY_ID, NOW, SOURCE, sessionOf } from './background/fixtures.ts'
import type { ListFilter, PanelFocus } from './messages/messages.ts'
import {
  accountIn,
  accountKey,
  cachedCase,
  cachedList,
  IDLE_PURGE_MS,
  listKey,
  panelRequest,
  readAccount,
  readCachedCase,
  readCachedList,
  watchAccount,
} from './stored.ts'

beforeEach(() => fakeBrowser.reset())

describe('listKey', () => {
  const filter: fc.Arbitrary<ListFilter<'app:events.list'>> = fc.record(
    {
      names: fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 3 }),
      objects: fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  const caseStateOf = ({ names = [], objects = [] }: ListFilter<'app:events.list'>) =>
    JSON.stringify([names, objects].map((values) => [...new Set(values)].filter((one) => one !== '').sort()))

  it('is the same for the same question, in whatever order', () => {
    expect(listKey('app:events.list', { names: ['b', 'a', 'b'], objects: ['x'] })).toBe(
      listKey('app:events.list', { objects: ['x'], names: ['a', 'b'] }),
    )
    expect(listKey('app:sessions.list', { inquiry: '' })).toBe(listKey('app:sessions.list', {}))
  })

  it('is never the same for two questions', () => {
    expect(listKey('app:events.list', { names: ['a&objects=b'] })).not.toBe(
      listKey('app:events.list', { names: ['a'], objects: ['b'] }),
    )
    expect(listKey('app:events.list', {})).not.toBe(listKey('app:sessions.list', {}))
    fc.assert(
      fc.property(filter, filter, (one, other) => {
        const isSame = listKey('app:events.list', one) === listKey('app:events.list', other)
        expect(isSame).toBe(caseStateOf(one) === caseStateOf(other))
      }),
    )
  })
})

describe('readAccount', () => {
  it('finds an account that ends with the browser, and one that is kept', async () => {
    expect(await readAccount()).toBeUndefined()
    await accountIn.local.set({ ...ACCOUNT, keepSignedIn: true })
    expect(await readAccount()).toMatchObject({ keepSignedIn: true })
    await accountIn.session.set(ACCOUNT)
    expect(await readAccount()).toEqual(ACCOUNT)
  })

  it.each([
    ['half an account', { email: 'ada@example.com' }],
    ['a role that there is no more', { ...ACCOUNT, role: 'owner' }],
    ['no object', 'ada'],
    ['nothing', null],
  ])('takes %s, as another version wrote it, for no account', async (_what, account) => {
    await fakeBrowser.storage.local.set({ account })
    expect(await readAccount()).toBeUndefined()
  })
})

describe('watchAccount', () => {
  it('tells of sign-in and sign-out in either area, until its signal ends it', async () => {
    const end = new AbortController()
    const listener = vi.fn()
    watchAccount(listener, end.signal)
    await accountIn.session.set(ACCOUNT)
    await vi.waitFor(() => expect(listener).toHaveBeenLastCalledWith(ACCOUNT))
    await accountIn.session.remove()
    await vi.waitFor(() => expect(listener).toHaveBeenLastCalledWith(undefined))
    end.abort()
    listener.mockClear()
    await accountIn.local.set(ACCOUNT)
    await readAccount()
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('readRememberedList', () => {
  const keep = (usedAt: number) =>
    cachedList('app:sessions.list', {}).set({
      owner: accountKey(ACCOUNT),
      items: [sessionOf('iqse_1')],
      next: 'more',
      source: SOURCE,
      asOf: NOW,
      etag: '"e"',
      limit: 25,
      usedAt,
    })

  it('gives its owner the rows, and nothing that the surfaces have no use for', async () => {
    await keep(NOW)
    expect(await readCachedList('app:sessions.list', {}, ACCOUNT, NOW)).toEqual({
      items: [sessionOf('iqse_1')],
      next: 'more',
      source: SOURCE,
      asOf: NOW,
    })
  })

  it.each([
    ['another agent', { ...ACCOUNT, email: 'bob@example.com' }, NOW],
    ['the same agent at another relay', { ...ACCOUNT, relay: 'https://other.example.com' }, NOW],
    ['anyone after a quarter of an hour unused', ACCOUNT, NOW + IDLE_PURGE_MS + 1],
  ])('gives %s nothing', async (_who, account, now) => {
    await keep(NOW)
    expect(await readCachedList('app:sessions.list', {}, account, now)).toBeUndefined()
  })
})

describe('a remembered case', () => {
  const remember = (more: object = {}) =>
    cachedCase(INQUIRY_ID).set({
      owner: accountKey(ACCOUNT),
      file: caseFileOf(INQUIRY_ID),
      source: SOURCE,
      asOf: NOW,
      etag: null,
      usedAt: NOW,
      ...more,
    })

  it('is shown to the one who saw it, for a quarter of an hour', async () => {
    await remember()
    const view = { ...caseFileOf(INQUIRY_ID), source: SOURCE, asOf: NOW }
    expect(await readCachedCase(INQUIRY_ID, ACCOUNT, NOW + IDLE_PURGE_MS)).toEqual(view)
    expect(await readCachedCase(INQUIRY_ID, ACCOUNT, NOW + IDLE_PURGE_MS + 1)).toBeUndefined()
    expect(await readCachedCase('inq_Fictional2', ACCOUNT, NOW)).toBeUndefined()
  })

  it('is not returned to another agent', async () => {
    await remember({ owner: 'bob @ https://lens.example.com' })
    expect(await readCachedCase(INQUIRY_ID, ACCOUNT, NOW)).toBeUndefined()
  })
})

it.each<[PanelFocus]>([[{ list: 'sessions' }], [{ list: 'events' }], [{ case: INQUIRY_ID }]])(
  'the panel may be told of %j',
  async (focus) => {
    await panelRequest('w1').set({ focus, madeAt: 1 })
    expect(await panelRequest('w1').get()).toEqual({ focus, madeAt: 1 })
    expect(await panelRequest('w2').get()).toBeUndefined()
  },
)
