/** The panel's cases, by the extension's own code over this relay: only both together say what an agent sees. */
import { exports } from 'cloudflare:workers'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { expect, vi } from 'vitest'
import { createActivityReader, createListReader } from '../../extension/src/background/queries/lists.ts'
import { createLookupReader } from '../../extension/src/background/queries/lookups.ts'
import { createRelayClient } from '../../extension/src/background/relay/client.ts'
import type { AccountKeeper } from '../../extension/src/background/session/account.ts'
import { areEventsSound, type CaseRow } from '../../extension/src/ui/state/lists/cases.ts'
import { makeCases, stubRequest } from '../../extension/src/ui/state/testing.ts'
import { advanceClock } from './gateway.ts'
import { RELAY } from './relay-under-test.ts'

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

/** A turn of the event loop each, without a move of the clock. */
const TURNS = 5_000

export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error(`Waited in vain for ${what}`)
}

/** What an agent's browser has: the background's readers, and the panel's cases of these providers. */
export async function openPanel(
  signIn: () => Promise<string>,
  abort: AbortSignal,
  providers: readonly ProviderId[] = ['persona'],
) {
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
  const readActivity = createActivityReader(parts)
  const listEvents = createListReader('app:events.list', parts, (rows) => lookups.noteEvents(rows))
  const count = async <T>(name: keyof typeof counted, run: Promise<T>): Promise<T> => {
    const result = await run
    counted[name] += 1
    return result
  }
  const { request } = stubRequest({
    'app:sessions.list': (query) => count('sessions', listSessions(query)),
    'app:events.list': (query) => count('events', listEvents(query)),
    'app:activity.get': (query) => readActivity(query),
    async 'app:lookup'({ ids }) {
      const result = await lookups.lookUp(ids)
      for (const id of ids) unanswered.delete(id)
      return result
    },
  })

  const { states, active, ...panel } = makeCases(request, ACCOUNT, abort, providers)
  const { feed } = panel
  const rows = () => feed.data.value?.flatMap(({ row }) => row ?? []) ?? []
  const isAtRest = () => !feed.isFetching.value && feed.phase.value === 'ready'

  await until(() => counted.sessions > 0 && counted.events > 0 && isAtRest(), 'the first rows')
  return {
    ...panel,
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
      unanswered = new Set(
        seen.flatMap(({ id, inquiryId, activityId }) =>
          inquiryId === null || looked.get(id) === activityId ? [] : [id],
        ),
      )
      for (const { id, inquiryId, activityId } of seen) {
        if (inquiryId === null) continue
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
