import { describe, expect, it } from 'vitest'
import { describeDrift, describeDropped, describeFailure, describeGatewayQuota } from './gateway.ts'

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

  it('names what a provider added', () => {
    const { before, field, after } = describeDrift(
      { object: 'persona.session', field: 'shoe-size', count: 2 },
      'persona',
    )
    expect(`${before} ${field} ${after}`).toBe('Persona added shoe-size to sessions, dropped')
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
