/** A list that does all that deepidv might: no row is skipped, none comes twice. */
import type { Session } from '@inquiry-lens/shared/model.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fetched } from '../provider.ts'
import { listSessions, type Parameters } from './list-sessions.ts'
import { newestFirst, parsePlace } from './place.ts'
import { projectSession } from './project.ts'

interface Row {
  id: string
  created_at: string
}

interface Habits {
  /** Rows of a page in no order. */
  isUnsorted: boolean
  /** Tokens count rows from the newest. */
  isShifting: boolean
  ignoresEnd: boolean
  /** However many are asked for. */
  mostRows: number
}

const MINUTE = 60_000
const LATEST = Date.parse('2026-11-21T08:00:00.000Z')
const rowAt = (id: number, minutes: number): Row => ({
  id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
  created_at: new Date(LATEST - minutes * MINUTE).toISOString(),
})

/** As the server keeps them: by time, and among those of one instant as they came. */
const sortRows = (rows: readonly Row[]) =>
  rows.toSorted((one, other) => other.created_at.localeCompare(one.created_at))

function serve(rows: () => readonly Row[], habits: Habits) {
  return async (asked: Parameters): Promise<Fetched<unknown>> => {
    const sorted = sortRows(rows())
    const wanted = sorted.filter(
      ({ created_at }) => habits.ignoresEnd || asked.end_date == null || created_at <= asked.end_date,
    )
    const start = !asked.next_token
      ? 0
      : habits.isShifting
        ? Number(asked.next_token)
        : wanted.findIndex(({ id }) => id === asked.next_token) + 1
    const end = start + Math.min(Number(asked.limit), habits.mostRows)
    const page = wanted.slice(start, end)
    const last = page.at(-1)
    const next = last && end < wanted.length ? (habits.isShifting ? String(end) : last.id) : null
    const sessions = habits.isUnsorted ? page.toSorted((one, other) => one.id.localeCompare(other.id)) : page
    return { ok: true, allowance: undefined, dropped: {}, value: { sessions, next_token: next } }
  }
}

const habits = fc.record({
  isUnsorted: fc.boolean(),
  isShifting: fc.boolean(),
  ignoresEnd: fc.boolean(),
  mostRows: fc.integer({ min: 7, max: 40 }),
})

it('walked to its end, every row that was there comes once, newest first', async () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(minutes, habits, fc.integer({ min: 1, max: 3 }), async (made, how, arriving) => {
      // Of one instant there are never so many that a page holds nothing else.
      const before = made
        .map((minute, id) => rowAt(id, minute))
        .filter(({ created_at }, index, all) => {
          const same = all.slice(0, index).filter((row) => row.created_at === created_at)
          return same.length < 5
        })
      let rows: readonly Row[] = before
      const get = serve(() => rows, how)
      const seen: Session[] = []
      for (let after: string | null = null, page = 0; ; page++) {
        expect(page).toBeLessThan(200)
        const fetched = await listSessions(
          { filter: {}, after: after === null ? null : (parsePlace(after) ?? null), wanted: 5 },
          { get, project: (raw) => projectSession(raw, null) },
        )
        if (!fetched.ok) throw new Error(fetched.problem.detail)
        seen.push(...fetched.value.items)
        rows = [
          ...Array.from({ length: arriving }, (_, index) => rowAt(1_000 + page * 10 + index, -1 - page)),
          ...rows,
        ]
        after = fetched.value.next
        if (after === null) break
      }
      const ids = seen.map(({ id }) => id)
      expect(ids.toSorted()).toEqual(before.map(({ id }) => id).toSorted())
      expect(ids).toEqual(seen.toSorted(newestFirst).map(({ id }) => id))
    }),
    { numRuns: 300 },
  )
})

it('a list whose end nobody reaches says so, and does not pretend to be over', async () => {
  const row = { id: 'a', created_at: '2026-11-21T08:00:00.000Z' }
  const get = async (): Promise<Fetched<unknown>> => ({
    ok: true,
    allowance: undefined,
    dropped: {},
    value: { sessions: [row], next_token: 'again' },
  })
  const fetched = await listSessions(
    { filter: {}, after: null, wanted: 5 },
    { get, project: (raw) => projectSession(raw, null) },
  )
  expect(fetched.ok ? null : fetched.problem.code).toBe('provider-unreadable')
})
