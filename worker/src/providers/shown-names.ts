/**
 * The allow-list of names that customers give to steps, templates, workflows and uploads: a name is shown if every word is
 * listed here, or the admin lists the name (`SHOWN_NAMES`); any other is `null`. A name such as “PEP rescreen” discloses a
 * screening, and no list of forbidden words is complete.
 */
import { isCustomerNumber } from '@inquiry-lens/shared/domain/customer-number.ts'
import { isScreening, toWords } from '@inquiry-lens/shared/insight/steps.ts'
import { text } from './projection.ts'

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
