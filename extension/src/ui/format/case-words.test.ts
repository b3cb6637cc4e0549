import { describe, expect, it } from 'vitest'
import { findDashboard } from '../case/dashboard-link.tsx'
import { caseOf, inquiryOf } from './events.ts'

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

it('opens the case of an inquiry’s and of a session’s event, and of any that names its inquiry', () => {
  const about = (type: string) => ({
    provider: 'persona' as const,
    id: 'evt_a',
    name: 'a.b',
    createdAt: null,
    object: { type, id: 'x_1' },
  })
  expect([caseOf(about('inquiry')), inquiryOf(about('inquiry'))]).toEqual(['x_1', 'x_1'])
  expect([caseOf(about('inquiry-session')), inquiryOf(about('inquiry-session'))]).toEqual(['x_1', undefined])
  expect(caseOf(about('verification/selfie'))).toBeUndefined()
  expect(caseOf({ ...about('verification/selfie'), inquiryId: 'inq_1' })).toBe('inq_1')
})
