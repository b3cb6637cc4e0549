import { createReferenceFinder } from '@inquiry-lens/shared/domain/customer-number.ts'
import type { IdPattern } from '../../platform/stored.ts'

/** More than anyone pastes on purpose. */
const LONGEST_PASTE = 20_000

/** The company's own numbers in a text, once each. */
export function findReferences(text: string, patterns: readonly IdPattern[] = []): string[] {
  const finder = createReferenceFinder([...new Set(patterns.map(({ pattern }) => pattern))])
  return [...new Set(finder?.find(text.slice(0, LONGEST_PASTE)).map(({ reference }) => reference))]
}
