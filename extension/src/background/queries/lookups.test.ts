import { madeEvent } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it, vi } from 'vitest'
import { err, ok, type Result } from '../../messages/failure.ts'
import { ACCOUNT, deferred, found, NOW, RELAY, SOURCE, TOKEN } from '../fixtures.ts'
import type { Live } from '../live/live.ts'
import type { LookupsAnswer, RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import type { AccountKeeper } from '../session/account.ts'
import { createLookupReader } from './lookups.ts'

const ids = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `inq_Fictional${from + index}`)
const [A = '', B = '', C = '', D = ''] = ids(4)

const answerTo = (asked: readonly string[], more: Partial<LookupsAnswer> = {}): Result<LookupsAnswer> =>
  ok({ items: asked.map((id) => found(id)), source: SOURCE, asOf: NOW, timeToLive: undefined, ...more })

function setUp(answer: RelayClient['lookUp'] = async (_credentials, asked) => answerTo(asked)) {
  const clock = { now: NOW }
  const who = { account: ACCOUNT, signIn: new AbortController() }
  const lookUp = vi.fn(answer)
  const followMarks = vi.fn<Live['followMarks']>()
  const use: AccountKeeper['use'] = (request) =>
    request({ relay: RELAY, token: TOKEN, abort: who.signIn.signal }, who.account)
  const lookups = createLookupReader({
    account: { use },
    relay: { lookUp },
    followMarks,
    now: () => clock.now,
    gather: () => Promise.resolve(),
  })
  return { lookups, clock, who, lookUp, followMarks, asked: () => lookUp.mock.calls.map(([, list]) => list) }
}

describe('a look-up', () => {
  it('says what became of each ID, in the asked order, doubles too', async () => {
    const { lookups, asked } = setUp()
    expect(await lookups.lookUp([B, A, B])).toEqual(
      ok({ items: [found(B), found(A), found(B)], source: SOURCE, asOf: NOW }),
    )
    expect(asked()).toEqual([[B, A]])
  })

  it('is one question for all who ask at the same time', async () => {
    const { lookups, asked } = setUp()
    const [popup, page] = await Promise.all([lookups.lookUp([A, B]), lookups.lookUp([B, C])])
    expect(asked()).toEqual([[A, B, C]])
    expect(popup).toMatchObject({ value: { items: [{ id: A }, { id: B }] } })
    expect(page).toMatchObject({ value: { items: [{ id: B }, { id: C }] } })
  })

  it('waits for what is on its way rather than ask for it again', async () => {
    const flying = deferred<Result<LookupsAnswer>>()
    const { lookups, lookUp, asked } = setUp()
    lookUp.mockReturnValueOnce(flying.promise)
    const first = lookups.lookUp([A])
    await vi.waitFor(() => expect(lookUp).toHaveBeenCalledTimes(1))
    const second = lookups.lookUp([A, B])
    await vi.waitFor(() => expect(lookUp).toHaveBeenCalledTimes(2))
    flying.resolve(answerTo([A]))
    expect(await first).toMatchObject({ ok: true })
    expect(await second).toMatchObject({ value: { items: [{ id: A }, { id: B }] } })
    expect(asked()).toEqual([[A], [B]])
  })

  it('is asked for again after a newer event of its inquiry, however fresh', async () => {
    const { lookups, asked } = setUp()
    const event = (id: string, second: number) =>
      madeEvent({
        id,
        object: { type: 'inquiry', id: A },
        createdAt: new Date(NOW + second * 1000).toISOString(),
      })
    lookups.noteEvents([event('evt_1', 0)])
    await lookups.lookUp([A, B])
    lookups.noteEvents([event('evt_2', 2), event('evt_1', 0)])
    await lookups.lookUp([A, B])
    lookups.noteEvents([event('evt_2', 2), event('evt_1', 0)])
    await lookups.lookUp([A, B])
    expect(asked()).toEqual([[A, B], [A]])
  })

  it('asks for a hundred at once and no more', async () => {
    const { lookups, asked } = setUp()
    await Promise.all([lookups.lookUp(ids(70)), lookups.lookUp(ids(70, 70))])
    expect(asked().map((list) => list.length)).toEqual([100, 40])
  })

  it('of a session says how its inquiry stands, under the session’s ID', async () => {
    const session = found('iqse_1', { kind: 'session', id: 'iqse_1', inquiryId: A, status: 'active' })
    const { lookups, asked } = setUp(async (_credentials, [id = '']) =>
      id === 'iqse_1'
        ? ok({ items: [session], source: SOURCE, asOf: NOW, timeToLive: undefined })
        : answerTo([id]),
    )
    expect(await lookups.lookUp(['iqse_1'])).toEqual(
      ok({ items: [{ ...found(A), id: 'iqse_1' }], source: SOURCE, asOf: NOW }),
    )
    expect(asked()).toEqual([['iqse_1'], [A]])
  })

  it('says nothing of a session whose inquiry is not known', async () => {
    const session = found('iqse_1', { kind: 'session', id: 'iqse_1', inquiryId: A, status: 'active' })
    const { lookups } = setUp(async (_credentials, [id = '']) =>
      ok({
        items: [id === 'iqse_1' ? session : { id, outcome: 'not-found' }],
        source: SOURCE,
        asOf: NOW,
        timeToLive: undefined,
      }),
    )
    expect(await lookups.lookUp(['iqse_1'])).toMatchObject({
      value: { items: [{ id: 'iqse_1', outcome: 'not-asked' }] },
    })
  })

  it('is as old as the oldest answer in it, and as stale', async () => {
    const stale = { ...SOURCE, state: 'stale', reason: 'provider-timeout' } as const
    const { lookups, lookUp } = setUp()
    lookUp.mockResolvedValueOnce(answerTo([A], { source: stale, asOf: NOW - 60_000, timeToLive: 30 }))
    await lookups.lookUp([A])
    expect(await lookups.lookUp([B, A])).toMatchObject({ value: { source: stale, asOf: NOW - 60_000 } })
  })
})

