import { NEXT_STEPS } from '@inquiry-lens/shared/contract/problems.ts'
import { expect, it } from 'vitest'
import { failureOfProblem, failureOfReason } from './failures.ts'

it('gives a problem that a newer relay invented its own words, and a next step all the same', () => {
  const problem = {
    type: 'urn:inquiry-lens:problem:moon-phase',
    title: 'Wrong moon',
    status: 418,
    detail: 'Wait.',
  }
  expect(failureOfProblem({ ...problem, requestId: 'req-1', retryAfter: 3 })).toEqual({
    code: 'internal',
    title: 'Wrong moon',
    detail: 'Wait.',
    nextStep: NEXT_STEPS.internal,
    requestId: 'req-1',
    retryAfter: 3,
  })
})

it.each(['provider-timeout', 'provider-key-refused'] as const)('knows the reason %s', (reason) => {
  expect(failureOfReason(reason)).toMatchObject({ code: reason, nextStep: NEXT_STEPS[reason] })
})

it.each(['toString', 'breaker-of-2031'])(
  'shows the reason %s, which it does not know, as it is',
  (reason) => {
    expect(failureOfReason(reason)).toMatchObject({
      code: 'provider-unavailable',
      detail: expect.stringContaining(reason),
    })
  },
)
