/** Rows of our model for tests of pure parts: nothing said but what a test says. */
import type { Inquiry, InquiryCase, Session } from '@inquiry-lens/shared/model.ts'

export const makeInquiry = (change: Partial<Inquiry> = {}): Inquiry => ({
  provider: 'persona',
  id: 'inq_ABC123',
  status: 'created',
  createdAt: null,
  updatedAt: null,
  startedAt: null,
  expiresAt: null,
  completedAt: null,
  failedAt: null,
  markedForReviewAt: null,
  decisionedAt: null,
  expiredAt: null,
  redactedAt: null,
  previousStep: null,
  nextStep: null,
  templateName: null,
  accountId: null,
  referenceId: null,
  counts: { sessions: null, verifications: null, documents: null, selfies: null },
  ...change,
})

export const makeSession = (change: Partial<Session> = {}): Session => ({
  provider: 'persona',
  id: 'iqse_ABC123',
  inquiryId: 'inq_ABC123',
  status: 'new',
  createdAt: null,
  startedAt: null,
  expiredAt: null,
  device: {
    type: null,
    name: null,
    os: { name: null, version: null },
    browser: { name: null, version: null },
    mobileSdk: { name: null, version: null },
    handoff: null,
  },
  network: {
    proxy: null,
    vpn: null,
    tor: null,
    datacenter: null,
    threatLevel: null,
    connectionType: null,
    country: { code: null, name: null },
  },
  flow: null,
  ...change,
})

export const makeCase = (change: Partial<InquiryCase> = {}): InquiryCase => ({
  about: 'inquiry',
  provider: 'persona',
  inquiry: makeInquiry(),
  sessions: [],
  events: [],
  eventsTruncated: false,
  ...change,
})
