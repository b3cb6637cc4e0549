import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { guessLanguage } from './guess-language.ts'

const OURS = ['en', 'de', 'es', 'fr']

it.each([
  ['DE', OURS, 'de'],
  ['CH', OURS, 'de'],
  ['MX', OURS, 'es'],
  ['SN', OURS, 'fr'],
  ['NG', OURS, 'en'],
  ['IT', OURS, undefined],
  ['IT', [...OURS, 'it'], 'it'],
  ['BR', [...OURS, 'pt-PT', 'pt-BR', 'pt'], 'pt-BR'],
  ['PT', [...OURS, 'pt-BR'], undefined],
  ['AO', [...OURS, 'pt-BR', 'pt'], 'pt'],
  ['AT', [...OURS, 'de-AT'], 'de-AT'],
  ['AQ', OURS, undefined],
  ['XX', OURS, undefined],
  ['de', OURS, undefined],
  ['', OURS, undefined],
  ['D E', OURS, undefined],
] as const)('%s of %j is %s', (country, languages, guessed) => {
  expect(guessLanguage(country, languages)).toBe(guessed)
})

it('takes whatever a provider calls a country, and guesses nothing that there is not', () => {
  const country = fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{2}$/))
  fc.assert(
    fc.property(country, (text) => {
      expect([...OURS, undefined]).toContain(guessLanguage(text, OURS))
    }),
  )
})
