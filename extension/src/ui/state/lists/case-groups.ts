/**
 * How many of the listed cases wait for whom or ended how, as far as look-ups or the listed events tell; and one group
 * alone.
 */
import { CASE_GROUPS, type CaseGroup, groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import { groupOfEvents } from '@inquiry-lens/shared/domain/event-group.ts'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { parseInstant } from '../../format/time.ts'
import { effectUntil } from '../resource/resource.ts'
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

export interface CaseGroups {
  /** `undefined`: all are shown. */
  chosen: Signal<CaseGroup | undefined>
  counts: ReadonlySignal<GroupCounts>
  /** With the chosen group alone. It loads no more: nothing is known of what would come. */
  shown: CaseFeed
}

export interface CaseGroupsParts {
  feed: CaseFeed
  states: Pick<InquiryStates, 'of'>
  chosen: CaseGroups['chosen']
  abort: AbortSignal
}

export function followCaseGroups({ feed, states, chosen, abort }: CaseGroupsParts): CaseGroups {
  const groups = signal<ReadonlyMap<string, CaseGroup>>(new Map())
  /** By case: the answer, and what had happened when it came. */
  let answers: ReadonlyMap<string, Answer> = new Map()
  effectUntil(abort, () => {
    const rows = rowsOf(feed)
    const before = answers
    answers = new Map(rows.map((row) => [row.id, noteAnswer(row, states, before.get(row.id))]))
    const areSound = areEventsSound(feed)
    groups.value = new Map(
      rows.flatMap((row) => {
        const told = areSound ? groupOfEvents(row.events) : undefined
        // Something new happened since: the answer may no longer hold.
        const isCurrent = answers.get(row.id)?.activityId === row.activityId
        const group = isCurrent && isAnswered(row, states) ? groupOfCase(row, states) : told
        return group ? [[row.id, group]] : []
      }),
    )
  })

  const shown = signal<readonly ListEntry<CaseRow>[] | undefined>(undefined)
  let last: { group: CaseGroup | undefined; ids: ReadonlySet<string> } = { group: undefined, ids: new Set() }
  effectUntil(abort, () => {
    const group = chosen.value
    // A case that the agent reads stays, whatever becomes of it.
    const kept = feed.isBeingRead.value && last.group === group ? last.ids : undefined
    const entries = feed.data.value?.filter(
      ({ id, gap }) => group === undefined || gap || groups.value.get(id) === group || kept?.has(id),
    )
    last = { group, ids: new Set(entries?.map(({ id }) => id)) }
    shown.value = entries
  })

  return {
    chosen,
    counts: computed(() => countGroups(rowsOf(feed), groups.value)),
    shown: {
      ...feed,
      data: shown,
      hasMore: computed(() => chosen.value === undefined && feed.hasMore.value),
    },
  }
}

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

const rowsOf = ({ data }: CaseFeed): CaseRow[] => data.value?.flatMap(({ row }) => row ?? []) ?? []

export function countGroups(rows: readonly CaseRow[], groups: ReadonlyMap<string, CaseGroup>): GroupCounts {
  const of = { customer: 0, us: 0, 'ended-badly': 0, done: 0 } satisfies Record<CaseGroup, number>
  for (const { id } of rows) {
    const group = groups.get(id)
    if (group) of[group] += 1
  }
  const times = rows.flatMap(({ activeAt }) => parseInstant(activeAt) ?? [])
  return {
    of,
    counted: CASE_GROUPS.reduce((sum, group) => sum + of[group], 0),
    all: rows.length,
    since: times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : undefined,
  }
}
