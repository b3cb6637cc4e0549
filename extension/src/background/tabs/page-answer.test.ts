import type { Lookup } from '@inquiry-lens/shared/domain/model.ts'
import { expect, it } from 'vitest'
import type { LookUp } from '../../page/background-port.ts'
import { found, INQUIRY_ID as id } from '../fixtures.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { cutFailure, cutLookup } from './page-answer.ts'

it.each<[Lookup, LookUp]>([
  [found(id), { id, outcome: 'found', caseState: 'approved' }],
  [found(id, { status: 'completed' }), { id, outcome: 'found', caseState: 'waiting-on-us' }],
  [found(id, { redacted: true }), { id, outcome: 'found', caseState: 'redacted' }],
  [found(id, { status: 'of-tomorrow' }), { id, outcome: 'found', caseState: 'unknown' }],
  [found(id, { status: null }), { id, outcome: 'found', caseState: 'unknown' }],
  [found(id, { kind: 'session', status: 'active' }), { id, outcome: 'found', caseState: 'in-progress' }],
  [
    { id, outcome: 'not-found' },
    { id, outcome: 'not-found' },
  ],
  [
    { id, outcome: 'not-asked', reason: 'lookup-limit' },
    { id, outcome: 'not-asked' },
  ],
  [
    { id, outcome: 'not-asked', reason: 'no-lookup' },
    { id, outcome: 'not-asked' },
  ],
  [
    { id, outcome: 'not-asked', reason: 'provider-timeout' },
    { id, outcome: 'unanswered' },
  ],
])('%j', (lookup, cut) => {
  expect(cutLookup(lookup)).toEqual(cut)
})

it('lets out neither word nor time nor name', () => {
  const told = JSON.stringify(
    cutLookup(found(id, { status: 'secret-word', name: 'secret-name', at: '2026-01-01' })),
  )
  expect(told).not.toMatch(/secret|2026/)
})

it('cuts a failure down to what it is and when to come back', () => {
  const failure = { ...problemFailure('provider-rate-limited', 'secret'), requestId: 'req-1' }
  expect(cutFailure({ ...failure, retryAfter: 4 })).toEqual({ code: 'provider-rate-limited', retryAfter: 4 })
  expect(cutFailure(failure)).toEqual({ code: 'provider-rate-limited' })
})
