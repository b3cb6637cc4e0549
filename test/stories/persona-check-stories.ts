/** Stories of Persona's failed checks: what the customer can mend, what is for review, and what is no cause. */
import type { Story } from './story.ts'
import { persona } from './tell-case.ts'

const GOVERNMENT_ID = 'verification/government-id'
const SELFIE = 'verification/selfie'
const AT_ID = {
  status: 'pending',
  'created-at': '3 h ago',
  'started-at': '2 h ago',
  'expires-at': 'in 21 h',
  'next-step-name': 'verification_government_id',
}
const AT_SELFIE = {
  ...AT_ID,
  'previous-step-name': 'verification_government_id',
  'next-step-name': 'verification_selfie',
}

const failed = (name: string, reason?: string, requirement = 'required') => ({
  name,
  status: 'failed',
  reasons: reason === undefined ? [] : [reason],
  requirement,
  metadata: {},
})
const retry = (...checks: readonly object[]) => ({
  status: 'requires_retry',
  'completed-at': '30 min ago',
  checks,
})
/** One try that Persona asks to repeat. */
const once = (type: string) => [
  ['32 min ago', 'verification.submitted', type, 'ver_1'] as const,
  ['30 min ago', 'verification.requires-retry', type, 'ver_1'] as const,
]

const asDocument = (...checks: readonly object[]) =>
  persona(AT_ID, { verifications: [retry(...checks)], events: once(GOVERNMENT_ID) })
const asSelfie = (...checks: readonly object[]) =>
  persona(AT_SELFIE, { verifications: [{ type: SELFIE, ...retry(...checks) }], events: once(SELFIE) })

const mendable = (title: string, told: Story['told'], says: string, next: string, task: string): Story => ({
  title,
  told,
  says: `Failed at the step “${says}.`,
  next: `Ask the customer to ${next}.`,
  reply: `retry, task ${task}, until in 21 hours`,
  link: 'works',
})

const NEW_PHOTO = 'take a new photo of the document'

