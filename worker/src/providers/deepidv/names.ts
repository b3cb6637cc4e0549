/** Allow-lists for deepidv's texts: names outside its documents, screenings and free text become `null`. */
import type { Device, Session } from '@inquiry-lens/shared/domain/model.ts'
import {
  GUIDED_CAPTURE,
  isForReview,
  isKnownAction,
  isKnownFailure,
  isKnownStep,
  isMendable,
  isScreening,
  normaliseName,
} from '@inquiry-lens/shared/insight/steps.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { ShowName } from '../projection.ts'
import { isFraudLike, text } from '../projection.ts'

const TYPES: ReadonlySet<string> = new Set([
  'SESSION',
  'VERIFICATION',
  'DEEP_DOC',
  'CREDIT_APPLICATION',
  'AGE_VERIFICATION',
])

const createAllowList =
  (isAllowed: (name: string) => boolean) =>
  (value: unknown): string | null => {
    const name = text(value)
    return name !== null && isAllowed(normaliseName(name)) ? name : null
  }

export const publicTypeName = createAllowList((name) => TYPES.has(name))
/** Which check a reviewer looks at stays in the relay. */
export const publicFailureName = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  if (isKnownFailure(value) ? isForReview(value) : isFraudLike(value)) return 'FOR_REVIEW'
  return isKnownFailure(value) ? value : null
}
/** A rule that declines for these may mean more than a poor picture. */
const DECLINED_FOR_REVIEW: ReadonlySet<string> = new Set([
  'FACE_LIVENESS_CHECK_FAILED',
  'LIVENESS_FAILED',
  'LOW_LIVENESS',
])
/** Only what the customer can mend: any other reason is for review, and stays in the relay. */
export const publicDeclineName = (value: unknown): string | null =>
  typeof value === 'string' && isMendable(value) && !DECLINED_FOR_REVIEW.has(value) ? value : null

const SLOTS: ReadonlySet<unknown> = new Set(['PRIMARY', 'SECONDARY', 'TERTIARY'])
export const publicSlot = (value: unknown): string | null =>
  typeof value === 'string' && SLOTS.has(value) ? value : null

export const publicActionName = (value: unknown): string | null =>
  typeof value === 'string' && isKnownAction(value) ? value : null

/** deepidv's name of a step says what it looks for. */
const ALIASES: Readonly<Record<string, string>> = { DEEPFAKE_DETECTION: GUIDED_CAPTURE }

/** In one spelling. `undefined`: a screening, which is left out. */
export function publicStepName(step: string, showName: ShowName): string | null | undefined {
  if (isScreening(step)) return undefined
  const name = own(ALIASES, normaliseName(step)) ?? normaliseName(step)
  return isKnownStep(name) || showName(step) !== null ? name : null
}

type Country = Session['network']['country']

export const NO_COUNTRY: Country = { code: null, name: null }
const MAX_NAME_LENGTH = 60

/** `undefined`: deepidv names none. */
export function nameCountry(country: unknown): Country | undefined {
  const name = text(country)
  if (name === null || name.length > MAX_NAME_LENGTH) return undefined
  return isCode(name) ? { code: name, name: null } : { code: null, name }
}

/** A location's text may be a city or a street, so only names of countries pass. */
export function findCountry(location: unknown): Country | undefined {
  const named = nameCountry(location)
  return named && (named.name === null || isCountryName(named.name)) ? named : undefined
}

/** By two fields. */
export function nameCountryOf(code: unknown, name: unknown): Country | undefined {
  const known = findCountry(name)
  return typeof code === 'string' && isCode(code) ? { code, name: known?.name ?? null } : known
}

const isCode = (word: string): boolean => /^[A-Z]{2}$/.test(word)

let names: ReadonlySet<string> | undefined
const isCountryName = (word: string): boolean => {
  names ??= listCountryNames()
  return names.has(word.toLowerCase())
}

function listCountryNames(): ReadonlySet<string> {
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const all = letters.flatMap((first) =>
    letters.map((second) => regions.of(first + second)?.toLowerCase() ?? ''),
  )
  return new Set(all.filter(Boolean))
}

interface Family {
  is: RegExp
  name: string
}

const DEVICES: readonly (Family & { type: string; os: string })[] = [
  { is: /iphone|\bios\b/i, name: 'iPhone', type: 'smartphone', os: 'iOS' },
  { is: /ipad/i, name: 'iPad', type: 'tablet', os: 'iPadOS' },
  { is: /android/i, name: 'Android', type: 'smartphone', os: 'Android' },
  { is: /windows/i, name: 'Windows', type: 'desktop', os: 'Windows' },
  { is: /\bcros\b|chromebook/i, name: 'Chromebook', type: 'desktop', os: 'ChromeOS' },
  { is: /mac/i, name: 'Mac', type: 'desktop', os: 'macOS' },
  { is: /linux/i, name: 'Linux', type: 'desktop', os: 'Linux' },
]
const KINDS: readonly Family[] = [
  { is: /tablet/i, name: 'tablet' },
  { is: /mobile|phone/i, name: 'smartphone' },
  { is: /desktop|laptop/i, name: 'desktop' },
]
const BROWSERS: readonly Family[] = [
  { is: /\bedg/i, name: 'Edge' },
  { is: /\bopr\b|opera/i, name: 'Opera' },
  { is: /samsung/i, name: 'Samsung Internet' },
  { is: /firefox|fxios/i, name: 'Firefox' },
  { is: /chrom|crios/i, name: 'Chrome' },
  { is: /safari/i, name: 'Safari' },
]

const findFamily = <TFamily extends Family>(
  families: readonly TFamily[],
  value: unknown,
): TFamily | undefined =>
  typeof value === 'string' ? families.find(({ is }) => is.test(value.slice(0, 500))) : undefined

/** Device names are free text, and people put their own names in them: only known families pass. */
export function describeDevice(device: unknown, browser: unknown): Device {
  const family = findFamily(DEVICES, device)
  return {
    type: family?.type ?? findFamily(KINDS, device)?.name ?? null,
    name: null,
    os: { name: family?.os ?? null, version: null },
    browser: { name: findFamily(BROWSERS, browser)?.name ?? null, version: null },
    mobileSdk: { name: null, version: null },
    handoff: null,
  }
}
