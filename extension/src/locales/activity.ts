/** Words of the activity strip: when cases were last active. */
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { Period } from '../ui/state/lists/activity.ts'

const cases = (count: string, number: number) => plural(number, { one: '1 case', other: `${count} cases` })

const english = {
  title: 'When cases were last active',
  period: 'Time shown',
  /** In few letters. */
  periods: { hour: '1 h', day: '24 h', week: '7 d' } satisfies Record<Period, string>,
  /** Over what was counted; the times are empty where it is all of the time shown. */
  basis: (count: string, number: number, since: string, until: string) =>
    `${plural(number, { one: '1 cached case', other: `${count} cached cases` })}${since && ` since ${since}`}${until && ` until ${until}`}`,
  /** Behind that: cases whose state is unknown. */
  more: (count: string) => `${count} more not known yet`,
  nothing: 'No cases cached yet',
  /** No counts of these. */
  missing: (providers: string) => `${providers} unknown`,
  unknown: 'Unknown',
  /** Of one bar or several. `parts`: by group. */
  cases: (count: string, number: number, parts: string) => `${cases(count, number)}${parts && `: ${parts}`}`,
  /** There may be more. */
  atLeast: (counted: string) => `at least ${counted}`,
  /** Of one group: `Done 12`. */
  part: (group: string, count: string) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted: string) => `Last hour: ${counted}.`,
      day: (counted: string) => `Last 24 hours: ${counted}.`,
      week: (counted: string) => `Last 7 days: ${counted}.`,
    } satisfies Record<Period, unknown>,
    most: (time: string, count: string) => `Most at ${time}: ${count}.`,
    before: (time: string) => `Before ${time}, some may be missing.`,
    after: (time: string) => `After ${time}, some may be missing.`,
    missing: 'Some may be missing at any time.',
  },
  table: {
    show: 'Show as a table',
    time: 'Time',
    empty: 'No cases in this time.',
    others: 'Times without cases are left out.',
  },
}

export type ActivityWords = typeof english
export const activityWords = createCatalogue<ActivityWords>(english, {
  de: () => import('./de/activity.ts'),
  es: () => import('./es/activity.ts'),
  fr: () => import('./fr/activity.ts'),
  'pt-BR': () => import('./pt-BR/activity.ts'),
  ja: () => import('./ja/activity.ts'),
})