export const PERSONA_CHECK_STORIES: readonly Story[] = [
  mendable(
    'glare on the document',
    asDocument(failed('id_glare_detection', 'too_much_glare')),
    'government ID”: the photo has glare',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'blur and glare, in whatever order Persona names them',
    asDocument(failed('id_blur_detection'), failed('id_glare_detection', 'too_much_glare')),
    'government ID”: the photo has glare, and the photo is blurred',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'the front was photographed twice',
    asDocument(failed('id_double_side_detection', 'side_submitted_twice')),
    'government ID”: both photos show the same side',
    'take a photo of each side of the document',
    'both-sides',
  ),
  mendable(
    'a corner was cut off',
    asDocument(failed('id_corner_detection')),
    'government ID”: part of the document is not in the photo',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'no portrait was found',
    asDocument(failed('id_portrait_detection', 'portrait_not_found')),
    'government ID”: no clear face was found on the document',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'the barcode could not be decoded',
    asDocument(failed('id_barcode_detection', 'barcode_not_decoded')),
    'government ID”: the barcode could not be read',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'an expired passport, in a photo with glare: a new photo alone would not help',
    asDocument(failed('id_glare_detection', 'too_much_glare'), failed('id_expired_detection', 'expired')),
    'government ID”: the document has expired, and the photo has glare',
    'use a document that has not expired',
    'valid-document',
  ),
  mendable(
    'a library card',
    asDocument(failed('id_disallowed_type_detection', 'type_not_allowed')),
    'government ID”: this kind of document was not accepted',
    'use the kind of document that is chosen on the screen',
    'chosen-document',
  ),
  mendable(
    'a kind of document that was not recognised is not one that is refused',
    asDocument(failed('id_disallowed_type_detection', 'type_not_detected')),
    'government ID”: the kind of document was not recognised',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'glasses',
    asSelfie(failed('selfie_glasses_detection')),
    'selfie”: the customer wears glasses',
    'take a new selfie with nothing on the face',
    'uncover-face',
  ),
  mendable(
    'the wrong pose, with a friend in the picture',
    asSelfie(failed('selfie_pose_detection'), failed('selfie_multiple_faces_detection')),
    'selfie”: there is more than one face, and the face is not in the right position',
    'take a new selfie',
    'retake-selfie',
  ),
  {
    title: 'two tries failed for two reasons: the last one counts',
    told: persona(AT_ID, {
      verifications: [
        { id: 'ver_2', ...retry(failed('id_glare_detection')) },
        { id: 'ver_1', ...retry(failed('id_blur_detection')), 'completed-at': '50 min ago' },
      ],
      events: [
        ['50 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1'],
        ['30 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_2'],
      ],
    }),
    says: 'Failed twice, last at the step “government ID”: the photo has glare.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'two tries failed for one reason',
    told: persona(AT_ID, {
      verifications: [
        { id: 'ver_1', ...retry(failed('id_glare_detection')), 'completed-at': '50 min ago' },
        { id: 'ver_2', ...retry(failed('id_glare_detection')) },
      ],
      events: [
        ['50 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1'],
        ['30 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_2'],
      ],
    }),
    says: 'Failed twice at the step “government ID”: the photo has glare.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'failed checks that are not required, off or without anything to compare are no cause',
    told: asDocument(
      failed('id_glare_detection', 'too_much_glare', 'not_required'),
      failed('id_double_side_detection', 'side_submitted_twice', 'not_required'),
      failed('id_expired_detection', 'disabled'),
      failed('id_account_comparison', 'no_account'),
      failed('id_blur_detection', undefined, 'advisory'),
    ),
    says: 'Failed at the step “government ID”.',
    next: 'Ask the customer to try that step again. The dashboard says why it failed.',
    reply: 'retry, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'a fraud signal is one of a number, and the customer reads what they would read without',
    told: asDocument(failed('id_electronic_replica_detection', 'replica_detected')),
    says: 'Failed at the step “government ID”. 1 check is for review.',
    next: 'Ask the customer to try that step again. Your reviewers can see why it failed.',
    reply: 'retry, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'an age is for review like a fraud signal: nothing tells them apart',
    told: asDocument(failed('id_age_comparison', 'not_met')),
    says: 'Failed at the step “government ID”. 1 check is for review.',
    next: 'Ask the customer to try that step again. Your reviewers can see why it failed.',
    reply: 'retry, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'what can be mended, beside what cannot',
    told: asDocument(
      failed('id_tamper_detection'),
      failed('id_fabrication_detection'),
      failed('id_glare_detection', 'too_much_glare'),
    ),
    says: 'Failed at the step “government ID”: the photo has glare. 2 more checks are for review.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'failed for good with an expired document',
    told: persona(
      {
        status: 'failed',
        'created-at': '9 h ago',
        'started-at': '9 h ago',
        'failed-at': '2 h ago',
        'next-step-name': 'verification_government_id',
      },
      {
        verifications: [
          {
            status: 'failed',
            'completed-at': '2 h ago',
            checks: [failed('id_expired_detection', 'expired')],
          },
        ],
        events: [['2 h ago', 'verification.failed', GOVERNMENT_ID, 'ver_1']],
      },
    ),
    says: 'The check failed 2 hours ago, at the step “government ID”: the document has expired.',
    next: 'This link can’t be used again. For another try, the customer needs a new inquiry, and should use a document that has not expired.',
    reply: 'no-tries-left, task valid-document',
  },
  {
    title: 'failed forty days ago: its events are gone, and its verification still says why',
    told: persona(
      { status: 'failed', 'created-at': '40 d ago', 'failed-at': '40 d ago' },
      {
        verifications: [
          {
            id: 'ver_2',
            status: 'failed',
            'completed-at': '40 d ago',
            checks: [failed('id_portrait_detection')],
          },
          { id: 'ver_1', status: 'failed', 'completed-at': '41 d ago', checks: [failed('id_mrz_detection')] },
        ],
      },
    ),
    says: 'The check failed 40 days ago, twice, last at the step “government ID”: no clear face was found on the document.',
    next: 'This link can’t be used again. For another try, the customer needs a new inquiry, and should take a new photo of the document.',
    reply: 'no-tries-left, task retake-document',
  },
  {
    title: 'the link died after a try with glare',
    told: persona(
      { ...AT_ID, status: 'expired', 'expires-at': '1 h ago', 'expired-at': '1 h ago' },
      {
        verifications: [{ ...retry(failed('id_glare_detection')), 'completed-at': '90 min ago' }],
        events: [['90 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1']],
      },
    ),
    says: 'Failed at the step “government ID”: the photo has glare. The link expired 1 hour ago.',
    next: 'Resume it in Persona or start a new inquiry, then send that link. Ask the customer to take a new photo of the document.',
    reply: 'new-link, task retake-document',
    link: 'dead',
  },
  {
    title: 'the link died after a try that is for review',
    told: persona(
      { ...AT_ID, status: 'expired', 'expires-at': '1 h ago', 'expired-at': '1 h ago' },
      {
        verifications: [{ ...retry(failed('id_tamper_detection')), 'completed-at': '90 min ago' }],
        events: [['90 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1']],
      },
    ),
    says: 'Failed at the step “government ID”. 1 check is for review. The link expired 1 hour ago.',
    next: 'Resume it in Persona or start a new inquiry, then send that link.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'submitted again since: the failed try is over',
    told: persona(AT_ID, {
      verifications: [retry(failed('id_glare_detection'))],
      events: [
        ['30 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1'],
        ['2 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_1'],
      ],
    }),
    says: 'The customer submitted the government ID 2 minutes ago. It is being checked.',
    next: 'Wait a moment. The result appears here.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the document failed, the selfie passed since, and Persona waits for the document',
    told: persona(AT_ID, {
      verifications: [
        retry(failed('id_glare_detection', 'too_much_glare')),
        { type: SELFIE, status: 'passed', 'completed-at': '10 min ago', checks: [] },
      ],
      events: [...once(GOVERNMENT_ID), ['10 min ago', 'verification.passed', SELFIE, 'ver_2']],
    }),
    says: 'Failed at the step “government ID”: the photo has glare.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the same, and the events are gone',
    told: persona(AT_ID, {
      verifications: [
        retry(failed('id_glare_detection', 'too_much_glare')),
        { type: SELFIE, status: 'passed', 'completed-at': '10 min ago', checks: [] },
      ],
    }),
    says: 'Failed at the step “government ID”: the photo has glare.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'passed by now, whatever its last event says',
    told: persona(AT_SELFIE, {
      verifications: [
        { status: 'passed', 'completed-at': '10 min ago', checks: [failed('id_glare_detection')] },
      ],
      events: once(GOVERNMENT_ID),
    }),
    says: 'The customer stopped at the step “selfie”. Last active 10 minutes ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, task selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'a key that may not read the checks',
    told: persona(AT_ID, {
      verifications: [{ status: 'requires_retry', 'completed-at': '30 min ago' }],
      events: once(GOVERNMENT_ID),
    }),
    says: 'Failed at the step “government ID”.',
    next: 'Ask the customer to try that step again. The dashboard says why it failed.',
    reply: 'retry, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the code of the phone came too late',
    told: persona(
      { ...AT_ID, 'next-step-name': 'verification_phone_number' },
      {
        verifications: [
          { type: 'verification/phone-number', ...retry(failed('phone_number_timeout_detection')) },
        ],
        events: once('verification/phone-number'),
      },
    ),
    says: 'Failed at the step “phone number”: the code was wrong or late.',
    next: 'Ask the customer to try that step again.',
    reply: 'retry, task phone-number, until in 21 hours',
    link: 'works',
  },
  {
    title: 'declined by a person after failed checks: no reason goes to the customer',
    told: persona(
      { status: 'declined', 'completed-at': '9 h ago', 'decisioned-at': '2 h ago' },
      {
        reviewer: 'user',
        verifications: [
          { status: 'failed', 'completed-at': '9 h ago', checks: [failed('id_tamper_detection')] },
        ],
        events: [['9 h ago', 'verification.failed', GOVERNMENT_ID, 'ver_1']],
      },
    ),
    says: 'Declined by a person 2 hours ago.',
    next: 'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.',
    reply: 'declined',
  },
  {
    title: 'the example of Persona’s own document: two flaws, a fraud signal and four decoys',
    told: asDocument(
      failed('id_barcode_detection', 'barcode_not_decoded', 'not_required'),
      failed('id_disallowed_type_detection', 'type_not_detected'),
      failed('id_double_side_detection', 'side_submitted_twice', 'not_required'),
      failed('id_electronic_replica_detection', 'replica_detected', 'not_required'),
      failed('id_entity_detection', 'cannot_verify_id'),
      failed('id_glare_detection', 'too_much_glare', 'not_required'),
      failed('id_portrait_detection', 'portrait_not_found'),
    ),
    says: 'Failed at the step “government ID”: no clear face was found on the document, and the kind of document was not recognised. 1 more check is for review.',
    next: 'Ask the customer to take a new photo of the document.',
    reply: 'retry, task retake-document, until in 21 hours',
    link: 'works',
  },
  {
    title: 'a selfie without enough signs of life, which Persona asks to repeat',
    told: asSelfie(failed('selfie_liveness_detection', 'low_liveness_confidence', 'requires_retry')),
    says: 'Failed at the step “selfie”. 1 check is for review.',
    next: 'Ask the customer to try that step again. Your reviewers can see why it failed.',
    reply: 'retry, task selfie, until in 21 hours',
    link: 'works',
  },
]
