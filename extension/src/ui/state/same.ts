/** Answers are plain facts, so their text tells whether anything changed. */
export const isSame = (before: unknown, after: unknown): boolean =>
  JSON.stringify(before) === JSON.stringify(after)
