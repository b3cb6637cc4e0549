import type { Agents, GatewaySnapshot, GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at } from '../../stories/tell-case.ts'
import {
  ADMIN,
  AGENT,
  AUDITOR,
  INQUIRIES,
  LINES,
  LONG_ADMIN,
  LONG_WORD,
  MAX_ADDRESS_LENGTH,
  refuse,
  refuseHere,
  signedOut,
  standing,
} from '../data.ts'
import { type Answers, makeView, type View } from '../view.ts'

type AdminView = Omit<View, 'surface' | 'hash'>

const WIDE = { width: 1000, height: 900 }

const AGENTS: Agents['items'] = [
  ['alan@example.com', 'admin', at('1 min ago'), 1, null],
  ['ada@example.com', 'agent', at('2 h ago'), 3, null],
  ['ines@example.com', 'investigator', null, 0, null],
  ['otto@example.com', 'auditor', at('40 d ago'), 1, null],
  ['gone@example.com', 'agent', at('9 d ago'), 0, at('8 d ago')],
  [MAX_ADDRESS_LENGTH, 'investigator', at('3 d ago'), 12, null],
].map(([email, role, lastSeenAt, signIns, revokedAt]) => ({
  email: String(email),
  role: (['admin', 'investigator', 'auditor'] as const).find((one) => one === role) ?? 'agent',
  createdAt: at('60 d ago'),
  lastSeenAt: lastSeenAt === null ? null : String(lastSeenAt),
  signIns: Number(signIns),
  revokedAt: revokedAt === null ? null : String(revokedAt),
}))

const GATEWAY: GatewayState = {
  provider: 'persona',
  environment: 'production',
  state: 'answering',
  since: at('3 d ago'),
  answers: { fresh: 123_456, revalidating: 2_345, stale: 12, collapsed: 345, fetched: 6_789, refused: 3 },
  upstream: { calls: 6_800, retried: 11, failed: { 'provider-timeout': 9, [LONG_WORD]: 2 } },
  webhooks: {
    received: 12_345,
    applied: 11_987,
    closed: 31,
    lastAt: at('40 min ago'),
    delay: { median: 1.24, p95: 31.5 },
  },
  quota: { limit: 300, left: 271, windowSeconds: 60, moreInSeconds: 31 },
  breaker: 'closed',
  cached: { answers: 2_345, bytes: 12_345_678, events: 100 },
  droppedRows: { closed: 12, unreadable: 1 },
  drift: [
    { object: 'persona.inquiry', field: 'a-new-field', count: 123, since: at('3 d ago') },
    { object: 'persona.session', field: LONG_WORD, count: 1 },
    { object: 'persona.inquiry', field: 'status', code: 'asleep', count: 12, since: at('2 h ago') },
    { object: 'deepidv.step', field: 'failure_reason', code: 'unnamed', count: 1, since: at('40 min ago') },
  ],
}

const gateways = (...items: GatewaySnapshot['items']): Answers => ({ 'app:gateway.snapshot': ok({ items }) })

const AGENT_VIEWS: readonly AdminView[] = [
  { name: 'signed out', account: null, shown: '.signed-out' },
  { name: 'signed out by the relay', account: null, held: signedOut, shown: '.signed-out' },
  { name: 'not for this role', account: AGENT, shown: '.admin-none' },
  makeView('agents loading', '.skeleton', { 'app:agents.list': 'never' }),
  makeView('agents', '.agent'),
  { name: 'agents, for an auditor', account: AUDITOR, shown: '.agent' },
  { name: 'agents, with long words', account: LONG_ADMIN, shown: '.agent' },
  { name: 'agents, in a wide window', size: WIDE, shown: '.agent' },
  makeView('no agents', '.notice', { 'app:agents.list': ok({ items: [] }) }),
  makeView('agents that can’t be read', '.notice', { 'app:agents.list': refuse('internal') }),
  makeView('no agent found', '.agent', {}, async (hand) => {
    await hand.fill('.admin-find', LONG_WORD)
    await hand.see('.notice')
  }),
  makeView('no address', '.agent', {}, async (hand) => {
    await hand.fill('.add-agent input', LONG_WORD)
    await hand.pressAt('.add-agent .button-main')
    await hand.see('.field-problem:not(:empty)')
  }),
  makeView(
    'a code for an agent',
    '.agent',
    {
      'app:agents.add': ({ email }) =>
        ok({ agent: { email, role: 'agent' }, code: '7K2QX-9MBD-4TPR', expiresAt: at('in 10 min') }),
    },
    async (hand) => {
      await hand.fill('.add-agent input', `x${MAX_ADDRESS_LENGTH.slice(1)}`)
      await hand.pressAt('.add-agent .button-main')
      await hand.see('.pairing-code')
    },
  ),
  makeView('another role for an agent', '.agent', {}, async (hand) => {
    await hand.fill('.add-agent input', MAX_ADDRESS_LENGTH)
    await hand.fill('.add-agent select', 'admin')
    await hand.pressAt('.add-agent .button-main')
    await hand.see('.add-agent .sure')
  }),
  makeView('revoking an agent', '.agent', {}, async (hand) => {
    await hand.press(`Revoke ${MAX_ADDRESS_LENGTH}`)
    await hand.see('.sure')
  }),
  makeView(
    'an agent that is not revoked',
    '.agent',
    { 'app:agents.revoke': refuseHere('relay-unreachable') },
    async (hand) => {
      await hand.press('Revoke ada@example.com')
      await hand.pressAt('.sure .button-grave')
      await hand.see('.notice')
    },
  ),
  makeView(
    'everybody is revoked',
    '.agent',
    { 'app:agents.revoke-all': ok({ signIns: 17 }) },
    async (hand) => {
      await hand.fill('.grave-form input', 'revoke all')
      await hand.pressAt('.grave-form .button-grave:not([aria-disabled=true])')
      await hand.see('.admin-message:not(:empty)')
    },
  ),
]

