/** Stories of inquiries of Persona that came to an end: expired, failed, in review, decided. */
import type { Story } from './story.ts'
import { persona } from './tell-case.ts'

const PHONE = { 'device-type': 'smartphone', 'device-name': 'iPhone' }
const OPENED = { ...PHONE, status: 'active', 'created-at': '2 h ago', 'started-at': '2 h ago' }
const GOVERNMENT_ID = 'verification/government-id'
const SELFIE = 'verification/selfie'

export const PERSONA_END_STORIES: readonly Story[] = [
  {
    title: 'expired between the document and the selfie',
    told: persona(
      {
        status: 'expired',
        'created-at': '30 h ago',
        'started-at': '29 h ago',
        'expires-at': '6 h ago',
        'expired-at': '6 h ago',
        'previous-step-name': 'verification_government_id',
        'next-step-name': 'verification_selfie',
      },
      { sessions: [{ ...OPENED, 'created-at': '29 h ago', 'started-at': '29 h ago' }] },
    ),
    says: 'The customer stopped at the step “selfie”. The link expired 6 hours ago.',
    next: 'Resume it in Persona or start a new inquiry, then send that link.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'still pending by its word, and dead by its time',
    told: persona({
      status: 'pending',
      'created-at': '30 h ago',
      'started-at': '29 h ago',
      'expires-at': '5 h ago',
      'next-step-name': 'verification_selfie',
    }),
    says: 'The customer stopped at the step “selfie”. The link expired 5 hours ago.',
    next: 'Resume it in Persona or start a new inquiry, then send that link.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'expired after two tries that did not go through',
    told: persona(
      { status: 'expired', 'created-at': '30 h ago', 'started-at': '29 h ago', 'expired-at': '6 h ago' },
      {
        events: [
          ['28 h ago', 'verification.requires-retry', SELFIE, 'ver_1'],
          ['27 h ago', 'verification.requires-retry', SELFIE, 'ver_2'],
        ],
      },
    ),
    says: 'Failed twice at the step “selfie”. The link expired 6 hours ago.',
    next: 'Resume it in Persona or start a new inquiry, then send that link.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'resumed after it had expired, and open again',
    told: persona({
      status: 'pending',
      'created-at': '60 h ago',
      'started-at': '59 h ago',
      'expired-at': '36 h ago',
      'expires-at': 'in 20 h',
      'next-step-name': 'verification_selfie',
    }),
    says: 'The customer stopped at the step “selfie”. Last active 2 days ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, task selfie, until in 20 hours',
    link: 'works',
  },
  {
    title: 'resumed, and dead once more: the new end counts, not the old one',
    told: persona({
      status: 'pending',
      'created-at': '60 h ago',
      'started-at': '59 h ago',
      'expired-at': '36 h ago',
      'expires-at': '2 h ago',
      'next-step-name': 'verification_selfie',
    }),
    says: 'The customer stopped at the step “selfie”. The link expired 2 hours ago.',
    next: 'Resume it in Persona or start a new inquiry, then send that link.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'failed for good after five tries',
    told: persona(
      {
        status: 'failed',
        'created-at': '5 h ago',
        'started-at': '4 h ago',
        'failed-at': '3 h ago',
        'expires-at': 'in 19 h',
      },
      {
        events: [1, 2, 3, 4, 5].map(
          (n) =>
            [
              `${180 + n} min ago`,
              n === 1 ? 'verification.failed' : 'verification.requires-retry',
              GOVERNMENT_ID,
              `ver_${n}`,
            ] as const,
        ),
      },
    ),
    says: 'The check failed 3 hours ago, 5 times at the step “government ID”.',
    next: 'This link can’t be used again. For another try, the customer needs a new inquiry.',
    reply: 'no-tries-left',
  },
  {
    title: 'failed for good, and the events are gone',
    told: persona({
      status: 'failed',
      'created-at': '95 d ago',
      'started-at': '95 d ago',
      'failed-at': '95 d ago',
    }),
    says: 'The check failed 3 months ago. No tries are left.',
    next: 'This link can’t be used again. For another try, the customer needs a new inquiry.',
    reply: 'no-tries-left',
  },
  {
    title: 'finished, not decided',
    told: persona({
      status: 'completed',
      'created-at': '3 h ago',
      'started-at': '2 h ago',
      'completed-at': '100 min ago',
      'next-step-name': 'success',
    }),
    says: 'The customer finished 1 hour ago. There is no decision yet.',
    next: 'Wait for the automatic decision, or ask your reviewers.',
    reply: 'in-review',
  },
  {
    title: 'waiting for our review since this morning',
    told: persona({
      status: 'needs_review',
      'created-at': '6 h ago',
      'started-at': '5 h ago',
      'completed-at': '4 h ago',
      'marked-for-review-at': '4 h ago',
    }),
    says: 'Waiting for our review since 2026-11-21 08:00.',
    next: 'No action for the customer. We write when there is a decision.',
    reply: 'in-review',
  },
  {
    title: 'waiting for our review, in the other spelling',
    told: persona({ status: 'needs-review', 'completed-at': '4 h ago', 'marked-for-review-at': '4 h ago' }),
    says: 'Waiting for our review since 2026-11-21 08:00.',
    next: 'No action for the customer. We write when there is a decision.',
    reply: 'in-review',
  },
  {
    title: 'waiting for our review since a week',
    told: persona({ status: 'needs_review', 'completed-at': '7 d ago', 'marked-for-review-at': '7 d ago' }),
    says: 'Waiting for our review since 2026-11-14 12:00, for 7 days.',
    next: 'Longer than usual. Ask your reviewers.',
    reply: 'in-review',
  },
  {
    title: 'in review by its word, since when is not told',
    told: persona({ status: 'needs_review', 'created-at': '6 h ago' }),
    says: 'Waiting for our review. There is no decision yet.',
    next: 'Wait for the automatic decision, or ask your reviewers.',
    reply: 'in-review',
  },
  {
    title: 'approved within seconds',
    told: persona({
      status: 'approved',
      'created-at': '6 h ago',
      'started-at': '5 h ago',
      'completed-at': '4 h ago',
      'decisioned-at': '4 h ago',
    }),
    says: 'Verified 4 hours ago, probably automatically (right after the last step).',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'approved after a review',
    told: persona({
      status: 'approved',
      'completed-at': '30 h ago',
      'marked-for-review-at': '30 h ago',
      'decisioned-at': '4 h ago',
    }),
    says: 'Verified 4 hours ago, after a review of 26 hours.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'approved some time after the last step, by whom unknown',
    told: persona({ status: 'approved', 'completed-at': '6 h ago', 'decisioned-at': '4 h ago' }),
    says: 'Verified 4 hours ago, 2 hours after the last step. Persona doesn’t say whether a rule or a person decided.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'verified fourteen months ago',
    told: persona({ status: 'approved', 'completed-at': '430 d ago', 'decisioned-at': '430 d ago' }),
    says: 'Verified 14 months ago, probably automatically (right after the last step).',
    next: 'Old result. Check whether the customer needs a new one.',
    reply: 'approved',
  },
  {
    title: 'approved, time unknown',
    told: persona({ status: 'approved' }),
    says: 'Verified. Persona doesn’t say when or by whom.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'declined by a rule, with a hidden screening',
    told: persona(
      { status: 'declined', 'completed-at': '2 h ago', 'decisioned-at': '2 h ago' },
      { events: [['2 h ago', 'report/adverse-media.matched', 'report/adverse-media', 'rep_1']] },
    ),
    says: 'Declined 2 hours ago, probably automatically (right after the last step).',
    next: 'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.',
    reply: 'declined',
  },
  {
    title: 'declined after a review',
    told: persona({
      status: 'declined',
      'completed-at': '9 h ago',
      'marked-for-review-at': '8 h ago',
      'decisioned-at': '2 h ago',
    }),
    says: 'Declined 2 hours ago, after a review of 6 hours.',
    next: 'Don’t give the customer a reason. Ask your reviewers whether the customer may try again.',
    reply: 'declined',
  },
  {
    title: 'approved, then redacted at the customer’s wish',
    told: persona({ status: 'approved', 'decisioned-at': '40 d ago', 'redacted-at': '3 d ago' }),
    says: 'The customer’s data was redacted 3 days ago. No data is left.',
    next: 'For another check, start a new one.',
    reply: 'deleted',
  },
  {
    title: 'open by its word, and decided by its times',
    told: persona({
      status: 'pending',
      'created-at': '9 h ago',
      'started-at': '8 h ago',
      'decisioned-at': '2 h ago',
    }),
    says: 'Persona shows it as open, but also shows an end. It may have been resumed.',
    next: 'Look at it in Persona before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 03:00', 'opened 2026-11-21 04:00', 'decided 2026-11-21 10:00'],
  },
  {
    title: 'never opened by its word, and finished by its times',
    told: persona({ status: 'created', 'created-at': '9 h ago', 'completed-at': '2 h ago' }),
    says: 'Persona shows it as open, but also shows an end. It may have been resumed.',
    next: 'Look at it in Persona before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 03:00', 'finished 2026-11-21 10:00'],
  },
  {
    title: 'open by its word, and finished by its times',
    told: persona({
      status: 'pending',
      'created-at': '9 h ago',
      'started-at': '8 h ago',
      'completed-at': '2 h ago',
    }),
    says: 'Persona shows it as open, but also shows an end. It may have been resumed.',
    next: 'Look at it in Persona before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 03:00', 'opened 2026-11-21 04:00', 'finished 2026-11-21 10:00'],
  },
  {
    title: 'an unknown status',
    told: persona({
      status: 'paused_by_partner',
      'created-at': '9 h ago',
      'started-at': '8 h ago',
      'next-step-name': 'verification_selfie',
    }),
    says: 'Persona uses a status that Inquiry Lens doesn’t know.',
    next: 'Look at it in Persona before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 03:00', 'opened 2026-11-21 04:00', 'next is the step “selfie”'],
  },
  {
    title: 'approved by a rule, a second after the last step',
    told: persona(
      { status: 'approved', 'completed-at': '2 h ago', 'decisioned-at': '2 h ago' },
      { reviewer: 'workflow-run' },
    ),
    says: 'Verified by a rule 2 hours ago.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'approved by a person within a minute: the time alone would say a rule',
    told: persona(
      { status: 'approved', 'completed-at': '2 h ago', 'decisioned-at': '2 h ago' },
      { reviewer: 'user' },
    ),
    says: 'Verified by a person 2 hours ago.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'approved by a person, after a review',
    told: persona(
      {
        status: 'approved',
        'completed-at': '9 h ago',
        'marked-for-review-at': '8 h ago',
        'decisioned-at': '2 h ago',
      },
      { reviewer: 'user' },
    ),
    says: 'Verified by a person 2 hours ago, after a review of 6 hours.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'a reviewer of a kind that is new',
    told: persona(
      { status: 'approved', 'completed-at': '9 h ago', 'decisioned-at': '2 h ago' },
      { reviewer: 'oracle' },
    ),
    says: 'Verified 2 hours ago, 7 hours after the last step. Persona doesn’t say whether a rule or a person decided.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
  {
    title: 'a reviewer of a kind that is new, right after the last step: no guess at who it was',
    told: persona(
      { status: 'approved', 'completed-at': '120 min ago', 'decisioned-at': '2 h ago' },
      { reviewer: 'oracle' },
    ),
    says: 'Verified 2 hours ago, 0 seconds after the last step. Persona doesn’t say whether a rule or a person decided.',
    next: 'No action needed. This check doesn’t block the customer.',
    reply: 'approved',
  },
]
