/**
 * Names that leave the relay: only those of an allow-list, or that the admin lists. Any other could say that a person is
 * screened, so it is `null`, in every answer and in storage.
 */
import { reset, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock } from '../../../testing/gateway.ts'
import { json, openRelay } from '../../../testing/relay-under-test.ts'

const STAMP = '2026-11-21T08:00:00.000Z'
const SESSION = '000766ff-1111-4222-8333-444455556666'
const WORKFLOW = 'c3d4e5f6-a7b8-9012-cdef-123456789012'
const INQUIRY = 'inq_9XWxtnwh2vM8a5vFgYVwh7c6u9qB'

const SECRETS = [
  ...['AML_SCREENING', 'SANCTIONS_CHECK', 'WATCHLIST_MONITORING', 'KYB', 'CREDIT_CHECK', 'pep-sanctions'],
  ...['PHRENOLOGY', 'EDD', 'High-value customer', 'PEP & sanctions rescreen', 'Enhanced file'],
  ...[
    'SANCTIONS_LIST_MATCH',
    'CALL_THE_POLICE',
    'interstitial_watchlist_hit',
    'verification_report_watchlist',
  ],
  ...['edd_questions', 'teapot-check', 'verification/watchlist'],
]

interface Deepidv {
  type?: string
  steps?: string[]
  failure?: { code: string; user_action: string }
  workflow?: string
}

interface Persona {
  steps?: [last: string, next: string]
  template?: string
  objectType?: string
}

function open(deepidv: Deepidv, persona: Persona) {
  vi.useFakeTimers({ toFake: ['Date'] })
  const relay = openRelay({ rows: 1 })
  const { steps = [], failure } = deepidv
  const record = {
    id: SESSION,
    status: 'PENDING',
    type: deepidv.type ?? 'session',
    created_at: STAMP,
    workflow_id: WORKFLOW,
    workflow_steps: steps,
    external_id: 'cust-424242',
    uploads: { id_front: true, edd_questions: true },
  }
  const [last, next] = persona.steps ?? []
  const inquiry = {
    type: 'inquiry',
    id: INQUIRY,
    attributes: {
      status: 'pending',
      'created-at': STAMP,
      'previous-step-name': last,
      'next-step-name': next,
    },
    relationships: {},
  }
  const event = {
    type: 'event',
    id: 'evt_9XWxtnwh2vM8a5vFgYVwh7c6u9qB',
    attributes: {
      name: 'verification.created',
      'created-at': STAMP,
      payload: { data: { type: persona.objectType ?? 'verification/selfie', id: 'ver_ABC123' } },
    },
    relationships: {},
  }
  const template = {
    type: 'inquiry-template',
    id: 'itmpl_1',
    attributes: { name: persona.template },
    relationships: {},
  }
  vi.mocked(globalThis.fetch).mockImplementation(async (input, init) => {
    const { pathname } = new URL(new Request(input, init).url)
    if (pathname === '/v1/sessions') return Response.json({ sessions: [record], next_token: null })
    if (pathname.endsWith('/workflow')) {
      const results = steps.map((step_id) => ({ step_id, status: 'FAILED', attempts: 1, failure }))
      return Response.json({ session_id: SESSION, steps: results, attempts_remaining: 1 })
    }
    if (pathname.startsWith('/v1/sessions/')) return Response.json({ session_record: record })
    if (pathname.startsWith('/v1/workflows/')) return Response.json({ id: WORKFLOW, name: deepidv.workflow })
    if (pathname === `/api/v1/inquiries/${INQUIRY}`)
      return Response.json({ data: inquiry, included: [template] })
    const rows = pathname === '/api/v1/inquiries' ? [inquiry] : pathname === '/api/v1/events' ? [event] : []
    return Response.json({ data: rows, links: { prev: null, next: null } })
  })
  return relay
}

const PATHS = [
  '/v1/sessions?provider=deepidv',
  '/v1/sessions?provider=deepidv&externalId=cust-424242',
  `/v1/sessions/${SESSION}`,
  `/v1/cases/${SESSION}`,
  `/v1/cases/${INQUIRY}`,
  '/v1/inquiries',
  '/v1/events',
] as const

