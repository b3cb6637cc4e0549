/** The company's own numbers for its customers: which reference IDs an admin lets agents see. Pure. */

/** Longer than any honest form of a customer number. */
export const LONGEST_PATTERN = 200
/** No customer number is longer, and a pattern that backtracks has little to chew on. */
const LONGEST_REFERENCE_ID = 64

/** Anchored at both ends; `undefined` for what is no regular expression. */
export function compilePattern(source: string): RegExp | undefined {
  try {
    // By itself first: `a)|(b` would compile between our anchors, and match more than its ends.
    return new RegExp(source, 'u') && new RegExp(`^(?:${source})$`, 'u')
  } catch {
    return undefined
  }
}

/** Without a pattern, none is one. */
export const isReferenceId = (pattern: RegExp | null, text: string): boolean =>
  pattern !== null && text.length <= LONGEST_REFERENCE_ID && pattern.test(text)
