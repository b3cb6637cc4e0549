import {
  type CustomTexts,
  overlayPacks,
  type ReplyChoice,
} from '@inquiry-lens/shared/insight/replies/packs.ts'
import { madeNetwork, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import { findCustomerCountry, findFirstLanguage, formatReply } from '../case/reply-box.tsx'
import { madeCase } from '../state/testing.ts'

const OURS = ['en', 'de', 'es', 'fr'] as const
const GERMANY = { code: 'DE', name: 'Germany' }
const NO_PREFERENCE = { country: undefined, last: null, wanted: [] }

describe('the first language', () => {
  it.each([
    ['the customer’s country', { country: GERMANY, last: 'fr', wanted: ['es'] }, 'de', GERMANY],
    ['the last choice', { ...NO_PREFERENCE, last: 'fr', wanted: ['es'] }, 'fr', undefined],
    [
      'the last choice, where the country says nothing',
      { ...NO_PREFERENCE, country: { code: 'IT', name: null }, last: 'fr' },
      'fr',
      undefined,
    ],
    [
      'the browser’s, where the last choice is gone',
      { ...NO_PREFERENCE, last: 'it', wanted: ['nl-NL', 'es-MX', 'de'] },
      'es',
      undefined,
    ],
    ['English', NO_PREFERENCE, 'en', undefined],
    [
      'English, if the browser wants none of them',
      { ...NO_PREFERENCE, wanted: ['nl', 'pt-BR'] },
      'en',
      undefined,
    ],
  ])('is that of %s', (_what, known, language, country) => {
    expect(findFirstLanguage(OURS, known)).toEqual({ language, country })
  })

  it('is the country’s own of several', () => {
    expect(findFirstLanguage(['en', 'pt', 'pt-BR'], { ...NO_PREFERENCE, wanted: ['pt-BR'] }).language).toBe(
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

/** In the machine’s own zone, as an agent reads it. */
const UNTIL = new Date(2026, 10, 23, 14, 3).getTime()
const IT = { it: { replies: { approved: 'Tutto bene.' }, tasks: {} } }

function speak(reply: ReplyChoice | undefined, language: string, own: Partial<CustomTexts> = {}) {
  const texts = overlayPacks({ replies: {}, replyLanguages: {}, ...own })
  const pack = texts.packs.find((one) => one.language === language)
  if (!pack) throw new Error(`There is no ${language}`)
  const said = formatReply({ reply, caseState: reply ? 'approved' : 'unknown' }, texts, pack)
  return said && { text: said.text, language: said.pack?.language }
}

it('is in the language, its times too', () => {
  const { text, language } = speak({ key: 'continue', until: UNTIL, task: 'selfie' }, 'de') ?? {}
  expect(language).toBe('de')
  expect(text).toMatch(/ein Selfie aufnehmen\. Der Link gilt bis zum 23\. November 2026 um \d\d:\d\d /)
  expect(speak({ key: 'continue', until: UNTIL }, 'fr')?.text).toContain('23 novembre 2026 à ')
  expect(speak({ key: 'continue', until: UNTIL }, 'es')?.text).toContain('23 de noviembre de 2026')
})

it('is in English where a language has no text', () => {
  expect(speak({ key: 'approved' }, 'it', { replyLanguages: IT })).toEqual({
    text: 'Tutto bene.',
    language: 'it',
  })
  expect(speak({ key: 'declined' }, 'it', { replyLanguages: IT })).toMatchObject({ language: 'en' })
})

it('is in no language that is known, where the company has one text for all', () => {
  const own = {
    replies: { approved: 'Fernwood says: welcome.', unknown: 'We look into it.[ Until {until}.]' },
  }
  expect(speak({ key: 'approved' }, 'de', own)).toEqual({
    text: 'Fernwood says: welcome.',
    language: undefined,
  })
  expect(speak(undefined, 'de', own)).toEqual({ text: 'We look into it.', language: undefined })
})

it('returns `undefined` while there is no reply yet', () => {
  expect(speak(undefined, 'de')).toBeUndefined()
})
