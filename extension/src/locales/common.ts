/** Words that every surface shares. English is here; each translation is in a folder named by its language. */
import type { CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'

const english = {
  states: {
    'not-opened': 'Not opened',
    'in-progress': 'In progress',
    'waiting-on-us': 'Waiting on us',
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
    us: 'No case waits for us',
    endedBadly: 'No case ended badly',
  },
  notLoadedYet: 'Not loaded yet',
  inReview: 'In review',
  notDecidedYet: 'Not decided yet',
  request: {
    cancelled: 'The request was cancelled.',
    updated: 'Inquiry Lens was updated while this page was open.',
    reopen: 'Close this page and open it again.',
    noAnswer: 'The background part of Inquiry Lens did not answer.',
  },
  justNow: 'just now',
  /** What was counted. `since`: a time, such as `09:10`. */
  countedAll: (all: number, since: string) =>
    `Of ${plural(all, { one: '1 case', other: `all ${all} cases` })}${since && ` since ${since}`}`,
  countedSome: (counted: number, more: number, since: string) =>
    `Of ${plural(counted, { one: '1 case', other: `${counted} cases` })}${since && ` since ${since}`}; ${more} more not known yet`,
}

export type CommonWords = typeof english
export const common = createCatalogue<CommonWords>(english, {
  de: () => import('./de/common.ts'),
  es: () => import('./es/common.ts'),
  fr: () => import('./fr/common.ts'),
  'pt-BR': () => import('./pt-BR/common.ts'),
  ja: () => import('./ja/common.ts'),
})
