import type { Activity } from '@inquiry-lens/shared/contract/activity.ts'
import { countActivity, snapToBuckets } from '@inquiry-lens/shared/domain/activity.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok, type Result } from '../../messages/failure.ts'
import { IDLE_PURGE_MS } from '../../stored.ts'
import { ACCOUNT, deferred, NOW, RELAY, SOURCE, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import type { RelayAnswer } from '../relay/http.ts'
import { createActivityReader } from './lists.ts'
import { createQueryCache } from './query-cache.ts'

type ActivityAnswer = Result<RelayAnswer<Activity>>

const STALE = { ...SOURCE, state: 'stale' } as const

function countsOf(minutesAgo: number): Activity {
  const window = snapToBuckets({ bucket: 1 }, NOW)
  if (!window) throw new Error('No window')
  return countActivity([{ id: 'inq_1', at: NOW - minutesAgo * 60_000, group: 'us' }], window, window.from)
}
const answerOf = (value: Activity, etag: string): ActivityAnswer =>
  ok({ unchanged: false, value, etag, source: SOURCE, asOf: NOW })
const unchanged: ActivityAnswer = ok({ unchanged: true, source: STALE, asOf: NOW - 5_000 })

function setUp(...answers: (ActivityAnswer | Promise<ActivityAnswer>)[]) {
  const request = vi.fn<RelayClient['activity']>(async () => {
    const answer = answers.shift()
    if (!answer) throw new Error('asked once too often')
    return answer
  })
  const tags = () => request.mock.calls.map(([, { etag }]) => etag)
  /** In another life of the background. */
  const as = ({ email = ACCOUNT.email, now = NOW }) => ({
    read: createActivityReader({
      account: {
        use: (run) =>
          run({ relay: RELAY, token: TOKEN, abort: new AbortController().signal }, { ...ACCOUNT, email }),
      },
      relay: { activity: request },
      cache: createQueryCache({ now: () => now }),
      live: { changes: () => 0 },
    }),
    tags,
    request,
  })
  return { ...as({}), as }
}

beforeEach(() => fakeBrowser.reset())

describe('the counts', () => {
  it('come as the relay sent them, with their age', async () => {
    const { read, request } = setUp(answerOf(countsOf(3), '"3"'))
    expect(await read({ provider: 'persona', bucket: 1 })).toEqual(
      ok({ ...countsOf(3), source: SOURCE, asOf: NOW }),
    )
    expect(request.mock.calls[0]?.[1]).toEqual({ provider: 'persona', bucket: 1, etag: undefined })
  })

  it('are asked for by their tag, and shown again while unchanged, as old as the relay says', async () => {
    const { read, tags } = setUp(answerOf(countsOf(3), '"3"'), unchanged, unchanged)
    await read({ bucket: 1 })
    for (const _ of [1, 2])
      expect(await read({ bucket: 1 })).toEqual(ok({ ...countsOf(3), source: STALE, asOf: NOW - 5_000 }))
    expect(tags()).toEqual([undefined, '"3"', '"3"'])
  })

  it('are kept apart by provider and bucket, for this agent, until they are idle', async () => {
    const { read, tags } = setUp(
      answerOf(countsOf(3), '"3"'),
      answerOf(countsOf(4), '"4"'),
      answerOf(countsOf(5), '"5"'),
    )
    await read({ provider: 'persona', bucket: 1 })
    await read({ provider: 'deepidv', bucket: 1 })
    await read({ provider: 'persona', bucket: 24 })
    expect(tags()).toEqual([undefined, undefined, undefined])
    const tagOf = async (more: { email?: string; now?: number }) => {
      const next = setUp(unchanged).as(more)
      await next.read({ provider: 'persona', bucket: 1 })
      return next.tags()[0]
    }
    expect(await tagOf({ email: 'bob@example.com' })).toBeUndefined()
    expect(await tagOf({ now: NOW + IDLE_PURGE_MS + 1 })).toBeUndefined()
    expect(await tagOf({})).toBe('"3"')
  })

  it('of a range are not kept', async () => {
    const { read, tags } = setUp(answerOf(countsOf(3), '"3"'), answerOf(countsOf(3), '"3"'))
    const range = { bucket: 1, from: '2026-11-21T10:00:00Z', to: '2026-11-21T11:00:00Z' } as const
    await read(range)
    await read(range)
    expect(tags()).toEqual([undefined, undefined])
  })

  it('are one request for two surfaces', async () => {
    const flying = deferred<ActivityAnswer>()
    const { read, request } = setUp(flying.promise)
    const both = Promise.all([read({ bucket: 24 }), read({ bucket: 24 })])
    flying.resolve(answerOf(countsOf(3), '"3"'))
    const [one, other] = await both
    expect(one).toEqual(other)
    expect(request).toHaveBeenCalledOnce()
  })

  it('fail as the relay does, and where it says “not modified” without being asked', async () => {
    const refused = err(problemFailure('agent-rate-limited'))
    const { read } = setUp(refused, unchanged)
    expect(await read({})).toEqual(refused)
    expect(await read({})).toMatchObject({ ok: false, error: { code: 'relay-unreadable' } })
  })
})
