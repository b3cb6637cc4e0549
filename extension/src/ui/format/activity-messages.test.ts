import { countActivity, snapToBuckets } from '@inquiry-lens/shared/domain/activity.ts'
import type { CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import { expect, it } from 'vitest'
import { type ActivityBars, sumActivity } from '../state/lists/activity.ts'
import { describeAll, describeBar, describeBasis, describeSpan } from './activity-messages.ts'
import { formatInstant } from './time.ts'

const NOW = new Date(2026, 10, 21, 12, 0, 30).getTime()
const MINUTE = 60_000
const ago = (minutes: number) => formatInstant(NOW - minutes * MINUTE, NOW)

/** Of Persona, with a case of each group at the minutes ago; `missing`: deepidv did not answer. */
function tell(
  cases: readonly (readonly [number, CaseGroup | undefined])[],
  { since = 0, old = 0, isMissing = false } = {},
): ActivityBars {
  const window = snapToBuckets({ bucket: 1 }, NOW) ?? { from: 0, to: 0, bucketMs: MINUTE }
  const active = cases.map(([ago, group], nth) => ({ id: `${nth}`, at: NOW - ago * MINUTE, group }))
  const view = {
    ...countActivity(active, window, since),
    source: { provider: 'persona', environment: 'sandbox', state: old > 0 ? 'stale' : 'fresh' },
    asOf: NOW - old * MINUTE,
  } as const
  const missing = { provider: 'deepidv', view: undefined, isOld: true, askedAt: NOW } as const
  const persona = { provider: 'persona', view, isOld: false, askedAt: NOW } as const
  return sumActivity(isMissing ? [persona, missing] : [persona], 1)
}

it('says over what was counted, and what may be missing', () => {
  const two = [
    [1, 'us'],
    [2, 'done'],
  ] as const
  const basis = (counts: ActivityBars) => describeBasis(counts, NOW)
  expect(basis(tell(two))).toBe('2 cached cases')
  expect(
    basis(
      tell([
        [1, 'us'],
        [2, undefined],
      ]),
    ),
  ).toBe('1 cached case; 1 more not known yet')
  expect(basis(tell(two, { since: NOW - 30 * MINUTE, old: 4 }))).toBe(
    `2 cached cases since ${ago(30)} until ${ago(4)}`,
  )
  expect(basis(tell(two, { isMissing: true }))).toBe('2 cached cases; deepidv unknown')
  expect(basis(tell([], { since: Number.POSITIVE_INFINITY }))).toBe('No cases cached yet')
  expect(basis(sumActivity([{ provider: 'persona', view: undefined, isOld: true, askedAt: NOW }], 1))).toBe(
    'Unknown',
  )
  expect(basis(tell([]))).toBe('0 cached cases')
})

it('says of a bar and of a span how many of its cases are of no known group', () => {
  const counts = tell([
    [1, 'us'],
    [1, undefined],
    [3, undefined],
  ])
  const [third, bar] = [counts.bars.at(-4), counts.bars.at(-2)]
  if (!third || !bar) throw new Error('No bars')
  expect(describeBar(bar, NOW)).toMatch(/, 1 case: Waiting for us 1; 1 more not known yet$/)
  expect(describeSpan({ from: third.from, to: bar.to }, counts, NOW)).toMatch(
    /, 1 case; 2 more not known yet$/,
  )
})

it('says of a bar and of a span what is in it, and that it may be more', () => {
  const counts = tell(
    [
      [1, 'us'],
      [1, 'done'],
      [40, 'done'],
    ],
    { since: NOW - 30 * MINUTE },
  )
  const told = counts.bars.map((bar) => describeBar(bar, NOW))
  expect(told.at(-2)).toMatch(/^11:59.+12:00.*, 2 cases: Waiting for us 1, Done 1$/)
  expect(told.at(-1)).toMatch(/, 0 cases$/)
  expect(told.at(-41)).toMatch(/, at least 1 case: Done 1$/)
  expect(told.at(0)).toMatch(/, Unknown$/)
  const [first, last] = [counts.bars[10], counts.bars.at(-1)]
  if (!first || !last) throw new Error('No bars')
  expect(describeSpan({ from: first.from, to: last.to }, counts, NOW)).toMatch(/, at least 3 cases$/)
  expect(describeAll(counts, 'hour', NOW)).toMatch(
    /^Last hour: 3 cases: Waiting for us 1, Done 2\. Most at 11:59.+: 2\. Before 11:30.*, some may be missing\.$/,
  )
})
