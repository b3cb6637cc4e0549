/** A reply as it is sent, and the language to begin with. */
import type { ReplyChoice, ReplyPack } from './packs.ts'

/** A text's gaps and brackets: how they are filled, and checks of an admin's text. */
const GAP_NAMES = ['until', 'task'] as const
type GapName = (typeof GAP_NAMES)[number]

const BRACKETS = /\[([^[\]]*)\]/g
const WRITE = 'write {until} or {task}, in brackets with what goes where it is not known: [ … {until}.]'

const gapsIn = (text: string): GapName[] => GAP_NAMES.filter((name) => text.includes(`{${name}}`))

/** Removes a bracket whose gap is unknown; a bracket without a gap is text. */
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

/** The problem and the remedy, in words that follow the text's name; `undefined`: valid. */
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

export const findFillingProblem = (words: string): string | undefined =>
  /[[\]{}]/.test(words) ? 'must be words alone, without brackets and gaps' : undefined

/** `formatUntil`: date, time and zone in the pack's language. `undefined`: the pack has no such text. */
export function writeReply(
  { key, until, task }: ReplyChoice,
  { replies, tasks }: Pick<ReplyPack, 'replies' | 'tasks'>,
  formatUntil: (instant: number) => string,
): string | undefined {
  const text = replies[key]
  if (text === undefined) return undefined
  return fillGaps(text, {
    until: until === undefined ? undefined : formatUntil(until),
    task: task && tasks[task],
  })
}

/** Countries where most people read one of our languages, also as a second one. */
const COUNTRIES: Readonly<Record<string, string>> = {
  de: 'DE AT CH LI',
  es: 'ES AR BO CL CO CR CU DO EC GQ GT HN MX NI PA PE PR PY SV UY VE',
  fr: 'FR MC LU BF BJ CD CF CG CI CM DJ GA GF GN GP ML MQ NC NE PF RE SN TG',
  en: 'GB IE US CA AU NZ AG BB BS BW BZ DM FJ GD GH GI GY JM KE KN LC LR MT NA NG SG SL TT UG VC ZA ZM ZW',
}

/** `country`: two letters. Prefers the country’s own pack. `undefined`: no pack that most people there read. */
export function guessLanguage(country: string, languages: readonly string[]): string | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined
  const language = languageOf(country)
  const sameLanguage = languages.filter((tag) => tag.split('-')[0] === language)
  return (
    sameLanguage.find((tag) => tag.endsWith(`-${country}`)) ?? sameLanguage.find((tag) => tag === language)
  )
}

function languageOf(country: string): string | undefined {
  const listed = Object.keys(COUNTRIES).find((tag) => COUNTRIES[tag]?.includes(country))
  if (listed !== undefined) return listed
  // The browser’s own tables name one of listed even for uninhabited places.
  const { language } = new Intl.Locale(`und-${country}`).maximize()
  return Object.hasOwn(COUNTRIES, language) ? undefined : language
}
