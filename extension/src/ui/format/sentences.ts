/**
 * What a provider's event means, in a sentence an agent can repeat to a customer. The raw name always stands beside it.
 *
 * Persona's list "can grow at any time" (docs.withpersona.com/events), so a name that is not here still gets an honest
 * line: the object it is about and the provider's own words, never a guess.
 */
import { isInReview, openingOf, type Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import { familyOf, verbOf } from '@inquiry-lens/shared/domain/event-families.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { eventWords, listWords } from '../../locales/lists.ts'
import type { KnownState } from '../../stored.ts'
import type { CaseRow } from '../state/lists/cases.ts'
import { formatInstant } from './time.ts'

interface EventState {
  sentence: string
  tone: Tone
}

type Sentences = Readonly<Record<string, Readonly<Record<string, string>>>>

const TONES: Readonly<Record<string, Tone>> = {
  'inquiry.started': 'active',
  'inquiry.transitioned': 'active',
  'inquiry.completed': 'active',
  'inquiry.marked-for-review': 'attention',
  'inquiry.approved': 'good',
  'inquiry.declined': 'bad',
  'inquiry.failed': 'bad',
  'inquiry.reusable-persona-used': 'active',
  'inquiry.reusable-persona-assurance-failed': 'bad',
  'inquiry-session.started': 'active',
  'verification.submitted': 'active',
  'verification.passed': 'good',
  'verification.failed': 'bad',
  'verification.tentatively-passed': 'good',
  'verification.tentatively-failed': 'bad',
  'verification.requires-retry': 'attention',
  'verification.escalated': 'attention',
  'document.submitted': 'active',
  'document.pending': 'active',
  'document.extracted': 'active',
  'document.errored': 'bad',
  'selfie.submitted': 'active',
  'selfie.errored': 'bad',
}

const spaced = (words: string): string => words.replaceAll(/[-_/]+/g, ' ')

export function describeEvent(name: string): EventState {
  const family = familyOf(name)
  const verb = verbOf(name)
  const sentences: Sentences = eventWords.sentences
  const titles: Readonly<Record<string, string>> = eventWords.titles
  const sentence = own(own(sentences, family) ?? {}, verb)
  if (sentence !== undefined) return { sentence, tone: own(TONES, name) ?? 'idle' }
  if (verb === '') return { sentence: eventWords.unknown, tone: 'idle' }
  const title = own(titles, family)
  return {
    sentence:
      title === undefined
        ? eventWords.unknownFamily(spaced(family), spaced(verb))
        : eventWords.unknownVerb(title, spaced(verb)),
    tone: 'idle',
  }
}

/**
 * A case in one short sentence, and since when: from its state where that is known, else from what happened last. `now`:
 * milliseconds since the epoch.
 */
export function describeCase(row: CaseRow, known: KnownState | undefined, now: number): string {
  const at = parseInstant(known?.at ?? null)
  const time = at === undefined ? '' : formatInstant(at, now)
  const words = listWords.cases
  switch (known?.caseState) {
    case 'not-opened':
      return words.notOpened(time)
    case 'waiting-on-us':
      return isInReview(known.status) ? words.inReview(time) : words.notDecided(time)
    case 'approved':
    case 'declined':
      return words.decided(time)
    case 'expired':
      return words.expired(time)
    case 'failed':
      return row.inquiryId === null ? words.failed(time) : words.failedForGood(time)
    case 'voided':
      return words.cancelled
    case 'redacted':
      return words.redacted(time)
    default:
      return describeActivity(row, time)
  }
}

function describeActivity({ events: [event], session }: CaseRow, openedAt: string): string {
  if (event) return describeEvent(event.name).sentence
  const tries = session?.flow?.failedTries
  if (tries !== undefined) return listWords.cases.failedTries(tries)
  if (session?.flow)
    return openedAt ? listWords.cases.notFinishedSince(openedAt) : listWords.cases.notFinished
  return session && openingOf(session) === undefined
    ? listWords.cases.sessionCreated
    : listWords.cases.sessionOpened
}
