/**
 * An admin's pattern for the company's own customer numbers: a small part of regular expressions that means the same in
 * relay and extension. It runs over every text of a page, so its cost must not depend on the text: see `isAmbiguous`.
 */
import { MAX_CUSTOMER_NUMBER_LENGTH } from './customer-number.ts'

export const MAX_PATTERN_LENGTH = 200
/** Shorter ones are words and counts in every text. */
const SHORTEST_REFERENCE = 3
const MAX_FORMS = 16

/** Code points, both ends included. */
type Range = readonly [from: number, to: number]

/** One character of a set, repeated. */
interface Part {
  set: readonly Range[]
  min: number
  max: number
}

type Form = readonly Part[]

class PatternError extends Error {}

/** Why the pattern is invalid, in words that follow its name; `undefined`: it is valid. */
export function findPatternProblem(source: string): string | undefined {
  if (source.length > MAX_PATTERN_LENGTH) return `is longer than ${MAX_PATTERN_LENGTH} characters`
  try {
    readForms(source).forEach(checkForm)
    return undefined
  } catch (error) {
    if (error instanceof PatternError) return error.message
    throw error
  }
}

function checkForm(form: Form): void {
  const sum = (of: (part: Part) => number) => form.reduce((total, part) => total + of(part), 0)
  if (sum(({ min }) => min) < SHORTEST_REFERENCE)
    throw new PatternError(`must not match anything shorter than ${SHORTEST_REFERENCE} characters`)
  if (sum(({ max }) => max) > MAX_CUSTOMER_NUMBER_LENGTH)
    throw new PatternError(`must not match anything longer than ${MAX_CUSTOMER_NUMBER_LENGTH} characters`)
  if (form.some((part, index) => isAmbiguous(part, form.slice(index + 1))))
    throw new PatternError('must not repeat what may also follow, as in \\d{1,3}\\d')
}

/**
 * Whether a part could end at two places before the same text. If none can, backtracking always fails at once, so an
 * attempt costs a few steps for each of at most 64 characters and the search is linear in the text.
 */
function isAmbiguous({ set, min, max }: Part, following: Form): boolean {
  if (min === max) return false
  const certain = following.findIndex((part) => part.min > 0)
  const next = certain < 0 ? following : following.slice(0, certain + 1)
  return next.some((part) => part.set.some((one) => set.some((other) => isOverlap(one, other))))
}

const isOverlap = (one: Range, other: Range): boolean => one[0] <= other[1] && other[0] <= one[1]

