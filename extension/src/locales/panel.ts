/** Words of what the panel loads after its first rows: the strip, filters, views, trouble, the export and the keys. */
import type { Cause } from '@inquiry-lens/shared/insight/trouble.ts'
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatCount, formatNumber } from '../ui/format/locale.ts'
import type { Period } from '../ui/state/lists/activity.ts'

const countCases = (count: string, number: number) =>
  plural(number, { one: '1 case', other: `${count} cases` })

/** When cases were last active. */
const activity = {
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
  cases: (count: string, number: number, parts: string) =>
    `${countCases(count, number)}${parts && `: ${parts}`}`,
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

/** Of the customer's network. */
const risks = {
  vpn: 'VPN',
  proxy: 'Proxy',
  tor: 'Tor',
  datacenter: 'Data center',
  threat: 'High threat level',
  none: 'None of these',
}

/** What the cases are narrowed by, typed words too. */
const facets = {
  filter: 'Filter',
  /** How many filters are set. */
  filterCount: (count: number) => `Filter: ${count}`,
  title: 'Filter the cases',
  names: {
    step: 'Step',
    reason: 'Why it failed',
    country: 'Country',
    device: 'Device',
    provider: 'Provider',
    workflow: 'Workflow',
    risk: 'Network',
  },
  notKnown: 'Not known',
  risks,
  /** Found by a search, of a case whose check failed. */
  failed: 'failed',
  /** Over which they were counted. */
  basis: (count: number) =>
    plural(count, { one: 'Counted over 1 case here', other: `Counted over ${count} cases here` }),
  words: {
    label: 'With these words',
    placeholder: 'selfie failed, Portugal, iOS',
    chip: (words: string) => `“${words}”`,
  },
  chip: (facet: string, value: string) => `${facet}: ${value}`,
  showing: (count: number) => plural(count, { one: '1 case left', other: `${count} cases left` }),
}

/** Filters that have a name. */
const views = {
  title: 'Views',
  none: 'Filter the lists, then give the filters a name here.',
  name: 'Name for these filters',
  save: 'Save',
  full: (most: number) => `${most} at most: remove one first.`,
  saved: (name: string) => `Saved: ${name}`,
  shown: (name: string) => `Shown: ${name}`,
  remove: (name: string) => `Remove ${name}`,
  copyLink: 'Copy link',
  link: 'A colleague pastes it into the address bar. It holds filters and typed words, no IDs or numbers.',
}

/** Ends without a step have sentences of their own. */
export type TroubleStep = Exclude<Cause, 'declined' | 'failed'>

const steps: Record<TroubleStep, string> = {
  'government-id': 'government ID',
  'government-id-nfc': 'ID chip',
  document: 'document',
  'second-document': 'second document',
  'third-document': 'third document',
  selfie: 'selfie',
  'camera-check': 'camera check',
  'phone-number': 'phone number',
  'email-address': 'email address',
}

const some = (amount: number): string => (amount === 0 ? 'none' : String(amount))

/** Many customers who fail at one thing. */
const trouble = {
  /** `usually`: so many customers in most hours. */
  sentence: (cause: Cause, customers: number, usually: number): string => {
    const usual = some(usually)
    if (cause === 'declined') return `${customers} customers were declined in the last hour, usually ${usual}`
    if (cause === 'failed') return `${customers} customers failed for good in the last hour, usually ${usual}`
    const step = steps[cause]
    return `${customers} customers failed at ${step} in the last hour, usually ${usual}`
  },
  title: 'Many customers fail at once',
  show: 'Show their cases',
  showAll: 'Show all cases',
  dismiss: 'Hide for an hour, or until it doubles',
  basis: {
    title: 'What this rests on',
    over: (cases: number, provider: string, since: string) =>
      `Counted over ${formatNumber(cases)} cases of ${provider} at hand since ${since}.`,
    /** `hours`: customers in each, the last one first. */
    before: (hours: readonly number[], usual: number) =>
      `In each of the ${hours.length} hours before, the last one first: ${hours.join(', ')}. The median is ${usual}.`,
    rule: (least: number, times: number) =>
      `Shown from ${least} customers within an hour on, if that is ${times} times the usual or more. Each customer counts once; what is not known does not count.`,
  },
}

const cases = (amount: number) => formatCount(amount, 'case', 'cases')
const sessions = (amount: number) => formatCount(amount, 'session', 'sessions')
const events = (amount: number) => formatCount(amount, 'event', 'events')

/** A list as a file. */
const exporting = {
  open: 'Export…',
  /** By list. */
  title: { cases: 'Export cases', sessions: 'Export sessions', events: 'Export events' },
  shown: {
    cases: (amount: number) => `${cases(amount)}, as shown now`,
    sessions: (amount: number) => `${sessions(amount)}, as shown now`,
    events: (amount: number) => `${events(amount)}, as shown now`,
  },
  missing: {
    tooMany: (most: number) => `Only the newest ${formatNumber(most)}: a file takes no more.`,
    older: 'Older ones are not loaded, so they are not in it.',
    silent: (provider: string) => `${provider} is not answering: some of its rows are missing.`,
    state: (amount: number) =>
      plural(amount, {
        one: '1 has no known state: its state stays empty.',
        other: `${formatNumber(amount)} have no known state: theirs stays empty.`,
      }),
    unnamed: (amount: number) =>
      plural(amount, {
        one: '1 is left out: the audit log cannot name its ID.',
        other: `${formatNumber(amount)} are left out: the audit log cannot name their IDs.`,
      }),
  },
  about:
    'IDs, states, times, devices and countries; nothing that is only revealed on request. The audit log records the export with each ID.',
  formats: { csv: 'Save as CSV', ndjson: 'Save as NDJSON' },
  recording: (recorded: number, all: number) =>
    `Recording in the audit log: ${formatNumber(recorded)} of ${formatNumber(all)} IDs…`,
  cancel: 'Cancel',
  /** Before the name of the file. */
  written: {
    cases: (amount: number) => `${cases(amount)} saved as`,
    sessions: (amount: number) => `${sessions(amount)} saved as`,
    events: (amount: number) => `${events(amount)} saved as`,
  },
  cancelled: 'Export cancelled. No file was saved.',
  failed: 'Export failed. No file was saved.',
  recorded: (amount: number) =>
    plural(amount, {
      one: 'The audit log may already name 1 of its IDs.',
      other: `The audit log may already name ${formatNumber(amount)} of its IDs.`,
    }),
}

/** The panel’s keys. */
const keys = {
  close: 'Close (Esc)',
  what: {
    rows: 'From row to row; Home and End to first and last',
    open: 'Open the row’s case',
    details: 'Show or hide the row’s details',
    back: 'Back to the lists',
    neighbours: 'To the next or previous row',
    filter: 'Filter the cases',
    views: 'Show a named view',
    keep: 'Keep the row unread',
    search: 'Go to the search box',
    copyCase: 'Copy the case for the ticket',
    copyReply: 'Copy the reply to the customer',
    dashboard: 'Open the provider’s dashboard',
    help: 'Show this list',
  },
  areOff: 'Single keys such as c and / are turned off.',
  turnOff: 'Turn single keys off in the options',
  turnOn: 'Turn single keys on in the options',
}

const english = { activity, facets, views, trouble, exporting, keys }

export type PanelWords = typeof english
export const panelWords = createCatalogue<PanelWords>(english, {
  de: () => import('./de/panel.ts'),
  es: () => import('./es/panel.ts'),
  fr: () => import('./fr/panel.ts'),
  'pt-BR': () => import('./pt-BR/panel.ts'),
  ja: () => import('./ja/panel.ts'),
})
