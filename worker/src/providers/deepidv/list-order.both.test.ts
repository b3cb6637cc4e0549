/** deepidv's list through the relay in every order that its documents allow, since they name none. */
import { SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { isThorough } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { FAKE_DEEPIDV_SANDBOX_KEY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { countOf } from '../../../testing/gateway.ts'
import { openRelay, type RelayUnderTest } from '../../../testing/relay-under-test.ts'

const LIST = 'GET /v1/sessions'
/** Several of the relay's windows, and of the pages that deepidv gives unasked. */
const ROWS = isThorough() ? 400 : 180
type Fault =
  | 'deepidv-oldest-first'
  | 'deepidv-by-id'
  | 'deepidv-unsorted'
  | 'tokens-shift'
  | 'end-date-ignored'
  | 'page-size-ignored'
const ORDERS: { faults: Fault[] }[] = [
  { faults: [] },
  { faults: ['deepidv-oldest-first'] },
  { faults: ['deepidv-by-id'] },
  { faults: ['deepidv-unsorted'] },
  { faults: ['deepidv-by-id', 'tokens-shift'] },
  { faults: ['deepidv-oldest-first', 'end-date-ignored'] },
  { faults: ['deepidv-by-id', 'page-size-ignored'] },
]

async function start() {
  const relay = openRelay({ rows: ROWS })
  let agents = 0
  const list = async (query = '') => {
    const token = await relay.signIn(`agent-${agents++}@example.com`)
    const answer = await relay.request(`/v1/sessions?provider=deepidv${query}`, { token })
    expect([query, answer.status]).toEqual([query, 200])
    return v.parse(SessionsPageSchema, await answer.json())
  }
  return { relay, list, known: relay.providers.control.known().deepidv.sandbox }
}

const RawPageSchema = v.object({
  sessions: v.array(v.object({ id: v.string(), type: v.string() })),
  next_token: v.nullable(v.string()),
})

async function readAll(relay: RelayUnderTest, query = 'by_organization=true') {
  const ids: string[] = []
  for (let token: string | null = ''; token !== null; ) {
    const answer = await relay.providers.fetch(
      new Request(
        `https://deepidv.example/v1/sessions?${query}&limit=500${token && `&next_token=${token}`}`,
        {
          headers: { 'x-api-key': FAKE_DEEPIDV_SANDBOX_KEY },
        },
      ),
    )
    const page: v.InferOutput<typeof RawPageSchema> = v.parse(RawPageSchema, await answer.json())
    ids.push(...page.sessions.filter(({ type }) => type !== 'silent-screening').map(({ id }) => id))
    token = page.next_token
  }
  return ids
}

type List = (query?: string) => Promise<v.InferOutput<typeof SessionsPageSchema>>

async function walk(list: List, query = '', limit = 60) {
  const rows: Session[] = []
  const cursors = new Set<string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: v.InferOutput<typeof SessionsPageSchema> = await list(
      `${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`,
    )
    rows.push(...page.items)
    cursor = page.next
    if (cursor === null) continue
    expect(cursors).not.toContain(cursor)
    cursors.add(cursor)
  }
  return rows
}

const idsOf = (rows: readonly Session[]) => rows.map(({ id }) => id)

describe.each(ORDERS)('a provider with $faults', ({ faults: names }) => {
  const faults = names.map((fault) => ({ fault, path: '/v1/sessions' }))

  it('shows the newest sessions first and every session once, to the end', async () => {
    const { relay, list } = await start()
    const all = await readAll(relay)
    expect(all.length).toBeGreaterThan(ROWS * 0.85)
    relay.providers.control.faults(faults)
    expect(idsOf((await list('&limit=25')).items)).toEqual(all.slice(0, 25))
    expect(idsOf(await walk(list))).toEqual(all)
  })

  it('loses and doubles no session while new ones arrive between pages', async () => {
    const { relay, list } = await start()
    const all = await readAll(relay)
    relay.providers.control.reset()
    relay.providers.control.faults(faults)
    const rows = await walk(async (query) => {
      const page = await list(query)
      relay.providers.control.emitSession({})
      return page
    })
    expect(idsOf(rows)).toEqual(all)
  })

  it('finds the whole of a filter', async () => {
    const { relay, list, known } = await start()
    const { externalId = '', workflow } = known['in-review'] ?? {}
    const expected = {
      [`&externalId=${externalId}`]: await readAll(relay, `external_id=${externalId}`),
      [`&workflow=${workflow}`]: await readAll(relay, `workflow_id=${workflow}`),
      '&scope=key-owner': await readAll(relay, ''),
    }
    relay.providers.control.faults(faults)
    for (const [query, ids] of Object.entries(expected)) {
      expect(ids.length).toBeGreaterThan(0)
      expect([query, idsOf(await walk(list, query))]).toEqual([query, ids])
    }
  })
})

it('asks once for a refresh of the newest page, whatever the order', async () => {
  const { relay, list } = await start()
  relay.providers.control.faults([{ fault: 'deepidv-by-id', path: '/v1/sessions' }])
  await list()
  const before = countOf(relay, LIST)
  expect(before).toBeLessThanOrEqual(3)
  relay.providers.control.emitSession({})
  const { items } = await list('&scope=organization')
  expect(items.length).toBeGreaterThan(0)
  expect(countOf(relay, LIST)).toBe(before + 1)
})

describe('a provider whose rows carry whole analyses', () => {
  it('shows every session where the rows together are large', async () => {
    const { relay, list } = await start()
    const all = await readAll(relay)
    relay.providers.control.faults([
      { fault: 'deepidv-large-rows', path: '/v1/sessions', bytes: 30_000, every: 1 },
    ])
    expect(idsOf(await walk(list))).toEqual(all)
  })

  it('leaves out the sessions that are too large one by one, without a count that could tell of a hidden one', async () => {
    const { relay, list } = await start()
    const all = await readAll(relay)
    relay.providers.control.faults([
      { fault: 'deepidv-large-rows', path: '/v1/sessions', bytes: 2_000_000, every: 60 },
    ])
    const shown = idsOf(await walk(list))
    expect(shown).toEqual(all.filter((id) => shown.includes(id)))
    expect(shown.length).toBeGreaterThan(all.length * 0.9)
    expect(shown.length).toBeLessThan(all.length)
    const token = await relay.signIn('adam@example.com', 'admin')
    const gateway = await (await relay.request('/v1/gateway', { token })).text()
    expect(gateway).not.toContain('too large')
    relay.providers.control.faults([])
    expect((await list('&limit=5&scope=organization')).items.map(({ id }) => id)).toEqual(all.slice(0, 5))
  })
})
