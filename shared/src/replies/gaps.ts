/** The gaps of a text, and the brackets they stand in: how they are filled, and what an admin may have written wrongly. */
const GAP_NAMES = ['until', 'task'] as const
export type GapName = (typeof GAP_NAMES)[number]

const BRACKETS = /\[([^[\]]*)\]/g
const ALL_GAPS = GAP_NAMES.map((name) => `{${name}}`).join(' or ')

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
  if (/[[\]]/.test(bare))
    return 'has a bracket that is not closed, not opened, or inside of another: write [ … ] around what goes with a gap'
  const unknown = /\{[^{}]*\}/g
  const strange = text.match(unknown)?.find((gap) => !GAP_NAMES.some((name) => gap === `{${name}}`))
  if (strange !== undefined) return `has a gap that there is not, ${strange}: write ${ALL_GAPS}`
  if (/[{}]/.test(text.replace(unknown, '')))
    return `has a brace that is not closed or not opened: write ${ALL_GAPS}`
  const [outside] = gapsIn(bare)
  if (outside !== undefined)
    return `has {${outside}} outside of brackets: it is not always known, so write [ … {${outside}} …] around what goes with it`
  return undefined
}

/** Of words that stand in a gap themselves. */
export const findFillingProblem = (words: string): string | undefined =>
  /[[\]{}]/.test(words) ? 'must be words alone, without brackets and gaps' : undefined
