import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { madeFlow, madeInquiry, madeSession } from '../../testing/made-rows.ts'
import { times } from '../../testing/thoroughness.ts'
import { CASE_STATES, isCaseState, isFinal } from './case-state.ts'
import { END_STATES, type Ending, endingOf, followEnding } from './ending.ts'
import { type Lookup, summarizeInquiry, summarizeSession } from './summary.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const at = (ms: number) => new Date(ms).toISOString()

describe('the end of a case', () => {
  it('is each final state and no other', () => {
    const final = Object.keys(CASE_STATES).filter((state) => isCaseState(state) && isFinal(state))
    expect([...END_STATES].sort()).toEqual(final.sort())
  })

  it.each([
    ['created', NOW - 1, 'expired'],
    ['pending', NOW, 'expired'],
    ['pending', NOW + 1, undefined],
    // The customer is done: the link is of no more use to them.
    ['completed', NOW - 1, undefined],
    ['needs_review', NOW - 1, undefined],
    ['approved', NOW - 1, 'approved'],
    ['of-a-later-year', NOW - 1, undefined],
  ])('%s, with a link until %i', (status, expiresAt, ended) => {
    const summary = summarizeInquiry(madeInquiry({ status, expiresAt: at(expiresAt) }))
    expect(endingOf(summary, NOW)?.caseState).toBe(ended)
  })

  it('of a deepidv session comes by the clock, which no webhook tells', () => {
    const flow = madeFlow({ expiresAt: at(NOW) })
    const summary = summarizeSession(madeSession({ provider: 'deepidv', status: 'PENDING', flow }))
    expect(endingOf(summary, NOW - 1)).toBeUndefined()
    expect(endingOf(summary, NOW)).toEqual({ caseState: 'expired', at: at(NOW) })
  })
})

/** One moment of a case: how long after the one before, and what is true of it from then on. */
const moment = fc.record({
  gap: fc.integer({ min: 1, max: 3_600_000 }),
  status: fc.constantFrom(
    'created',
    'pending',
    'completed',
    'needs_review',
    'approved',
    'declined',
    'failed',
    'expired',
  ),
  linkMs: fc.option(fc.integer({ min: 1, max: 7_200_000 }), { nil: undefined }),
  /** How the relay looks then: not at all, in vain, from the cache, twice, or as it should. */
  look: fc.constantFrom('none', 'failed', 'uncertain', 'twice', 'once'),
})

describe('a watch', () => {
  it('tells each end once, and none that is not there, whatever was missed', () => {
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 30 }), (history) => {
        let now = NOW
        let known: Ending | null = null
        const told: string[] = []
        const due: string[] = []
        let last: string | undefined
        for (const { gap, status, linkMs, look } of history) {
          now += gap
          const expiresAt = linkMs === undefined ? null : at(now - 3_600_000 + linkMs)
          const summary = summarizeInquiry(madeInquiry({ status, expiresAt }))
          const lookup: Lookup =
            look === 'failed'
              ? { id: 'inq_A', outcome: 'not-asked', reason: 'provider-timeout' }
              : { id: 'inq_A', outcome: 'found', summary }
          if (look === 'none') continue
          const isCertain = look !== 'uncertain'
          for (let time = 0; time < (look === 'twice' ? 2 : 1); time++) {
            const next: Ending | null = followEnding(known, lookup, { now, isCertain })
            if (next && next !== known) told.push(next.caseState)
            known = next
          }
          // What a reader with the whole truth of these moments would say.
          const isOver = ['approved', 'declined', 'failed', 'expired'].includes(status)
          const isLinkGone =
            ['created', 'pending'].includes(status) && expiresAt !== null && Date.parse(expiresAt) <= now
          const truth = isOver ? status : isLinkGone ? 'expired' : undefined
          if (look === 'failed' || (look === 'uncertain' && !isOver)) continue
          if (truth !== undefined && truth !== last) due.push(truth)
          last = truth
        }
        expect(told).toEqual(due)
      }),
      { numRuns: times(500) },
    )
  })

  it('knows no more of a case that is hidden or gone', () => {
    const known: Ending = { caseState: 'approved', at: at(NOW) }
    const certain = { now: NOW, isCertain: true }
    expect(followEnding(known, { id: 'inq_A', outcome: 'not-found' }, certain)).toBeNull()
  })
})
