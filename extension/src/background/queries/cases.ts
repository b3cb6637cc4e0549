/** Case files for the surfaces, and the cases that the agent opened last. */
import { topicOfCase } from '@inquiry-lens/shared/contract/live.ts'
import { type ObjectId, recognise } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
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
} from '../../stored.ts'
import type { Live } from '../live/live.ts'
import type { RelayClient } from '../relay/client.ts'
import { failureOfReason, localFailure, problemFailure } from '../relay/failures.ts'
import type { Credentials } from '../relay/http.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { LookupCache } from './lookups.ts'
import type { QueryCache } from './query-cache.ts'

/** Reads the case of a pasted text. Concurrent requests share one, and the last known case is cached. */
export function createCaseReader({
  account: keeper,
  relay,
  lookups,
  cache,
  live,
}: {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'caseFile'>
  lookups: Pick<LookupCache, 'lookUp'>
  cache: Pick<QueryCache, 'begin' | 'read' | 'write' | 'forget'>
  live: Pick<Live, 'follow' | 'changes'>
}) {
  const { coalesce } = createSingleFlight<Result<CaseView>>()

  /** The ID to ask for. Other kinds, such as an event, lead to their inquiry through a look-up. */
  async function findCaseId(text: string): Promise<Result<string>> {
    const { ids } = recognise(text)
    const direct = ids.find(hasCase)
    if (direct) return ok(direct.id)
    const [other] = ids
    if (!other) return err(localFailure('id-not-recognised'))
    const result = await lookups.lookUp([other.id])
    if (!result.ok) return result
    const [lookup] = result.value.items
    if (lookup?.outcome === 'found' && lookup.summary.inquiryId) return ok(lookup.summary.inquiryId)
    if (lookup?.outcome === 'not-found') return err(problemFailure('not-found'))
    if (lookup?.outcome === 'not-asked' && lookup.reason !== 'no-lookup') {
      return err(failureOfReason(lookup.reason))
    }
    return err(localFailure('no-case', `${other.id} belongs to no known inquiry.`))
  }

  async function read(
    credentials: Credentials,
    account: Account,
    { id, fresh }: { id: string; fresh: boolean },
  ): Promise<Result<CaseView>> {
    const item = cachedCase(id)
    const begun = cache.begin()
    const cached = await cache.read(item, account)
    const etag = cached?.etag ?? undefined
    const result = await relay.caseFile(credentials, { id, fresh, etag })
    if (!result.ok) {
      // It may have been redacted, and must not be shown again.
      if (result.error.code === 'not-found') await cache.forget(item)
      return result
    }
    const { source, asOf, unchanged } = result.value
    const file = unchanged ? cached?.file : result.value.value
    // The relay's tag covers the recent viewers too.
    const seen = unchanged ? (cached?.seen ?? []) : result.value.seen
    if (!file)
      return err(localFailure('relay-unreadable', 'It said “not modified” to a request without an ETag.'))
    const view = { file, source, asOf, seen, etag: unchanged ? (etag ?? null) : result.value.etag }
    await cache.write(item, account, (_before, stamp) => ({ ...view, ...stamp }), credentials.abort, begun)
    return ok({ ...file, source, asOf, ...(seen.length > 0 && { seen }) })
  }

  return async ({ id: text, fresh = false }: Payload<'app:case.get'>): Promise<Result<CaseView>> => {
    const found = await findCaseId(text)
    if (!found.ok) return found
    const id = found.value
    return keeper.use(async (credentials, account) => {
      const key = JSON.stringify([accountKey(account), id, fresh, live.changes()])
      const result = await coalesce(key, () => read(credentials, account, { id, fresh })).result
      if (result.ok) live.follow(credentials, account, topicOfCase(idOf(result.value)), `case ${text}`)
      return result
    })
  }
}

const idOf = (file: CaseView): string => (file.about === 'inquiry' ? file.inquiry.id : file.session.id)

const hasCase = ({ kind }: ObjectId): boolean => kind === 'inquiry' || kind === 'session'

/** The recently opened cases, in session storage for as long as the lock allows. */
export function createRecentCases({
  account: keeper,
  now,
}: {
  account: Pick<AccountKeeper, 'use'>
  now: () => number
}) {
  /** A purge never runs during a write. */
  const inTurn = createMutex()
  const forgetAll = () => inTurn(() => recentCases.remove())

  return {
    forgetAll,

    note: ({ isOpening, ...noted }: Payload<'app:recents.note'>): Promise<Result<null>> =>
      keeper.use(({ abort }, account) =>
        inTurn(async () => {
          const owner = accountKey(account)
          const stored = await recentCases.get()
          const known = stored?.owner === owner ? stored.cases : []
          const cases = isOpening ? moveToFront(known, { ...noted, openedAt: now() }) : update(known, noted)
          if (!abort.aborted) await recentCases.set({ owner, cases })
          return ok(null)
        }),
      ),

    async clear(): Promise<Result<null>> {
      await forgetAll()
      return ok(null)
    },

    async forgetIdle(): Promise<void> {
      if (isIdle(await activeAt.get(), now())) await forgetAll()
    },
  }
}

const moveToFront = (known: readonly RecentCase[], opened: RecentCase): RecentCase[] =>
  [opened, ...known.filter(({ id }) => id !== opened.id)].slice(0, MAX_RECENT_CASES)

/** In its place; a case that the agent has cleared away stays away. */
const update = (known: readonly RecentCase[], noted: Omit<RecentCase, 'openedAt'>): RecentCase[] =>
  known.map((one) => (one.id === noted.id ? { ...one, ...noted } : one))
