/** The list against a provider that does everything that its documents allow. */
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchParameters } from '../json-api.ts'
import type { Fetched, UpstreamCall } from '../provider.ts'
import {
  createSessionLister,
  MAX_REQUESTS,
  newestFirst,
  parsePosition,
  readSessionsPage,
  type SessionsListPage,
} from './list-sessions.ts'
import { projectDeepidvSession, VisibleRecord } from './project.ts'

type SessionLister = ReturnType<typeof createSessionLister>

const projectRow = (raw: unknown) =>
  VisibleRecord.project(raw, (record) => projectDeepidvSession(record, null, () => null))

interface Row {
  id: string
  created_at: string | null
}

interface Habits {
  order: 'newest' | 'oldest' | 'id'
  sortsPages: boolean
  /** Tokens count rows instead of naming one. */
  isShifting: boolean
  ignoresStart: boolean
  ignoresEnd: boolean
  maxRows: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LATEST = Date.parse('2026-11-21T08:00:00.000Z')
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const rowAt = (number: number, minutes: number): Row => ({
  id: idOf(number),
  created_at: new Date(LATEST - minutes * MINUTE).toISOString(),
})

const line: UpstreamCall = { send: (request) => request(new AbortController().signal) }
const tell = (value: unknown): Fetched<unknown> => ({ ok: true, allowance: undefined, dropped: {}, value })

function sortRows(rows: readonly Row[], order: Habits['order']) {
  const newest = rows.toSorted((one, other) => String(other.created_at).localeCompare(String(one.created_at)))
  if (order === 'newest') return newest
  return order === 'oldest'
    ? newest.toReversed()
    : rows.toSorted((one, other) =>
        one.id.split('').reverse().join('').localeCompare(other.id.split('').reverse().join('')),
      )
}

function serve(rows: () => readonly Row[], habits: Habits) {
  return async (requested: SearchParameters): Promise<Fetched<unknown>> => {
    const wanted = sortRows(rows(), habits.order).filter(
      ({ created_at }) =>
        (habits.ignoresStart || requested.start_date == null || String(created_at) >= requested.start_date) &&
        (habits.ignoresEnd || requested.end_date == null || String(created_at) <= requested.end_date),
    )
    const start = !requested.next_token
      ? 0
      : habits.isShifting
        ? Number(requested.next_token)
        : wanted.findIndex(({ id }) => id === requested.next_token) + 1
    const end = start + Math.min(Number(requested.limit), habits.maxRows)
    const page = wanted.slice(start, end)
    const last = page.at(-1)
    const next = last && end < wanted.length ? (habits.isShifting ? String(end) : last.id) : null
    return tell({ sessions: habits.sortsPages ? sortRows(page, 'newest') : page, next_token: next })
  }
}

const listerOf = (get: (requested: SearchParameters) => Promise<Fetched<unknown>>): SessionLister =>
  createSessionLister({ get: async (requested) => readAsPage(await get(requested)), now: () => LATEST })

async function readAsPage(fetched: Fetched<unknown>): Promise<Fetched<SessionsListPage>> {
  if (!fetched.ok) return fetched
  const body = await readSessionsPage(Response.json(fetched.value), projectRow)
  if (body.kind !== 'read') throw new Error('The page cannot be read')
  return { ...fetched, value: body.value }
}

async function walk(list: SessionLister, betweenPages: (page: number) => void, wanted = 5) {
  const seen: Session[] = []
  const cursors = new Set<string>()
  for (let after: string | null = null; ; ) {
    const page = cursors.size
    const place: ReturnType<typeof parsePosition> | null = after === null ? null : parsePosition(after)
    if (place === undefined) throw new Error(`no place: ${after}`)
    const fetched = await list({ filter: {}, after: place, wanted }, line)
    if (!fetched.ok) throw new Error(fetched.problem.detail)
    seen.push(...fetched.value.items)
    betweenPages(page)
    after = fetched.value.next
    if (after === null) return seen
    expect(cursors).not.toContain(after)
    cursors.add(after)
  }
}

const habits: fc.Arbitrary<Habits> = fc.record({
  order: fc.constantFrom('newest', 'oldest', 'id'),
  sortsPages: fc.boolean(),
  isShifting: fc.boolean(),
  ignoresStart: fc.boolean(),
  ignoresEnd: fc.boolean(),
  maxRows: fc.integer({ min: 20, max: 60 }),
})
const minutes = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 * 24 * 400 })),
  { minLength: 1, maxLength: 80 },
)

