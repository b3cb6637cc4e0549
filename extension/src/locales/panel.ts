/** Words that load after a surface’s first paint: what finds cases, and what the panel shows beside its rows. */
import type { DoubtReason, ObjectKind } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { Cause } from '@inquiry-lens/shared/insight/trouble.ts'
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatCount, formatNumber } from '../ui/format/time.ts'
import type { Period } from '../ui/state/lists/activity.ts'

/** What finds cases: filters, IDs of a page or a text, customer numbers. */
const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} has the wrong capitals, and they count. Copy it from where it came from.`

const finding = {
  filters: 'Filters',
  noFilter: 'No filter',
  filterIs: (filters: string) => `Filter: ${filters}`,
  removeFilterOf: (filter: string) => `Remove filter: ${filter}`,
  chips: {
    inquiry: (id: string) => `Inquiry ${id}`,
    customer: (id: string) => `Customer ${id}`,
    workflow: (id: string) => `Workflow ${id}`,
    keyOwner: 'Made with the relay’s key',
    from: (date: string) => `From ${date}`,
    to: (date: string) => `To ${date}`,
  },
  /** Which events to show. */
  events: {
    title: 'Which events to show',
    all: 'All events',
    count: (count: number) => plural(count, { one: '1 event', other: `${count} events` }),
    byName: 'By name',
    find: 'Find an event, or enter its name',
    findHere: 'Find, or enter a name',
    /** Around the name. */
    show: { before: 'Show ', after: '' },
    /** Around the events' family. */
    hidden: { before: 'Your relay hides ', after: ' events.' },
    /** Around an example. */
    none: { before: 'No known event matches. A name looks like ', after: '.' },
  },
  sessionFilter: {
    filter: 'Filter',
    show: 'Show',
    label: 'Which sessions to show',
    which: 'Which sessions',
    choices: {
      all: 'All of the organisation',
      'key-owner': 'Only those made with the relay’s key',
      externalId: 'One customer, by external ID',
      workflow: 'One workflow, by its ID',
    },
    placeholders: { externalId: 'Your own number for them', workflow: 'Workflow ID' },
    made: 'Made',
    from: 'from',
    to: 'to',
    problems: {
      missing: 'Enter the ID first.',
      long: 'That is too long for an ID.',
      workflow: 'That is not the ID of a workflow.',
      dates: 'Enter dates with a year of four digits.',
      order: 'The end is before the beginning.',
    },
  },
  /** IDs that were looked up. */
  lookups: {
    moreBelow: 'More below…',
    notIn: (environment: string) => `Not in ${environment}`,
    notFound: 'Not found',
    notKnownYet: 'Not known yet',
    notAsked: 'Not looked up yet',
  },
  /** The page under the popup. */
  page: {
    title: 'This page',
    ids: (count: number) => `${ids(count)} on this page`,
    idsTitle: 'IDs on this page',
    hiddenIds: (count: number) => `${ids(count)} in hidden parts of this page`,
    hiddenTitle: 'IDs in hidden parts of this page',
    numbers: (count: number) =>
      `${plural(count, { one: '1 customer number', other: `${count} customer numbers` })} on this page`,
    findCases: 'Find cases',
    nowMarked: 'IDs on this site are marked from now on. Point at one to see what happened.',
    closed: 'Extensions can’t read this page.',
    withheld: (host: string) => `Your administrator has not allowed marking on ${host}.`,
    off: (host: string) => `Marking on ${host} is switched off by your admin.`,
    noneYet: (host: string) => `No IDs on this page of ${host} yet.`,
    partFrom: (host: string) => `A part of this page comes from ${host}.`,
    none: 'No IDs on this page.',
    mark: (host: string) => `Mark IDs on ${host}`,
    scan: 'Scan this page once',
    scanning: 'Scanning…',
  },
  /** What was recognised in a text. `name`: such as `Inquiry inq_…`. */
  found: {
    ids: (count: number) => `${count} IDs`,
    none: 'No ID in this text.',
    /** Where the cases can be searched. */
    words: 'No ID in this text. Enter shows the cases with these words.',
    link: 'A colleague’s view. Enter shows the cases that it filters.',
    tryIt: 'Enter tries it as it is.',
    customer: (reference: string) => `Customer ${reference}. Enter looks for the cases.`,
    kinds: {
      account: 'Account',
      document: 'Document',
      event: 'Event',
      inquiry: 'Inquiry',
      selfie: 'Selfie',
      session: 'Session',
      transaction: 'Transaction',
      verification: 'Verification',
    } satisfies Record<ObjectKind, string>,
    opensCase: (name: string) => `${name}. Enter opens its case.`,
    notLookedUp: (name: string) => `${name} can’t be looked up.`,
    looking: (name: string) => `${name}: looking for its inquiry…`,
    noEvent: (name: string) => `${name}: there is no such event here.`,
    notNow: (name: string) => `${name}: its inquiry can’t be looked up just now.`,
    noInquiry: (name: string) => `${name}. It belongs to no inquiry that is known.`,
    opensInquiry: (name: string) => `${name}. Enter opens its inquiry’s case.`,
  },
  doubts: {
    'lower-cased': wrongCapitals,
    'upper-cased': wrongCapitals,
    'cut-short': (id: string) => `${id} looks cut short. Copy it whole.`,
    misread: (id: string) =>
      `${id} holds a letter that no ID holds, such as 0 or l. Copy it rather than type it.`,
    'other-kind': (id: string) => `${id} can’t be looked up. An inquiry’s ID begins with inq_.`,
    'one-time-link': () =>
      'A one-time link is the customer’s alone: don’t pass it on. Look for their inquiry ID, inq_…',
  } satisfies Record<DoubtReason, (id: string) => string>,
  /** The cases of a customer number. */
  customer: {
    searching: 'Searching for cases…',
    none: 'No case with this number',
    noneSoFar: 'No case found so far',
    noneIn: (provider: string, environment: string) => `${provider} has none in ${environment}.`,
    incomplete: 'The search is not complete.',
    nextStep: 'Check the number, or search by inquiry or session ID.',
    later: 'Try again in a moment.',
    casesOf: (reference: string) => `Cases of ${reference}`,
    /** `isMore`: there are older ones. */
    choose: (count: number, isMore: boolean) => {
      const cases = count === 1 ? 'One case' : `${isMore ? 'The newest ' : ''}${count} cases`
      const order = count > 1 && !isMore ? ', newest first' : ''
      return `${cases} of this number${order}. Choose the one that the ticket is about.`
    },
  },
}

export type FindingWords = typeof finding

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
  /** Where facets or words are set: the bars count without them. */
  unfiltered: 'not filtered',
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
  /** Named by the policy. */
  preset: (organization: string | undefined) => `From ${organization ?? 'your administrator'}`,
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

/** The watched cases. */
const watches = {
  title: 'Watched cases',
  count: (count: number) =>
    plural(count, { one: 'Watching 1 case', other: `Watching ${formatNumber(count)} cases` }),
  ended: (count: number) =>
    plural(count, {
      one: '1 watched case has ended',
      other: `${formatNumber(count)} watched cases have ended`,
    }),
  full: (max: number) => `You watch ${formatNumber(max)} cases, the most you can.`,
  since: (ago: string) => `since ${ago}`,
  until: (day: string) => `Watched until ${day}`,
  live: 'Shows an end at once.',
  polled: 'Checked every minute.',
  open: 'Open case',
  rename: 'Rename',
  name: 'Name',
  nameHint: 'Kept by the relay. Use no customer’s name.',
  save: 'Save',
  end: 'Stop watching',
  endOf: (name: string) => `Stop watching ${name}`,
  seen: 'Seen',
  seenOf: (name: string) => `Seen: ${name}`,
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
    watch: 'Watch the case, or no longer',
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

const panel = { activity, facets, views, trouble, exporting, watches, keys }

export type PanelWords = typeof panel

const english = { finding, panel }

export type PanelCatalogue = typeof english

export const { finding: findingWords, panel: panelWords } = createCatalogue(english, {
  de: () => import('./de/panel.ts'),
  es: () => import('./es/panel.ts'),
  fr: () => import('./fr/panel.ts'),
  'pt-BR': () => import('./pt-BR/panel.ts'),
  ja: () => import('./ja/panel.ts'),
})
