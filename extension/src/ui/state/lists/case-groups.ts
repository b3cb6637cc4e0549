/**
 * How many of the listed cases wait for whom or ended how, as far as look-ups or the listed events tell; and the cases
 * of one group, a span of time, facets and typed words.
 */
import { CASE_GROUPS, type CaseGroup, groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import { groupOfEvents } from '@inquiry-lens/shared/domain/event-group.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { effectUntil, runAfter } from '../resource/resource.ts'
import { areEventsSound, type CaseFeed, type CaseRow, stateOfCase } from './cases.ts'
import type { ListEntry } from './feed.ts'
import type { InquiryStates } from './lookups.ts'

export interface GroupCounts {
  of: Readonly<Record<CaseGroup, number>>
  /** The sum of these. */
  counted: number
  all: number
  /** Milliseconds since the epoch: the oldest of all. `undefined`: unknown. */
  since: number | undefined
}

/** Cases that were chosen one by one. */
export interface CaseSelection {
  /** Why these. */
  key: string
  ids: ReadonlySet<string>
}

/** Milliseconds since the epoch; `to` is not included. */
export interface TimeSpan {
  from: number
  to: number
}

/** `undefined`: of the only provider that the relay has. */
export type CasesByProvider = ReadonlyMap<ProviderId | undefined, number>

export interface CaseGroups {
  /** `undefined`: all are shown. */
  chosen: Signal<CaseGroup | undefined>
  /** Of the cases in the chosen span, which facets and words leave. */
  counts: ReadonlySignal<GroupCounts>
  /** Of the chosen group, in the chosen span: facets and words narrow these. */
  within: ReadonlySignal<readonly CaseRow[]>
  /**
   * With the chosen filters alone. A span loads the rows that may be in it, and a group some older ones, within reason; facets and
   * words none. Who waits for us stands in the order of a queue, the longest first. The newest cases whose state is not known are looked
   * up, though the filters hide them.
   */
  shown: CaseFeed
  isFiltered: ReadonlySignal<boolean>
  /** Cases that are not loaded may belong to it. */
  isCut: ReadonlySignal<boolean>
  /** Loads further back, once that has ended. */
  goOn: ReadonlySignal<(() => void) | undefined>
}

export interface CaseGroupsParts {
  feed: CaseFeed
  states: Pick<InquiryStates, 'of' | 'renew' | 'want'>
  chosen: CaseGroups['chosen']
  /** When the shown cases were last active; `undefined`: at any time. */
  span: ReadonlySignal<TimeSpan | undefined>
  /** How many cases the relay knows of in that time; `undefined`: unknown. */
  inSpan: ReadonlySignal<CasesByProvider | undefined>
  /** The only cases to show; `undefined`: all. */
  only: ReadonlySignal<CaseSelection | undefined>
  /** Whether facets and words leave a case; `undefined`: none are set. */
  passes: ReadonlySignal<CaseTest | undefined>
  abort: AbortSignal
}

export type CaseTest = (row: CaseRow) => boolean

/** By then, a provider's answers have caught up with its events. */
const MAX_LAG_MS = 20_000

/** So many pages of the lists are loaded for one span, at most: the relay counts what it has cached. */
const PAGES_A_SPAN = 24
/** For a group, and each time that more is asked for. */
const PAGES_AT_ONCE = 6

/** For what is filtered, the states of so many of the newest cases are looked up. */
const LOOKUP_DEPTH = 50

export function followCaseGroups(parts: CaseGroupsParts): CaseGroups {
  const { feed, states, chosen, span, inSpan, only, passes, abort } = parts
  const isMeant = (row: CaseRow): boolean =>
    isWithin(row, span.value) && (only.value?.ids.has(row.id) ?? true)
  const isLeft = (row: CaseRow): boolean => isMeant(row) && (passes.value?.(row) ?? true)
  const groups = signal<ReadonlyMap<string, CaseGroup>>(new Map())
  const isOfGroup = ({ id }: { id: string }, group: CaseGroup | undefined): boolean =>
    group === undefined || groups.value.get(id) === group
  /** By case: the answer, and what had happened when it came. Also of cases that are not listed now: they may come back. */
  const answers = new Map<string, Answer>()
  /** Activities whose look-up said another state than their events: it may have been from before them. */
  const doubted = new Set<string>()
  function askOnceMore({ inquiryId, activityId }: CaseRow): void {
    if (inquiryId === null || doubted.has(activityId)) return
    doubted.add(activityId)
    runAfter(MAX_LAG_MS, () => states.renew(inquiryId), abort)
  }
  effectUntil(abort, () => {
    const rows = rowsOf(feed)
    for (const row of rows) answers.set(row.id, noteAnswer(row, states, answers.get(row.id)))
    const areSound = areEventsSound(feed)
    groups.value = new Map(
      rows.flatMap((row) => {
        const byEvents = areSound ? groupOfEvents(row.events) : undefined
        // Something new happened since: the answer may no longer hold.
        const isCurrent = answers.get(row.id)?.activityId === row.activityId
        const isKnown = isCurrent && isAnswered(row, states)
        const group = isKnown ? groupOfCase(row, states) : byEvents
        if (isKnown && byEvents && group !== byEvents) askOnceMore(row)
        return group ? [[row.id, group]] : []
      }),
    )
  })

  const isFiltered = computed(() => (chosen.value ?? span.value ?? only.value ?? passes.value) !== undefined)
  effectUntil(abort, () => {
    const newest = isFiltered.value ? rowsOf(feed).filter(isMeant).slice(0, LOOKUP_DEPTH) : []
    const ends = newest.flatMap(({ id, inquiryId, activityId }) =>
      inquiryId === null ||
      groups.value.has(id) ||
      (states.of(inquiryId) && answers.get(id)?.activityId === activityId)
        ? []
        : states.want(inquiryId, activityId),
    )
    return () => ends.map((end) => end())
  })

  const shown = signal<readonly ListEntry<CaseRow>[] | undefined>(undefined)
  /** `places`: of the shown rows, where they stand. */
  let last: { by: readonly unknown[]; places: ReadonlyMap<string, number> } = { by: [], places: new Map() }
  effectUntil(abort, () => {
    const group = chosen.value
    const by = [group, span.value, only.value?.key, passes.value]
    // A case that the agent reads stays, whatever becomes of it.
    const isSame = by.every((one, nth) => one === last.by[nth])
    const kept = feed.isBeingRead.value && isSame ? last.places : undefined
    const entries = feed.data.value?.filter(
      ({ id, row }) => !row || kept?.has(id) || (isOfGroup(row, group) && isLeft(row)),
    )
    if (group === 'us') {
      const placeOf = ({ id, row }: ListEntry<CaseRow>): number =>
        kept ? (kept.get(id) ?? Number.MAX_VALUE) : waitsSince(row, states)
      entries?.sort((a, b) => placeOf(a) - placeOf(b))
    }
    last = { by, places: new Map(entries?.map(({ id }, nth) => [id, nth])) }
    shown.value = entries
  })

  const pagesLeft = signal(0)
  effectUntil(abort, () => {
    pagesLeft.value = span.value
      ? PAGES_A_SPAN
      : chosen.value
        ? PAGES_AT_ONCE
        : isFiltered.value
          ? 0
          : Infinity
  })
  const isCut = computed(() => {
    // Those that were chosen are loaded; in a span, others may belong to them.
    if (!feed.hasMore.value || (only.value && !span.value)) return false
    const rows = rowsOf(feed)
    const since = oldestOf(rows)
    if (!span.value || since === undefined || since >= span.value.from) return true
    // What expires or is decided late stands far down in the list.
    const inside = rows.filter((row) => isWithin(row, span.value))
    return [...(inSpan.value ?? [])].some(
      ([provider, count]) =>
        inside.filter((row) => (provider ?? row.provider) === row.provider).length < count,
    )
  })
  return {
    chosen,
    isFiltered,
    counts: computed(() => countGroups(rowsOf(feed).filter(isLeft), groups.value)),
    within: computed(() => rowsOf(feed).filter((row) => isOfGroup(row, chosen.value) && isMeant(row))),
    shown: {
      ...feed,
      data: shown,
      hasMore: computed(() => isCut.value && pagesLeft.value > 0),
      loadMore() {
        if (feed.phase.peek() !== 'loading-more') pagesLeft.value -= 1
        feed.loadMore()
      },
    },
    isCut,
    goOn: computed(() =>
      isCut.value && pagesLeft.value <= 0 ? () => (pagesLeft.value = PAGES_AT_ONCE) : undefined,
    ),
  }
}

function isWithin({ activeAt }: CaseRow, span: TimeSpan | undefined): boolean {
  const at = parseInstant(activeAt)
  return !span || (at !== undefined && at >= span.from && at < span.to)
}

/** Milliseconds since the epoch. A gap comes last. */
const waitsSince = (row: CaseRow | undefined, states: Pick<InquiryStates, 'of'>): number =>
  parseInstant((row && (stateOfCase(row, states)?.at ?? row.activeAt)) ?? null) ?? Number.MAX_VALUE

export function groupOfCase(row: CaseRow, states: Pick<InquiryStates, 'of'>): CaseGroup | undefined {
  const known = stateOfCase(row, states)
  return known && groupOfState(known.caseState)
}

function isAnswered({ inquiryId }: CaseRow, states: Pick<InquiryStates, 'of'>): boolean {
  const lookup = inquiryId === null ? undefined : states.of(inquiryId)
  return inquiryId === null || (lookup ? lookup.outcome !== 'not-asked' : false)
}

interface Answer {
  lookup: unknown
  activityId: string
}

function noteAnswer(row: CaseRow, states: Pick<InquiryStates, 'of'>, before: Answer | undefined): Answer {
  const { inquiryId, activityId } = row
  // Without an inquiry, the row itself is the answer.
  const lookup = inquiryId === null ? row : states.of(inquiryId)
  return before && before.lookup === lookup ? before : { lookup, activityId }
}

export const rowsOf = ({ data }: Pick<CaseFeed, 'data'>): CaseRow[] =>
  data.value?.flatMap(({ row }) => row ?? []) ?? []

export function countGroups(rows: readonly CaseRow[], groups: ReadonlyMap<string, CaseGroup>): GroupCounts {
  const of = { customer: 0, us: 0, 'ended-badly': 0, done: 0 } satisfies Record<CaseGroup, number>
  for (const { id } of rows) {
    const group = groups.get(id)
    if (group) of[group] += 1
  }
  return {
    of,
    counted: CASE_GROUPS.reduce((sum, group) => sum + of[group], 0),
    all: rows.length,
    since: oldestOf(rows),
  }
}

function oldestOf(rows: readonly CaseRow[]): number | undefined {
  const times = rows.flatMap(({ activeAt }) => parseInstant(activeAt) ?? [])
  return times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : undefined
}
