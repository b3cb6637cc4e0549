/** Every field that may leave the relay, by route and role. Reviewed by hand: a new field must be added here. */

import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { ROLES, type Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { listRevealable, RevealedSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { FIELDS, type FieldTable } from '@inquiry-lens/shared/domain/fields.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { nameFields, READERS, under } from '../../../testing/name-fields.ts'
import { json, openRelay, type RelayUnderTest } from '../../../testing/relay-under-test.ts'

const SESSION = [
  'provider',
  'id',
  'inquiryId',
  'status',
  'createdAt',
  'startedAt',
  'expiredAt',
  'device.type',
  'device.name',
  'device.os.name',
  'device.os.version',
  'device.browser.name',
  'device.browser.version',
  'device.mobileSdk.name',
  'device.mobileSdk.version',
  'device.handoff',
  'network.proxy',
  'network.vpn',
  'network.tor',
  'network.datacenter',
  'network.threatLevel',
  'network.connectionType',
  'network.country.code',
  'network.country.name',
  'network.gpsCountry',
  'flow',
]
const INQUIRY = [
  'provider',
  'id',
  'status',
  'createdAt',
  'updatedAt',
  'startedAt',
  'expiresAt',
  'completedAt',
  'failedAt',
  'markedForReviewAt',
  'decisionedAt',
  'expiredAt',
  'redactedAt',
  'previousStep',
  'nextStep',
  'templateName',
  'accountId',
  'referenceId',
  'decidedBy',
  'counts.sessions',
  'counts.verifications',
  'counts.documents',
  'counts.selfies',
]
const VERIFICATION = ['id', 'type', 'status', 'completedAt', 'flaws', 'flaws[]', 'forReview']
const EVENT = ['provider', 'id', 'name', 'createdAt', 'object', 'object.type', 'object.id', 'inquiryId']
const SUMMARY = ['provider', 'kind', 'id', 'inquiryId', 'status', 'name', 'at', 'redacted', 'step', 'flow']
const SIGNAL = [
  'kind',
  'sessions[].id',
  'sessions[].at',
  'sessions[].country.code',
  'sessions[].country.name',
  'sessions[].gpsCountry',
  'sessions[].via',
  'sessions[].via[]',
  'times[]',
]
const LINE = ['seq', 'at', 'agent', 'action', 'requestId', 'previous', 'hash']

const listOf = (fields: readonly string[]) => [...under('items[]', fields), 'next']

const AUDIT_READERS: readonly Role[] = ['auditor', 'admin']

interface RouteCase {
  request: [path: string, init?: ReturnType<typeof json>]
  roles: readonly Role[]
  fields: readonly string[]
}

const ROUTES_BY_NAME: Record<string, RouteCase> = {
  me: {
    request: ['/v1/me'],
    roles: ROLES,
    fields: [
      'agent.email',
      'agent.role',
      'expiresAt',
      'providers[].provider',
      'providers[].environment',
      'providers[].state',
      'providers[].reason',
      'providers[].lacks',
      'providers[].lacks[]',
      'providers[].quota.limit',
      'providers[].quota.left',
      'providers[].quota.windowSeconds',
      'providers[].quota.moreInSeconds',
      'auditLog',
    ],
  },
  config: {
    request: ['/v1/config'],
    roles: ROLES,
    fields: [
      'providers[].provider',
      'providers[].environment',
      'providers[].dashboard',
      'eventFamilies[]',
      'idPatterns[].provider',
      'idPatterns[].pattern',
      'idPatterns',
      'wordsNearUuid',
      'sitesOff',
      'replies',
      'replyLanguages',
      'auditKey',
    ],
  },
  sessions: { request: ['/v1/sessions?limit=100'], roles: READERS, fields: listOf(SESSION) },
  session: { request: ['/v1/sessions/iqse_ABC123'], roles: READERS, fields: SESSION },
  events: { request: ['/v1/events?limit=100'], roles: READERS, fields: listOf(EVENT) },
  event: { request: ['/v1/events/evt_ABC123'], roles: READERS, fields: EVENT },
  inquiries: { request: ['/v1/inquiries?limit=100'], roles: READERS, fields: listOf(INQUIRY) },
  case: {
    request: ['/v1/cases/inq_ABC123'],
    roles: READERS,
    fields: [
      'about',
      'provider',
      ...under('inquiry', INQUIRY),
      ...under('sessions[]', SESSION),
      'verifications',
      ...under('verifications[]', VERIFICATION),
      ...under('events[]', EVENT),
      'eventsTruncated',
      'eventsMissing',
      'hints',
      ...under('hints[]', SIGNAL),
    ],
  },
  lookups: {
    request: ['/v1/lookups', json({ ids: ['inq_ABC123', 'iqse_ABC123', 'evt_ABC123', 'inq_None1234'] })],
    roles: READERS,
    fields: ['items[].id', 'items[].outcome', 'items[].reason', ...under('items[].summary', SUMMARY)],
  },
  'reveals of a session': {
    request: [
      '/v1/reveals',
      json({ id: 'iqse_ABC123', fields: listRevealable('persona.session'), reason: 'for this table' }),
    ],
    roles: ['investigator'],
    fields: ['provider', 'id', 'values[].field', 'values[].value'],
  },
  'reveals of an inquiry': {
    request: [
      '/v1/reveals',
      json({ id: 'inq_ABC123', fields: listRevealable('persona.inquiry'), reason: 'for this table' }),
    ],
    roles: ['investigator'],
    fields: ['provider', 'id', 'values[].field', 'values[].value'],
  },
  agents: {
    request: ['/v1/agents'],
    roles: AUDIT_READERS,
    fields: under('items[]', ['email', 'role', 'createdAt', 'lastSeenAt', 'signIns', 'revokedAt']),
  },
  record: { request: ['/v1/audit'], roles: AUDIT_READERS, fields: listOf([...LINE, 'about']) },
  days: {
    request: ['/v1/audit/segments'],
    roles: AUDIT_READERS,
    fields: [
      ...under('items[]', ['day', 'first', 'last', 'previous', 'hash', 'exportedAt', 'purgedAt']),
      'items[]',
      'capacity',
      'usedBytes',
      'capacityBytes',
      'keepDays',
      'unexported',
      'key',
    ],
  },
}

/** The sensitive fields of the table, and those outside the admin's pattern. */
const REVEALABLE = {
  session: [
    'ip-address',
    'region-code',
    'region-name',
    'latitude',
    'longitude',
    'gps-latitude',
    'gps-longitude',
    'gps-precision',
    'ip-isp',
    'network-organization',
    'user-agent',
  ],
  inquiry: ['reference-id', 'tags', 'note', 'reviewer-comment'],
}

it('only the table’s fields may be revealed', () => {
  for (const kind of ['session', 'inquiry'] as const)
    expect(listRevealable(`persona.${kind}`)).toEqual(REVEALABLE[kind])
})

describe.each(Object.entries(ROUTES_BY_NAME))('%s', (_, { request: [path, init], roles, fields }) => {
  it.each(ROLES)('to the role %s: these fields, or a refusal', async (role) => {
    const relay = openRelay({ rows: 60 })
    const token = await relay.signIn('eve@example.com', role)
    for (const faults of [[], [{ fault: 'unseen' as const }]]) {
      relay.providers.control.faults(faults)
      const answer = await relay.request(path, { token, ...init })
      if (!roles.includes(role)) {
        expect(answer.status).toBe(403)
        continue
      }
      expect(answer.status).toBe(200)
      const left = nameFields(await answer.json()).map((field) => field.replace(/\.about\..*$/, '.about'))
      expect(left.filter((field) => !fields.includes(field))).toEqual([])
    }
  })
})

const SECRET = 's3cret'
const secret = fc.oneof(
  fc.string().map((text) => `${SECRET}${text}`),
  fc.array(fc.constant(SECRET), { minLength: 1, maxLength: 3 }),
  fc.record({
    data: fc.record({ type: fc.constant(SECRET), id: fc.constant(SECRET) }),
    deep: fc.constant([SECRET]),
  }),
)
const harmless = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant({}),
)

function resourceOf(object: keyof typeof FIELDS, type: string, id: string) {
  const table: FieldTable = FIELDS[object]
  const members = Object.entries(table).map(
    ([field, disclosure]) => [field, disclosure === 'basic' ? harmless : secret] as const,
  )
  return fc
    .record({
      known: fc.record(Object.fromEntries(members), { requiredKeys: [] }),
      unknown: fc.dictionary(fc.stringMatching(/^new-[a-z-]{1,12}$/), secret, { maxKeys: 3 }),
      asRelationships: fc.boolean(),
    })
    .map(({ known, unknown, asRelationships }) => ({
      type,
      id,
      attributes: asRelationships ? {} : { ...known, ...unknown },
      relationships: asRelationships ? { ...known, ...unknown } : {},
      [SECRET]: SECRET,
    }))
}

interface World {
  index: number
  inquiry: object
  session: object
  event: object
}

const makeWorld = (index: number): fc.Arbitrary<World> =>
  fc.record({
    index: fc.constant(index),
    inquiry: resourceOf('persona.inquiry', 'inquiry', `inq_Made${index}`),
    session: resourceOf('persona.session', 'inquiry-session', `iqse_Made${index}`),
    event: resourceOf('persona.event', 'event', `evt_Made${index}`),
  })

function answerFrom(relay: RelayUnderTest, { inquiry, session, event }: World) {
  relay.providers.fetch = async ({ url }) => {
    const { pathname } = new URL(url)
    const [, , , list = '', id] = pathname.split('/')
    const row = list === 'inquiries' ? inquiry : list === 'events' ? event : session
    return Response.json(
      id === undefined
        ? { data: [row], links: { prev: null, next: null }, meta: SECRET }
        : { data: row, included: [inquiry, session, event, { type: SECRET, id: SECRET }], meta: SECRET },
    )
  }
}

const dump = (stub: DurableObjectStub) =>
  runInDurableObject(stub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'`,
      )
      .toArray()
    return JSON.stringify(
      tables.map(({ name }) => [name, storage.sql.exec(`SELECT * FROM "${name}"`).toArray()]),
      (_key, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value),
    )
  })

