/**
 * The company's own numbers for customers, found in what people write and paste. Of which form they are an admin says,
 * in a pattern that `customer-number-pattern.ts` has let through: here it is only used. Pure.
 */
import { INVISIBLE, WORD } from './id-letters.ts'

/** No customer number is longer. */
export const MAX_CUSTOMER_NUMBER_LENGTH = 64

/** Where one stands in a text. */
export interface FoundCustomerNumber {
  reference: string
  start: number
  end: number
}

/** A whole value of this form. */
export const compileWhole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u')

export const isCustomerNumber = (whole: RegExp, text: string): boolean =>
  text.length <= MAX_CUSTOMER_NUMBER_LENGTH && whole.test(text)

export interface CustomerNumberFinder {
  /** Whether it is worth looking: fast, and sometimes wrong. */
  mayHold(text: string): boolean
  find(text: string): FoundCustomerNumber[]
}

/**
 * Not within somebody else's word, number, file name or e-mail address. `undefined`: there is no pattern, so there is
 * nothing to find.
 */
export function createCustomerNumberFinder(patterns: readonly string[]): CustomerNumberFinder | undefined {
  if (patterns.length === 0) return undefined
  const any = patterns.map((pattern) => `(?:${pattern})`).join('|')
  const anywhere = new RegExp(any, 'u')
  const atEdges = new RegExp(
    `(?<![${WORD}][-.@]?)(?:${any})(?![${INVISIBLE}]*[${WORD}]|[-@][${WORD}]|\\.[a-z0-9])`,
    'gu',
  )
  return {
    mayHold: (text) => anywhere.test(text),
    find: (text) =>
      [...text.matchAll(atEdges)].map(({ 0: reference, index: start }) => ({
        reference,
        start,
        end: start + reference.length,
      })),
  }
}

/** More than anyone pastes on purpose. */
const MAX_PASTE_LENGTH = 20_000

/** The customer numbers in a pasted text, once each. */
export function findCustomerNumbers(text: string, patterns: readonly { pattern: string }[] = []): string[] {
  const finder = createCustomerNumberFinder([...new Set(patterns.map(({ pattern }) => pattern))])
  return [...new Set(finder?.find(text.slice(0, MAX_PASTE_LENGTH)).map(({ reference }) => reference))]
}
