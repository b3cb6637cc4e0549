/**
 * Checks an admin's pattern for the company's own customer numbers, such as `cust-######`. The grammar is in
 * `docs/configuration.md`; `customer-number.ts` compiles what is valid. A pattern runs over every text of a page, so its cost
 * must not depend on the text: see `isAmbiguous`.
 */
import { MAX_CUSTOMER_NUMBER_LENGTH } from './customer-number.ts'

export const MAX_PATTERN_LENGTH = 200
/** Shorter ones are words and counts in every text. */
const MIN_NUMBER_LENGTH = 3
const MAX_FORMS = 16
/** From so many `%` on, hardly a word matches. */
const MIN_RANDOM = 12
/** From this length on, no date, telephone or order number matches. */
const MIN_ANONYMOUS_LENGTH = 20

const DIGITS = '0123456789'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BOTH = DIGITS + LETTERS
const PLACES: Readonly<Record<string, string>> = { '#': DIGITS, '@': LETTERS, '%': BOTH }
const RESERVED = '\\#@%[]|{}^$()*+?'

/** One character of a set, repeated. A set of one is literal. */
interface Part {
  set: string
  min: number
  max: number
}

type Form = readonly Part[]

class PatternError extends Error {}

/** Why the pattern is invalid, in words that follow its name; `undefined`: it is valid. */
export function findPatternProblem(source: string): string | undefined {
  const problem = findProblem(source)
  if (problem === undefined || !LIKE_EXPRESSION.test(source)) return problem
  const converted = convertExpression(source)
  if (converted === undefined)
    return 'looks like a regular expression: write it as in cust-###### or [KD|AC]-#{4,8}, with a \\ before a literal sign'
  const remaining = findProblem(converted)
  return remaining === undefined
    ? `is a regular expression: write ${converted}`
    : `is a regular expression, and as ${converted} it ${remaining}`
}

function findProblem(source: string): string | undefined {
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
  const hasSure = (isOne: (part: Part) => boolean) => form.some((part) => part.min > 0 && isOne(part))
  const min = sum((part) => part.min)
  if (min < MIN_NUMBER_LENGTH)
    throw new PatternError(`must not match anything shorter than ${MIN_NUMBER_LENGTH} characters`)
  if (sum(({ max }) => max) > MAX_CUSTOMER_NUMBER_LENGTH)
    throw new PatternError(`must not match anything longer than ${MAX_CUSTOMER_NUMBER_LENGTH} characters`)
  if (min < MIN_ANONYMOUS_LENGTH && !hasSure(({ set }) => set.length === 1 && BOTH.includes(set)))
    throw new PatternError(
      'must hold letters or digits of your own, as in KD-######: dates and order numbers would match',
    )
  const random = sum((part) => (part.set === BOTH ? part.min : 0))
  if (random < MIN_RANDOM && !hasSure(({ set }) => [...set].every((letter) => DIGITS.includes(letter))))
    throw new PatternError(`must hold a #, a digit or ${MIN_RANDOM} %: words would match`)
  if (form.some((part, index) => isAmbiguous(part, form.slice(index + 1))))
    throw new PatternError('must not vary how often something comes that may also follow, as in #{1,3}#')
}

/**
 * Whether a part could end at two places before the same text. If none can, backtracking always fails at once, so an
 * attempt costs a few steps for each of at most 64 characters and the search is linear in the text.
 */
function isAmbiguous({ set, min, max }: Part, following: Form): boolean {
  if (min === max) return false
  const certain = following.findIndex((part) => part.min > 0)
  const next = certain < 0 ? following : following.slice(0, certain + 1)
  return next.some((part) => [...part.set].some((letter) => set.includes(letter)))
}

