/** The popup's glance: the cases that wait for us longest and those that ended badly last, out of the newest activity. */
import { type CaseGroup, groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { Person } from '../../../messages/messages.ts'
import { GLANCE_LINES, type Glance, type GlanceCase, type Origin } from '../../../stored.ts'
import type { SendRequest } from '../../request.ts'
import { derivedResource, effectUntil, isSame, type ResourceInfo } from '../resource/resource.ts'
import { countGroups } from './case-groups.ts'
import { type CaseRow, createCaseFeed, EVENTS_FOR_CASES, stateOfCase } from './cases.ts'
import type { FeedStream } from './feed.ts'
import { type Asked, bindLists, type ListSources, NO_FILTERS, originsOf, selectProviders } from './lists.ts'
import { createLookups, FIRST_IDS } from './lookups.ts'

export interface LiveGlance extends Pick<ResourceInfo, 'asOf' | 'isFetching' | 'refresh'> {
  /** Incomplete answers replace nothing that is known. `undefined`: none yet. */
  glance: ReadonlySignal<Glance | undefined>
  streams: ReadonlySignal<readonly FeedStream<unknown>[]>
  origins: ReadonlySignal<readonly Origin[]>
  /** Why the states are missing, or not newer. */
  failure: ReadonlySignal<Failure | undefined>
}

export interface GlanceParts extends ListSources {
  request: SendRequest
  account: Person
  providers: ReadonlySignal<readonly Origin[] | undefined>
  remembered: ReadonlySignal<Glance | undefined>
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

/** Looked up in one request. */
const MAX_CASES = 2 * FIRST_IDS

export function followGlance(parts: GlanceParts): LiveGlance {
  const { account, providers, remembered, visible, abort, ...sources } = parts
  const { request } = sources
  const lists = bindLists(sources, account)
  const feed = derivedResource(
    () => ({
      sessions: selectProviders(providers.value, undefined, 'sessions'),
      events: selectProviders(providers.value, undefined, 'events'),
    }),
    (asked, ended) => {
      const frame = { active: visible, abort: ended }
      return createCaseFeed(
        lists.makeSessions({ providers: asked.sessions, filter: NO_FILTERS }, frame),
        lists.makeEvents({ providers: asked.events, filter: {}, limit: EVENTS_FOR_CASES }, frame),
        ended,
      )
    },
    abort,
  )
  const rows = computed(() => feed.value.data.value?.flatMap(({ row }) => row ?? []).slice(0, MAX_CASES))
  const ids = computed(() => rows.value?.flatMap(({ inquiryId }) => inquiryId ?? []) ?? [])
  const lookups = createLookups({ request, ids, abort })
  lookups.showMore()
  // Something new happened in one: its state may be another.
  let before: string | undefined
  effectUntil(abort, () => {
    const activities = rows.value?.map(({ activityId }) => activityId).join()
    if (before !== undefined && activities !== undefined && activities !== before) lookups.refresh()
    before = activities ?? before
  })

  const glance = signal<Glance | undefined>(undefined)
  effectUntil(abort, () => {
    const { streams, asOf } = feed.value
    const all = rows.value
    const found = lookups.data.value
    if (!all || ids.value.some((id) => !found.has(id))) return
    const missing = streams.filter(({ list }) => list.data.value === undefined)
    const isWhole = missing.length === 0
    if (!isWhole && (glance.peek() || remembered.value)) return
    if (missing.some(({ list }) => list.error.value === undefined)) return
    const next = summarise(all, { of: (id) => found.get(id) }, asOf.value ?? 0)
    if (isSame(next, glance.peek())) return
    glance.value = next
    if (isWhole) void request('app:glance.note', next, abort)
  })

  return {
    glance,
    streams: computed(() => feed.value.streams),
    origins: computed(() => originsOf(feed.value.streams.filter(isFirst), providers.value ?? [])),
    failure: lookups.error,
    asOf: computed(() => feed.value.asOf.value),
    isFetching: computed(() => feed.value.isFetching.value || lookups.isFetching.value),
    refresh() {
      feed.peek().refresh()
      lookups.refresh()
    },
  }
}

const isFirst = ({ provider }: Asked, index: number, all: readonly Asked[]): boolean =>
  all.findIndex((one) => one.provider === provider) === index

/** `rows`: newest first. */
export function summarise(
  rows: readonly CaseRow[],
  states: Parameters<typeof stateOfCase>[1],
  asOf: number,
): Glance {
  const known = rows.flatMap((row): (GlanceCase & { group: CaseGroup })[] => {
    const state = stateOfCase(row, states)
    const group = state && groupOfState(state.caseState)
    return group ? [{ id: row.id, provider: row.provider, ...state, group }] : []
  })
  const { of, counted, all, since } = countGroups(rows, new Map(known.map(({ id, group }) => [id, group])))
  const pick = (wanted: CaseGroup, sign: 1 | -1) => ({
    count: of[wanted],
    cases: known
      .filter(({ group }) => group === wanted)
      .sort((a, b) => byTime(a, b, sign))
      .slice(0, GLANCE_LINES)
      .map(({ group: _, ...one }) => one),
  })
  return { us: pick('us', 1), endedBadly: pick('ended-badly', -1), counted, all, since, asOf }
}

/** A case without a time comes last, in either order. */
function byTime(a: GlanceCase, b: GlanceCase, sign: 1 | -1): number {
  if (a.at === null || b.at === null) return Number(a.at === null) - Number(b.at === null)
  return sign * (Date.parse(a.at) - Date.parse(b.at))
}
