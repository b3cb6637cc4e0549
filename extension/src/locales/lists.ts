/** Words that the panel opens with: its lists and their rows, and what a provider’s events mean, by family and verb. */
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

const lists = {
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
    decided: (time: string) => `Decided${time && ` ${time}`}`,
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
    unknown: (count: number) => `Not known yet: ${count} more. The newest 50 are looked up.`,
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

export type ListWords = typeof lists

/** What a provider's events mean, by family and verb. */
const events = {
  titles: {
    inquiry: 'Inquiry',
    'inquiry-session': 'Session',
    verification: 'Verification',
    document: 'Document',
    selfie: 'Selfie',
    account: 'Account',
    transaction: 'Transaction',
  },
  /** In the order that the list of names has. */
  sentences: {
    inquiry: {
      created: 'Inquiry was created',
      started: 'Customer started the first check',
      transitioned: 'Customer moved to the next step',
      completed: 'Customer finished every step',
      'marked-for-review': 'Inquiry is in review',
      approved: 'Inquiry was approved',
      declined: 'Inquiry was declined',
      failed: 'Inquiry failed: no attempts left',
      expired: 'Inquiry expired unfinished',
      redacted: 'Inquiry was redacted',
      'updated-tags': 'Inquiry tags changed',
      'reusable-persona-created': 'Customer saved a reusable identity',
      'reusable-persona-updated': 'Reusable identity was updated',
      'reusable-persona-used': 'Customer used a reusable identity',
      'reusable-persona-assurance-failed': 'Reusable identity failed its check',
    },
    'inquiry-session': {
      started: 'Customer opened a session',
      canceled: 'Customer left the session',
      expired: 'Session expired',
    },
    verification: {
      created: 'Verification was set up',
      submitted: 'Customer submitted a verification',
      passed: 'Verification passed',
      failed: 'Verification failed',
      'tentatively-passed': 'Verification passed for now',
      'tentatively-failed': 'Verification failed for now',
      'requires-retry': 'Customer must retry verification',
      escalated: 'Verification was escalated',
      canceled: 'Verification was cancelled',
      skipped: 'Verification was skipped',
      'updated-tags': 'Verification tags changed',
    },
    document: {
      created: 'Document was added',
      submitted: 'Customer submitted a document',
      pending: 'Document is being processed',
      extracted: 'Details read from the document',
      processed: 'Document was processed',
      errored: 'Document could not be processed',
    },
    selfie: {
      created: 'Selfie was added',
      submitted: 'Customer submitted a selfie',
      processed: 'Selfie was processed',
      errored: 'Selfie could not be processed',
    },
    account: {
      created: 'Account was created',
      'status-updated': 'Account status changed',
      'updated-fields': 'Account details changed',
      'updated-tags': 'Account tags changed',
      'tag-added': 'Account was tagged',
      'tag-removed': 'Account lost a tag',
      'added-relation': 'Account was linked',
      'removed-relation': 'Account link was removed',
      consolidated: 'Another account was merged in',
      'consolidated-with': 'Account was merged into another',
      archived: 'Account was archived',
      restored: 'Account was restored',
      redacted: 'Account was redacted',
    },
    transaction: {
      created: 'Transaction was created',
      'status-updated': 'Transaction status changed',
      'updated-fields': 'Transaction details changed',
      labeled: 'Transaction was labelled',
      'added-relation': 'Transaction was linked',
      'removed-relation': 'Transaction link was removed',
      'sentinel-session-processed': 'Transaction device check ended',
      redacted: 'Transaction was redacted',
    },
  },
  unknown: 'Unknown event',
  /** `verb`: the provider's own words. */
  unknownVerb: (title: string, verb: string) => `${title}: ${verb}`,
  unknownFamily: (family: string, verb: string) => `Unknown event (${family}): ${verb}`,
}

export type EventWords = typeof events

const english = { lists, events }

export type ListsCatalogue = typeof english

export const { lists: listWords, events: eventWords } = createCatalogue(english, {
  de: () => import('./de/lists.ts'),
  es: () => import('./es/lists.ts'),
  fr: () => import('./fr/lists.ts'),
  'pt-BR': () => import('./pt-BR/lists.ts'),
  ja: () => import('./ja/lists.ts'),
})