const RUNS = times(3)

it('any provider answer, to any role: only basic fields leave or are stored', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const relay = openRelay()
  const tokens = await Promise.all(ROLES.map((role) => relay.signIn(`${role}@example.com`, role)))
  const investigator = tokens[ROLES.indexOf('investigator')] ?? ''
  let worlds = 0
  let answered = 0
  await fc.assert(
    fc.asyncProperty(
      fc.nat().chain(() => makeWorld(++worlds)),
      async (world) => {
        const { index } = world
        // An hour apart: rate limits are tested elsewhere.
        vi.setSystemTime(Date.now() + 65 * 60_000)
        answerFrom(relay, world)
        const paths = [
          '/v1/sessions?limit=100',
          '/v1/inquiries?limit=100',
          '/v1/events?limit=100',
          `/v1/sessions/iqse_Made${index}`,
          `/v1/events/evt_Made${index}`,
          `/v1/cases/inq_Made${index}`,
          `/v1/cases/iqse_Made${index}`,
          '/v1/me',
          '/v1/agents',
          '/v1/audit',
        ]
        const readAll = async () => {
          for (const token of tokens) {
            for (const path of paths) {
              const answer = await relay.request(path, { token })
              if (answer.status === 200) answered++
              expect(JSON.stringify([...answer.headers]) + (await answer.text()), path).not.toContain(SECRET)
            }
          }
        }
        await readAll()
        const { headers, ...post } = json({
          id: `iqse_Made${index}`,
          fields: ['ip-address'],
          reason: 'for this test',
        })
        const revealed = await relay.request('/v1/reveals', { token: investigator, ...post, headers })
        if (revealed.status === 200) {
          const { values } = v.parse(RevealedSchema, await revealed.json())
          expect(values.map(({ field }) => field)).toEqual(['ip-address'])
        }
        await readAll()
        for (const stub of [
          env.PROVIDER_GATEWAY.getByName('persona:sandbox'),
          env.ACCESS_CONTROL.getByName('access-control'),
        ]) {
          expect(await dump(stub)).not.toContain(SECRET)
        }
        expect(relay.log()).not.toContain(SECRET)
      },
    ),
    { numRuns: RUNS },
  )
  // Proves that requests are not merely refused.
  expect(answered).toBeGreaterThan(RUNS * 35)
})