describe('marks', () => {
  it('have their cases followed, by the inquiry, open ones last, and none that is redacted; what changed is asked for again alone', async () => {
    const session = found('iqse_1', { kind: 'session', id: 'iqse_1', inquiryId: A, status: 'active' })
    const { lookups, followMarks, asked } = setUp(async (_credentials, list) =>
      ok({
        items: list.map((id) => {
          if (id === 'iqse_1') return session
          return id === C
            ? { id, outcome: 'not-found' }
            : found(id, id === D ? { redacted: true } : { status: id === B ? 'approved' : 'pending' })
        }),
        source: SOURCE,
        asOf: NOW,
        timeToLive: 60,
      }),
    )
    await lookups.lookUp([A])
    expect(followMarks).not.toHaveBeenCalled()
    await lookups.lookUpMarks(['iqse_1', A, B, C, D])
    expect(followMarks.mock.calls.map(([, , marked]) => marked)).toMatchObject([
      [
        { id: B, caseId: B },
        { id: 'iqse_1', caseId: A },
        { id: A, caseId: A },
      ],
    ])
    const before = asked().length
    lookups.forget([A])
    await lookups.lookUpMarks(['iqse_1', A, B])
    expect(asked().slice(before)).toEqual([[A]])
  })
})

describe('what is known', () => {
  it('is not asked for again while it is fresh: as long as the relay said, or ten seconds', async () => {
    const { lookups, clock, lookUp } = setUp()
    lookUp.mockResolvedValueOnce(answerTo([A], { timeToLive: 300 }))
    await lookups.lookUp([A])
    await lookups.lookUp([B])
    clock.now += 10_000
    lookUp.mockClear()
    await lookups.lookUp([A])
    expect(lookUp).not.toHaveBeenCalled()
    await lookups.lookUp([B])
    expect(lookUp).toHaveBeenCalledOnce()
    clock.now += 290_000
    await lookups.lookUp([A])
    expect(lookUp).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['that was stale when it came', answerTo([A], { timeToLive: -5 })],
    [
      'that no provider was asked for',
      answerTo([A], { items: [{ id: A, outcome: 'not-asked', reason: 'lookup-limit' }] }),
    ],
  ])('is nothing %s', async (_what, answer) => {
    const { lookups, lookUp } = setUp()
    lookUp.mockResolvedValueOnce(answer)
    await lookups.lookUp([A])
    await lookups.lookUp([A])
    expect(lookUp).toHaveBeenCalledTimes(2)
  })

  it('is for the eyes of the one it was shown to', async () => {
    const { lookups, who, lookUp } = setUp()
    await lookups.lookUp([A])
    who.account = { ...ACCOUNT, email: 'bob@example.com' }
    await lookups.lookUp([A])
    expect(lookUp).toHaveBeenCalledTimes(2)
  })

  it('goes with the sign-in, and what is on its way then is not kept', async () => {
    const flying = deferred<Result<LookupsAnswer>>()
    const { lookups, who, lookUp } = setUp()
    await lookups.lookUp([A])
    lookUp.mockReturnValueOnce(flying.promise)
    const late = lookups.lookUp([B])
    await vi.waitFor(() => expect(lookUp).toHaveBeenCalledTimes(2))
    who.signIn.abort()
    lookups.forgetAll()
    flying.resolve(answerTo([B]))
    await late
    who.signIn = new AbortController()
    await lookups.lookUp([A, B])
    expect(lookUp).toHaveBeenLastCalledWith(expect.anything(), [A, B])
  })

  it('is nothing that was on its way when the case changed: the next to ask waits for no such answer', async () => {
    const flying = deferred<Result<LookupsAnswer>>()
    const { lookups, lookUp, asked } = setUp()
    lookUp.mockReturnValueOnce(flying.promise)
    const before = lookups.lookUp([A, B])
    await vi.waitFor(() => expect(lookUp).toHaveBeenCalledTimes(1))
    lookups.forget([A])
    const after = lookups.lookUp([A])
    await vi.waitFor(() => expect(lookUp).toHaveBeenCalledTimes(2))
    flying.resolve(answerTo([A, B], { asOf: NOW - 1, timeToLive: 300 }))
    await before
    expect(await after).toMatchObject({ value: { asOf: NOW } })
    expect(await lookups.lookUp([A])).toMatchObject({ value: { asOf: NOW } })
    await lookups.lookUp([B])
    expect(asked()).toEqual([[A, B], [A]])
  })

  it('stays within its bound', async () => {
    const { lookups, lookUp } = setUp()
    for (let from = 0; from < 600; from += 100) await lookups.lookUp(ids(100, from))
    lookUp.mockClear()
    await lookups.lookUp([`inq_Fictional599`])
    expect(lookUp).not.toHaveBeenCalled()
    await lookups.lookUp([A])
    expect(lookUp).toHaveBeenCalledOnce()
  })
})

describe('a failure', () => {
  it('reaches everybody who waits, with the time to come back, and is not kept', async () => {
    const failure = { ...problemFailure('agent-rate-limited'), retryAfter: 9 }
    const { lookups, lookUp } = setUp()
    lookUp.mockResolvedValueOnce(err(failure))
    const both = await Promise.all([lookups.lookUp([A]), lookups.lookUp([A, B])])
    expect(both).toEqual([err(failure), err(failure)])
    expect(await lookups.lookUp([A])).toMatchObject({ ok: true })
  })

  it('is that an ID was left out of the answer', async () => {
    const { lookups } = setUp(async () => answerTo([A]))
    expect(await lookups.lookUp([A, B])).toMatchObject({ ok: false, error: { code: 'relay-unreadable' } })
  })
})
