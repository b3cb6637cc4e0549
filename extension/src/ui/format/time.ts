import { locale } from './locale.ts'

export { parseInstant } from '@inquiry-lens/shared/lib/time.ts'

/** Times as an agent reads them: how long ago at a glance, to the second and with its zone when it matters. */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

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

/** Making a formatter costs more than a hundred uses of it. */
function once<TValue>(make: () => TValue): () => TValue {
  let made: TValue | undefined
  return () => {
    made ??= make()
    return made
  }
}

const relativeFormat = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' }))
const exactFormat = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }))
const dayFormats = new Map<string, Intl.DateTimeFormat>()

function dayFormatIn(language: string): Intl.DateTimeFormat {
  const known = dayFormats.get(language)
  if (known) return known
  const made = new Intl.DateTimeFormat(language === 'en' ? locale : language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  dayFormats.set(language, made)
  return made
}

const dateFormat = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }))

const unitOf = (ms: number) => UNITS.find(({ from }) => ms >= from) ?? UNITS[5]

/** `3 min ago`. */
export function formatRelative(instant: number, now: number): string {
  const ago = now - instant
  if (ago < NOW_WITHIN && ago > -SKEW) return 'just now'
  const { unit, ms } = unitOf(Math.abs(ago))
  // Some English locales write "min." and some "min".
  return relativeFormat()
    .format(-Math.trunc(ago / ms), unit)
    .replace('.', '')
}

const spanFormats = new Map<string, Intl.NumberFormat>()

/** `2 hours`, `14 months`: the time between two moments. */
export function formatSpan(ms: number, unitDisplay: 'long' | 'short' = 'long'): string {
  const { unit, ms: size } = unitOf(ms)
  const count = Math.max(0, Math.trunc(ms / size))
  const kind = `${unit} ${unitDisplay}`
  const format = spanFormats.get(kind) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })
  spanFormats.set(kind, format)
  return format.format(count)
}

/** `2 days 3 hours`, `5 hours 12 minutes`, `50 seconds`: to the next smaller unit; with `short`, in few letters. */
export function formatLeft(ms: number, unitDisplay: 'long' | 'short' = 'long'): string {
  const [larger, smaller] = ms >= DAY ? [DAY, HOUR] : [HOUR, MINUTE]
  const rest = ms % larger
  return ms < larger || ms >= 30 * DAY || rest < smaller
    ? formatSpan(ms, unitDisplay)
    : `${formatSpan(ms - rest, unitDisplay)} ${formatSpan(rest, unitDisplay)}`
}

/** `21 Nov 2026, 14:03:22 CET`. */
export const formatExact = (instant: number): string => exactFormat().format(instant)

/** `21 November 2026 at 14:03 CET`, `21. November 2026 um 14:03 MEZ`: for a reader in another time zone. */
export const formatDayIn = (language: string, instant: number): string =>
  dayFormatIn(language).format(instant)

export const formatDay = (instant: number): string => formatDayIn('en', instant)

const zonedFormat = once(
  () =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    }),
)

/** `21 Nov 2026, 14:03 CET`: what holds whenever and wherever it is read. */
export const formatZoned = (instant: number): string => zonedFormat().format(instant)

/** `21 November 2026`. */
export const formatDate = (instant: number): string => dateFormat().format(instant)

const clockFormat = once(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }))
const dayAndClockFormat = once(
  () =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }),
)

/** `10:12`, and of another day `20 Nov, 10:12`: a place in a list. */
export function formatInstant(instant: number, now: number): string {
  const isToday = new Date(instant).toDateString() === new Date(now).toDateString()
  return (isToday ? clockFormat() : dayAndClockFormat()).format(instant)
}

/** `12 s`, `2 min`: how long to wait. */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
