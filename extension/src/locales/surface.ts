/**
 * Words that every surface opens with: what all share; notices, copy buttons and the footer; around a case and for the
 * customer’s device; and failures. English is here; each translation is in a folder named by its language.
 */

import type { AuditCapacity } from '@inquiry-lens/shared/contract/audit.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import type { CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import type { Failure, FailureCode } from '../messages/failure.ts'

const common = {
  /** After a number. */
  units: { second: 's', minute: 'min' },
  states: {
    'not-opened': 'Not opened',
    'in-progress': 'In progress',
    'waiting-on-us': 'Waiting for us',
    approved: 'Approved',
    declined: 'Declined',
    expired: 'Expired',
    failed: 'Failed',
    voided: 'Voided',
    redacted: 'Redacted',
    unknown: 'Unknown',
  } satisfies Record<CaseState, string>,
  environments: {
    production: 'Production',
    sandbox: 'Sandbox',
    unknown: 'Unknown',
  } satisfies Record<Environment, string>,
  sampleData: 'Sample data',
  /** Behind the name of an environment, for screen readers. */
  environment: 'environment',
  unknown: 'Unknown',
  close: 'Close',
  clear: 'Clear',
  admin: 'Admin',
  options: 'Options',
  openSidePanel: 'Open side panel',
  refresh: 'Refresh',
  /** Before how long ago. */
  refreshAsOf: 'Refresh, as of ',
  asOf: (time: string) => `As of ${time}`,
  /** Without how old it is: `As of 3 min ago: …`. */
  withoutAge: (title: string) => title.replace(/^As of [^:]*:/, ''),
  /** Of a single key. */
  key: (key: string) => `Key: ${key}`,
  nothingToCopy: 'Nothing copied: nothing to copy here yet',
  search: {
    label: 'Find a case by an ID',
    placeholder: 'Paste an ID, a link or ticket text',
    found: 'IDs in the text',
  },
  groups: {
    customer: 'Waiting for customer',
    us: 'Waiting for us',
    'ended-badly': 'Ended badly',
    done: 'Done',
  } satisfies Record<CaseGroup, string>,
  /** Of the groups that a glance shows. */
  glance: {
    us: 'No recent case waits for us',
    endedBadly: 'No recent case ended badly',
  },
  notLoadedYet: 'Not loaded yet',
  inReview: 'In review',
  notDecidedYet: 'Not decided yet',
  request: {
    cancelled: 'The request was cancelled.',
    updated: 'Inquiry Lens was updated while this page was open.',
    reopen: 'Close this page and open it again.',
    noAnswer: 'The background of Inquiry Lens did not answer.',
  },
  justNow: 'just now',
  /** What was counted. `since`: a time, such as `09:10`. */
  countedAll: (all: number, since: string) =>
    `Of ${plural(all, { one: '1 case', other: `all ${all} cases` })}${since && ` since ${since}`}`,
  countedSome: (counted: number, more: number, since: string) =>
    `Of ${plural(counted, { one: '1 case', other: `${counted} cases` })}${since && ` since ${since}`}; ${more} more not known yet`,
}

export type CommonWords = typeof common

