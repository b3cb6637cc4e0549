import { describe, expect, it } from 'vitest'
import { findDashboard } from './dashboard-link.tsx'

describe('the way to the dashboard', () => {
  const config = (dashboard: string | null, environment: 'sandbox' | 'production' = 'sandbox') => ({
    providers: [{ provider: 'persona' as const, environment, dashboard }],
    eventFamilies: [],
    idPatterns: [],
    wordsNearUuid: [],
    sitesOff: [],
    replies: {},
    replyLanguages: {},
  })
  const find = (given: ReturnType<typeof config> | undefined) => findDashboard(given, 'persona', 'inq_a/b')

  it('leads to the inquiry, and names the environment where it is not production', () => {
    expect(find(config('https://x.example/{inquiry}'))).toEqual({
      address: 'https://x.example/inq_a%2Fb',
      label: 'Open in Persona (Sandbox)',
    })
    expect(find(config('https://x.example/{inquiry}', 'production'))?.label).toBe('Open in Persona')
  })

  it.each([undefined, config(null), config('javascript:alert(1)//{inquiry}'), config('http://x.example')])(
    'is none for %j',
    (given) => {
      expect(find(given)).toBeUndefined()
    },
  )
})
