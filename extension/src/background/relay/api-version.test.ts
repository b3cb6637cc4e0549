import { expect, it } from 'vitest'
import { HEALTH } from '../fixtures.ts'
import { findVersionMismatch } from './api-version.ts'

it.each([
  [[2], 2, undefined],
  [[1, 2, 3], 2, undefined],
  [[1], 2, 'relay-too-old'],
  [[], 2, 'relay-too-old'],
  [[3, 4], 2, 'client-too-old'],
  [[1, 3], 2, 'client-too-old'],
])('a relay that speaks %j and an extension that speaks %i: %s', (api, ours, code) => {
  expect(findVersionMismatch({ ...HEALTH, api }, ours)?.code).toBe(code)
})