/** Words of notices, copy buttons and the footer, which every surface has. */
const notice = {
  roles: {
    agent: 'agent',
    investigator: 'investigator',
    auditor: 'auditor',
    admin: 'admin',
  } satisfies Record<Role, string>,
  tryAgain: 'Try again',
  clearFilters: 'Clear filters',
  startOver: 'Start from the newest',
  signInAgain: 'Sign in again',
  retryingIn: (wait: string) => `Trying again in ${wait}`,
  retryingNow: 'Trying again…',
  requestId: 'Request ID',
  /** Of an ID. */
  none: 'None',
  copy: {
    requestId: 'Copy request ID',
    /** `name`: `Inquiry`. */
    id: (name: string) => `Copy ${name.toLowerCase()} ID`,
    copied: 'Copied',
    /** `label`: of the button that copied. */
    done: (label: string) => label.replace('Copy', 'Copied'),
    failed: (why: string, nextStep: string) => `Not copied. ${why}: ${nextStep}`,
    byHand: 'The browser did not copy it: press Ctrl+C or ⌘C',
  },
  /** `why`: of the data's age, within the sentence. */
  asOfBecause: (ago: string, why: string) => `As of ${ago}: ${why}`,
  /** A sentence behind a colon: here it begins small with an article or a pronoun. */
  afterColon: (sentence: string) =>
    sentence.replace(/^(A|The|That|There|This|You|Your)\b/, (word) => word.toLowerCase()),
  /** A failure's title with the provider's name in it. */
  nameProvider: (title: string, provider: string) => title.replace(/the provider/i, provider),
  showingLast: 'Showing the last known data. Retrying automatically.',
  health: {
    title: 'Providers',
    untried: 'not asked yet',
    answering: 'answering',
    retriedIn: (wait: string) => `tried again in ${wait}`,
    moreIn: (wait: string) => `more in ${wait}`,
    /** Changes are shown at once. */
    live: 'live',
    /** For how long no change could be heard of. */
    behind: (wait: string) => `behind ${wait}`,
    /** `wait`: between two requests. */
    polling: (wait: string) => `polling every ${wait}`,
    noneLeft: 'no requests left',
    /** `window`: one of those below; empty if unknown. */
    left: (left: string, limit: string, window: string) =>
      `${left} of ${limit} left${window && ` ${window}`}`,
    today: 'today',
    thisMinute: 'this minute',
    within: (span: string) => `within ${span}`,
    /** `reason`: one of those below. */
    ofProvider: (provider: string, reason: string) => `${provider} ${reason}`,
    /** Behind a provider's name. */
    reasons: {
      'provider-unavailable': 'is not answering',
      'provider-timeout': 'took too long to answer',
      'provider-unreadable': 'gave an answer that could not be read',
      'provider-rate-limited': 'allows no more requests now',
      'provider-limit-near': 'is near its request limit',
      'agent-share-used': 'answers you less: you used your share of requests',
      'provider-key-refused': 'refused the relay’s key',
    } satisfies Partial<Record<ProblemCode, string>>,
    otherReason: 'can’t be asked just now',
  },
  signedOut: {
    title: 'You are signed out',
    nextStep: 'Ask your admin for a new pairing code.',
  },
  notConnected: {
    title: 'Inquiry Lens is not connected yet',
    about: 'See what happened to a customer’s identity verification without leaving the ticket.',
    nextStep: 'Connect to your company’s relay, or look around with fictional customers first.',
    connect: 'Connect',
    trySamples: 'Try it with samples',
  },
  locked: {
    title: 'Locked',
    about: 'Inquiry Lens locks after 15 minutes without use. You are still signed in.',
    continue: 'Continue',
  },
  alarm: {
    label: 'Alarm',
    title: 'The audit log failed its check',
    nextStep: 'Tell your compliance officer.',
    details: 'See the details',
  },
  capacity: {
    titles: {
      warning: (share: string) => `Audit log nearly full (${share})`,
      full: (share: string) => `Audit log full (${share}). Look-ups are paused.`,
      exhausted: (share: string) => `Audit log full (${share}). All requests are paused.`,
    } satisfies Record<Exclude<AuditCapacity, 'ok'>, (share: string) => string>,
    /** `unexported`: closed days. */
    nextStep: (unexported: number) => {
      const rest = `${unexported} closed ${unexported === 1 ? 'day is' : 'days are'} not exported yet.`
      return `Export closed days to make room.${unexported > 0 ? ` ${rest}` : ''}`
    },
  },
}

export type NoticeWords = typeof notice

/** Words around a case and for the customer's device: what the panel and the card open with. */
const frame = {
  backTo: (list: string) => `Back to ${list}`,
  back: 'Back (Esc)',
  openIn: (provider: string) => `Open in ${provider}`,
  openInEnvironment: (provider: string, environment: string) => `Open in ${provider} (${environment})`,
  notCopied: (id: string) => `Not copied: ${id} is no longer on the page`,
  changedTo: (state: string) => `now ${state}`,
  changes: (count: number) =>
    plural(count, { one: '1 thing more happened', other: `${count} things more happened` }),
  changed: (what: string) => `Changed: ${what}`,
  /** Around the time; then follows what changed. */
  changedBefore: 'Changed ',
  changedAfter: ': ',
  seen: 'Seen',
  /** The customer's device and connection. */
  device: {
    unknown: 'Unknown device',
    /** Of an app. */
    sdk: (name: string) => `${name} SDK`,
    programOn: (program: string, system: string) => `${program} on ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Datacenter' },
    /** `level`: the provider's own word. */
    threat: (level: string) => `${level} threat`,
  },
}

export type FrameWords = typeof frame

/**
 * In other languages than English, in which the relay and the background name failures. One that is not here, such as one
 * of a newer relay, stays as it came.
 */
export type FailureWords = Readonly<Record<FailureCode, Pick<Failure, 'title' | 'nextStep'>>>

const inEnglish: Partial<FailureWords> = {}

const english = { common, notice, frame, failures: inEnglish }

export type SurfaceCatalogue = typeof english & { failures: FailureWords }

export const {
  common: commonWords,
  notice: noticeWords,
  frame: frameWords,
  failures,
} = createCatalogue(english, {
  de: () => import('./de/surface.ts'),
  es: () => import('./es/surface.ts'),
  fr: () => import('./fr/surface.ts'),
  'pt-BR': () => import('./pt-BR/surface.ts'),
  ja: () => import('./ja/surface.ts'),
})

export const translateFailure = (failure: Failure): Failure => ({ ...failure, ...failures[failure.code] })
