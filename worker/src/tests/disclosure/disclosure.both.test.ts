/** What leaves a relay with two providers, and what it keeps: nothing of deepidv's outside the field table. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { SessionsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import { ROLES, type Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { listRevealable } from '@inquiry-lens/shared/contract/reveals.ts'
import {
  CANARY,
  CANARY_NUMBERS,
  DEEPIDV_DOCUMENTED_ID,
  FAKE_DEEPIDV_SANDBOX_KEY,
  FAKE_PERSONA_SANDBOX_KEY,
} from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { nameFields, READERS, under } from '../../../testing/name-fields.ts'
import { json, openRelay, type RelayUnderTest, readProblem } from '../../../testing/relay-under-test.ts'

const SECRETS = [
  CANARY,
  ...CANARY_NUMBERS.map(String),
  '203.0.113.',
  FAKE_DEEPIDV_SANDBOX_KEY,
  FAKE_PERSONA_SANDBOX_KEY,
  env.TOKEN_PEPPER,
  env.BOOTSTRAP_TOKEN,
]
const leaksIn = (text: string) => SECRETS.filter((secret) => text.includes(secret))

async function findLeaks(answer: Response): Promise<string[]> {
  return leaksIn(JSON.stringify([...answer.headers]) + (await answer.text()))
}

const stories = (relay: RelayUnderTest) => Object.values(relay.providers.control.known().deepidv.sandbox)

/** Everything that a gateway has stored, in any table. */
async function readGateway(name: string): Promise<string> {
  return runInDurableObject(env.PROVIDER_GATEWAY.getByName(name), (_, { storage }) => {
    const tables = storage.sql
      .exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'")
      .toArray()
    return JSON.stringify(
      tables.map(({ name: table }) =>
        storage.sql
          .exec(`SELECT * FROM "${table}"`)
          .toArray()
          .map((row) =>
            Object.values(row).map((cell) =>
              cell instanceof ArrayBuffer ? new TextDecoder().decode(cell) : cell,
            ),
          ),
      ),
    )
  })
}

describe.each([[[]], [[{ fault: 'unseen' as const }]]])('with faults %o', (faults) => {
  it('nothing outside the table leaves by list, ID, case or look-up, nor is it kept or logged', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    relay.providers.control.faults(faults)
    vi.useFakeTimers({ toFake: ['Date'] })
    let cursor: string | null = ''
    for (let page = 0; page < 4 && cursor !== null; page++) {
      const answer: Response = await relay.request(
        `/v1/sessions?provider=deepidv&limit=100${cursor && `&cursor=${cursor}`}`,
        { token },
      )
      const text: string = await answer.text()
      expect(leaksIn(text + JSON.stringify([...answer.headers]))).toEqual([])
      cursor = v.parse(SessionsPageSchema, JSON.parse(text)).next
    }
    for (const { session } of stories(relay)) {
      vi.setSystemTime(Date.now() + 90_000)
      for (const path of [`/v1/sessions/${session}`, `/v1/cases/${session}`]) {
        const answer = await relay.request(path, { token, headers: { 'Cache-Control': 'no-cache' } })
        expect(await findLeaks(answer), path).toEqual([])
      }
    }
    const ids = stories(relay).map(({ session }) => session)
    expect(await findLeaks(await relay.request('/v1/lookups', { token, ...json({ ids }) }))).toEqual([])
    const kept = await readGateway('deepidv:sandbox')
    expect(kept).toContain(ids[0])
    expect(leaksIn(kept)).toEqual([])
    expect(leaksIn(relay.log())).toEqual([])
    expect(relay.log()).not.toContain(ids[0])
  })
})

it('revealed values are not cached', async () => {
  const relay = openRelay()
  const token = await relay.signIn('ivy@example.com', 'investigator')
  const [one] = stories(relay)
  const body = {
    id: one?.session,
    fields: listRevealable('deepidv.session'),
    reason: 'The customer asked',
  }
  expect(await (await relay.request('/v1/reveals', { token, ...json(body) })).text()).toContain('values')
  expect(leaksIn(await readGateway('deepidv:sandbox'))).toEqual([])
})

