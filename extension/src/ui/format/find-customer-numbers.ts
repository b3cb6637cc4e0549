import { createCustomerNumberFinder } from '@inquiry-lens/shared/domain/customer-number.ts'
import type { IdPattern } from '../../stored.ts'

/** More than anyone pastes on purpose. */
const MAX_PASTE_LENGTH = 20_000

/** The company's own numbers in a text, once each. */
export function findCustomerNumbers(text: string, patterns: readonly IdPattern[] = []): string[] {
  const finder = createCustomerNumberFinder([...new Set(patterns.map(({ pattern }) => pattern))])
  return [...new Set(finder?.find(text.slice(0, MAX_PASTE_LENGTH)).map(({ reference }) => reference))]
}
