/** What an event is about: the n-th of its kind in a story. */
export type EventSubject = { readonly kind: SubjectKind; readonly index: number }

export const SUBJECT_KINDS = [
  'inquiry',
  'inquiry-session',
  'verification',
  'document',
  'selfie',
  'account',
  'report',
  'case',
] as const

/** `other`: an object that is only known from its events */
export type SubjectKind = (typeof SUBJECT_KINDS)[number] | 'other'
