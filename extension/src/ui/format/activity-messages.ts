/** The activity strip in words: its bars, spans of them, and over what was counted. */
import { CASE_GROUPS } from '@inquiry-lens/shared/domain/case-group.ts'
import { panelWords } from '../../locales/panel.ts'
import { commonWords } from '../../locales/surface.ts'
import {
  type ActivityBars,
  type Bar,
  countWithin,
  type Period,
  type SpanCounts,
} from '../state/lists/activity.ts'
import type { TimeSpan } from '../state/lists/case-groups.ts'
import { nameProvider } from './source.ts'
import { formatInstant, formatNumber, perLocale } from './time.ts'

const clockFormat = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
)
const dayFormat = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }),
)
const listFormat = perLocale((locale) => new Intl.ListFormat(locale, { type: 'unit' }))

/** `14:10 – 14:25`, and of another day `20 Nov, 14:10 – 14:25`. */
export function formatTimeSpan({ from, to }: TimeSpan, now: number): string {
  const today = new Date(now).toDateString()
  const isToday = [from, to - 1].every((time) => new Date(time).toDateString() === today)
  return (isToday ? clockFormat() : dayFormat()).formatRange(from, to)
}

const describeCases = ({ of, sum }: Pick<SpanCounts, 'of' | 'sum'>): string => {
  const parts = CASE_GROUPS.flatMap((group) =>
    of[group] > 0 ? panelWords.activity.part(commonWords.groups[group], formatNumber(of[group])) : [],
  )
  return panelWords.activity.cases(formatNumber(sum), sum, listFormat().format(parts))
}

function describeKnown(known: string, { sum, unknown, isPartial }: SpanCounts): string {
  const most = isPartial && sum === 0 ? panelWords.activity.unknown : known
  const told = isPartial && sum > 0 ? panelWords.activity.atLeast(known) : most
  return unknown > 0 ? `${told}; ${panelWords.activity.more(formatNumber(unknown))}` : told
}

export const describeBar = (bar: Bar, now: number): string =>
  `${formatTimeSpan(bar, now)}, ${describeKnown(describeCases(bar), bar)}`

/** Without the groups. */
export function describeSpan(span: TimeSpan, counts: ActivityBars | undefined, now: number): string {
  if (!counts) return formatTimeSpan(span, now)
  const within = countWithin(counts.bars, span)
  const known = panelWords.activity.cases(formatNumber(within.sum), within.sum, '')
  return `${formatTimeSpan(span, now)}, ${describeKnown(known, within)}`
}

export function describeBasis(counts: ActivityBars, now: number): string {
  const { bars, counted, unknown, since, until, isAnswered, missing } = counts
  if (counted + unknown === 0 && since === undefined)
    return isAnswered ? panelWords.activity.nothing : panelWords.activity.unknown
  const [begin = 0, end = 0] = [bars[0]?.from, bars.at(-1)?.to]
  const from = since !== undefined && since > begin ? formatInstant(since, now) : ''
  const to = until !== undefined && until < end ? formatInstant(until, now) : ''
  const names = missing.map((provider) => nameProvider(provider))
  return [
    panelWords.activity.basis(formatNumber(counted), counted, from, to),
    ...(unknown > 0 ? [panelWords.activity.more(formatNumber(unknown))] : []),
    ...(names.length > 0 ? [panelWords.activity.missing(listFormat().format(names))] : []),
  ].join('; ')
}

/** In sentences. */
export function describeAll({ bars, since, until }: ActivityBars, period: Period, now: number): string {
  const { summary } = panelWords.activity
  const all: TimeSpan = { from: bars[0]?.from ?? 0, to: bars.at(-1)?.to ?? 0 }
  const most = bars.reduce<Bar | undefined>(
    (best, bar) => (bar.sum > (best?.sum ?? 0) ? bar : best),
    undefined,
  )
  return [
    summary.last[period](describeCases(countWithin(bars, all))),
    ...(most ? [summary.most(formatTimeSpan(most, now), formatNumber(most.sum))] : []),
    ...(since === undefined || until === undefined ? [summary.missing] : []),
    ...(since !== undefined && since > all.from ? [summary.before(formatInstant(since, now))] : []),
    ...(until !== undefined && until < all.to ? [summary.after(formatInstant(until, now))] : []),
  ].join(' ')
}
