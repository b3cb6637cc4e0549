import { expect, it } from 'vitest'
import { lossOf } from './lost-object.ts'

const failure = (properties: object) => Object.assign(new Error('Something'), properties)

it.each([
  [{}, 'ended'],
  [{ retryable: true }, 'ended'],
  [{ durableObjectReset: true, remote: true }, 'ended'],
  [{ retryable: true, overloaded: true }, 'overloaded'],
  [{ remote: true }, undefined],
] as const)('an object that failed with %j', (properties, loss) => {
  expect(lossOf(failure(properties))).toBe(loss)
})

it('what is no error says nothing', () => {
  expect([undefined, null, 'text', {}].map(lossOf)).toEqual([undefined, undefined, undefined, undefined])
})
