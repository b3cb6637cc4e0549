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
const declined = (code: string, slot: string | null = 'PRIMARY') => ({
  declinedData: {
    declined: true,
    score: 2,
    declinedAt: '80 min ago',
    reason: { code, detail: 'Face match confidence is low', slot, severity: 'CRITICAL' },
  },
})
/** A link that was sent to the customer: it has no steps. */
const hosted = (metaData: object, record: object = {}) =>
  deepidv({
    status: 'PENDING',
    session_progress: 'STARTED',
    ...MADE,
    meta_data: { ...VIEWED.meta_data, ...metaData },
    ...record,
  })
const rejected = (metaData: object) =>
  hosted(metaData, { status: 'REJECTED', session_progress: 'COMPLETED', submitted_at: '90 min ago' })
/** As deepidv's documents show it, in its pages on sessions, workflow state and webhooks. */
const FROM_CHICAGO = {
  applicantSubmissionIp: '192.168.1.1',
  applicantSubmissionDevice: 'Mac',
  applicantSubmissionBrowser: 'Chrome',
  applicantSubmissionLocation: 'Chicago, United States',
  applicantSubmissionLocationDetails: { accuracyRadius: 500, country: 'United States', countryIsoCode: 'US' },
}
const AGAIN = 'Ask the customer to try that step again.'
const ONLY_REVIEWERS =
  'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.'
const MENDABLE =
  'The customer can mend that. Ask your reviewers whether the customer may try again, in a new session.'
