import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileWhole, isCustomerNumber } from './customer-number.ts'
import { findPatternProblem } from './customer-number-pattern.ts'

describe('valid patterns', () => {
  it.each([
    ['cust-######', 'cust-700001', 'cust-70001'],
    ['cust-#{6,9}', 'cust-7000011', 'cust-7000010000'],
    ['[DE|AT|CH]########', 'DE12345678', 'FR12345678'],
    ['[KD|AC|B2B]-######', 'B2B-123456', 'XX-123456'],
    ['[cust-######|ABC#]', 'ABC7', 'ABCD'],
    ['K[-|]#####', 'K12345', 'K--12345'],
    ['K-{0,1}#####', 'K-12345', 'K--12345'],
    ['ZD-@@-####', 'ZD-aB-1234', 'ZD-1B-1234'],
    ['cus_%{14}', 'cus_NffrFeUfNV2Hib', 'cus_NffrFeUfNV2Hi-'],
    ['%{24}', '507f1f77bcf86cd799439011', '507f1f77bcf86cd79943901'],
    ['%{8}-%{4}-%{4}-%{4}-%{12}', '0d0f3e5a-6b1c-4f7d-9a2e-1c3b5d7f9e0a', '0d0f3e5a'],
    ['c.#{1,4}/%{2,8}', 'c.1/ab', 'c11/ab'],
    ['\\#A######', '#A123456', '1A123456'],
    ['A\\[#\\]\\\\\\{2\\}', 'A[7]\\{2}', 'A77'],
    ['C{63}#', `${'C'.repeat(63)}7`, `${'C'.repeat(62)}7`],
  ])('%s', (pattern, matching, other) => {
    expect(findPatternProblem(pattern)).toBeUndefined()
    const whole = compileWhole(pattern)
    expect([isCustomerNumber(whole, matching), isCustomerNumber(whole, other)]).toEqual([true, false])
  })
})

describe('refused patterns', () => {
  it.each([
    ['', 'shorter than 3'],
    ['A#', 'shorter than 3'],
    ['[ABC#|A#]', 'shorter than 3'],
    ['A1#{0,9}', 'shorter than 3'],
    ['A1#{64}', 'longer than 64'],
    ['x'.repeat(201), 'longer than 200'],
    ['########', 'letters or digits of your own'],
    ['##.##.####', 'letters or digits of your own'],
    ['@@-####', 'letters or digits of your own'],
    ['[KD|]######', 'letters or digits of your own'],
    ['invoice', 'words would match'],
    ['cust-@@@@@@', 'words would match'],
    ['x%{11}', 'words would match'],
    ['[cust-####|order]', 'words would match'],
    ['K#{1,3}##', 'may also follow'],
    ['K%{1,3}-{0,1}B12', 'may also follow'],
    ['K1[#{1,3}|x]####', 'may also follow'],
    ['[K|[A|B]]####', 'within brackets'],
    ['[KD|AC]{2}-####', 'repeat brackets'],
    ['[KD|AC-####', 'not closed'],
    ['KD]-####', 'needs a \\'],
    ['KD|AC####', 'needs a \\'],
    ['KD{x}####', 'as in {6}'],
    ['KD#{4,}', 'as in {6}'],
    ['KD#{0}####', 'never matches'],
    ['KD#{9,6}', 'never matches'],
    ['KD#{3}{3}', 'repeated already'],
    ['KD}####', 'needs a \\'],
    ['cust ###', 'no space'],
    ['Kündennr##', 'no space'],
    ['ab\u{1F600}c##', 'no space'],
    ['ABC##\\', 'can have a \\'],
    ['ABC#\n', 'no space'],
    ['KD\\-###', 'can have a \\'],
    [`K#${'[a|b]'.repeat(5)}#`, 'more than 16'],
    [`[${'K##|'.repeat(16)}K##]`, 'more than 16'],
  ])('%j: %s', (pattern, why) => expect(findPatternProblem(pattern)).toContain(why))
})

