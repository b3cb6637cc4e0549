/**
 * Look-ups for popup, panel and pages: IDs that are asked for at about the same time share one request, an ID in flight is
 * not asked for again, nor is one whose answer is still fresh.
 */
import { MAX_LOOKUPS } from '@inquiry-lens/shared/contract/lists.ts'
import { inquiryOf } from '@inquiry-lens/shared/domain/case-group.ts'
import { isFinal, stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, LookupsView } from '../../messages/messages.ts'
import { accountKey } from '../../stored.ts'
import type { Live, Marked } from '../live/live.ts'
import type { RelayClient } from '../relay/client.ts'
import { localFailure } from '../relay/failures.ts'
import type { Credentials, Freshness } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'

/** As long as the relay takes an open case for fresh. */
const DEFAULT_SECONDS = 10
const MAX_CACHED = 500

export interface LookupCache {
  lookUp(ids: readonly string[]): Promise<Result<LookupsView>>
  /** Of a page in view. What becomes of their cases is followed. */
  lookUpMarks(ids: readonly string[]): Promise<Result<LookupsView>>
  /** Of these alone, kept or on its way. */
  forget(ids: readonly string[]): void
  /** What was looked up before a newer event of its inquiry is forgotten. */
  noteEvents(events: readonly ProviderEvent[]): void
  forgetAll(): void
}

interface Known extends Freshness {
  lookup: Lookup
  freshUntil: number
}

interface Batch {
  owner: string
  ids: Set<string>
  answered: Promise<Result<ReadonlyMap<string, Known>>>
}

export function createLookupReader({
  account: keeper,
  relay,
  followMarks,
  now,
  gather,
}: {
  account: Pick<AccountKeeper, 'use'>
  followMarks: Live['followMarks']
  relay: Pick<RelayClient, 'lookUp'>
  now: () => number
  /** The time in which IDs join one request. */
  gather: () => Promise<void>
}): LookupCache {
  /** By owner and ID, in memory alone. */
  const cached = new LruMap<string, Known>(MAX_CACHED)
  const flights = createSingleFlight<Result<Known>>()
  /** By inquiry: when its newest event happened. */
  const newestEvent = new LruMap<string, string>(MAX_CACHED)
  let open: Batch | undefined

  function openBatch(credentials: Credentials, owner: string): Batch {
    const ids = new Set<string>()
    const answered = gather().then(() => {
      if (open?.ids === ids) open = undefined
      return request(credentials, [...ids])
    })
    return { owner, ids, answered }
  }

  async function request(credentials: Credentials, ids: string[]): Batch['answered'] {
    const result = await relay.lookUp(credentials, ids)
    if (!result.ok) return result
    const { items, source, asOf, timeToLive = DEFAULT_SECONDS } = result.value
    const freshUntil = now() + timeToLive * 1000
    return ok(new Map(items.map((lookup) => [lookup.id, { lookup, source, asOf, freshUntil }])))
  }

  async function join(credentials: Credentials, owner: string, id: string): Promise<Result<Known>> {
    if (open?.owner !== owner || open.ids.size >= MAX_LOOKUPS) open = openBatch(credentials, owner)
    open.ids.add(id)
    const result = await open.answered
    if (!result.ok) return result
    const found = result.value.get(id)
    return found ? ok(found) : err(localFailure('relay-unreadable', 'It left out an ID.'))
  }

  async function find(credentials: Credentials, account: Account, id: string): Promise<Result<Known>> {
    const owner = accountKey(account)
    const key = keyOf(owner, id)
    const known = cached.get(key)
    if (known && known.freshUntil > now()) return ok(known)
    return flights.coalesce(key, async (isCurrent) => {
      const found = await join(credentials, owner, id)
      const isKept = found.ok && found.value.freshUntil > now() && found.value.lookup.outcome !== 'not-asked'
      if (isKept && isCurrent() && !credentials.abort.aborted) cached.set(key, found.value)
      return found
    }).result
  }

  const lookUp = (ids: readonly string[], follow?: Live['followMarks']) =>
    keeper.use(async (credentials, account) => {
      const results = await Promise.all(ids.map((id) => find(credentials, account, id)))
      const failed = results.find((result) => !result.ok)
      if (failed) return failed
      const known = results.flatMap((result) => (result.ok ? [result.value] : []))
      const findInquiry = (id: string) => find(credentials, account, id)
      const found = await Promise.all(known.map((one) => replaceByInquiry(one, findInquiry)))
      follow?.(
        credentials,
        account,
        // A decision can be another one later, or be redacted; open cases come last, and are followed first.
        found
          .flatMap(({ lookup }) => markedOf(lookup))
          .toSorted((one, other) => Number(other.isFinal) - Number(one.isFinal)),
      )
      return combine(found)
    })

  function forget(ids: readonly string[]): void {
    const isMeant = (key: string) => ids.some((id) => key.endsWith(` ${id}`))
    for (const key of [...cached.keys()]) if (isMeant(key)) cached.delete(key)
    flights.forget(isMeant)
  }

  return {
    lookUp: (ids) => lookUp(ids),
    lookUpMarks: (ids) => lookUp(ids, followMarks),

    forget,

    noteEvents(events) {
      const changed = new Set<string>()
      for (const event of events) {
        const id = inquiryOf(event)
        if (!id || !event.createdAt || event.createdAt <= (newestEvent.get(id) ?? '')) continue
        newestEvent.set(id, event.createdAt)
        changed.add(id)
      }
      if (changed.size > 0) forget([...changed])
    },

    forgetAll() {
      cached.clear()
      flights.forget()
      open = undefined
    },
  }
}

/** A session's ID is looked up for the customer's state, which its inquiry has. */
async function replaceByInquiry(known: Known, find: (id: string) => Promise<Result<Known>>): Promise<Known> {
  const { lookup } = known
  if (lookup.outcome !== 'found' || lookup.summary.kind !== 'session') return known
  const { inquiryId } = lookup.summary
  if (inquiryId === null) return known
  const found = await find(inquiryId)
  if (!found.ok || found.value.lookup.outcome !== 'found')
    return { ...known, lookup: { id: lookup.id, outcome: 'not-asked', reason: 'inquiry-unknown' } }
  return { ...found.value, lookup: { ...found.value.lookup, id: lookup.id } }
}

function markedOf(lookup: Lookup): (Marked & { isFinal: boolean })[] {
  if (lookup.outcome !== 'found') return []
  const { inquiryId, id, kind } = lookup.summary
  const state = stateOfSummary(lookup.summary)
  if (kind === 'event' || state === 'redacted') return []
  return [{ id: lookup.id, caseId: inquiryId ?? id, isFinal: Boolean(state && isFinal(state)) }]
}

const keyOf = (owner: string, id: string): string => `${owner} ${id}`

/** As old as the oldest of them, and as stale. */
function combine(all: readonly Known[]): Result<LookupsView> {
  const [oldest] = all.toSorted((a, b) => a.asOf - b.asOf)
  if (!oldest) return err(localFailure('extension-error', 'No ID was asked for.'))
  const { source } = all.find((known) => known.source.state === 'stale') ?? oldest
  return ok({ items: all.map(({ lookup }) => lookup), source, asOf: oldest.asOf })
}
