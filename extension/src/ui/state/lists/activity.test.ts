import { countActivity, snapToBuckets } from '@inquiry-lens/shared/domain/activity.ts'
import { CASE_GROUPS } from '@inquiry-lens/shared/domain/case-group.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { batch, signal } from '@preact/signals'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ok, type Result } from '../../../messages/failure.ts'
import type { ActivityView } from '../../../messages/messages.ts'
import { stubRequest } from '../testing.ts'
import { BARS, countWithin, followActivity, type ProviderActivity, sumActivity } from './activity.ts'
import type { TimeSpan } from './case-groups.ts'
import { createFeed } from './feed.ts'
import type { Phase } from './list.ts'

const NOW = Date.UTC(2026, 10, 21, 12, 0, 30)
const MINUTE = 60_000
const MINUTES = [1, 24, 168] as const

interface Known {
  minute: number
  group: (typeof CASE_GROUPS)[number] | undefined
}

/** Of cases that were last active so many minutes ago. */
function viewOf(
  known: readonly Known[],
  minutes: (typeof MINUTES)[number],
  { since = Number.NEGATIVE_INFINITY, ...rest }: Partial<Source> & { since?: number; asOf?: number } = {},
): ActivityView {
  const window = snapToBuckets({ bucket: minutes }, NOW)
  if (!window) throw new Error('No window')
  const cases = known.map(({ minute, group }, nth) => ({ id: `${nth}`, at: NOW - minute * MINUTE, group }))
  const { asOf = NOW, ...source } = rest
  return {
    ...countActivity(cases, window, since),
    source: { provider: 'persona', environment: 'sandbox', state: 'fresh', ...source },
    asOf,
  }
}
const answered = (
  view: ActivityView | undefined,
  rest: Partial<ProviderActivity> = {},
): ProviderActivity => ({
  provider: view?.source.provider ?? 'persona',
  view,
  isOld: view === undefined,
  askedAt: NOW,
  ...rest,
})

const someCases = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 12_000 }),
    group: fc.constantFrom(...CASE_GROUPS, undefined),
  }),
  { maxLength: 80 },
)

describe('the bars', () => {
  it('of any span add up to the cases of all providers that were last active in it', () => {
    fc.assert(
      fc.property(
        fc.array(someCases, { minLength: 1, maxLength: 2 }),
        fc.constantFrom(...MINUTES),
        fc.tuple(fc.nat(BARS - 1), fc.nat(BARS - 1)),
        (providers, minutes, ends) => {
          const { bars, counted, unknown } = sumActivity(
            providers.map((known) => answered(viewOf(known, minutes))),
            minutes,
          )
          const [first, last] = ends.toSorted((a, b) => a - b).map((index) => bars[index])
          if (bars.length !== BARS || !first || !last) throw new Error('No bars')
          const span = { from: first.from, to: last.to }
          const inside = (within: TimeSpan) =>
            providers.flat().filter(({ minute }) => {
              const at = NOW - minute * MINUTE
              return at >= within.from && at < within.to
            })
          const { of, sum, isPartial } = countWithin(bars, span)
          for (const group of CASE_GROUPS)
            expect(of[group]).toBe(inside(span).filter((one) => one.group === group).length)
          const all = inside({ from: bars[0]?.from ?? 0, to: bars.at(-1)?.to ?? 0 })
          expect(counted).toBe(all.filter(({ group }) => group).length)
          expect(counted + unknown).toBe(all.length)
          expect([sum <= counted, isPartial]).toEqual([true, false])
        },
      ),
      { numRuns: times(60) },
    )
  })

  it('are not known before what is cached, nor after a stale answer', () => {
    const since = NOW - 40 * MINUTE
    const { bars, ...rest } = sumActivity(
      [
        answered(viewOf([{ minute: 50, group: 'us' }], 1, { since: NOW - 55 * MINUTE })),
        answered(viewOf([], 1, { since, provider: 'deepidv', state: 'stale', asOf: NOW - 10 * MINUTE })),
      ],
      1,
    )
    const isKnown = bars.map(({ isPartial }) => !isPartial)
    // A bar that begins before or ends after is partly unknown.
    expect([isKnown.indexOf(true), isKnown.lastIndexOf(true)]).toEqual([20, 48])
    expect(isKnown.slice(20, 49)).not.toContain(false)
    expect(rest).toMatchObject({ since, until: NOW - 10 * MINUTE, counted: 1, missing: [] })
  })

  it('are partly unknown, all of them, where a provider never answered or has nothing cached', () => {
    const persona = answered(viewOf([{ minute: 5, group: 'done' }], 24))
    const empty = viewOf([], 24, { since: Number.POSITIVE_INFINITY, provider: 'deepidv' })
    for (const deepidv of [answered(undefined, { provider: 'deepidv' }), answered(empty)]) {
      const { bars, ...rest } = sumActivity([persona, deepidv], 24)
      expect(bars.every(({ isPartial }) => isPartial)).toBe(true)
      expect(rest).toMatchObject({ since: undefined, counted: 1, isAnswered: true, missing: ['deepidv'] })
    }
    expect(sumActivity([answered(undefined)], 24)).toMatchObject({ isAnswered: false, missing: [] })
  })

  it('go on while the provider fails, and what came after its last answer is unknown', () => {
    const view = viewOf([], 1)
    const { bars, until } = sumActivity([answered(view, { isOld: true, askedAt: NOW + 5 * MINUTE })], 1)
    expect(bars.at(-1)?.to).toBe(Date.parse(view.to) + 5 * MINUTE)
    expect(bars.map(({ isPartial }) => isPartial).lastIndexOf(false)).toBe(53)
    expect(until).toBe(NOW)
  })
})

