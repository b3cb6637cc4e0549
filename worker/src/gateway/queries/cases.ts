/** Objects and case files by ID: each object is fetched once for all callers, alone or in a batch. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { CaseFile } from '@inquiry-lens/shared/domain/model.ts'
import { hintsOf } from '@inquiry-lens/shared/insight/hints.ts'
import { createSingleFlight, type SharedRun } from '@inquiry-lens/shared/lib/single-flight.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import { type Fetched, mapFetched } from '../../providers/provider.ts'
import type { CacheEntry } from '../cache/cache.ts'
import { FRESHNESS, type FreshnessClass, freshnessOfOpen, freshnessOfRow } from '../cache/freshness.ts'
import type { Changes } from '../cache/row-cache.ts'
import { type Row, rowOfCase, summarizeRow } from '../cache/row-cache.ts'
import type { ObjectQuery } from '../query.ts'
import type { UpstreamContext } from '../upstream/priority-semaphore.ts'
import { LOOKUP_DEADLINE_MS, type UpstreamResult } from '../upstream/upstream.ts'
import { createSerializedAnswers, render } from './answer.ts'
import type { FetchResult, QueryPlan, QueryServices } from './queries.ts'

export type SharedFetch = SharedRun<FetchResult<Row | null>>

export type ObjectFetch = ReturnType<typeof createObjectFetch>

/**
 * An answer that a webhook has overtaken may show the case as it was. Asks again, once, before anything is stored or shared: those
 * who wait may have heard of the change.
 */
async function askSettled<TValue>(
  id: string,
  changes: Changes,
  ask: () => Promise<UpstreamResult<TValue>>,
): Promise<UpstreamResult<TValue>> {
  const before = changes.countWebhooks(id)
  const first = await ask()
  const known = changes.countWebhooks(id)
  if (!first.ok || known === before) return first
  const again = await ask()
  if (!again.ok || changes.countWebhooks(id) !== known) changes.noteChanged(id)
  return again.ok ? again : first
}

export function createObjectFetch({ rows, changes, upstream }: QueryServices) {
  const singleFlight = createSingleFlight<FetchResult<Row | null>>()

  const store = (id: string, result: UpstreamResult<Row | null>): FetchResult<Row | null> =>
    storeResult(
      result,
      { isVisible: rows.getObject(id)?.content != null, unreadable: upstream.unreadable },
      (row) => rows.setObject(id, row),
    )

  const requestOne = (kind: 'session' | 'event', id: string, context: UpstreamContext) =>
    upstream.request(
      { ...context, deadlineMs: LOOKUP_DEADLINE_MS },
      async (provider, call): Promise<Fetched<Row | null>> =>
        kind === 'session'
          ? mapFetched(await provider.findSession(id, call), (item) => item && { kind, item })
          : mapFetched(await provider.findEvent(id, call), (item) => item && { kind, item }),
      (row) => row === null,
    )

  return {
    one: (kind: 'session' | 'event', id: string, context: UpstreamContext): SharedFetch =>
      singleFlight.coalesce(id, async () =>
        store(id, await askSettled(id, changes, () => requestOne(kind, id, context))),
      ),

    /** One call for all IDs that no run is fetching. */
    inquiries(ids: readonly string[], context: UpstreamContext): Map<string, SharedFetch> {
      const batchIds = ids.filter((id) => !singleFlight.isRunning(id))
      const request = (wanted: readonly string[]) =>
        upstream.request(
          { ...context, deadlineMs: LOOKUP_DEADLINE_MS },
          (provider, call) => provider.findInquiries(wanted, call),
          ({ items, unknown }) => items.length === 0 && unknown.size === 0,
        )
      let batch: ReturnType<typeof request> | undefined
      const fetchOne = async (id: string): Promise<FetchResult<Row | null>> => {
        let isFirst = true
        const result = await askSettled(id, changes, () => {
          if (!isFirst) return request([id])
          isFirst = false
          batch ??= request(batchIds)
          return batch
        })
        if (!result.ok) return result
        const item = result.value.items.find((inquiry) => inquiry.id === id)
        if (result.value.unknown.has(id)) return { ...result, ok: false, problem: upstream.unreadable() }
        return store(id, { ...result, value: item ? { kind: 'inquiry', item } : null })
      }
      return new Map(ids.map((id) => [id, singleFlight.coalesce(id, () => fetchOne(id))]))
    },
  }
}

/**
 * Omits the provider's status for a missing object: it could reveal a hidden one. An unreadable answer replaces no
 * visible object.
 */
export const storeResult = <TContent>(
  result: UpstreamResult<TContent | null>,
  known: { isVisible: boolean; unreadable: () => ProblemReport },
  store: (content: TContent | null) => CacheEntry<TContent | null>,
): FetchResult<TContent | null> => {
  if (!result.ok) return result
  const forwarded = result.value === null ? result.forwarded && { status: undefined } : result.forwarded
  return result.isUnreadable && known.isVisible
    ? { ok: false, problem: known.unreadable(), forwarded }
    : { ok: true, entry: store(result.value), forwarded }
}

