/** Stories of deepidv's failed tries and declines, of sessions by link and of those in an app. */
import type { Story } from './story.ts'
import { deepidv } from './tell-case.ts'

const MADE = { created_at: '3 h ago', expires_at: 'in 21 h' }
const VIEWED = { applicantViewTime: '2 h ago' }
const DONE = { step_id: 'ID_VERIFICATION', status: 'COMPLETED', attempts: 1, completed_at: '100 min ago' }
const FACE_TO_COME = { step_id: 'FACE_LIVENESS', status: 'PENDING', attempts: 0 }
/** As deepidv leaves a step that failed and may be repeated: open again, with the reason. */
const reopened = (step_id: string, failure_reason: string, attempts = 1) => ({
  step_id,
  status: 'PENDING',
  attempts,
  started_at: '110 min ago',
  completed_at: null,
  failure_reason,
})
/** `[reason, slot, when]` each, oldest first. */
const tried = (...tries: readonly (readonly [reason: string, slot: string | null, failedAt: string])[]) => ({
  failureData: {
    failedAttempts: tries.length,
    attempts: tries.map(([reason, slot, failedAt]) => ({ reason, slot, failedAt })),
  },
})
const declined = (code: string, declinedAt = '80 min ago') => ({
  declinedData: {
    declined: true,
    score: 2,
    declinedAt,
    reason: { code, detail: 'Face match confidence is low', slot: 'PRIMARY', severity: 'CRITICAL' },
  },
})
/** A link that was sent to the customer: it has no steps. */
const hosted = (metaData: object, record: object = {}) =>
  deepidv({
    status: 'PENDING',
    session_progress: 'STARTED',
    ...MADE,
    meta_data: { ...VIEWED, ...metaData },
    ...record,
  })
const rejected = (metaData: object) =>
  hosted(metaData, { status: 'REJECTED', session_progress: 'COMPLETED', submitted_at: '90 min ago' })
const headless = (attempts_remaining: number | null, ...steps: Readonly<Record<string, unknown>>[]) =>
  deepidv(
    { status: 'PENDING', session_progress: 'STARTED', ...MADE, meta_data: VIEWED },
    { steps, attempts_remaining },
  )
const reopenedId = (reason: string) => [reopened('ID_VERIFICATION', reason), FACE_TO_COME]

const failedOnce = (reason: string, slot: string | null) => hosted(tried([reason, slot, '100 min ago']))

/** The customer can try again, and knows how. */
const mendable = (title: string, told: Story['told'], says: string, task: keyof typeof REQUESTS): Story => ({
  title,
  told,
  says: `Failed ${says}`,
  next: `Ask the customer to ${REQUESTS[task]}.`,
  reply: `retry, task ${task}, until in 21 hours`,
  link: 'works',
})
const REQUESTS = {
  'retake-document': 'take a new photo of the document',
  'retake-selfie': 'take a new selfie',
  'other-document': 'use another document',
  'repeat-camera-check': 'go through the camera check again',
}

/** The customer can try again, and nothing more is to be said. */
const repeatable = (title: string, told: Story['told'], says: string, isForReview = false): Story => ({
  title,
  told,
  says: `Failed ${says}`,
  next: `Ask the customer to try that step again.${isForReview ? ' Your reviewers can see why it failed.' : ''}`,
  reply: 'retry, until in 21 hours',
  link: 'works',
})

const declinedBy = (title: string, told: Story['told'], why?: string, task?: string): Story => ({
  title: `a rule declined it: ${title}`,
  told,
  says: `Declined by a rule 1 hour ago${why ? `: ${why}` : ''}.`,
  next: why
    ? 'The customer can mend that. Ask your reviewers whether the customer may try again, in a new session.'
    : 'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.',
  reply: task ? `declined, task ${task}` : 'declined',
})

const VERIFIED = {
  says: 'Verified. The last step was done 1 hour ago. deepidv doesn’t say whether a rule or a person decided.',
  next: 'No action needed. This check doesn’t block the customer.',
  reply: 'approved',
}