function readForms(source: string): Form[] {
  let at = 0
  const peek = () => source.charAt(at)
  const take = () => source.charAt(at++)
  const skip = (text: string): boolean => {
    const isThere = source.startsWith(text, at)
    if (isThere) at += text.length
    return isThere
  }

  function readAlternatives(isInGroup: boolean): Form[] {
    const forms = readSequence(isInGroup)
    while (skip('|')) forms.push(...readSequence(isInGroup))
    if (forms.length > MAX_FORMS) throw new PatternError(`must not have more than ${MAX_FORMS} alternatives`)
    return forms
  }

  function readSequence(isInGroup: boolean): Form[] {
    let forms: Form[] = [[]]
    while (at < source.length && peek() !== '|' && peek() !== ')') {
      const next = peek() === '(' ? readGroup(isInGroup) : [[readPart()]]
      forms = forms.flatMap((form) => next.map((rest) => [...form, ...rest]))
      if (forms.length > MAX_FORMS)
        throw new PatternError(`must not have more than ${MAX_FORMS} alternatives`)
    }
    return forms
  }

  function readGroup(isInGroup: boolean): Form[] {
    if (isInGroup) throw new PatternError('must not have a group within a group')
    take()
    if (peek() === '?' && !skip('?:'))
      throw new PatternError('must not look ahead or behind, or name a group: of “(?” only “(?:” is known')
    const forms = readAlternatives(true)
    if (!skip(')')) throw new PatternError('has a “(” that is not closed')
    if (/[?*+{]/.test(peek())) throw new PatternError('must not repeat a group')
    return forms
  }

  function readPart(): Part {
    const set = peek() === '[' ? readClass() : peek() === '\\' ? readEscape() : readLiteral()
    return { set, ...readCount() }
  }

  function readLiteral(): Range[] {
    const letter = take()
    if (letter === '^' || letter === '$')
      throw new PatternError('always stands for the whole value: leave ^ and $ out')
    if (letter === '.') throw new PatternError('must say which characters: [A-Z0-9] rather than “.”, or \\.')
    if ('*+?{}]'.includes(letter)) throw new PatternError(`has a “${letter}” that needs a \\ before it`)
    return [only(letter)]
  }

  function readEscape(): Range[] {
    take()
    const letter = take()
    const known = CLASSES[letter]
    if (known) return known
    if (letter === '' || !ESCAPABLE.includes(letter))
      throw new PatternError(`has “\\${letter}”, of which only \\d, \\w and escaped signs are known`)
    return [only(letter)]
  }

  function readClass(): Range[] {
    take()
    if (peek() === '^') throw new PatternError('must say which characters, not which not: no [^…]')
    const set: Range[] = []
    while (peek() !== ']') {
      if (at >= source.length) throw new PatternError('has a “[” that is not closed')
      const from = readMember()
      // A hyphen at the end of a class is literal.
      if (peek() !== '-' || source.charAt(at + 1) === ']') {
        set.push(...from)
        continue
      }
      take()
      set.push(join(from, readMember()))
    }
    take()
    if (set.length === 0) throw new PatternError('has an empty [ ]')
    return set
  }

  function readMember(): Range[] {
    if (peek() === '\\') {
      if (source.charAt(at + 1) !== '-') return readEscape()
      at += 2
      return [only('-')]
    }
    const letter = take()
    if (letter === '[') throw new PatternError('has a “[” within […] that needs a \\ before it')
    return [only(letter)]
  }

  function readCount(): Pick<Part, 'min' | 'max'> {
    if (skip('*') || skip('+')) throw new PatternError('must say how many at most: {1,12} rather than + or *')
    const count = readTimes()
    if (/[?*+{]/.test(peek())) throw new PatternError('must not repeat what is repeated already')
    return count
  }

  function readTimes(): Pick<Part, 'min' | 'max'> {
    if (skip('?')) return { min: 0, max: 1 }
    if (peek() !== '{') return { min: 1, max: 1 }
    const found = /^\{(\d{1,2})(,(\d{0,2}))?\}/.exec(source.slice(at))
    if (!found) throw new PatternError('has a “{” that is not as in {6} or {6,9}')
    const [written, min = '', range, max = ''] = found
    if (range !== undefined && max === '')
      throw new PatternError('must say how many at most: {6,12} rather than {6,}')
    at += written.length
    const count = { min: Number(min), max: range === undefined ? Number(min) : Number(max) }
    if (count.max < Math.max(1, count.min)) throw new PatternError(`has ${written}, which never is`)
    return count
  }

  const forms = readAlternatives(false)
  if (at < source.length) throw new PatternError('has a “)” too many')
  return forms
}

/** Printable ASCII without the space: a number is one word. */
function only(letter: string): Range {
  const code = letter.charCodeAt(0)
  if (!(code > 0x20 && code < 0x7f))
    throw new PatternError('may hold unaccented letters, digits and signs alone, and no space')
  return [code, code]
}

function join(from: readonly Range[], to: readonly Range[]): Range {
  const [[min, last] = [0, 1], [max, end] = [0, 1]] = [from[0], to[0]]
  if (from.length + to.length !== 2 || min !== last || max !== end || max < min)
    throw new PatternError('has a range in […] that is not as in [A-Z]')
  return [min, max]
}

const rangesOf = (...ends: string[]): Range[] =>
  ends.map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const)

const CLASSES: Readonly<Record<string, Range[]>> = {
  d: rangesOf('09'),
  w: rangesOf('AZ', 'az', '09', '__'),
}
/** What a regular expression with the flag `u` can escape. */
const ESCAPABLE = '^$\\.*+?()[]{}|/'
