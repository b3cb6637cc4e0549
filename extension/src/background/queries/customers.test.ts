import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import { beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { IdPattern } from '../../platform/stored.ts'
import { ACCOUNT, inquiryOf, NOW, SOURCE, sessionOf, TOKEN } from '../fixtures.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { type CustomersParts, createCustomerReader } from './customers.ts'

const BOTH: IdPattern[] = [
  { provider: 'persona', pattern: 'cust-\\d{6}' },
  { provider: 'deepidv', pattern: '(?:cust|KD)-\\d{6}' },
]

type Relay = CustomersParts['relay']
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

it('asks each provider whose numbers look like that, once, and nobody else', async () => {
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

it.each(['ada@example.com', 'cust-7000011', 'inq_Fictional1'])('asks nobody for %s', async (text) => {
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
  expect([matches.map(({ lookup }) => lookup.id), isMore]).toEqual([['inq_New', 'between', 'inq_Old'], true])
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

it('fails where nobody could be asked', async () => {
  const failure = err(problemFailure('provider-timeout'))
  const { find } = setUp(failure, failure)
  expect(await find('cust-700001')).toEqual(failure)
})

it('keeps neither the number nor the answer', async () => {
  const { find } = setUp(listing([inquiryOf('inq_Fictional1')]))
  await find('cust-700001')
  const kept = await Promise.all([fakeBrowser.storage.session.get(null), fakeBrowser.storage.local.get(null)])
  expect(JSON.stringify(kept)).toBe('[{},{}]')
})
