import {
  ACCOUNT,
  AT_DESKTOP,
  createInquiry,
  decide,
  finish,
  IN_APP,
  INQUIRY,
  judge,
  makeLink,
  ON_PHONE,
  openLink,
  runOut,
  screen,
  showDocument,
  startInquiry,
  takeSelfie,
  tell,
  tellLate,
  the,
} from './scenes.ts'
import type { Beat, SessionSetting, Story } from './story.ts'

const ID_AND_SELFIE = ['government-id', 'selfie'] as const

/** Everything from the document to the end, without a hitch. */
const SMOOTH: readonly Beat[] = [
  startInquiry(),
  ...showDocument(0, 0),
  judge(0, 'passed'),
  ...takeSelfie(1, 0),
  judge(1, 'passed'),
  finish(),
]

function goSmoothly(name: string, title: string, setting: SessionSetting, ending: readonly Beat[]): Story {
  return {
    name,
    title,
    sessions: [setting],
    verifications: ID_AND_SELFIE,
    reviewer: 'workflow-run',
    beats: [createInquiry(), ...openLink(), ...SMOOTH, ...ending, ...runOut(1)],
  }
}

const approvedFast = goSmoothly('approved-fast', 'Approved within minutes', ON_PHONE, [
  screen('watchlist', 'ready'),
  decide('approved'),
  tell('account.updated-fields', ACCOUNT),
])

const approvedAtDesk = goSmoothly('approved-at-desk', 'Approved from a computer', AT_DESKTOP, [
  screen('politically-exposed-person', 'ready'),
  decide('approved', [5, 60]),
])

const approvedInApp = goSmoothly('approved-in-app', 'Approved from the mobile app', IN_APP, [
  decide('approved'),
])

const completedOnly = goSmoothly('completed', 'Completed, nothing decided', ON_PHONE, [])

const threeRetries: Story = {
  name: 'three-retries',
  title: 'Passed after three retries of the document',
  sessions: [ON_PHONE],
  verifications: ['government-id', 'government-id', 'government-id', 'government-id', 'selfie'],
  failed: {
    0: [{ name: 'id_glare_detection', reasons: ['too_much_glare'] }, { name: 'id_blur_detection' }],
    1: [{ name: 'id_double_side_detection', reasons: ['side_submitted_twice'] }],
    2: [{ name: 'id_mrz_detection', reasons: ['mrz_not_found', null], requirement: 'requires_retry' }],
  },
  reviewer: 'workflow-run',
  beats: [
    createInquiry(),
    ...openLink(),
    startInquiry(),
    ...[0, 1, 2].flatMap((n) => [...showDocument(n, n), judge(n, 'requires-retry')]),
    ...showDocument(3, 3),
    judge(3, 'passed'),
    ...takeSelfie(4, 0),
    judge(4, 'passed'),
    finish(),
    decide('approved'),
    ...runOut(1),
  ],
}

const neverOpened: Story = {
  name: 'never-opened',
  title: 'The link was never opened',
  sessions: [],
  verifications: [],
  reviewer: null,
  beats: [createInquiry(), tellLate('inquiry.expired', INQUIRY)],
}

const linkWaiting: Story = {
  name: 'link-waiting',
  title: 'A link was made and waits to be opened',
  sessions: [ON_PHONE],
  verifications: [],
  reviewer: null,
  beats: [createInquiry(), makeLink(), tellLate('inquiry.expired', INQUIRY), ...runOut(1)],
}

const inReview: Story = {
  name: 'in-review',
  title: 'Waits for a person to review it',
  sessions: [AT_DESKTOP],
  verifications: ID_AND_SELFIE,
  reviewer: 'user',
  beats: [
    createInquiry(),
    ...openLink(),
    ...SMOOTH,
    screen('adverse-media', 'matched'),
    tell('inquiry.marked-for-review', INQUIRY),
    tell('case.created', the('case')),
    tell('case.assigned', the('case'), [30, 600]),
    ...runOut(1),
    tellLate('inquiry.approved', INQUIRY, [600, 2400]),
    tellLate('case.resolved', the('case')),
  ],
}

