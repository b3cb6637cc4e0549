/**
 * What became of IDs, for popup, panel and pages alike: one question to the relay for all that is asked at about the
 * same time, none for what is on its way, and none for what is still fresh.
 */
import { MAX_LOOKUPS } from '@inquiry-lens/shared/contract/api.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/model.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, LookupsView } from '../../messages/messages.ts'
import { accountKey } from '../../platform/stored.ts'
import type { RelayClient } from '../relay/client.ts'
import type { Freshness } from '../relay/decode.ts'
import { localFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'

/** As long as the relay itself takes an open case for fresh, where it does not say how long. */
const DEFAULT_SECONDS = 10
const MAX_HELD_ROWS = 500

export interface LookupCache {
  lookUp(ids: readonly string[]): Promise<Result<LookupsView>>
  forgetAll(): void
}

export interface LookupCacheParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'lookUp'>
  now: () => number
  /** Lets those who ask at the same time ask together. */
  gather: () => Promise<void>
}

interface Known extends Freshness {
  lookup: Lookup
}

interface Batch {
  owner: string
  ids: string[]
  answered: Promise<Result<ReadonlyMap<string, Known>>>
}

export function createLookups({ account: keeper, relay, now, gather }: LookupCacheParts): LookupCache {
  /** By whose it is and ID. Only in memory: the next life of the background asks anew. */
  const held = new Map<string, Known & { freshUntil: number }>()
  const flights = new Map<string, Promise<Result<Known>>>()
  let open: Batch | undefined

  function recall(key: string): Known | undefined {
    const known = held.get(key)
    return known && known.freshUntil > now() ? known : undefined
  }

  function keep(key: string, known: Known, timeToLive: number): void {
    // One that was not asked for is no answer to keep.
    if (known.lookup.outcome === 'not-asked' || timeToLive <= 0) return
    held.delete(key)
    held.set(key, { ...known, freshUntil: now() + timeToLive * 1000 })
    for (const oldest of held.keys()) {
      if (held.size <= MAX_HELD_ROWS) break
      held.delete(oldest)
    }
  }

  function openBatch(credentials: Credentials, owner: string): Batch {
    const ids: string[] = []
    const answered = gather().then(() => {
      if (open?.ids === ids) open = undefined
      return request(credentials, owner, ids)
    })
    return { owner, ids, answered }
  }

  async function request(credentials: Credentials, owner: string, ids: string[]): Batch['answered'] {
    const result = await relay.lookUp(credentials, ids)
    if (!result.ok) return result
    const { items, source, asOf, timeToLive = DEFAULT_SECONDS } = result.value
    const answers = new Map(items.map((lookup) => [lookup.id, { lookup, source, asOf }]))
    if (!credentials.abort.aborted) {
      for (const [id, known] of answers) keep(keyOf(owner, id), known, timeToLive)
    }
    return ok(answers)
  }

  function find(credentials: Credentials, account: Account, id: string): Promise<Result<Known>> {
    const owner = accountKey(account)
    const key = keyOf(owner, id)
    const known = recall(key)
    if (known) return Promise.resolve(ok(known))
    const inFlight = flights.get(key)
    if (inFlight) return inFlight

    if (open?.owner !== owner || open.ids.length >= MAX_LOOKUPS) open = openBatch(credentials, owner)
    open.ids.push(id)
    const flight = open.answered
      .then((result): Result<Known> => {
        if (!result.ok) return result
        const found = result.value.get(id)
        return found ? ok(found) : err(localFailure('relay-unreadable', 'It left out an ID.'))
      })
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key)
      })
    flights.set(key, flight)
    return flight
  }

  return {
    lookUp: (ids) =>
      keeper.use(async (credentials, account) => {
        const results = await Promise.all(ids.map((id) => find(credentials, account, id)))
        const failed = results.find((result) => !result.ok)
        if (failed) return failed
        const known = results.flatMap((result) => (result.ok ? [result.value] : []))
        return join(
          await Promise.all(
            known.map((one) => standIn(one, (inquiry) => find(credentials, account, inquiry))),
          ),
        )
      }),

    forgetAll() {
      held.clear()
      flights.clear()
      open = undefined
    },
  }
}

/** A session lives and ends; how the customer stands is said by its inquiry, which is what its ID is looked up for. */
async function standIn(known: Known, find: (id: string) => Promise<Result<Known>>): Promise<Known> {
  const { lookup } = known
  if (lookup.outcome !== 'found' || lookup.summary.kind !== 'session') return known
  const { inquiryId } = lookup.summary
  if (inquiryId === null) return known
  const found = await find(inquiryId)
  if (!found.ok || found.value.lookup.outcome !== 'found')
    return { ...known, lookup: { id: lookup.id, outcome: 'not-asked', reason: 'inquiry-unknown' } }
  return { ...found.value, lookup: { ...found.value.lookup, id: lookup.id } }
}

const keyOf = (owner: string, id: string): string => `${owner} ${id}`

/** As old as the oldest among them, and as stale. */
function join(all: readonly Known[]): Result<LookupsView> {
  const [oldest] = all.toSorted((a, b) => a.asOf - b.asOf)
  if (!oldest) return err(localFailure('extension-error', 'Nothing was asked for.'))
  const { source } = all.find((known) => known.source.state === 'stale') ?? oldest
  return ok({ items: all.map(({ lookup }) => lookup), source, asOf: oldest.asOf })
}
