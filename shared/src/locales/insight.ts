/** Words of what we make of a case: its verdict and its next step, the names of steps and checks, why one failed. */
import type { Task } from '../insight/replies/packs.ts'
import type { CheckFlaw, CheckKind, FailureReason, StepCode, StepState, TryPlace } from '../insight/steps.ts'
import { createCatalogue } from '../lib/catalogue.ts'
import type { ProviderDescription, ProviderId } from '../providers/registry.ts'

/** What a customer needs another of. */
type Subject = ProviderDescription['casesAbout']

/** `when`, here and below: `3 min ago` or `21 Nov 2026, 14:03 CET`; empty for an unknown time. */
export interface Decision {
  outcome: 'approved' | 'declined'
  by: 'rule' | 'person' | undefined
  when: string
  /** Where the customer can mend it. */
  why?: string | undefined
}

export interface Failing {
  /** A step, a check, or what a try was of. */
  at: string
  tries: number
  /** Earlier tries failed at something else. */
  isMixed: boolean
  why: string | undefined
}

export interface HandoffMove {
  isOpened: boolean
  /** `by QR code`, or empty. */
  how: string
  when: string
  isIdle: boolean
}

const spaced = (words: string): string => words && ` ${words}`
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
const needs = (subject: Subject): string => `the customer needs a new ${subject}`
const decision = ({ outcome, by, when }: Decision): string =>
  `${outcome === 'approved' ? 'Verified' : 'Declined'}${spaced(by ? `by a ${by}` : '')}${spaced(when)}`
const because = (why: string | undefined): string => (why ? `: ${why}` : '')
const failing = ({ at, tries, isMixed, why }: Failing): string =>
  `${tries > 1 ? `${times(tries)}${isMixed ? ', last ' : ' '}` : ''}at ${at}${because(why)}`