const AUDIT_VIEWS: readonly AdminView[] = [
  makeView('record loading', '.skeleton', { 'app:audit.search': 'never', 'app:audit.status': 'never' }),
  makeView('record', '.audit-day .row'),
  { name: 'record, for an auditor', account: AUDITOR, shown: '.audit-day .row' },
  makeView('a line of the record', '.audit-day .row', {}, async (hand) => {
    await hand.pressAt('.audit-day .row')
    await hand.see('.audit-raw')
  }),
  {
    name: 'a line of the record, in a wide window',
    size: WIDE,
    shown: '.audit-day .row',
    async prepare(hand) {
      await hand.pressAt('.audit-day .row')
      await hand.see('.audit-raw')
    },
  },
  makeView('a long line of the record', '.audit-day .row', {}, async (hand) => {
    await hand.pressAt('.audit-day li:last-child .row')
    await hand.see('.audit-raw')
  }),
  makeView('no lines', '.notice', { 'app:audit.search': ok({ items: [], next: null }) }),
  makeView('lines that could not all be looked through', '.admin-part .tail', {
    'app:audit.search': ok({ items: [], next: '1-1' }),
  }),
  makeView('lines that can’t be read', '.notice', {
    'app:audit.search': refuse('relay-busy'),
    'app:audit.status': refuse('relay-busy'),
  }),
  ...(['warning', 'full', 'exhausted'] as const).map((capacity) => ({
    name: `the record is ${capacity.replace('-', ' ')}`,
    account: LONG_ADMIN,
    answers: { 'app:audit.status': ok(standing({ capacity, usedBytes: 850_000_000 })) },
    shown: '.notice',
  })),
  makeView('a record without a closed day', '#audit-status', {
    'app:audit.status': ok(standing({ items: [], unexported: 0, head: null, usedBytes: 0 })),
  }),
  makeView('every closed day', '.days', {}, (hand) => hand.press(/^Show all/)),
]

const GATEWAY_VIEWS: readonly AdminView[] = [
  makeView('providers loading', '.skeleton', { 'app:gateway.snapshot': 'never' }),
  makeView('providers', '.gateway'),
  { name: 'providers, in a wide window', size: WIDE, shown: '.gateway' },
  makeView(
    'a provider that fails',
    '.gateway',
    gateways(
      {
        ...GATEWAY,
        state: 'failing',
        reason: 'provider-timeout',
        breaker: 'open',
        quota: { ...GATEWAY.quota, left: 0 },
      },
      {
        ...GATEWAY,
        provider: 'deepidv',
        environment: 'sandbox',
        breaker: 'half-open',
        quota: { ...GATEWAY.quota, left: 90 },
      },
    ),
  ),
  makeView(
    'providers without a request',
    '.gateway',
    gateways({
      ...GATEWAY,
      environment: 'unknown',
      state: 'untried',
      lacks: ['verification.read'],
      answers: { fresh: 0, revalidating: 0, stale: 0, collapsed: 0, fetched: 0, refused: 0 },
      upstream: { calls: 0, retried: 0, failed: {} },
      webhooks: { received: 0, applied: 0, closed: 0, lastAt: null, delay: null },
      quota: { limit: 0, left: 0, moreInSeconds: 0 },
      cached: { answers: 0, bytes: 0, events: 0 },
      droppedRows: {},
      drift: [],
    }),
  ),
  makeView('no provider', '.notice', gateways()),
  makeView('providers that can’t be read', '.notice', { 'app:gateway.snapshot': refuse('internal') }),
]

const ANSWERS: Answers = {
  'app:agents.list': ok({ items: AGENTS }),
  'app:audit.search': ok({ items: [...LINES], next: '1234557-1' }),
  ...gateways(GATEWAY, { ...GATEWAY, provider: 'deepidv', environment: 'sandbox' }),
}

const inSection =
  (hash: string) =>
  ({ answers, ...view }: AdminView): View => ({
    surface: 'admin',
    hash,
    account: ADMIN,
    answers: { ...ANSWERS, ...answers },
    ...view,
  })

export const ADMIN_VIEWS: readonly View[] = [
  ...AGENT_VIEWS.map(inSection('agents')),
  ...AUDIT_VIEWS.map(inSection('audit')),
  ...GATEWAY_VIEWS.map(inSection('gateway')),
  inSection(`audit?id=${INQUIRIES[0]?.id}&agent=${MAX_ADDRESS_LENGTH}&viewed=true&from=2026-11-20T08:00`)({
    name: 'no line matches',
    answers: { 'app:audit.search': ok({ items: [], next: null }) },
    shown: '.notice',
  }),
]
