/** Stories of deepidv's sessions: opening, steps of an app, ends. Those of failed tries and declines have a file of their own. */
import type { Story } from './story.ts'
import { deepidv } from './tell-case.ts'

const MADE = { created_at: '3 h ago', expires_at: 'in 21 h' }
const VIEWED = { meta_data: { applicantViewTime: '2 h ago' } }
const DONE = { step_id: 'ID_VERIFICATION', status: 'COMPLETED', attempts: 1, completed_at: '100 min ago' }
const FACE_TO_COME = { step_id: 'FACE_LIVENESS', status: 'PENDING', attempts: 0 }
const failing = (step_id: string, attempts: number, code: string, user_action: string) => ({
  step_id,
  status: 'FAILED',
  attempts,
  started_at: '110 min ago',
  completed_at: '100 min ago',
  failure: { code, user_action },
})

const UNREADABLE = failing('ID_VERIFICATION', 2, 'ID_TEXT_NOT_READABLE', 'RETAKE_DOCUMENT')

export const DEEPIDV_STORIES: readonly Story[] = [
  {
    title: 'the customer has not opened the link',
    told: deepidv({ status: 'PENDING', session_progress: 'PENDING', ...MADE }),
    says: 'The customer has not opened the link yet. It was made 3 hours ago.',
    next: 'Ask the customer to look for our message, also in the spam folder.',
    reply: 'open-link, until in 21 hours',
    link: 'works',
  },
  {
    title: 'without a progress, whether the link was opened is unknown',
    told: deepidv({ status: 'PENDING', ...MADE }),
    says: 'deepidv doesn’t say whether the customer opened the link.',
    next: 'Look at it in deepidv before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 09:00'],
  },
  {
    title: 'expired, without a progress',
    told: deepidv({ status: 'EXPIRED', created_at: '30 h ago', expires_at: '6 h ago' }),
    says: 'deepidv doesn’t say whether the customer opened the link. The link expired 6 hours ago.',
    next: 'Create a new session in deepidv and send its link.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'the customer’s device is known, so the link was opened',
    told: deepidv({
      status: 'PENDING',
      session_progress: 'PENDING',
      ...MADE,
      meta_data: { applicantSubmissionDevice: 'iPhone', applicantSubmissionBrowser: 'Safari' },
    }),
    says: 'The customer opened the link, but started no check.',
    next: 'Ask the customer to open it again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'failed by its status, with tries left by its workflow',
    told: deepidv(
      { status: 'FAILED', session_progress: 'STARTED', ...MADE, ...VIEWED },
      {
        steps: [DONE, failing('FACE_LIVENESS', 1, 'FACE_LIVENESS_CHECK_FAILED', 'NONE')],
        attempts_remaining: 2,
      },
    ),
    says: 'deepidv shows it as failed, but also that tries are left.',
    next: 'Look at it in deepidv before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 09:00', 'opened 2026-11-21 10:00'],
  },
  {
    title: 'expired without being opened',
    told: deepidv({
      status: 'EXPIRED',
      session_progress: 'PENDING',
      created_at: '30 h ago',
      expires_at: '6 h ago',
    }),
    says: 'The link expired 6 hours ago. The customer never opened it.',
    next: 'Create a new session in deepidv and send its link. Ask whether our message arrived.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'pending by its word, and dead by its time',
    told: deepidv({
      status: 'PENDING',
      session_progress: 'PENDING',
      created_at: '30 h ago',
      expires_at: '6 h ago',
    }),
    says: 'The link expired 6 hours ago. The customer never opened it.',
    next: 'Create a new session in deepidv and send its link. Ask whether our message arrived.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'opened, and nothing begun',
    told: deepidv({ status: 'PENDING', session_progress: 'PENDING', ...MADE, ...VIEWED }),
    says: 'The customer opened the link 2 hours ago, but started no check.',
    next: 'Ask the customer to open it again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'a step was tried, though it says of nothing that it was opened',
    told: deepidv(
      { status: 'PENDING', session_progress: 'PENDING', ...MADE },
      { steps: [UNREADABLE, FACE_TO_COME], attempts_remaining: 1 },
    ),
    says: 'Failed twice at step 1 of 2, identity document: the document’s text could not be read. One try is left.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'finished, and expired before a decision',
    told: deepidv({
      status: 'EXPIRED',
      session_progress: 'COMPLETED',
      submitted_at: '20 h ago',
      created_at: '30 h ago',
      expires_at: '6 h ago',
    }),
    says: 'The customer finished 20 hours ago. The link expired 6 hours ago.',
    next: 'Create a new session in deepidv and send its link.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'opened an instant ago',
    told: deepidv({
      status: 'PENDING',
      session_progress: 'STARTED',
      ...MADE,
      meta_data: { applicantViewTime: '2 min ago' },
    }),
    says: 'In progress. Last active 2 minutes ago.',
    next: 'Give the customer a few minutes.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'started, without steps',
    told: deepidv({ status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED }),
    says: 'The customer started, but did not finish. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'document done, left before the selfie',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [DONE, FACE_TO_COME], attempts_remaining: 3 },
    ),
    says: 'The customer stopped at step 2 of 2, selfie and liveness. Last active 1 hour ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the document could not be read twice. One try is left',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [UNREADABLE, FACE_TO_COME], attempts_remaining: 1 },
    ),
    says: 'Failed twice at step 1 of 2, identity document: the document’s text could not be read. One try is left.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the document could not be read, by the reason alone',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      {
        steps: [
          {
            step_id: 'ID_VERIFICATION',
            status: 'FAILED',
            attempts: 1,
            failure_reason: 'ID_TEXT_NOT_READABLE',
          },
        ],
        attempts_remaining: 2,
      },
    ),
    says: 'Failed at step 1 of 1, identity document: the document’s text could not be read. 2 tries are left.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the kind of document is not accepted',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      {
        steps: [failing('ID_VERIFICATION', 1, 'DOCUMENT_TYPE_NOT_ACCEPTED', 'USE_DIFFERENT_DOCUMENT')],
        attempts_remaining: 2,
      },
    ),
    says: 'Failed at step 1 of 1, identity document: this kind of document is not accepted. 2 tries are left.',
    next: 'Ask the customer to use another document.',
    reply: 'retry, task other-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'two faces on the selfie',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      {
        steps: [DONE, failing('FACE_LIVENESS', 1, 'SELFIE_MULTIPLE_FACES', 'RETAKE_SELFIE')],
        attempts_remaining: 2,
      },
    ),
    says: 'Failed at step 2 of 2, selfie and liveness: there was more than one face on the selfie. 2 tries are left.',
    next: 'Ask the customer to take a new selfie.',
    reply: 'retry, task retake-selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the camera check failed, tries left unknown',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      {
        steps: [DONE, failing('FACE_LIVENESS', 1, 'LIVENESS_FAILED', 'RETRY_LIVENESS')],
        attempts_remaining: null,
      },
    ),
    says: 'Failed at step 2 of 2, selfie and liveness: the camera check did not pass.',
    next: 'Ask the customer to go through the camera check again.',
    reply: 'retry, task repeat-camera-check, until in 21 hours',
    link: 'works',
  },
  {
    title: 'a step that may be repeated, for a reason that is new',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [failing('PALM_READING', 1, 'STARS_MISALIGNED', 'RETRY_STEP')], attempts_remaining: 2 },
    ),
    says: 'Failed at step 1 of 1. 2 tries are left.',
    next: 'Ask the customer to try that step again.',
    reply: 'retry, task repeat-step, until in 21 hours',
    link: 'works',
  },
  {
    title: 'a failure whose code would tell of a screening',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [failing('ID_VERIFICATION', 1, 'WATCHLIST_MATCH', 'NONE')], attempts_remaining: 2 },
    ),
    says: 'Failed at step 1 of 1, identity document. 2 tries are left.',
    next: 'Ask the customer to try that step again.',
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'no try is left, though it is still pending',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [UNREADABLE], attempts_remaining: 0 },
    ),
    says: 'Failed twice at step 1 of 1, identity document: the document’s text could not be read. No try is left.',
    next: 'Don’t ask for another try: the customer needs a new session.',
    reply: 'no-tries-left, task retake-document',
  },
  {
    title: 'no tries are left, by its code',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [failing('FACE_LIVENESS', 3, 'ATTEMPTS_EXHAUSTED', 'NONE')] },
    ),
    says: 'Failed 3 times at step 1 of 1, selfie and liveness: no tries are left.',
    next: 'Don’t ask for another try: the customer needs a new session.',
    reply: 'no-tries-left',
  },
  {
    title: 'on the last try, with nothing failed',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [DONE, FACE_TO_COME], attempts_remaining: 0 },
    ),
    says: 'The customer stopped at step 2 of 2, selfie and liveness. Last active 1 hour ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'failed at the document, and the link died',
    told: deepidv(
      {
        status: 'EXPIRED',
        session_progress: 'STARTED',
        created_at: '30 h ago',
        expires_at: '6 h ago',
        meta_data: { applicantViewTime: '29 h ago' },
      },
      { steps: [UNREADABLE, FACE_TO_COME], attempts_remaining: 1 },
    ),
    says: 'Failed twice at step 1 of 2, identity document: the document’s text could not be read. The link expired 6 hours ago.',
    next: 'Create a new session in deepidv and send its link. Ask the customer to take a new photo of the document.',
    reply: 'new-link, task retake-document',
    link: 'dead',
  },
  {
    title: 'a screening step stands between two others, and is not counted',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [DONE, { step_id: 'PEP_SANCTIONS', status: 'FAILED', attempts: 1 }, FACE_TO_COME] },
    ),
    says: 'The customer stopped at step 2 of 2, selfie and liveness. Last active 1 hour ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'failed for good by the workflow’s limit',
    told: deepidv(
      { status: 'FAILED', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [DONE, failing('FACE_LIVENESS', 3, 'ATTEMPTS_EXHAUSTED', 'NONE')], attempts_remaining: 0 },
    ),
    says: 'The check failed 1 hour ago, 3 times at step 2 of 2, selfie and liveness: no tries are left.',
    next: 'This link can’t be used again. For another try, the customer needs a new session.',
    reply: 'no-tries-left',
  },
  {
    title: 'failed for good, without steps',
    told: deepidv({ status: 'FAILED', ...MADE, ...VIEWED }),
    says: 'The check failed. No tries are left.',
    next: 'This link can’t be used again. For another try, the customer needs a new session.',
    reply: 'no-tries-left',
  },
  {
    title: 'finished, and waiting for our review',
    told: deepidv({
      status: 'SUBMITTED',
      session_progress: 'COMPLETED',
      submitted_at: '90 min ago',
      ...MADE,
      ...VIEWED,
    }),
    says: 'Waiting for our review since 2026-11-21 10:30.',
    next: 'No action for the customer. We write when there is a decision.',
    reply: 'in-review',
  },
  {
    title: 'finished two weeks ago, and still waiting',
    told: deepidv({
      status: 'SUBMITTED',
      session_progress: 'COMPLETED',
      submitted_at: '14 d ago',
      created_at: '14 d ago',
    }),
    says: 'Waiting for our review since 2026-11-07 12:00, for 14 days.',
    next: 'Longer than usual. Ask your reviewers.',
    reply: 'in-review',
  },
  {
    title: 'verified',
    told: deepidv({
      status: 'VERIFIED',
      session_progress: 'COMPLETED',
      submitted_at: '90 min ago',
      ...MADE,
      ...VIEWED,
    }),
    says: 'Verified. The last step was done 1 hour ago. deepidv doesn’t say whether a rule or a person decided.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'verified two years ago',
    told: deepidv({
      status: 'VERIFIED',
      session_progress: 'COMPLETED',
      submitted_at: '740 d ago',
      created_at: '740 d ago',
    }),
    says: 'Verified. The last step was done 24 months ago. deepidv doesn’t say whether a rule or a person decided.',
    next: 'Old result. Check whether the customer needs a new one.',
    reply: 'approved',
  },
  {
    title: 'rejected: the selfie shows another person',
    told: deepidv(
      { status: 'REJECTED', session_progress: 'COMPLETED', submitted_at: '90 min ago', ...MADE, ...VIEWED },
      {
        steps: [DONE, failing('FACE_LIVENESS', 1, 'SELFIE_ID_FACE_MISMATCH', 'RETAKE_SELFIE')],
        attempts_remaining: 2,
      },
    ),
    says: 'Declined. The last step was done 1 hour ago. deepidv doesn’t say whether a rule or a person decided.',
    next: 'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.',
    reply: 'declined',
  },
  {
    title: 'called off as a double',
    told: deepidv({ status: 'VOIDED', created_at: '3 d ago' }),
    says: 'Cancelled on our side. It no longer counts.',
    next: 'Ask your team whether the customer needs a new session.',
    reply: 'cancelled',
  },
  {
    title: 'an unknown status',
    told: deepidv({ status: 'ON_THE_BOIL', session_progress: 'STARTED', ...MADE, ...VIEWED }),
    says: 'deepidv uses a status that Inquiry Lens doesn’t know.',
    next: 'Look at it in deepidv before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 09:00', 'opened 2026-11-21 10:00'],
  },
]
