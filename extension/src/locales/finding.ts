/** Words of what finds cases: filters, IDs of a page or a text, customer numbers. Loaded after a surface's first paint. */
import type { DoubtReason, ObjectKind } from '@inquiry-lens/shared/domain/object-id.ts'
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'

const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} has the wrong capitals, and they count. Copy it from where it came from.`

const english = {
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

export type FindingWords = typeof english
export const findingWords = createCatalogue<FindingWords>(english, {
  de: () => import('./de/finding.ts'),
  es: () => import('./es/finding.ts'),
  fr: () => import('./fr/finding.ts'),
  'pt-BR': () => import('./pt-BR/finding.ts'),
  ja: () => import('./ja/finding.ts'),
})
