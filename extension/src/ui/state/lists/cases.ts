/** The cases behind the rows of sessions and events: each case once, the one with the newest activity first. */
import { caseOf, inquiryOf, lastActiveAt } from '@inquiry-lens/shared/domain/case-group.ts'
import {
  type CaseState,
  openingOf,
  stateOfSession,
  stateOfSummary,
} from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { computed, signal } from '@preact/signals'
import type { KnownState } from '../../../stored.ts'
import { formatProviderStatus } from '../../format/source.ts'
import { effectUntil, runAfter } from '../resource/resource.ts'
import { createFeed, type Feed, type FeedStream, type ListEntry } from './feed.ts'
import type { InquiryStates } from './lookups.ts'
import type { UnreadParts } from './unread.ts'

type Activity = Session | ProviderEvent

/** What the rows at hand say of a case. Its state is looked up, where it has an inquiry. */
export interface CaseRow {
  /** Of the inquiry, or of the session where it has none. */
  id: string
  provider: ProviderId
  /** `null`: it has none, as far as is known, and its session says all. */
  inquiryId: string | null
  /** Of the newest activity. */
  activityId: string
  /** ISO 8601. */
  activeAt: string | null
  /** The newest. */
  session: Session | undefined
  /** All at hand, newest first. */
  events: readonly ProviderEvent[]
  /** How many of its sessions the customer opened, of those at hand. */
  visits: number
}

/** So long one list waits for another at first. */
const PATIENCE_MS = 1_000

/** A case has several; the relay asks for as many at once anyway. */
export const EVENTS_FOR_CASES = 100

export interface CaseFeed extends Feed<CaseRow, unknown> {
  events: Feed<ProviderEvent>['streams']
}

/** Whether each change of an inquiry shows in the events. */
export const areEventsSound = ({ events }: Pick<CaseFeed, 'events'>): boolean =>
  events.every(
    ({ list }) => list.data.value && !list.error.value && !list.source.value?.reason && !list.isBehind.value,
  )

/** While the agent reads, no case moves: new ones come in at their place, and the others keep theirs. */
export function createCaseFeed(
  sessions: Feed<Session>,
  events: Feed<ProviderEvent>,
  abort: AbortSignal,
): CaseFeed {
  const streams: FeedStream<Activity>[] = [...sessions.streams, ...events.streams]
  const feed = createFeed(streams, abort)
  const shown = signal<readonly ListEntry<CaseRow>[] | undefined>(undefined)
  let places: ReadonlyMap<string, number> = new Map()
  /** The lists come one after another, and each would move the cases of the one before. */
  const isPatient = signal(true)
  const isWaiting = computed(
    () => isPatient.value && streams.some(({ list }) => list.phase.value === 'loading'),
  )

  effectUntil(abort, () => {
    if (feed.data.value && isWaiting.value) runAfter(PATIENCE_MS, () => (isPatient.value = false), abort)
    const entries = isWaiting.value ? undefined : feed.data.value
    const placed =
      entries &&
      placeCases(
        entries,
        streams.map(({ provider }) => provider),
        feed.isBeingRead.value ? places : undefined,
      )
    places = new Map(placed?.map(({ entry, at }) => [entry.id, at]))
    shown.value = placed?.map(({ entry }) => entry)
  })
  return { ...feed, streams, events: events.streams, data: shown }
}

interface Placed {
  entry: ListEntry<CaseRow>
  /** Milliseconds since the epoch. */
  at: number
}

/** Newest first. `before`: where the agent reads them, by entry; those that are not in it have their own place. */
export function placeCases(
  entries: readonly ListEntry<Activity>[],
  providers: readonly (ProviderId | undefined)[],
  before: ReadonlyMap<string, number> = new Map(),
): Placed[] {
  const cases = groupCases(entries.flatMap(({ row }) => row ?? []))
  const known = new Set(cases.map(({ row }) => row.provider))
  const marked = new Set<ProviderId | undefined>()
  const gaps = entries.flatMap((entry): Placed[] => {
    if (!entry.gap) return []
    const provider = providers[entry.gap.stream]
    const { since } = entry.gap
    // One line for both lists of a provider, and none while its other list has the cases.
    if (marked.has(provider) || (since === undefined && provider && known.has(provider))) return []
    marked.add(provider)
    return [{ entry, at: since ?? Number.POSITIVE_INFINITY }]
  })
  const own = [...cases.map(({ row, at }) => ({ entry: { id: row.id, row }, at })), ...gaps]
  return own
    .map(({ entry, at }) => ({ entry, at: before.get(entry.id) ?? at }))
    .sort((a, b) => (a.at === b.at ? 0 : b.at > a.at ? 1 : -1))
}

