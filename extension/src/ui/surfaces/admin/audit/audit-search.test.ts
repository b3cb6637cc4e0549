import type { FoundEntry } from '@inquiry-lens/shared/contract/audit.ts'
import { describe, expect, it, vi } from 'vitest'
import { err, ok, type Result } from '../../../../messages/failure.ts'
import type { Replies } from '../../../../messages/messages.ts'
import { stubRequest } from '../../../state/testing.ts'
import { WHOLE_LOG } from '../admin.ts'
import { groupByDay, searchAudit, toSearch } from './audit-search.ts'

const line = (seq: number): FoundEntry => ({
  seq,
  at: '2026-11-21T12:00:00Z',
  agent: 'ada@example.com',
  action: 'open',
  requestId: 'r',
  about: {},
  previous: '',
  hash: '',
})
const page = (seqs: number[], next: string | null): Result<Replies['app:audit.search']> =>
  ok({ items: seqs.map(line), next })
const DOWN = err({ code: 'relay-timeout', title: '', detail: '', nextStep: '' })

function setUp(...pages: Result<Replies['app:audit.search']>[]) {
  const { request, asked } = stubRequest({ 'app:audit.search': () => pages.shift() ?? DOWN })
  const results = searchAudit({ request, filter: WHOLE_LOG, abort: new AbortController().signal })
  const settled = () => vi.waitFor(() => expect(results.isFetching.value).toBe(false))
  return { results, settled, asked, shown: () => results.data.value?.map(({ seq }) => seq) }
}

describe('a search of the audit log', () => {
  it('reads a page, and the next one on demand', async () => {
    const { results, settled, asked, shown } = setUp(page([9, 8], '7-1'), page([7], null))
    await settled()
    expect(shown()).toEqual([9, 8])
    expect(asked).toHaveLength(1)
    expect(results.hasMore.value).toBe(true)
    results.loadMore()
    await settled()
    expect(shown()).toEqual([9, 8, 7])
    expect(results.hasMore.value).toBe(false)
    expect(asked.map(({ payload }) => payload)).toMatchObject([{ cursor: undefined }, { cursor: '7-1' }])
  })

  it('skips empty pages, up to a limit', async () => {
    const found = setUp(page([], '800-1'), page([], '600-1'), page([5], '4-1'))
    await found.settled()
    expect(found.shown()).toEqual([5])
    const lost = setUp(...Array.from({ length: 9 }, (_, n) => page([], `${900 - n}-1`)))
    await lost.settled()
    expect(lost.asked).toHaveLength(5)
    expect(lost.shown()).toEqual([])
    expect(lost.results.hasMore.value).toBe(true)
  })

  it('keeps what it has when it goes wrong, and goes on from there', async () => {
    const { results, settled, shown } = setUp(page([9], '8-1'), DOWN, page([8], null))
    await settled()
    results.loadMore()
    await settled()
    expect(results.error.value?.code).toBe('relay-timeout')
    expect(shown()).toEqual([9])
    results.loadMore()
    await settled()
    expect(results.error.value).toBeUndefined()
    expect(shown()).toEqual([9, 8])
  })
})

it('a filter is asked as the relay takes it, the last minute to its last second', () => {
  expect(toSearch(WHOLE_LOG)).toEqual({ order: 'newest', limit: 50 })
  expect(toSearch({ ...WHOLE_LOG, viewed: true, from: '2026-11-21T08:00', to: '2026-11-21T08:00' })).toEqual({
    viewed: true,
    from: '2026-11-21T08:00:00.000Z',
    to: '2026-11-21T08:00:59.999Z',
    order: 'newest',
    limit: 50,
  })
})

it('tells entries of several logs apart, whose numbers repeat', () => {
  const entries: FoundEntry[] = [0, 1, 2].flatMap((shard) => [4, 3].map((seq) => ({ ...line(seq), shard })))
  const [day, ...others] = groupByDay(entries)
  expect(others).toEqual([])
  expect(new Set(day?.rows.map(({ id }) => id)).size).toBe(entries.length)
  expect(day?.rows.map(({ entry }) => entry)).toEqual(entries)
})