describe('the strip', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function setUp(...providers: readonly ProviderId[]) {
    const end = new AbortController()
    const none = createFeed<never>([], end.signal)
    const streams = providers.map((provider) => ({
      provider,
      list: { ...none, isFetching: signal(true), phase: signal<Phase>('loading') },
    }))
    const answer: { view: Result<ActivityView> | Promise<Result<ActivityView>> } = {
      view: ok(viewOf([], 24)),
    }
    const remembered = new Map<number | undefined, ActivityView>()
    const { request, asked } = stubRequest({ 'app:activity.get': () => answer.view })
    const active = signal(true)
    const span = signal<TimeSpan | undefined>(undefined)
    const looked = signal(0)
    const strip = followActivity({
      request,
      readRemembered: async ({ bucket }) => remembered.get(bucket),
      cases: signal({ streams }),
      looked,
      span,
      now: Date.now,
      active,
      abort: end.signal,
    })
    const setListing = (isFetching: boolean) =>
      batch(() => {
        for (const { list } of streams) list.isFetching.value = isFetching
      })
    const setPhase = (phase: Phase) => {
      for (const { list } of streams) list.phase.value = phase
    }
    const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
    return {
      strip,
      span,
      asked,
      active,
      looked,
      setListing,
      setPhase,
      pass,
      answer,
      remembered,
      end: () => end.abort(),
    }
  }

  it('is asked for at once, after the lists have loaded, and once a minute with their polls', async () => {
    const { asked, setListing, pass, end } = setUp('persona', 'deepidv')
    await pass(0)
    expect(asked.map(({ payload }) => payload)).toEqual([
      { provider: 'persona', bucket: 24 },
      { provider: 'deepidv', bucket: 24 },
    ])
    setListing(false)
    await pass(0)
    expect(asked).toHaveLength(4)
    for (let poll = 0; poll < 20; poll++) {
      setListing(true)
      await pass(500)
      setListing(false)
      await pass(500)
    }
    expect(asked).toHaveLength(4)
    await pass(60_000)
    expect(asked).toHaveLength(6)
    end()
    setListing(true)
    setListing(false)
    await pass(120_000)
    expect(asked).toHaveLength(6)
  })

  it('is asked for again soon after older pages and look-ups, and after many of them once', async () => {
    const { asked, looked, setListing, setPhase, pass } = setUp('persona')
    setListing(false)
    await pass(30_000)
    expect(asked).toHaveLength(2)
    setPhase('loading-more')
    await pass(5_000)
    expect(asked).toHaveLength(2)
    setPhase('ready')
    await pass(0)
    expect(asked).toHaveLength(3)
    for (let row = 1; row <= 20; row++) {
      looked.value = row
      await pass(400)
    }
    expect(asked).toHaveLength(3)
    await pass(10_000)
    expect(asked).toHaveLength(4)
    // By the lists' own polls it is asked for no sooner than before.
    setListing(true)
    setListing(false)
    await pass(40_000)
    expect(asked).toHaveLength(4)
  })

  it('knows how many cases each provider has in the chosen span, those of an unknown group too', async () => {
    const { strip, answer, setListing, pass } = setUp('persona', 'deepidv')
    answer.view = ok(
      viewOf(
        [
          { minute: 5, group: 'us' },
          { minute: 6, group: undefined },
          { minute: 300, group: 'done' },
        ],
        24,
      ),
    )
    await pass(0)
    setListing(false)
    await pass(0)
    expect(strip.inSpan.value).toBeUndefined()
    strip.choose(58, 59)
    expect(strip.inSpan.value).toEqual(
      new Map([
        ['persona', 2],
        ['deepidv', 2],
      ]),
    )
    expect(countWithin(strip.counts.value?.bars ?? [], strip.span.value ?? { from: 0, to: 0 }).sum).toBe(2)
  })

  it('is not asked for while the cases are out of sight', async () => {
    const { asked, active, setListing, pass } = setUp('persona')
    await pass(0)
    active.value = false
    setListing(false)
    await pass(60_000)
    expect(asked).toHaveLength(1)
    active.value = true
    await pass(0)
    expect(asked).toHaveLength(2)
  })

  it('asks again for another period, and keeps the chosen span', async () => {
    const { strip, span, asked, answer, pass } = setUp('persona')
    expect(strip.counts.value).toBeUndefined()
    await pass(0)
    strip.choose(10, 12)
    const chosen = span.value
    answer.view = ok(viewOf([], 168))
    strip.period.value = 'week'
    expect(strip.counts.value).toBeUndefined()
    await pass(0)
    expect(asked.at(-1)?.payload).toEqual({ provider: 'persona', bucket: 168 })
    expect(strip.counts.value?.bars).toHaveLength(BARS)
    expect(span.value).toBe(chosen)
  })

  it('shows the last answer until another comes, and nothing as known after it', async () => {
    const { strip, answer, remembered, pass } = setUp('persona')
    await pass(0)
    remembered.set(1, viewOf([{ minute: 9, group: 'us' }], 1, { asOf: NOW - 5 * MINUTE }))
    const { promise, resolve } = Promise.withResolvers<Result<ActivityView>>()
    answer.view = promise
    strip.period.value = 'hour'
    await pass(0)
    expect(strip.counts.value).toMatchObject({ counted: 1, until: NOW - 5 * MINUTE })
    resolve(ok(viewOf([], 1)))
    await pass(0)
    expect(strip.counts.value).toMatchObject({ counted: 0, until: Date.parse(viewOf([], 1).to) })
  })

  it('chooses a bar by keys, and several from where the choice began', async () => {
    const { strip, span, pass } = setUp('persona')
    await pass(0)
    const bars = strip.counts.value?.bars ?? []
    const indexes = () => [
      bars.findIndex(({ from }) => from === span.value?.from),
      bars.findIndex(({ to }) => to === span.value?.to),
    ]
    expect(strip.cursor.value).toBe(59)
    strip.move('previous', false)
    expect(indexes()).toEqual([58, 58])
    for (let press = 0; press < 3; press++) strip.move('previous', true)
    expect([indexes(), strip.cursor.value]).toEqual([[55, 58], 55])
    strip.move('next', true)
    expect(indexes()).toEqual([56, 58])
    strip.move('last', true)
    expect(indexes()).toEqual([58, 59])
    strip.move('first', false)
    expect(indexes()).toEqual([0, 0])
    strip.move('previous', false)
    expect(indexes()).toEqual([0, 0])
    strip.clear()
    expect(span.value).toBeUndefined()
    strip.move('here', false)
    expect(indexes()).toEqual([0, 0])
    strip.clear()
    strip.move('next', true)
    expect(indexes()).toEqual([0, 1])
  })

  it('goes on from a span that was chosen elsewhere', async () => {
    const { strip, span, pass } = setUp('persona')
    await pass(0)
    const bars = strip.counts.value?.bars ?? []
    const [first, last] = [bars[20], bars[25]]
    if (!first || !last) throw new Error('No bars')
    span.value = { from: first.from + 60_000, to: last.to - 60_000 }
    expect(strip.cursor.value).toBe(25)
    strip.move('next', true)
    expect(span.value).toEqual({ from: first.from, to: bars[26]?.to })
  })
})
