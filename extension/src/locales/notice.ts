/** Words of notices, copy buttons and the footer, which every surface has. */
import type { AuditCapacity } from '@inquiry-lens/shared/contract/audit.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'

const english = {
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

export type NoticeWords = typeof english
export const noticeWords = createCatalogue<NoticeWords>(english, {
  de: () => import('./de/notice.ts'),
  es: () => import('./es/notice.ts'),
  fr: () => import('./fr/notice.ts'),
  'pt-BR': () => import('./pt-BR/notice.ts'),
  ja: () => import('./ja/notice.ts'),
})
