/** Of which form the company's own numbers for customers are, by provider. */
import {
  createCustomerNumberFinder,
  type FoundCustomerNumber,
} from '@inquiry-lens/shared/domain/customer-number.ts'
import type { IdPattern } from '../../platform/stored.ts'

/** The different patterns, whoever has them. */
export const sourcesOf = (patterns: readonly IdPattern[]): string[] => [
  ...new Set(patterns.map(({ pattern }) => pattern)),
]

export function customerPatternsOf(text: string, patterns: readonly IdPattern[]): FoundCustomerNumber[] {
  return createCustomerNumberFinder(sourcesOf(patterns))?.find(text) ?? []
}
