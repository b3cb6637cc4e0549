/**
 * The panel's cases and their counts, by the extension's own code over this relay, held against the fake provider's own data: only
 * both together say what an agent sees.
 */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { exports } from 'cloudflare:workers'
import { CASE_GROUPS } from '@inquiry-lens/shared/domain/case-group.ts'
import { groupOfEvents } from '@inquiry-lens/shared/domain/event-group.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { createListReader } from '../../../extension/src/background/queries/lists.ts'
import { createLookupReader } from '../../../extension/src/background/queries/lookups.ts'
import { createRelayClient } from '../../../extension/src/background/relay/client.ts'
import type { AccountKeeper } from '../../../extension/src/background/session/account.ts'
import { areEventsSound, type CaseRow } from '../../../extension/src/ui/state/lists/cases.ts'
import type { Feed } from '../../../extension/src/ui/state/lists/feed.ts'
import { makeCases, stubRequest } from '../../../extension/src/ui/state/testing.ts'
import { advanceClock, personaGateway } from '../../testing/gateway.ts'
import { createTraffic, readOwnEvents, readOwnGroups, readOwnSessions } from '../../testing/persona-cases.ts'
import { openRelay, RELAY, type RelayUnderTest } from '../../testing/relay-under-test.ts'

// There is no browser whose storage the background could name.
vi.hoisted(() =>
  Object.assign(globalThis, {
    chrome: {
      runtime: { id: 'njjjjgmpfoapofmnopfipfcabigoinep' },
      storage: { session: {}, local: {} },
    },
  }),
)

const ACCOUNT = {
  relay: RELAY,
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2027-11-21T00:00:00Z',
  keepSignedIn: false,
} as const

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

/** A turn of the event loop each, without a move of the clock. */
const TURNS = 5_000

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error(`Waited in vain for ${what}`)
}

/** What an agent's browser has: the background's readers, and the panel's cases. */
async function openPanel(signIn: () => Promise<string>, abort: AbortSignal) {
  const relay = createRelayClient({
    fetch: (input, init) => exports.default.fetch(new Request(input, init)),
    now: Date.now,
    isOnline: () => true,
    timeLimit: () => new AbortController().signal,
    ownOrigin: 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep',
    beginCheck: async () => async () => {},
  })
  let token = await signIn()
  const account: Pick<AccountKeeper, 'use'> = {
    async use(run) {
      const result = await run({ relay: RELAY, token, abort }, ACCOUNT)
      if (result.ok || result.error.code !== 'signed-out') return result
      token = await signIn()
      return run({ relay: RELAY, token, abort }, ACCOUNT)
    },
  }
  const live = { follow: () => {}, changes: () => 0 }
  const cache = { begin: () => 0, read: async () => undefined, write: async () => {} }
  const lookups = createLookupReader({
    account,
    relay,
    followMarks: () => {},
    now: Date.now,
    gather: async () => {},
  })
  const counted = { sessions: 0, events: 0 }
  /** By inquiry: what had happened last when its state was asked for. */
  const looked = new Map<string, string>()
  let unanswered = new Set<string>()
  const parts = { account, relay, cache, live }
  const listSessions = createListReader('app:sessions.list', parts)
  const listEvents = createListReader('app:events.list', parts, (rows) => lookups.noteEvents(rows))
  const count = async <T>(name: keyof typeof counted, run: Promise<T>): Promise<T> => {
    const result = await run
    counted[name] += 1
    return result
  }
  const { request } = stubRequest({
    'app:sessions.list': (query) => count('sessions', listSessions(query)),
    'app:events.list': (query) => count('events', listEvents(query)),
    async 'app:lookup'({ ids }) {
      const result = await lookups.lookUp(ids)
      for (const id of ids) unanswered.delete(id)
      return result
    },
  })

  const { sessions, events, feed, groups, states, span, active } = makeCases(request, ACCOUNT, abort)
  const rows = () => feed.data.value?.flatMap(({ row }) => row ?? []) ?? []
  const isAtRest = () => !feed.isFetching.value && feed.phase.value === 'ready'

  await until(() => counted.sessions > 0 && counted.events > 0 && isAtRest(), 'the first rows')
  return {
    sessions,
    events,
    feed,
    groups,
    span,
    rows,
    isSound: () => areEventsSound(feed),
    /** Another minute has passed. */
    async poll() {
      const before = { ...counted }
      active.value = false
      advanceClock(70)
      active.value = true
      await until(
        () => counted.sessions > before.sessions && counted.events > before.events && isAtRest(),
        'the next poll',
      )
    },
    async older() {
      if (!feed.hasMore.value) return
      const sum = () => counted.sessions + counted.events
      const before = sum()
      feed.loadMore()
      await until(() => sum() > before && isAtRest(), 'older rows')
    },
    /** These rows are in sight until their states are there. */
    async look(seen: readonly CaseRow[]) {
      const releases: (() => void)[] = []
      unanswered = new Set(seen.flatMap(({ id, activityId }) => (looked.get(id) === activityId ? [] : [id])))
      for (const { id, inquiryId, activityId } of seen) {
        expect(inquiryId).toBe(id)
        looked.set(id, activityId)
        releases.push(states.want(id, activityId))
      }
      await until(() => unanswered.size === 0, 'the states')
      for (const release of releases) release()
    },
    looked,
  }
}

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