it('stores no sensitive field in the gateway, not even after a reveal of everything', async () => {
  const relay = openRelay({ rows: 60 })
  const token = await relay.signIn('ines@example.com', 'investigator')
  const revealed: string[] = []
  for (const { inquiry, sessions } of Object.values(relay.providers.control.known().persona.sandbox).slice(
    0,
    6,
  )) {
    for (const [id, kind] of [
      [inquiry, 'inquiry'],
      ...sessions.map((session) => [session, 'session']),
    ] as const) {
      await relay.request(kind === 'inquiry' ? `/v1/cases/${id}` : `/v1/sessions/${id}`, { token })
      const fields = listRevealable(kind === 'inquiry' ? 'persona.inquiry' : 'persona.session')
      const answer = await relay.request('/v1/reveals', {
        token,
        ...json({ id, fields, reason: 'for this test' }),
      })
      const { values } = v.parse(RevealedSchema, await answer.json())
      revealed.push(
        ...values.flatMap(({ field, value }) => (field !== 'reference-id' && value ? [value] : [])),
      )
    }
  }
  const longValues = revealed.filter((value) => value.length > 5)
  expect(longValues.length).toBeGreaterThan(20)
  for (const stub of [
    env.PROVIDER_GATEWAY.getByName('persona:sandbox'),
    env.ACCESS_CONTROL.getByName('access-control'),
  ]) {
    const stored = await dump(stub)
    expect(stored.length).toBeGreaterThan(100)
    expect(longValues.filter((value) => stored.includes(JSON.stringify(value)))).toEqual([])
  }
})
