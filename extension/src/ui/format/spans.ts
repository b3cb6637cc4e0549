/** Spans of time, waits, and dates as cases and settings write them. */
import { currentLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { commonWords } from '../../locales/surface.ts'
import { DAY, HOUR, locale, MINUTE, perLocale, SECOND, unitOf } from './time.ts'

const spanFormats = new Map<string, Intl.NumberFormat>()

/** `2 hours`, `14 months`: the time between two moments. */
export function formatSpan(ms: number, unitDisplay: 'long' | 'short' = 'long'): string {
  const { unit, ms: size } = unitOf(ms)
  const count = Math.max(0, Math.trunc(ms / size))
  const kind = `${locale()} ${unit} ${unitDisplay}`
  const format =
    spanFormats.get(kind) ?? new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay })
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

/** `12 s`, `2 min`: how long to wait. */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  const { second, minute } = commonWords.units
  return seconds < 90 ? `${seconds} ${second}` : `${Math.ceil(seconds / 60)} ${minute}`
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

function dayFormatIn(wanted: string): Intl.DateTimeFormat {
  const language = wanted === currentLanguage() ? locale() : wanted
  const known = dayFormats.get(language)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, {
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

const dateFormat = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }))

/** `21 November 2026 at 14:03 CET`, `21. November 2026 um 14:03 MEZ`: for a reader in another time zone. */
export const formatDayIn = (language: string, instant: number): string =>
  dayFormatIn(language).format(instant)

export const formatDay = (instant: number): string => formatDayIn(currentLanguage(), instant)

const zonedFormat = perLocale(
  (locale) =>
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
