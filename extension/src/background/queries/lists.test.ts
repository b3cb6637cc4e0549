import type { Page, Session } from '@inquiry-lens/shared/domain/model.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok, type Result } from '../../messages/failure.ts'
import { readCachedList } from '../../platform/stored.ts'
import { ACCOUNT, deferred, NOW, RELAY, SOURCE, sessionsPage, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import type { RelayAnswer } from '../relay/decode.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { createListCache } from './list-cache.ts'
import { createListReader } from './lists.ts'
import { createViewCache } from './view-cache.ts'

const STALE = { ...SOURCE, state: 'stale', reason: 'provider-timeout' } as const

type SessionsAnswer = Result<RelayAnswer<Page<Session>>>
const answerOf = (
  count: number,
  { next = null, asOf = NOW }: { next?: string | null; asOf?: number } = {},
): SessionsAnswer =>
  ok({ unchanged: false, value: sessionsPage(count, next), etag: `"${count}"`, source: SOURCE, asOf })
const unchanged: SessionsAnswer = ok({ unchanged: true, source: STALE, asOf: NOW + 5_000 })

function setUp(...answers: (SessionsAnswer | Promise<SessionsAnswer>)[]) {
  const signIn = new AbortController()
  const request = vi.fn<RelayClient['lists']['app:sessions.list']>(async () => {
    const answer = answers.shift()
    if (!answer) throw new Error('asked once too often')
    return answer
  })
  const list = createListReader('app:sessions.list', {
    account: { use: (read) => read({ relay: RELAY, token: TOKEN, abort: signIn.signal }, ACCOUNT) },
    relay: { lists: { 'app:sessions.list': request, 'app:events.list': vi.fn() } },
    memory: createListCache(createViewCache({ now: () => NOW })),
  })
  const questions = () => request.mock.calls.map(([, question]) => question)
  return { list, request, questions, signIn }
}

const remembered = (inquiry?: string) =>
  readCachedList('app:sessions.list', inquiry ? { inquiry } : {}, ACCOUNT, NOW)

beforeEach(() => fakeBrowser.reset())

describe('a list', () => {
  it('is asked for with its filter, and answered as the relay did', async () => {
    const { list, questions } = setUp(answerOf(2, { next: 'more' }))
    expect(await list({ inquiry: 'inq_Fictional1', limit: 10 })).toEqual(
      ok({ ...sessionsPage(2, 'more'), source: SOURCE, asOf: NOW }),
    )
    expect(questions()).toEqual([
      { inquiry: 'inq_Fictional1', cursor: undefined, limit: 10, fresh: undefined, etag: undefined },
    ])
  })

  it('is one flight for two surfaces with one question, and two for two questions', async () => {
    const flying = deferred<SessionsAnswer>()
    const { list, request } = setUp(flying.promise, answerOf(1), answerOf(1))
    const popup = list({})
    const panel = list({ limit: 25 })
    const forced = list({ fresh: true })
    const older = list({ cursor: 'cursor' })
    flying.resolve(answerOf(3))
    expect(await popup).toEqual(await panel)
    await Promise.all([forced, older])
    expect(request).toHaveBeenCalledTimes(3)
  })

  it('is asked again once it has landed, failed or not', async () => {
    const { list, request } = setUp(err(problemFailure('provider-timeout')), answerOf(1))
    expect(await list({})).toMatchObject({ ok: false, error: { code: 'provider-timeout' } })
    expect(await list({})).toMatchObject({ ok: true })
    expect(request).toHaveBeenCalledTimes(2)
  })

  it('is remembered while it is the newest page, and not behind a cursor', async () => {
    const { list } = setUp(answerOf(2), answerOf(1))
    await list({})
    await list({ inquiry: 'inq_Fictional1', cursor: 'cursor' })
    expect(await remembered()).toMatchObject({ items: sessionsPage(2).items, asOf: NOW })
    expect(await remembered('inq_Fictional1')).toBeUndefined()
  })

  it('shows the remembered rows with new freshness where the relay says that nothing changed', async () => {
    const { list, questions } = setUp(answerOf(2, { next: 'more' }), unchanged, unchanged)
    await list({})
    const again = ok({ ...sessionsPage(2, 'more'), source: STALE, asOf: NOW + 5_000 })
    expect(await list({})).toEqual(again)
    expect(await remembered()).toEqual(again.ok && again.value)
    expect(await list({})).toEqual(again)
    expect(questions().map(({ etag }) => etag)).toEqual([undefined, '"2"', '"2"'])
  })

  it('offers no ETag for a question of another length, nor for rows behind a cursor', async () => {
    const { list, questions } = setUp(answerOf(2), answerOf(1), answerOf(1))
    await list({ limit: 50 })
    await list({ limit: 5 })
    await list({ limit: 50, cursor: 'cursor' })
    expect(questions().map(({ etag }) => etag)).toEqual([undefined, undefined, undefined])
  })

  it('does not take “not modified” for an answer to a question that had no ETag', async () => {
    const { list } = setUp(unchanged)
    expect(await list({})).toMatchObject({ ok: false, error: { code: 'relay-unreadable' } })
  })

  it('keeps what was remembered when the relay fails', async () => {
    const { list } = setUp(answerOf(2), err(problemFailure('provider-unavailable')))
    await list({})
    await list({})
    expect(await remembered()).toMatchObject({ items: sessionsPage(2).items })
  })

  it('is not remembered for an agent who signed out meanwhile', async () => {
    const flying = deferred<SessionsAnswer>()
    const { list, signIn } = setUp(flying.promise)
    const answer = list({})
    signIn.abort()
    flying.resolve(answerOf(2))
    await answer
    expect(await remembered()).toBeUndefined()
  })
})
