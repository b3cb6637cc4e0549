/** The gaps of a text, and the brackets they stand in: how they are filled, and what an admin may have written wrongly. */
const GAP_NAMES = ['until', 'task'] as const
type GapName = (typeof GAP_NAMES)[number]

const BRACKETS = /\[([^[\]]*)\]/g
/** For all that can be wrong with a gap. */
const WRITE = 'write {until} or {task}, in brackets with what goes where it is not known: [ … {until}.]'

const gapsIn = (text: string): GapName[] => GAP_NAMES.filter((name) => text.includes(`{${name}}`))

/** A bracket goes with its gap, where that is not known; one without a gap is part of the text. */
export const fillGaps = (text: string, fillings: Readonly<Record<GapName, string | undefined>>): string =>
  text
    .replace(BRACKETS, (bracket, inside: string) => {
      const gaps = gapsIn(inside)
      if (gaps.length === 0) return bracket
      return gaps.every((name) => fillings[name] !== undefined) ? fillAll(inside, gaps, fillings) : ''
    })
    .trim()

const fillAll = (
  text: string,
  gaps: readonly GapName[],
  fillings: Readonly<Record<GapName, string | undefined>>,
): string => gaps.reduce((filled, name) => filled.replaceAll(`{${name}}`, () => fillings[name] ?? ''), text)

/** What is wrong with a text, and what to write instead, to stand behind its name; `undefined`: nothing is. */
export function findGapProblem(text: string): string | undefined {
  const bare = text.replace(BRACKETS, '')
  const gaps = /\{[^{}]*\}/g
  const strange = text.match(gaps)?.find((gap) => !GAP_NAMES.some((name) => gap === `{${name}}`))
  if (strange !== undefined) return `has a gap that there is not, ${strange}: ${WRITE}`
  if (/[[\]]/.test(bare) || /[{}]/.test(text.replace(gaps, '')))
    return `has a bracket without its other half: ${WRITE}`
  const [deps] = gapsIn(bare)
  return deps && `has {${deps}} outside of brackets: ${WRITE}`
}

/** Of words that stand in a gap themselves. */
export const findFillingProblem = (words: string): string | undefined =>
  /[[\]{}]/.test(words) ? 'must be words alone, without brackets and gaps' : undefined
