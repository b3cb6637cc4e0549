/**
 * What the background of a gallery's view answers: what a relay told it, in the contract's own types. Cases are the stories,
 * which are providers' documents gone through the relay's projection.
 */

import type { AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import type { Watch } from '@inquiry-lens/shared/contract/watches.ts'
import {
  type ActiveCase,
  type BUCKET_MINUTES,
  countActivity,
  snapToBuckets,
} from '@inquiry-lens/shared/domain/activity.ts'
import { OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { CaseFile, Inquiry, ProviderEvent, Session, Source } from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry, summarizeSession } from '@inquiry-lens/shared/domain/summary.ts'
import { overlayPacks } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { judge } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import {
  madeDevice,
  madeEvent,
  madeFlow,
  madeInquiry,
  madeInquiryCase,
  madeNetwork,
  madeSession,
  madeSessionCase,
} from '@inquiry-lens/shared/testing/made-rows.ts'
import { localFailure, problemFailure } from '../../extension/src/background/relay/failures.ts'
import { eventWords } from '../../extension/src/locales/lists.ts'
import { err, type Failure, type LocalFailureCode, ok } from '../../extension/src/messages/failure.ts'
import type {
  Account,
  ActivityView,
  AuditStatus,
  AuditWitness,
  CaseView,
  CustomerView,
  FoundLookup,
  Listing,
  SurfaceConfig,
} from '../../extension/src/messages/messages.ts'
import type { STORAGE_VERSION } from '../../extension/src/platform/storage.ts'
import type {
  CachedView,
  Glance,
  PanelRequest,
  RecentCase,
  StoredWatches,
} from '../../extension/src/stored.ts'
import { DEEPIDV_FAILURE_STORIES } from '../stories/deepidv-failure-stories.ts'
import { DEEPIDV_STORIES } from '../stories/deepidv-stories.ts'
import { PERSONA_CHECK_STORIES } from '../stories/persona-check-stories.ts'
import { PERSONA_END_STORIES } from '../stories/persona-end-stories.ts'
import { PERSONA_STORIES } from '../stories/persona-stories.ts'
import { WORDS } from '../stories/story.ts'
import { at, NOW } from '../stories/tell-case.ts'
import type { Answers, View } from './view.ts'

const MINUTE = 60_000

/** Words as long as they come. */
export const LONG = 'Supercalifragilistic enhanced due-diligence'
export const LONG_WORD = 'supercalifragilisticexpialidocious_check'
/** As long as an address may be (RFC 5321). */
export const MAX_ADDRESS_LENGTH = `${'very-long-name-of-an-agent-'.repeat(2)}at-home@${'department-of-lookups.'.repeat(8)}example.com`
const LONG_HOST = `${'department-of-customer-identity.'.repeat(4)}example.com`

export const AGENT: Account = {
  relay: 'https://lens.example.com',
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: at('in 30 d'),
  keepSignedIn: false,
}
export const INVESTIGATOR: Account = { ...AGENT, email: 'ines@example.com', role: 'investigator' }
export const AUDITOR: Account = { ...AGENT, email: 'otto@example.com', role: 'auditor' }
export const ADMIN: Account = { ...AGENT, email: 'alan@example.com', role: 'admin', keepSignedIn: true }
export const LONG_ADMIN: Account = {
  ...ADMIN,
  email: MAX_ADDRESS_LENGTH,
  relay: `https://${LONG_HOST}:44333`,
}
export const SAMPLE: Account = { ...AGENT, relay: 'sample:', email: 'you@sample' }

/** A failure as the background hands it on. */
export const failureOf = (code: ProblemCode, rest: Partial<Failure> = {}): Failure => ({
  ...problemFailure(code),
  requestId: '01JD9Z6T4Q8WJ2V0',
  ...rest,
})
export const refuse = (code: ProblemCode, rest?: Partial<Failure>) => err(failureOf(code, rest))
export const refuseHere = (code: LocalFailureCode, detail = '') => err(localFailure(code, detail))

const sourceOf = (provider: ProviderId, rest: Partial<Source> = {}): Source => ({
  provider,
  environment: 'production',
  state: 'fresh',
  ...rest,
})

export const inquiryId = (name: string): string => `inq_${tailed(name)}`
const sessionId = (name: string): string => `iqse_${tailed(name)}`
/** What is shown of an ID is its end. */
const tailed = (name: string): string => `Zk7mQ2xVtLw9sH4bNcRy8dHf${name}`.slice(-24)
const uuidOf = (number: number): string => `a1b2c3d4-e5f6-4890-abcd-${String(number).padStart(12, '0')}`

// Cases

/** One case of each rule by which a verdict is found, in the rules' own names. */
export const VERDICTS: readonly { rule: string; file: CaseFile }[] = [
  ...new Map(
    [...PERSONA_STORIES, ...PERSONA_END_STORIES, ...DEEPIDV_STORIES]
      .map(({ told }) => told)
      .toReversed()
      .map((file) => [judge(file, NOW, WORDS).rule, file] as const),
  ),
].map(([rule, file]) => ({ rule, file }))

const caseOfStory = (title: string): CaseFile => {
  const story = [...DEEPIDV_FAILURE_STORIES, ...PERSONA_CHECK_STORIES].find((one) => one.title === title)
  if (!story) throw new Error(`There is no story “${title}”`)
  return story.told
}

/** What failed in each, by the provider’s own reasons. */
export const FAILED_TRIES = caseOfStory('hosted: two tries at two documents, the newest listed first')
export const FAILED_CHECKS = caseOfStory('what can be mended, beside what cannot')

export const viewOf = (
  file: CaseFile,
  rest: Partial<CaseView> = {},
  source: Partial<Source> = {},
): CaseView => Object.assign({ ...file, source: sourceOf(file.provider, source), asOf: NOW - MINUTE }, rest)

const subject = (file: CaseFile): string => (file.about === 'inquiry' ? file.inquiry.id : file.session.id)

/** A view that shows this case. */
export const caseInPanel = (file: CaseFile, rest: Partial<CaseView> = {}, source: Partial<Source> = {}) =>
  ({
    focus: { case: subject(file) },
    answers: { 'app:case.get': ok(viewOf(file, rest, source)) },
    shown: '.case-body',
  }) satisfies Partial<View>
export const caseOnCard = (file: CaseFile, rest: Partial<CaseView> = {}, source: Partial<Source> = {}) =>
  ({
    focus: { case: subject(file) },
    answers: { 'card:case.get': ok(viewOf(file, rest, source)) },
    shown: '.card-body',
  }) satisfies Partial<View>

const RISKY = madeNetwork({
  proxy: true,
  vpn: true,
  tor: true,
  datacenter: false,
  threatLevel: 'high',
  connectionType: 'residential',
  country: { code: 'VC', name: 'Saint Vincent and the Grenadines' },
})
const LONG_DEVICE = madeDevice({
  type: 'smartphone',
  name: LONG,
  os: { name: LONG, version: '17.5.1-beta.20261119+build.4711' },
  browser: { name: LONG, version: '126.0.6478.127' },
  mobileSdk: { name: LONG_WORD, version: '2.30.0' },
  handoff: 'sms',
})

const lifeOf = (id: string): ProviderEvent[] =>
  [
    ['3 h ago', 'inquiry.created'],
    ['2 h ago', 'inquiry.started'],
    ['115 min ago', 'verification.failed', 'verification/government-id'],
    ['110 min ago', 'verification.failed', 'verification/government-id'],
    ['100 min ago', 'verification.passed', 'verification/government-id'],
    ['95 min ago', 'verification.passed', 'verification/selfie'],
    ['94 min ago', 'inquiry.completed'],
    ['93 min ago', 'inquiry.marked-for-review'],
  ]
    .map(([when = '', name = '', type = 'inquiry'], number) =>
      madeEvent({
        id: `evt_${String(number).padStart(24, 'Zk7mQ2xVtLw9sH4bNcRy8dHf')}`,
        name,
        createdAt: at(when),
        object: { type, id: type === 'inquiry' ? id : `ver_${String(number).padEnd(24, 'x')}` },
        inquiryId: id,
      }),
    )
    .toReversed()

export const REVIEWED_ID = inquiryId('Reviewed')
/** A case of Persona's with all that a case may have. */
export const REVIEWED = madeInquiryCase({
  inquiry: madeInquiry({
    id: REVIEWED_ID,
    status: 'needs_review',
    createdAt: at('3 h ago'),
    startedAt: at('2 h ago'),
    expiresAt: at('in 21 h'),
    completedAt: at('94 min ago'),
    markedForReviewAt: at('93 min ago'),
    previousStep: 'verification_selfie',
    nextStep: 'success',
    templateName: 'Onboarding, enhanced',
    accountId: `act_${'Zk7mQ2xVtLw9sH4bNcRy8dHf'}`,
    referenceId: 'cust-700123456',
    counts: { sessions: 2, verifications: 4, documents: 2, selfies: 1 },
  }),
  sessions: [
    madeSession({
      id: sessionId('Second'),
      inquiryId: REVIEWED_ID,
      status: 'expired',
      createdAt: at('110 min ago'),
      startedAt: at('110 min ago'),
      expiredAt: at('80 min ago'),
      device: madeDevice({ type: 'desktop', os: { name: 'Windows', version: '11' } }),
      network: RISKY,
    }),
    madeSession({
      id: sessionId('First'),
      inquiryId: REVIEWED_ID,
      createdAt: at('2 h ago'),
      startedAt: at('2 h ago'),
      device: madeDevice({ type: 'smartphone', name: 'iPhone 17', os: { name: 'iOS', version: '26.1' } }),
      network: madeNetwork({ vpn: false, country: { code: 'PT', name: 'Portugal' } }),
    }),
  ],
  events: lifeOf(REVIEWED_ID),
  hints: [
    {
      kind: 'countries',
      sessions: [
        { id: sessionId('First'), at: at('2 h ago'), country: { code: 'PT', name: 'Portugal' }, via: [] },
        {
          id: sessionId('Second'),
          at: at('110 min ago'),
          country: { code: 'VC', name: 'Saint Vincent and the Grenadines' },
          via: ['vpn', 'tor'],
        },
      ],
    },
    {
      kind: 'network',
      sessions: [
        {
          id: sessionId('Second'),
          at: at('110 min ago'),
          country: { code: 'VC', name: null },
          via: ['tor', 'proxy'],
        },
      ],
    },
    { kind: 'failures', sessions: [], times: [at('115 min ago'), at('110 min ago')] },
  ],
})

const LONG_ID = inquiryId('LongWords')
export const LONG_CASE = madeInquiryCase({
  inquiry: madeInquiry({
    id: LONG_ID,
    status: LONG_WORD,
    createdAt: at('400 d ago'),
    updatedAt: at('2 min ago'),
    startedAt: at('300 d ago'),
    previousStep: LONG_WORD,
    nextStep: LONG_WORD,
    templateName: `${LONG} ${LONG_WORD}`,
    referenceId: 'C'.repeat(64),
    counts: { sessions: 12_345, verifications: 0, documents: 1, selfies: null },
  }),
  sessions: [
    madeSession({
      id: sessionId('LongWords'),
      inquiryId: LONG_ID,
      status: LONG_WORD,
      startedAt: at('300 d ago'),
      device: LONG_DEVICE,
      network: RISKY,
    }),
    madeSession({ id: sessionId('Nothing'), inquiryId: LONG_ID }),
  ],
  events: [
    madeEvent({
      id: 'evt_LongWords',
      name: `inquiry.${LONG_WORD}`,
      createdAt: at('2 min ago'),
      object: { type: 'inquiry', id: LONG_ID },
    }),
    madeEvent({
      id: 'evt_Untimed',
      name: 'verification.passed',
      object: { type: LONG_WORD, id: `ver_${'x'.repeat(64)}` },
    }),
    madeEvent({ id: 'evt_Nothing', name: `account.${LONG_WORD}` }),
  ],
  eventsTruncated: true,
})

/** Only its existence is known. */
export const BARE_CASE = madeInquiryCase({
  inquiry: madeInquiry({ id: inquiryId('Bare'), status: 'created' }),
})

export const LONG_SESSION_CASE = madeSessionCase({
  session: madeSession({
    provider: 'deepidv',
    id: uuidOf(1),
    inquiryId: null,
    status: LONG_WORD,
    createdAt: at('3 h ago'),
    device: LONG_DEVICE,
    network: RISKY,
    flow: madeFlow({
      progress: LONG_WORD,
      openedAt: at('2 h ago'),
      expiresAt: at('in 21 h'),
      externalId: 'E'.repeat(64),
      workflow: { id: 'w'.repeat(80), name: `${LONG} ${LONG_WORD}` },
      steps: ['ID_VERIFICATION', LONG_WORD.toUpperCase(), null],
      uploads: { id_front: true, id_back: false, [LONG_WORD]: true },
      checks: { idMatchesSelfie: true, [LONG_WORD]: false, documentIsReal: null },
    }),
  }),
  steps: [
    {
      step: 'ID_VERIFICATION',
      status: 'FAILED',
      attempts: 2,
      startedAt: at('115 min ago'),
      completedAt: at('110 min ago'),
      failure: { code: 'ID_TEXT_NOT_READABLE', action: 'RETAKE_DOCUMENT' },
    },
    {
      step: LONG_WORD.toUpperCase(),
      status: LONG_WORD.toUpperCase(),
      attempts: null,
      startedAt: null,
      completedAt: null,
      failure: { code: LONG_WORD.toUpperCase(), action: null },
    },
    { step: null, status: 'PENDING', attempts: 0, startedAt: null, completedAt: null, failure: null },
  ],
  attemptsLeft: 1,
  related: [1, 2, 3, 4, 5, 6].map((number) =>
    madeSession({
      provider: 'deepidv',
      id: uuidOf(number + 100),
      inquiryId: null,
      status: number % 2 ? 'VERIFIED' : 'EXPIRED',
      createdAt: at(`${number * 40} d ago`),
      flow: madeFlow({ progress: 'COMPLETED', submittedAt: at(`${number * 40} d ago`) }),
    }),
  ),
})

// Rows

const STATUSES = [
  'created',
  'pending',
  'completed',
  'needs_review',
  'approved',
  'declined',
  'expired',
  'failed',
]

const STOPPED_AT: Readonly<Record<string, string>> = {
  pending: 'verification_selfie',
  expired: 'verification_government_id_nfc',
  failed: 'verification_government_id',
}

export const INQUIRIES: readonly Inquiry[] = STATUSES.map((status, number) =>
  madeInquiry({
    id: inquiryId(`Row${number}`),
    status,
    createdAt: at(`${number + 2} h ago`),
    startedAt: number === 0 ? null : at(`${number + 1} h ago`),
    expiredAt: status === 'expired' ? at('1 h ago') : null,
    decisionedAt: ['approved', 'declined'].includes(status) ? at('1 h ago') : null,
    templateName: number % 2 ? 'Onboarding' : null,
    ...(STOPPED_AT[status] && { nextStep: STOPPED_AT[status], previousStep: STOPPED_AT[status] }),
  }),
)

export const SESSIONS: readonly Session[] = Array.from({ length: 24 }, (_, number) =>
  madeSession({
    id: sessionId(`Row${number}`),
    inquiryId: INQUIRIES[number % INQUIRIES.length]?.id ?? null,
    status: ['active', 'expired', 'inactive'][number % 3] ?? 'active',
    createdAt: at(`${number * 17 + 2} min ago`),
    startedAt: number % 4 ? at(`${number * 17 + 1} min ago`) : null,
    device:
      [
        madeDevice({ type: 'smartphone', name: 'iPhone 17', os: { name: 'iOS', version: '26.1' } }),
        madeDevice(),
        madeDevice({
          type: 'desktop',
          os: { name: 'Windows', version: '11' },
          browser: { name: 'Edge', version: '142' },
        }),
        LONG_DEVICE,
      ][number % 4] ?? madeDevice(),
    network:
      [madeNetwork(), RISKY, madeNetwork({ vpn: true, country: { code: 'DE', name: 'Germany' } })][
        number % 3
      ] ?? RISKY,
  }),
)

export const DEEPIDV_SESSIONS: readonly Session[] = DEEPIDV_STORIES.flatMap(({ told }, number) =>
  told.about === 'session'
    ? [{ ...told.session, id: uuidOf(number + 200), createdAt: at(`${number * 31 + 5} min ago`) }]
    : [],
)

/** So many customers fail at a check within the last hour, and so many in each of the four hours before. */
export function tellTrouble(kind: string, customers: number, usual: number): ProviderEvent[] {
  const perHour = [customers, usual, usual, usual, usual]
  return perHour.flatMap((count, hour) =>
    Array.from({ length: count }, (_, number) => {
      const name = `Trouble${hour}x${number}`
      return madeEvent({
        id: `evt_${tailed(name)}`,
        name: 'verification.failed',
        // More of them are newer ones.
        createdAt: at(`${hour * 60 + 40 - number} min ago`),
        object: { type: `verification/${kind}`, id: `ver_${tailed(name)}` },
        inquiryId: inquiryId(name),
      })
    }),
  )
}

export const EVENTS: readonly ProviderEvent[] = [
  ['inquiry.created', 'inquiry'],
  ['inquiry-session.started', 'inquiry-session'],
  ['verification.passed', 'verification/government-id'],
  ['verification.requires-retry', 'verification/selfie'],
  ['document.processed', 'document/government-id'],
  ['selfie.errored', 'selfie/profile-and-center'],
  ['account.created', 'account'],
  [`inquiry.${LONG_WORD}`, 'inquiry'],
  ['inquiry.marked-for-review', 'inquiry'],
  ['inquiry.expired', 'inquiry'],
  ['inquiry.approved', 'inquiry'],
].map(([name = '', type = ''], number) =>
  madeEvent({
    id: `evt_${`Row${number}`.padEnd(24, 'Zk7mQ2xVtLw9sH4bNcRy8dHf')}`,
    name,
    createdAt: at(`${number * 13 + 1} min ago`),
    object:
      number === 6
        ? null
        : {
            type,
            id: type === 'inquiry' ? inquiryId(`Row${number % 8}`) : `ver_${number}aaaaaaaaaaaaaaaaaaaaaaaa`,
          },
    ...(number % 3 && { inquiryId: inquiryId(`Row${number % 8}`) }),
  }),
)

/** Of each kind that has a sentence. */
export const EVENTS_OF_ALL_KINDS: readonly ProviderEvent[] = OPEN_FAMILIES.flatMap((family) =>
  Object.keys(own(eventWords.sentences, family) ?? {}).map((verb) => `${family}.${verb}`),
).map((name, number) =>
  madeEvent({
    id: `evt_${tailed(`Kind${number}`)}`,
    name,
    createdAt: at(`${number * 13 + 1} min ago`),
    object: { type: 'inquiry', id: inquiryId(`Kind${number}`) },
  }),
)

export const listing = <TRow>(
  items: readonly TRow[],
  provider: ProviderId,
  rest: Partial<Listing<TRow>> = {},
  source: Partial<Source> = {},
): Listing<TRow> => ({
  items: [...items],
  next: null,
  source: sourceOf(provider, source),
  asOf: NOW - 20_000,
  ...rest,
})

/** Of eight days, more by day than at night. */
const TRAFFIC: readonly ActiveCase[] = Array.from({ length: 3_000 }, (_, number) => {
  const [ago, luck] = [(number * 7_919) % 11_520, (number * 104_729) % 100]
  const time = NOW - ago * MINUTE - 9_000
  const isBusy = number % 10 < 1 + 9 * Math.sin((Math.PI * ((time / 3_600_000) % 24)) / 24) ** 4
  const group = luck < 22 ? 'customer' : luck < 30 ? 'us' : luck < 40 ? 'ended-badly' : 'done'
  return isBusy ? [{ id: `${number}`, at: time, group } as const] : []
}).flat()

/** `hours`: for so long, the relay knows all. */
export function countsOf(
  provider: ProviderId,
  bucket: (typeof BUCKET_MINUTES)[number] = 24,
  { hours = 200, ...rest }: { hours?: number } & Partial<Pick<ActivityView, 'asOf' | 'all'>> = {},
  source: Partial<Source> = {},
): ActivityView {
  const since = NOW - hours * 60 * MINUTE
  const window = snapToBuckets({ bucket }, NOW) ?? { from: NOW, to: NOW, bucketMs: MINUTE }
  const known = TRAFFIC.filter(
    (one, number) => one.at >= since && number % 3 === (provider === 'persona' ? 0 : 1),
  )
  return {
    ...countActivity(known, window, since),
    source: sourceOf(provider, source),
    asOf: NOW - 20_000,
    ...rest,
  }
}

export const lookUp = (id: string): Lookup => {
  const inquiry = INQUIRIES.find((one) => one.id === id)
  if (inquiry) return { id, outcome: 'found', summary: summarizeInquiry(inquiry) }
  const session = [...SESSIONS, ...DEEPIDV_SESSIONS].find((one) => one.id === id)
  if (session) return { id, outcome: 'found', summary: summarizeSession(session) }
  return classifyObjectId(id)?.kind === 'event'
    ? { id, outcome: 'not-asked', reason: 'no-lookup' }
    : { id, outcome: 'not-found' }
}

function found(id = ''): FoundLookup {
  const lookup = lookUp(id)
  if (lookup.outcome !== 'found') throw new Error(`There is no ${id}`)
  return lookup
}

export const foundInquiry = (number: number): FoundLookup => found(INQUIRIES[number]?.id)

/** What a company's number leads to: inquiries of one environment, a session of another. */
export const SEVERAL: CustomerView = {
  matches: [
    { lookup: foundInquiry(4), environment: 'production' },
    { lookup: foundInquiry(6), environment: 'sandbox' },
    { lookup: found(DEEPIDV_SESSIONS[0]?.id), environment: 'unknown' },
  ],
  isMore: true,
  asOf: NOW - MINUTE,
  asked: [
    { provider: 'persona', environment: 'production' },
    { provider: 'deepidv', environment: 'production' },
  ],
  failures: [],
}

// The relay

export const configOf = (
  providers: readonly ProviderId[],
  environment: Environment = 'production',
): SurfaceConfig => ({
  providers: providers.map((provider) => ({
    provider,
    environment,
    dashboard:
      provider === 'persona'
        ? 'https://app.withpersona.com/dashboard/inquiries/{inquiry}'
        : 'https://app.deepidv.com/sessions/{session}',
  })),
  eventFamilies: [...OPEN_FAMILIES],
  idPatterns: [{ provider: 'persona', pattern: 'cust-#{6,12}' }],
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
  replyLanguages: {},
  texts: overlayPacks({ replies: {}, replyLanguages: {} }),
})

const HASH = 'a'.repeat(8) + '0123456789abcdef'.repeat(4).slice(8)
export const CHECKPOINT = { seq: 1_234_567, hash: HASH, signature: 'S'.repeat(86) }
export const AUDIT_KEY = 'K'.repeat(43)

export const LINES: readonly AuditEntry[] = (
  [
    [
      'ines@example.com',
      'reveal',
      { id: REVIEWED_ID, fields: ['note', 'tags'], reason: 'Customer disputes the result' },
    ],
    ['ada@example.com', 'open', { id: REVIEWED_ID, provider: 'persona' }],
    ['ada@example.com', 'list', { what: 'sessions', provider: 'persona', count: 25 }],
    ['bob@example.com', 'mark', { ids: [REVIEWED_ID, LONG_ID], count: 2 }],
    ['bob@example.com', 'copy', { form: 'reply', ids: [REVIEWED_ID] }],
    [MAX_ADDRESS_LENGTH, 'denied', { permission: 'audit:read', path: '/v1/audit', status: 403 }],
    ['alan@example.com', 'admin', { did: 'agent-added', email: MAX_ADDRESS_LENGTH, role: 'investigator' }],
    ['bootstrap', 'admin', { did: 'agent-added', email: 'alan@example.com', role: 'admin' }],
    ['otto@example.com', 'export', { form: 'rows', ids: [LONG_ID] }],
    [
      'relay',
      LONG_WORD.length > 0 ? 'admin' : 'list',
      { did: LONG_WORD, note: LONG, nothing: null, flag: true },
    ],
  ] satisfies [string, AuditEntry['action'], AuditEntry['about']][]
).map(([agent, action, about], number) => ({
  seq: 1_234_567 - number,
  at: at(`${number * 5 + 1} h ago`),
  agent,
  action,
  requestId: '01JD9Z6T4Q8WJ2V0',
  about,
  previous: HASH,
  hash: HASH,
}))

export const standing = (rest: Partial<AuditStatus> = {}): AuditStatus => ({
  items: Array.from({ length: 20 }, (_, number) => ({
    day: at(`${20 - number} d ago`).slice(0, 10),
    first: number * 1000 + 1,
    last: number * 1000 + 1000,
    previous: HASH,
    hash: HASH,
    exportedAt: number < 12 ? at('1 d ago') : null,
    purgedAt: number < 4 ? at('1 h ago') : null,
  })),
  capacity: 'ok',
  usedBytes: 123_456_789,
  capacityBytes: 1_000_000_000,
  keepDays: 30,
  unexported: 8,
  key: AUDIT_KEY,
  head: CHECKPOINT,
  ...rest,
})

export const WITNESS: AuditWitness = {
  relay: AGENT.relay,
  key: AUDIT_KEY,
  head: CHECKPOINT,
  seenAt: NOW - MINUTE,
  alarm: null,
}
export const ALARMED: AuditWitness = {
  ...WITNESS,
  alarm: { kind: 'rewritten', at: NOW - 2 * MINUTE, told: `1234567;hash="${HASH}"` },
}

/** A relay with both providers, and an answer to everything. */
export const BASE_ANSWERS: Answers = {
  'app:config.get': ok(configOf(['persona', 'deepidv'])),
  'app:texts.get': ok(overlayPacks({ replies: {}, replyLanguages: {} })),
  'app:sessions.list': ({ provider = 'persona' }) =>
    ok(
      provider === 'persona'
        ? listing(SESSIONS, provider, { next: 'there-is-more-of-them' })
        : listing(DEEPIDV_SESSIONS, provider),
    ),
  'app:events.list': ok(listing(EVENTS, 'persona')),
  'app:activity.get': ({ provider = 'persona', bucket }) => ok(countsOf(provider, bucket)),
  'app:lookup': ({ ids }) => ok({ items: ids.map(lookUp), source: sourceOf('persona'), asOf: NOW - MINUTE }),
  'app:case.get': ({ id }) =>
    id === REVIEWED_ID ? ok(viewOf(REVIEWED)) : refuse('not-found', { detail: `There is no ${id}.` }),
  'app:customer.find': ok(SEVERAL),
  'app:person.find': ok({ items: [], isMore: false }),
  'app:recents.note': ok(null),
  'app:recents.clear': ok(null),
  'app:glance.note': ok(null),
  'app:watches.check': ok(null),
  'app:watches.add': ok(null),
  'app:watches.rename': ok(null),
  'app:watches.end': ok(null),
  'card:watches.add': ok(null),
  'card:watches.end': ok(null),
  'app:health.get': ok([
    {
      provider: 'persona',
      environment: 'production',
      state: 'answering',
      quota: { limit: 300, left: 271, windowSeconds: 60, moreInSeconds: 31 },
    },
    { provider: 'deepidv', environment: 'production', state: 'answering' },
  ]),
  'app:page.look': ok({ site: 'closed', host: '', pattern: null, ids: [], hidden: [], numbers: [] }),
  'app:page.scan': ok({ ids: [], hidden: [], numbers: [] }),
  'app:lock': ok(null),
  'app:copy.record': ok(null),
  'app:reply.insert': ok('inserted'),
  'app:panel.show': ok(null),
  'app:account.try-samples': ok(SAMPLE),
  'app:account.sign-out': ok(null),
  'app:relay.check': ({ relay }) => ok({ address: relay, build: '2026-11-20' }),
  'app:sites.list': ok({ sites: ['https://acme.zendesk.com/*'], off: [] }),
  'app:sites.add': ok({ sites: ['https://acme.zendesk.com/*'], off: [] }),
  'app:sites.remove': ok({ sites: [], off: [] }),
  'app:settings.get': ok({ states: 'in-view' }),
  'app:settings.set': ok(null),
  'app:witness.find': ok(WITNESS),
  'app:witness.resolve': ok(null),
  'app:audit.status': ok(standing()),
  'card:config.get': ok(configOf(['persona', 'deepidv'])),
  'card:texts.get': ok(overlayPacks({ replies: {}, replyLanguages: {} })),
  'card:case.get': ok(viewOf(REVIEWED)),
  'card:customer.find': ok(SEVERAL),
  'card:lock': ok(null),
  'card:copy.record': ok(null),
  'card:reply.insert': ok('inserted'),
  'card:open-panel': ok(null),
}

/** Surfaces wait for it. Only its type is imported: the module needs a browser when it loads. */
const MIGRATED = { version: 2 satisfies typeof STORAGE_VERSION }

/** What the browser holds while a view is looked at. */
export function holdFor({ surface, account = AGENT, focus, held = {} }: View): NonNullable<View['held']> {
  const wish: PanelRequest | undefined = surface === 'panel' && focus ? { focus, madeAt: NOW } : undefined
  return {
    local: { ...MIGRATED, activeAt: NOW, ...held.local },
    session: {
      ...(account && { account, watches: watchesOf([], account) }),
      ...(wish && { 'panelRequest:w1': wish }),
      ...held.session,
    },
    policy: { ...held.policy },
  }
}

export const owner = ({ email, relay }: Account): string => `${email} @ ${relay}`

export const watchesOf = (items: readonly Watch[], account: Account = AGENT): StoredWatches => {
  const ended = items.filter((one) => one.ended).length
  return { owner: owner(account), items, ended, open: items.length - ended, etag: null, checkedAt: NOW }
}

export const watchOf = (id: string, more: Partial<Watch> = {}): Watch => ({
  ...{ id, provider: 'persona', environment: 'production', name: null, ended: null },
  createdAt: new Date(NOW - 25 * MINUTE).toISOString(),
  until: new Date(NOW + 30 * 24 * 60 * MINUTE).toISOString(),
  ...more,
})

export const RECENTS: readonly RecentCase[] = (
  ['approved', 'waiting-on-us', 'in-progress', 'expired', 'redacted'] as const
).map((caseState, number) => ({
  provider: number % 2 ? 'deepidv' : 'persona',
  environment: 'production',
  id: number % 2 ? uuidOf(number) : inquiryId(`Recent${number}`),
  caseState,
  asOf: NOW - number * 7 * MINUTE,
  openedAt: NOW - number * 9 * MINUTE,
}))

/** What the popup showed last. */
export const REMEMBERED_GLANCE = {
  owner: owner(AGENT),
  usedAt: NOW,
  us: {
    count: 7,
    cases: ['A', 'B', 'C'].map((name, number) => ({
      id: number === 1 ? uuidOf(number) : inquiryId(`Wait${name}`),
      provider: number === 1 ? 'deepidv' : 'persona',
      caseState: 'waiting-on-us',
      status: number === 1 ? 'SUBMITTED' : 'needs_review',
      at: new Date(NOW - (9 - number) * 61 * MINUTE).toISOString(),
    })),
  },
  endedBadly: {
    count: 1,
    cases: [
      {
        id: inquiryId('Declined'),
        provider: 'persona',
        caseState: 'declined',
        status: 'declined',
        at: new Date(NOW - 12 * MINUTE).toISOString(),
      },
    ],
  },
  counted: 38,
  all: 41,
  since: NOW - 20 * 60 * MINUTE,
  asOf: NOW - 5 * MINUTE,
} satisfies CachedView & Glance

/** Why the relay ended a sign-in. */
export const signedOut = {
  session: { signedOut: { relay: AGENT.relay, detail: 'Your admin has revoked this sign-in.' } },
}
/** No input on any surface for as long. */
export const LOCKED = { local: { activeAt: NOW - 16 * MINUTE } }