const english = {
  /** Each as it stands within a sentence. */
  checks: {
    'government-id': 'government ID',
    'government-id-nfc': 'government ID chip',
    selfie: 'selfie',
    document: 'document',
    'phone-number': 'phone number',
    'email-address': 'e-mail address',
  } satisfies Record<CheckKind, string>,
  steps: {
    ID_VERIFICATION: 'identity document',
    FACE_LIVENESS: 'selfie and liveness',
    FACE_LIVENESS_CONSENT_SETTINGS: 'consent to the selfie',
    AGE_ESTIMATION: 'age estimate',
    DEEPFAKE_DETECTION: 'guided capture',
    GUIDED_CAPTURE: 'guided capture',
    DEEP_AGE: 'age check',
    ADDRESS_VERIFICATION: 'address',
    CUSTOM_PROMPT: 'question of your own',
    CONSENT: 'consent',
    BANK_STATEMENT_UPLOAD: 'bank statement',
    AI_BANK_STATEMENT_ANALYSIS: 'bank statement analysis',
    DOCUMENT_UPLOAD: 'document upload',
    PHONE_VERIFICATION: 'phone number',
    PHONE_OWNERSHIP_MATCH: 'owner of the phone number',
    PHONE_TRUST_CHECK: 'phone check',
    CARRIER_AGE_GATE: 'age by the phone’s carrier',
    CUSTOM_FORM: 'form of your own',
    E_SIGNATURE: 'signature',
    PROOFCALL: 'calls to references',
    WHITE_LABEL: 'your own page',
  } satisfies Record<StepCode, string>,
  aStep: 'a step',
  theStep: (name: string) => `the step “${name}”`,
  /** `name`: empty if unknown. */
  stepOf: (number: number, all: number, name: string) => `step ${number} of ${all}${name && `, ${name}`}`,
  stepStates: {
    PENDING: 'To do',
    IN_PROGRESS: 'Under way',
    COMPLETED: 'Done',
    FAILED: 'Failed',
    SKIPPED: 'Skipped',
  } satisfies Record<StepState, string>,
  places: {
    document: 'the document',
    'second-document': 'the second document',
    'third-document': 'the third document',
    selfie: 'the selfie',
    'camera-check': 'the camera check',
    'check-for-review': 'a check that is for review',
    check: 'a check',
  } satisfies Record<TryPlace, string>,
  failures: {
    'for-review': 'a check that is for review',
    'no-face-on-document': 'no face was found on the document',
    'no-face-on-selfie': 'no face was found on the selfie',
    'several-faces': 'there was more than one face on the selfie',
    unreadable: 'the document’s text could not be read',
    'no-name': 'no name could be read on the document',
    'unknown-kind': 'the kind of document could not be recognised',
    'uncertain-kind': 'the kind of document was not clear enough',
    'refused-kind': 'this kind of document is not accepted',
    'other-kind': 'the document is not of the chosen kind',
    'other-or-refused-kind': 'the document is not of the chosen kind, or not of an accepted one',
    'camera-check': 'the camera check did not pass',
    'no-tries': 'no tries are left',
    blocked: 'the step is blocked',
    expired: 'the session expired',
  } satisfies Record<FailureReason, string>,
  /** `code`: an unknown one, the provider's own. */
  saysCode: (code: string) => `it says “${code}”`,
  flaws: {
    country: 'the document’s country is not accepted',
    type: 'this kind of document was not accepted',
    'type-unclear': 'the kind of document was not recognised',
    expired: 'the document has expired',
    'no-expiry': 'no date of expiry was found',
    'same-side': 'both photos show the same side',
    'cut-off': 'part of the document is not in the photo',
    portrait: 'no clear face was found on the document',
    barcode: 'the barcode could not be read',
    mrz: 'the machine-readable lines could not be read',
    glare: 'the photo has glare',
    blur: 'the photo is blurred',
    unreadable: 'the document could not be read',
    chip: 'the chip could not be read',
    'face-covered': 'the face is covered',
    glasses: 'the customer wears glasses',
    'several-faces': 'there is more than one face',
    pose: 'the face is not in the right position',
    'selfie-glare': 'the photo has glare',
    'selfie-quality': 'the photo is not clear enough',
    code: 'the code was wrong or late',
  } satisfies Record<CheckFlaw, string>,
  and: (clauses: readonly string[]) => clauses.join(', and '),
  /** What an agent asks the customer to do. */
  requests: {
    'government-id-chip': 'read the chip again',
    'retake-document': 'take a new photo of the document',
    'both-sides': 'take a photo of each side of the document',
    'other-document': 'use another document',
    'valid-document': 'use a document that has not expired',
    'retake-selfie': 'take a new selfie',
    'uncover-face': 'take a new selfie with nothing on the face',
    'chosen-document': 'use the kind of document that is chosen on the screen',
    'repeat-camera-check': 'go through the camera check again',
  } satisfies Partial<Record<Task, string>>,
  /** How a customer moved from one device to another, by Persona's words. */
  handoffs: { sms: 'by text message', qr: 'by QR code', email: 'by e-mail' },

  /** What happened: whole sentences, of which several may follow each other. */
  sentences: (all: readonly string[]) => all.join(' '),
  redacted: (when: string) => `The customer’s data was redacted${spaced(when)}. No data is left.`,
  contradiction: (provider: string) =>
    `${provider} shows it as open, but also shows an end. It may have been resumed.`,
  cancelled: 'Cancelled on our side. It no longer counts.',
  decided: (decided: Decision) => `${decision(decided)}${because(decided.why)}.`,
  decidedAfterReview: (decided: Decision, span: string) =>
    `${decision(decided)}, after a review of ${span}${because(decided.why)}.`,
  decidedAutomatically: (decided: Decision) =>
    `${decision(decided)}, probably automatically (right after the last step).`,
  decidedAfterLastStep: (decided: Decision, span: string) =>
    `${decision(decided)}, ${span} after the last step.`,
  noDecider: (provider: string) => `${provider} doesn’t say whether a rule or a person decided.`,
  noDecisionTime: (provider: string) => `${provider} doesn’t say when or by whom.`,
  lastStepDone: (when: string) => `The last step was done${spaced(when)}.`,
  failedWithTriesLeft: (provider: string) => `${provider} shows it as failed, but also that tries are left.`,
  checkFailed: (when: string, what: Failing | undefined) =>
    `The check failed${spaced(when)}${what ? `, ${failing(what)}` : ''}.`,
  failed: (what: Failing | undefined) => `Failed${what ? ` ${failing(what)}` : ''}.`,
  /** `isMore`: beside a check with a reason. */
  checksForReview: (count: number, isMore: boolean) =>
    `${count}${isMore ? ' more' : ''} ${count === 1 ? 'check is' : 'checks are'} for review.`,
  noTriesLeft: 'No tries are left.',
  noTryLeft: 'No try is left.',
  triesLeft: (count: number) => (count === 1 ? 'One try is left.' : `${count} tries are left.`),
  /** `span`: empty, or how long if that is long. */
  waitingSince: (since: string, span: string) =>
    `Waiting for our review since ${since}${span && `, for ${span}`}.`,
  waiting: 'Waiting for our review.',
  finished: (when: string) => `The customer finished${spaced(when)}.`,
  noDecisionYet: 'There is no decision yet.',
  linkExpired: (when: string) => `The link expired${spaced(when)}.`,
  neverOpened: 'The customer never opened it.',
  notOpenedYet: 'The customer has not opened the link yet.',
  made: (when: string) => `It was made${spaced(when)}.`,
  unsure: (provider: string) => `${provider} doesn’t say whether the customer opened the link.`,
  unknownStatus: (provider: string) => `${provider} uses a status that Inquiry Lens doesn’t know.`,
  tooManySessions: (count: number, provider: string) =>
    `The link has had ${count} sessions. ${provider} usually allows no more.`,
  /** `check`: empty if unknown. */
  submitted: (check: string, when: string) =>
    `The customer submitted ${check ? `the ${check}` : 'a check'}${spaced(when)}. It is being checked.`,
  moved: ({ isOpened, how, when, isIdle }: HandoffMove) => {
    const idle = isIdle ? `, but ${isOpened ? 'started no check' : 'did nothing'} there yet` : ''
    return `The customer ${isOpened ? 'continued' : 'asked to continue'} on another device${spaced(how)}${spaced(when)}${idle}.`
  },
  opened: 'The customer opened the link.',
  openedOnly: 'The customer opened the link, but started no check.',
  openedTimes: (visits: number, when: string) =>
    `The customer opened the link${visits > 1 ? ` ${times(visits)}, last` : ''}${spaced(when)}, but started no check.`,
  inProgress: 'In progress.',
  lastActive: (when: string) => `Last active${spaced(when)}.`,
  nextIs: (step: string) => `Next is ${step}.`,
  stoppedAt: (step: string) => `The customer stopped at ${step}.`,
  stoppedAfter: (step: string) => `The customer stopped after ${step}.`,
  notFinished: 'The customer started, but did not finish.',

  /** What the agent does next. */
  next: {
    lookFirst: (provider: string) => `Look at it in ${provider} before you reply to the customer.`,
    startNew: 'For another check, start a new one.',
    askTeam: (subject: Subject) => `Ask your team whether ${needs(subject)}.`,
    oldResult: 'Old result. Check whether the customer needs a new one.',
    nothing: 'No action needed. This check doesn’t block the customer.',
    mendable:
      'The customer can mend that. Ask your reviewers whether the customer may try again, in a new session.',
    noReason: 'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.',
    /** `request`: empty, or one of the requests. */
    linkUsedUp: (subject: Subject, request: string) =>
      `This link can’t be used again. For another try, ${needs(subject)}${request && `, and should ${request}`}.`,
    longReview: 'Longer than usual. Ask your reviewers.',
    review: 'No action for the customer. We write when there is a decision.',
    wait: 'Wait for the automatic decision, or ask your reviewers.',
    newLink: {
      persona: 'Resume it in Persona or start a new inquiry, then send that link.',
      deepidv: 'Create a new session in deepidv and send its link.',
    } satisfies Record<ProviderId, string>,
    askArrival: 'Ask whether our message arrived.',
    noMoreTries: (subject: Subject) => `Don’t ask for another try: ${needs(subject)}.`,
    linkWillNotOpen: (subject: Subject) => `The link will not open again: ${needs(subject)}.`,
    lookForMessage: 'Ask the customer to look for our message, also in the spam folder.',
    ask: (request: string) => `Ask the customer to ${request}.`,
    askRetry: 'Ask the customer to try that step again.',
    reviewersKnow: 'Your reviewers can see why it failed.',
    dashboardKnows: 'The dashboard says why it failed.',
    resultSoon: 'Wait a moment. The result appears here.',
    continueThere: 'Ask the customer to continue on that device, or to open the link there.',
    openAgain: 'Ask the customer to open it again and continue.',
    openLinkAgain: 'Ask the customer to open the link again and continue.',
    fewMinutes: 'Give the customer a few minutes.',
  },

  /** Of an undecided case. `at`: `21 Nov, 14:03`. */
  facts: {
    createdAt: (at: string) => `made ${at}`,
    openedAt: (at: string) => `opened ${at}`,
    finishedAt: (at: string) => `finished ${at}`,
    reviewSince: (at: string) => `in review ${at}`,
    decidedAt: (at: string) => `decided ${at}`,
    failedAt: (at: string) => `failed ${at}`,
    expiredAt: (at: string) => `expired ${at}`,
    next: (step: string) => `next is ${step}`,
  },
}

export type InsightWords = typeof english
export const { insight: insightWords } = createCatalogue(
  { insight: english },
  {
    de: () => import('./de/insight.ts'),
    es: () => import('./es/insight.ts'),
    fr: () => import('./fr/insight.ts'),
    'pt-BR': () => import('./pt-BR/insight.ts'),
    ja: () => import('./ja/insight.ts'),
  },
)
