/**
 * Which of the texts to a customer fits a verdict, and what goes into its gaps: never a word of a provider's, a template's
 * or a colleague's, so that what is sent is free of anything about a person by construction.
 */

/** One text each. What they say is in the packs, in every language. */
export const REPLY_KEYS = [
  /** Nobody opened the link, and it works. */
  'open-link',
  /** Begun, not finished, and the link works. */
  'continue',
  /** The same, and they were last on their way from one device to another. */
  'continue-on-other-device',
  /** A check did not go through and may be tried again. */
  'retry',
  /** The link is dead; they need another one. */
  'new-link',
  /** It cannot be tried again. No word of why. */
  'no-tries-left',
  /** They have done all they can; the decision is ours. */
  'in-review',
  'approved',
  /** No word of why. */
  'declined',
  'called-off',
  'deleted',
] as const

export type ReplyKey = (typeof REPLY_KEYS)[number]

/** What a customer can be asked to do. A closed list of ours, so that nothing else can stand in a gap. */
export const TASKS = [
  'government-id',
  'government-id-chip',
  'selfie',
  'document',
  'phone-number',
  'email-address',
  'retake-document',
  'other-document',
  'retake-selfie',
  'repeat-camera-check',
  'repeat-step',
] as const

export type Task = (typeof TASKS)[number]

export interface ReplyChoice {
  key: ReplyKey
  /** Milliseconds since the epoch: until when the link works. */
  until?: number
  /** What is to be done next. */
  task?: Task
}
