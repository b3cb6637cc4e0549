/** Cases for tests: nothing is said of them but what a test says. */
import type { Inquiry, Session } from '@inquiry-lens/shared/model.ts'
import type { InquiryCaseView } from '../../messages.ts'

export const INQUIRY_ID = 'inq_7kQ2mXv9pLw4Zt3bNcRy8dHf'

export const madeInquiry = (told: Partial<Inquiry> = {}): Inquiry => ({
  provider: 'persona',
  id: INQUIRY_ID,
  status: 'pending',
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
  ...told,
})

const UNSAID = { name: null, version: null }

export const madeSession = (told: Partial<Session> = {}): Session => ({
  provider: 'persona',
  id: 'iqse_7kQ2mXv9pLw4Zt3bNcRy8dHf',
  inquiryId: INQUIRY_ID,
  status: 'active',
  createdAt: null,
  startedAt: null,
  expiredAt: null,
  device: { type: null, name: null, os: UNSAID, browser: UNSAID, mobileSdk: UNSAID, handoff: null },
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
  ...told,
})

export const madeCase = (told: Partial<Inquiry> = {}, asOf = 0): InquiryCaseView => ({
  about: 'inquiry',
  provider: 'persona',
  inquiry: madeInquiry(told),
  sessions: [],
  events: [],
  eventsTruncated: false,
  source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
  asOf,
})