/** `rows`: newest first, as in their lists. Rows that belong to no case are left out. */
export function groupCases(rows: readonly Activity[]): { row: CaseRow; at: number }[] {
  const inquiryOfSession = new Map(
    rows.flatMap((row) => (isEvent(row) || row.inquiryId === null ? [] : [[row.id, row.inquiryId]])),
  )
  const cases = new Map<string, { row: CaseRow; at: number }>()
  let floor = Number.POSITIVE_INFINITY
  for (const row of rows) {
    const activeAt = timeOf(row)
    // A row without a time is as old as the one above it.
    const at = activeAt === null ? floor : Date.parse(activeAt)
    floor = Math.min(floor, at)
    const named = isEvent(row) ? caseOf(row) : (row.inquiryId ?? row.id)
    if (named === undefined) continue
    const id = inquiryOfSession.get(named) ?? named
    const known = cases.get(id)
    const isNewest = !known || at > known.at
    const before = known?.row
    const inquiryId = (isEvent(row) ? inquiryOf(row) : row.inquiryId) ?? inquiryOfSession.get(named) ?? null
    cases.set(id, {
      at: isNewest ? at : known.at,
      row: {
        id,
        provider: row.provider,
        inquiryId: before?.inquiryId ?? inquiryId,
        activityId: isNewest ? row.id : known.row.activityId,
        activeAt: isNewest ? activeAt : known.row.activeAt,
        session: isEvent(row) ? before?.session : (before?.session ?? row),
        events: isEvent(row) ? [...(before?.events ?? []), row] : (before?.events ?? []),
        visits: (before?.visits ?? 0) + (isEvent(row) || openingOf(row) === undefined ? 0 : 1),
      },
    })
  }
  return [...cases.values()]
}

const isEvent = (row: Activity): row is ProviderEvent => 'name' in row

const timeOf = (row: Activity): string | null => (isEvent(row) ? row.createdAt : lastActiveAt(row))

/** `undefined`: not known. A session's status says nothing of its inquiry, so only a look-up does. */
export function stateOfCase(
  { inquiryId, session }: Pick<CaseRow, 'inquiryId' | 'session'>,
  states: Pick<InquiryStates, 'of'> | undefined,
): KnownState | undefined {
  if (inquiryId === null) return session && stateOfAlone(session)
  const lookup = states?.of(inquiryId)
  const summary = lookup?.outcome === 'found' ? lookup.summary : undefined
  const caseState = summary && stateOfSummary(summary)
  return caseState && { caseState, status: summary.status, at: summary.at }
}

/** A session without an inquiry doesn't say when it was decided. */
function stateOfAlone(session: Session): KnownState {
  const { createdAt, startedAt, expiredAt, flow } = session
  const caseState = stateOfSession(session)
  const times: Partial<Record<CaseState, string | null | undefined>> = {
    'not-opened': createdAt,
    'in-progress': flow?.openedAt ?? startedAt,
    'waiting-on-us': flow?.submittedAt,
    expired: expiredAt,
  }
  return { caseState, status: formatProviderStatus(session), at: times[caseState] ?? null }
}

/** For `followUnread`: a late answer of one list adds no news because another answered. */
export const newsOfCases = ({
  data,
  streams,
}: CaseFeed): Pick<UnreadParts<CaseRow>, 'lists' | 'stateOf' | 'listedAt'> => ({
  lists: [
    {
      data: computed(() =>
        streams.some(({ list }) => list.phase.value === 'loading')
          ? undefined
          : data.value?.flatMap(({ row }) => row ?? []),
      ),
    },
  ],
  stateOf: ({ activityId, session, inquiryId }) =>
    inquiryId === null ? `${activityId} ${session?.status}` : activityId,
  // A session is listed by when it was created, whatever happened to it since.
  listedAt: ({ session, events: [newest] }) =>
    Math.max(parseInstant(session?.createdAt ?? null) ?? 0, parseInstant(newest?.createdAt ?? null) ?? 0),
})
