/** Counts of deepidv's sessions over the cached pages of their list, held against the fake provider's own data. */
import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type Activity, ActivitySchema } from '@inquiry-lens/shared/contract/activity.ts'
import { SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import type { CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { FAKE_DEEPIDV_SANDBOX_KEY } from '@inquiry-lens/test/fake-providers/app.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { advanceClock, countAll } from '../../testing/gateway.ts'
import { openRelay, type RelayUnderTest, readProblem } from '../../testing/relay-under-test.ts'
import { normaliseFields } from '../providers/deepidv/wire.ts'

async function open(rows = 120) {
  const relay = openRelay({ rows })
  let token = await relay.signIn()
  const request = async (path: string) => {
    const answer = await relay.request(path, { token })
    if (answer.status !== 401) return answer
    token = await relay.signIn()
    return relay.request(path, { token })
  }
  const count = async (query: string): Promise<Activity> =>
    v.parse(ActivitySchema, await (await request(`/v1/activity?provider=deepidv&${query}`)).json())
  async function list(limit: number, cursor?: string, filter = '') {
    const path = `/v1/sessions?provider=deepidv&limit=${limit}${filter}${cursor ? `&cursor=${cursor}` : ''}`
    return v.parse(SessionsPageSchema, await (await request(path)).json()).next ?? undefined
  }
  return { relay, request, count, list, control: relay.providers.control }
}

const RowSchema = v.object({
  status: v.string(),
  type: v.string(),
  session_progress: v.optional(v.nullable(v.string())),
  created_at: v.string(),
  updated_at: v.string(),
})

const GROUP_OF_STATUS: Readonly<Record<string, CaseGroup>> = {
  PENDING: 'customer',
  SUBMITTED: 'us',
  VERIFIED: 'done',
  VOIDED: 'done',
  REJECTED: 'ended-badly',
  EXPIRED: 'ended-badly',
  FAILED: 'ended-badly',
}
const KNOWN_PROGRESS: readonly unknown[] = ['PENDING', 'STARTED', 'COMPLETED']

async function readOwn({ providers }: RelayUnderTest) {
  const url = 'https://deepidv.example/v1/sessions?by_organization=true&limit=500'
  const answer = await providers.fetch(
    new Request(url, { headers: { 'x-api-key': FAKE_DEEPIDV_SANDBOX_KEY } }),
  )
  const { sessions } = v.parse(v.object({ sessions: v.array(v.unknown()) }), await answer.json())
  return sessions
    .map((row) => v.parse(RowSchema, normaliseFields(row)))
    .filter(({ type }) => type !== 'silent-screening')
    .map(({ status, session_progress: progress, ...row }) => ({
      created: Date.parse(row.created_at),
      at: Math.max(Date.parse(row.created_at), Date.parse(row.updated_at)),
      group: GROUP_OF_STATUS[status],
      isSure: status !== 'PENDING' || KNOWN_PROGRESS.includes(progress),
    }))
}

const GROUPS = { customer: 'customer', us: 'us', endedBadly: 'ended-badly', done: 'done' } as const

function expectOwn(activity: Activity, own: Awaited<ReturnType<typeof readOwn>>) {
  const since = activity.since === null ? Number.POSITIVE_INFINITY : Date.parse(activity.since)
  const [from, to] = [Date.parse(activity.from), Date.parse(activity.to)]
  const inside = own.filter(({ at }) => at >= from && at < to)
  // The oldest known row is just before `since`; a window that is known whole may hold older sessions.
  const mayBe = inside.filter(({ created }) => since === from || created >= since - 1)
  const mustBe = inside.filter(({ created }) => created >= since)
  expect(activity.all).toBeGreaterThanOrEqual(mustBe.length)
  expect(activity.all).toBeLessThanOrEqual(mayBe.length)
  for (const { at, ...bars } of activity.buckets) {
    const start = Date.parse(at)
    for (const [name, wanted] of Object.entries(GROUPS)) {
      const bar = v.parse(v.number(), Reflect.get(bars, name))
      const ofBar = (rows: typeof own) =>
        rows.filter((row) => row.at >= start && row.at < start + activity.bucketMs && row.group === wanted)
      const sure = ofBar(mustBe).filter(({ isSure }) => isSure)
      expect(bar, `${at} ${name}`).toBeGreaterThanOrEqual(sure.length)
      expect(bar, `${at} ${name}`).toBeLessThanOrEqual(ofBar(mayBe).length)
    }
  }
}

const step = fc.record({
  what: fc.constantFrom('happen', 'poll', 'poll', 'older', 'filtered', 'evict'),
  number: fc.integer({ min: 1, max: 100 }),
})

it('equal what the provider’s own rows say, each session once, through polls, older pages and evictions', async () => {
  let seen = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 10_000 }),
      fc.array(step, { minLength: 6, maxLength: 12 }),
      async (seed, steps) => {
        const { relay, count, list, control } = await open()
        control.scenario({ seed, rows: 120 })
        const gateway = env.PROVIDER_GATEWAY.getByName('deepidv:sandbox')
        advanceClock(7_200)
        let own = await readOwn(relay)
        let end: string | undefined
        for (const { what, number } of [{ what: 'poll', number: 25 }, ...steps]) {
          if (what === 'happen') {
            const { session } = control.emitSession({})
            if (number % 2 === 0) control.emitSession({ session, fields: { status: 'VERIFIED' } })
          }
          if (what === 'poll') {
            // Older pages of before are gone by then.
            advanceClock(7_200)
            own = await readOwn(relay)
            end = await list(number)
          }
          if (what === 'older' && end !== undefined) end = await list(number, end)
          if (what === 'filtered') await list(number, undefined, '&externalId=cust-700001')
          if (what === 'evict') await evictDurableObject(gateway)
          const calls = countAll(relay)
          for (const query of ['bucket=168', 'bucket=24', 'bucket=1']) {
            const activity = await count(query)
            expectOwn(activity, own)
            seen += activity.counted
          }
          expect(countAll(relay)).toBe(calls)
        }
      },
    ),
    { numRuns: times(2) },
  )
  expect(seen).toBeGreaterThan(100)
})

it('reach further back with each older page, and not behind a page that is missing', async () => {
  const { count, list, control } = await open(900)
  control.scenario({ rows: 900 })
  expect(await count('bucket=168')).toMatchObject({ since: null, all: 0 })
  // A page in the middle alone continues nothing.
  let cursor = await list(100)
  const first = await count('bucket=168')
  for (let page = 0; page < 3; page++) cursor = await list(100, cursor)
  const later = await count('bucket=168')
  expect(Date.parse(later.since ?? '')).toBeLessThanOrEqual(Date.parse(first.since ?? ''))
  expect(later.all).toBeGreaterThan(first.all)
  advanceClock(900)
  // The newest page has expired; the older ones are still cached.
  expect(await count('bucket=168')).toMatchObject({ since: null, all: 0 })
})

it('need the provider where there are two, and tell one from the other', async () => {
  const { request, list } = await open()
  expect(await readProblem(await request('/v1/activity'))).toMatchObject({
    status: 400,
    parameter: 'provider',
  })
  await list(25)
  const read = async (provider: string) =>
    v.parse(ActivitySchema, await (await request(`/v1/activity?provider=${provider}&bucket=168`)).json())
  expect((await read('persona')).since).toBeNull()
  expect((await read('deepidv')).since).not.toBeNull()
})