const SESSION = [
  'provider',
  'id',
  'inquiryId',
  'status',
  'createdAt',
  'startedAt',
  'expiredAt',
  ...['type', 'name', 'os.name', 'os.version', 'browser.name', 'browser.version'].map(
    (one) => `device.${one}`,
  ),
  ...['mobileSdk.name', 'mobileSdk.version', 'handoff'].map((one) => `device.${one}`),
  ...['proxy', 'vpn', 'tor', 'datacenter', 'threatLevel', 'connectionType'].map((one) => `network.${one}`),
  'network.country.code',
  'network.country.name',
  ...['type', 'progress', 'updatedAt', 'submittedAt', 'expiresAt', 'openedAt', 'externalId'].map(
    (one) => `flow.${one}`,
  ),
  'flow.workflow',
  'flow.workflow.id',
  'flow.workflow.name',
  'flow.steps[]',
  'flow.uploads.*',
  'flow.checks.*',
  ...under('flow.failures[]', ['code', 'slot', 'at']),
  'flow.failedTries',
  ...under('flow.decline', ['code', 'slot', 'at']),
  'flow.submittedFrom.code',
  'flow.submittedFrom.name',
]
const STEP = [
  'step',
  'status',
  'attempts',
  'startedAt',
  'completedAt',
  'failure',
  'failure.code',
  'failure.action',
]
const SIGNAL = ['kind', ...under('sessions[]', ['id', 'at', 'country.code', 'country.name', 'via', 'via[]'])]

const ROUTE_REQUESTS = {
  list: {
    request: ['/v1/sessions?provider=deepidv&limit=100'],
    roles: READERS,
    fields: [...under('items[]', SESSION), 'next'],
  },
  session: { request: [`/v1/sessions/${DEEPIDV_DOCUMENTED_ID}`], roles: READERS, fields: SESSION },
  case: {
    request: [`/v1/cases/${DEEPIDV_DOCUMENTED_ID}`],
    roles: READERS,
    fields: [
      ...['about', 'provider', 'steps', 'stepsMissing', 'attemptsLeft'],
      ...under('session', SESSION),
      ...under('related[]', SESSION),
      'hints',
      ...under('hints[]', SIGNAL),
      ...under('steps[]', STEP),
    ],
  },
  reveal: {
    request: [
      '/v1/reveals',
      json({ id: DEEPIDV_DOCUMENTED_ID, fields: ['external_id'], reason: 'for this table' }),
    ],
    roles: ['investigator'],
    fields: ['provider', 'id', 'values[].field', 'values[].value'],
  },
} satisfies Record<
  string,
  { request: [string, ReturnType<typeof json>?]; roles: readonly Role[]; fields: string[] }
>

describe.each(Object.entries(ROUTE_REQUESTS))('%s', (_, { request: [path, init], roles, fields }) => {
  it.each(ROLES)('to the role %s: these fields, or a refusal', async (role) => {
    const relay = openRelay()
    const token = await relay.signIn('eve@example.com', role)
    const answer = await relay.request(path ?? '', { token, ...init })
    if (!roles.some((one) => one === role)) {
      expect(answer.status).toBe(403)
      return
    }
    expect(answer.status).toBe(200)
    const left = nameFields(await answer.json()).map((field) =>
      field.replace(/\.(uploads|checks)\..*$/, '.$1.*'),
    )
    // An empty value is a leaf.
    const empty = ['flow.steps', 'flow.uploads', 'flow.checks', 'related'].flatMap((one) => [
      one,
      `items[].${one}`,
      `session.${one}`,
    ])
    expect(left.filter((field) => !fields.includes(field) && !empty.includes(field))).toEqual([])
  })
})

