/**
 * How many cases were last active when, and in which group: the relay's counts over what it has cached, of all shown providers
 * together; and the span that the agent chooses there.
 */
import type { BUCKET_MINUTES } from '@inquiry-lens/shared/domain/activity.ts'
import { CASE_GROUPS, type CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { batch, computed, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import type { ActivityView } from '../../../messages/messages.ts'
import type { ActivityQuery } from '../../../stored.ts'
import type { SendRequest } from '../../request.ts'
import { derivedResource, effectUntil, runAfter } from '../resource/resource.ts'
import type { CasesByProvider, TimeSpan } from './case-groups.ts'
import type { CaseFeed } from './cases.ts'

/** Minutes of a bar. */
const PERIODS = { hour: 1, day: 24, week: 168 } as const satisfies Record<
  string,
  (typeof BUCKET_MINUTES)[number]
>
export type Period = keyof typeof PERIODS
export const PERIOD_NAMES = ['hour', 'day', 'week'] as const satisfies readonly Period[]

const MINUTE_MS = 60_000
export const BARS = 60
/** The narrowest bar. Each answer leaves an entry in the audit log, and the lists are polled more often. */
const MIN_GAP_MS = MINUTE_MS
/** After what adds to the relay's cache: older pages, and look-ups. */
const MIN_GAP_OF_MORE_MS = 10_000

export interface Bar extends TimeSpan {
  of: Readonly<Record<CaseGroup, number>>
  sum: number
  /** Cases of no known group, which are not among these. */
  unknown: number
  /** Cases may be missing: it begins before what is cached or ends after the last answer, or a provider did not answer. */
  isPartial: boolean
}

export interface ActivityBars {
  /** Oldest first. */
  bars: readonly Bar[]
  /** The sum of all bars. */
  counted: number
  /** Cases whose group is unknown. */
  unknown: number
  /** Milliseconds since the epoch: from `since` to `until` no case is missing. `undefined`: at no time. */
  since: number | undefined
  until: number | undefined
  /** There is an answer of some provider. */
  isAnswered: boolean
  /** Nothing is known of these, but of others. */
  missing: readonly ProviderId[]
}

export interface ActivityStrip {
  period: Signal<Period>
  /** `undefined`: not known yet. */
  counts: ReadonlySignal<ActivityBars | undefined>
  span: Signal<TimeSpan | undefined>
  /** How many cases the relay knows of in it, by provider. */
  inSpan: ReadonlySignal<CasesByProvider | undefined>
  /** Where the keyboard is among the bars: an index. */
  cursor: ReadonlySignal<number>
  /** Chooses the bars from one to the other, by their indexes; the second is where the keyboard goes on. */
  choose(begin: number, end: number): void
  /** To another bar; with `isExtending` the choice grows or shrinks by it. */
  move(to: Move, isExtending: boolean): void
  clear(): void
}

export type Move = 'previous' | 'next' | 'first' | 'last' | 'here'

export interface ActivityParts {
  request: SendRequest
  /** The last answer. */
  readRemembered(query: ActivityQuery): Promise<ActivityView | undefined>
  cases: ReadonlySignal<Pick<CaseFeed, 'streams'>>
  /** How many cases have been looked up. */
  looked: ReadonlySignal<number>
  span: ActivityStrip['span']
  now(): number
  /** The cases are in sight. */
  active: ReadonlySignal<boolean>
  abort: AbortSignal
}

export function followActivity({ cases, span, active, abort, ...parts }: ActivityParts): ActivityStrip {
  const period = signal<Period>('day')
  const sources = derivedResource(
    () => ({ streams: cases.value.streams, minutes: PERIODS[period.value] }),
    ({ streams, minutes }, ended) => ({
      minutes,
      answers: [...new Set(streams.map(({ provider }) => provider))].map((provider) => {
        const lists = streams.flatMap((stream) => (stream.provider === provider ? [stream.list] : []))
        const isLoadingMore = computed(() => lists.some((list) => list.phase.value === 'loading-more'))
        const isListing = computed(() => isLoadingMore.value || lists.some((list) => list.isFetching.value))
        return followProvider({
          ...parts,
          query: { ...(provider && { provider }), bucket: minutes },
          isListing,
          isLoadingMore,
          active,
          abort: ended,
        })
      }),
    }),
    abort,
  )
  const counts = computed(() => {
    const answers = sources.value.answers.map((source) => source.value)
    return answers.some(({ askedAt }) => askedAt === undefined)
      ? undefined
      : sumActivity(answers, sources.value.minutes)
  })

  /** Where the choice began and where it ended last: times within a bar. */
  let anchor: number | undefined
  const end = signal<number | undefined>(undefined)
  let own: TimeSpan | undefined
  effectUntil(abort, () => {
    const { value: chosen } = span
    // Otherwise chosen or taken away elsewhere.
    if (chosen === own) return
    own = chosen
    anchor = chosen?.from
    if (chosen) end.value = chosen.to - 1
  })
  const indexOf = (bars: readonly Bar[], time: number | undefined): number =>
    time === undefined ? -1 : bars.findIndex(({ from, to }) => time >= from && time < to)
  const cursor = computed(() => {
    const bars = counts.value?.bars ?? []
    const found = indexOf(bars, end.value)
    return found === -1 ? Math.max(0, bars.length - 1) : found
  })

  function choose(from: number, to: number): void {
    const bars = counts.peek()?.bars ?? []
    const [first, last] = [bars[Math.min(from, to)], bars[Math.max(from, to)]]
    if (!first || !last) return
    batch(() => {
      anchor = bars[from]?.from
      end.value = bars[to]?.from
      own = { from: first.from, to: last.to }
      span.value = own
    })
  }

  return {
    period,
    counts,
    span,
    inSpan: computed(() => {
      const { value: chosen } = span
      const { answers, minutes } = sources.value
      return (
        chosen &&
        new Map(
          answers.map(({ value }) => {
            const { sum, unknown } = countWithin(sumActivity([value], minutes).bars, chosen)
            return [value.provider, sum + unknown]
          }),
        )
      )
    }),
    cursor,
    choose,
    move(to, isExtending) {
      const bars = counts.peek()?.bars ?? []
      const here = cursor.peek()
      const wanted = { previous: here - 1, next: here + 1, first: 0, last: bars.length - 1, here }[to]
      const next = Math.max(0, Math.min(bars.length - 1, wanted))
      const begun = indexOf(bars, anchor)
      choose(isExtending ? (begun === -1 ? here : begun) : next, next)
    },
    clear() {
      span.value = undefined
    },
  }
}

/** What the relay has answered of one provider. */
export interface ProviderActivity {
  provider: ProviderId | undefined
  view: ActivityView | undefined
  /** Nothing is known of what came after `view`: it is remembered, or the last request failed. */
  isOld: boolean
  /** Milliseconds since the epoch: when it was asked last. `undefined`: there is no answer yet. */
  askedAt: number | undefined
}

interface SourceParts extends Omit<ActivityParts, 'cases' | 'span'> {
  query: ActivityQuery
  /** Its lists are being asked for. */
  isListing: ReadonlySignal<boolean>
  /** For older rows. */
  isLoadingMore: ReadonlySignal<boolean>
}

/** Asks at once, and again after each answer of the provider's lists and of look-ups, while the cases are in sight. */
function followProvider(parts: SourceParts): ReadonlySignal<ProviderActivity> {
  const { query, isListing, isLoadingMore, looked, request, now, active, abort } = parts
  const { provider } = query
  const answer = signal<ProviderActivity>({ provider, view: undefined, isOld: true, askedAt: undefined })
  let isAsking = false
  let isWanted = false
  let gapMs = MIN_GAP_MS
  let askedAt = Number.NEGATIVE_INFINITY

  async function ask(): Promise<void> {
    if (isAsking || !isWanted || !active.peek() || abort.aborted) return
    isAsking = true
    isWanted = false
    gapMs = MIN_GAP_MS
    const result = await request('app:activity.get', query, abort)
    if (abort.aborted) return
    isAsking = false
    // Again right after the lists that were under way.
    askedAt = isListing.peek() || isWanted ? Number.NEGATIVE_INFINITY : now()
    const view = result.ok ? result.value : answer.peek().view
    answer.value = { provider, view, isOld: !result.ok, askedAt: now() }
    if (isWanted) void ask()
  }

  void parts.readRemembered(query).then((view) => {
    if (view && !answer.peek().view && !abort.aborted)
      answer.value = { ...answer.peek(), view, askedAt: now() }
  })
  let isFirst = true
  let lookedBefore = looked.peek()
  effectUntil(abort, () => {
    if (isLoadingMore.value || looked.value !== lookedBefore) gapMs = MIN_GAP_OF_MORE_MS
    lookedBefore = looked.value
    if (!active.value || (isListing.value && !isFirst)) return
    isFirst = false
    isWanted = true
    const ms = askedAt + gapMs - now()
    if (ms > 0) runAfter(ms, () => void ask(), abort)
    else untracked(() => void ask())
  })
  return answer
}

const hasCached = (view: ActivityView | undefined): boolean =>
  view !== undefined && (view.since !== null || view.all > 0)

const noCases = () => ({ customer: 0, us: 0, 'ended-badly': 0, done: 0 })

const sumOf = (of: Bar['of']): number => CASE_GROUPS.reduce((sum, group) => sum + of[group], 0)

/** The last 60 bars up to the newest answer, or to when one was missing. */
export function sumActivity(answers: readonly ProviderActivity[], minutes: number): ActivityBars {
  const barMs = minutes * MINUTE_MS
  const end = Math.max(
    ...answers.map(({ view, askedAt = 0 }) =>
      Math.max(view ? Date.parse(view.to) : 0, (Math.floor(askedAt / barMs) + 1) * barMs),
    ),
  )
  const since = Math.max(
    ...answers.map(({ view }) => (view?.since ? Date.parse(view.since) : Number.POSITIVE_INFINITY)),
  )
  const until = Math.min(
    ...answers.map(({ view, isOld }) => {
      if (!view) return Number.NEGATIVE_INFINITY
      return isOld || view.source.state !== 'fresh' ? view.asOf : Date.parse(view.to)
    }),
  )
  const bars = Array.from({ length: BARS }, (_, index) => {
    const from = end - (BARS - index) * barMs
    const to = from + barMs
    return { from, to, of: noCases(), unknown: 0, isPartial: from < since || to > until }
  })
  for (const bucket of answers.flatMap(({ view }) => view?.buckets ?? [])) {
    const bar = bars[(Date.parse(bucket.at) - end) / barMs + BARS]
    if (!bar) continue
    const { of } = bar
    bar.unknown += bucket.unknown
    of.customer += bucket.customer
    of.us += bucket.us
    of['ended-badly'] += bucket.endedBadly
    of.done += bucket.done
  }
  const summed = bars.map((bar): Bar => ({ ...bar, sum: sumOf(bar.of) }))
  return {
    bars: summed,
    counted: summed.reduce((sum, bar) => sum + bar.sum, 0),
    unknown: summed.reduce((sum, bar) => sum + bar.unknown, 0),
    since: Number.isFinite(since) ? since : undefined,
    until: Number.isFinite(until) ? until : undefined,
    isAnswered: answers.some(({ view }) => view !== undefined),
    missing: answers.some(({ view }) => hasCached(view))
      ? answers.flatMap(({ provider, view }) => (provider && !hasCached(view) ? [provider] : []))
      : [],
  }
}

export interface SpanCounts {
  of: Bar['of']
  sum: number
  /** Cases of no known group, which are not among these. */
  unknown: number
  isPartial: boolean
}

/** Of the bars that the span touches. */
export function countWithin(bars: readonly Bar[], span: TimeSpan): SpanCounts {
  const of = noCases()
  const touched = bars.filter(({ from, to }) => from < span.to && to > span.from)
  for (const bar of touched) for (const group of CASE_GROUPS) of[group] += bar.of[group]
  return {
    of,
    sum: sumOf(of),
    unknown: touched.reduce((all, { unknown }) => all + unknown, 0),
    isPartial: touched.some(({ isPartial }) => isPartial),
  }
}
