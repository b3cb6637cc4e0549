/**
 * What a provider's event means, in a sentence an agent can repeat to a customer. The raw name always stands beside it.
 *
 * Persona's list "can grow at any time" (docs.withpersona.com/events), so a name that is not here still gets an honest
 * line: the object it is about and the provider's own words, never a guess.
 */
import type { Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import { familyOf, verbOf } from '@inquiry-lens/shared/domain/event-families.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'

interface EventState {
  sentence: string
  tone: Tone
}

type Verbs = Readonly<Record<string, readonly [sentence: string, tone?: Tone]>>

const FAMILIES: Readonly<Record<string, { title: string; verbs: Verbs }>> = {
  inquiry: {
    title: 'Inquiry',
    verbs: {
      created: ['Inquiry was created'],
      started: ['Customer started the first check', 'active'],
      transitioned: ['Customer moved to the next step', 'active'],
      completed: ['Customer finished every step', 'active'],
      'marked-for-review': ['Inquiry is in review', 'attention'],
      approved: ['Inquiry was approved', 'good'],
      declined: ['Inquiry was declined', 'bad'],
      failed: ['Inquiry failed: no attempts left', 'bad'],
      expired: ['Inquiry expired before it was finished'],
      redacted: ['Inquiry was redacted'],
      'updated-tags': ['Inquiry tags changed'],
      'reusable-persona-created': ['Customer saved a reusable identity'],
      'reusable-persona-updated': ['Customer’s reusable identity was updated'],
      'reusable-persona-used': ['Customer used a reusable identity', 'active'],
      'reusable-persona-assurance-failed': ['Reusable identity failed its check', 'bad'],
    },
  },
  'inquiry-session': {
    title: 'Session',
    verbs: {
      started: ['Customer opened a session', 'active'],
      canceled: ['Customer left the session'],
      expired: ['Session expired'],
    },
  },
  verification: {
    title: 'Verification',
    verbs: {
      created: ['Verification was set up'],
      submitted: ['Customer submitted a verification', 'active'],
      passed: ['Verification passed', 'good'],
      failed: ['Verification failed', 'bad'],
      'tentatively-passed': ['Verification passed for now', 'good'],
      'tentatively-failed': ['Verification failed for now', 'bad'],
      'requires-retry': ['Customer must retry verification', 'attention'],
      escalated: ['Verification was escalated', 'attention'],
      canceled: ['Verification was cancelled'],
      skipped: ['Verification was skipped'],
      'updated-tags': ['Verification tags changed'],
    },
  },
  document: {
    title: 'Document',
    verbs: {
      created: ['Document was added'],
      submitted: ['Customer submitted a document', 'active'],
      pending: ['Document is being processed', 'active'],
      extracted: ['Details were read from the document', 'active'],
      processed: ['Document was processed'],
      errored: ['Document could not be processed', 'bad'],
    },
  },
  selfie: {
    title: 'Selfie',
    verbs: {
      created: ['Selfie was added'],
      submitted: ['Customer submitted a selfie', 'active'],
      processed: ['Selfie was processed'],
      errored: ['Selfie could not be processed', 'bad'],
    },
  },
  account: {
    title: 'Account',
    verbs: {
      created: ['Account was created'],
      'status-updated': ['Account status changed'],
      'updated-fields': ['Account details changed'],
      'updated-tags': ['Account tags changed'],
      'tag-added': ['Account was tagged'],
      'tag-removed': ['Account lost a tag'],
      'added-relation': ['Account was linked'],
      'removed-relation': ['Account link was removed'],
      consolidated: ['Another account was merged in'],
      'consolidated-with': ['Account was merged into another'],
      archived: ['Account was archived'],
      restored: ['Account was restored'],
      redacted: ['Account was redacted'],
    },
  },
  transaction: {
    title: 'Transaction',
    verbs: {
      created: ['Transaction was created'],
      'status-updated': ['Transaction status changed'],
      'updated-fields': ['Transaction details changed'],
      labeled: ['Transaction was labelled'],
      'added-relation': ['Transaction was linked'],
      'removed-relation': ['Transaction link was removed'],
      'sentinel-session-processed': ['Transaction device check ended'],
      redacted: ['Transaction was redacted'],
    },
  },
}

const spaced = (words: string): string => words.replaceAll(/[-_/]+/g, ' ')

export function describeEvent(name: string): EventState {
  const family = familyOf(name)
  const verb = verbOf(name)
  const known = own(FAMILIES, family)
  const [sentence, tone = 'idle'] = (known && own(known.verbs, verb)) ?? []
  if (sentence !== undefined) return { sentence, tone }
  if (verb === '') return { sentence: 'Unknown event', tone: 'idle' }
  return {
    sentence: `${known?.title ?? `Unknown event (${spaced(family)})`}: ${spaced(verb)}`,
    tone: 'idle',
  }
}

export interface EventGroup {
  title: string
  names: { name: string; sentence: string }[]
}

/** The names worth suggesting, by the families that the relay has open, in the order a case runs. */
export function listKnownEvents(families: readonly string[]): EventGroup[] {
  return Object.entries(FAMILIES)
    .filter(([family]) => families.includes(family))
    .map(([family, { title, verbs }]) => ({
      title,
      names: Object.entries(verbs).map(([verb, [sentence]]) => ({ name: `${family}.${verb}`, sentence })),
    }))
}
