import type { Story } from './story.ts'
import { persona } from './tell-case.ts'

const PHONE = { 'device-type': 'smartphone', 'device-name': 'iPhone' }
const BEGUN = { 'created-at': '3 h ago', 'started-at': '2 h ago', 'expires-at': 'in 21 h' }
const OPENED = { ...PHONE, status: 'active', 'created-at': '2 h ago', 'started-at': '2 h ago' }
/** Made with its link: no device, no country, no start. */
const WAITING = { status: 'new', 'created-at': '44 min ago', 'started-at': null }
const GOVERNMENT_ID = 'verification/government-id'
const SELFIE = 'verification/selfie'

export const PERSONA_STORIES: readonly Story[] = [
  {
    title: 'the link was mailed and not opened',
    told: persona({
      status: 'created',
      'created-at': '2 h ago',
      'expires-at': 'in 22 h',
      'next-step-name': 'start',
    }),
    says: 'The customer has not opened the link yet. It was made 2 hours ago.',
    next: 'Ask the customer to look for our message, also in the spam folder.',
    reply: 'open-link, until in 22 hours',
    link: 'works',
  },
  {
    title: 'made without an end',
    told: persona({ status: 'created', 'created-at': '2 h ago' }),
    says: 'The customer has not opened the link yet. It was made 2 hours ago.',
    next: 'Ask the customer to look for our message, also in the spam folder.',
    reply: 'open-link',
  },
  {
    title: 'only its existence is known',
    told: persona({ status: 'created' }),
    says: 'The customer has not opened the link yet.',
    next: 'Ask the customer to look for our message, also in the spam folder.',
    reply: 'open-link',
  },
  {
    title: 'never opened, and expired',
    told: persona({
      status: 'expired',
      'created-at': '30 h ago',
      'expires-at': '6 h ago',
      'expired-at': '6 h ago',
    }),
    says: 'The link expired 6 hours ago. The customer never opened it.',
    next: 'Resume it in Persona or start a new inquiry, then send that link. Ask whether our message arrived.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'never opened, the time is up, and Persona has not noticed yet',
    told: persona({ status: 'created', 'created-at': '25 h ago', 'expires-at': '1 h ago' }),
    says: 'The link expired 1 hour ago. The customer never opened it.',
    next: 'Resume it in Persona or start a new inquiry, then send that link. Ask whether our message arrived.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'its session was made with the link, and waits to be opened',
    told: persona(
      { status: 'created', 'created-at': '44 min ago', 'expires-at': 'in 23 h', 'next-step-name': 'start' },
      { sessions: [WAITING], events: [['44 min ago', 'inquiry.created']] },
    ),
    says: 'The customer has not opened the link yet. It was made 44 minutes ago.',
    next: 'Ask the customer to look for our message, also in the spam folder.',
    reply: 'open-link, until in 23 hours',
    link: 'works',
  },
  {
    title: 'five links were sent, and none was opened',
    told: persona(
      { status: 'created', 'created-at': '2 h ago' },
      { sessions: Array.from({ length: 5 }, () => WAITING) },
    ),
    says: 'The customer has not opened the link yet. It was made 2 hours ago.',
    next: 'Ask the customer to look for our message, also in the spam folder.',
    reply: 'open-link',
  },
  {
    title: 'its session ended with the link, and was never opened',
    told: persona(
      {
        status: 'expired',
        'created-at': '30 h ago',
        'expires-at': '6 h ago',
        'expired-at': '6 h ago',
      },
      {
        sessions: [{ status: 'expired', 'created-at': '30 h ago', 'expired-at': '6 h ago' }],
        events: [['6 h ago', 'inquiry-session.expired', 'inquiry-session', 'iqse_Story0']],
      },
    ),
    says: 'The link expired 6 hours ago. The customer never opened it.',
    next: 'Resume it in Persona or start a new inquiry, then send that link. Ask whether our message arrived.',
    reply: 'new-link',
    link: 'dead',
  },
  {
    title: 'one link was opened, and a second one waits',
    told: persona(
      { status: 'created', 'created-at': '3 h ago', 'expires-at': 'in 21 h' },
      { sessions: [OPENED, WAITING] },
    ),
    says: 'The customer opened the link 2 hours ago, but started no check.',
    next: 'Ask the customer to open it again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'only an event tells that it was opened',
    told: persona(
      { status: 'created', 'created-at': '3 h ago' },
      {
        sessions: [WAITING],
        events: [['30 min ago', 'inquiry-session.started', 'inquiry-session', 'iqse_Story0']],
      },
    ),
    says: 'The customer opened the link 30 minutes ago, but started no check.',
    next: 'Ask the customer to open it again and continue.',
    reply: 'continue',
  },
  {
    title: 'only an event tells that it was opened, of a session that the answer has not; then it expired',
    told: persona(
      { status: 'expired', 'created-at': '30 h ago', 'expires-at': '6 h ago' },
      { events: [['20 h ago', 'inquiry-session.started', 'inquiry-session', 'iqse_Story9']] },
    ),
    says: 'The customer opened the link, but started no check. The link expired 6 hours ago.',
    next: 'Resume it in Persona or start a new inquiry, then send that link.',
    reply: 'new-link',
    link: 'dead',
  },
  ...[
    { what: 'a step that is over', attributes: { 'previous-step-name': 'start' }, event: 'inquiry.created' },
    { what: 'an event of a new name', attributes: {}, event: 'inquiry-session.resumed' },
  ].map(({ what, attributes, event }) => ({
    title: `made, and ${what}: unknown whether it was opened`,
    told: persona(
      { status: 'created', 'created-at': '3 h ago', ...attributes },
      { events: [['30 min ago', event, 'inquiry']] },
    ),
    says: 'Persona doesn’t say whether the customer opened the link.',
    next: 'Look at it in Persona before you reply to the customer.',
    reply: 'none',
    facts: ['made 2026-11-21 09:00'],
  })),
  {
    title: 'a check was handed in, though the inquiry says of nothing that it began',
    told: persona(
      { status: 'created', 'created-at': '3 h ago' },
      { events: [['30 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_1']] },
    ),
    says: 'The customer started, but did not finish. Last active 30 minutes ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue',
  },
  {
    title: '25 links were made, and none was opened: Persona makes no more',
    told: persona(
      { status: 'created', 'created-at': '9 h ago' },
      { sessions: Array.from({ length: 25 }, () => WAITING) },
    ),
    says: 'The link has had 25 sessions. Persona usually allows no more.',
    next: 'The link will not open again: the customer needs a new inquiry.',
    reply: 'new-link',
  },
  {
    title: 'opened on the phone, and nothing begun',
    told: persona(
      {
        status: 'created',
        'created-at': '3 h ago',
        'expires-at': 'in 21 h',
        'next-step-name': 'verification_government_id',
      },
      { sessions: [OPENED] },
    ),
    says: 'The customer opened the link 2 hours ago, but started no check.',
    next: 'Ask the customer to open it again and continue.',
    reply: 'continue, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'opened five times, and nothing begun',
    told: persona(
      { status: 'created', 'created-at': '9 h ago', 'expires-at': 'in 15 h' },
      {
        sessions: [1, 2, 3, 4, 5].map((hours) => ({
          ...OPENED,
          'created-at': `${hours} h ago`,
          'started-at': `${hours} h ago`,
        })),
      },
    ),
    says: 'The customer opened the link 5 times, last 1 hour ago, but started no check.',
    next: 'Ask the customer to open it again and continue.',
    reply: 'continue, until in 15 hours',
    link: 'works',
  },
  {
    title: 'the link lost again and again: 25 sessions',
    told: persona(
      { status: 'created', 'created-at': '9 h ago', 'expires-at': 'in 15 h' },
      {
        sessions: Array.from({ length: 25 }, (_, n) => ({
          ...OPENED,
          'created-at': `${n + 10} min ago`,
          'started-at': null,
        })),
      },
    ),
    says: 'The link has had 25 sessions. Persona usually allows no more.',
    next: 'The link will not open again: the customer needs a new inquiry.',
    reply: 'new-link',
  },
  {
    title: 'left at the document',
    told: persona(
      {
        status: 'pending',
        ...BEGUN,
        'previous-step-name': 'start',
        'next-step-name': 'verification_government_id',
      },
      { sessions: [OPENED] },
    ),
    says: 'The customer stopped at the step “government ID”. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'left at the selfie, with the document passed',
    told: persona(
      {
        status: 'pending',
        ...BEGUN,
        'previous-step-name': 'verification_government_id',
        'next-step-name': 'verification_selfie',
      },
      {
        sessions: [OPENED],
        events: [
          ['110 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_1'],
          ['109 min ago', 'verification.passed', GOVERNMENT_ID, 'ver_1'],
          ['108 min ago', 'verification.created', SELFIE, 'ver_2'],
        ],
      },
    ),
    says: 'The customer stopped at the step “selfie”. Last active 1 hour ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, task selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'left at a page that the template’s author made up',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'tell_us_about_you' },
      { sessions: [OPENED] },
    ),
    says: 'The customer stopped at the step “tell us about you”. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'left at a page whose very name tells of a screening',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'interstitial_watchlist_hit' },
      { sessions: [OPENED] },
    ),
    says: 'The customer started, but did not finish. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'left after the document, next step unknown',
    told: persona(
      { status: 'pending', ...BEGUN, 'previous-step-name': 'verification_document' },
      { sessions: [OPENED] },
    ),
    says: 'The customer stopped after the step “document”. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'started, without steps',
    told: persona({ status: 'pending', ...BEGUN }, { sessions: [OPENED] }),
    says: 'The customer started, but did not finish. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'at it right now',
    told: persona(
      {
        status: 'pending',
        'created-at': '3 h ago',
        'started-at': '4 min ago',
        'expires-at': 'in 21 h',
        'next-step-name': 'verification_selfie',
      },
      { sessions: [{ ...OPENED, 'created-at': '5 min ago', 'started-at': '5 min ago' }] },
    ),
    says: 'In progress. Last active 4 minutes ago. Next is the step “selfie”.',
    next: 'Give the customer a few minutes.',
    reply: 'continue, task selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'handed in a minute ago, being checked',
    told: persona(
      { status: 'pending', 'created-at': '3 h ago', 'started-at': '4 min ago', 'expires-at': 'in 21 h' },
      { sessions: [OPENED], events: [['1 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_1']] },
    ),
    says: 'The customer submitted the government ID 1 minute ago. It is being checked.',
    next: 'Wait a moment. The result appears here.',
    reply: 'continue, until in 21 hours',
    link: 'works',
  },
  {
    title: 'one try of the document did not go through',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_government_id' },
      {
        sessions: [OPENED],
        events: [
          ['110 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_1'],
          ['109 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1'],
        ],
      },
    ),
    says: 'Failed at the step “government ID”.',
    next: 'Ask the customer to try that step again. The dashboard says why it failed.',
    reply: 'retry, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'three tries of the document, newest first as Persona lists them',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_government_id' },
      {
        sessions: [OPENED],
        events: [
          ['60 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_3'],
          ['61 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_3'],
          ['80 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_2'],
          ['81 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_2'],
          ['90 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1'],
          ['91 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_1'],
        ],
      },
    ),
    says: 'Failed 3 times at the step “government ID”.',
    next: 'Ask the customer to try that step again. The dashboard says why it failed.',
    reply: 'retry, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the document was asked for again, and yet the selfie is next: it must have been got past',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_selfie' },
      { sessions: [OPENED], events: [['80 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1']] },
    ),
    says: 'The customer stopped at the step “selfie”. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, task selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'failed twice, then passed, and left at the selfie',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_selfie' },
      {
        sessions: [OPENED],
        events: [
          ['90 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_1'],
          ['80 min ago', 'verification.requires-retry', GOVERNMENT_ID, 'ver_2'],
          ['70 min ago', 'verification.passed', GOVERNMENT_ID, 'ver_3'],
        ],
      },
    ),
    says: 'The customer stopped at the step “selfie”. Last active 2 hours ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, task selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'the selfie failed, while a hidden screening matched',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_selfie' },
      {
        sessions: [OPENED],
        events: [
          ['60 min ago', 'report/watchlist.matched', 'report/watchlist', 'rep_1'],
          ['61 min ago', 'verification.requires-retry', SELFIE, 'ver_2'],
        ],
      },
    ),
    says: 'Failed at the step “selfie”.',
    next: 'Ask the customer to try that step again. The dashboard says why it failed.',
    reply: 'retry, task selfie, until in 21 hours',
    link: 'works',
  },
  {
    title: 'a check of a kind that is new, asked for again',
    told: persona(
      { status: 'pending', ...BEGUN },
      {
        sessions: [OPENED],
        events: [['60 min ago', 'verification.requires-retry', 'verification/palm-vein', 'ver_1']],
      },
    ),
    says: 'Failed at the step “verification”.',
    next: 'Ask the customer to try that step again. The dashboard says why it failed.',
    reply: 'retry, until in 21 hours',
    link: 'works',
  },
  {
    title: 'moved from the desk to the phone by QR code, and never got there',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_government_id' },
      {
        sessions: [
          { status: 'active', 'device-type': 'desktop', 'created-at': '2 h ago', 'started-at': '2 h ago' },
          { ...PHONE, status: 'new', 'created-at': '100 min ago', 'device-handoff-method': 'qr' },
        ],
      },
    ),
    says: 'The customer asked to continue on another device by QR code 1 hour ago, but did nothing there yet.',
    next: 'Ask the customer to continue on that device, or to open the link there.',
    reply: 'continue-on-other-device, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'moved to another device in a way that is new',
    told: persona(
      { status: 'created', 'created-at': '3 h ago', 'expires-at': 'in 21 h' },
      {
        sessions: [
          { status: 'active', 'created-at': '2 h ago', 'started-at': '2 h ago' },
          { ...PHONE, status: 'new', 'created-at': '100 min ago', 'device-handoff-method': 'carrier-pigeon' },
        ],
      },
    ),
    says: 'The customer asked to continue on another device 1 hour ago, but did nothing there yet.',
    next: 'Ask the customer to continue on that device, or to open the link there.',
    reply: 'continue-on-other-device, until in 21 hours',
    link: 'works',
  },
  {
    title: 'moved to the phone, opened the link there, and did no more',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_government_id' },
      {
        sessions: [
          { status: 'active', 'device-type': 'desktop', 'created-at': '2 h ago', 'started-at': '2 h ago' },
          { ...OPENED, 'created-at': '100 min ago', 'device-handoff-method': 'qr' },
        ],
      },
    ),
    says: 'The customer continued on another device by QR code 1 hour ago, but started no check there yet.',
    next: 'Ask the customer to continue on that device, or to open the link there.',
    reply: 'continue-on-other-device, task government-id, until in 21 hours',
    link: 'works',
  },
  {
    title: 'moved to the phone, and went on there',
    told: persona(
      { status: 'pending', ...BEGUN, 'next-step-name': 'verification_selfie' },
      {
        sessions: [
          { status: 'active', 'created-at': '2 h ago', 'started-at': '2 h ago' },
          { ...PHONE, status: 'active', 'created-at': '100 min ago', 'device-handoff-method': 'sms' },
        ],
        events: [['90 min ago', 'verification.passed', GOVERNMENT_ID, 'ver_1']],
      },
    ),
    says: 'The customer stopped at the step “selfie”. Last active 1 hour ago.',
    next: 'Ask the customer to open the link again and continue.',
    reply: 'continue, task selfie, until in 21 hours',
    link: 'works',
  },
]
