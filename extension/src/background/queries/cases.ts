/** Case files for the surfaces: of whatever was pasted, one flight for one case, and the last one known remembered. */
import { type ObjectId, recognise } from '@inquiry-lens/shared/domain/object-id.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { Account, CaseView, Payload } from '../../messages/messages.ts'
import { createMutex } from '../../platform/background-storage.ts'
import {
  accountKey,
  activeAt,
  cachedCase,
  isIdle,
  MAX_RECENT_CASES,
  type RecentCase,
  recentCases,
} from '../../platform/stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { failureOfReason, localFailure, problemFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { LookupCache } from './lookups.ts'
import type { ViewCache } from './query-cache.ts'

export type ReadCase = (payload: Payload<'app:case.get'>) => Promise<Result<CaseView>>

export interface CaseReaderParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'caseFile'>
  lookups: Pick<LookupCache, 'lookUp'>
  memory: Pick<ViewCache, 'recall' | 'remember' | 'forget'>
}

export function createCaseReader({ account: keeper, relay, lookups, memory }: CaseReaderParts): ReadCase {
  const flights = new Map<string, Promise<Result<CaseView>>>()

  /** The ID to ask for: an event, for one, leads to its inquiry only by what a look-up says of it. */
  async function findLead(text: string): Promise<Result<string>> {
    const { ids } = recognise(text)
    const direct = ids.find(leadsToCase)
    if (direct) return ok(direct.id)
    const [other] = ids
    if (!other) return err(localFailure('id-not-recognised'))
    const looked = await lookups.lookUp([other.id])
    if (!looked.ok) return looked
    const [lookup] = looked.value.items
    if (lookup?.outcome === 'found' && lookup.summary.inquiryId) return ok(lookup.summary.inquiryId)
    if (lookup?.outcome === 'not-found') return err(problemFailure('not-found'))
    if (lookup?.outcome === 'not-asked' && lookup.reason !== 'no-lookup') {
      return err(failureOfReason(lookup.reason))
    }
    return err(localFailure('no-case', `${other.id} belongs to no inquiry that is known.`))
  }

  async function read(
    credentials: Credentials,
    account: Account,
    { id, fresh }: { id: string; fresh: boolean },
  ): Promise<Result<CaseView>> {
    const item = cachedCase(id)
    const held = await memory.recall(item, account)
    const etag = held?.etag ?? undefined
    const result = await relay.caseFile(credentials, { id, fresh, etag })
    if (!result.ok) {
      // It may have been redacted since, and then what was known is not to be shown again.
      if (result.error.code === 'not-found') await memory.forget(item)
      return result
    }
    const { source, asOf, unchanged } = result.value
    const file = unchanged ? held?.file : result.value.value
    // The relay's tag is over who opened it, too, so that nothing changed there either.
    const seen = unchanged ? (held?.seen ?? []) : result.value.seen
    if (!file)
      return err(localFailure('relay-unreadable', 'It said “not modified” to a question without an ETag.'))
    const look = { file, source, asOf, seen, etag: unchanged ? (etag ?? null) : result.value.etag }
    await memory.remember(item, account, (_before, stamp) => ({ ...look, ...stamp }), credentials.abort)
    return ok({ ...file, source, asOf, ...(seen.length > 0 && { seen }) })
  }

  return async ({ id: text, fresh = false }) => {
    const lead = await findLead(text)
    if (!lead.ok) return lead
    const id = lead.value
    return keeper.use((credentials, account) => {
      const key = JSON.stringify([accountKey(account), id, fresh])
      const inFlight = flights.get(key)
      if (inFlight) return inFlight
      const flight = read(credentials, account, { id, fresh }).finally(() => flights.delete(key))
      flights.set(key, flight)
      return flight
    })
  }
}

const leadsToCase = ({ kind }: ObjectId): boolean => kind === 'inquiry' || kind === 'session'

/** The cases that the agent opened last, kept in session storage for as long as what was shown is. */

export interface RecentCases {
  /** A case was opened, or is open and another is known of it. */
  note(payload: Payload<'app:recents.note'>): Promise<Result<null>>
  clear(): Promise<Result<null>>
  forgetAll(): Promise<void>
  /** Where nobody has been there for long: by the measure of the lock. */
  forgetIdle(): Promise<void>
}

interface RecentCasesParts {
  account: Pick<AccountKeeper, 'use'>
  now: () => number
}

export function createRecentCases({ account: keeper, now }: RecentCasesParts): RecentCases {
  /** So that a purge never runs in the middle of a write. */
  const inTurn = createMutex()
  const forgetAll = () => inTurn(() => recentCases.remove())

  return {
    forgetAll,

    note: ({ isOpening, ...told }) =>
      keeper.use(({ abort }, account) =>
        inTurn(async () => {
          const owner = accountKey(account)
          const held = await recentCases.get()
          const known = held?.owner === owner ? held.cases : []
          const cases = place(known, told, isOpening ? now() : undefined)
          if (!abort.aborted) await recentCases.set({ owner, cases })
          return ok(null)
        }),
      ),

    async clear() {
      await forgetAll()
      return ok(null)
    },

    async forgetIdle() {
      if (isIdle(await activeAt.get(), now())) await forgetAll()
    },
  }
}

/** In front where it is opened, in its place where it only changed; nowhere where it was cleared away meanwhile. */
function place(
  known: readonly RecentCase[],
  told: Omit<RecentCase, 'openedAt'>,
  openedAt: number | undefined,
): RecentCase[] {
  if (openedAt === undefined) return known.map((one) => (one.id === told.id ? { ...one, ...told } : one))
  const others = known.filter(({ id }) => id !== told.id)
  return [{ ...told, openedAt }, ...others].slice(0, MAX_RECENT_CASES)
}