export const planObject = (
  { kind, id }: ObjectQuery,
  { rows, changes, upstream }: QueryServices,
  fetchObjects: ObjectFetch,
): QueryPlan<Row | null> => ({
  priority: 'lookup',
  cached: rows.getObject(id),
  freshnessOf: ({ content, storedAt }) =>
    changes.hasChanged(id, storedAt) ? 'superseded' : freshnessOfRow(content),
  fetch: (context) => fetchObjects.one(kind, id, context),
  render: ({ content }) =>
    content === null
      ? upstream.missing()
      : render(content.item, { inquiry: summarizeRow(content).inquiryId }),
})

type CaseContent = CaseFile | null

export function createCasePlanner(
  { rows, changes, upstream, now }: QueryServices,
  fetchObjects: ObjectFetch,
) {
  const singleFlight = createSingleFlight<FetchResult<CaseContent>>()
  const serialized = createSerializedAnswers()
  const { casesAbout } = PROVIDERS[upstream.state().provider]

  function planCase(id: string, deadlineMs: number): QueryPlan<CaseContent> {
    const row = rows.getObject(id)
    return {
      priority: 'lookup',
      // A look-up that did not find the object answers for the case too.
      cached: rows.getCase(id) ?? (row?.content === null ? { ...row, content: null } : undefined),
      freshnessOf: (entry) =>
        changes.hasChanged(id, entry.storedAt)
          ? 'superseded'
          : freshnessOfCase(entry, row, changes.latestEvent(id)),
      fetch: (context) =>
        singleFlight.coalesce(id, async () => {
          const result = await askSettled(id, changes, () =>
            upstream.request(
              { ...context, deadlineMs },
              (provider, call) => provider.findCase(id, call),
              (file) => file === null,
            ),
          )
          const isVisible = (rows.getObject(id)?.content ?? rows.getCase(id)?.content) != null
          return storeResult(result, { isVisible, unreadable: upstream.unreadable }, (file) =>
            rows.setCase(id, file),
          )
        }),
      render: ({ content }) =>
        content === null
          ? upstream.missing()
          : // Hints are not cached, so that they follow the rules of today.
            serialized(id, content, () =>
              render({ ...content, hints: hintsOf(content) }, countCase(content)),
            ),
    }
  }

  /** A session's inquiry never changes, so a cached session of any age answers. */
  async function findInquiryOf(sessionId: string, sender: string): Promise<string | ProblemReport> {
    const cached = rows.getObject(sessionId)
    const isUsable =
      cached && (cached.content !== null || now() - cached.storedAt < FRESHNESS.missing.fresh * 1000)
    const result: FetchResult<Row | null> = isUsable
      ? { ok: true, entry: cached, forwarded: undefined }
      : await fetchObjects.one('session', sessionId, { priority: 'lookup', sender }).result
    if (!result.ok) return result.problem
    const row = result.entry.content
    return (row?.kind === 'session' ? row.item.inquiryId : null) ?? upstream.missing()
  }

  return async (id: string, sender: string): Promise<QueryPlan<CaseContent> | ProblemReport> => {
    if (casesAbout === 'session' || !isObjectId(id, 'session')) return planCase(id, LOOKUP_DEADLINE_MS)
    const startedAt = now()
    const inquiryId = await findInquiryOf(id, sender)
    if (typeof inquiryId !== 'string') return inquiryId
    const spent = Math.min(LOOKUP_DEADLINE_MS, Math.max(0, now() - startedAt))
    return planCase(inquiryId, LOOKUP_DEADLINE_MS - spent)
  }
}

/** `row`, `event`: the latest known state of the inquiry and its latest event, which may be newer than the case. */
export function freshnessOfCase(
  { content: file, storedAt }: CacheEntry<CaseContent>,
  row: CacheEntry<Row | null> | undefined,
  event?: ReturnType<Changes['latestEvent']>,
): FreshnessClass {
  if (row && row.storedAt > storedAt) {
    const latest = row.content ?? undefined
    const known = file ? rowOfCase(file) : undefined
    if ((latest === undefined) !== (known === undefined)) return 'withdrawn'
    if (isRedacted(latest) && !isRedacted(known)) return 'withdrawn'
    if (statusOf(latest) !== statusOf(known)) return 'superseded'
  }
  if (file?.about === 'inquiry' && event && event.reportedAt > storedAt) {
    const newest = file.events[0]?.createdAt ?? ''
    if (event.createdAt > newest) return 'superseded'
  }
  if (file && isIncomplete(file)) return freshnessOfOpen(file.provider)
  return freshnessOfRow(file && rowOfCase(file))
}

const isRedacted = (row: Row | undefined): boolean => row?.kind === 'inquiry' && row.item.redactedAt !== null
const statusOf = (row: Row | undefined): string | undefined =>
  row && row.kind !== 'event' ? row.item.status : undefined

const isIncomplete = (file: CaseFile): boolean =>
  Boolean(file.about === 'inquiry' ? file.eventsMissing : file.stepsMissing)

const countCase = (file: CaseFile): Record<string, string | number> =>
  file.about === 'inquiry'
    ? { inquiry: file.inquiry.id, sessions: file.sessions.length }
    : { related: file.related.length }
