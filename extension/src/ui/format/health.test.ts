import type { ProviderHealth } from '@inquiry-lens/shared/api.ts'
import { describe, expect, it } from 'vitest'
import { tellHealth } from './health.ts'

const WELL: ProviderHealth = { provider: 'persona', environment: 'sandbox', state: 'answering' }
const quota = (left: number) => ({ limit: 60, left, moreInSeconds: 23 })

describe('tellHealth', () => {
  it.each<[Partial<ProviderHealth>, string, boolean]>([
    [{}, 'answering', false],
    [{ state: 'untried', quota: quota(60) }, 'not asked yet · 60 of 60 requests left', false],
    [{ quota: quota(41) }, 'answering · 41 of 60 requests left', false],
    [{ quota: quota(17) }, 'answering · 17 of 60 requests left', true],
    [{ quota: quota(0) }, 'answering · 0 of 60 requests left · more in 23 s', true],
    [{ state: 'failing', reason: 'provider-timeout' }, 'took too long to answer', true],
    [
      { state: 'failing', reason: 'provider-unavailable', pausedFor: 12, quota: quota(50) },
      'is not answering · tried again in 12 s · 50 of 60 requests left',
      true,
    ],
    [{ state: 'failing', reason: 'from-the-future' }, 'can’t be asked just now', true],
  ])('%j → %s', (part, said, isTroubled) => {
    expect(tellHealth({ ...WELL, ...part })).toEqual({ who: 'Persona Sandbox', said, isTroubled })
  })
})