const twoCountries: Story = {
  name: 'two-countries',
  title: 'Two countries within the hour',
  sessions: [ON_PHONE, { ...AT_DESKTOP, place: 'away' }],
  verifications: ID_AND_SELFIE,
  reviewer: 'user',
  beats: [
    createInquiry(),
    ...openLink(0),
    startInquiry(),
    ...showDocument(0, 0),
    judge(0, 'passed'),
    ...openLink(1, [1200, 2400]),
    ...takeSelfie(1, 0),
    judge(1, 'passed'),
    finish(),
    tell('inquiry.marked-for-review', INQUIRY),
    tell('case.created', the('case')),
    ...runOut(2),
  ],
}

const redacted: Story = {
  ...approvedFast,
  name: 'redacted',
  title: 'Approved, then redacted at the customer’s wish',
  beats: [
    createInquiry(),
    ...openLink(),
    ...SMOOTH,
    decide('approved'),
    tell('inquiry.redacted', INQUIRY, [1200, 3600]),
    tell('account.redacted', ACCOUNT),
    ...runOut(1),
  ],
}

const declined: Story = {
  name: 'declined',
  title: 'Declined',
  sessions: [AT_DESKTOP],
  verifications: ID_AND_SELFIE,
  reviewer: 'user',
  beats: [
    createInquiry(),
    ...openLink(),
    ...SMOOTH,
    screen('watchlist', 'matched'),
    decide('declined', [300, 1800]),
    ...runOut(1),
  ],
}

const expiredMidway: Story = {
  name: 'expired-midway',
  title: 'Expired between the document and the selfie',
  sessions: [ON_PHONE],
  verifications: ID_AND_SELFIE,
  reviewer: null,
  beats: [
    createInquiry(),
    ...openLink(),
    startInquiry(),
    ...showDocument(0, 0),
    judge(0, 'passed'),
    tell('inquiry.transitioned', INQUIRY),
    tell('verification.created', the('verification', 1)),
    tellLate('inquiry.expired', INQUIRY),
    ...runOut(1),
  ],
}

const throughVpn = goSmoothly('vpn', 'Came through a VPN', { ...AT_DESKTOP, route: 'vpn' }, [
  decide('approved'),
])

const throughTor: Story = {
  ...declined,
  name: 'tor',
  title: 'Came through Tor and was declined',
  sessions: [{ ...AT_DESKTOP, place: 'away', route: 'tor', gps: 'home' }],
}

const deviceHandoff: Story = {
  name: 'device-handoff',
  title: 'Began on a computer, went on with the phone',
  sessions: [AT_DESKTOP, { ...ON_PHONE, handoff: 'qr' }],
  verifications: ID_AND_SELFIE,
  reviewer: 'workflow-run',
  beats: [
    createInquiry(),
    ...openLink(0),
    ...openLink(1, [20, 120]),
    ...SMOOTH,
    decide('approved'),
    ...runOut(2),
  ],
}

const tooManyTries: Story = {
  name: 'too-many-tries',
  title: 'Failed after too many tries',
  sessions: [ON_PHONE],
  verifications: ['government-id', 'government-id', 'government-id', 'government-id', 'government-id'],
  failed: {
    0: [{ name: 'id_portrait_detection', reasons: ['portrait_not_found'] }],
    1: [{ name: 'id_electronic_replica_detection', reasons: ['replica_detected'] }],
    4: [
      { name: 'id_tamper_detection', reasons: null },
      { name: 'id_disallowed_type_detection', reasons: ['type_not_allowed'] },
    ],
  },
  reviewer: null,
  beats: [
    createInquiry(),
    ...openLink(),
    startInquiry(),
    ...[0, 1, 2, 3].flatMap((n) => [...showDocument(n, n), judge(n, 'requires-retry')]),
    ...showDocument(4, 4),
    judge(4, 'failed'),
    tell('inquiry.failed', INQUIRY),
    ...runOut(1),
  ],
}

/** Persona's limit. https://docs.withpersona.com/inquiry-sessions */
export const MAX_SESSIONS = 25