function readForms(source: string): Form[] {
  let at = 0
  const peek = () => source.charAt(at)
  const take = () => source.charAt(at++)

  function readSequence(isInBrackets: boolean): Form[] {
    let forms: Form[] = [[]]
    while (at < source.length && !(isInBrackets && '|]'.includes(peek()))) {
      const next = peek() === '[' ? readBrackets(isInBrackets) : [[readPart()]]
      forms = forms.flatMap((form) => next.map((rest) => [...form, ...rest]))
      checkCount(forms)
    }
    return forms
  }

  function readBrackets(isInBrackets: boolean): Form[] {
    if (isInBrackets) throw new PatternError('must not have brackets within brackets')
    take()
    const forms = readSequence(true)
    if (peek() === ']')
      throw new PatternError('has […] without “|”: brackets hold alternatives, as in [KD|AC]')
    while (peek() === '|') {
      take()
      forms.push(...readSequence(true))
    }
    if (take() !== ']') throw new PatternError('has a “[” that is not closed')
    if (peek() === '{') throw new PatternError('must not repeat brackets')
    return forms
  }

  function readPart(): Part {
    const letter = take()
    const set = PLACES[letter] ?? (letter === '\\' ? readEscaped() : readLiteral(letter))
    return { set, ...readTimes() }
  }

  function readEscaped(): string {
    const letter = take()
    if (letter === '' || !RESERVED.includes(letter))
      throw new PatternError(`has “\\${letter}”: only ${[...RESERVED].join(' ')} can have a \\ before it`)
    return letter
  }

  function readLiteral(letter: string): string {
    if (RESERVED.includes(letter)) throw new PatternError(`has a “${letter}” that needs a \\ before it`)
    // Printable ASCII without the space: a number is one word.
    if (!/[!-~]/.test(letter))
      throw new PatternError('may hold unaccented letters, digits and signs alone, and no space')
    return letter
  }

  function readTimes(): Pick<Part, 'min' | 'max'> {
    if (peek() !== '{') return { min: 1, max: 1 }
    const found = /^\{(\d{1,2})(?:,(\d{1,2}))?\}/.exec(source.slice(at))
    if (!found) throw new PatternError('has a “{” that is not as in {6} or {6,9}')
    const [written, min = '', max = min] = found
    at += written.length
    const times = { min: Number(min), max: Number(max) }
    if (times.max < Math.max(1, times.min)) throw new PatternError(`has ${written}, which never matches`)
    if (peek() === '{') throw new PatternError('must not repeat what is repeated already')
    return times
  }

  return readSequence(false)
}

function checkCount(forms: readonly Form[]): void {
  if (forms.length > MAX_FORMS) throw new PatternError(`must not have more than ${MAX_FORMS} alternatives`)
}

const LIKE_EXPRESSION = /\\[a-z]|[()^$*+?]|\[[^|]*\]/i
const TOKENS = /(\\[dw]|\[[^\]]*\]|\(\?:|[()|]|\\?.)(?:\{(\d+)\}|(\{\d+,\d+\}|\?))?/gsu
const SHORT_RUN = 8

/** Nearly the same in our grammar; may be invalid. */
function convertExpression(source: string): string | undefined {
  const whole = source.replace(/^\^/, '').replace(/\$$/, '')
  if (/\(\?[^:]|\)[?*+{]/.test(whole)) return undefined
  let isKnown = true
  const written = whole.replace(TOKENS, (_, token: string, times?: string, varying?: string) => {
    const converted = convertToken(token)
    isKnown &&= converted !== undefined
    const count = Number(times ?? 1)
    const repeated = count <= SHORT_RUN ? (converted ?? '').repeat(count) : `${converted}{${count}}`
    return repeated + (varying === '?' ? '{0,1}' : (varying ?? ''))
  })
  if (!isKnown) return undefined
  return whole.includes('|') && !whole.includes('(') ? `[${written}]` : written
}

function convertToken(token: string): string | undefined {
  if (token === '\\d') return '#'
  if (token === '\\w') return '%'
  if (token.startsWith('(')) return '['
  if (token === ')') return ']'
  if (token === '|') return '|'
  if (!token.startsWith('[')) {
    const letter = token.slice(-1)
    if (token.length === 1 ? '^$*+?.{}'.includes(letter) : /\w/.test(letter)) return undefined
    return RESERVED.includes(letter) ? `\\${letter}` : letter
  }
  const isOf = (...ranges: string[]) => ranges.includes(token.slice(1, -1))
  if (isOf('0-9', '\\d')) return '#'
  if (isOf('A-Z', 'a-z', 'A-Za-z', 'a-zA-Z')) return '@'
  return /^\[(?:A-Z|a-z|A-F|a-f|0-9|\\d|\\w)+\]$/.test(token) ? '%' : undefined
}
