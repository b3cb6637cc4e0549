/** What leaves the relay: nothing outside the field table, no closed family, no key. Through every route, for real. */
import { env } from 'cloudflare:workers'
import {
  EventsPageSchema,
  InquiriesPageSchema,
  SessionsPageSchema,
} from '@inquiry-lens/shared/contract/lists.ts'
import { familyOf, OPEN_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { sample } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { CANARY, CANARY_NUMBERS, FAKE_PERSONA_SANDBOX_KEY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { json, openRelay, type RelayUnderTest, readProblem } from '../../../testing/relay-under-test.ts'

const isOpen = (name: string) => OPEN_FAMILIES.some((family) => family === familyOf(name))
/** Of our own making, from the fake provider's address: what a leak would look like. */
const SECRETS = [
  CANARY,
  ...CANARY_NUMBERS.map(String),
  FAKE_PERSONA_SANDBOX_KEY,
  env.TOKEN_PEPPER,
  env.BOOTSTRAP_TOKEN,
]

async function findLeaks(answer: Response): Promise<string[]> {
  const everything = JSON.stringify([...answer.headers]) + (await answer.text())
  return SECRETS.filter((secret) => everything.includes(secret))
}

/** What the provider calls each list, and what a page of ours is. */
const LISTS = {
  sessions: { path: 'inquiry-sessions', schema: SessionsPageSchema },
  events: { path: 'events', schema: EventsPageSchema },
  inquiries: { path: 'inquiries', schema: InquiriesPageSchema },
} as const

async function walk(relay: RelayUnderTest, token: string, list: keyof typeof LISTS, pages: number) {
  const bodies: string[] = []
  let cursor: string | null = ''
  for (let page = 0; page < pages && cursor !== null; page++) {
    const answer = await relay.request(`/v1/${list}?limit=100${cursor && `&cursor=${cursor}`}`, { token })
    bodies.push(await answer.clone().text())
    expect(await findLeaks(answer)).toEqual([])
    cursor = v.parse(LISTS[list].schema, JSON.parse(bodies.at(-1) ?? '')).next
  }
  return bodies
}

describe.each([[[]], [[{ fault: 'unseen' as const }]]])('with faults %o', (faults) => {
  it.each(['sessions', 'events', 'inquiries'] as const)(
    'no field of %s outside the table leaves',
    async (list) => {
      const relay = openRelay({ rows: 600, seed: 7 })
      relay.providers.control.faults(faults)
      const bodies = await walk(relay, await relay.signIn(), list, 6)
      expect(bodies.join('').length).toBeGreaterThan(50_000)
      // The provider did send them.
      const raw = await relay.providers.fetch(
        new Request(`http://provider/api/v1/${LISTS[list].path}?page[size]=100`, {
          headers: { Authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}` },
        }),
      )
      expect(await raw.text()).toContain(CANARY)
    },
  )

  it('nor by ID', async () => {
    const relay = openRelay({ rows: 60 })
    relay.providers.control.faults(faults)
    const token = await relay.signIn()
    vi.useFakeTimers({ toFake: ['Date'] })
    const stories = Object.values(relay.providers.control.known().persona.sandbox)
    for (const [index, story] of stories.entries()) {
      // A minute's calls for each: what is refused for want of them would leak nothing, and prove nothing.
      vi.setSystemTime(Date.now() + 90_000)
      for (const id of story.sessions)
        expect(await findLeaks(await relay.request(`/v1/sessions/${id}`, { token }))).toEqual([])
      for (const id of sample(story.events, 4, index))
        expect(await findLeaks(await relay.request(`/v1/events/${id}`, { token }))).toEqual([])
    }
  })

  it('nor by case or look-up', async () => {
    const relay = openRelay({ rows: 60 })
    relay.providers.control.faults(faults)
    const token = await relay.signIn()
    const stories = Object.values(relay.providers.control.known().persona.sandbox)
    vi.useFakeTimers({ toFake: ['Date'] })
    for (const { inquiry, sessions } of stories) {
      vi.setSystemTime(Date.now() + 90_000)
      for (const id of [inquiry, ...sessions])
        expect(await findLeaks(await relay.request(`/v1/cases/${id}`, { token }))).toEqual([])
    }
    const ids = stories
      .flatMap(({ inquiry, sessions, events }) => [inquiry, ...sessions, ...events])
      .slice(0, 100)
    for (const fresh of [{}, { 'Cache-Control': 'no-cache' }]) {
      vi.setSystemTime(Date.now() + 90_000)
      const { headers, ...post } = json({ ids })
      const answer = await relay.request('/v1/lookups', { token, ...post, headers: { ...headers, ...fresh } })
      expect(answer.status).toBe(200)
      expect(await findLeaks(answer)).toEqual([])
    }
  })
})

describe('events of closed families', () => {
  /** Straight from the provider: the IDs and names that must not be seen. */
  async function listClosed(relay: RelayUnderTest) {
    const answer = await relay.providers.fetch(
      new Request('http://provider/api/v1/events?page[size]=100', {
        headers: { Authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}` },
      }),
    )
    const schema = v.object({
      data: v.array(v.object({ id: v.string(), attributes: v.object({ name: v.string() }) })),
    })
    return v.parse(schema, await answer.json()).data.filter(({ attributes }) => !isOpen(attributes.name))
  }

  it('leave by no list and no cursor', async () => {
    const relay = openRelay({ rows: 400 })
    const closed = await listClosed(relay)
    expect(closed.length).toBeGreaterThan(3)
    const text = (await walk(relay, await relay.signIn(), 'events', 3)).join('')
    for (const { id, attributes } of closed) {
      expect(text).not.toContain(id)
      expect(text).not.toContain(attributes.name)
    }
  })

  it('are not found by ID, in the very words of an ID that does not exist', async () => {
    const relay = openRelay({ rows: 400 })
    const token = await relay.signIn()
    const none = await readProblem(await relay.request('/v1/events/evt_DoesNotExistAtAll', { token }))
    for (const { id } of (await listClosed(relay)).slice(0, 5)) {
      const hidden = await relay.request(`/v1/events/${id}`, { token })
      const { requestId: _, instance: __, ...problem } = await readProblem(hidden)
      const { requestId: ___, instance: ____, ...expected } = none
      expect(problem).toEqual(expected)
    }
  })

  it('are not found by filter: refused by name and object, empty by ID', async () => {
    const relay = openRelay({ rows: 400 })
    const token = await relay.signIn()
    for (const { id, attributes } of (await listClosed(relay)).slice(0, 5)) {
      const byName = await relay.request(`/v1/events?name=${encodeURIComponent(attributes.name)}`, { token })
      expect((await readProblem(byName)).parameter).toBe('name')
      const mixed = await relay.request(
        `/v1/events?name=inquiry.created,${encodeURIComponent(attributes.name)}`,
        { token },
      )
      expect(mixed.status).toBe(400)
      expect(await (await relay.request(`/v1/events?id=${id}`, { token })).json()).toEqual({
        items: [],
        next: null,
      })
    }
  })

  it('an unknown family is closed, and so is a name that only begins like an open one', async () => {
    const relay = openRelay()
    const token = await relay.signIn()
    const names = [
      'oracle.spoke',
      'inquiry-template-version.created',
      'inquiryreport.ready',
      'report/inquiry.ready',
    ]
    const emitted = names.map((name) => relay.providers.control.emit({ event: { name } }).event ?? '')
    const open = relay.providers.control.emit({ event: { name: 'inquiry.never-heard-of' } }).event ?? ''
    const text = await (await relay.request('/v1/events?limit=100', { token })).text()
    expect(text).toContain(open)
    for (const id of emitted) expect(text).not.toContain(id)
  })
})

it('the key and the secrets are in no answer, header or log line, on any failure', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const paths = [
    '/healthz',
    '/v1/me',
    '/v1/config',
    '/v1/sessions',
    '/v1/events',
    '/v1/sessions/iqse_ABC123',
    '/v1/inquiries',
    '/v1/cases/inq_ABC123',
    '/v1/agents',
  ]
  const faults = ['reset', 'truncated', 'html', 'key-refused', '5xx', '429'] as const
  for (const fault of faults) {
    relay.providers.control.faults([{ fault }])
    for (const path of paths) {
      const answer = await relay.request(`${path}`, { token, headers: { 'Cache-Control': 'no-cache' } })
      expect(await findLeaks(answer), `${fault} ${path}`).toEqual([])
    }
  }
  expect(SECRETS.filter((secret) => relay.log().includes(secret))).toEqual([])
  expect(relay.log()).not.toMatch(/iqse_|inq_/)
  expect(relay.log()).toContain('/v1/sessions/:id')
  expect(relay.log()).not.toContain(token)
})

it('asks the provider nothing but GET', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const path of [
      '/v1/sessions',
      '/v1/events',
      '/v1/sessions/iqse_ABC123',
      '/v1/inquiries/inq_ABC123',
      '/v1/cases/inq_ABC123',
      '/v1/lookups',
    ]) {
      await relay.request(path, { method, token })
    }
  }
  await walk(relay, token, 'events', 1)
  const methods = Object.keys(relay.providers.control.calls()).map((call) => call.split(' ')[0])
  expect(new Set(methods)).toEqual(new Set(['GET']))
})