describe('requests to deepidv', () => {
  function answerWith(answer: () => Response) {
    const requests: Request[] = []
    vi.mocked(globalThis.fetch).mockImplementation(async (input, init) => {
      requests.push(new Request(input, init))
      return answer()
    })
    return requests
  }
  const LIST = '/v1/sessions?provider=deepidv'

  it('sends only GET, with its key in a header, and nothing of a caller’s', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const requests = answerWith(() => Response.json({ sessions: [], next_token: null }))
    await relay.request(`${LIST}&externalId=cust-700001`, {
      token,
      headers: { 'X-Forwarded-Host': 'evil.example', Cookie: 'a=b', 'x-api-key': 'mine' },
    })
    const [request] = requests
    const url = new URL(request?.url ?? '')
    expect([request?.method, url.origin, url.pathname]).toEqual(['GET', 'http://127.0.0.1:9', '/v1/sessions'])
    expect(Object.fromEntries(url.searchParams)).toEqual({
      external_id: 'cust-700001',
      by_organization: 'true',
      limit: '500',
    })
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: 'application/json',
      'x-api-key': FAKE_DEEPIDV_SANDBOX_KEY,
    })
  })

  it.each([301, 302, 307, 308])('a redirect (%i) is refused, and the key goes nowhere', async (status) => {
    const relay = openRelay()
    const token = await relay.signIn()
    const headers = { Location: 'https://evil.example/collect' }
    const requests = answerWith(() => new Response(null, { status, headers }))
    expect((await relay.request(LIST, { token })).status).toBe(502)
    for (const { url, redirect } of requests) {
      expect([new URL(url).hostname, redirect]).toEqual(['127.0.0.1', 'manual'])
    }
  })

  it('a token of deepidv’s is a value and no address', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const next_token = 'https://evil.example/?a=1&limit=500'
    let asks = 0
    const requests = answerWith(() =>
      Response.json({ sessions: [], next_token: asks++ === 0 ? next_token : null }),
    )
    await relay.request(LIST, { token })
    const urls = requests.map(({ url }) => new URL(url))
    expect(new Set(urls.map(({ origin }) => origin))).toEqual(new Set(['http://127.0.0.1:9']))
    expect(urls[1]?.searchParams.getAll('next_token')).toEqual([next_token])
    expect(urls.slice(2).flatMap(({ searchParams }) => searchParams.getAll('next_token'))).toEqual([])
  })

  it.each([
    '/v1/sessions/test_Verified',
    `/v1/sessions/${DEEPIDV_DOCUMENTED_ID}%2Fworkflow`,
    `/v1/cases/${DEEPIDV_DOCUMENTED_ID}%00`,
    '/v1/cases/a1b2c3d4e5f67890abcdef1234567890',
    `/v1/events/${DEEPIDV_DOCUMENTED_ID}`,
    `/v1/events?object=${DEEPIDV_DOCUMENTED_ID}`,
    `/v1/inquiries?account=${DEEPIDV_DOCUMENTED_ID}`,
    '/v1/sessions?provider=deepidv&workflow=..%2F..%2Fauth%2Fverify',
  ])('%s is refused without a provider call', async (path) => {
    const relay = openRelay()
    const token = await relay.signIn()
    expect((await relay.request(path, { token })).status).toBe(400)
    expect(relay.providers.control.calls()).toEqual({})
  })

  it('a cursor of one provider’s list opens nothing at the other', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const { next } = v.parse(
      SessionsPageSchema,
      await (await relay.request(`${LIST}&limit=5`, { token })).json(),
    )
    for (const path of [
      `/v1/sessions?provider=persona&cursor=${next}`,
      `${LIST}&scope=key-owner&cursor=${next}`,
    ]) {
      expect((await readProblem(await relay.request(path, { token }))).code).toBe('invalid-cursor')
    }
  })

  it('keys and secrets are in no answer and no log line, on any failure', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const paths = [LIST, `/v1/cases/${DEEPIDV_DOCUMENTED_ID}`, '/v1/me', '/v1/config']
    for (const fault of ['reset', 'truncated', 'html', 'key-refused', '5xx', '429', 'no-balance'] as const) {
      relay.providers.control.faults([{ fault }])
      for (const path of paths) {
        const answer = await relay.request(path, { token, headers: { 'Cache-Control': 'no-cache' } })
        expect(await findLeaks(answer), `${fault} ${path}`).toEqual([])
      }
    }
    expect(leaksIn(relay.log())).toEqual([])
  })
})
