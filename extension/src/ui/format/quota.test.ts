import { expect, it } from 'vitest'
import { describeQuota } from './quota.ts'

it.each([
  [{ limit: 60, left: 41, windowSeconds: 60 }, '41 of 60 left this minute'],
  [{ limit: 10_000, left: 9_812, windowSeconds: 86_400 }, '9,812 of 10,000 left today'],
  [{ limit: 5_000, left: 12, windowSeconds: 3_600 }, '12 of 5,000 left within 60 min'],
  [{ limit: 25, left: 24, windowSeconds: 1 }, '24 of 25 left within 1 s'],
  [{ limit: 100, left: 7, windowSeconds: 300 }, '7 of 100 left within 5 min'],
  [{ limit: 60, left: 41 }, '41 of 60 left'],
  [{ limit: 10_000, left: 0, windowSeconds: 86_400 }, 'no requests left'],
])('%j → %s', (quota, said) => {
  expect(describeQuota({ ...quota, moreInSeconds: 9 })).toBe(said)
})
