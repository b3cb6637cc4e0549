/** Words that every surface shares. English is here; each translation is in a folder named by its language. */
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'
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
  justNow: 'just now',
  /** What was counted. `since`: a time, such as `09:10`. */
  countedAll: (all: number, since: string) => `Of all ${all} cases${since && ` since ${since}`}`,
  countedSome: (counted: number, more: number, since: string) =>
    `Of ${counted} cases${since && ` since ${since}`}; ${more} more not known yet`,
}

export type CommonWords = typeof english
export const common = createCatalogue<CommonWords>(english, {})
