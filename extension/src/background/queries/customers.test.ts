import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { IdPattern } from '../../stored.ts'
import { ACCOUNT, inquiryOf, NOW, SOURCE, sessionOf, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import { createCustomerReader, createPersonReader } from './customers.ts'

describe('customers', () => {
  const BOTH: IdPattern[] = [
    { provider: 'persona', pattern: 'cust-######' },
    { provider: 'deepidv', pattern: '[cust|KD]-######' },
  ]

  type Relay = Pick<RelayClient, 'inquiries' | 'lists'>
  const listing = <T>(items: T[], next: string | null = null) =>
    ok({ unchanged: false as const, value: { items, next }, etag: null, source: SOURCE, asOf: NOW })

  function setUp(
    inquiries: Awaited<ReturnType<Relay['inquiries']>> = listing<Inquiry>([]),
    sessions: Awaited<ReturnType<Relay['lists']['app:sessions.list']>> = listing<Session>([]),
  ) {
    const relay = {
      inquiries: vi.fn<Relay['inquiries']>(async () => inquiries),
      lists: {
        'app:sessions.list': vi.fn<Relay['lists']['app:sessions.list']>(async () => sessions),
        'app:events.list': vi.fn<Relay['lists']['app:events.list']>(async () =>
          err(problemFailure('internal')),
        ),
      },
    }
    const credentials = { relay: ACCOUNT.relay, token: TOKEN, abort: new AbortController().signal }
    const find = createCustomerReader({
      account: { use: (request) => request(credentials, ACCOUNT) },
      relay,
      readIdPatterns: async () => BOTH,
    })
    return { relay, find: (reference: string) => find({ reference }) }
  }

  const unwrap = <T>(result: Result<T>): T => {
    if (!result.ok) throw new Error(result.error.title)
    return result.value
  }

  beforeEach(() => fakeBrowser.reset())

  it('asks each provider with numbers of that form once, and no other', async () => {
    const { relay, find } = setUp()
    expect(unwrap(await find('cust-700001')).matches).toEqual([])
    expect(relay.inquiries.mock.calls.map(([, question]) => question)).toEqual([
      { provider: 'persona', reference: 'cust-700001', limit: 10 },
    ])
    expect(relay.lists['app:sessions.list'].mock.calls.map(([, question]) => question)).toEqual([
      { provider: 'deepidv', externalId: 'cust-700001', limit: 10 },
    ])
    await find('KD-700001')
    expect(relay.inquiries).toHaveBeenCalledOnce()
    expect(relay.lists['app:sessions.list']).toHaveBeenCalledTimes(2)
  })

  it.each(['ada@example.com', 'cust-7000011', 'inq_Fictional1'])('sends no request for %s', async (text) => {
    const { relay, find } = setUp()
    expect(await find(text)).toMatchObject({ ok: false, error: { code: 'id-not-recognised' } })
    expect(relay.inquiries).not.toHaveBeenCalled()
    expect(relay.lists['app:sessions.list']).not.toHaveBeenCalled()
  })

  it('has them newest first, whosever they are, and says where there are more', async () => {
    const at = (hour: number) => `2026-11-21T${hour}:00:00Z`
    const { find } = setUp(
      listing([
        { ...inquiryOf('inq_New'), createdAt: at(15) },
        { ...inquiryOf('inq_Old'), createdAt: at(11) },
      ]),
      listing([{ ...sessionOf('between'), createdAt: at(13) }], 'more'),
    )
    const { matches, isMore } = unwrap(await find('cust-700001'))
    expect([matches.map(({ lookup }) => lookup.id), isMore]).toEqual([
      ['inq_New', 'between', 'inq_Old'],
      true,
    ])
  })

  it('shows what one provider has while another one fails, and names it', async () => {
    const { find } = setUp(err(problemFailure('provider-timeout')), listing([sessionOf('one')]))
    const { matches, asked, failures } = unwrap(await find('cust-700001'))
    expect(matches).toHaveLength(1)
    expect([asked.map(({ provider }) => provider), failures.map(({ provider }) => provider)]).toEqual([
      ['deepidv'],
      ['persona'],
    ])
  })

  it('fails if no provider answered', async () => {
    const failure = err(problemFailure('provider-timeout'))
    const { find } = setUp(failure, failure)
    expect(await find('cust-700001')).toEqual(failure)
  })

  it('keeps neither the number nor the answer', async () => {
    const { find } = setUp(listing([inquiryOf('inq_Fictional1')]))
    await find('cust-700001')
    const kept = await Promise.all([
      fakeBrowser.storage.session.get(null),
      fakeBrowser.storage.local.get(null),
    ])
    expect(JSON.stringify(kept)).toBe('[{},{}]')
  })
})

describe('person', () => {
  type Inquiries = Pick<RelayClient, 'inquiries'>['inquiries']
  type Answer = Awaited<ReturnType<Inquiries>>

  const listing = (items: Inquiry[], next: string | null = null, completeSince?: string): Answer =>
    ok({
      unchanged: false,
      value: { items, next },
      etag: null,
      source: SOURCE,
      asOf: NOW,
      ...(completeSince !== undefined && { completeSince }),
    })

  /** By account, and by number where that is another. */
  function setUp(byAccount: Answer, byNumber = byAccount) {
    const inquiries = vi.fn<Inquiries>(async (_, { account }) =>
      account === undefined ? byNumber : byAccount,
    )
    const credentials = { relay: ACCOUNT.relay, token: TOKEN, abort: new AbortController().signal }
    const find = createPersonReader({
      account: { use: (request) => request(credentials, ACCOUNT) },
      relay: { inquiries },
    })
    return { find, asked: () => inquiries.mock.calls.map(([, question]) => question) }
  }

  it.each([
    ['the account', { account: 'act_1', reference: null }, [{ account: 'act_1' }]],
    ['the number', { account: null, reference: 'cust-1' }, [{ reference: 'cust-1' }]],
    ['both', { account: 'act_1', reference: 'cust-1' }, [{ account: 'act_1' }, { reference: 'cust-1' }]],
  ])('asks once each, by whatever is known: %s', async (_, whose, by) => {
    const { find, asked } = setUp(listing([inquiryOf('inq_b'), inquiryOf('inq_a')]))
    const found = await find({ provider: 'persona', ...whose })
    expect(found).toMatchObject({ value: { items: [{ id: 'inq_b' }, { id: 'inq_a' }], isMore: false } })
    expect(asked()).toEqual(by.map((trait) => ({ provider: 'persona', ...trait, limit: 25 })))
  })

  describe('where both are known', () => {
    const BOTH = { provider: 'persona', account: 'act_1', reference: 'cust-1' } as const
    const at = (id: string, day: number) => ({ ...inquiryOf(id), createdAt: `2026-01-0${day}T00:00:00Z` })

    it('has what either of them leads to, each inquiry once, newest first', async () => {
      const { find } = setUp(
        listing([at('inq_c', 3), at('inq_a', 1)]),
        listing([at('inq_d', 4), at('inq_c', 3), at('inq_b', 2)]),
      )
      const found = await find(BOTH)
      if (!found.ok) throw new Error(found.error.title)
      expect(found.value.items.map(({ id }) => id)).toEqual(['inq_d', 'inq_c', 'inq_b', 'inq_a'])
    })

    it.each([
      ['the account', listing([], 'on'), listing([])],
      ['the number', listing([]), listing([], 'on')],
    ])('says that there may be more where %s has more', async (_, byAccount, byNumber) => {
      expect(await setUp(byAccount, byNumber).find(BOTH)).toMatchObject({ value: { isMore: true } })
    })

    it.each([
      ['the account', err(problemFailure('provider-timeout')), listing([inquiryOf('inq_a')])],
      ['the number', listing([inquiryOf('inq_a')]), err(problemFailure('provider-timeout'))],
    ])(
      'does not pass half of them for all, where the question by %s fails',
      async (_, byAccount, byNumber) => {
        expect(await setUp(byAccount, byNumber).find(BOTH)).toMatchObject({
          error: { code: 'provider-timeout' },
        })
      },
    )
  })

  it('has the newest first, in whatever order they came', async () => {
    const at = (id: string, createdAt: string | null) => ({ ...inquiryOf(id), createdAt })
    const rows = [
      at('inq_b', '2025-01-01T00:00:00Z'),
      at('inq_d', null),
      at('inq_a', '2026-01-01T00:00:00Z'),
      at('inq_c', '2024-01-01T00:00:00Z'),
    ]
    const found = await setUp(listing(rows)).find({ provider: 'persona', account: 'act_1', reference: null })
    if (!found.ok) throw new Error(found.error.title)
    expect(found.value.items.map(({ id }) => id)).toEqual(['inq_a', 'inq_b', 'inq_c', 'inq_d'])
  })

  it('asks no provider if neither is known', async () => {
    const { find, asked } = setUp(listing([inquiryOf('inq_a')]))
    const unknown = { provider: 'persona', account: null, reference: null } as const
    expect(await find(unknown)).toEqual(ok({ items: [], isMore: false }))
    expect(asked()).toEqual([])
  })

  it.each([
    ['there is a next page', listing([inquiryOf('inq_a')], 'on')],
    ['not all was looked at', listing([inquiryOf('inq_a')], null, '2026-11-20T00:00:00Z')],
  ])('says that there may be more: %s', async (_, answer) => {
    const found = await setUp(answer).find({ provider: 'persona', account: 'act_1', reference: null })
    expect(found).toMatchObject({ value: { isMore: true } })
  })

  it.each<[string, Answer, string]>([
    ['a failure', err(problemFailure('provider-timeout')), 'provider-timeout'],
    [
      'an answer that fits no question',
      ok({ unchanged: true, etag: null, source: SOURCE, asOf: NOW }),
      'relay-unreadable',
    ],
  ])('passes on %s', async (_, answer, code) => {
    const found = await setUp(answer).find({ provider: 'persona', account: 'act_1', reference: null })
    expect(found).toMatchObject({ ok: false, error: { code } })
  })
})