const OVER = 'This link can’t be used again. For another try, the customer needs a new session.'

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
    reply: 'new-link',
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
  {
    title: 'hosted: no face on the document',
    told: hosted(tried(['NO_FACE_DETECTED', 'PRIMARY', '100 min ago'])),
    says: 'Failed at the document: no face was found on the document.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: no face on the selfie',
    told: hosted(tried(['NO_FACE_DETECTED', null, '100 min ago'])),
    says: 'Failed at the selfie: no face was found on the selfie.',
    next: 'Ask the customer to take a new selfie.',
    reply: 'retry, task retake-selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: no name could be read on the second document',
    told: hosted(tried(['OCR_NAME_MISSING', 'SECONDARY', '100 min ago'])),
    says: 'Failed at the second document: no name could be read on the document.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: a kind of document that is not accepted',
    told: hosted(tried(['DOC_TYPE_NOT_ALLOWED', 'TERTIARY', '100 min ago'])),
    says: 'Failed at the third document: this kind of document is not accepted.',
    next: 'Ask the customer to use another document.',
    reply: 'retry, task other-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: the kind of document could not be recognised',
    told: hosted(tried(['ID_TYPE_UNRECOGNIZED', 'PRIMARY', '100 min ago'])),
    says: 'Failed at the document: the kind of document could not be recognised.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: the kind of document was not clear',
    told: hosted(tried(['ID_TYPE_LOW_CONFIDENCE', 'PRIMARY', '100 min ago'])),
    says: 'Failed at the document: the kind of document was not clear enough.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: the faces of selfie and document differ',
    told: hosted(tried(['FACE_MISMATCH', null, '100 min ago'])),
    says: 'Failed at a check. 1 check is for review.',
    next: 'Ask the customer to try that step again. Your reviewers can see why it failed.',
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: the faces of camera check and document differ',
    told: hosted(tried(['LIVENESS_ID_MISMATCH', null, '100 min ago'])),
    says: 'Failed at a check. 1 check is for review.',
    next: 'Ask the customer to try that step again. Your reviewers can see why it failed.',
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: for a reason that is new',
    told: hosted(tried(['STARS_MISALIGNED', null, '100 min ago'])),
    says: 'Failed at a check.',
    next: AGAIN,
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: the name could not be read twice',
    told: hosted(
      tried(['OCR_NAME_MISSING', 'PRIMARY', '110 min ago'], ['OCR_NAME_MISSING', 'PRIMARY', '100 min ago']),
    ),
    says: 'Failed twice at the document: no name could be read on the document.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: two tries at two documents, the newest listed first',
    told: hosted(
      tried(
        ['DOC_TYPE_NOT_ALLOWED', 'SECONDARY', '100 min ago'],
        ['OCR_NAME_MISSING', 'PRIMARY', '110 min ago'],
      ),
    ),
    says: 'Failed twice, last at the second document: this kind of document is not accepted.',
    next: 'Ask the customer to use another document.',
    reply: 'retry, task other-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: tries that are counted, and not listed',
    told: hosted({ failureData: { failedAttempts: 2 } }),
    says: 'Failed twice, last at a check.',
    next: AGAIN,
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'hosted: a failed try, though nothing else says that the link was opened',
    told: deepidv({
      status: 'PENDING',
      session_progress: 'PENDING',
      ...MADE,
      meta_data: tried(['OCR_NAME_MISSING', 'PRIMARY', '100 min ago']),
    }),
    says: 'Failed at the document: no name could be read on the document.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
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
    next: OVER,
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
    reply: 'new-link',
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
    says: 'Verified. The last step was done 1 hour ago. deepidv doesn’t say whether a rule or a person decided.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'a rule declined it, by a clock that is two hours ahead',
    told: rejected({
      declinedData: { declined: true, declinedAt: 'in 2 h', reason: { code: 'LOW_SCORE', slot: null } },
    }),
    says: 'Declined by a rule 0 seconds ago.',
    next: ONLY_REVIEWERS,
    reply: 'declined',
  },
  {
    title: 'a rule declined it: the kind of document could not be recognised',
    told: rejected(declined('ID_TYPE_UNRECOGNIZED')),
    says: 'Declined by a rule 1 hour ago: the kind of document could not be recognised.',
    next: MENDABLE,
    reply: 'declined, task retake-document',
  },
  {
    title: 'a rule declined it: the kind of document was not clear',
    told: rejected(declined('ID_TYPE_LOW_CONFIDENCE')),
    says: 'Declined by a rule 1 hour ago: the kind of document was not clear enough.',
    next: MENDABLE,
    reply: 'declined, task retake-document',
  },
  {
    title: 'a rule declined it: a kind of document that is not accepted',
    told: rejected(declined('DOC_TYPE_NOT_ALLOWED')),
    says: 'Declined by a rule 1 hour ago: this kind of document is not accepted.',
    next: MENDABLE,
    reply: 'declined, task other-document',
  },
  {
    title: 'a rule declined it: another kind of document than chosen',
    told: rejected(declined('DOC_TYPE_MISMATCH')),
    says: 'Declined by a rule 1 hour ago: the document is not of the chosen kind.',
    next: MENDABLE,
    reply: 'declined, task chosen-document',
  },
  {
    title: 'a rule declined it: the camera check',
    told: rejected(declined('LOW_LIVENESS')),
    says: 'Declined by a rule 1 hour ago: the camera check did not pass.',
    next: MENDABLE,
    reply: 'declined, task repeat-camera-check',
  },
  {
    title: 'a rule declined it: the face match was low',
    told: rejected(declined('LOW_FACE_MATCH')),
    says: 'Declined by a rule 1 hour ago.',
    next: ONLY_REVIEWERS,
    reply: 'declined',
  },
  {
    title: 'a rule declined it: the faces differ',
    told: rejected(declined('FACE_SELFIE_MISMATCH')),
    says: 'Declined by a rule 1 hour ago.',
    next: ONLY_REVIEWERS,
    reply: 'declined',
  },
  {
    title: 'a rule declined it: the score was low',
    told: rejected(declined('LOW_SCORE')),
    says: 'Declined by a rule 1 hour ago.',
    next: ONLY_REVIEWERS,
    reply: 'declined',
  },
  {
    title: 'a rule declined it, for a code that is new',
    told: rejected(declined('STARS_MISALIGNED')),
    says: 'Declined by a rule 1 hour ago.',
    next: ONLY_REVIEWERS,
    reply: 'declined',
  },
  {
    title: 'declined by a rule, then verified by a person',
    told: hosted(declined('LOW_SCORE'), {
      status: 'VERIFIED',
      session_progress: 'COMPLETED',
      submitted_at: '90 min ago',
    }),
    says: 'Verified. The last step was done 1 hour ago. deepidv doesn’t say whether a rule or a person decided.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'headless: no face on the document, step open again',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      {
        steps: [reopened('ID_VERIFICATION', 'FACE_NOT_DETECTED_IN_ID'), FACE_TO_COME],
        attempts_remaining: 2,
      },
    ),
    says: 'Failed at step 1 of 2, identity document: no face was found on the document. 2 tries are left.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'headless: no name could be read, tries unlimited',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [reopened('ID_VERIFICATION', 'OCR_NAME_MISSING'), FACE_TO_COME], attempts_remaining: null },
    ),
    says: 'Failed at step 1 of 2, identity document: no name could be read on the document.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'headless: another kind of document',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      {
        steps: [reopened('ID_VERIFICATION', 'ID_CLASSIFICATION_FAILED'), FACE_TO_COME],
        attempts_remaining: 1,
      },
    ),
    says: 'Failed at step 1 of 2, identity document: the document is not of the chosen kind, or not of an accepted one. One try is left.',
    next: 'Ask the customer to use another document.',
    reply: 'retry, task other-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'headless: no face on the selfie',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [reopened('ID_VERIFICATION', 'NO_FACE_DETECTED'), FACE_TO_COME], attempts_remaining: 2 },
    ),
    says: 'Failed at step 1 of 2, identity document: no face was found on the selfie. 2 tries are left.',
    next: 'Ask the customer to take a new selfie.',
    reply: 'retry, task retake-selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'headless: the camera check did not pass',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [DONE, reopened('FACE_LIVENESS', 'FACE_LIVENESS_CHECK_FAILED')], attempts_remaining: 2 },
    ),
    says: 'Failed at step 2 of 2, selfie and liveness: the camera check did not pass. 2 tries are left.',
    next: 'Ask the customer to go through the camera check again.',
    reply: 'retry, task repeat-camera-check, until in 21 hours',
    link: 'works',
  },
  {
    title: 'headless: the faces differ',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [reopened('ID_VERIFICATION', 'FACE_MISMATCH'), FACE_TO_COME], attempts_remaining: 2 },
    ),
    says: 'Failed at step 1 of 2, identity document. 1 check is for review. 2 tries are left.',
    next: 'Ask the customer to try that step again. Your reviewers can see why it failed.',
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'headless: open again for a reason that is new',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [reopened('ID_VERIFICATION', 'STARS_MISALIGNED'), FACE_TO_COME], attempts_remaining: 2 },
    ),
    says: 'Failed at step 1 of 2, identity document. 2 tries are left.',
    next: AGAIN,
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'headless: open again, and no try is left',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', ...MADE, ...VIEWED },
      { steps: [reopened('ID_VERIFICATION', 'OCR_NAME_MISSING', 3), FACE_TO_COME], attempts_remaining: 0 },
    ),
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
    title: 'the documents’ example of Retrieve: failed once, declined by a rule, submitted',
    told: deepidv({
      status: 'SUBMITTED',
      session_progress: 'COMPLETED',
      location: { country: 'Canada' },
      workflow_steps: ['ID_VERIFICATION', 'FACE_LIVENESS', 'PEP_SANCTIONS'],
      created_at: '2025-01-15T10:30:00.000Z',
      updated_at: '2025-01-15T10:45:00.000Z',
      submitted_at: '2025-01-15T10:42:00.000Z',
      meta_data: {
        ...FROM_CHICAGO,
        applicantViewTime: '2025-01-15T10:35:00.000Z',
        ...tried(['NO_FACE_DETECTED', 'PRIMARY', '2025-01-15T10:37:00.000Z']),
        ...declined('LOW_FACE_MATCH'),
      },
      analysis_data: { id_matches_selfie: true, id_matches_face_capture: true, id_matches_liveness: true },
    }),
    says: 'Waiting for our review since 2025-01-15 10:42, for 22 months.',
    next: 'Longer than usual. Ask your reviewers.',
    reply: 'in-review',
  },
  {
    title: 'the documents’ example of a new session',
    told: deepidv({
      status: 'PENDING',
      session_progress: 'PENDING',
      workflow_steps: ['ID_VERIFICATION', 'FACE_LIVENESS'],
      created_at: '2026-03-23T14:30:00.000Z',
      updated_at: '2026-03-23T14:30:00.000Z',
    }),
    says: 'The customer has not opened the link yet. It was made 8 months ago.',
    next: 'Ask the customer to look for our message, also in the spam folder.',
    reply: 'open-link',
  },
  {
    title: 'the documents’ example of a verified session',
    told: deepidv({
      status: 'VERIFIED',
      session_progress: 'COMPLETED',
      created_at: '2026-03-23T14:30:00.000Z',
      submitted_at: '2026-03-23T14:35:00.000Z',
      meta_data: { ...FROM_CHICAGO, applicantViewTime: '2026-03-23T14:30:05.000Z' },
    }),
    says: 'Verified. The last step was done 8 months ago. deepidv doesn’t say whether a rule or a person decided.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'the documents’ example of a session out of tries',
    told: deepidv({
      status: 'FAILED',
      session_progress: 'COMPLETED',
      created_at: '2026-03-23T14:30:00.000Z',
      submitted_at: '2026-03-23T14:35:00.000Z',
      meta_data: {
        ...FROM_CHICAGO,
        ...tried(
          ['NO_FACE_DETECTED', 'PRIMARY', '2026-03-23T14:30:10.000Z'],
          ['ID_TYPE_LOW_CONFIDENCE', 'PRIMARY', '2026-03-23T14:31:42.000Z'],
          ['DOC_TYPE_NOT_ALLOWED', 'SECONDARY', '2026-03-23T14:33:08.000Z'],
        ),
      },
    }),
    says: 'The check failed 8 months ago, 3 times, last at the second document: this kind of document is not accepted.',
    next: 'This link can’t be used again. For another try, the customer needs a new session, and should use another document.',
    reply: 'no-tries-left, task other-document',
  },
  {
    title: 'the documents’ example of a workflow’s state',
    told: deepidv(
      { status: 'PENDING', session_progress: 'STARTED', created_at: '2026-09-08T14:00:00.000Z' },
      {
        steps: [
          {
            step_id: 'ID_VERIFICATION',
            status: 'COMPLETED',
            attempts: 1,
            started_at: '2026-09-08T14:02:11.000Z',
            completed_at: '2026-09-08T14:03:47.000Z',
            failure_reason: null,
            requirements: { face: { face_front_photo_only: true } },
          },
          {
            step_id: 'FACE_LIVENESS',
            status: 'PENDING',
            attempts: 0,
            started_at: null,
            completed_at: null,
            failure_reason: null,
            requirements: { confidence_threshold: 70 },
          },
        ],
        attempts_remaining: 2,
      },
    ),
    says: 'The customer stopped at step 2 of 2, selfie and liveness. Last active 2 months ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue',
  },
]
