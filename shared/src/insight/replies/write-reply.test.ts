import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillGaps, findFillingProblem, findGapProblem, guessLanguage } from './write-reply.ts'

const NONE = { until: undefined, task: undefined }

describe('fillGaps', () => {
  it.each([
    ['Go on.[ Next: {task}.][ Until {until}.]', NONE, 'Go on.'],
    ['Go on.[ Next: {task}.][ Until {until}.]', { ...NONE, until: 'noon' }, 'Go on. Until noon.'],
    ['Go on.[ {task} until {until}.]', { ...NONE, task: 'a selfie' }, 'Go on.'],
    ['[Do: {task}. ]Go on.', { ...NONE, task: '$& {until}' }, 'Do: $& {until}. Go on.'],
    ['[Until {until}. ]Go on.', NONE, 'Go on.'],
    ['Write to [us] {now}.', NONE, 'Write to [us] {now}.'],
  ])('%s', (text, fillings, expected) => {
    expect(fillGaps(text, fillings)).toBe(expected)
  })
})

describe('findGapProblem', () => {
  it.each([
    ['Go on.', undefined],
    ['Go on.[ Next: {task}, until {until}.]', undefined],
    ['Write to [us].', undefined],
    ['Go on.[ Next: {task}.', 'other half'],
    ['Go on. Next.]', 'other half'],
    ['Go on.[ Next: [{task}].]', 'other half'],
    ['Go on.[ Next: {name}.]', 'there is not, {name}: write {until} or {task}'],
    ['Go on.[ Next: {task.]', 'other half'],
    ['Go on {task}.', 'has {task} outside of brackets'],
  ])('%s', (text, problem) => {
    if (problem === undefined) expect(findGapProblem(text)).toBeUndefined()
    else expect(findGapProblem(text)).toContain(problem)
  })

  it('fills every gap and bracket of a valid text', () => {
    const piece = fc.constantFrom('[', ']', '{until}', '{task}', '{', '}', '{name}', ' a', ' b.')
    const known = fc.option(fc.constantFrom('x', 'y z'), { nil: undefined })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), known, known, (pieces, until, task) => {
        const text = pieces.join('')
        fc.pre(findGapProblem(text) === undefined)
        expect(fillGaps(text, { until, task })).not.toMatch(/[{}]/)
      }),
      { numRuns: 2_000 },
    )
  })
})

it('words in a gap have none of their own', () => {
  expect(findFillingProblem('take a selfie')).toBeUndefined()
  for (const words of ['take {until}', 'take [a selfie]', 'take }'])
    expect(findFillingProblem(words)).toContain('words alone')
})

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

it('accepts any country text, and guesses only existing packs', () => {
  const country = fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{2}$/))
  fc.assert(
    fc.property(country, (text) => {
      expect([...OURS, undefined]).toContain(guessLanguage(text, OURS))
    }),
  )
})
