import type {
  Device,
  Flow,
  Inquiry,
  InquiryCase,
  Network,
  ProviderEvent,
  Session,
  SessionCase,
} from '../src/domain/model.ts'

export const INQUIRY_ID = 'inq_7kQ2mXv9pLw4Zt3bNcRy8dHf'

const UNSAID = { name: null, version: null }

export const madeDevice = (overrides: Partial<Device> = {}): Device => ({
  type: null,
  name: null,
  os: UNSAID,
  browser: UNSAID,
  mobileSdk: UNSAID,
  handoff: null,
  ...overrides,
})

export const madeNetwork = (overrides: Partial<Network> = {}): Network => ({
  proxy: null,
  vpn: null,
  tor: null,
  datacenter: null,
  threatLevel: null,
  connectionType: null,
  country: { code: null, name: null },
  ...overrides,
})

export const madeInquiry = (overrides: Partial<Inquiry> = {}): Inquiry => ({
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
  ...overrides,
})

export const madeSession = (overrides: Partial<Session> = {}): Session => ({
  provider: 'persona',
  id: 'iqse_7kQ2mXv9pLw4Zt3bNcRy8dHf',
  inquiryId: INQUIRY_ID,
  status: 'active',
  createdAt: null,
  startedAt: null,
  expiredAt: null,
  device: madeDevice(),
  network: madeNetwork(),
  flow: null,
  ...overrides,
})

export const madeInquiryCase = (overrides: Partial<InquiryCase> = {}): InquiryCase => ({
  about: 'inquiry',
  provider: 'persona',
  inquiry: madeInquiry(),
  sessions: [],
  events: [],
  eventsTruncated: false,
  ...overrides,
})

export const madeFlow = (overrides: Partial<Flow> = {}): Flow => ({
  type: 'session',
  progress: null,
  updatedAt: null,
  submittedAt: null,
  expiresAt: null,
  openedAt: null,
  externalId: null,
  workflow: null,
  steps: [],
  uploads: {},
  checks: {},
  ...overrides,
})

export const madeEvent = (overrides: Partial<ProviderEvent> = {}): ProviderEvent => ({
  provider: 'persona',
  id: 'evt_7kQ2mXv9pLw4Zt3bNcRy8dHf',
  name: 'inquiry.started',
  createdAt: null,
  object: null,
  ...overrides,
})

export const madeSessionCase = (overrides: Partial<SessionCase> = {}): SessionCase => ({
  about: 'session',
  provider: 'deepidv',
  session: madeSession({ provider: 'deepidv', inquiryId: null, flow: madeFlow() }),
  steps: null,
  attemptsLeft: null,
  related: [],
  ...overrides,
})
