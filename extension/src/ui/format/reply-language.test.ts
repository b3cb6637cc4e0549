import { madeNetwork, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import { madeCase } from '../state/testing.ts'
import { findCustomerCountry, findFirstLanguage } from './reply-language.ts'

const OURS = ['en', 'de', 'es', 'fr'] as const
const GERMANY = { code: 'DE', name: 'Germany' }
const NO_AGENT = { country: undefined, last: null, wanted: [] }

describe('the first language', () => {
  it.each([
    ['the customer’s country', { country: GERMANY, last: 'fr', wanted: ['es'] }, 'de', GERMANY],
    ['the last choice', { ...NO_AGENT, last: 'fr', wanted: ['es'] }, 'fr', undefined],
    [
      'the last choice, where the country says nothing',
      { ...NO_AGENT, country: { code: 'IT', name: null }, last: 'fr' },
      'fr',
      undefined,
    ],
    [
      'the browser’s, where the last choice is gone',
      { ...NO_AGENT, last: 'it', wanted: ['nl-NL', 'es-MX', 'de'] },
      'es',
      undefined,
    ],
    ['English', NO_AGENT, 'en', undefined],
    ['English, where nobody wants any of them', { ...NO_AGENT, wanted: ['nl', 'pt-BR'] }, 'en', undefined],
  ])('is that of %s', (_what, known, language, country) => {
    expect(findFirstLanguage(OURS, known)).toEqual({ language, country })
  })

  it('is the country’s own of several', () => {
    expect(findFirstLanguage(['en', 'pt', 'pt-BR'], { ...NO_AGENT, wanted: ['pt-BR'] }).language).toBe(
      'pt-BR',
    )
  })
})

describe('the customer’s country', () => {
  const at = (code: string | null, told: Parameters<typeof madeNetwork>[0] = {}) =>
    madeSession({ network: madeNetwork({ country: { code, name: null }, ...told }) })

  it.each(['vpn', 'proxy', 'tor', 'datacenter'] as const)('is not where a %s is', (signal) => {
    const view = { ...madeCase(), sessions: [at('NL', { [signal]: true }), at('DE', { [signal]: false })] }
    expect(findCustomerCountry(view)?.code).toBe('DE')
  })

  it('is that of the newest session that says one', () => {
    expect(findCustomerCountry({ ...madeCase(), sessions: [at(null), at('AT'), at('DE')] })?.code).toBe('AT')
    expect(findCustomerCountry({ ...madeCase(), sessions: [] })).toBeUndefined()
  })

  it('is a session’s own before another’s of theirs', () => {
    const { source, asOf } = madeCase()
    const view = {
      about: 'session' as const,
      provider: 'deepidv' as const,
      session: at('FR'),
      steps: null,
      attemptsLeft: null,
      related: [at('DE')],
      source,
      asOf,
    }
    expect(findCustomerCountry(view)?.code).toBe('FR')
    expect(findCustomerCountry({ ...view, session: at('FR', { tor: true }) })?.code).toBe('DE')
  })
})
