import type { ProviderHealth } from '@inquiry-lens/shared/contract/config.ts'
import { describe, expect, it } from 'vitest'
import { describeHealth, describePace, describeQuota } from './health.ts'

const WELL: ProviderHealth = { provider: 'persona', environment: 'sandbox', state: 'answering' }
const quota = (left: number) => ({ limit: 60, left, windowSeconds: 60, moreInSeconds: 23 })
const LIMITED = { state: 'failing', reason: 'provider-rate-limited', quota: quota(0) } as const
const PAUSED = {
  state: 'failing',
  reason: 'provider-unavailable',
  pausedFor: 12,
  quota: quota(50),
} as const

describe('describeHealth', () => {
  it.each<[Partial<ProviderHealth>, string, boolean]>([
    [{}, 'answering', false],
    [{ state: 'untried', quota: quota(60) }, 'not asked yet', false],
    [{ quota: quota(41) }, 'answering', false],
    [{ quota: quota(17) }, 'answering · 17 of 60 left this minute', true],
    [{ quota: quota(0) }, 'answering · no requests left · more in 23 s', true],
    [
      {
        provider: 'deepidv',
        quota: { limit: 10_000, left: 9_812, windowSeconds: 86_400, moreInSeconds: 7_000 },
      },
      'answering',
      false,
    ],
    [{ state: 'failing', reason: 'provider-timeout' }, 'took too long to answer', true],
    [LIMITED, 'allows no more requests now · more in 23 s', true],
    [PAUSED, 'is not answering · tried again in 12 s', true],
    [{ state: 'failing', reason: 'from-the-future' }, 'can’t be asked just now', true],
  ])('%j → %s', (part, words, isTroubled) => {
    expect(describeHealth({ ...WELL, ...part }, 0)).toMatchObject({ words, isTroubled })
  })

  it('names the provider, and nothing ahead where nothing is, though the clock went back', () => {
    expect(describeHealth(WELL, -900)).toEqual({ who: 'Persona', words: 'answering', isTroubled: false })
  })

  it.each<[Partial<ProviderHealth>, string, string]>([
    [PAUSED, 'is not answering · tried again in 2 s', 'is not answering'],
    [LIMITED, 'allows no more requests now · more in 13 s', 'allows no more requests now'],
    [{ quota: quota(0) }, 'answering · no requests left · more in 13 s', 'answering'],
  ])('counts down to a time, and leaves it out once it is past: %j', (part, soon, past) => {
    expect(describeHealth({ ...WELL, ...part }, 10_000).words).toBe(soon)
    expect(describeHealth({ ...WELL, ...part }, 30_000).words).toBe(past)
  })
})

it.each([
  [{ limit: 60, left: 41, windowSeconds: 60 }, '41 of 60 left this minute'],
  [{ limit: 10_000, left: 9_812, windowSeconds: 86_400 }, '9,812 of 10,000 left today'],
  [{ limit: 5_000, left: 12, windowSeconds: 3_600 }, '12 of 5,000 left within 60 min'],
  [{ limit: 25, left: 24, windowSeconds: 1 }, '24 of 25 left within 1 s'],
  [{ limit: 100, left: 7, windowSeconds: 300 }, '7 of 100 left within 5 min'],
  [{ limit: 60, left: 41 }, '41 of 60 left'],
  [{ limit: 10_000, left: 0, windowSeconds: 86_400 }, 'no requests left'],
])('%j → %s', (quota, words) => {
  expect(describeQuota({ ...quota, moreInSeconds: 9 })).toBe(words)
})

it('says how changes come, in place of “answering”', () => {
  expect(describeHealth(WELL, 0, 'live').words).toBe('live')
  expect(describeHealth({ ...WELL, quota: quota(17) }, 0, 'live').words).toBe(
    'live · 17 of 60 left this minute',
  )
  expect(describeHealth({ ...WELL, ...PAUSED }, 0, 'live').words).toBe(
    'is not answering · tried again in 12 s',
  )
})

it.each<[string, ...Parameters<typeof describePace>]>([
  ['live', 'told', undefined, 100_000],
  ['live', 'told', {}, 100_000],
  ['behind 40 s', 'told', { downSince: 60_000 }, 100_000],
  ['polling every 15 s', 15_000, { downSince: 60_000 }, 100_000],
  ['polling every 60 s', 60_000, undefined, 100_000],
])('says %s', (words, ...given) => {
  expect(describePace(...given)).toBe(words)
})

it('says nothing of a pace that is not known', () => {
  expect(describePace(undefined, {}, 0)).toBeUndefined()
})
