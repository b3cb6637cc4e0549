/** The panel's cases and their counts, held against the fake provider's own data. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { CASE_GROUPS } from '@inquiry-lens/shared/domain/case-group.ts'
import { groupOfEvents } from '@inquiry-lens/shared/domain/event-group.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Feed } from '../../../extension/src/ui/state/lists/feed.ts'
import { advanceClock, personaGateway } from '../../testing/gateway.ts'
import { openPanel } from '../../testing/panel.ts'
import { createTraffic, readOwnEvents, readOwnGroups, readOwnSessions } from '../../testing/persona-cases.ts'
import { openRelay, type RelayUnderTest } from '../../testing/relay-under-test.ts'

const STEPS = ['happen', 'happen', 'burst', 'pass', 'poll', 'look', 'look', 'older', 'read', 'evict'] as const
const step = fc.record({ what: fc.constantFrom(...STEPS), number: fc.integer({ min: 1, max: 9 }) })

/** What was looked up goes on, out of the list and back into it, over two gaps. */
const GAPS = (
  [
    'burst',
    'look',
    'burst',
    'poll',
    'older',
    'read',
    'burst',
    'poll',
    'read',
    'evict',
    'older',
    'look',
  ] as const
).map((what) => ({ what, number: 1 }))

interface Own {
  sessions: Awaited<ReturnType<typeof readOwnSessions>>
  events: Awaited<ReturnType<typeof readOwnEvents>>
  groups: Awaited<ReturnType<typeof readOwnGroups>>
}

async function readOwn(relay: RelayUnderTest): Promise<Own> {
  const [sessions, events, groups] = await Promise.all([
    readOwnSessions(relay),
    readOwnEvents(relay),
    readOwnGroups(relay),
  ])
  return { sessions, events, groups }
}

type Panel = Awaited<ReturnType<typeof openPanel>>
type ListedRows = Pick<Feed<{ id: string }>, 'data' | 'hasMore' | 'isBehind'>

/** The provider's own rows that the list has: one after the other, as many as are loaded. */
function takeListed<TRow extends { id: string }>(list: ListedRows, own: readonly TRow[]) {
  const ids = list.data.value?.flatMap(({ row }) => row?.id ?? []) ?? []
  const begin = own.findIndex(({ id }) => id === ids[0])
  if (!list.isBehind.value) expect(begin).toBeLessThanOrEqual(0)
  const listed = own.slice(begin, begin + ids.length)
  expect(ids).toEqual(listed.map(({ id }) => id))
  return listed
}

interface OwnCase {
  at: number
  events: { name: string; createdAt: string }[]
}

/** By ID: the cases of the rows that both lists have loaded. */
function casesOf(panel: Panel, own: Own): ReadonlyMap<string, OwnCase> {
  const sessions = takeListed(panel.sessions, own.sessions)
  const events = takeListed(panel.events, own.events)
  // Behind the end of either list, rows of it may be missing.
  const endOf = (list: ListedRows, rows: readonly { createdAt: string }[]) =>
    list.hasMore.value ? Date.parse(rows.at(-1)?.createdAt ?? '') : Number.NEGATIVE_INFINITY
  const end = { sessions: endOf(panel.sessions, sessions), events: endOf(panel.events, events) }
  const cases = new Map<string, OwnCase>()
  const add = (id: string, createdAt: string, startedAt: string | null = null): OwnCase['events'] => {
    const one = cases.get(id) ?? { at: 0, events: [] }
    cases.set(id, one)
    for (const time of [createdAt, startedAt ?? createdAt]) one.at = Math.max(one.at, Date.parse(time))
    return one.events
  }
  for (const { id, inquiry, createdAt, startedAt } of sessions)
    if (Date.parse(createdAt) >= end.events) add(inquiry ?? id, createdAt, startedAt)
  for (const { inquiry, name, createdAt } of events)
    if (inquiry !== undefined && Date.parse(createdAt) > end.sessions)
      add(inquiry, createdAt).push({ name, createdAt })
  return cases
}

function expectOwn(panel: Panel, own: Own): number {
  const cases = casesOf(panel, own)
  expect(new Set(panel.rows().map(({ id }) => id))).toEqual(new Set(cases.keys()))
  const activities = [...cases.values()].map(({ at }) => at).sort((a, b) => a - b)
  const newest = activities.at(-1) ?? 0
  const middle = activities[activities.length >> 1] ?? 0
  for (const span of [undefined, { from: middle, to: newest + 1 }, { from: 0, to: middle }]) {
    panel.span.value = span
    const inside = [...cases].filter(([, { at }]) => !span || (at >= span.from && at < span.to))
    const { all, since, counted, of } = panel.groups.counts.value
    expect(all).toBe(inside.length)
    expect(since).toBe(inside.length > 0 ? Math.min(...inside.map(([, { at }]) => at)) : undefined)
    expect(counted).toBe(CASE_GROUPS.reduce((sum, group) => sum + of[group], 0))
    // Rows of before are shown, and what has happened since is not among them.
    if (!panel.isSound()) continue
    const activityOf = new Map(panel.rows().map(({ id, activityId }) => [id, activityId]))
    for (const group of CASE_GROUPS) {
      const ofGroup = inside.filter(([id]) => own.groups.get(id)?.group === group)
      const known = ofGroup.filter(
        ([id, { events }]) =>
          panel.looked.get(id) === activityOf.get(id) || groupOfEvents(events) !== undefined,
      )
      expect(of[group], group).toBeGreaterThanOrEqual(known.length)
      expect(of[group], group).toBeLessThanOrEqual(ofGroup.length)
    }
  }
  panel.span.value = undefined
  return panel.groups.counts.value.counted
}

it('equal what the provider’s own rows say, over days of traffic, older pages, evictions and gaps', async () => {
  let counted = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 10_000 }),
      fc.array(step, { minLength: 6, maxLength: 14 }),
      async (seed, steps) => {
        const relay = openRelay({ rows: 40 })
        relay.providers.control.scenario({ seed, rows: 40, rateLimit: 1_000 })
        await runInDurableObject(personaGateway(), (_, { storage }) => storage.deleteAll())
        await evictDurableObject(personaGateway())
        const ended = new AbortController()
        const happen = createTraffic(relay, seed)
        let own = await readOwn(relay)
        const panel = await openPanel(() => relay.signIn(), ended.signal)
        const poll = async () => {
          await panel.poll()
          own = await readOwn(relay)
        }
        for (const { what, number } of steps) {
          if (what === 'happen' || what === 'burst')
            for (let one = what === 'burst' ? -100 : 0; one < number; one++) happen()
          else if (what === 'pass') advanceClock(number * 3_600)
          else if (what === 'evict') {
            await poll()
            await evictDurableObject(personaGateway())
          } else if (what === 'poll') await poll()
          else if (what === 'older') for (let page = 0; page < number; page++) await panel.older()
          else if (what === 'read') {
            panel.feed.isBeingRead.value = !panel.feed.isBeingRead.value
            if (panel.feed.isBehind.value) panel.feed.startOver()
          } else {
            await poll()
            // As many as a look-up takes at once, from anywhere in the list.
            const top = Math.floor((panel.rows().length * (number - 1)) / 9)
            await panel.look(panel.rows().slice(top, top + 25))
          }
          counted += expectOwn(panel, own)
        }
        ended.abort()
      },
    ),
    { numRuns: times(2), examples: [[7, GAPS]] },
  )
  expect(counted).toBeGreaterThan(100)
})
