/** Answers are plain facts, so their text tells whether anything changed. Chrome’s storage sorts the keys of what it keeps. */
export const isSame = (before: unknown, after: unknown): boolean => write(before) === write(after)

const write = (facts: unknown) =>
  JSON.stringify(facts, (_, one) => (one?.constructor === Object ? Object.entries(one).sort() : one))
