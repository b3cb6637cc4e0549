/** The case file of an inquiry, of the inquiry that a session belongs to, or of a session that stands for itself. */

import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { CaseFile } from '@inquiry-lens/shared/domain/model.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { hintsOf } from '@inquiry-lens/shared/insight/hints.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { CacheEntry } from '../cache/cache.ts'
import { FRESHNESS, type FreshnessClass } from '../cache/freshness.ts'
import { freshnessOfOpen, freshnessOfRow, type Row, rowOfCase } from '../cache/row.ts'
import type { RowCache } from '../cache/row-cache.ts'
import type { Changes } from '../events/changes.ts'
import { LOOKUP_DEADLINE_MS } from '../upstream/priority.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { createSerializedAnswers, render } from './answer.ts'
import type { ObjectFetch } from './object-fetch.ts'
import { type FetchResult, fetchResultOf, type Plan } from './plan.ts'

export interface CasePlannerParts {
  memory: RowCache
  unread: Changes
  upstream: Upstream
  fetch: ObjectFetch
  now: () => number
}

type CaseContent = CaseFile | null

export function createCasePlanner({ memory, unread, upstream, fetch, now }: CasePlannerParts) {
  const flights = createSingleFlight<FetchResult<CaseContent>>()
  const renderings = createSerializedAnswers()
  const { casesAbout } = PROVIDERS[upstream.state().provider]

  function planCase(id: string, deadlineMs: number): Plan<CaseContent> {
    const row = memory.object(id)
    return {
      priority: 'lookup',
      // A look-up that has just not found it knows as much.
      held: memory.case(id) ?? (row?.content === null ? { ...row, content: null } : undefined),
      freshnessOf: (entry) => freshnessOfCase(entry, row, unread.latestEvent(id)),
      fetch: (asking) =>
        flights.coalesce(id, async () => {
          const told = await upstream.request(
            { ...asking, deadlineMs },
            (provider, line) => provider.findCase(id, line),
            (file) => file === null,
          )
          const isVisible = (memory.object(id)?.content ?? memory.case(id)?.content) != null
          return fetchResultOf(told, { isVisible, unreadable: upstream.unreadable }, (file) =>
            memory.keepCase(id, file),
          )
        }),
      render: ({ content }) =>
        content === null
          ? upstream.missing()
          : renderings(id, content, () => render(withHints(content), countCase(content))),
    }
  }

  /** What a session belongs to never changes: what is held says it, however old. */
  async function findInquiryOf(sessionId: string, sender: string): Promise<string | ProblemReport> {
    const held = memory.object(sessionId)
    const isUsable = held && (held.content !== null || now() - held.storedAt < FRESHNESS.missing.fresh * 1000)
    const landed: FetchResult<Row | null> = isUsable
      ? { ok: true, entry: held, forwarded: undefined }
      : await fetch.one('session', sessionId, { priority: 'lookup', sender }).result
    if (!landed.ok) return landed.problem
    const row = landed.entry.content
    return (row?.kind === 'session' ? row.item.inquiryId : null) ?? upstream.missing()
  }

  /** The way through a session counts: whoever asks waits no longer than for a look-up. */
  return async (id: string, sender: string): Promise<Plan<CaseContent> | ProblemReport> => {
    if (casesAbout === 'session' || !isObjectId(id, 'session')) return planCase(id, LOOKUP_DEADLINE_MS)
    const beganAt = now()
    const inquiryId = await findInquiryOf(id, sender)
    if (typeof inquiryId !== 'string') return inquiryId
    const spent = Math.min(LOOKUP_DEADLINE_MS, Math.max(0, now() - beganAt))
    return planCase(inquiryId, LOOKUP_DEADLINE_MS - spent)
  }
}

/** `row`, `event`: the inquiry and its latest event as they were heard of last, which may be after the case. */
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

/** Not held, but told of what is held: so they are as new as the rules by which they are told. */
const withHints = (file: CaseFile): CaseFile => ({ ...file, hints: hintsOf(file) })

/** For the record: whom it is about, and how much was shown. */
const countCase = (file: CaseFile): Record<string, string | number> =>
  file.about === 'inquiry'
    ? { inquiry: file.inquiry.id, sessions: file.sessions.length }
    : { related: file.related.length }