async function collect(deepidv: Deepidv, persona: Persona = {}): Promise<string> {
  const relay = open(deepidv, persona)
  const token = await relay.signIn()
  const bodies: string[] = []
  for (const path of PATHS) {
    advanceClock(5)
    const answer = await relay.request(path, { token })
    expect(answer.status, path).toBe(200)
    bodies.push(await answer.text())
  }
  bodies.push(
    await (await relay.request('/v1/lookups', { token, ...json({ ids: [SESSION, INQUIRY] }) })).text(),
  )
  for (const name of ['deepidv:sandbox', 'persona:sandbox']) {
    const stored = await runInDurableObject(env.PROVIDER_GATEWAY.getByName(name), (_, { storage }) =>
      ['cached_answers', 'event_ranges'].map((table) =>
        storage.sql.exec(`SELECT content FROM ${table}`).toArray(),
      ),
    )
    bodies.push(JSON.stringify(stored))
  }
  return bodies.join('\n')
}

describe('names', () => {
  it('of the allow-list are shown', async () => {
    const all = await collect(
      {
        type: 'verification',
        steps: ['ID_VERIFICATION', 'e-signature'],
        failure: { code: 'ID_TEXT_NOT_READABLE', user_action: 'RETAKE_DOCUMENT' },
        workflow: 'Customer onboarding (EU, v2)',
      },
      {
        steps: ['start_8f3a2c', 'verification_government_id'],
        template: 'KYC: government ID and selfie',
        objectType: 'verification/government-id-nfc',
      },
    )
    for (const name of [
      ...[
        '"verification"',
        '"ID_VERIFICATION"',
        '"E_SIGNATURE"',
        '"ID_TEXT_NOT_READABLE"',
        '"RETAKE_DOCUMENT"',
      ],
      ...['"Customer onboarding (EU, v2)"', '"start_8f3a2c"', '"verification_government_id"', '"id_front"'],
      ...['"KYC: government ID and selfie"', '"verification/government-id-nfc"'],
    ]) {
      expect(all).toContain(name)
    }
  })

  it('of steps that screen leave no gap: the session is the same as without them', async () => {
    const shown = ['ID_VERIFICATION', 'FACE_LIVENESS', 'ADDRESS_VERIFICATION']
    const hidden = [
      'PEP_SANCTIONS',
      'ID_VERIFICATION',
      'kyb',
      'FACE_LIVENESS',
      'aml-screening',
      'ADDRESS_VERIFICATION',
    ]
    const results: string[][] = []
    for (const steps of [
      shown,
      hidden,
      [...hidden, ...Array<string>(60).fill('CREDIT_CHECK')].toReversed(),
    ]) {
      const relay = open({ steps }, {})
      const token = await relay.signIn()
      const bodies: string[] = []
      for (const path of PATHS.slice(0, 4)) {
        advanceClock(5)
        bodies.push(await (await relay.request(path, { token })).text())
      }
      results.push(bodies)
      await reset()
    }
    expect(results[1]).toEqual(results[0])
    const backwards = open({ steps: shown.toReversed() }, {})
    const token = await backwards.signIn()
    expect(await (await backwards.request(`/v1/cases/${SESSION}`, { token })).text()).toBe(results[2]?.[3])
  })

  it('of anything else are null, by every route and in storage', async () => {
    const all = [
      await collect(
        {
          type: 'teapot-check',
          steps: ['ID_VERIFICATION', ...SECRETS.slice(0, 8)],
          failure: { code: 'SANCTIONS_LIST_MATCH', user_action: 'CALL_THE_POLICE' },
          workflow: 'PEP & sanctions rescreen',
        },
        {
          steps: ['interstitial_watchlist_hit', 'verification_report_watchlist'],
          template: 'High-value customer',
          objectType: 'verification/watchlist',
        },
      ),
    ].join()
    expect(SECRETS.filter((secret) => all.toLowerCase().includes(secret.toLowerCase()))).toEqual([])
    expect(SECRETS.filter((secret) => all.includes(secret.replaceAll('-', '_').toUpperCase()))).toEqual([])
    expect(all).toContain('"nextStep":null')
    expect(all).toContain('"templateName":null')
    expect(all).toContain(`"workflow":{"id":"${WORKFLOW}","name":null}`)
  })
})
