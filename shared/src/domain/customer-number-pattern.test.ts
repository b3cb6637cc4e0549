import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileWhole, createCustomerNumberFinder, isCustomerNumber } from './customer-number.ts'
import { findPatternProblem } from './customer-number-pattern.ts'

describe('what an admin may write', () => {
  it.each([
    ['cust-\\d{6,9}', 'cust-700001', 'cust-70001'],
    ['[A-Z]{2}\\d{8}', 'DE12345678', 'de12345678'],
    ['(?:KD|AC|B2B)-\\d{6}', 'B2B-123456', 'XX-123456'],
    ['(KD|AC)\\d{6}', 'AC123456', 'AC12345'],
    ['cust-\\d{6}|[A-Z]{3}', 'ABC', 'ABCD'],
    ['\\w{8}', 'aZ_09xyz', 'aZ-09xyz'],
    ['[a-f0-9]{8}(-[a-f0-9]{4}){1}', undefined, ''],
    ['c\\.\\d{1,4}/[\\w-]{2,8}', 'c.1/a-b', 'c11/ab'],
    ['K-?\\d{5}', 'K12345', 'K--12345'],
    ['[]x]{3}', undefined, ''],
    ['[A-Z\\-]{3}', 'A-B', 'A.B'],
    ['#\\d{6}', '#123456', '123456'],
  ])('%s', (pattern, matching, other) => {
    expect(findPatternProblem(pattern) === undefined).toBe(matching !== undefined)
    if (matching === undefined) return
    const whole = compileWhole(pattern)
    expect([isCustomerNumber(whole, matching), isCustomerNumber(whole, other)]).toEqual([true, false])
  })

  it.each([
    ['', 'shorter than 3'],
    ['\\d{2}', 'shorter than 3'],
    ['abc|', 'shorter than 3'],
    ['abc|x?', 'shorter than 3'],
    ['a{65}', 'longer than 64'],
    ['\\d{60}[a-z]{5}', 'longer than 64'],
    ['x'.repeat(201), 'longer than 200'],
    ['cust-\\d+', 'how many at most'],
    ['cust-\\d*', 'how many at most'],
    ['cust-\\d{6,}', 'how many at most'],
    ['(a{1,9}){9}', 'repeat a group'],
    ['(abc)?', 'repeat a group'],
    ['(abc|abd)*', 'repeat a group'],
    ['((abc))', 'group within a group'],
    ['\\d{3}{3}', 'repeated already'],
    ['\\d{1,3}?abc', 'repeated already'],
    ['\\d{1,3}\\d{2,3}', 'may also follow'],
    ['a?a?a?aaa', 'may also follow'],
    ['[A-Z]{1,3}-?B12', 'may also follow'],
    ['(\\d{1,3}|x)\\d{4}', 'may also follow'],
    ['(abc)\\1', 'only \\d, \\w'],
    ['abc\\b', 'only \\d, \\w'],
    ['\\p{L}{5}', 'only \\d, \\w'],
    ['(?=abc)abc', 'look ahead'],
    ['(?<!x)abc', 'look ahead'],
    ['(?<name>abc)', 'look ahead'],
    ['^cust-\\d{6}$', 'leave ^ and $ out'],
    ['cust-.{6}', 'which characters'],
    ['[^ ]{6}', 'which not'],
    ['[abc', 'not closed'],
    ['[]{3}', 'empty'],
    ['[z-a]{3}', 'as in [A-Z]'],
    ['[\\d-z]{3}', 'as in [A-Z]'],
    ['[[abc]{3}', 'needs a \\'],
    ['(abc', 'not closed'],
    ['abc)', 'too many'],
    ['abc]', 'needs a \\'],
    ['abc}', 'needs a \\'],
    ['?abc', 'needs a \\'],
    ['a{x}bc', 'as in {6}'],
    ['a{0}bcd', 'never is'],
    ['a{9,6}bcd', 'never is'],
    ['cust 123', 'no space'],
    ['Kündennr', 'no space'],
    ['ab\u{1F600}c', 'no space'],
    ['abc\\', 'only \\d, \\w'],
    [`${'(a|b)'.repeat(5)}`, 'more than 16'],
    ['abc|'.repeat(17).slice(0, -1), 'more than 16'],
  ])('%j is refused: %s', (pattern, why) => expect(findPatternProblem(pattern)).toContain(why))
})

const COUNTS = ['', '?', '{2}', '{1,4}', '{0,9}', '{3,20}', '{1,64}']
const SETS = ['a', '\\d', '\\w', '[a-c]', '[b-z0-4]', '-', '[\\w-]', '\\.', '[-.]', '[A-Z]']
const part = fc.tuple(fc.constantFrom(...SETS), fc.constantFrom(...COUNTS)).map((pair) => pair.join(''))
const parts = fc.array(part, { minLength: 1, maxLength: 6 })
const sequence = parts.map((all) => all.join(''))
const group = fc.tuple(sequence, sequence).map(([one, other]) => `(?:${one}|${other})`)
const written = fc.array(fc.oneof({ weight: 4, arbitrary: sequence }, group), { minLength: 1, maxLength: 3 })
const accepted = written

  .map((all) => all.join(''))
  .filter((pattern) => findPatternProblem(pattern) === undefined)

/**
 * No time is measured: of what is refused (`a?a?a?…`, `\w{1,9}\w{1,9}…`), a single one of these texts would take longer
 * than any test may.
 */
const LONGEST_TEXT = 20_000
const hostile = fc
  .array(fc.constantFrom('a', '0', '-', '.', 'ab', 'a-', ' a', '-a0', 'aaaaaaaaaaaaaaaaaaaa'), {
    minLength: 1,
  })
  .map((bits) => bits.join('').repeat(LONGEST_TEXT).slice(0, LONGEST_TEXT))

describe('of what is accepted', () => {
  it('each means the same as a regular expression', () =>
    fc.assert(
      fc.property(accepted, (pattern) => {
        expect(() => compileWhole(pattern)).not.toThrow()
      }),
    ))

  it('each is through with a hostile text at once', () =>
    fc.assert(
      fc.property(accepted, hostile, (pattern, text) => {
        const finder = createCustomerNumberFinder([pattern])
        finder?.mayHold(`${text}!`)
        for (const { reference } of finder?.find(`${text}!`) ?? [])
          expect(isCustomerNumber(compileWhole(pattern), reference)).toBe(true)
      }),
      { numRuns: 200 },
    ))

  it('a text is matched in one way only', () => {
    const one = parts.filter((all) => findPatternProblem(all.join('')) === undefined)
    const withText = one.chain((all) =>
      fc.record({ all: fc.constant(all), text: fc.stringMatching(compileWhole(all.join(''))) }),
    )
    // As much as possible in each part, or as little: where there were two ways, these would be two.
    const splitBy = (all: readonly string[], lazy: string, text: string) =>
      new RegExp(`^${all.map((each) => `(${each.replace(/(?<=[?}])$/, lazy)})`).join('')}$`, 'u').exec(text)
    fc.assert(
      fc.property(withText, ({ all, text }) => {
        expect(splitBy(all, '?', text)).toEqual(splitBy(all, '', text))
      }),
      { numRuns: 500 },
    )
  })

  it('whatever is written is answered in words, or not at all', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[abd\\(){},|?*+[\]^$.:019-]{0,30}$/), (pattern) => {
        const problem = findPatternProblem(pattern)
        if (problem === undefined) expect(() => compileWhole(pattern)).not.toThrow()
        else expect(problem).not.toBe('')
      }),
      { numRuns: 5_000 },
    ))
})
