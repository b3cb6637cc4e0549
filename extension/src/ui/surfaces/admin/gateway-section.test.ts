import { describe, expect, it } from 'vitest'
import { describeDrift, describeDropped, describeFailure, describeGatewayQuota } from './gateway-section.tsx'

describe('the gateway in words', () => {
  it.each([
    ['event row: without a name', 'Events without a name'],
    ['session row: unreadable', 'Sessions that could not be read'],
    ['inquiry row: upside down', 'Inquiries that were upside down'],
    ['others', 'others'],
    ['__proto__ row: x', '__proto__ row: x'],
  ])('%s → %s', (name, words) => {
    expect(describeDropped(name)).toBe(words)
  })

  it.each([
    [{ object: 'persona.session', field: 'shoe-size' }, 'Persona added shoe-size to sessions, dropped'],
    [{ object: 'persona.session', field: 'unnamed' }, 'Persona added a field to sessions, dropped'],
    [
      { object: 'deepidv.step', field: 'failure_reason', code: 'HAT_TOO_LARGE' },
      'deepidv uses HAT_TOO_LARGE as failure reason of steps, not known here',
    ],
    [
      { object: 'deepidv.session', field: 'meta_data.declined_data.reason.code', code: 'unnamed' },
      'deepidv uses a code as reason code of sessions, not known here',
    ],
  ])('names what is new at a provider: %j', (drift, words) => {
    const provider = drift.object.startsWith('persona') ? 'persona' : 'deepidv'
    const { before, name, after } = describeDrift({ ...drift, count: 2 }, provider)
    expect([before, name, after].join('')).toBe(words)
  })

  it('names a failure, and shows a code that it does not know', () => {
    expect(describeFailure('provider-timeout', 'persona')).toBe('Persona took too long to answer')
    expect(describeFailure('toString', 'persona')).toBe('toString')
  })

  it('shows what is left, and when there is more', () => {
    const budget = (left: number) =>
      describeGatewayQuota({ limit: 60, left, windowSeconds: 60, moreInSeconds: 23 })
    expect(budget(41)).toBe('41 of 60 left this minute, more in 23 s')
    expect(budget(60)).toBe('60 of 60 left this minute')
    expect(budget(0)).toBe('no requests left, more in 23 s')
  })
})
