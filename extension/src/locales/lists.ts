/** Words of the lists and their rows, and of the panel around them: what the panel opens with. */
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'

/** Of one list. */
const nounWords = (title: string, noun: string) => ({
  title,
  loading: `Loading ${noun}…`,
  none: `No ${noun} yet`,
  noneMatch: `No ${noun} match the filter`,
  noOlder: `No older ${noun}`,
  showNew: `Show new ${noun}`,
  showAll: `Show all ${noun}`,
  moreLoaded: (count: number) => `${count} more ${noun} loaded`,
  missing: `Its ${noun} are missing here`,
  maybeMissing: (time: string) => `Its ${noun} before ${time} may be missing`,
})

/** States of a session beside its inquiry's; others show the provider's own word. */
const ownState: Partial<Record<CaseState, string>> = {
  'not-opened': 'Session not started',
  'in-progress': 'Session open',
  expired: 'Session ended',
  voided: 'Session cancelled',
}

const english = {
  nouns: {
    cases: nounWords('Cases', 'cases'),
    sessions: nounWords('Sessions', 'sessions'),
    events: nounWords('Events', 'events'),
  },
  tabs: 'What to show',
  loading: 'Loading…',
  loadMore: 'Load more',
  newAppear: 'New ones appear here automatically.',
  /** Around the time since when. */
  coverage: (provider: string) => ({
    before: 'Complete since ',
    after: `; ${provider} could not be asked for more`,
  }),
  aProvider: 'A provider',
  notAnswering: (provider: string) => `${provider} is not answering`,
  noEvents: {
    title: (provider: string) => `${provider} has no events`,
    about: 'Each session shows how far the customer got.',
    showSessions: 'Show its sessions',
  },
  unread: {
    marks: { new: 'New:', changed: 'Changed:', kept: 'Unread:' },
    /** One of them may be none. */
    since: (fresh: number, changed: number) => {
      const counts = [...(fresh > 0 ? [`${fresh} new`] : []), ...(changed > 0 ? [`${changed} changed`] : [])]
      return `${counts.join(' and ')} since you last looked`
    },
    seeAll: 'Mark as seen',
  },
  countNew: (count: number) => `${count} new`,
  details: 'Details',
  detailsHere: 'Details here (→)',

  /** What a row has of its object. */
  visits: (count: number) => `${count} visits`,
  notFound: 'Not found',
  stateNotKnown: 'State not known yet',
  session: 'Session',
  /** By the provider's status. */
  sessions: {
    new: 'Session not started',
    active: 'Session open',
    expired: 'Session ended',
    canceled: 'Session cancelled',
  },
  ownState,
  /** `status`: the provider's own word. */
  ownStatus: (status: string) => `Session ${status}`,
  /** A case in one sentence. `time`: empty if unknown. */
  cases: {
    notOpened: (time: string) => `Created${time && ` ${time}`}, not opened yet`,
    inReview: (time: string) => `In review${time && ` since ${time}`}`,
    notDecided: (time: string) => `Finished${time && ` ${time}`}, not decided yet`,
    decided: (time: string) => `Decided ${time || 'at an unknown time'}`,
    expired: (time: string) => `Expired${time && ` ${time}`}, unfinished`,
    failed: (time: string) => `Failed${time && ` ${time}`}`,
    failedForGood: (time: string) => `Failed${time && ` ${time}`}: no attempts left`,
    cancelled: 'Cancelled',
    redacted: (time: string) => `Redacted${time && ` ${time}`}`,
    failedTries: (count: number) => plural(count, { one: '1 failed try', other: `${count} failed tries` }),
    notFinishedSince: (time: string) => `Opened ${time}, not finished yet`,
    notFinished: 'Not finished yet',
    sessionCreated: 'Session created',
    sessionOpened: 'Customer opened a session',
  },

  all: 'All',
  allCases: 'All cases',
  whose: 'Whose rows to show',
  groupFilter: 'Show only the cases that are',
  groupEnd: {
    unknown: (count: number) => `Not known yet: ${count} more. A case is looked up when you see it.`,
    more: 'Older cases are not loaded.',
    all: 'There are no others here.',
  },

  /** Around a customer number. */
  customer: { before: 'Customer ', after: '' },
  recents: {
    title: 'Recently opened',
    count: (count: number) => `Recently opened (${count})`,
    opened: (ago: string) => `Opened ${ago}`,
    asOf: (ago: string) => `as of ${ago}`,
    cleared: 'Cleared when you sign out or after 15 minutes away.',
  },
  selectRow: 'Select a row to open its case here.',
  /** Where a case leads back to: `Back to the lists`. */
  backTo: { case: 'the previous case', lists: 'the lists' },
  notOnPage: 'Not on this page.',
  onPage: 'On it:',
  keys: 'Keys',
  strip: 'Activity over time',
}

export type ListWords = typeof english
export const listWords = createCatalogue<ListWords>(english, {
  de: () => import('./de/lists.ts'),
  es: () => import('./es/lists.ts'),
  fr: () => import('./fr/lists.ts'),
  'pt-BR': () => import('./pt-BR/lists.ts'),
  ja: () => import('./ja/lists.ts'),
})
