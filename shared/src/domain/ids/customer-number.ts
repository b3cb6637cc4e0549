/**
 * Finds the company's own customer numbers in text, by patterns such as `cust-######` that `customer-number-pattern.ts` has
 * checked.
 */
import { INVISIBLE, WORD } from './id-letters.ts'

export const MAX_CUSTOMER_NUMBER_LENGTH = 64

export interface FoundCustomerNumber {
  reference: string
  start: number
  end: number
}

/** Everything else means the same in a regular expression: counts, alternatives, escaped signs. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  '#': '\\d',
  '@': '[A-Za-z]',
  '%': '[A-Za-z\\d]',
  '[': '(?:',
  ']': ')',
  '.': '\\.',
}

const toExpression = (pattern: string): string =>
  pattern.replace(/\\([#@%])|\\?./g, (token, literal) => literal ?? EXPRESSIONS[token] ?? token)

export const compileWhole = (pattern: string): RegExp => new RegExp(`^${toExpression(pattern)}$`, 'u')

export const isCustomerNumber = (whole: RegExp, text: string): boolean =>
  text.length <= MAX_CUSTOMER_NUMBER_LENGTH && whole.test(text)

export interface CustomerNumberFinder {
  /** A fast pre-check with false positives. */
  mayHold(text: string): boolean
  find(text: string): FoundCustomerNumber[]
}

/** Skips matches inside a longer word, number, file name or e-mail address. `undefined`: no patterns. */
export function createCustomerNumberFinder(patterns: readonly string[]): CustomerNumberFinder | undefined {
  if (patterns.length === 0) return undefined
  const any = patterns.map(toExpression).join('|')
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

const MAX_PASTE_LENGTH = 20_000

export function findCustomerNumbers(text: string, patterns: readonly { pattern: string }[] = []): string[] {
  const finder = createCustomerNumberFinder(patterns.map(({ pattern }) => pattern))
  return [...new Set(finder?.find(text.slice(0, MAX_PASTE_LENGTH)).map(({ reference }) => reference))]
}
