/** What a projection through the field table makes of a provider's objects, and how it reads single values. */

import { isCustomerNumber } from '@inquiry-lens/shared/domain/ids/customer-number.ts'
import { isScreening, toWords } from '@inquiry-lens/shared/insight/steps.ts'
import type { Dropped } from './provider.ts'

export interface Projection<TItem> {
  /** `null`: it can't be read, or nothing of it may be shown. */
  item: TItem | null
  dropped: string[]
}

/** Longer than any real value, short enough to bound the relay's memory. */
export const MAX_TEXT_LENGTH = 200

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, MAX_TEXT_LENGTH) : null

export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)

const FIELD_NAME = /^[\w.-]{1,80}$/
const CODE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
const STATUS = /^(?:[A-Z]+|[a-z]+)(?:[_-][A-Za-z]+)*$/
const MAX_CODE_LENGTH = 60

/** Words of a code or a reason that a reviewer looks at, whatever else it says. Neither agents nor admins see them. */
const FRAUD_LIKE =
  /replica|tamper|fabricat|forge|counterfeit|synthetic|spoof|fake|fraud|manipulat|inject|compromis|public_figure|suspicious|inauthentic|screen|printed|altered|edited|face_?swap/i
export const isFraudLike = (code: string): boolean => FRAUD_LIKE.test(code)

/** Of a new word in an open set: whether it could name a screening or a fraud signal. */
export const isTelltale = (word: string): boolean => isScreening(word) || isFraudLike(word)
const UNNAMED = 'unnamed'

/** For admins: a field that the field table doesn't list. Names of screenings, and what may be no name, stay here. */
export const unknownField = (object: string, field: string): string =>
  `${object}: ${FIELD_NAME.test(field) && !isTelltale(field) ? field : UNNAMED}`

/** For admins: a code without words of ours. Words in its place may be about a person, so they have no name here. */
export function unknownCode(
  field: string,
  value: unknown,
  isKnown: (code: string) => boolean,
  form: 'code' | 'status' = 'code',
): string[] {
  const code = text(value)
  if (code === null || isKnown(code)) return []
  const isNamed = (form === 'code' ? CODE : STATUS).test(code) && code.length <= MAX_CODE_LENGTH
  return [`${field}: ${isNamed && !isTelltale(code) ? code : UNNAMED}`]
}

/** A word of an open set passes as it is, a new one too; what may be no word, or name a screening, is `null`. */
export const openWord = (value: unknown): string | null => {
  const word = text(value)
  return word !== null && word.length <= MAX_CODE_LENGTH && STATUS.test(word) && !isTelltale(word)
    ? word
    : null
}

export const statusOf = (value: unknown): string => openWord(value) ?? 'unknown'

/** ISO 8601; an unreadable time is `null`, and the row stays. */
export const instant = (value: unknown): string | null => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  const ms = Number.isNaN(time) ? readEpoch(value) : time
  return ms === undefined ? null : new Date(ms).toISOString()
}

/** Seconds or milliseconds since the epoch, of 2001 to 2099. */
function readEpoch(value: unknown): number | undefined {
  const digits = typeof value === 'number' ? String(Math.trunc(value)) : value
  if (typeof digits !== 'string' || !/^[1-3]\d{9}(?:\d{3})?$/.test(digits)) return undefined
  return Number(digits.padEnd(13, '0'))
}

export const isUnreadable = (name: string): boolean => name.endsWith(' row: unreadable')
export const isHidden = (name: string): boolean => / row: (closed family|screening)$/.test(name)

/** An unreadable row of a kind that can be hidden is not counted: the count would disclose a hidden row. */
const isSecret = (name: string): boolean =>
  isHidden(name) || /^(event|session) row: (unreadable|too large)$/.test(name)

/**
 * True where no visible row can be read: the answer is then a failure rather than an empty list. Hidden rows don't count,
 * or the list would disclose them.
 */
export function isUnreadableList(rows: readonly Pick<Projection<unknown>, 'dropped'>[]): boolean {
  const visible = rows.filter(({ dropped }) => !dropped.some(isHidden))
  return visible.length > 0 && visible.every(({ dropped }) => dropped.some(isUnreadable))
}

export interface DroppedCount {
  all: Dropped
  add(names: readonly string[]): void
}

export function countDropped(names: readonly string[] = []): DroppedCount {
  const all: Record<string, number> = {}
  const add = (added: readonly string[]) => {
    for (const name of added) if (!isSecret(name)) all[name] = (all[name] ?? 0) + 1
  }
  add(names)
  return { all, add }
}

export type ShowName = (name: unknown) => string | null

const WORDS: ReadonlySet<string> = new Set(
  `a an and at by for from in of on only or plus the then to via with without your our
  id ids identity identification identify verification verify verified verifying check checks proof
  document documents doc docs passport passports driver drivers driving license licence card cards national residence
  permit visa government gov photo picture image scan upload uploads file front back side primary secondary
  selfie selfies face faces liveness live video camera biometric biometrics hold up fingers
  tell us about you yourself details information info contact name
  phone mobile number email mail e address addresses postal sms code otp one time link database aamva nfc chip
  age date birth country region bank statement statements account accounts payment income tax
  kyc onboarding signup sign login recovery recover reset reverification renewal renew refresh update repeat retry
  again new existing returning customer customers user users client clients member members person people personal
  individual individuals seller sellers buyer buyers rider riders host hosts guest guests creator creators tenant tenants
  partner partners employee employees worker workers player players patient patients student students
  basic standard full simple quick short light default main first second third step steps part stage flow template
  workflow form page start begin welcome intro instructions consent terms privacy agreement signature
  success done complete completed finish finished end fail failed failure error expired canceled cancelled pending wait
  waiting loading result results thank thanks desktop web app ios android sdk api hosted embedded test demo sample
  sandbox draft version v old legacy prompt question questions custom select choose choice confirm confirmation capture
  processing submit submitted inquiry session
  eu eea uk usa dach emea apac latam`.split(/\s+/),
)

const isShownWord = (word: string): boolean =>
  WORDS.has(word) ||
  /^v?\d{1,4}$/.test(word) ||
  // Persona ends the names of steps with some of these. Without a digit it could be a word.
  /^(?=.*\d)[0-9a-f]{4,8}$/.test(word)

/**
 * The allow-list of names that customers give to steps, templates, workflows and uploads: a name is shown if every word is
 * listed above, or the admin lists the name (`SHOWN_NAMES`); any other is `null`. A name such as “PEP rescreen” discloses a
 * screening, and no list of forbidden words is complete.
 */
export function createShowName(configured: readonly string[]): ShowName {
  const listed = new Set(configured.map((name) => name.toLowerCase()))
  return (value) => {
    const name = text(value)
    if (name === null || listed.has(name.trim().toLowerCase())) return name
    const words = toWords(name)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
    return words.length > 0 && words.every(isShownWord) && !isScreening(name) ? name : null
  }
}

/** Whether agents may see a reference ID: the pattern is the admin's; without one, none may be seen. */
export const isReferenceId = (pattern: RegExp | null, text: string): boolean =>
  pattern !== null && isCustomerNumber(pattern, text)

/** Never a cut value: it could match. */
export const shownReference = (pattern: RegExp | null, value: unknown): string | null =>
  typeof value === 'string' && isReferenceId(pattern, value) ? value : null
