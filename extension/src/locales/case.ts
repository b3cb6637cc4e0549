/** Words of a case: on its page, on the card, in its note for the ticket. */
import type { ObjectKind } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import type { InsertOutcome } from '../page/background-port.ts'

const tries = (count: number): string => plural(count, { one: '1 try', other: `${count} tries` })

/** ` twice`; empty for once. */
const times = (count: number): string => (count === 1 ? '' : count === 2 ? ' twice' : ` ${count} times`)

const cases = {
  happened: 'What happened',
  happenedLast: 'What happened last',
  happenedOldestFirst: 'What happened, oldest first',
  unknownCountry: 'Unknown country',

  page: {
    /** Before the ID. */
    title: 'Case',
    opening: 'Opening the case…',
    lookingUp: 'Looking it up…',
    onlyInquiry: 'Only this inquiry’s rows',
    onlyCustomer: 'Only this customer’s rows',
    inquiry: 'Inquiry',
    session: 'Session',
    noSteps: (provider: string) => `${provider} lists no steps of this session.`,
  },

  actions: {
    copyId: 'Copy ID',
    keepOpen: 'Keep open',
    copyInquiryId: 'Copy inquiry ID',
    copySessionId: 'Copy session ID',
    copyReference: 'Copy reference',
    copyLink: 'Copy link',
    copyDashboardLink: 'Copy link to the dashboard',
    copyForTicket: 'Copy for ticket',
    sidePanel: 'Side panel',
    openPanel: 'Open in side panel',
    tryAgain: 'Try again',
    trying: 'Trying…',
  },

  failure: {
    /** `environment`: in capitals. */
    notIn: (environment: string) => `Not in ${environment}`,
    wrongId: 'A wrong ID, or one of another environment.',
    compare: 'Compare it, letter by letter, with where it came from.',
  },

  verdict: {
    announced: (sentence: string, nextStep: string) => `${sentence} Next: ${nextStep}`,
    next: 'Next',
    known: 'What is known',
    linkExpired: 'Link expired',
    linkWorks: 'Link works',
    /** `left`: `5 hr 12 min`. */
    linkWorksFor: (left: string) => `Link works ${left}`,
    /** Before the reference. */
    foundByReference: 'Found by reference',
    foundBy: {
      inquiry: 'Found by inquiry ID',
      session: 'Found by session ID',
      event: 'Found by event ID',
      verification: 'Found by verification ID',
      document: 'Found by document ID',
      selfie: 'Found by selfie ID',
      account: 'Found by account ID',
      transaction: 'Found by transaction ID',
    } satisfies Record<ObjectKind, string>,
  },

  /** `when`: `4 min ago`. */
  viewers: {
    one: (name: string, when: string) => `${name} opened this ${when}`,
    two: (name: string, when: string, second: string, before: string) =>
      `${name} opened this ${when}, and ${second} ${before}`,
    more: (name: string, when: string, others: number) =>
      `${name} opened this ${when}, and ${others} others before`,
  },

  facts: {
    inquiry: 'Inquiry',
    session: 'Session',
    event: 'Event',
    external: 'External',
    account: 'Account',
    reference: 'Reference',
    template: 'Template',
    workflow: 'Workflow',
    type: 'Type',
    created: 'Created',
    opened: 'Opened',
    started: 'Started',
    finished: 'Finished',
    changed: 'Changed',
    inReview: 'In review',
    decided: 'Decided',
    failed: 'Failed',
    expired: 'Expired',
    expires: 'Expires',
    redacted: 'Redacted',
    linkEnds: 'Link ends',
    ended: 'Ended',
    neverOpened: 'Never, as far as known',
    lastStep: 'Last step',
    nextStep: 'Next step',
    unnamedStep: 'A step',
    step: 'Step',
    state: 'State',
    reason: 'Reason',
    contains: 'Contains',
    counts: {
      sessions: (count: number) => plural(count, { one: '1 session', other: `${count} sessions` }),
      verifications: (count: number) =>
        plural(count, { one: '1 verification', other: `${count} verifications` }),
      documents: (count: number) => plural(count, { one: '1 document', other: `${count} documents` }),
      selfies: (count: number) => plural(count, { one: '1 selfie', other: `${count} selfies` }),
    },
    tries: 'Tries',
    triesLeft: (count: number) => (count === 0 ? 'No tries left' : `${tries(count)} left`),
    device: 'Device',
    system: 'System',
    browser: 'Browser',
    mobileSdk: 'Mobile SDK',
    movedHere: 'Moved here',
    country: 'Country',
    countryByGps: 'Country by GPS',
    sentFrom: 'Sent from',
    connection: 'Connection',
    threatLevel: 'Threat level',
    signals: 'Signals',
    /** Whether a network hint is known. */
    answers: { yes: 'yes', no: 'no', unknown: 'unknown' },
    uploads: 'Uploads',
    checks: 'Checks',
    passed: 'passed',
    forReview: 'for review',
    advice: 'Advice',
    happened: 'Happened',
    name: 'Name',
    about: 'About',
  },

  /** deepidv's, by its names. */
  checks: {
    idMatchesSelfie: 'Face and document',
    idMatchesFaceCapture: 'Selfie and document',
    idMatchesLiveness: 'Camera check and document',
  },
  advice: {
    documentNotExpired: 'The document may have expired.',
    documentStateValid: 'The document’s state or region may not be accepted.',
    ageRestrictionPassed: 'The customer’s age may be outside of the accepted ones.',
  },
  /** Behind the advice. */
  advisory: 'It fails no check.',

  /** Of the provider, by its names. */
  objects: {
    inquiry: 'Inquiry',
    'inquiry-session': 'Session',
    verification: 'Verification',
    document: 'Document',
    selfie: 'Selfie',
    account: 'Account',
    transaction: 'Transaction',
    'government-id': 'Government ID',
    'phone-number': 'Phone number',
    'email-address': 'Email address',
    id: 'ID',
  },
  /** `Government ID verification` */
  objectOf: (kind: string, object: string) => `${kind} ${object.toLowerCase()}`,

  hints: {
    title: 'Worth a look',
    note: 'Hints, not a verdict: each of them has ordinary reasons, too.',
    more: (count: number) => `${count} more in the panel`,
    withReason: (basis: string, reason: string) => `${basis}. ${reason}`,
    twoCountries: (span: string) => `Two countries within ${span}`,
    routes: { tor: 'Tor', vpn: 'a VPN', proxy: 'a proxy', datacenter: 'a datacenter' },
    cameThrough: (routes: string) => `Came through ${routes}`,
    ofSessions: (count: number, all: number, when: string) => `${count} of ${all} sessions: ${when}`,
    gpsAndNetwork: (gps: string, network: string) => `By GPS in ${gps}, by network in ${network}`,
    sessions: (count: number, span: string) => `${count} sessions within ${span}`,
    checksFailed: (count: number, span: string) => `${count} checks failed within ${span}`,
    fromTo: (first: string, last: string) => `${first} to ${last}`,
    otherDevice: 'Another device, without a hand-off',
    otherDeviceReason: 'Opening the link again somewhere else does that.',
    routeReason: (route: string) => `${upperInitial(route)} may be why.`,
    routeReasonOfFirst: (route: string) => `${upperInitial(route)} on the first session may be why.`,
    routeReasonOfSecond: (route: string) => `${upperInitial(route)} on the second session may be why.`,
    routeReasonOfBoth: (route: string) => `${upperInitial(route)} on both sessions may be why.`,
    roaming: 'A phone abroad may show the country of its contract.',
    /** `Germany 14:03` */
    placeAt: (place: string, time: string) => `${place} ${time}`,
    sequence: (places: readonly string[]) => places.join(', then '),
    unknownTime: 'at an unknown time',
    timesAndMore: (shown: readonly string[], more: number) => `${shown.join(', ')} and ${more} more`,
  },

  watch: {
    tell: 'Tell me when it ends',
    watching: 'Watching',
    seen: 'Seen',
    begun: 'Watching this case. The toolbar button says when it has ended.',
    noMore: 'No longer watching this case',
  },
  reply: {
    title: 'Reply to the customer',
    language: 'Language of the reply',
    copy: 'Copy reply',
    insert: 'Insert reply',
    inserted: 'Reply inserted. Check whether this is a reply or a note.',
    copiedInstead: {
      'no-editor': 'Copied instead: no editor on the page was in use. Click into one and paste.',
      ignored: 'Copied instead: the editor did not take it. Paste it.',
      partial: 'Copied instead: the editor changed it. Remove what arrived, and paste.',
    } satisfies Record<Exclude<InsertOutcome, 'inserted'>, string>,
    notInserted: (why: string, nextStep: string) => `Not inserted. ${why}: ${nextStep}`,
    notCopied: 'Not inserted, and not copied. Check the editor, then use Copy reply.',
    nowIn: (language: string) => `The reply is in ${language} now`,
    oneForAll: 'Your company has one text for every language',
    missing: (wanted: string, instead: string) =>
      `There is no text for this in ${wanted}: ${instead} instead`,
    fromCountry: (country: string) => `From the customer’s country: ${country}`,
  },

  reveal: {
    title: 'On request',
    ofInquiry: 'On request, of the inquiry',
    ofSession: 'On request, of the session',
    masked: 'on request',
    askInvestigator: 'Ask an investigator: they can look at these, with a reason.',
    left: 'Hidden because you left this page.',
    what: 'What to show',
    asking: 'Asking…',
    wait: (span: string) => `Wait ${span}`,
    show: 'Show for a minute',
    why: 'Why?',
    ownWords: 'Or in your own words',
    recorded: 'The audit log records it under your name. Say why, not whom.',
    hiddenIn: (span: string) => `Hidden in ${span}`,
    hide: 'Hide now',
    copy: (field: string) => `Copy ${field}`,
    /** Before the reason. */
    onRecord: 'On record:',
    nothingShown: 'Nothing was shown. Try again in a moment.',
    fields: {
      ip: 'IP address',
      region: 'Region',
      place: 'Place by IP',
      gps: 'GPS position',
      isp: 'Internet provider',
      network: 'Network’s owner',
      userAgent: 'User agent',
      reference: 'Reference',
      tags: 'Tags',
      note: 'Note',
      comment: 'Reviewer’s comment',
      externalId: 'External ID',
    },
  },

  person: {
    title: 'Same person',
    failed: 'Other inquiries could not be loaded.',
    loading: 'Loading other inquiries…',
    none: 'No other checks.',
    others: 'Other checks of the same person',
    showMore: (count: number) => `Show ${count} more`,
    more: (count: number) => `and ${count} more`,
    moreAndOlder: (count: number) => `and ${count} more, and older ones`,
    older: 'There are older ones',
    /** `ago`: `14 months ago`. */
    decision: {
      approved: {
        alone: 'verified',
        ago: (ago: string) => `verified ${ago}`,
        finished: (ago: string) => `verified, finished ${ago}`,
      },
      declined: {
        alone: 'declined',
        ago: (ago: string) => `declined ${ago}`,
        finished: (ago: string) => `declined, finished ${ago}`,
      },
    },
    /** `before`: how many earlier ones ended the same way. */
    inAnotherCheck: (decision: string, before: number) => {
      const more = before === 0 ? '' : `, and ${before === 1 ? 'once' : `${before} times`} before that`
      return `${upperInitial(decision)}, in another check${more}`
    },
  },

  timeline: {
    tried: 'What was tried',
    showBetween: (count: number) => `Show ${count} in between`,
    hideBetween: (count: number) => `Hide ${count} in between`,
    showMinor: (count: number) =>
      plural(count, { one: 'Show 1 minor event', other: `Show ${count} minor events` }),
    hideMinor: (count: number) =>
      plural(count, { one: 'Hide 1 minor event', other: `Hide ${count} minor events` }),
    /** Of a session without events, by its verbs. */
    flow: {
      created: 'Session was made',
      submitted: 'Customer finished every step',
      approved: 'Session was approved',
      declined: 'Session was declined',
      failed: 'Session was ended: it failed',
      expired: 'The link ran out of time',
      voided: 'Session was cancelled',
      redacted: 'Session data was redacted',
    },
    inquiryDecided: 'Inquiry was decided',
    linkMade: 'A link was made, but not opened',
    moved: 'Customer moved to another device',
    /** `word`: the provider's own. */
    by: (word: string) => `by ${word}`,
    /** `how`: `by text message`. */
    movedHow: (how: string) => `Customer moved to another device, ${how}`,
    opened: 'Customer opened the link',
    openedAgain: 'Customer opened the link again',
    openedElsewhere: 'Customer came back on another device',
    linkExpired: 'The link expired',
    linkEnds: 'The link ends',
    /** `what`: a step or a check, `Government ID`. */
    done: (what: string) => `${what}: done`,
    passed: (what: string) => `${what} passed`,
    failed: (what: string) => `${what} failed`,
    retry: (what: string) => `${what} did not go through`,
    underWay: (what: string) => `${what}: under way`,
    submitted: (what: string) => `${what} was submitted, no result yet`,
    started: (what: string) => `${what} was started, not submitted`,
    cancelled: (what: string) => `${what} was cancelled`,
    skipped: (what: string) => `${what} was skipped`,
    neverReached: (what: string) => `${what}: never reached`,
    toCome: (what: string) => `${what}: still to come`,
    unnamed: 'A step',
    tries,
    nothingFor: (span: string) => `${span} of nothing`,
    later: (span: string) => `${span} later`,
    /** What is missing. `date`: empty if unknown. */
    missing: (provider: string) =>
      `${provider} did not tell the events just now: only the inquiry’s own times and sessions are known.`,
    cut: (provider: string, date: string) =>
      `${date && `Before ${date} `}there are more events in ${provider}’s dashboard.`,
    kept: (provider: string, date: string, least: number, most: number) =>
      `${date ? `Before ${date}` : 'Here'} only the inquiry’s own times and sessions are known: ${provider} keeps events for ${least} to ${most} days.`,
    /** Of several tries at one check: `failed twice, then passed`. */
    pattern: {
      done: (count: number) => `done${times(count)}`,
      passed: (count: number) => `passed${times(count)}`,
      failed: (count: number) => `failed${times(count)}`,
      leftOut: (count: number) => `left out${times(count)}`,
      noResult: 'no result',
      sequence: (runs: readonly string[]) => runs.join(', then '),
    },
  },

  note: {
    colon: ':',
    inquiry: (provider: string) => `${provider} inquiry`,
    session: (provider: string) => `${provider} session`,
    notACustomers: 'not a real customer’s',
    state: 'State',
    stateAndStatus: (state: string, provider: string, status: string) =>
      `${state} (${provider} says: ${status})`,
    happened: 'What happened',
    next: 'Next',
    asOf: 'As of',
    /** `age`: `3 minutes`. */
    age: (time: string, age: string) => `${time}, ${age} old when copied`,
    lessThanMinute: 'less than a minute',
    created: 'Created',
    opened: 'Opened',
    finished: 'Finished',
    decided: 'Decided',
    failed: 'Failed',
    expired: 'Expired',
    expires: 'Expires',
    deleted: 'Data deleted',
  },
}

export type CaseWords = typeof cases
export const { cases: caseWords } = createCatalogue(
  { cases },
  {
    de: () => import('./de/case.ts'),
    es: () => import('./es/case.ts'),
    fr: () => import('./fr/case.ts'),
    'pt-BR': () => import('./pt-BR/case.ts'),
    ja: () => import('./ja/case.ts'),
  },
)
