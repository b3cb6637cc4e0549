/** Numbers and times as an agent reads them, in the chosen language: how long ago at a glance, to the second where it matters. */
import { currentLanguage, localeOf, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { commonWords } from '../../locales/surface.ts'

/** For `Intl`: the chosen language, in the browser's region. */
export const locale = (): string => localeOf(currentLanguage(), globalThis.navigator?.languages ?? [])

/** Making a formatter costs more than a hundred uses of it. */
export function perLocale<TValue>(make: (locale: string) => TValue): () => TValue {
  const made = new Map<string, TValue>()
  return () => {
    const wanted = locale()
    const found = made.get(wanted) ?? make(wanted)
    made.set(wanted, found)
    return found
  }
}

const numberFormat = perLocale((locale) => new Intl.NumberFormat(locale))

/** `1,200`. */
export const formatNumber = (amount: number): string => numberFormat().format(amount)

/** `1,200 cases`. */
export const formatCount = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The relay's clock and this computer's differ by some seconds; "in 3 seconds" would only puzzle. */
const NOW_WITHIN = 5 * SECOND
const SKEW = MINUTE

/** `14 months ago` says more than `1 year ago`, so a year begins to count with the second. */
const UNITS = [
  { unit: 'year', ms: 365 * DAY, from: 2 * 365 * DAY },
  { unit: 'month', ms: 30 * DAY, from: 30 * DAY },
  { unit: 'day', ms: DAY, from: DAY },
  { unit: 'hour', ms: HOUR, from: HOUR },
  { unit: 'minute', ms: MINUTE, from: MINUTE },
  { unit: 'second', ms: SECOND, from: SECOND },
] as const

const relativeFormat = perLocale(
  (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' }),
)
const longRelativeFormat = perLocale(
  (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'long' }),
)
const exactFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }),
)
export const unitOf = (ms: number) => UNITS.find(({ from }) => ms >= from) ?? UNITS[5]

/** `3 min ago`. */
export function formatRelative(instant: number, now: number): string {
  const ago = now - instant
  if (ago < NOW_WITHIN && ago > -SKEW) return commonWords.justNow
  const { unit, ms } = unitOf(Math.abs(ago))
  // In French and Spanish a short month is the letter of a minute.
  const isLong = currentLanguage() !== 'en' && ms >= 30 * DAY
  // Some English locales write "min." and some "min".
  return (isLong ? longRelativeFormat() : relativeFormat())
    .format(-Math.trunc(ago / ms), unit)
    .replace('.', '')
}

/** `21 Nov 2026, 14:03:22 CET`. */
export const formatExact = (instant: number): string => exactFormat().format(instant)

const clockFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
)
const dayAndClockFormat = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }),
)

/** `10:12`, and of another day `20 Nov, 10:12`: a place in a list. */
export function formatInstant(instant: number, now: number): string {
  const isToday = new Date(instant).toDateString() === new Date(now).toDateString()
  return (isToday ? clockFormat() : dayAndClockFormat()).format(instant)
}

/** Over what was counted. `since`: milliseconds since the epoch, the oldest activity; `counted`: those whose state is known. */
export function describeCounts(
  { counted, all, since }: { counted: number; all: number; since?: number | undefined },
  now: number,
): string {
  const time = since === undefined ? '' : formatInstant(since, now)
  if (all === 0) return ''
  return counted === all
    ? commonWords.countedAll(all, time)
    : commonWords.countedSome(counted, all - counted, time)
}

/** Spans of time, waits, and dates as cases and settings write them. */
