/** What a provider's events mean, by family and verb. */
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'

const english = {
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

export type EventWords = typeof english
export const eventWords = createCatalogue<EventWords>(english, {
  de: () => import('./de/events.ts'),
  es: () => import('./es/events.ts'),
  fr: () => import('./fr/events.ts'),
  'pt-BR': () => import('./pt-BR/events.ts'),
  ja: () => import('./ja/events.ts'),
})