const manySessions: Story = {
  name: 'many-sessions',
  title: 'Lost the link again and again: 25 sessions',
  sessions: Array.from({ length: MAX_SESSIONS }, (_, n) => (n % 3 === 0 ? AT_DESKTOP : ON_PHONE)),
  verifications: [],
  reviewer: null,
  beats: [
    createInquiry(),
    ...Array.from({ length: MAX_SESSIONS }, (_, n) => openLink(n, [60, 400])).flat(),
    tellLate('inquiry.expired', INQUIRY),
    ...runOut(MAX_SESSIONS),
  ],
}

const changedMind: Story = {
  name: 'changed-mind',
  title: 'Cancelled, came back, skipped a step',
  sessions: [ON_PHONE, ON_PHONE],
  verifications: ['phone-number', 'government-id', 'selfie'],
  reviewer: 'workflow-run',
  beats: [
    createInquiry(),
    ...openLink(0),
    startInquiry(),
    tell('verification.created', the('verification', 0)),
    tell('verification.canceled', the('verification', 0), [10, 60]),
    tell('inquiry-session.canceled', the('inquiry-session', 0)),
    ...openLink(1, [300, 1500]),
    tell('verification.skipped', the('verification', 0)),
    ...showDocument(1, 0),
    judge(1, 'passed'),
    ...takeSelfie(2, 0),
    judge(2, 'passed'),
    finish(),
    decide('approved'),
    tell('inquiry.updated-tags', INQUIRY),
    tell('verification.updated-tags', the('verification', 1)),
    ...runOut(2),
  ],
}

const badCamera: Story = {
  name: 'bad-camera',
  title: 'A blurred camera, escalated and passed',
  sessions: [{ ...IN_APP, handoff: 'sms' }],
  verifications: ID_AND_SELFIE,
  reviewer: 'workflow-run',
  beats: [
    createInquiry(),
    ...openLink(),
    startInquiry(),
    ...showDocument(0, 0),
    tell('document.errored', the('document', 0)),
    tell('document.pending', the('document', 0), [10, 40]),
    tell('document.extracted', the('document', 0)),
    tell('verification.tentatively-failed', the('verification', 0)),
    tell('verification.escalated', the('verification', 0)),
    tell('verification.tentatively-passed', the('verification', 0), [60, 900]),
    judge(0, 'passed'),
    ...takeSelfie(1, 0),
    tell('selfie.errored', the('selfie', 0)),
    judge(1, 'passed'),
    finish(),
    decide('approved'),
    ...runOut(1),
  ],
}

const wallet = goSmoothly('reusable-persona', 'Used a saved Persona', { ...ON_PHONE, handoff: 'email' }, [
  tell('inquiry.reusable-persona-used', INQUIRY),
  tell('inquiry.reusable-persona-assurance-failed', INQUIRY),
  tell('inquiry.reusable-persona-updated', INQUIRY),
  tell('inquiry.reusable-persona-created', INQUIRY),
  decide('approved'),
])

const accountWork = goSmoothly('account-work', 'Approved, and its account put in order', AT_DESKTOP, [
  decide('approved'),
  ...[
    'created',
    'tag-added',
    'tag-removed',
    'updated-tags',
    'added-relation',
    'removed-relation',
    'status-updated',
    'consolidated',
    'consolidated-with',
    'archived',
    'restored',
  ].map((change) => tell(`account.${change}`, ACCOUNT, [1, 60])),
])

/**
 * Who appears in every four hours of the feed. The named stories come first, so that a small world has them too;
 * the rest is what most days are made of.
 */
export const CAST: readonly Story[] = [
  approvedFast,
  threeRetries,
  neverOpened,
  inReview,
  twoCountries,
  redacted,
  declined,
  expiredMidway,
  throughVpn,
  throughTor,
  deviceHandoff,
  tooManyTries,
  changedMind,
  badCamera,
  wallet,
  accountWork,
  linkWaiting,
  completedOnly,
  approvedInApp,
  approvedAtDesk,
  ...Array.from({ length: 6 }, () => approvedFast),
  ...Array.from({ length: 4 }, () => approvedInApp),
  ...Array.from({ length: 3 }, () => approvedAtDesk),
  neverOpened,
  neverOpened,
  declined,
  expiredMidway,
  deviceHandoff,
  completedOnly,
  inReview,
]

/** Stands in for one ordinary story of the newest four hours, and of no others: once is believable. */
export const RARE: Story = manySessions