export const DEEPIDV_FAILURE_STORIES: readonly Story[] = [
  mendable(
    'hosted: no face on the document',
    failedOnce('NO_FACE_DETECTED', 'PRIMARY'),
    'at the document: no face was found on the document.',
    'retake-document',
  ),
  mendable(
    'hosted: no face on the selfie',
    failedOnce('NO_FACE_DETECTED', null),
    'at the selfie: no face was found on the selfie.',
    'retake-selfie',
  ),
  mendable(
    'hosted: no name could be read on the second document',
    failedOnce('OCR_NAME_MISSING', 'SECONDARY'),
    'at the second document: no name could be read on the document.',
    'retake-document',
  ),
  mendable(
    'hosted: a kind of document that is not accepted',
    failedOnce('DOC_TYPE_NOT_ALLOWED', 'TERTIARY'),
    'at the third document: this kind of document is not accepted.',
    'other-document',
  ),
  mendable(
    'hosted: the kind of document could not be recognised',
    failedOnce('ID_TYPE_UNRECOGNIZED', 'PRIMARY'),
    'at the document: the kind of document could not be recognised.',
    'retake-document',
  ),
  mendable(
    'hosted: the kind of document was not clear',
    failedOnce('ID_TYPE_LOW_CONFIDENCE', 'PRIMARY'),
    'at the document: the kind of document was not clear enough.',
    'retake-document',
  ),
  repeatable(
    'hosted: the faces of selfie and document differ',
    failedOnce('FACE_MISMATCH', null),
    'at a check. 1 check is for review.',
    true,
  ),
  repeatable(
    'hosted: the faces of camera check and document differ',
    failedOnce('LIVENESS_ID_MISMATCH', null),
    'at a check. 1 check is for review.',
    true,
  ),
  repeatable('hosted: for a reason that is new', failedOnce('STARS_MISALIGNED', null), 'at a check.'),
  mendable(
    'hosted: the name could not be read twice',
    hosted(
      tried(['OCR_NAME_MISSING', 'PRIMARY', '110 min ago'], ['OCR_NAME_MISSING', 'PRIMARY', '100 min ago']),
    ),
    'twice at the document: no name could be read on the document.',
    'retake-document',
  ),
  mendable(
    'hosted: two tries at two documents, the newest listed first',
    hosted(
      tried(
        ['DOC_TYPE_NOT_ALLOWED', 'SECONDARY', '100 min ago'],
        ['OCR_NAME_MISSING', 'PRIMARY', '110 min ago'],
      ),
    ),
    'twice, last at the second document: this kind of document is not accepted.',
    'other-document',
  ),
  repeatable(
    'hosted: tries that are counted, and not listed',
    hosted({ failureData: { failedAttempts: 2 } }),
    'twice, last at a check.',
  ),
  mendable(
    'hosted: a failed try, though nothing else says that the link was opened',
    deepidv({
      status: 'PENDING',
      session_progress: 'PENDING',
      ...MADE,
      meta_data: tried(['OCR_NAME_MISSING', 'PRIMARY', '100 min ago']),
    }),
    'at the document: no name could be read on the document.',
    'retake-document',
  ),
  {
    title: 'hosted: out of tries at three different things',
    told: hosted(
      tried(
        ['NO_FACE_DETECTED', 'PRIMARY', '110 min ago'],
        ['OCR_NAME_MISSING', 'SECONDARY', '105 min ago'],
        ['ID_TYPE_LOW_CONFIDENCE', 'PRIMARY', '100 min ago'],
      ),
      { status: 'FAILED', session_progress: 'COMPLETED' },
    ),
    says: 'The check failed 1 hour ago, 3 times, last at the document: the kind of document was not clear enough.',
    next: 'This link can’t be used again. For another try, the customer needs a new session, and should take a new photo of the document.',
    reply: 'no-tries-left, task retake-document',
  },
  {
    title: 'hosted: out of tries at a check that is for review',
    told: hosted(tried(['FACE_MISMATCH', null, '110 min ago'], ['FACE_MISMATCH', null, '100 min ago']), {
      status: 'FAILED',
      session_progress: 'COMPLETED',
    }),
    says: 'The check failed 1 hour ago, twice at a check. 1 check is for review.',
    next: 'This link can’t be used again. For another try, the customer needs a new session.',
    reply: 'no-tries-left',
  },
  {
    title: 'hosted: glare twice, and the link has been dead since noon',
    told: hosted(
      tried(['OCR_NAME_MISSING', 'PRIMARY', '29 h ago'], ['OCR_NAME_MISSING', 'PRIMARY', '28 h ago']),
      { status: 'EXPIRED', created_at: '30 h ago', expires_at: '6 h ago' },
    ),
    says: 'Failed twice at the document: no name could be read on the document. The link expired 6 hours ago.',
    next: 'Create a new session in deepidv and send its link. Ask the customer to take a new photo of the document.',
    reply: 'new-link, task retake-document',
    link: 'dead',
  },
  {
    title: 'hosted: failed once, then finished, and now in review',
    told: hosted(tried(['NO_FACE_DETECTED', 'PRIMARY', '100 min ago']), {
      status: 'SUBMITTED',
      session_progress: 'COMPLETED',
      submitted_at: '90 min ago',
    }),
    says: 'Waiting for our review since 2026-11-21 10:30.',
    next: 'No action for the customer. We write when there is a decision.',
    reply: 'in-review',
  },
  {
    title: 'hosted: failed once, then verified, in the other spelling',
    told: deepidv({
      status: 'VERIFIED',
      sessionProgress: 'COMPLETED',
      submittedAt: '90 min ago',
      createdAt: '3 h ago',
      metaData: {
        failure_data: {
          failed_attempts: 1,
          attempts: [{ reason: 'NO_FACE_DETECTED', slot: 'PRIMARY', failed_at: '100 min ago' }],
        },
      },
    }),
    ...VERIFIED,
  },
  {
    ...declinedBy('by a clock that is two hours ahead', rejected(declined('LOW_SCORE', 'in 2 h'))),
    says: 'Declined by a rule 0 seconds ago.',
  },
  declinedBy(
    'the kind of document could not be recognised',
    rejected(declined('ID_TYPE_UNRECOGNIZED')),
    'the kind of document could not be recognised',
    'retake-document',
  ),
  declinedBy(
    'the kind of document was not clear',
    rejected(declined('ID_TYPE_LOW_CONFIDENCE')),
    'the kind of document was not clear enough',
    'retake-document',
  ),
  declinedBy(
    'a kind of document that is not accepted',
    rejected(declined('DOC_TYPE_NOT_ALLOWED')),
    'this kind of document is not accepted',
    'other-document',
  ),
  declinedBy(
    'another kind of document than chosen',
    rejected(declined('DOC_TYPE_MISMATCH')),
    'the document is not of the chosen kind',
    'chosen-document',
  ),
  declinedBy('the camera check', rejected(declined('LOW_LIVENESS'))),
  declinedBy('the camera check, in its other word', rejected(declined('FACE_LIVENESS_CHECK_FAILED'))),
  declinedBy('the face match was low', rejected(declined('LOW_FACE_MATCH'))),
  declinedBy('the faces differ', rejected(declined('FACE_SELFIE_MISMATCH'))),
  declinedBy('the score was low', rejected(declined('LOW_SCORE'))),
  declinedBy('for a code that is new', rejected(declined('STARS_MISALIGNED'))),
  {
    title: 'declined by a rule, then verified by a person',
    told: hosted(declined('LOW_SCORE'), {
      status: 'VERIFIED',
      session_progress: 'COMPLETED',
      submitted_at: '90 min ago',
    }),
    ...VERIFIED,
  },
  mendable(
    'headless: no face on the document, step open again',
    headless(2, ...reopenedId('FACE_NOT_DETECTED_IN_ID')),
    'at step 1 of 2, identity document: no face was found on the document. 2 tries are left.',
    'retake-document',
  ),
  mendable(
    'headless: no name could be read, tries unlimited',
    headless(null, ...reopenedId('OCR_NAME_MISSING')),
    'at step 1 of 2, identity document: no name could be read on the document.',
    'retake-document',
  ),
  mendable(
    'headless: another kind of document',
    headless(1, ...reopenedId('ID_CLASSIFICATION_FAILED')),
    'at step 1 of 2, identity document: the document is not of the chosen kind, or not of an accepted one. One try is left.',
    'other-document',
  ),
  mendable(
    'headless: no face on the selfie',
    headless(2, ...reopenedId('NO_FACE_DETECTED')),
    'at step 1 of 2, identity document: no face was found on the selfie. 2 tries are left.',
    'retake-selfie',
  ),
  mendable(
    'headless: the camera check did not pass',
    headless(2, DONE, reopened('FACE_LIVENESS', 'FACE_LIVENESS_CHECK_FAILED')),
    'at step 2 of 2, selfie and liveness: the camera check did not pass. 2 tries are left.',
    'repeat-camera-check',
  ),
  repeatable(
    'headless: the faces differ',
    headless(2, ...reopenedId('FACE_MISMATCH')),
    'at step 1 of 2, identity document. 1 check is for review. 2 tries are left.',
    true,
  ),
  repeatable(
    'headless: open again for a reason that is new',
    headless(2, ...reopenedId('STARS_MISALIGNED')),
    'at step 1 of 2, identity document. 2 tries are left.',
  ),
  {
    title: 'headless: open again, and no try is left',
    told: headless(0, reopened('ID_VERIFICATION', 'OCR_NAME_MISSING', 3), FACE_TO_COME),
    says: 'Failed 3 times at step 1 of 2, identity document: no name could be read on the document. No try is left.',
    next: 'Don’t ask for another try: the customer needs a new session.',
    reply: 'no-tries-left, task retake-document',
  },
  {
    title: 'headless: failed tries at a step that is done by now',
    told: deepidv(
      {
        status: 'PENDING',
        session_progress: 'STARTED',
        ...MADE,
        meta_data: tried(['OCR_NAME_MISSING', 'PRIMARY', '110 min ago']),
      },
      { steps: [DONE, FACE_TO_COME], attempts_remaining: 2 },
    ),
    says: 'The customer stopped at step 2 of 2, selfie and liveness. Last active 1 hour ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: two tries failed at two things of one document',
    told: hosted(
      tried(
        ['OCR_NAME_MISSING', 'PRIMARY', '110 min ago'],
        ['DOC_TYPE_NOT_ALLOWED', 'PRIMARY', '100 min ago'],
      ),
    ),
    says: 'Failed twice, last at the document: this kind of document is not accepted.',
    next: 'Ask the customer to use another document.',
    reply: 'retry, task other-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: a try that ended the run',
    told: hosted(tried(['STEP_BLOCKED', null, '100 min ago'])),
    says: 'Failed at a check: the step is blocked.',
    next: 'Don’t ask for another try: the customer needs a new session.',
    reply: 'no-tries-left',
  },
  ...[
    {
      what: 'declined by a rule',
      told: hosted(declined('LOW_SCORE')),
      facts: ['decided 2026-11-21 10:40'],
    },
    { what: 'with each step done that the customer sees', told: headless(2, DONE), facts: [] },
  ].map(
    ({ what, told, facts }): Story => ({
      title: `open, and ${what}`,
      told,
      says: 'deepidv shows it as open, but also shows an end. It may have been resumed.',
      next: 'Look at it in deepidv before you reply to the customer.',
      reply: 'none',
      facts: ['made 2026-11-21 09:00', 'opened 2026-11-21 10:00', ...facts],
    }),
  ),
]