it('returns every session once, newest first, to the end', async () => {
  await fc.assert(
    fc.asyncProperty(minutes, habits, fc.integer({ min: 0, max: 3 }), async (made, how, arriving) => {
      const before = made.map((minute, number) => rowAt(number, minute))
      let rows: readonly Row[] = before
      let arrived = 0
      const arrive = (count: number) => {
        for (let one = 0; one < count && arrived < 60; one++)
          rows = [...rows, rowAt(1_000 + arrived, -1 - arrived++)]
      }
      const get = serve(() => rows, how)
      const list = listerOf(async (requested) => {
        const answer = await get(requested)
        if (requested.end_date != null || requested.next_token != null) arrive(arriving)
        return answer
      })
      const seen = await walk(list, () => arrive(arriving))
      const ids = seen.map(({ id }) => id)
      const old = new Set(before.map(({ id }) => id))
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter((id) => old.has(id)).toSorted()).toEqual([...old].toSorted())
      expect(ids).toEqual(seen.toSorted(newestFirst).map(({ id }) => id))
    }),
    { numRuns: 300 },
  )
})

describe('a list', () => {
  const QUIET: Habits = {
    order: 'id',
    sortsPages: true,
    isShifting: false,
    ignoresStart: false,
    ignoresEnd: false,
    maxRows: 500,
  }
  const rowsOf = (count: number, minutesApart: number) =>
    Array.from({ length: count }, (_, number) => rowAt(number, number * minutesApart))

  it.each([
    ['a session a week', 60, 7 * 24 * 60],
    ['a session an hour', 5_000, 60],
    ['ten sessions a minute', 8_000, 0.1],
  ])('of %s costs one request for the newest page once its pace is known', async (_, count, apart) => {
    let requests = 0
    const get = serve(() => rows, QUIET)
    const rows = rowsOf(count, apart)
    const list = listerOf((requested) => {
      requests++
      return get(requested)
    })
    const newest = { filter: {}, after: null, wanted: 25 }
    expect((await list(newest, line)).ok).toBe(true)
    expect(requests).toBeLessThanOrEqual(MAX_REQUESTS)
    requests = 0
    const again = await list(newest, line)
    const ids = again.ok ? again.value.items.slice(0, 25).map(({ id }) => id) : []
    expect(ids).toEqual(rows.slice(0, 25).map(({ id }) => id))
    expect(requests).toBe(1)
  })

  it('loses no session made in the millisecond in which a window begins', async () => {
    // 11 sessions in the first hour: the next window begins at a fraction of a millisecond.
    const edge = Math.floor(LATEST - HOUR - (HOUR * 1.5 * 150) / 11)
    const rows = [
      ...rowsOf(11, 5),
      ...Array.from({ length: 15 }, (_, index) => rowAt(100 + index, 120 + index)),
      { id: idOf(200), created_at: new Date(edge).toISOString() },
      rowAt(300, 60 * 24 * 30),
    ]
    const list = listerOf(serve(() => rows, QUIET))
    expect((await walk(list, () => undefined, 25)).length).toBe(rows.length)
  })

  it('fails after few requests where a token repeats', async () => {
    let requests = 0
    const list = listerOf(async () => {
      requests++
      return tell({ sessions: [rowAt(1, 1)], next_token: 'again' })
    })
    const fetched = await list({ filter: {}, after: null, wanted: 5 }, line)
    expect(fetched.ok ? null : fetched.problem.code).toBe('provider-unreadable')
    expect(requests).toBe(2)
  })

  it('fails within the maximum of requests where it never ends', async () => {
    let requests = 0
    const list = listerOf(async () => tell({ sessions: [rowAt(++requests, 1)], next_token: `t${requests}` }))
    const fetched = await list({ filter: {}, after: null, wanted: 5 }, line)
    expect(fetched.ok ? null : fetched.problem.code).toBe('provider-unreadable')
    expect(requests).toBeLessThanOrEqual(MAX_REQUESTS)
  })

  it('is read in narrower windows where tokens are refused', async () => {
    const rows = rowsOf(2_000, 1)
    const get = serve(() => rows, QUIET)
    const list = listerOf(async (requested) =>
      requested.next_token == null
        ? get(requested)
        : {
            ok: false,
            allowance: undefined,
            problem: { code: 'invalid-parameter', detail: 'no', provider: 'deepidv', final: true },
          },
    )
    expect((await walk(list, () => undefined)).length).toBe(2_000)
  })

  it('shows no sessions of other customers', async () => {
    const rows = [
      { ...rowAt(1, 1), external_id: 'cust-1' },
      { ...rowAt(2, 2), external_id: 'cust-2' },
    ]
    const fetched = await listerOf(async () => tell({ sessions: rows, next_token: null }))(
      { filter: { externalId: 'cust-1' }, after: null, wanted: 5 },
      line,
    )
    expect(fetched.ok && fetched.value.items.map(({ id }) => id)).toEqual([idOf(1)])
    expect(fetched.ok && fetched.dropped).toEqual({ 'session row: not of the filter': 1 })
  })

  it('returns complete windows where a later request fails', async () => {
    const rows = rowsOf(30, 15)
    const get = serve(() => rows, QUIET)
    let requests = 0
    const list = listerOf(async (requested) =>
      ++requests === 1
        ? get(requested)
        : {
            ok: false,
            allowance: undefined,
            problem: { code: 'provider-unavailable', detail: 'no', provider: 'deepidv' },
          },
    )
    const fetched = await list({ filter: {}, after: null, wanted: 25 }, line)
    expect(fetched.ok && fetched.value.items.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4].map(idOf))
    expect(fetched.ok && fetched.value.next).toBe('2026-11-21T07:00:00.000Z')
  })

  it('restarts in smaller pages where a page is too large', async () => {
    const rows = rowsOf(120, 0.25)
    const get = serve(() => rows, QUIET)
    const requested: SearchParameters[] = []
    const list = listerOf(async (parameters) => {
      requested.push(parameters)
      const isTooLarge = Number(parameters.limit) > 25
      const problem = {
        code: 'provider-unreadable',
        detail: 'no',
        provider: 'deepidv',
        tooLarge: true,
      } as const
      return isTooLarge ? { ok: false, allowance: undefined, problem } : get(parameters)
    })
    const newest = { filter: {}, after: null, wanted: 100 }
    const fetched = await list(newest, line)
    expect(fetched.ok && fetched.value.items.length).toBe(120)
    expect(requested.slice(0, 4).map(({ limit, next_token }) => [limit, next_token])).toEqual([
      ['500', null],
      ['100', null],
      ['25', null],
      ['25', expect.any(String)],
    ])
    requested.length = 0
    await list(newest, line)
    expect(new Set(requested.map(({ limit }) => limit))).toEqual(new Set(['25']))
  })

  it('keeps sessions without a time, behind all others', async () => {
    const rows: Row[] = [{ id: idOf(9), created_at: null }, rowAt(1, 1)]
    const list = listerOf(serve(() => rows, { ...QUIET, ignoresStart: true, ignoresEnd: true }))
    expect((await walk(list, () => undefined)).map(({ id }) => id)).toEqual([idOf(1), idOf(9)])
  })
})