describe('regular expressions', () => {
  it.each([
    ['^cust-\\d{6}$', 'cust-######'],
    ['cust-\\d{6,9}', 'cust-#{6,9}'],
    ['(?:KD|AC)-\\d{6}', '[KD|AC]-######'],
    ['^(KD|AC)\\d{12}$', '[KD|AC]#{12}'],
    ['cust-\\d{6}|KD[0-9]{5}', '[cust-######|KD#####]'],
    ['K-?\\d{5}', 'K-{0,1}#####'],
    ['c\\.\\d{1,4}/\\w{2}', 'c.#{1,4}/%%'],
    ['cus_[A-Za-z0-9]{14}', 'cus_%{14}'],
    ['#\\d{6}A', '\\#######A'],
    ['[A-Z]{2}-A1', '@@-A1'],
  ])('%s: write %s', (expression, pattern) => {
    expect(findPatternProblem(expression)).toBe(`is a regular expression: write ${pattern}`)
    expect(findPatternProblem(pattern)).toBeUndefined()
  })

  it('names what else is wrong with the new spelling', () =>
    expect(findPatternProblem('^\\d{8}$')).toMatch(/^is a regular expression, and as ######## it must hold/))

  it.each([
    'cust-\\d+',
    'cust-\\d*',
    'cust-\\d{6,}',
    'cust-.+',
    '(abc)?\\d{6}',
    '(a{1,9}){9}',
    '(?=abc)abc1',
    '(?<name>abc)\\d',
    '(abc)\\1',
    'abc\\b\\d',
    '\\p{L}{5}',
    '[^ ]{6}',
    '[KD]-####',
    '(KD)+',
  ])('%s: names the grammar', (expression) =>
    expect(findPatternProblem(expression)).toMatch(/regular expression.*(cust-######|it has|it must)/),
  )
})

interface Part {
  written: string
  set: string
  min: number
  max: number
}
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const DIGITS = '0123456789'
const place = fc.constantFrom(
  { written: '#', set: DIGITS },
  { written: '@', set: LETTERS },
  { written: '%', set: DIGITS + LETTERS },
  ...[...'aKz07-_./:~'].map((letter) => ({ written: letter, set: letter })),
  ...[...'#@%[]|{}\\()^$*+?'].map((letter) => ({ written: `\\${letter}`, set: letter })),
)
const part: fc.Arbitrary<Part> = fc
  .tuple(place, fc.constantFrom([1, 1], [1, 1], [2, 2], [0, 1], [1, 4], [3, 9]))
  .map(([{ written, set }, [min = 1, max = 1]]) => ({
    written:
      max === 1 && min === 1 ? written : min === max ? `${written}{${min}}` : `${written}{${min},${max}}`,
    set,
    min,
    max,
  }))
const sequence = fc.array(part, { minLength: 1, maxLength: 5 })
const accepted = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.tuple(sequence) }, fc.tuple(sequence, sequence)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((model) => ({
    model,
    pattern: model
      .map((alternatives) => {
        const written = alternatives.map((parts) => parts.map((one) => one.written).join(''))
        return written.length === 1 ? written[0] : `[${written.join('|')}]`
      })
      .join(''),
  }))
  .filter(({ pattern }) => findPatternProblem(pattern) === undefined)

const textOf = (model: readonly Part[][][]) =>
  fc
    .tuple(...model.map((alternatives) => fc.constantFrom(...alternatives)))
    .chain((chosen) =>
      fc.tuple(
        ...chosen
          .flat()
          .map(({ set, min, max }) =>
            fc
              .array(fc.constantFrom(...set), { minLength: min, maxLength: max })
              .map((letters) => letters.join('')),
          ),
      ),
    )
    .map((all) => all.join(''))

/** Counts the readings of a text by the grammar. */
function countWays(form: readonly Part[], text: string): number {
  let ways = new Map([[0, 1]])
  for (const { set, min, max } of form) {
    const next = new Map<number, number>()
    for (const [start, before] of ways)
      for (let count = 0; count <= max; count++) {
        if (count > 0 && !set.includes(text.charAt(start + count - 1) || '\n')) break
        const end = start + count
        if (count >= min) next.set(end, (next.get(end) ?? 0) + before)
      }
    ways = next
  }
  return ways.get(text.length) ?? 0
}

const formsOf = (model: readonly Part[][][]): Part[][] =>
  model.reduce<Part[][]>(
    (forms, alternatives) => forms.flatMap((form) => alternatives.map((parts) => [...form, ...parts])),
    [[]],
  )

const edit = fc.tuple(
  fc.nat(63),
  fc.constantFrom(0, 1),
  fc.constantFrom('', '0', 'a', 'K', '-', '|', '#', 'é'),
)

describe('every valid pattern', () => {
  it('matches each text that its grammar writes', () =>
    fc.assert(
      fc.property(
        accepted.chain(({ model, pattern }) =>
          fc.record({ pattern: fc.constant(pattern), text: textOf(model) }),
        ),
        ({ pattern, text }) => {
          expect(isCustomerNumber(compileWhole(pattern), text)).toBe(true)
        },
      ),
    ))

  it('matches exactly what the grammar defines', () =>
    fc.assert(
      fc.property(
        accepted.chain((one) => fc.record({ one: fc.constant(one), text: textOf(one.model) })),
        edit,
        ({ one: { model, pattern }, text }, [at, removed, added]) => {
          const edited = text.slice(0, at) + added + text.slice(at + removed)
          expect(isCustomerNumber(compileWhole(pattern), edited)).toBe(
            edited.length <= 64 && formsOf(model).some((form) => countWays(form, edited) > 0),
          )
        },
      ),
      { numRuns: 1_000 },
    ))

  it('reads a text in one way only', () =>
    fc.assert(
      fc.property(
        accepted.chain((one) => fc.record({ one: fc.constant(one), text: textOf(one.model) })),
        ({ one: { model }, text }) => {
          for (const form of formsOf(model)) expect(countWays(form, text)).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 500 },
    ))

  it('compiles, and any other is refused in words', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[abdK\\(){},|?*+[\]^$.:#019-]{0,30}$/), (pattern) => {
        const problem = findPatternProblem(pattern)
        if (problem === undefined) expect(() => compileWhole(pattern)).not.toThrow()
        else expect(problem).not.toBe('')
      }),
      { numRuns: 5_000 },
    ))
})
